//! A text with a name, which converts between bytes and lines and columns.

use std::ops::Range;

/// A text that findings point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    character_counts: Vec<usize>,
}

/// The bytes between two counts of characters. A file may be one line of many megabytes, so a column is
/// found from the nearest count and not from the beginning of the line.
const COUNT_INTERVAL: usize = 64;

impl Source {
    /// A text with the name that findings show.
    pub fn new(name: impl Into<String>, typed: impl Into<String>) -> Self {
        let text = typed.into();
        let line_starts = std::iter::once(0).chain(line_ends(&text)).collect();
        Self {
            name: name.into(),
            line_starts,
            character_counts: character_counts(&text),
            text,
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte at a line (from 1) and a column in characters (from 0), kept within the text.
    pub fn byte_at(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        // In most lines each character is a byte.
        let line = self.text.as_bytes().get(start..start + column);
        if line.is_some_and(<[u8]>::is_ascii) {
            return start + column;
        }
        self.byte_after(self.characters_before(start) + column)
    }

    /// How many characters of the text stand before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let interval = byte / COUNT_INTERVAL;
        let after_count = &self.text.as_bytes()[interval * COUNT_INTERVAL..byte];
        self.character_counts[interval] + count_characters(after_count)
    }

    /// The byte where the character of an index (from 0) begins, or the end of the text.
    fn byte_after(&self, count: usize) -> usize {
        let interval = self
            .character_counts
            .partition_point(|before| *before <= count)
            - 1;
        let bytes = self.text.as_bytes().get(interval * COUNT_INTERVAL..);
        let bytes = bytes.unwrap_or_default();
        let mut starts = bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| starts_character(**byte));
        let found = starts.nth(count - self.character_counts[interval]);
        found.map_or(self.text.len(), |(place, _)| {
            interval * COUNT_INTERVAL + place
        })
    }

    /// The bytes of a line (from 1), without its line end.
    pub fn whole_line(&self, line: usize) -> Range<usize> {
        let Some(&start) = self.line_starts.get(line.saturating_sub(1)) else {
            return self.text.len()..self.text.len();
        };
        let end = self
            .line_starts
            .get(line)
            .copied()
            .unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\r', '\n']).len()
    }

    /// The bytes of a line (from 1), without indentation and line end.
    pub fn trimmed_line(&self, line: usize) -> Range<usize> {
        let whole = self.whole_line(line);
        let text = self.text[whole.clone()].trim_end();
        let indent = text.len() - text.trim_start().len();
        whole.start + indent..whole.start + text.len()
    }

    /// The line (from 1) and the column (from 1, in characters) of a byte.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start <= byte);
        let column = self.text[self.line_starts[line - 1]..byte].chars().count() + 1;
        (line, column)
    }
}

/// The byte after each line end: `\n`, `\r\n`, and the lone `\r`, a line end to YAML.
fn line_ends(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let end = |place: &usize| match bytes[*place] {
        b'\n' => true,
        b'\r' => bytes.get(place + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..bytes.len()).filter(end).map(|place| place + 1)
}

/// How many characters precede each interval of `COUNT_INTERVAL` bytes, and the total.
fn character_counts(text: &str) -> Vec<usize> {
    let intervals = text.as_bytes().chunks(COUNT_INTERVAL);
    let counts = intervals.scan(0, |before, interval| {
        *before += count_characters(interval);
        Some(*before)
    });
    std::iter::once(0).chain(counts).collect()
}

fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| starts_character(**byte)).count()
}

/// Whether a byte is the first of a character in UTF-8.
fn starts_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
