//! Texts that YAML would cut, join or dress otherwise than typed, without a word.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{ScalarStyle, Tag};

use super::struttura::Forma;
use super::valori::e_vuoto;
use super::{quoted, raw};
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

/// A text as YAML reads it, and where it stands.
pub struct Scalar<'a> {
    /// The file.
    pub source: &'a Arc<Sorgente>,
    /// What the file must hold.
    pub form: &'a Forma,
    /// The text as read.
    pub text: &'a str,
    /// Its bytes in the file.
    pub range: Range<usize>,
    /// With quotes, without, on many lines.
    pub style: ScalarStyle,
    /// What stands before it after `!`.
    pub tag: Option<&'a Tag>,
}

/// What begins an entry of a list, in a text.
const ENTRIES: [&str; 9] = ["- ", "– ", "— ", "• ", "· ", "▪ ", "◦ ", "● ", "* "];

/// What would be lost of a text.
pub fn check(scalar: &Scalar<'_>) -> Rapporto {
    let findings = [
        scalar.cut_by_a_comment(),
        scalar.begins_with_a_tag(),
        scalar.joined_lines(),
        scalar.curly_quotes(),
    ];
    findings.into_iter().flatten().collect()
}

/// A finding for a name after `&` that nothing recalls, before the value at a place; `text` is that
/// value, if it is a text.
pub fn unused_anchor(source: &Arc<Sorgente>, value: usize, text: Option<&str>) -> Rilievo {
    let place = before(source.testo(), value, '&');
    let name = word_at(source.testo(), place);
    let luogo = Luogo {
        sorgente: Arc::clone(source),
        intervallo: place..place + name.len(),
    };
    let Some(text) = text else {
        return Rilievo::avviso(format!("“{name}” segna un valore che nessuno richiama"))
            .in_luogo(luogo)
            .regola("in YAML &nome segna un valore, che *nome ripete altrove")
            .rimedio("toglierlo, o richiamarlo");
    };
    let whole = &source.testo()[place..line_end(source.testo(), place)];
    dropped_word(name, text, whole.trim_end()).in_luogo(luogo)
}

/// A first word that YAML takes for itself.
fn dropped_word(word: &str, read: &str, typed: &str) -> Rilievo {
    Rilievo::errore(format!(
        "“{word}” in principio di un testo senza virgolette si perderebbe"
    ))
    .regola(format!(
        "per YAML ! e & in principio sono segni suoi: si stamperebbe “{}”, non “{typed}”",
        shortened(read)
    ))
    .rimedio(format!(
        "scrivere il testo fra virgolette: {}",
        quoted(typed)
    ))
}

impl Scalar<'_> {
    fn place(&self, range: Range<usize>) -> Luogo {
        Luogo {
            sorgente: Arc::clone(self.source),
            intervallo: range,
        }
    }

    /// Where the text ends: for the parser, what follows a closing quote is still a part of it.
    fn end(&self) -> usize {
        let quote = match self.style {
            ScalarStyle::DoubleQuoted => '"',
            ScalarStyle::SingleQuoted => '\'',
            _ => return self.range.end,
        };
        let typed = &self.source.testo()[self.range.start..];
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
        let text = self.source.testo();
        if self.is_block() || self.range.is_empty() {
            return None;
        }
        let value_end = self.end();
        let rest = &text[value_end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if gap == 0 || !rest[gap..].starts_with('#') {
            return None;
        }
        let end = line_end(text, value_end);
        let comment = &text[value_end + gap..end];
        if self.is_clearly_a_comment(gap, comment) {
            return None;
        }
        let line = line_start(text, value_end);
        let start = line.max(self.range.start);
        let sign = end - comment.len();
        let bracketed = raw::open_brackets(&text[line..start], 0) > 0;
        let typed = match text[sign..end].find([',', ']', '}']) {
            Some(length) if bracketed => &text[start..sign + length],
            _ => text[start..end].trim_end(),
        };
        Some(
            Rilievo::errore("qui “#” comincia un commento, e il testo finisce prima")
                .in_luogo(self.place(sign..sign + comment.trim_end().len()))
                .regola(format!(
                    "per YAML ciò che segue uno spazio e # non è più testo: si stamperebbe “{}”, non “{typed}”",
                    shortened(self.text)
                ))
                .rimedio(format!(
                    "se è testo, scriverlo fra virgolette: {}; se è un commento, metterlo su una riga sua",
                    quoted(typed)
                )),
        )
    }

    /// Whether what follows a value is no part of it: after a number, a date or a choice; after a
    /// text, when it is parted from it the way comments are, by two spaces and a space after `#`.
    fn is_clearly_a_comment(&self, gap: usize, comment: &str) -> bool {
        let spaced = comment.len() == 1 || comment.starts_with("# ") || comment.starts_with("##");
        let is_text = self.style == ScalarStyle::Plain
            && self.text.chars().any(char::is_alphabetic)
            && !e_vuoto(self.text)
            && !matches!(self.text, "true" | "false")
            && !self.form.is_choice(self.text);
        spaced && (gap >= 2 || !is_text)
    }

    fn begins_with_a_tag(&self) -> Option<Rilievo> {
        let tag = self.tag?;
        let text = self.source.testo();
        let place = before(text, self.range.start, '!');
        let word = word_at(text, place);
        let luogo = self.place(place..place + word.len());
        if tag.is_yaml_core_schema() {
            return Some(
                Rilievo::avviso(format!("“{word}” qui non serve"))
                    .in_luogo(luogo)
                    .regola("in un piano ogni testo si stampa come è scritto, senza dirne il tipo")
                    .rimedio("toglierlo"),
            );
        }
        let typed = text[place..line_end(text, place)].trim_end();
        Some(dropped_word(word, self.text, typed).in_luogo(luogo))
    }

    /// Entries of a list typed on lines of their own, in a text whose lines YAML joins.
    fn joined_lines(&self) -> Option<Rilievo> {
        if self.style == ScalarStyle::Literal {
            return None;
        }
        let typed = &self.source.testo()[self.range.clone()];
        let first_end = typed.find(['\n', '\r'])?;
        let lines = typed[first_end..].split_inclusive(['\n', '\r']);
        let mut place = self.range.start + first_end;
        for line in lines {
            let entry = line.trim();
            let start = place + (line.len() - line.trim_start().len());
            place += line.len();
            if is_entry(entry) && self.joins(entry) {
                return Some(
                    Rilievo::avviso("questa voce di un elenco si stamperebbe sulla riga di prima")
                        .in_luogo(self.place(start..start + entry.len()))
                        .regola("in un testo senza | YAML unisce le righe: dell'elenco non restano gli a capo")
                        .rimedio("cominciare il testo con | dopo la chiave, e scriverlo sotto, tutto con lo stesso rientro"),
                );
            }
        }
        None
    }

    /// Whether a line of the file goes on from the one before it in the text as read.
    fn joins(&self, line: &str) -> bool {
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
            Rilievo::avviso(format!("le virgolette di {} si stamperebbero", self.text))
                .in_luogo(self.place(self.range.clone()))
                .regola("per YAML le virgolette curve di Word sono parte del testo; quelle che lo racchiudono sono diritte")
                .rimedio(format!(
                    "scrivere {}; se si devono stampare, {}",
                    quoted(inner),
                    quoted(self.text)
                )),
        )
    }
}

/// Whether a line begins as the entry of a list does: a dash, a dot, `a)`, `1)`.
fn is_entry(line: &str) -> bool {
    if ENTRIES.iter().any(|entry| line.starts_with(entry)) {
        return true;
    }
    let Some((marker, _)) = line.split_once(' ') else {
        return false;
    };
    let Some(name) = marker.strip_suffix(')') else {
        return false;
    };
    let name = name.strip_prefix('(').unwrap_or(name);
    let digits = name.len() <= 2 && name.bytes().all(|b| b.is_ascii_digit());
    let letter = name.len() == 1 && name.bytes().all(|b| b.is_ascii_lowercase());
    !name.is_empty() && (digits || letter)
}

/// The last place of a sign before another place, or right there.
fn before(text: &str, end: usize, sign: char) -> usize {
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
