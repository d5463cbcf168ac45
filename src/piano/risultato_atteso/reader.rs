//! Reads a target as a person does.

use super::cursor::{Cursor, small_letters};
use super::day::{self, Expected};
use super::measure::Measure;
use super::misspelled;
use super::mistake::{self, Mistake};
use super::number::{self, Written};
use super::operator::{self, Operator, SIGN_CHARACTERS, Writing};
use super::plain;
use super::range;
use super::remainder::{is_year, other_meaning, skip_number_in_brackets, without_operator_after};
use super::value::{Quantity, TargetValue};
use crate::piano::anno::MONTHS;

/// Reads a target or an observed value.
pub(super) fn read(text: &str) -> TargetValue {
    let text = text.trim();
    if let Some(value) = plain::read(text) {
        return value;
    }
    if is_missing(text) {
        return TargetValue::Missing;
    }
    if let Some(mistake) = mistake::find(text) {
        return TargetValue::Mistyped(mistake);
    }
    // An increase since another year is not comparable with values.
    if text.starts_with('+') && text.contains("rispetto ") {
        return TargetValue::Words;
    }
    let small = small_letters(text);
    if let Some(answer) = yes_or_no(&small) {
        return TargetValue::YesNo(answer);
    }
    if let Some(mistake) = only_a_unit(&small)
        .or_else(|| wrong_day(&small))
        .or_else(|| misspelled::find(&small))
    {
        return TargetValue::Mistyped(mistake);
    }
    let reader = Reader { typed: text };
    range::read(&small)
        .or_else(|| reader.read_at(Cursor::new(&small)))
        .or_else(|| reader.read_within(&small))
        .unwrap_or(TargetValue::Words)
}

/// Whether a text says that there is no value.
fn is_missing(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "n.d.",
        "nd",
        "n.d",
        "n.a.",
        "n/a",
        "n/d",
        "n.p.",
        "non previsto",
        "non prevista",
    ];
    let is_stroke = |c: char| {
        matches!(c, '-' | '–' | '—' | '_' | '\'' | '’' | '.' | '/' | '*') || c.is_whitespace()
    };
    text.chars().all(is_stroke) || WORDS.contains(&text.to_lowercase().as_str())
}

fn yes_or_no(text: &str) -> Option<bool> {
    let text = text
        .trim_start_matches('=')
        .trim_end_matches(['.', ';'])
        .trim();
    match text {
        "sì" | "si" | "si'" | "si’" | "sí" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// The units that are nothing without a number.
const UNITS: [&str; 12] = [
    "%",
    "‰",
    "€",
    "euro",
    "gg",
    "gg.",
    "giorni",
    "mesi",
    "ore",
    "minuti",
    "settimane",
    "per cento",
];

fn only_a_unit(text: &str) -> Option<Mistake> {
    UNITS.contains(&text).then_some(Mistake::OnlyUnit)
}

/// A day that does not exist, anywhere in a text.
fn wrong_day(text: &str) -> Option<Mistake> {
    let may_have_day = text.contains('/') || MONTHS.iter().any(|month| text.contains(month));
    if !may_have_day {
        return None;
    }
    let mut place = Some(Cursor::new(text));
    while let Some(mut cursor) = place {
        place = cursor.next_word();
        if let Some(Err(mistake)) = day::take(&mut cursor, Expected::Anything) {
            return Some(mistake);
        }
    }
    None
}

struct Reader<'a> {
    typed: &'a str,
}

impl Reader<'_> {
    /// Reads a value that begins at a place; `None` if none does.
    fn read_at(&self, start: Cursor<'_>) -> Option<TargetValue> {
        let mut cursor = start;
        cursor.skip_space();
        cursor.take_one_of(&["n.", "nr.", "numero", "n°"]);
        cursor.skip_space();
        let from = cursor.at();
        let found = operator::take(&mut cursor);
        let lead = start.before().trim();
        let expected = match found {
            Some((_, Writing::Words)) => Expected::Day,
            Some((_, Writing::Sign)) | None => Expected::Anything,
        };
        if let Some(day) = day::take(&mut cursor, expected) {
            return Some(day.map_or_else(TargetValue::Mistyped, TargetValue::Day));
        }
        let written = number::take(&mut cursor).or_else(|| {
            self.number_in_words(&mut cursor, found.is_some(), lead)
                .map(Ok)
        });
        let operator = found.map_or(Operator::Equal, |(operator, _)| operator);
        match (written, found) {
            (Some(Ok(written)), _) => Some(self.after_number(cursor, operator, written, lead)),
            // `9.00-13.00` are the hours of an office.
            (Some(Err(_)), None) if cursor.rest().trim_start().starts_with(['-', '–']) => None,
            (Some(Err(mistake)), _) if lead.is_empty() => Some(TargetValue::Mistyped(mistake)),
            (Some(Err(_)), _) => None,
            (None, Some((_, writing))) => without_number(cursor, from, writing, lead),
            (None, None) => None,
        }
    }

    /// Numbers in words are read where one is expected; within a sentence they may be anything (`sei`).
    fn number_in_words(
        &self,
        cursor: &mut Cursor<'_>,
        has_operator: bool,
        lead: &str,
    ) -> Option<Written> {
        if has_operator {
            return number::take_words(cursor).or_else(|| number::take_one(cursor));
        }
        lead.is_empty()
            .then(|| number::take_words(cursor))
            .flatten()
    }

    /// Reads the value within a sentence: `realizzazione di almeno 3 eventi`. Only one that has one number.
    fn read_within(&self, small: &str) -> Option<TargetValue> {
        if !has_one_number(small) && !small.contains(SIGN_CHARACTERS) {
            return None;
        }
        let mut cursor = Cursor::new(small);
        while let Some(next) = cursor.next_word() {
            cursor = next;
            if is_reference(cursor.before()) {
                continue;
            }
            let has_number = cursor.rest().contains(|c: char| c.is_ascii_digit());
            if !has_number && !cursor.rest().starts_with(SIGN_CHARACTERS) {
                return None;
            }
            if let Some(value) = self.read_at(cursor) {
                return Some(value);
            }
        }
        None
    }

    fn after_number(
        &self,
        cursor: Cursor<'_>,
        operator: Operator,
        written: Written,
        lead: &str,
    ) -> TargetValue {
        let mut cursor = cursor;
        let mut operator = operator;
        if cursor.take_char(&['+']).is_some() && operator == Operator::Equal {
            operator = Operator::GreaterOrEqual;
        }
        if let Some(mistake) = skip_number_in_brackets(&mut cursor, written) {
            return TargetValue::Mistyped(mistake);
        }
        let rest = cursor.rest();
        if let Some(other) = other_meaning(rest, lead) {
            return other;
        }
        let (unit, after) = without_operator_after(rest);
        if let (Operator::Equal, Some(after)) = (operator, after) {
            operator = after;
        }
        let start = cursor.at() + (unit.len() - unit.trim_start().len());
        let typed = &self.typed[start..start + unit.trim().len()];
        let typed = typed.trim_end_matches([';', ',']).trim_end();
        let typed = typed
            .strip_suffix('.')
            .filter(|unit| unit.ends_with(['%', '‰', '€', ')']))
            .unwrap_or(typed);
        let typed = if typed == "." { "" } else { typed };
        let measure = match Measure::after_number(typed) {
            Measure::Bare if written.is_money => Measure::Money,
            measure => measure,
        };
        let is_about = typed.starts_with("circa");
        let typed = match typed {
            "" if written.is_money => "€",
            typed => typed,
        };
        TargetValue::Number(Quantity {
            operator,
            number: written.number,
            measure,
            lead: lead.to_owned(),
            rest: typed.to_owned(),
            is_in_figures: written.is_in_figures && !is_about,
        })
    }
}

/// What an operator without a number after it is: a mistake if nothing follows, or only a unit. Words may
/// follow too (`>= media nazionale`), which no program measures.
fn without_number(
    cursor: Cursor<'_>,
    from: usize,
    writing: Writing,
    lead: &str,
) -> Option<TargetValue> {
    // One of these alone is a level (`massimo`), not a comparison.
    const ALONE: [&str; 5] = ["almeno", "entro", "perlomeno", "quantomeno", "oltre"];
    let operator = cursor.before()[from..].trim();
    let rest = cursor.rest().trim();
    let is_comparison = match writing {
        Writing::Sign => true,
        Writing::Words => lead.is_empty() && (ALONE.contains(&operator) || operator.contains(' ')),
    };
    let is_blank = |c: char| matches!(c, '_' | '.' | '…' | '-' | '–' | '—') || c.is_whitespace();
    let has_nothing = UNITS.contains(&rest) || rest == "eventi" || rest.chars().all(is_blank);
    (is_comparison && has_nothing)
        .then(|| TargetValue::Mistyped(Mistake::WithoutNumber(operator.to_owned())))
}

/// Whether a text has a single number, years and days of the calendar aside.
fn has_one_number(text: &str) -> bool {
    let numbers = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '/' | '-'));
    let numbers = numbers.map(|piece| piece.trim_matches(|c: char| !c.is_ascii_digit()));
    let counted = numbers.filter(|piece| !piece.is_empty() && !is_year(piece));
    counted.take(2).count() == 1
}

/// Whether what stands before a number makes it the name of something: `art. 5`, `fase 2`, `nel 2027`.
fn is_reference(before: &str) -> bool {
    const NAMES: [&str; 34] = [
        "art",
        "artt",
        "articolo",
        "legge",
        "l",
        "lgs",
        "d.lgs",
        "dpr",
        "d.p.r",
        "dpcm",
        "comma",
        "c",
        "lett",
        "fase",
        "lotto",
        "livello",
        "punto",
        "misura",
        "linea",
        "azione",
        "asse",
        "anno",
        "nel",
        "del",
        "dal",
        "dell'anno",
        "nell'anno",
        "reg",
        "ue",
        "iso",
        "allegato",
        "obiettivo",
        "stralcio",
        "versione",
    ];
    let last = before.split_whitespace().next_back().unwrap_or_default();
    NAMES.contains(&last.trim_end_matches(['.', ',', '(']))
}
