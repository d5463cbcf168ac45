//! The numbers within the codes of missions and programmes, however they are written.

/// The number of a mission's code: `011`, `11`, `Missione 011`.
pub(super) fn missione_number(codice: &str) -> Option<u32> {
    match numbers(codice)?.as_slice() {
        [number] => Some(*number),
        _ => None,
    }
}

/// The numbers of a programme's code: of its mission, if it says it, and its own: `011-005`, `11.5`, `005`.
pub(super) fn programma_numbers(codice: &str) -> Option<(Option<u32>, u32)> {
    match numbers(codice)?.as_slice() {
        [number] if *number < 1000 => Some((None, *number)),
        // After them may stand the COFOG code.
        [missione, programma, ..] => Some((Some(*missione), *programma)),
        _ => None,
    }
}

/// The numbers of a code; `None` for one that has letters beside the words that say what it is.
fn numbers(codice: &str) -> Option<Vec<u32>> {
    let words = ["missione", "programma"];
    let lowercase = codice.to_lowercase();
    let bare = words
        .iter()
        .fold(lowercase, |text, word| text.replace(word, " "));
    let parts = bare
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '.' | '/' | '_'))
        .filter(|part| !part.is_empty());
    parts.map(|part| part.parse().ok()).collect()
}
