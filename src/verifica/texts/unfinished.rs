//! The words after which a text goes on.

/// The words that no text ends with, unless it was cut: articles, prepositions, and what else wants a
/// word after it. In the order of the alphabet.
pub(super) const UNFINISHED: &[&str] = &[
    "affinché",
    "agli",
    "ai",
    "al",
    "alla",
    "alle",
    "allo",
    "art.",
    "artt.",
    "attraverso",
    "cfr.",
    "che",
    "coi",
    "col",
    "con",
    "cui",
    "da",
    "dagli",
    "dai",
    "dal",
    "dalla",
    "dalle",
    "dallo",
    "degli",
    "dei",
    "del",
    "della",
    "delle",
    "dello",
    "di",
    "durante",
    "entro",
    "ex",
    "fra",
    "gli",
    "i",
    "il",
    "in",
    "la",
    "le",
    "lett.",
    "lo",
    "mediante",
    "mentre",
    "negli",
    "nei",
    "nel",
    "nella",
    "nelle",
    "nello",
    "per",
    "poiché",
    "presso",
    "qualora",
    "quali",
    "se",
    "sia",
    "su",
    "sugli",
    "sui",
    "sul",
    "sulla",
    "sulle",
    "sullo",
    "tra",
    "un",
    "una",
];

/// The conjunctions, which may stand at the end of an entry of a list but not of a text.
pub(super) const CONJUNCTIONS: &[&str] = &[
    "a", "ad", "e", "e/o", "ed", "ma", "nonché", "o", "od", "oppure", "ovvero",
];

/// The words that lose their vowel before another: `dell'`. Without the apostrophe too they end nothing.
pub(super) const ELIDED: &[&str] = &[
    "all", "anch", "bell", "c", "coll", "com", "d", "dall", "degl", "dell", "dov", "gl", "l",
    "nell", "neanch", "nient", "quell", "quest", "s", "sull", "tutt", "un",
];

/// The elided words that, without the apostrophe, are nothing else.
pub(super) const ELIDED_WITHOUT_APOSTROPHE: &[&str] = &[
    "all", "coll", "dall", "degl", "dell", "nell", "quell", "sull",
];

/// The prepositions that no sentence ends with, with the full stop of one that does.
pub(super) const BEFORE_STOP: &[&str] = &[
    "agli.", "alla.", "alle.", "allo.", "dagli.", "dalla.", "dalle.", "dallo.", "degli.", "dei.",
    "del.", "della.", "delle.", "dello.", "negli.", "nei.", "nel.", "nella.", "nelle.", "nello.",
    "sugli.", "sui.", "sul.", "sulla.", "sulle.", "sullo.", "di.", "dell.", "all.",
];

/// The English words after `all`, which is no Italian one before them.
pub(super) const AFTER_ENGLISH_ALL: [&str; 12] = [
    "about",
    "access",
    "age",
    "around",
    "electric",
    "in",
    "inclusive",
    "of",
    "out",
    "over",
    "under",
    "you",
];
