//! Whether a sentence tells what was, or says what will be.

use super::words::Word;

/// What a verb says of the time of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// What was: `è stato aperto`, `ha ricevuto`, `prevedeva`.
    Past,
    /// What will be, or is meant to be: `sarà`, `si completa`, `è previsto`.
    Plan,
    /// What is observed or reckoned: `si stima`, `si registra`.
    Estimate,
}

/// The verb that begins at a place, if it says a time.
pub(super) fn tense_at(words: &[Word], place: usize) -> Option<Tense> {
    let word = words[place].text.as_str();
    let next = |offset: usize| {
        words
            .get(place + offset)
            .map_or("", |word| word.text.as_str())
    };
    match word {
        "ha" | "hanno" | "abbiamo" | "avendo" | "ho" => (1..=4)
            .any(|offset| is_participle(next(offset)))
            .then_some(Tense::Past),
        "si" if matches!(next(1), "è" | "sono") => Some(Tense::Past),
        "si" if matches!(next(1), "era" | "erano") => Some(Tense::Past),
        "si" if is_estimate(next(1)) => Some(Tense::Estimate),
        "si" if is_present(next(1)) => Some(Tense::Plan),
        "è" | "sono" if place > 0 && words[place - 1].text == "si" => Some(Tense::Past),
        "è" | "sono" | "viene" | "vengono" => tense_of_passive(&[next(1), next(2), next(3)]),
        "prevede" | "prevedono" | "intende" | "intendono" | "dovrebbe" | "dovrebbero" => {
            Some(Tense::Plan)
        }
        _ if is_past(word) => Some(Tense::Past),
        _ if is_future(word) => Some(Tense::Plan),
        _ => None,
    }
}

/// `è stato aperto` and `sono cresciute` were; `è previsto` will be; `è approvato` says neither.
fn tense_of_passive(next: &[&str]) -> Option<Tense> {
    let participle = next.iter().find(|word| is_participle(word))?;
    if ["stato", "stata", "stati", "state"].contains(participle)
        || INTRANSITIVE.iter().any(|stem| participle.starts_with(stem))
    {
        return Some(Tense::Past);
    }
    is_planning(participle).then_some(Tense::Plan)
}

/// The participles that tell the past with `è`, and the present with no other verb.
const INTRANSITIVE: [&str; 36] = [
    "cresciut",
    "calat",
    "diminuit",
    "aumentat",
    "salit",
    "sces",
    "passat",
    "rimast",
    "nat",
    "divenut",
    "diventat",
    "entrat",
    "andat",
    "conclus",
    "chius",
    "cessat",
    "iniziat",
    "partit",
    "proseguit",
    "tornat",
    "migliorat",
    "peggiorat",
    "risultat",
    "scadut",
    "venut",
    "mancat",
    "arrivat",
    "raddoppiat",
    "dimezzat",
    "pervenut",
    "apert",
    "avviat",
    "trascors",
    "terminat",
    "intervenut",
    "svolt",
];

/// The participles of what is meant for a time to come.
const PLANNING: [&str; 13] = [
    "previst",
    "programmat",
    "pianificat",
    "stanziat",
    "stimat",
    "destinat",
    "fissat",
    "inserit",
    "assegnat",
    "attes",
    "propost",
    "autorizzat",
    "finanziat",
];

/// Whether a participle is of what is meant for a time to come: `previsto`, `stanziati`.
pub(super) fn is_planning(participle: &str) -> bool {
    PLANNING
        .iter()
        .any(|stem| participle.starts_with(stem) && participle.len() == stem.len() + 1)
}

/// The participles that end otherwise than `-ato`, `-uto`, `-ito`.
const IRREGULAR: [&str; 36] = [
    "fatt",
    "dett",
    "scritt",
    "lett",
    "apert",
    "chius",
    "conclus",
    "svolt",
    "rispost",
    "post",
    "propost",
    "compost",
    "espost",
    "dispost",
    "mess",
    "emess",
    "trasmess",
    "ammess",
    "commess",
    "pres",
    "compres",
    "intrapres",
    "res",
    "spes",
    "attes",
    "estes",
    "rimast",
    "chiest",
    "richiest",
    "vist",
    "previst",
    "nat",
    "mort",
    "ridott",
    "prodott",
    "introdott",
];

/// Whether a word has the form of a past participle: `avviata`, `ricevute`, `conclusi`.
pub(super) fn is_participle(word: &str) -> bool {
    let Some(stem) = word.strip_suffix(['o', 'a', 'i', 'e']) else {
        return false;
    };
    let is_regular = word.len() > 4 && ["at", "ut", "it"].iter().any(|end| stem.ends_with(end));
    is_regular
        || IRREGULAR.contains(&stem)
        || [
            "sciolt", "tratt", "dirett", "corrett", "risolt", "scritt", "sunt", "giunt", "scelt",
            "tolt",
        ]
        .iter()
        .any(|end| stem.ends_with(end))
}

/// Whether a verb tells what was by itself: `prevedeva`, `calarono`, `calò`, `venne`.
fn is_past(word: &str) -> bool {
    const SINGLE: [&str; 18] = [
        "era",
        "erano",
        "fu",
        "furono",
        "ebbe",
        "ebbero",
        "venne",
        "vennero",
        "nacque",
        "aveva",
        "avevano",
        "serviva",
        "forniva",
        "definiva",
        "consentiva",
        "garantiva",
        "offriva",
        "costituiva",
    ];
    const NO_VERBS: [&str; 12] = [
        "ottava", "cava", "lava", "brava", "leva", "allieva", "però", "perciò", "ciò", "può",
        "schiava", "java",
    ];
    const ENDINGS: [&str; 7] = ["ava", "avano", "eva", "evano", "ivano", "arono", "irono"];
    SINGLE.contains(&word)
        || !NO_VERBS.contains(&word)
            && word.len() > 4
            && !word.ends_with("leva")
            && (ENDINGS.iter().any(|end| word.ends_with(end)) || word.ends_with('ò'))
}

/// Whether a verb is in the future: `sarà`, `verranno`.
fn is_future(word: &str) -> bool {
    word.ends_with("rà") || word.ends_with("ranno") && word != "tiranno"
}

/// Whether a word after `si` is a verb of what is reckoned or observed, and not of what one means to do.
fn is_estimate(verb: &str) -> bool {
    const STEMS: [&str; 16] = [
        "stim",
        "registr",
        "rilev",
        "osserv",
        "conferm",
        "segnal",
        "riscontr",
        "evidenzi",
        "ricord",
        "attest",
        "cont",
        "aggir",
        "not",
        "stabilizz",
        "riferi",
        "chiud",
    ];
    STEMS.iter().any(|stem| {
        verb.strip_prefix(stem)
            .is_some_and(|end| ["a", "ano", "e", "ono", "sce", "scono"].contains(&end))
    })
}

fn is_present(verb: &str) -> bool {
    verb.len() > 3
        && ["a", "e", "ano", "ono"]
            .iter()
            .any(|end| verb.ends_with(end))
}

/// Whether a word is an infinitive: `garantire`, `proporre`.
pub(super) fn is_infinitive(word: &str) -> bool {
    word.len() > 4
        && ["are", "ere", "ire", "arre", "orre", "urre"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// The first verb that says a time, from a place on.
pub(super) fn tense_after(words: &[Word], place: usize) -> Option<Tense> {
    (place..words.len()).find_map(|place| tense_at(words, place))
}

/// The last verb that says a time, before a place.
pub(super) fn tense_before(words: &[Word], place: usize) -> Option<Tense> {
    (0..place)
        .rev()
        .find_map(|start| tense_at(&words[..place], start))
}
