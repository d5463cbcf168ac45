//! Texts that YAML would cut, join or dress otherwise than typed, without a word.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{ScalarStyle, Tag};

use super::structure::FileShape;
use super::values::is_null;
use super::{quoted, raw};
use crate::piano::markers::{MarkerKind, marker};
use crate::piano::sentences;
use crate::rilievi::{Location, Report, Rilievo, Source};

/// A text as YAML reads it, and where it stands.
pub struct ScannedText<'a> {
    /// The file.
    pub source: &'a Arc<Source>,
    /// What the file must hold.
    pub shape: &'a FileShape,
    /// The text as read.
    pub text: &'a str,
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// With quotes, without, on many lines.
    pub style: ScalarStyle,
    /// What stands before it after `!`.
    pub tag: Option<&'a Tag>,
}

/// What would be lost of a text.
pub fn check(scalar: &ScannedText<'_>) -> Report {
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

/// A finding for a name after `&` that nothing recalls, before the value at a place; `text` is that
/// value, if it is a text.
pub fn unused_anchor(source: &Arc<Source>, value: usize, text: Option<&str>) -> Rilievo {
    let place = last_sign_before(source.text(), value, '&');
    let name = word_at(source.text(), place);
    let location = Location {
        source: Arc::clone(source),
        span: place..place + name.len(),
    };
    let Some(text) = text else {
        return Rilievo::warning(format!("“{name}” segna un valore che nessuno richiama"))
            .at(location)
            .with_regola("in YAML &nome segna un valore, che *nome ripete altrove")
            .with_rimedio("toglierlo, o richiamarlo");
    };
    let whole = &source.text()[place..unquoted_value_end(source.text(), place, place)];
    dropped_word(name, text, whole.trim_end()).at(location)
}

/// A first word that YAML takes for itself.
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
    fn location(&self, range: Range<usize>) -> Location {
        Location {
            source: Arc::clone(self.source),
            span: range,
        }
    }

    /// Where the text ends: for the parser, what follows a closing quote is still a part of it.
    fn value_end(&self) -> usize {
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

    fn is_block(&self) -> bool {
        matches!(self.style, ScalarStyle::Literal | ScalarStyle::Folded)
    }

    /// ` #` after a text: a comment to YAML, and to its author perhaps a part of the text.
    fn cut_by_a_comment(&self) -> Option<Rilievo> {
        let text = self.source.text();
        if self.is_block() || self.range.is_empty() {
            return None;
        }
        let value_end = self.value_end();
        let rest = &text[value_end..];
        let white = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let gap = rest[..white]
            .chars()
            .map(|c| if c == '\t' { 2 } else { 1 })
            .sum();
        if white == 0 || !rest[white..].starts_with('#') {
            return None;
        }
        let end = line_end(text, value_end);
        let comment = &text[value_end + white..end];
        if self.is_clearly_a_comment(gap, comment) {
            return None;
        }
        let sign = end - comment.len();
        let typed = &text[self.range.start..unquoted_value_end(text, self.range.start, sign)];
        Some(self.cut_text(sign..sign + comment.trim_end().len(), typed.trim_end()))
    }

    /// A line that goes on with a text and begins with `#`, stuck to a word as no comment is.
    fn cut_on_the_next_line(&self) -> Option<Rilievo> {
        if self.style != ScalarStyle::Plain || self.range.is_empty() {
            return None;
        }
        let text = self.source.text();
        let rest = &text[self.range.end..];
        let next = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))?;
        let comment = next.trim_start_matches(' ');
        let column = next.len() - comment.len();
        let this_line = line_start(text, self.range.start);
        let is_within = column > text[this_line..].chars().take_while(|c| *c == ' ').count();
        if !is_within || !is_stuck(comment) {
            return None;
        }
        let sign = text.len() - comment.len();
        let end = line_end(text, sign);
        Some(self.cut_text(sign..end, text[self.range.start..end].trim_end()))
    }

    /// A text cut by `#`: what prints, and what was typed.
    fn cut_text(&self, sign: Range<usize>, typed: &str) -> Rilievo {
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = &self.source.text()[line_start(self.source.text(), sign.start)..sign.start];
        let comment = if self.is_unquoted_text() && !line.trim().is_empty() {
            "se è un commento, metterlo su una riga sua"
        } else {
            "se è un commento, lasciare uno spazio dopo #"
        };
        let words = "qui “#” comincia un commento, e il testo finisce prima";
        // A number or a text between quotes is whole: what follows is hardly a part of it.
        let finding = if self.is_unquoted_text() {
            Rilievo::error(words)
        } else {
            Rilievo::warning(words)
        };
        finding
            .at(self.location(sign))
            .with_regola(format!(
                "per YAML ciò che segue uno spazio e # non è più testo: si stamperebbe “{}”, non “{}”",
                shortened(self.text),
                shortened(&typed)
            ))
            .with_rimedio(format!(
                "se è testo, scriverlo tutto fra virgolette: {}; {comment}",
                quoted(&typed)
            ))
    }

    /// A value that begins with `#`, which is none to YAML.
    fn only_a_comment(&self) -> Option<Rilievo> {
        if self.style != ScalarStyle::Plain || !self.range.is_empty() {
            return None;
        }
        let text = self.source.text();
        let line = line_start(text, self.range.start);
        // The place of an empty value is after its key, or after the line ends that follow.
        let before = text[..self.range.start].trim_end();
        let start = if before.len() < line {
            before.len()
        } else {
            self.range.start
        };
        let line = &text[line_start(text, start)..line_end(text, start)];
        let gap = line.find(" #")?;
        let parted = line[..gap].trim_end().ends_with([':', '-']);
        if !parted || !is_stuck(&line[gap + 1..]) {
            return None;
        }
        let sign = line_start(text, start) + gap + 1;
        let typed = text[sign..unquoted_value_end(text, sign, sign)].trim_end();
        Some(
            Rilievo::error("qui “#” comincia un commento, e non resta nessun valore")
                .at(self.location(sign..sign + typed.len()))
                .with_regola("per YAML ciò che segue uno spazio e # non è testo")
                .with_rimedio(format!(
                    "se è testo, scriverlo fra virgolette: {}",
                    quoted(typed)
                )),
        )
    }

    /// Whether what follows a value is no part of it: after a number, a date or a choice; after a
    /// text, when it is parted from it the way comments are, by two spaces and a space after `#`.
    fn is_clearly_a_comment(&self, gap: usize, comment: &str) -> bool {
        let spaced = comment.len() == 1 || comment.starts_with("# ") || comment.starts_with("##");
        spaced && (gap >= 2 || !self.is_unquoted_text())
    }

    /// Whether a value is a text without quotes: not a number, a date, a choice.
    fn is_unquoted_text(&self) -> bool {
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

    /// Entries of a list typed on lines of their own, in a text whose lines YAML joins.
    fn joined_lines(&self) -> Option<Rilievo> {
        if self.style == ScalarStyle::Literal {
            return None;
        }
        let typed = &self.source.text()[self.range.clone()];
        let first_end = typed.find(['\n', '\r'])?;
        let lines = typed[first_end..].split_inclusive(['\n', '\r']);
        let mut place = self.range.start + first_end;
        // One line that begins as an entry may be a sentence that goes on: two are a list.
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
                .at(self.location(entry))
                .with_regola("in un testo senza | YAML unisce le righe: dell'elenco non restano gli a capo")
                .with_rimedio("cominciare il testo con | dopo la chiave, e scriverlo sotto, tutto con lo stesso rientro"),
        )
    }

    /// Whether a line of the file goes on from the one before it in the text as read.
    fn is_joined(&self, line: &str) -> bool {
        let start: String = line.chars().take(24).collect();
        self.text.contains(&format!(" {start}"))
            && !self
                .text
                .lines()
                .any(|read| read.trim_start().starts_with(&start))
    }

    /// A whole value between the quotes that Word writes, which YAML takes for a part of it.
    fn curly_quotes(&self) -> Option<Rilievo> {
        if self.style != ScalarStyle::Plain {
            return None;
        }
        let pairs = [('“', '”'), ('„', '”'), ('”', '”'), ('‘', '’')];
        let inner = pairs.iter().find_map(|(open, close)| {
            let inner = self.text.strip_prefix(*open)?.strip_suffix(*close)?;
            (!inner.contains([*open, *close])).then_some(inner)
        })?;
        Some(
            Rilievo::warning(format!("le virgolette di {} si stamperebbero", self.text))
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

/// Whether a line begins as the entry of a list does. An initial and a number of many parts begin
/// many a sentence too.
fn is_entry(line: &str) -> bool {
    marker(line).is_some_and(|found| {
        found.has_text && !matches!(found.kind, MarkerKind::Initial | MarkerKind::Outline)
    })
}

/// Whether two lines are rows of a table, or parts of a text that end each with a semicolon.
fn is_part_of_an_enumeration(before: &str, line: &str) -> bool {
    let before = before.trim_end();
    line.starts_with('|') || before.ends_with([':', ';']) && line.ends_with([';', '.'])
}

/// Whether a comment is stuck to a word, as one that explains is not.
fn is_stuck(comment: &str) -> bool {
    let word = comment
        .strip_prefix('#')
        .and_then(|word| word.chars().next());
    word.is_some_and(|first| !first.is_whitespace() && first != '#' && first != '!')
}

/// Where a text without quotes that begins at a place, and goes on past another, ends: with its line;
/// within brackets, before the sign that parts it from the next.
fn unquoted_value_end(text: &str, start: usize, past: usize) -> usize {
    let end = line_end(text, past);
    let line = line_start(text, start);
    if raw::open_brackets(&text[line..start], 0) == 0 {
        return end;
    }
    let parted = text[past..end]
        .char_indices()
        .find(|(place, sign)| match sign {
            ',' | ']' | '}' => true,
            ':' => text[past + place + 1..].starts_with(' '),
            _ => false,
        });
    parted.map_or(end, |(place, _)| past + place)
}

/// The comments, stuck to a word, within the brackets of a list or a group: what follows them on
/// their line was meant to be read.
pub fn comments_within_brackets(source: &Arc<Source>, range: Range<usize>) -> Vec<Rilievo> {
    let text = &source.text()[range.clone()];
    // The place of a list that stands in its key's column is that of its first entry.
    let is_the_end = |end: &usize| {
        let rest = text[end + 1..].trim_end();
        !rest.contains('\n') && (rest.is_empty() || rest.trim_start().starts_with('#'))
    };
    let closed = raw::closing_bracket(text).filter(is_the_end);
    let Some(end) = closed.filter(|end| text[..*end].contains('#')) else {
        return Vec::new();
    };
    let stuck = comments(&text[..end]).into_iter().filter(|comment| {
        // After a key or a value, a comment of any form may follow.
        let before = text[..comment.start].trim_end_matches([' ', '\t']);
        is_stuck(&text[comment.clone()]) && before.ends_with([',', '[', '{', '\n'])
    });
    let finding = |comment: Range<usize>| {
        let typed = &text[comment.clone()];
        let typed = &typed[..typed.find([',', ']', '}']).unwrap_or(typed.len())];
        Rilievo::error("qui “#” comincia un commento, e il resto della riga si perde")
            .at(Location {
                source: Arc::clone(source),
                span: range.start + comment.start..range.start + comment.end,
            })
            .with_regola("per YAML ciò che segue uno spazio e # non è testo")
            .with_rimedio(format!(
                "se è testo, scriverlo fra virgolette: {}; se è un commento, lasciare uno spazio dopo #",
                quoted(typed.trim_end())
            ))
    };
    stuck.map(finding).collect()
}

/// The comments of a text, but what looks like one between quotes or within a word.
fn comments(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = 0;
    while let Some(sign) = text[rest..].find(['#', '"', '\'']) {
        let place = rest + sign;
        rest = place + 1;
        let before = text[..place].chars().next_back();
        if !before.is_some_and(|c| c.is_whitespace() || ",[{:".contains(c)) {
            continue;
        }
        if text[place..].starts_with('#') {
            rest = line_end(text, place);
            found.push(place..rest);
        } else if let Some(quote) = text[place..].chars().next()
            && let Some(length) = raw::closing_quote(&text[rest..], quote)
        {
            rest += length + 1;
        }
    }
    found
}

/// The last place of a sign before another place, or right there.
fn last_sign_before(text: &str, end: usize, sign: char) -> usize {
    if text[end..].starts_with(sign) {
        return end;
    }
    text[..end].rfind(sign).map_or(end, |place| {
        // The whole word: `!!str` has two.
        text[..place].trim_end_matches(sign).len()
    })
}

fn word_at(text: &str, place: usize) -> &str {
    text[place..].split_whitespace().next().unwrap_or_default()
}

fn line_end(text: &str, place: usize) -> usize {
    text[place..]
        .find(['\n', '\r'])
        .map_or(text.len(), |length| place + length)
}

fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The end of a text, when it is a long one: that is where it is cut.
fn shortened(text: &str) -> String {
    const LONG: usize = 60;
    let length = text.chars().count();
    if length <= LONG {
        return text.to_owned();
    }
    let end: String = text.chars().skip(length - LONG).collect();
    format!("…{end}")
}
