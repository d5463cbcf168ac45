//! Maps each byte of the generated Typst to the template and line that it comes from.
//!
//! Before a template is parsed, each line of its text gets an invisible mark at its start, with the
//! numbers of the template and of the line. Loops, macros and includes copy the marks with the text
//! around them. Once the source is rendered the marks are removed, and their positions are the map.

use std::fmt::Write;

const OPENING: char = '\u{e000}';
const CLOSING: char = '\u{e001}';

/// The text of a template with a mark at each line of text. A line that begins with a tag, or within one,
/// gets none: there it would print a line that the tag alone does not.
pub(crate) fn mark_lines(template: usize, text: &str) -> String {
    let mut output = String::with_capacity(text.len() * 5 / 4);
    let mut is_inside_tag = false;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let body = line.trim_start_matches([' ', '\t']);
        let starts_with_tag = ["{%", "{#", "{{-"].iter().any(|tag| body.starts_with(tag));
        if is_inside_tag || starts_with_tag || body.trim_end().is_empty() {
            output.push_str(line);
        } else {
            output.push_str(&line[..line.len() - body.len()]);
            let _ = write!(output, "{OPENING}{template}:{}{CLOSING}", index + 1);
            output.push_str(body);
        }
        is_inside_tag = stays_inside(line, is_inside_tag);
    }
    output
}

/// Whether a template tag is still open at the end of a line.
fn stays_inside(line: &str, mut is_inside: bool) -> bool {
    let mut rest = line;
    loop {
        let delimiters: &[&str] = if is_inside {
            &["%}", "}}", "#}"]
        } else {
            &["{%", "{{", "{#"]
        };
        match delimiters
            .iter()
            .filter_map(|delimiter| rest.find(delimiter))
            .min()
        {
            Some(position) => {
                rest = &rest[position + 2..];
                is_inside = !is_inside;
            }
            None => return is_inside,
        }
    }
}

/// The positions of the marks in a generated text: offset, template, line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origins(Vec<(usize, usize, usize)>);

impl Origins {
    /// Removes the marks from a rendered text; returns the text and the map.
    pub(crate) fn extract(marked: &str) -> (String, Self) {
        let mut text = String::with_capacity(marked.len());
        let mut origins = Vec::new();
        for piece in marked.split(OPENING) {
            let sign = piece.split_once(CLOSING).and_then(|(sign, body)| {
                let (template, line) = sign.split_once(':')?;
                Some((template.parse().ok()?, line.parse().ok()?, body))
            });
            if let Some((template, line, body)) = sign {
                origins.push((text.len(), template, line));
                text.push_str(body);
            } else {
                text.push_str(piece);
            }
        }
        (text, Self(origins))
    }

    /// The template and the line (from 1) that a byte of the text comes from.
    pub(crate) fn of_byte(&self, byte: usize) -> Option<(usize, usize)> {
        let count = self.0.partition_point(|(start, ..)| *start <= byte);
        self.0[..count]
            .last()
            .map(|(_, template, line)| (*template, *line))
    }
}
