//! What a number counts: per cent, euro, days, things.

use super::cursor::small_letters;

/// What a number counts, however it is abbreviated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Measure {
    /// Nothing is said.
    Bare,
    /// `%`, `per cento`.
    Percent,
    /// `‰`, `per mille`.
    PerMille,
    /// `€`, `euro`.
    Money,
    /// A span of time.
    Time(TimeUnit),
    /// Things counted, by the stem of their noun: `eventi` and `evento` are one.
    Things(String),
    /// A number of anything: `numero`, `n.`.
    Count,
    /// Yes or no.
    YesNo,
    /// A day of the calendar.
    Day,
    /// Anything else: a score, a ratio, a surface.
    Other(String),
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeUnit {
    /// Seconds.
    Second,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

use TimeUnit::{Day, Hour, Minute, Month, Second, Week, Year};

const TIMES: [(&str, TimeUnit); 32] = [
    ("giorni", Day),
    ("giorno", Day),
    ("gg", Day),
    ("g", Day),
    ("ggl", Day),
    ("dì", Day),
    ("mesi", Month),
    ("mese", Month),
    ("ore", Hour),
    ("ora", Hour),
    ("h", Hour),
    ("hh", Hour),
    ("minuti", Minute),
    ("minuto", Minute),
    ("min", Minute),
    ("mins", Minute),
    ("secondi", Second),
    ("secondo", Second),
    ("sec", Second),
    ("settimane", Week),
    ("settimana", Week),
    ("sett", Week),
    ("anni", Year),
    ("anno", Year),
    ("bimestri", Month),
    ("trimestri", Month),
    ("semestri", Month),
    ("gg/lav", Day),
    ("gg/l", Day),
    ("d", Day),
    ("days", Day),
    ("hours", Hour),
];

/// The ways to write per cent. `percentuale` also says it alone, before what it is of.
const PERCENTS: [&str; 13] = [
    "%",
    "per cento",
    "percento",
    "percentuale",
    "percentuali",
    "percentualmente",
    "perc",
    "perc.",
    "valore percentuale",
    "valore %",
    "valori percentuali",
    "tasso percentuale",
    "rapporto percentuale",
];

const PER_MILLE: [&str; 3] = ["‰", "per mille", "permille"];

const MONEY: [&str; 8] = [
    "€",
    "euro",
    "eur",
    "importo",
    "valuta",
    "migliaia di euro",
    "mln",
    "k€",
];

/// The ways to say that things are counted, which the noun of the things may follow.
const COUNTS: [&str; 19] = [
    "numero",
    "numerico",
    "numerica",
    "num.",
    "num",
    "nr.",
    "nr",
    "n.",
    "n°",
    "nº",
    "n",
    "#",
    "n.ro",
    "conteggio",
    "quantità",
    "valore assoluto",
    "v.a.",
    "numero assoluto",
    "unità",
];

const YES_NO: [&str; 15] = [
    "sì/no",
    "si/no",
    "s/n",
    "sì o no",
    "si o no",
    "sì-no",
    "si-no",
    "no/sì",
    "no/si",
    "on/off",
    "booleano",
    "binario",
    "binaria",
    "fatto/non fatto",
    "realizzato/non realizzato",
];

const DAYS: [&str; 9] = [
    "data",
    "gg/mm/aaaa",
    "gg/mm/aa",
    "gg/mm",
    "gg.mm.aaaa",
    "termine",
    "scadenza",
    "data di scadenza",
    "giorno/mese/anno",
];

impl Measure {
    /// What follows the number of a target: `gg lavorativi`, `% delle pratiche`.
    pub fn after_number(text: &str) -> Self {
        let text = small_letters(text);
        let text = trimmed(&text);
        if text.is_empty() {
            return Self::Bare;
        }
        if let Some(measure) = known_at_start(text) {
            return measure;
        }
        let word = first_word(text);
        match word.chars().all(char::is_alphabetic) && !is_joint(word) && word.chars().count() > 2 {
            true => Self::Things(stem(word)),
            false if word.is_empty() || is_joint(word) => Self::Bare,
            false => Self::Other(text.to_owned()),
        }
    }

    /// The unit of measure that an indicator declares: `numero`, `%`, `sì/no`, `gg/mm/aaaa`.
    pub fn declared(text: &str) -> Self {
        let text = small_letters(text);
        let text = trimmed(&text);
        let joined = text.replace(" / ", "/");
        if text.is_empty() {
            return Self::Bare;
        }
        if YES_NO.iter().any(|known| starts_with_word(&joined, known)) {
            return Self::YesNo;
        }
        if DAYS.iter().any(|known| starts_with_word(&joined, known)) {
            return Self::Day;
        }
        // `reclami ogni 1.000 visitatori`, `ore/uomo`, `€/abitante`: a ratio is a measure of its own.
        let is_ratio = joined.contains('/') || text.contains(" ogni ") || text.contains(" per ");
        if is_ratio && !PERCENTS.contains(&text) && !PER_MILLE.contains(&text) {
            return Self::Other(joined);
        }
        if let Some(measure) = known_at_start(text) {
            return measure;
        }
        if let Some(count) = COUNTS.iter().find(|known| starts_with_word(text, known)) {
            return counted(&text[count.len()..]);
        }
        match text.split_whitespace().count() {
            1..=3 => Self::Things(stem(first_word(text))),
            _ => Self::Other(text.to_owned()),
        }
    }
}

/// What `numero di imprese`, `n. ispezioni` count.
fn counted(after: &str) -> Measure {
    let after = after.trim_start_matches(['.', ':', '°']).trim();
    let after = ["di ", "d'", "d’", "degli ", "delle ", "dei ", "("]
        .iter()
        .find_map(|joint| after.strip_prefix(joint))
        .unwrap_or(after);
    match known_at_start(after) {
        // A number of days is not a span of them.
        Some(Measure::Time(unit)) => Measure::Time(unit),
        Some(_) => Measure::Count,
        None if after.is_empty() || after.split_whitespace().count() > 3 => Measure::Count,
        None => Measure::Things(stem(first_word(after))),
    }
}

fn known_at_start(text: &str) -> Option<Measure> {
    let starts = |known: &[&str]| known.iter().any(|word| starts_with_word(text, word));
    if starts(&PER_MILLE) {
        return Some(Measure::PerMille);
    }
    if starts(&PERCENTS) {
        return Some(Measure::Percent);
    }
    if starts(&MONEY) {
        return Some(Measure::Money);
    }
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ';', ':', ')']);
    let time = TIMES.iter().find(|(known, _)| *known == word);
    time.map(|(_, unit)| Measure::Time(*unit))
}

fn starts_with_word(text: &str, word: &str) -> bool {
    let ends_with_letter = word.ends_with(char::is_alphabetic);
    text.strip_prefix(word).is_some_and(|after| {
        !ends_with_letter || !after.starts_with(|c: char| c.is_alphanumeric() || c == '/')
    })
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\u{a0}', '/', '(', ',', ';'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(['.', ':'])
}

/// Whether a word only joins others: what follows it says of what the number is, not what it counts.
fn is_joint(word: &str) -> bool {
    const JOINTS: [&str; 40] = [
        "di", "del", "dello", "della", "dei", "degli", "delle", "dell'", "d'", "a", "al", "allo",
        "alla", "ai", "agli", "alle", "da", "dal", "dalla", "dai", "dalle", "in", "nel", "nella",
        "nei", "nelle", "entro", "per", "su", "sul", "sulla", "sui", "sulle", "con", "e", "ed",
        "o", "rispetto", "ogni", "come",
    ];
    JOINTS.contains(&word) || word.contains(['\'', '’'])
}

fn trimmed(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ';', ',']).trim_end()
}

/// A noun without its ending: one for singular and plural.
fn stem(noun: &str) -> String {
    let without_vowels = noun.trim_end_matches(['a', 'e', 'i', 'o']);
    let stem = without_vowels.trim_end_matches('h');
    match stem.chars().count() {
        0..=1 => noun.to_owned(),
        _ => stem.to_owned(),
    }
}
