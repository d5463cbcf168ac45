//! The words of a text as a person compares them: whatever their capitals, their signs and the spaces
//! between them.

/// The words of a text, in small letters.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '€'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether two texts say the same with the same words.
pub(super) fn say_the_same(one: &str, other: &str) -> bool {
    let mut words = plain_words(one).peekable();
    words.peek().is_some() && words.eq(plain_words(other))
}

/// The articles, the prepositions and the conjunctions, in small letters.
const GRAMMATICAL: [&str; 62] = [
    "a", "ad", "agli", "ai", "al", "all", "alla", "alle", "allo", "che", "coi", "col", "con",
    "cui", "d", "da", "dagli", "dai", "dal", "dall", "dalla", "dalle", "dallo", "degli", "dei",
    "del", "dell", "della", "delle", "dello", "di", "e", "ed", "fra", "gli", "i", "il", "in", "l",
    "la", "le", "lo", "negli", "nei", "nel", "nell", "nella", "nelle", "nello", "o", "od", "per",
    "su", "sugli", "sui", "sul", "sull", "sulla", "sulle", "sullo", "tra", "un",
];

/// Whether a word in small letters is an article, a preposition or a conjunction.
pub(super) fn is_grammatical(word: &str) -> bool {
    GRAMMATICAL.binary_search(&word).is_ok()
}
