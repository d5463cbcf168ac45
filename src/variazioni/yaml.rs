//! Values as YAML, written the way a person would: every text reads back as it was.

use std::borrow::Cow;

use crate::lettura::{Node, NodeKind, SyntaxTree};
use crate::piano::{Data, Kind, Valore};

/// How many characters a line of folded prose has at the most.
pub(crate) const LINE_WIDTH: usize = 100;

/// How much a list or a group stands to the right of its key.
pub(crate) const INDENT: usize = 2;

/// A value to be written.
#[derive(Debug, Clone)]
pub(crate) enum YamlValue<'a> {
    /// A text, within quotes where it could be taken for something else.
    Text(Cow<'a, str>),
    /// A day under its own key, which needs no quotes.
    Date(Cow<'a, str>),
    /// Values in order.
    List(Vec<Self>),
    /// Keys with their values.
    Group(Vec<(Cow<'a, str>, Self)>),
}

impl<'a> YamlValue<'a> {
    /// A text.
    pub(crate) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A value of a tree, its texts as they were typed. `kind` is what the plan holds there, which alone
    /// says that a text is a day; `None` for a key that the plan does not know.
    pub(crate) fn of_node(tree: &'a SyntaxTree, node: Node, kind: Option<Kind>) -> Self {
        match tree.kind(node) {
            NodeKind::Scalar { text, .. } => {
                let is_date = kind.is_some_and(|kind| kind.admits(Kind::Date));
                match is_date && Data::parse(text).is_some() {
                    true => Self::Date(text.into()),
                    false => Self::text(text),
                }
            }
            NodeKind::List(entries) => {
                let kind = kind.and_then(Kind::entries);
                let entries = entries.iter();
                Self::List(entries.map(|e| Self::of_node(tree, *e, kind)).collect())
            }
            NodeKind::Group(keys) => {
                let pairs = keys.iter().filter_map(|(key, value)| {
                    let key = tree.text(*key)?;
                    let found = kind.and_then(|kind| kind.find([key]));
                    let kind = found.map(|found| found.kind);
                    Some((key.into(), Self::of_node(tree, *value, kind)))
                });
                Self::Group(pairs.collect())
            }
        }
    }

    /// The same value where no key says that it may be a day.
    pub(crate) fn without_bare_date(self) -> Self {
        match self {
            Self::Date(text) => Self::Text(text),
            other => other,
        }
    }
}

impl<'a> From<&'a Valore> for YamlValue<'a> {
    fn from(value: &'a Valore) -> Self {
        match value {
            Valore::List(entries) => Self::List(entries.iter().map(Self::from).collect()),
            Valore::Group(group) => {
                let pairs = group.iter();
                Self::Group(pairs.map(|(key, v)| (key.into(), Self::from(v))).collect())
            }
            Valore::Date(date) => Self::Date(date.to_iso().into()),
            scalar => Self::Text(scalar.written().unwrap_or_default()),
        }
    }
}

/// The lines of the keys of a group, `indent` spaces to the right; the first line too.
pub(crate) fn group_lines(keys: &[(Cow<'_, str>, YamlValue<'_>)], indent: usize) -> Vec<String> {
    keys.iter()
        .flat_map(|(key, value)| pair_lines(&short_scalar(key), value, indent))
        .collect()
}

/// The lines of a key with its value.
pub(crate) fn pair_lines(key: &str, value: &YamlValue<'_>, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    match value {
        YamlValue::Group(within) if within.is_empty() => vec![format!("{spaces}{key}: {{}}")],
        YamlValue::List(entries) if entries.is_empty() => vec![format!("{spaces}{key}: []")],
        YamlValue::Group(within) => {
            let mut lines = vec![format!("{spaces}{key}:")];
            lines.extend(group_lines(within, indent + INDENT));
            lines
        }
        YamlValue::List(entries) => {
            let mut lines = vec![format!("{spaces}{key}:")];
            let within = entries.iter().flat_map(|v| entry_lines(v, indent + INDENT));
            lines.extend(within);
            lines
        }
        YamlValue::Date(date) => vec![format!("{spaces}{key}: {date}")],
        YamlValue::Text(text) => {
            let mut lines = long_scalar_lines(text, indent + INDENT);
            lines[0] = format!("{spaces}{key}: {}", lines[0]);
            lines
        }
    }
}

/// The lines of an entry of a list, its dash `indent` spaces to the right.
pub(crate) fn entry_lines(value: &YamlValue<'_>, indent: usize) -> Vec<String> {
    let spaces = " ".repeat(indent);
    let mut lines = match value {
        YamlValue::Group(within) if !within.is_empty() => group_lines(within, indent + INDENT),
        YamlValue::Group(_) => vec!["{}".to_owned()],
        YamlValue::List(_) => vec![inline(value)],
        YamlValue::Date(text) | YamlValue::Text(text) => long_scalar_lines(text, indent + INDENT),
    };
    lines[0] = format!("{spaces}- {}", lines[0].trim_start());
    lines
}

/// A value on one line, as it may stand within braces.
pub(crate) fn inline(value: &YamlValue<'_>) -> String {
    match value {
        YamlValue::Group(within) => {
            let pairs = within
                .iter()
                .map(|(key, value)| format!("{}: {}", short_scalar(key), inline(value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        YamlValue::List(entries) => {
            let entries: Vec<String> = entries.iter().map(inline).collect();
            format!("[{}]", entries.join(", "))
        }
        YamlValue::Date(date) => date.clone().into_owned(),
        YamlValue::Text(text) if text.contains([',', '[', ']', '{', '}']) => quoted(text),
        YamlValue::Text(text) => short_scalar(text),
    }
}

/// A text on one line: bare when nothing in it could be taken for something else.
pub(crate) fn short_scalar(text: &str) -> String {
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
    let as_block = |sign: &str, lines: Vec<String>| {
        let lines = lines.into_iter().map(|line| match line.as_str() {
            "" => String::new(),
            line => format!("{spaces}{line}"),
        });
        std::iter::once(sign.to_owned()).chain(lines).collect()
    };
    if text.contains('\n') && can_be_block(text) {
        return as_block("|-", text.split('\n').map(str::to_owned).collect());
    }
    let long = text.chars().count() + indent > LINE_WIDTH;
    if long && can_be_folded(text) {
        return as_block(">-", fold(text, LINE_WIDTH.saturating_sub(indent)));
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
    let has_single_spaces = !text.contains("  ") && text.trim() == text;
    has_single_spaces && !text.chars().any(|c| c.is_control() || is_invisible(c))
}

fn can_be_block(text: &str) -> bool {
    let begins_blank = text.starts_with([' ', '\n', '\t']);
    let ends_blank = text.ends_with('\n');
    let is_odd = |c: char| c.is_control() && c != '\n' || is_invisible(c);
    let has_lines_of_spaces = text
        .split('\n')
        .any(|line| line.trim().is_empty() && !line.is_empty());
    !begins_blank && !ends_blank && !has_lines_of_spaces && !text.chars().any(is_odd)
}

/// What YAML takes for a line end or drops at the start of a text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn can_be_bare(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    let is_yaml_word = matches!(
        text.to_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null"
    );
    let begins_well = first.is_alphabetic() || first == '(' || is_plain_number(text);
    let is_clear = text
        .chars()
        .all(|c| c.is_alphanumeric() || " .,;:()/'’“”«»-–+%€°&=<>!?_".contains(c));
    begins_well
        && is_clear
        && !is_yaml_word
        && text.trim() == text
        && !text.contains(": ")
        && !text.ends_with(':')
}

/// A number that every YAML reader reads as the same text: `2021`, `460.000,00`.
fn is_plain_number(text: &str) -> bool {
    let whole = text
        .parse::<i64>()
        .is_ok_and(|number| number >= 0 && number.to_string() == text);
    let is_decimal = text.contains(',')
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    whole || is_decimal
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
