//! Text as Typst data: string literals, in which nothing is markup.

use std::fmt::Write;

use super::links::links;

/// How many underscores together are a blank to fill.
const BLANK: usize = 4;

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

/// The same text for markup: `#"testo";`, a line break wherever a new line was typed; an address is a
/// link.
pub(crate) fn markup(text: &str) -> String {
    markup_of_lines(text, push_text)
}

/// As [`markup`], with the blanks to fill as `#da_compilare(4);`, which the style draws.
pub(crate) fn markup_with_blanks(text: &str) -> String {
    markup_of_lines(text, |line, output| {
        let mut rest = line;
        while let Some(start) = rest.find(&"_".repeat(BLANK)) {
            let after = rest[start..].trim_start_matches('_');
            if start > 0 {
                push_text(&rest[..start], output);
            }
            let length = rest.len() - start - after.len();
            let _ = write!(output, "#da_compilare({length});");
            rest = after;
        }
        if !rest.is_empty() || line.is_empty() {
            push_text(rest, output);
        }
    })
}

fn markup_of_lines(text: &str, push_line: impl Fn(&str, &mut String)) -> String {
    let mut output = String::with_capacity(text.len() + 4);
    for (index, line) in text.trim_end_matches('\n').split('\n').enumerate() {
        if index > 0 {
            output.push_str("#linebreak();");
        }
        push_line(line, &mut output);
    }
    output
}

fn push_text(line: &str, output: &mut String) {
    let mut written = 0;
    for link in links(line) {
        if link.range.start > written {
            push_string(&line[written..link.range.start], output);
        }
        let target = string_literal(&link.target);
        let _ = write!(output, "#link({target})[");
        push_string(&line[link.range.clone()], output);
        output.push_str("];");
        written = link.range.end;
    }
    if written == 0 || written < line.len() {
        push_string(&line[written..], output);
    }
}

fn push_string(text: &str, output: &mut String) {
    output.push('#');
    output.push_str(&string_literal(text));
    output.push(';');
}
