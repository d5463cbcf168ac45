//! The text given to the Markdown parser in place of a prose, called its shadow: only what a person would
//! mean as markup looks like markup in it.
//!
//! A Markdown parser alone would make emphasis of the asterisks of a formula, drop the backslashes of a
//! path, and number lists anew. So the shadow has the same text with these signs hidden, each behind a
//! letter of the same length, and with the markers of lists in the only forms that Markdown needs:
//!
//! ```text
//! prose                      shadow
//! a) costi_2021 = A*B        + costix2021 = AxB
//! b) **ricavi**              + **ricavi**
//! ```
//!
//! The parser only says where lists and emphasis are: every character printed is taken from the prose.
//! Since only the indent and the marker of a line change length, an offset of the shadow is mapped back
//! line by line.

use std::ops::Range;

use super::emphasis::literal_asterisks;
use super::items;
use crate::piano::markers::marker;

/// What hides a sign: a letter, which means nothing to Markdown. It must not be a space, which would
/// change what is emphasis beside it.
const NEUTRAL: u8 = b'x';

/// The shadow of a prose, with the map back to it.
pub(crate) struct Shadow {
    /// The text for the Markdown parser.
    pub text: String,
    lines: Vec<Line>,
}

/// Where a line begins in the shadow and as typed, and in both where its text begins after the indent and
/// the marker.
struct Line {
    shadow: usize,
    shadow_text: usize,
    typed: usize,
    typed_text: usize,
    /// The bytes of the typed marker, if the line begins an item.
    marker: Option<Range<usize>>,
}

impl Shadow {
    /// Makes the shadow of a prose.
    pub(crate) fn of_prose(prose: &str) -> Self {
        let neutral = with_signs_hidden(prose);
        let mut shadow = Self {
            text: String::with_capacity(neutral.len()),
            lines: Vec::new(),
        };
        let mut typed = 0;
        for (line, found) in items::lines(prose) {
            let end = typed + line.len();
            let content = found.content(line);
            let start = shadow.text.len();
            shadow.text.push_str(&found.markdown_prefix());
            shadow.lines.push(Line {
                shadow: start,
                shadow_text: shadow.text.len(),
                typed,
                typed_text: typed + content,
                marker: found
                    .marker()
                    .map(|marker| typed + marker.start..typed + marker.end),
            });
            let content = with_marker_hidden(&line[content..], &neutral[typed + content..end]);
            shadow.text.push_str(&content);
            typed = end;
        }
        shadow
    }

    /// The bytes of the prose for a range of the shadow.
    pub(crate) fn typed_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.typed_offset(range.start);
        start..self.typed_offset(range.end).max(start)
    }

    /// The bytes of the typed marker of the item that begins at an offset of the shadow.
    pub(crate) fn marker(&self, offset: usize) -> Option<Range<usize>> {
        self.line(offset)?.marker.clone()
    }

    /// Where the typed line around an offset of the shadow begins, and where the next one does; `None` in
    /// the last line.
    pub(crate) fn line_starts(&self, offset: usize) -> Option<(usize, usize)> {
        let index = self.line_index(offset)?;
        Some((self.lines[index].typed, self.lines.get(index + 1)?.typed))
    }

    fn typed_offset(&self, place: usize) -> usize {
        let Some(line) = self.line(place) else {
            return place;
        };
        match place.checked_sub(line.shadow_text) {
            Some(further) => line.typed_text + further,
            // Inside the prefix, which has no counterpart byte by byte: a range that begins with the line
            // includes the typed indent and marker, any other begins with the text.
            None if place == line.shadow => line.typed,
            None => line.typed_text,
        }
    }

    fn line(&self, offset: usize) -> Option<&Line> {
        self.line_index(offset).map(|index| &self.lines[index])
    }

    fn line_index(&self, place: usize) -> Option<usize> {
        self.lines
            .partition_point(|line| line.shadow <= place)
            .checked_sub(1)
    }
}

/// Hides the first sign of a text that begins with what Markdown could take for a marker. After the marker
/// of an item (`- 1. uno`), or in a line that is no item (`-` alone), it is part of the text; so is a
/// plus, which is no marker in a prose.
fn with_marker_hidden(typed: &str, neutral: &str) -> String {
    let text = typed.trim_start();
    if marker(typed).is_none() && !text.starts_with('+') {
        return neutral.to_owned();
    }
    let first = typed.len() - text.len();
    let mut bytes = neutral.as_bytes().to_vec();
    if bytes.get(first).is_some_and(u8::is_ascii) {
        bytes[first] = NEUTRAL;
    }
    String::from_utf8(bytes).unwrap_or_else(|_| neutral.to_owned())
}

/// The prose with every sign that is not markup hidden, byte for byte.
fn with_signs_hidden(prose: &str) -> String {
    let mut bytes = prose.as_bytes().to_vec();
    hide_link_definitions(prose, &mut bytes);
    hide_signs(prose, &mut bytes);
    for run in literal_asterisks(prose) {
        bytes[run].fill(NEUTRAL);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| prose.to_owned())
}

/// Hides `[nome]: testo`, which would define a link and not be printed.
fn hide_link_definitions(prose: &str, bytes: &mut [u8]) {
    for (offset, _) in prose.match_indices("]:") {
        bytes[offset + 1] = b',';
    }
}

/// Hides underscores and backslashes, so that `_x_` and `\\server` print as typed. Only `\*` keeps its
/// meaning, an asterisk that is not emphasis.
fn hide_signs(prose: &str, bytes: &mut [u8]) {
    let typed = prose.as_bytes();
    let mut offset = 0;
    while offset < typed.len() {
        match typed[offset] {
            b'\\' if typed.get(offset + 1) == Some(&b'*') => offset += 1,
            b'\\' | b'_' => bytes[offset] = NEUTRAL,
            _ => {}
        }
        offset += 1;
    }
}
