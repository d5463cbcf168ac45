//! The words of an indicator, by the stems with which they begin.

use crate::piano::Indicatore;

/// The words of the name, and those of the algorithm, in small letters.
pub(super) struct IndicatorWords {
    pub(super) name: String,
    pub(super) algorithm: String,
}

impl IndicatorWords {
    pub(super) fn of(indicatore: &Indicatore) -> Self {
        let small = |text: Option<&str>| text.unwrap_or_default().to_lowercase();
        Self {
            name: small(indicatore.nome.as_deref()),
            algorithm: small(indicatore.algoritmo.as_deref()),
        }
    }

    /// Whether the name or the algorithm has a word that begins with one of some stems.
    pub(super) fn has(&self, stems: &[&str]) -> bool {
        has_stem(&self.name, stems) || has_stem(&self.algorithm, stems)
    }
}

/// Whether a text, in small letters, has a word that begins with one of some stems. A stem of several
/// words is sought as it is.
pub(super) fn has_stem(text: &str, stems: &[&str]) -> bool {
    stems.iter().any(|stem| {
        text.match_indices(stem)
            .any(|(at, _)| !text[..at].ends_with(char::is_alphabetic))
    })
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
