//! Keys that lost their colon or the space after it, and what the next line says of where a key belongs.

use super::columns::OpenGroup;
use super::line::{self, ValueStyle, indent_of, leading_key, looks_white, value_style};
use super::mistakes;
use super::scanner::Scanner;
use crate::rilievi::Rilievo;

/// A key of the plan without its colon, or without the space after it.
pub(super) struct SpoiltKey<'a> {
    pub(super) name: &'a str,
    /// What was meant as its value.
    pub(super) value: &'a str,
    /// Whether it has its colon.
    pub(super) has_colon: bool,
    /// Whether a sign stands where the colon should: `fonte; Priamo`.
    pub(super) has_other_sign: bool,
}

impl SpoiltKey<'_> {
    pub(super) fn finding(&self) -> Rilievo {
        if self.has_colon {
            mistakes::missing_space_after_colon(self.name)
        } else {
            mistakes::missing_colon(self.name)
        }
    }

    /// The line that was meant, from the key on. A value without its colon may hold colons of its own: it is
    /// left out, unless it opens a text or a bracket that goes on below.
    pub(super) fn mended(&self) -> String {
        let value = self.mended_value();
        let space = if value.is_empty() { "" } else { " " };
        format!("{}:{space}{value}", self.name)
    }

    pub(super) fn mended_value(&self) -> &str {
        match value_style(self.value) {
            ValueStyle::Empty => "",
            ValueStyle::Plain if !self.has_colon => "\"\"",
            _ => self.value,
        }
    }
}

/// The spoilt key that a text begins with.
pub(super) fn spoilt_key<'a>(
    text: &'a str,
    is_known_key: &dyn Fn(&str) -> bool,
) -> Option<SpoiltKey<'a>> {
    let is_sign = |c: char| c.is_ascii_lowercase() || c == '_';
    let end = text.find(|c| !is_sign(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    if !is_known_key(name) {
        return None;
    }
    if let Some(value) = after.strip_prefix(':') {
        let is_stuck =
            !value.is_empty() && !value.starts_with(looks_white) && !value.starts_with('/');
        return is_stuck.then_some(SpoiltKey {
            name,
            value: value.trim_end(),
            has_colon: true,
            has_other_sign: false,
        });
    }
    let value = after.trim_start_matches([' ', '\t', ';', '=', ',']);
    let sign = after[..after.len() - value.len()].trim();
    (after.trim().is_empty() || after.starts_with([' ', '\t', ';', '='])).then_some(SpoiltKey {
        name,
        value: value.trim_end(),
        has_colon: false,
        has_other_sign: !sign.is_empty(),
    })
}

/// A key as the plan would write it: `Arco temporale`, `arco-temporale` are `arco_temporale`.
pub(super) fn plain_key(name: &str) -> String {
    let letter = |c: char| match c {
        ' ' | '-' => '_',
        'à' => 'a',
        'è' | 'é' => 'e',
        'ì' => 'i',
        'ò' => 'o',
        'ù' => 'u',
        c => c,
    };
    name.trim().to_lowercase().chars().map(letter).collect()
}

impl Scanner<'_> {
    /// The next line that is neither empty nor a comment: its column, and its text from there.
    pub(super) fn next_line(&self) -> Option<(usize, String)> {
        let source = self.source;
        let mut number = self.line_number;
        loop {
            number += 1;
            let range = source.whole_line(number);
            if range.start >= source.text().len() {
                return None;
            }
            let line = &source.text()[range];
            let text = line.trim();
            if !text.is_empty() && !text.starts_with('#') {
                return Some((indent_of(line), text.to_owned()));
            }
        }
    }

    /// Whether the next line is a key in a column.
    fn next_is_key_at(&self, column: usize) -> bool {
        self.next_line()
            .is_some_and(|(next, text)| next == column && leading_key(&text).is_some())
    }

    /// Whether a spoilt key in a column is a key, and not the first word of a text that goes on.
    pub(super) fn is_key_here(&self, key: &SpoiltKey<'_>, column: usize, is_entry: bool) -> bool {
        let Some(last) = self.last_line.as_ref().filter(|_| !is_entry) else {
            return key.has_colon || column == 0 || self.next_is_key_at(column);
        };
        let is_of_open_group = self.groups.iter().any(|group| group.column == column);
        if column <= last.column {
            return column == last.column || is_of_open_group;
        }
        last.value_style == ValueStyle::Empty && (key.has_colon || self.next_is_key_at(column))
    }

    /// The group that a key belongs to, when it stands in the column of an outer one and has its value, and the
    /// next line goes on with the inner one.
    pub(super) fn inner_group(&self, column: usize, value: &str) -> Option<OpenGroup> {
        let has_value = matches!(
            value_style(value),
            ValueStyle::Plain | ValueStyle::Quoted | ValueStyle::Flow(0)
        );
        let is_of_open_group = self.groups.iter().any(|group| group.column == column);
        let (next, text) = self.next_line().filter(|_| has_value && is_of_open_group)?;
        let is_entry = text.starts_with("- ");
        let inner = if is_entry {
            next + super::scanner::INDENT
        } else {
            next
        };
        let is_key = is_entry || leading_key(&text).is_some_and(|key| line::is_key_name(key.name));
        let mut groups = self.groups.iter();
        let group = groups.find(|group| group.column == inner)?;
        (is_key && next > column).then(|| group.clone())
    }
}
