//! Brackets and quotation marks go in pairs.

use std::sync::LazyLock;

use regex_lite::Regex;

use crate::lettura::FieldText;
use crate::piano::{Content, ElementKind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::{Regola, RuleContext, content_of, regex};

use super::report;

pub(in crate::verifica) const REGOLA: Regola = Regola {
    name: "segno-spaiato",
    words: "parentesi e virgolette vanno a coppie",
    source: "pratica: una parentesi senza compagna è spesso una riga copiata a metà",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: Le imprese (anche artigiane sono assistite.",
    right: "descrizione: Le imprese (anche artigiane) sono assistite.",
    check,
};

/// The mark of an entry in a list within a text, or the reference to one: `1)`, `a)`, `ii)`, `lett.a)`.
static ENTRY_MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?:^|[\s(.,;:–—“«-])",
        r"(?:[A-Za-z]?[0-9]{1,2}(?:\.[0-9]{1,2})*|[A-Za-z]|[ivx]{1,6}|[IVX]{1,6}|aa|bb|cc|dd|ee|ff|hh|ll",
        r"|(?:lett|[Ll]ettera|[Ll]ettere)\.?\s?[a-z]{1,3})",
        r"(?:[ -]?(?:bis|ter|quater|quinquies)|\.[0-9a-z]{1,2}|[°º])?\)"
    ))
});

/// An interval of numbers, whose ends mathematics writes with brackets that do not pair: `[0, 1)`.
static INTERVAL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[\[\](]\s*[0-9.,%]+\s*[;,–-]\s*[0-9.,%]+\s*[\[\])]"));

/// The signs that go in pairs.
const SIGNS: [char; 14] = [
    '(', ')', '[', ']', '{', '}', '“', '”', '„', '«', '»', '‹', '›', '"',
];

/// Brackets and quotation marks that do not pair.
fn check(context: &RuleContext<'_>) -> Report {
    let is_read = |value: &&FieldText<'_>| content_of(value) != Content::Signs;
    report(context, context.values.iter().filter(is_read), |text| {
        if !text.contains(SIGNS) {
            return None;
        }
        let (place, sign) = unpaired(text)?;
        Some((
            with_word_before(text, place, sign),
            Rilievo::warning(format!("il segno {sign} non ha il suo compagno"))
                .with_rimedio("aggiungere il segno che manca, o togliere quello di troppo"),
        ))
    })
}

/// The first sign without its companion, and the byte where it stands. A bracket is closed in its
/// paragraph.
fn unpaired(text: &str) -> Option<(usize, char)> {
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        if let Some((place, sign)) = unpaired_in_paragraph(paragraph) {
            return Some((start + place, sign));
        }
        start += paragraph.len() + 2;
    }
    unpaired_quotation_mark(text)
}

fn unpaired_in_paragraph(text: &str) -> Option<(usize, char)> {
    let intervals: Vec<_> = match text.contains(['[', ']']) {
        true => INTERVAL
            .find_iter(text)
            .map(|found| found.range())
            .collect(),
        false => Vec::new(),
    };
    let is_free = |place: usize| !intervals.iter().any(|interval| interval.contains(&place));
    let signs: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(place, sign)| SIGNS.contains(sign) && is_free(*place))
        .collect();
    let brackets = [('[', ']'), ('{', '}')];
    unpaired_round(text, &signs)
        .or_else(|| brackets.iter().find_map(|pair| unpaired_of(&signs, *pair)))
}

/// The first sign of a pair without its companion.
fn unpaired_of(signs: &[(usize, char)], (open, closed): (char, char)) -> Option<(usize, char)> {
    let mut unclosed = Vec::new();
    for (place, sign) in signs {
        if *sign == open {
            unclosed.push(*place);
        } else if *sign == closed && unclosed.pop().is_none() {
            return Some((*place, closed));
        }
    }
    unclosed.pop().map(|place| (place, open))
}

/// The same of round brackets. That of an entry of a list, `1)`, pairs with nothing; that of a reference,
/// `lett. a)`, closes a bracket that nothing else closes.
fn unpaired_round(text: &str, signs: &[(usize, char)]) -> Option<(usize, char)> {
    let marks: Vec<(usize, bool)> = ENTRY_MARK
        .find_iter(text)
        .map(|mark| (mark.end() - 1, may_close(text, mark.start(), mark.as_str())))
        .collect();
    let mark_at = |place: usize| marks.iter().find(|(mark, _)| *mark == place);
    let mut unclosed: Vec<usize> = Vec::new();
    let mut references: Vec<usize> = Vec::new();
    for (place, sign) in signs {
        match (sign, mark_at(*place)) {
            ('(', _) => unclosed.push(*place),
            (')', Some((_, true))) => references.push(*place),
            (')', None) if unclosed.pop().is_none() => return Some((*place, ')')),
            _ => {}
        }
    }
    while let Some(open) = unclosed.pop() {
        match references.iter().rposition(|reference| *reference > open) {
            Some(closing) => {
                references.remove(closing);
            }
            None => return Some((open, '(')),
        }
    }
    None
}

/// Whether the bracket of a mark may also close another: not where an entry of a list begins.
fn may_close(text: &str, start: usize, mark: &str) -> bool {
    if mark.starts_with(['(', '\n']) {
        return mark.starts_with('(');
    }
    let before = text[..start].trim_end();
    let is_joined = mark.starts_with(['.', ',']);
    let begins_entry = before.is_empty()
        || before.ends_with([';', ':', '-', '–', '—'])
        || before.ends_with('.') && !ends_with_abbreviation(before);
    is_joined || !begins_entry
}

/// Whether a text ends with a short word and a full stop, which ends no sentence: `n.`, `art.`
fn ends_with_abbreviation(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.chars().count() <= 5
}

/// The first quotation mark without its companion.
fn unpaired_quotation_mark(text: &str) -> Option<(usize, char)> {
    let signs: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, sign)| matches!(sign, '“' | '”' | '„' | '«' | '»' | '‹' | '›'))
        .collect();
    unpaired_curved(&signs)
        .or_else(|| unpaired_angular(&signs, ('«', '»')))
        .or_else(|| unpaired_angular(&signs, ('‹', '›')))
        .or_else(|| unpaired_straight(text))
}

/// English quotation marks, “…”, and German ones, „…“.
fn unpaired_curved(signs: &[(usize, char)]) -> Option<(usize, char)> {
    let mut unclosed: Vec<(usize, char)> = Vec::new();
    for &(place, sign) in signs {
        let is_in_german = unclosed.last().is_some_and(|(_, open)| *open == '„');
        match sign {
            '“' if is_in_german => {
                unclosed.pop();
            }
            '“' | '„' => unclosed.push((place, sign)),
            '”' if unclosed.pop().is_none() => return Some((place, sign)),
            _ => {}
        }
    }
    unclosed.pop()
}

/// French quotation marks, «…», or German books' »…«.
fn unpaired_angular(signs: &[(usize, char)], (left, right): (char, char)) -> Option<(usize, char)> {
    let mut of_pair = signs
        .iter()
        .filter(|(_, sign)| *sign == left || *sign == right);
    let is_reversed = of_pair.next().is_some_and(|(_, sign)| *sign == right)
        && of_pair.next().is_some_and(|(_, sign)| *sign == left);
    let pair = if is_reversed {
        (right, left)
    } else {
        (left, right)
    };
    unpaired_of(signs, pair)
}

/// Straight quotation marks, which are also inches and seconds: `24"`.
fn unpaired_straight(text: &str) -> Option<(usize, char)> {
    let marks: Vec<usize> = text.match_indices('"').map(|(place, _)| place).collect();
    let is_measure = |place: &&usize| {
        let digits = text[..**place]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        let next = text[**place + 1..].chars().next();
        (1..=3).contains(&digits) && !next.is_some_and(char::is_alphanumeric)
    };
    let is_odd = marks.len() % 2 == 1;
    if !is_odd || marks.iter().any(|place| is_measure(&place)) {
        return None;
    }
    marks.last().map(|place| (*place, '"'))
}

/// A sign with the word before it, so that it can be found where it is written.
fn with_word_before(text: &str, place: usize, sign: char) -> String {
    let start = text[..place]
        .rfind([' ', '\n'])
        .map_or(0, |space| space + 1);
    text[start..place + sign.len_utf8()].to_owned()
}
