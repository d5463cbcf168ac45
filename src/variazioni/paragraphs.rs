//! The paragraphs of a prose, addressed by their first words.

/// Why a paragraph was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotFound {
    /// No paragraph begins so.
    Missing,
    /// More than one does.
    Ambiguous,
}

/// The paragraphs of a text, separated by empty lines.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(String::new());
        } else if let Some(last) = paragraphs.last_mut() {
            if !last.is_empty() {
                last.push('\n');
            }
            last.push_str(line);
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

/// The text of some paragraphs.
pub(crate) fn join(paragraphs: &[String]) -> String {
    paragraphs.join("\n\n")
}

/// The place of the paragraph that begins with some words, whatever white space parts them.
///
/// # Errors
/// None, or more than one.
pub(crate) fn find(paragraphs: &[String], start: &str) -> Result<usize, NotFound> {
    let words: Vec<&str> = start.split_whitespace().collect();
    let begins_so = |paragraph: &String| {
        let text: Vec<&str> = paragraph.split_whitespace().collect();
        let (whole_words, last) = words.split_at(words.len().saturating_sub(1));
        text.starts_with(whole_words)
            && last.iter().all(|word| {
                text.get(whole_words.len())
                    .is_some_and(|other| other.starts_with(word))
            })
    };
    let mut found = paragraphs
        .iter()
        .enumerate()
        .filter(|(_, paragraph)| begins_so(paragraph))
        .map(|(place, _)| place);
    match (found.next(), found.next()) {
        (Some(place), None) => Ok(place),
        (Some(_), Some(_)) => Err(NotFound::Ambiguous),
        (None, _) => Err(NotFound::Missing),
    }
}
