//! Text as Typst data: string literals, in which nothing is markup.

use std::fmt::Write;

/// A string literal for code: `"testo"`.
pub(crate) fn string_literal(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + 2);
    output.push('"');
    for character in text.chars() {
        match character {
            '\\' => output.push_str("\\\\"),
            '"' => output.push_str("\\\""),
            '\n' => output.push_str("\\n"),
            c if c.is_control() || matches!(c, '\u{e000}'..='\u{f8ff}') => {
                let _ = write!(output, "\\u{{{:x}}}", u32::from(c));
            }
            c => output.push(c),
        }
    }
    output.push('"');
    output
}

/// The same text for markup: `#"testo";`, a line break wherever a new line was typed.
pub(crate) fn markup(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + 4);
    for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if index > 0 {
            output.push_str("#linebreak();");
        }
        output.push('#');
        output.push_str(&string_literal(line));
        output.push(';');
    }
    output
}
