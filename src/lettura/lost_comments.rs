//! Texts that `#` cuts: to YAML it begins a comment, and to the author perhaps a part of the text.

use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::ScalarStyle;

use super::lost_text::{ScannedText, line_end, line_start, shortened, unquoted_value_end};
use super::{quoted, raw};
use crate::rilievi::{Location, Rilievo, Source};

impl ScannedText<'_> {
    /// A comment on the line where a text ends, which its author may have meant as part of the text:
    /// `titolo: Obiettivo #1`.
    pub(super) fn cut_by_a_comment(&self) -> Option<Rilievo> {
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

    /// A continuation line that begins with `#` directly followed by a word, which YAML drops as a
    /// comment and which ends the text.
    pub(super) fn cut_on_the_next_line(&self) -> Option<Rilievo> {
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
        if !is_within || !is_stuck_to_word(comment) {
            return None;
        }
        let sign = text.len() - comment.len();
        let end = line_end(text, sign);
        Some(self.cut_text(sign..end, text[self.range.start..end].trim_end()))
    }

    /// The finding for a text cut by `#`, with what would print and what was typed.
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
            Rilievo::warning(words).named("commento-nel-testo")
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

    /// A value that begins with `#`: YAML takes it for a comment, and the key has no value.
    pub(super) fn only_a_comment(&self) -> Option<Rilievo> {
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
        let follows_key_or_dash = line[..gap].trim_end().ends_with([':', '-']);
        if !follows_key_or_dash || !is_stuck_to_word(&line[gap + 1..]) {
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

    /// Whether what follows a value is certainly a comment: it is written as comments are, with a space
    /// after `#`, and follows a number, a date or a choice, or a text after at least two spaces. `gap`
    /// is the width of the white space before `#`; a tab counts as two.
    fn is_clearly_a_comment(&self, gap: usize, comment: &str) -> bool {
        let is_spaced =
            comment.len() == 1 || comment.starts_with("# ") || comment.starts_with("##");
        is_spaced && (gap >= 2 || !self.is_unquoted_text())
    }
}

/// Whether `#` is directly followed by a word, as in a hashtag or a number (`#1`) and not in a usual
/// comment.
fn is_stuck_to_word(comment: &str) -> bool {
    let word = comment
        .strip_prefix('#')
        .and_then(|word| word.chars().next());
    word.is_some_and(|first| !first.is_whitespace() && first != '#' && first != '!')
}

/// Finds, within the brackets of a list or a group, `#` directly followed by a word where a value should
/// stand: of a line `#1, #2,` within brackets YAML reads nothing.
pub(crate) fn comments_within_brackets(source: &Arc<Source>, range: Range<usize>) -> Vec<Rilievo> {
    let text = &source.text()[range.clone()];
    // The range may be of a list or a group without brackets, which begins where its first entry does:
    // only when the first bracket closes at the end of the range is it the range's own.
    let is_the_end = |end: &usize| {
        let rest = text[end + 1..].trim_end();
        !rest.contains('\n') && (rest.is_empty() || rest.trim_start().starts_with('#'))
    };
    let closed = raw::closing_bracket(text).filter(is_the_end);
    let Some(end) = closed.filter(|end| text[..*end].contains('#')) else {
        return Vec::new();
    };
    let stuck = comments(&text[..end]).into_iter().filter(|comment| {
        // After a complete key or value nothing is lost: any comment may follow.
        let before = text[..comment.start].trim_end_matches([' ', '\t']);
        is_stuck_to_word(&text[comment.clone()]) && before.ends_with([',', '[', '{', '\n'])
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

/// The comments of a text; `#` between quotes or within a word begins none.
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
