//! What the Markdown parser is shown in the place of a prose: a text in which only what a person
//! would mean as markup looks like markup. The document takes every character from the prose
//! itself; the shadow only says where lists and emphasis stand.

use std::ops::Range;

use super::emphasis::literal_asterisks;
use super::items;
use crate::piano::markers::marker;

/// What takes the place of a sign that is no markup: nothing to Markdown, like any letter.
const NEUTRAL: u8 = b'x';

/// The shadow of a prose, and the way back.
pub struct Shadow {
    /// What Markdown reads.
    pub text: String,
    lines: Vec<Line>,
}

/// Where a line begins in both texts, and where what follows its indent and its marker begins.
struct Line {
    shadow: usize,
    shadow_text: usize,
    typed: usize,
    typed_text: usize,
    /// The marker of the item that the line begins.
    marker: Option<Range<usize>>,
}

impl Shadow {
    /// Casts the shadow of a prose.
    pub fn of_prose(prose: &str) -> Self {
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

    /// The typed text that a stretch of the shadow stands for.
    pub fn typed_range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.typed_offset(range.start);
        start..self.typed_offset(range.end).max(start)
    }

    /// The marker of the item that begins at a place of the shadow.
    pub fn marker(&self, offset: usize) -> Option<Range<usize>> {
        self.line(offset)?.marker.clone()
    }

    /// Where the typed line that holds a place of the shadow begins, and where the next one does.
    pub fn line_starts(&self, offset: usize) -> Option<(usize, usize)> {
        let index = self.line_index(offset)?;
        Some((self.lines[index].typed, self.lines.get(index + 1)?.typed))
    }

    fn typed_offset(&self, place: usize) -> usize {
        let Some(line) = self.line(place) else {
            return place;
        };
        match place.checked_sub(line.shadow_text) {
            Some(further) => line.typed_text + further,
            // Within the indent or the marker: what the document shows begins there.
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

/// What follows the marker of an item, or a line that begins none: a marker there is a part of the
/// text (`- 1. uno`, `-` alone), and so is a plus. Its first sign is hidden from Markdown.
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

/// The prose with every sign hidden that is no markup, each by a letter of the same length.
fn with_signs_hidden(prose: &str) -> String {
    let mut bytes = prose.as_bytes().to_vec();
    hide_link_definitions(prose, &mut bytes);
    hide_signs(prose, &mut bytes);
    for run in literal_asterisks(prose) {
        bytes[run].fill(NEUTRAL);
    }
    String::from_utf8(bytes).unwrap_or_else(|_| prose.to_owned())
}

/// `[nome]: testo` would define a link, and vanish.
fn hide_link_definitions(prose: &str, bytes: &mut [u8]) {
    for (offset, _) in prose.match_indices("]:") {
        bytes[offset + 1] = b',';
    }
}

/// `_x_` and `\\server` print as they are typed; `\*` alone stays, to write an asterisk that is no
/// markup.
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
