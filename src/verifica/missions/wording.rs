//! Which of some official names a name means, however an office words it: shortened, in capitals, in the
//! singular, with a word more.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing of what is named.
const EMPTY_WORDS: &[&str] = &[
    "missione",
    "programma",
    "funzione",
    "cofog",
    "della",
    "delle",
    "dello",
    "degli",
    "dell",
    "alla",
    "alle",
    "allo",
    "agli",
    "all",
    "nella",
    "nelle",
    "negli",
    "sulla",
    "sulle",
    "sugli",
    "dei",
    "del",
    "dal",
    "dalla",
    "dai",
    "con",
    "per",
    "sui",
    "sul",
    "fra",
    "tra",
    "che",
    "una",
    "uno",
    "gli",
];

/// How much of an official name a name must have in common with it to mean it.
const LIKENESS: f64 = 0.6;

/// The stems of the words of a name.
pub(super) struct Wording(BTreeSet<String>);

impl Wording {
    pub(super) fn new(name: &str) -> Self {
        // Without accents: in capitals `À` is often written `A'`.
        let plain: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect();
        let words = plain
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2 && !word.chars().any(|c| c.is_ascii_digit()))
            .map(str::to_lowercase)
            .filter(|word| !EMPTY_WORDS.contains(&word.as_str()));
        Self(words.map(|word| stem(&word)).collect())
    }

    /// Whether a name means an official one: it has most of its words, or some of its words and no others.
    pub(super) fn means(&self, official: &Self) -> bool {
        let (own, other) = (&self.0, &official.0);
        let common = own.intersection(other).count();
        let all = own.union(other).count();
        !own.is_empty()
            && (common == other.len()
                || own.len() > 1 && common == own.len()
                || common as f64 >= LIKENESS * all as f64)
    }

    /// Whether at least half of its words are of one of some official names, or all those of one are there.
    pub(super) fn speaks_of(&self, officials: &[Self]) -> bool {
        officials.iter().any(|official| {
            let common = self.0.intersection(&official.0).count();
            2 * common >= self.0.len() || common == official.0.len()
        })
    }
}

/// A word without its ending: `mercati` and `mercato` are one.
fn stem(word: &str) -> String {
    let stem = word.trim_end_matches(['a', 'e', 'i', 'o', 'u']);
    if stem.chars().count() < 3 { word } else { stem }.to_owned()
}
