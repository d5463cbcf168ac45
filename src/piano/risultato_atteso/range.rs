//! Ranges: `tra 70% e 80%`, `70-80%`, `da 3 a 5`, `> 80 e < 90`.

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::measure::Measure;
use super::mistake::Mistake;
use super::number;
use super::operator::{self, Operator, SIGN_CHARACTERS};
use super::value::{Interval, TargetValue};

/// Words that begin a range between two numbers.
const BETWEEN: [&str; 14] = [
    "compreso tra",
    "compresa tra",
    "compresi tra",
    "comprese tra",
    "compreso fra",
    "compresa fra",
    "compresi fra",
    "comprese fra",
    "tra il",
    "fra il",
    "tra l'",
    "fra l'",
    "tra",
    "fra",
];

/// Words that begin a way from a number to another.
const FROM: [&str; 6] = ["dal", "dall'", "dai", "dalle", "dallo", "da"];

const AND: [&str; 5] = ["e il", "ed il", "e l'", "e", "ed"];

const TO: [&str; 8] = ["al", "all'", "ai", "alle", "agli", "a", "ad", "fino a"];

const DASHES: [char; 5] = ['-', '–', '—', '÷', '−'];

/// Reads a text that is a range; `None` if it is not.
pub(super) fn read(text: &str) -> Option<TargetValue> {
    let is_likely = text.contains(|c: char| c.is_ascii_digit());
    if !is_likely {
        return None;
    }
    between(text)
        .or_else(|| with_dash(text))
        .or_else(|| around_a_letter(text))
        .or_else(|| two_bounds(text))
}

fn between(text: &str) -> Option<TargetValue> {
    let mut cursor = Cursor::new(text);
    let (is_way, joints): (bool, &[&str]) = if cursor.take_one_of(&BETWEEN) {
        (false, &AND)
    } else if cursor.take_one_of(&FROM) {
        (true, &TO)
    } else {
        return None;
    };
    cursor.skip_space();
    let from = number::take(&mut cursor)?.ok()?.number;
    let unit_start = cursor.at();
    let Some(unit_end) = skip_to(&mut cursor, joints) else {
        let is_cut = !is_way && cursor.rest().split_whitespace().count() <= 1;
        return is_cut.then_some(TargetValue::Mistyped(Mistake::HalfRange));
    };
    let unit = &text[unit_start..unit_end];
    cursor.skip_space();
    if cursor.rest().trim_matches(['.', ' ']).is_empty() {
        return Some(TargetValue::Mistyped(Mistake::HalfRange));
    }
    interval(&mut cursor, from, unit, is_way)
}

/// Goes past one of some words, at most three words ahead; the place where it stood.
fn skip_to(cursor: &mut Cursor<'_>, joints: &[&str]) -> Option<usize> {
    let mut ahead = *cursor;
    ahead.skip_space();
    for _ in 0..3 {
        let at = ahead.at();
        if ahead.take_one_of(joints) {
            *cursor = ahead;
            return Some(at);
        }
        ahead = ahead.next_word()?;
    }
    None
}

fn interval(
    cursor: &mut Cursor<'_>,
    from: Decimal,
    unit: &str,
    is_way: bool,
) -> Option<TargetValue> {
    let (to, unit_after) = end_of_range(cursor)?;
    let is_year = |number: Decimal| {
        number.scale() == 0 && (1900..2200).contains(&i64::try_from(number).unwrap_or(0))
    };
    let has_more = unit_after.contains(|c: char| c.is_ascii_digit() || DASHES.contains(&c));
    if is_year(from) && is_year(to) || has_more || unit_after.starts_with('/') {
        return Some(TargetValue::Words);
    }
    let measure = match Measure::after_number(&unit_after) {
        Measure::Bare => Measure::after_number(unit),
        measure => measure,
    };
    Some(TargetValue::Range(Interval {
        from,
        to,
        measure,
        is_way,
    }))
}

/// `70-80%`, `95% - 90%`.
fn with_dash(text: &str) -> Option<TargetValue> {
    if !text.contains(DASHES) {
        return None;
    }
    let mut cursor = Cursor::new(text);
    let from = number::take(&mut cursor)?.ok()?.number;
    let unit_start = cursor.at();
    let mut unit_end = unit_start;
    let mut ahead = cursor;
    ahead.skip_space();
    if ahead.take_char(&['%', '‰', '€']).is_some() {
        unit_end = ahead.at();
        cursor = ahead;
    }
    cursor.skip_space();
    cursor.take_char(&DASHES)?;
    cursor.skip_space();
    if !cursor.rest().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    interval(&mut cursor, from, &text[unit_start..unit_end], false)
}

/// `70% <= x <= 80%`.
fn around_a_letter(text: &str) -> Option<TargetValue> {
    if text.matches(SIGN_CHARACTERS).count() < 2 || !text.starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let mut cursor = Cursor::new(text);
    let first = number::take(&mut cursor)?.ok()?.number;
    cursor.skip_space();
    cursor.take_char(&['%']);
    cursor.skip_space();
    let (before, _) = operator::take(&mut cursor)?;
    let letters = cursor.rest().find(SIGN_CHARACTERS)?;
    cursor.advance(letters);
    let (after, _) = operator::take(&mut cursor)?;
    match (before.is_upper_bound(), after.is_upper_bound()) {
        (true, true) => interval(&mut cursor, first, "", false),
        _ => None,
    }
}

/// `> 80% e < 90%`, `non meno di 3 e non più di 5`.
fn two_bounds(text: &str) -> Option<TargetValue> {
    let mut cursor = Cursor::new(text);
    let (first, _) = operator::take(&mut cursor)?;
    let one = number::take(&mut cursor)?.ok()?.number;
    let unit_start = cursor.at();
    let mut second = None;
    let mut ahead = cursor;
    ahead.skip_space();
    for _ in 0..4 {
        let at = ahead.at();
        let is_bound = |operator: &Operator| operator.is_lower_bound() || operator.is_upper_bound();
        let starts = ahead.rest().starts_with(SIGN_CHARACTERS);
        ahead.take_one_of(&["e", "ed", "ma", "o", ",", ";", "-"]);
        ahead.skip_space();
        if starts || ahead.at() > at {
            let found = operator::take(&mut ahead).filter(|(operator, _)| is_bound(operator));
            if let Some((operator, _)) = found {
                second = Some((operator, at));
                break;
            }
        }
        ahead = ahead.next_word()?;
    }
    let (second, unit_end) = second?;
    let unit = &text[unit_start..unit_end];
    let (other, unit_after) = end_of_range(&mut ahead)?;
    let (from, to) = match (first.is_lower_bound(), second.is_upper_bound()) {
        (true, true) => (one, other),
        (false, false) => (other, one),
        _ => return None,
    };
    let (measure, measure_after) = (
        Measure::after_number(unit),
        Measure::after_number(&unit_after),
    );
    let is_one_measure =
        measure == Measure::Bare || measure_after == Measure::Bare || measure == measure_after;
    is_one_measure.then_some(TargetValue::Range(Interval {
        from,
        to,
        measure: if measure == Measure::Bare {
            measure_after
        } else {
            measure
        },
        is_way: false,
    }))
}

/// The end of a range that follows its joint: a number and what it counts.
fn end_of_range(cursor: &mut Cursor<'_>) -> Option<(Decimal, String)> {
    let written = number::take(cursor)?.ok()?;
    Some((written.number, cursor.rest().trim().to_owned()))
}
