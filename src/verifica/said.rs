//! Whether a text that the law asks for says something: `---`, `n.d.` and `da definire` do not.

use super::likeness::plain_words;
use super::texts::placeholders::is_whole_placeholder;

/// What says that there is nothing to say, each as its words in small letters.
const NOTHING: [&str; 18] = [
    "assente",
    "n a",
    "n c",
    "n d",
    "n p",
    "na",
    "nc",
    "nd",
    "non applicabile",
    "non definita",
    "non definito",
    "non disponibile",
    "non indicata",
    "non indicato",
    "non pervenuto",
    "non previsto",
    "non rilevato",
    "vuoto",
];

/// The beginnings of the words for the kinds of indicator (DPCM 18/09/2012 art. 3 c. 3 a and art. 6), and of
/// those that bodies add to them under `altro`.
const KINDS: [&str; 18] = [
    "altr",
    "attuazion",
    "context",
    "contest",
    "economic",
    "efficac",
    "efficien",
    "finanziari",
    "fisic",
    "impact",
    "impatt",
    "input",
    "outcome",
    "output",
    "process",
    "qualit",
    "realizzazion",
    "risultat",
];

/// Whether a text says something.
pub(super) fn is_said(text: &str) -> bool {
    let words: Vec<String> = plain_words(text).take(3).collect();
    let is_nothing = words.len() < 3 && NOTHING.contains(&words.join(" ").as_str());
    !words.is_empty() && !is_nothing && !is_whole_placeholder(text)
}

/// Whether a text is a unit of measure, which may be a sign: `%`, `‰`.
pub(super) fn is_unit(text: &str) -> bool {
    is_said(text)
        || text
            .trim()
            .starts_with(['%', '€', '‰', '$', '°', '#', '"', '\''])
}

/// Whether a text is a kind of indicator.
pub(super) fn is_kind(text: &str) -> bool {
    is_said(text) && plain_words(text).any(|word| KINDS.iter().any(|start| word.starts_with(start)))
}
