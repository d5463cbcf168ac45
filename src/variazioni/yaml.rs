//! Values as YAML, written the way a person would: every text reads back as it was.

use serde_yaml::{Mapping, Value};

use crate::piano::Data;

/// How many characters a line of folded prose has at the most.
pub const LINE_WIDTH: usize = 100;

/// How much a list or a group stands to the right of its key.
pub const INDENT: usize = 2;

/// The lines of a group, `rientro` spaces to the right; the first line too.
pub fn group_lines(group: &Mapping, indent: usize) -> Vec<String> {
    group
        .iter()
        .flat_map(|(key, value)| {
            pair_lines(
                &short_scalar(key.as_str().unwrap_or_default()),
                value,
                indent,
            )
        })
        .collect()
}

/// The lines of a key with its value.
pub fn pair_lines(key: &str, value: &Value, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    match value {
        Value::Mapping(within) if within.is_empty() => vec![format!("{spaces}{key}: {{}}")],
        Value::Sequence(entries) if entries.is_empty() => vec![format!("{spaces}{key}: []")],
        Value::Mapping(within) => {
            let mut lines = vec![format!("{spaces}{key}:")];
            lines.extend(group_lines(within, indent + INDENT));
            lines
        }
        Value::Sequence(entries) => {
            let mut lines = vec![format!("{spaces}{key}:")];
            let within = entries.iter().flat_map(|v| entry_lines(v, indent + INDENT));
            lines.extend(within);
            lines
        }
        Value::String(date) if is_bare_date(key, date) => {
            vec![format!("{spaces}{key}: {date}")]
        }
        scalar => {
            let mut lines = long_scalar_lines(&scalar_text(scalar), indent + INDENT);
            lines[0] = format!("{spaces}{key}: {}", lines[0]);
            lines
        }
    }
}

/// The lines of an entry of a list, its dash `rientro` spaces to the right.
pub fn entry_lines(value: &Value, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    let mut lines = match value {
        Value::Mapping(within) if !within.is_empty() => group_lines(within, indent + INDENT),
        Value::Mapping(_) => vec!["{}".to_owned()],
        Value::Sequence(_) => vec![inline(value)],
        scalar => long_scalar_lines(&scalar_text(scalar), indent + INDENT),
    };
    lines[0] = format!("{spaces}- {}", lines[0].trim_start());
    lines
}

/// A value on one line, as it may stand within braces.
pub fn inline(value: &Value) -> String {
    match value {
        Value::Mapping(within) => {
            let pairs = within.iter().map(|(key, value)| {
                let key = short_scalar(key.as_str().unwrap_or_default());
                match value.as_str() {
                    Some(date) if is_bare_date(&key, date) => format!("{key}: {date}"),
                    _ => format!("{key}: {}", inline(value)),
                }
            });
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::Sequence(entries) => {
            let entries: Vec<String> = entries.iter().map(inline).collect();
            format!("[{}]", entries.join(", "))
        }
        scalar => {
            let text = scalar_text(scalar);
            if text.contains([',', '[', ']', '{', '}']) {
                quoted(&text)
            } else {
                short_scalar(&text)
            }
        }
    }
}

/// A date under its own key needs no quotes.
fn is_bare_date(key: &str, text: &str) -> bool {
    key == "data" && Data::parse(text).is_some()
}

fn scalar_text(scalar: &Value) -> String {
    match scalar {
        Value::String(text) => text.clone(),
        Value::Bool(choice) => choice.to_string(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// A text on one line: bare when nothing in it could be taken for something else.
pub fn short_scalar(text: &str) -> String {
    if can_be_bare(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// The lines of a text: folded when it is long, as a block when it has lines of its own. Only the
/// lines after the first are indented.
fn long_scalar_lines(text: &str, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    let in_blocco = |sign: &str, lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| match line.as_str() {
            "" => String::new(),
            line => format!("{spaces}{line}"),
        });
        std::iter::once(sign.to_owned()).chain(lines).collect()
    };
    if text.contains('\n') && can_be_block(text) {
        return in_blocco("|-", text.split('\n').map(str::to_owned).collect());
    }
    let long = text.chars().count() + indent > LINE_WIDTH;
    if long && can_be_folded(text) {
        return in_blocco(">-", fold(text, LINE_WIDTH.saturating_sub(indent)));
    }
    vec![short_scalar(text)]
}

fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else if let Some(line) = lines.last_mut() {
            if last > 0 {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

fn can_be_folded(text: &str) -> bool {
    let spazi_semplici = !text.contains("  ") && text.trim() == text;
    spazi_semplici && !text.chars().any(|c| c.is_control() || is_invisible(c))
}

fn can_be_block(text: &str) -> bool {
    let comincia = text.starts_with([' ', '\n', '\t']);
    let finisce = text.ends_with('\n');
    let strani = |c: char| c.is_control() && c != '\n' || is_invisible(c);
    let righe_di_spazi = text
        .split('\n')
        .any(|line| line.trim().is_empty() && !line.is_empty());
    !comincia && !finisce && !righe_di_spazi && !text.chars().any(strani)
}

/// What YAML takes for a line end or drops at the start of a text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn can_be_bare(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let parola_di_yaml = matches!(
        text.to_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    let comincia_bene = first.is_alphabetic() || first == '(' || is_plain_number(text);
    let chiaro = text
        .chars()
        .all(|c| c.is_alphanumeric() || " .,;:()/'’“”«»-–+%€°&=<>!?_".contains(c));
    comincia_bene
        && chiaro
        && !parola_di_yaml
        && text.trim() == text
        && !text.contains(": ")
        && !text.ends_with(':')
}

/// `2021`, `460.000,00`: what no reader takes for another number.
fn is_plain_number(text: &str) -> bool {
    let whole = text
        .parse::<i64>()
        .is_ok_and(|number| number >= 0 && number.to_string() == text);
    let decimale = text.contains(',')
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    whole || decimale
}

fn quoted(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + 2);
    output.push('"');
    for character in text.chars() {
        match character {
            '"' => output.push_str("\\\""),
            '\\' => output.push_str("\\\\"),
            '\n' => output.push_str("\\n"),
            '\t' => output.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => {
                output.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => output.push(c),
        }
    }
    output.push('"');
    output
}
