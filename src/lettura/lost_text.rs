//! Texts that YAML would silently cut, join or change: what the user typed would not be what prints.
//!
//! The parser gives only what is left of a text after the loss, so each check goes back to the bytes
//! of the file around it. Whether something was lost cannot be known for certain (`# nota` may be a
//! comment or the end of a title): what is certainly meant is let through, what is probably lost is an
//! error, and what is probably meant but odd a warning.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{ScalarStyle, Tag};

use super::structure::FileShape;
use super::values::is_null;
use super::{quoted, raw};
use crate::piano::markers::{MarkerKind, marker};
use crate::piano::sentences;
use crate::rilievi::{Location, Report, Rilievo, Source};

/// A scalar as the YAML parser reads it, with what is needed to compare it with the file.
pub(crate) struct ScannedText<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// What the file must hold.
    pub shape: &'a FileShape,
    /// The text as read.
    pub text: &'a str,
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// How it is written: with quotes, without, as a block of lines.
    pub style: ScalarStyle,
    /// The tag before it (`!word`), if it has one.
    pub tag: Option<&'a Tag>,
}

/// Finds what would be lost of a text.
pub(crate) fn check(scalar: &ScannedText<'_>) -> Report {
    let findings = [
        scalar.cut_by_a_comment(),
        scalar.cut_on_the_next_line(),
        scalar.only_a_comment(),
        scalar.leading_tag(),
        scalar.joined_lines(),
        scalar.curly_quotes(),
    ];
    findings.into_iter().flatten().collect()
}

/// The finding for an anchor (`&name`) that no alias uses. `value` is the byte where the anchored value
/// begins, `text` that value if it is an unquoted text: then `&name` was probably its first word.
pub(crate) fn unused_anchor(source: &Arc<Source>, value: usize, text: Option<&str>) -> Rilievo {
    let place = last_sign_before(source.text(), value, '&');
    let name = word_at(source.text(), place);
    let location = Location {
        source: Arc::clone(source),
        span: place..place + name.len(),
    };
    let Some(text) = text else {
        return Rilievo::warning(format!("“{name}” segna un valore che nessuno richiama"))
            .named("segno-di-yaml")
            .at(location)
            .with_regola("in YAML &nome segna un valore, che *nome ripete altrove")
            .with_rimedio("toglierlo, o richiamarlo");
    };
    let whole = &source.text()[place..unquoted_value_end(source.text(), place, place)];
    dropped_word(name, text, whole.trim_end()).at(location)
}

/// The finding for a first word that YAML takes for a tag or an anchor, and drops from the text.
fn dropped_word(word: &str, read: &str, typed: &str) -> Rilievo {
    Rilievo::error(format!(
        "“{word}” in principio di un testo senza virgolette si perderebbe"
    ))
    .with_regola(format!(
        "per YAML ! e & in principio sono segni suoi: si stamperebbe “{}”, non “{typed}”",
        shortened(read)
    ))
    .with_rimedio(format!(
        "scrivere il testo fra virgolette: {}",
        quoted(typed)
    ))
}

impl ScannedText<'_> {
    pub(super) fn location(&self, range: Range<usize>) -> Location {
        Location {
            source: Arc::clone(self.source),
            span: range,
        }
    }

    /// The byte where the text ends. The range of the parser goes on past a closing quote, to the next value.
    pub(super) fn value_end(&self) -> usize {
        let quote = match self.style {
            ScalarStyle::DoubleQuoted => '"',
            ScalarStyle::SingleQuoted => '\'',
            _ => return self.range.end,
        };
        let typed = &self.source.text()[self.range.start..];
        let inner = typed.strip_prefix(quote);
        match inner.and_then(|inner| raw::closing_quote(inner, quote)) {
            Some(length) => self.range.start + length + 2,
            None => self.range.end,
        }
    }

    pub(super) fn is_block(&self) -> bool {
        matches!(self.style, ScalarStyle::Literal | ScalarStyle::Folded)
    }

    /// Whether a value is an unquoted text, and not a number, a date or a choice.
    pub(super) fn is_unquoted_text(&self) -> bool {
        self.style == ScalarStyle::Plain
            && self.text.chars().any(char::is_alphabetic)
            && !is_null(self.text)
            && !matches!(self.text, "true" | "false")
            && !self.shape.is_choice(self.text)
    }

    fn leading_tag(&self) -> Option<Rilievo> {
        let tag = self.tag?;
        let text = self.source.text();
        let place = last_sign_before(text, self.range.start, '!');
        let word = word_at(text, place);
        let location = self.location(place..place + word.len());
        if tag.is_yaml_core_schema() {
            return Some(
                Rilievo::warning(format!("“{word}” qui non serve"))
                    .named("segno-di-yaml")
                    .at(location)
                    .with_regola(
                        "in un piano ogni testo si stampa come è scritto, senza dirne il tipo",
                    )
                    .with_rimedio("toglierlo"),
            );
        }
        let typed = text[place..unquoted_value_end(text, place, place)].trim_end();
        Some(dropped_word(word, self.text, typed).at(location))
    }

    /// Items of a list typed on lines of their own, in a text whose lines YAML joins into one.
    ///
    /// A line that begins like an item may also be a sentence that goes on (`ai sensi del comma` /
    /// `1. …`), so one such line is not enough: the finding needs two items, or one that the line
    /// before announces with a colon or a semicolon.
    fn joined_lines(&self) -> Option<Rilievo> {
        if self.style == ScalarStyle::Literal {
            return None;
        }
        let typed = &self.source.text()[self.range.clone()];
        let first_end = typed.find(['\n', '\r'])?;
        let lines = typed[first_end..].split_inclusive(['\n', '\r']);
        let mut place = self.range.start + first_end;
        let mut before = &typed[..first_end];
        let mut entries: Vec<Range<usize>> = Vec::new();
        let mut is_announced = is_entry(before.trim());
        for line in lines {
            let entry = line.trim();
            let start = place + (line.len() - line.trim_start().len());
            place += line.len();
            let is_item = is_entry(entry) && !sentences::sentence_continues(before)
                || is_part_of_an_enumeration(before, entry);
            if is_item && self.is_joined(entry) {
                is_announced |= is_entry(entry) && before.trim_end().ends_with([':', ';']);
                entries.push(start..start + entry.len());
            }
            if !entry.is_empty() {
                before = entry;
            }
        }
        let is_a_list = entries.len() > 1 || is_announced;
        let entry = entries.into_iter().next().filter(|_| is_a_list)?;
        Some(
            Rilievo::warning("questa voce di un elenco si stamperebbe sulla riga di prima")
                .named("elenco-in-una-riga")
                .at(self.location(entry))
                .with_regola("in un testo senza | YAML unisce le righe: dell'elenco non restano gli a capo")
                .with_rimedio("cominciare il testo con | dopo la chiave, e scriverlo sotto, tutto con lo stesso rientro"),
        )
    }

    /// Whether YAML has joined a line of the file to the line before it. Within one text YAML joins some
    /// lines and keeps others (after an empty line), so the text as read is asked: the beginning of the
    /// line, 24 characters, must follow a space in it and begin none of its lines.
    fn is_joined(&self, line: &str) -> bool {
        let start: String = line.chars().take(24).collect();
        self.text.contains(&format!(" {start}"))
            && !self
                .text
                .lines()
                .any(|read| read.trim_start().starts_with(&start))
    }

    /// A value between the curly quotes that Word writes, which YAML takes for part of the text.
    fn curly_quotes(&self) -> Option<Rilievo> {
        if self.style != ScalarStyle::Plain {
            return None;
        }
        let pairs = [('“', '”'), ('„', '”'), ('”', '”'), ('‘', '’')];
        // Of a value that was half corrected, one of the two is straight.
        let pairs = pairs
            .into_iter()
            .chain([('“', '"'), ('”', '"'), ('"', '”'), ('"', '“')]);
        let mut inner = pairs.filter_map(|(open, close)| {
            let inner = self.text.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains([open, close])).then_some(inner)
        });
        let inner = inner.next()?;
        Some(
            Rilievo::warning(format!("le virgolette di {} si stamperebbero", self.text))
                .named("virgolette-di-word")
                .at(self.location(self.range.clone()))
                .with_regola("per YAML le virgolette curve di Word sono parte del testo; quelle che lo racchiudono sono diritte")
                .with_rimedio(format!(
                    "scrivere {}; se si devono stampare, {}",
                    quoted(inner),
                    quoted(self.text)
                )),
        )
    }
}

/// Whether a line begins like an item of a list. Initials (`A. Rossi`) and numbers of several parts
/// (`1.2`) do not count, since they begin sentences too.
fn is_entry(line: &str) -> bool {
    marker(line).is_some_and(|found| {
        found.has_text && !matches!(found.kind, MarkerKind::Initial | MarkerKind::Outline)
    })
}

/// Whether a line is the row of a table, or an item of an enumeration without markers, whose lines end
/// with a semicolon.
fn is_part_of_an_enumeration(before: &str, line: &str) -> bool {
    let before = before.trim_end();
    line.starts_with('|') || before.ends_with([':', ';']) && line.ends_with([';', '.'])
}

/// The byte where an unquoted text was meant to end, if what YAML cut belongs to it: the end of the line
/// or, within brackets, the comma, bracket or colon that ends a value there. `start` is where the text
/// begins, `past` a place within what was cut.
pub(super) fn unquoted_value_end(text: &str, start: usize, past: usize) -> usize {
    let end = line_end(text, past);
    let line = line_start(text, start);
    if raw::open_brackets(&text[line..start], 0) == 0 {
        return end;
    }
    let separator = text[past..end]
        .char_indices()
        .find(|(place, sign)| match sign {
            ',' | ']' | '}' => true,
            ':' => text[past + place + 1..].starts_with(' '),
            _ => false,
        });
    separator.map_or(end, |(place, _)| past + place)
}

/// The byte of the last `sign` at or before `end`; of a doubled one (`!!str`), the first of the two.
fn last_sign_before(text: &str, end: usize, sign: char) -> usize {
    if text[end..].starts_with(sign) {
        return end;
    }
    text[..end]
        .rfind(sign)
        .map_or(end, |place| text[..place].trim_end_matches(sign).len())
}

fn word_at(text: &str, place: usize) -> &str {
    text[place..].split_whitespace().next().unwrap_or_default()
}

pub(super) fn line_end(text: &str, place: usize) -> usize {
    text[place..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| place + length)
}

pub(super) fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// A long text shortened to its last 60 characters, since texts are cut at their end.
pub(super) fn shortened(text: &str) -> String {
    const LONG: usize = 60;
    let length = text.chars().count();
    if length <= LONG {
        return text.to_owned();
    }
    let end: String = text.chars().skip(length - LONG).collect();
    format!("…{end}")
}
