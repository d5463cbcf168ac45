//! What frees a year in prose: the past told as such, a comparison, a norm, a programme of others.

use super::mention::{Mention, Shape};
use super::tenses::is_planning;
use super::words::{Word, ends_with_any};

/// The stems of words after which a year is one to compare with, or the one that things come from.
const COMPARISONS: [&str; 37] = [
    "rispetto",
    "confront",
    "paragon",
    "superior",
    "inferior",
    "maggior",
    "minor",
    "ugual",
    "analog",
    "linea",
    "prosegu",
    "seguit",
    "continu",
    "differenz",
    "scostament",
    "variazion",
    "aggiornament",
    "revision",
    "assestament",
    "attuazione",
    "monitoraggio",
    "invariat",
    "confermat",
    "conferma",
    "doppio",
    "aument",
    "diminu",
    "calo",
    "calano",
    "crescita",
    "cresc",
    "riduzion",
    "increment",
    "fronte",
    "passa",
    "prorog",
    "pari",
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
const BASES: [&str; 10] = [
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
const PROGRAMMES: [&str; 17] = [
    "mandat", "strategi", "pnrr", "fesr", "fse", "interreg", "por", "pon", "psr", "pr", "agenda",
    "nazional", "regional", "europe", "giochi", "expo", "unione",
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

fn begins_with_any(word: &Word, stems: &[&str]) -> bool {
    stems.iter().any(|stem| {
        // Short stems are whole words: `por` is not `portare`.
        if stem.len() <= 4 {
            word.text == *stem
        } else {
            word.text.starts_with(stem)
        }
    })
}

/// The words of the sentence that lead to a place, the nearest first, at most so many.
fn leading(words: &[Word], place: usize, count: usize) -> impl Iterator<Item = &Word> {
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
        .any(|word| begins_with_any(word, &CLOSE_COMPARISONS))
        && ends_with_any(
            before,
            &["sulla base del", "sulla base della", "sulla base dell"],
        )
        .is_none();
    is_close
        || leading(before, before.len(), 8).any(|word| begins_with_any(word, &COMPARISONS))
        || ends_with_any(before, &["sul", "sui", "sulle"]).is_some()
}

/// Whether the words before a phrase are of what is recorded of its year.
pub(super) fn is_recorded(words: &[Word], start: usize) -> bool {
    // A `risultato atteso` is of a time to come.
    let recorded = leading(words, start, 4).take_while(|word| !word.text.starts_with("attes"));
    recorded
        .into_iter()
        .any(|word| begins_with_any(word, &RECORDS))
}

/// Whether the words before a phrase are of a value to compare with: `base`, `media`.
pub(super) fn is_of_base(words: &[Word], start: usize) -> bool {
    leading(words, start, 4).any(|word| begins_with_any(word, &BASES))
}

/// Whether the words before a phrase are of a programme of others.
pub(super) fn is_of_programme(words: &[Word], start: usize) -> bool {
    leading(words, start, 8).any(|word| begins_with_any(word, &PROGRAMMES))
}

/// Whether the words before a phrase are of an agreement, or of a call, with a year of its own.
pub(super) fn is_of_agreement(words: &[Word], start: usize) -> bool {
    leading(words, start, 8).any(|word| begins_with_any(word, &AGREEMENTS))
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
        .any(|word| begins_with_any(word, &OF_NOW))
}

/// Words by which a text cites a norm.
const NORMS: [&str; 34] = [
    "legge",
    "l",
    "decreto",
    "dl",
    "dlgs",
    "dm",
    "dpcm",
    "dpr",
    "rd",
    "lr",
    "regolamento",
    "direttiva",
    "circolare",
    "ordinanza",
    "ccnl",
    "contratto",
    "determinazione",
    "delibera",
    "cipe",
    "cipess",
    "anac",
    "codice",
    "nota",
    "decreti",
    "leggi",
    "lgs",
    "protocollo",
    "convenzione",
    "accordo",
    "intesa",
    "dgr",
    "deliberazione",
    "provvedimento",
    "costituzione",
];

/// Whether a sentence cites a norm or an agreement of about a year: what it says of that year is the norm's.
pub(super) fn cites_norm_of(words: &[Word], mentions: &[Mention], of: &Mention) -> bool {
    let anno = of.from;
    let is_near = |year: u16| year == anno || year + 1 == anno;
    let is_cited = |place: usize| {
        let from = place.saturating_sub(8);
        words[from..place]
            .iter()
            .any(|word| NORMS.contains(&word.text.as_str()))
    };
    let of_day = mentions.iter().any(|mention| {
        mention.start != of.start
            && matches!(mention.shape, Shape::Day(_))
            && is_near(mention.from)
            && is_cited(mention.start)
    });
    of_day
        || words.iter().enumerate().any(|(place, word)| {
            // `n. 207/2024`.
            let is_after_bar =
                place > 1 && words[place - 1].text == "/" && words[place - 2].is_number();
            is_after_bar && word.number(4..5).is_some_and(is_near) && is_cited(place)
        })
        || mentions.iter().any(|mention| {
            let laws = [
                "legge di bilancio",
                "legge di stabilità",
                "legge finanziaria",
            ];
            is_near(mention.from) && ends_with_any(&words[..mention.start], &laws).is_some()
        })
}
