//! What frees a year in prose: the past told as such, a comparison, a norm, a programme of others.

use super::mention::Mention;
use super::tenses::{is_participle, is_planning};
use super::words::{Word, ends_with_any};

/// The stems of words after which a year is one to compare with, or the one that things come from.
const COMPARISONS: [&str; 24] = [
    "rispetto",
    "confront",
    "paragon",
    "superior",
    "inferior",
    "ugual",
    "analog",
    "linea",
    "seguito",
    "continuità",
    "differenz",
    "scostament",
    "variazion",
    "aggiornament",
    "revision",
    "assestament",
    "monitoraggio",
    "invariat",
    "doppio",
    "fronte",
    "passa",
    "prorog",
    "pari",
    "meno",
];

/// Those that compare only where they stand close by: `quello del`, `già nel`.
const CLOSE_COMPARISONS: [&str; 17] = [
    "dopo",
    "quell",
    "come",
    "già",
    "oltre",
    "base",
    "stess",
    "medesim",
    "usato",
    "usata",
    "usati",
    "present",
    "riportat",
    "soppress",
    "ripres",
    "riprend",
    "ripropost",
];

/// The stems of nouns whose year is the one that they tell of.
const RECORDS: [&str; 36] = [
    "dati",
    "dato",
    "valor",
    "stima",
    "stime",
    "prevision",
    "risultat",
    "andament",
    "consuntiv",
    "preconsuntiv",
    "rendicont",
    "avanz",
    "disavanz",
    "utile",
    "perdit",
    "chiusur",
    "residu",
    "media",
    "serie",
    "fatturat",
    "statistic",
    "censiment",
    "rilevazion",
    "indagin",
    "annuario",
    "rapport",
    "storic",
    "osservat",
    "esiti",
    "esito",
    "livell",
    "bilancio",
    "rileva",
    "misurat",
    "riferit",
    "baseline",
];

/// The stems of nouns of the values that a measure compares with.
const BASES: [&str; 13] = [
    "base",
    "baseline",
    "dato",
    "dati",
    "valor",
    "media",
    "serie",
    "livell",
    "storic",
    "consuntiv",
    "bilancio",
    "rendicont",
    "conto",
];

/// The stems of nouns of what is agreed or called for, with a year of its own.
const AGREEMENTS: [&str; 22] = [
    "bando",
    "bandi",
    "avviso",
    "avvisi",
    "progett",
    "fondo",
    "fondi",
    "edizion",
    "convenzion",
    "protocoll",
    "accord",
    "contratt",
    "campagn",
    "fiera",
    "premi",
    "concors",
    "concession",
    "affidament",
    "appalt",
    "intes",
    "perequativ",
    "ccnl",
];

/// The stems of the programmes of others.
const PROGRAMMES: [&str; 18] = [
    "mandat",
    "strategia",
    "strategie",
    "pnrr",
    "fesr",
    "fse",
    "interreg",
    "por",
    "pon",
    "psr",
    "pr",
    "agenda",
    "nazional",
    "regional",
    "europe",
    "giochi",
    "expo",
    "unione",
];

/// Words that say that something is of now, or was.
const OF_NOW: [&str; 22] = [
    "vigent",
    "assestat",
    "aggiornat",
    "corso",
    "attual",
    "precedent",
    "scors",
    "passat",
    "conclus",
    "chius",
    "definitiv",
    "trascors",
    "vigore",
    "pregress",
    "ultim",
    "preconsuntiv",
    "consuntiv",
    "raggiunt",
    "chiude",
    "chiusura",
    "scadut",
    "uscente",
];

/// The words of the sentence that lead to a place, the nearest first, at most so many.
pub(super) fn leading(words: &[Word], place: usize, count: usize) -> impl Iterator<Item = &Word> {
    words[..place]
        .iter()
        .rev()
        .take_while(|word| !matches!(word.text.as_str(), ";" | ":"))
        .take(count)
}

/// Whether the words before a phrase compare with its year, or come from it.
pub(super) fn is_compared(words: &[Word], start: usize) -> bool {
    let clause = (0..start)
        .rev()
        .find(|place| words[*place].text == "," && words[place + 1].is_spaced)
        .map_or(0, |comma| comma + 1);
    let before = &words[clause..start];
    let is_close = leading(before, before.len(), 3)
        .take_while(|word| !is_planning(&word.text))
        .any(|word| word.begins_with_any(&CLOSE_COMPARISONS))
        && ends_with_any(
            before,
            &["sulla base del", "sulla base della", "sulla base dell"],
        )
        .is_none();
    is_close
        || leading(before, before.len(), 8).any(|word| word.begins_with_any(&COMPARISONS))
        || is_as_said(before)
        || ends_with_any(before, &["sul", "sui", "sulle"]).is_some()
}

/// `come indicato nella relazione al`.
fn is_as_said(before: &[Word]) -> bool {
    let near = before.windows(2).rev().take(8);
    near.into_iter()
        .any(|two| two[0].text == "come" && is_participle(&two[1].text))
}

/// Whether the words at the sides of a mention are of another body: the Comune, a company.
pub(super) fn is_of_another_body(words: &[Word], start: usize, mention: &Mention) -> bool {
    const OTHERS: [&str; 10] = [
        "regione",
        "regionale",
        "regioni",
        "comune",
        "comuni",
        "comunale",
        "società",
        "partecipata",
        "partecipate",
        "unione",
    ];
    let is_other = |word: &Word| OTHERS.contains(&word.text.as_str());
    let after = &words[mention.end..];
    leading(words, start, 6).any(is_other)
        || after.iter().take(4).any(is_other)
        || after
            .iter()
            .take(2)
            .any(|word| matches!(word.text.as_str(), "stato" | "unioncamere"))
            && after
                .first()
                .is_some_and(|word| matches!(word.text.as_str(), "dello" | "di"))
}

/// Whether the words before a phrase are of what is recorded of its year.
pub(super) fn is_recorded(words: &[Word], start: usize) -> bool {
    // A `risultato atteso` is of a time to come.
    let recorded = leading(words, start, 4).take_while(|word| !word.text.starts_with("attes"));
    recorded
        .into_iter()
        .any(|word| word.begins_with_any(&RECORDS))
}

/// Whether the words before a phrase are of a value to compare with: `base`, `media`.
pub(super) fn is_of_base(words: &[Word], start: usize) -> bool {
    leading(words, start, 4).any(|word| word.begins_with_any(&BASES))
}

/// Whether the words before a phrase are of a programme of others.
pub(super) fn is_of_programme(words: &[Word], start: usize) -> bool {
    leading(words, start, 8).any(|word| word.begins_with_any(&PROGRAMMES))
}

/// Whether the words before a phrase are of an agreement, or of a call, with a year of its own.
pub(super) fn is_of_agreement(words: &[Word], start: usize) -> bool {
    leading(words, start, 8).any(|word| word.begins_with_any(&AGREEMENTS))
}

/// Whether the words at the sides of a mention say that it is of now, or was.
pub(super) fn is_said_of_now(words: &[Word], start: usize, mention: &Mention) -> bool {
    let after = words[mention.end..]
        .iter()
        .filter(|word| word.is_letters())
        .take(3);
    let before = words[..start].iter().rev().take(2);
    after
        .chain(before)
        .any(|word| word.begins_with_any(&OF_NOW))
}
