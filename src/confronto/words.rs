//! Which words of a text changed.

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

/// A piece of a text, and whether the other text lacks it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fragment {
    /// Le parole.
    pub testo: String,
    /// Se l'altro testo non le ha.
    pub diverso: bool,
}

/// Two texts, piece by piece, and what happened in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WordComparison {
    /// The text before.
    pub before: Vec<Fragment>,
    /// The text after.
    pub after: Vec<Fragment>,
    /// What happened, as acts say it; empty when the texts have little in common.
    pub sentences: Vec<String>,
}

/// How much two texts must have in common to be shown word by word.
const SIMILARITY_THRESHOLD: f32 = 0.4;

/// How many changes are told one by one.
const MAX_SENTENCES: usize = 5;

/// A text all of one piece.
pub(crate) fn whole(text: &str, is_different: bool) -> Vec<Fragment> {
    vec![Fragment {
        testo: text.to_owned(),
        diverso: is_different,
    }]
}

/// Compares two texts word by word.
pub(crate) fn compare(before: &str, after: &str) -> WordComparison {
    let diff = TextDiff::from_words(before, after);
    if diff.ratio() < SIMILARITY_THRESHOLD {
        return WordComparison {
            before: whole(before, false),
            after: whole(after, false),
            sentences: Vec::new(),
        };
    }
    let mut substitutions = vec![Substitution::default()];
    let mut comparison = WordComparison::default();
    for word in diff.iter_all_changes() {
        let text = word.value();
        match word.tag() {
            ChangeTag::Equal => {
                let is_space = text.trim().is_empty();
                append(&mut comparison.before, text, false);
                append(&mut comparison.after, text, false);
                match substitutions.last_mut() {
                    // A space between two words that changed does not part them: “due parole” is one
                    // substitution. It is kept aside, since it belongs to the text only if another word
                    // that changed follows.
                    Some(last) if is_space && !last.is_empty() => last.space = text.to_owned(),
                    Some(last) if last.is_empty() => last.word_before = text.to_owned(),
                    _ => substitutions.push(Substitution {
                        word_before: text.to_owned(),
                        ..Substitution::default()
                    }),
                }
            }
            ChangeTag::Delete => {
                append(&mut comparison.before, text, true);
                if let Some(last) = substitutions.last_mut() {
                    last.remove(text);
                }
            }
            ChangeTag::Insert => {
                append(&mut comparison.after, text, true);
                if let Some(last) = substitutions.last_mut() {
                    last.add(text);
                }
            }
        }
    }
    comparison.sentences = substitutions
        .iter()
        .filter_map(Substitution::sentence)
        .collect();
    if comparison.sentences.len() > MAX_SENTENCES {
        comparison.sentences.clear();
    }
    comparison
}

fn append(fragments: &mut Vec<Fragment>, text: &str, is_different: bool) {
    match fragments.last_mut() {
        Some(last) if last.diverso == is_different => last.testo.push_str(text),
        _ => fragments.push(Fragment {
            testo: text.to_owned(),
            diverso: is_different,
        }),
    }
}

/// Words that went and words that came in one spot.
#[derive(Default)]
struct Substitution {
    /// The last word that stayed, before the spot.
    word_before: String,
    removed: String,
    added: String,
    /// White space that stayed since the last word that changed.
    space: String,
}

impl Substitution {
    fn is_empty(&self) -> bool {
        self.removed.is_empty() && self.added.is_empty()
    }

    fn remove(&mut self, text: &str) {
        self.flush_space();
        self.removed.push_str(text);
    }

    fn add(&mut self, text: &str) {
        self.flush_space();
        self.added.push_str(text);
    }

    fn flush_space(&mut self) {
        let space = std::mem::take(&mut self.space);
        if !self.removed.is_empty() {
            self.removed.push_str(&space);
        }
        if !self.added.is_empty() {
            self.added.push_str(&space);
        }
    }

    fn sentence(&self) -> Option<String> {
        let (removed, added) = (self.removed.trim(), self.added.trim());
        let kept_before = self.word_before.trim();
        match (removed.is_empty(), added.is_empty()) {
            (true, true) => None,
            (false, true) if is_one_word(removed) => {
                Some(format!("soppressa la parola “{removed}”"))
            }
            (false, true) => Some(format!("soppresse le parole “{removed}”")),
            (true, false) => {
                let place = if kept_before.is_empty() {
                    "all'inizio".to_owned()
                } else {
                    format!("dopo “{kept_before}”")
                };
                let what_happened = if is_one_word(added) {
                    "aggiunta la parola"
                } else {
                    "aggiunte le parole"
                };
                Some(format!("{place} {what_happened} “{added}”"))
            }
            (false, false) if is_one_word(removed) => {
                Some(format!("la parola “{removed}” sostituita da “{added}”"))
            }
            (false, false) => Some(format!("le parole “{removed}” sostituite da “{added}”")),
        }
    }
}

fn is_one_word(words: &str) -> bool {
    !words.contains(char::is_whitespace)
}
