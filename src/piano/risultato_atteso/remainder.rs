//! What follows the number of a target, and may change what it means.

use super::cursor::Cursor;
use super::mistake::Mistake;
use super::number::{self, Written};
use super::operator::{AFTER_NUMBER, Operator, SIGN_CHARACTERS};
use super::value::TargetValue;

/// Skips the same number in brackets: `3 (tre)`; another number there is a mistake.
pub(super) fn skip_number_in_brackets(
    cursor: &mut Cursor<'_>,
    written: Written,
) -> Option<Mistake> {
    let mut ahead = *cursor;
    ahead.skip_space();
    ahead.take_char(&['('])?;
    let start = ahead.at();
    let again = number::take_words(&mut ahead)
        .or_else(|| number::take_one(&mut ahead))
        .or_else(|| number::take(&mut ahead).and_then(Result::ok))?;
    let inner = ahead.before()[start..].to_owned();
    ahead.take_char(&[')'])?;
    *cursor = ahead;
    (again.number != written.number).then_some(Mistake::FiguresAndWords(inner))
}

/// What a number is no comparison by itself for: `2/3`, `2 su 3`, `7 50`, `2 >=`.
pub(super) fn other_meaning(rest: &str, lead: &str) -> Option<TargetValue> {
    let starts_with_digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let close = rest.trim_start();
    let after_bar = close
        .strip_prefix(['/', ':', '-', '–', '÷', 'x', '×'])
        .map(str::trim_start);
    if after_bar.is_some_and(starts_with_digit) || rest.starts_with(['°', 'º', '^', 'ª']) {
        return Some(TargetValue::Words);
    }
    for joint in ["su ", "ogni ", "ogni", "a "] {
        if close
            .strip_prefix(joint)
            .is_some_and(|after| starts_with_digit(after.trim_start()))
        {
            return Some(TargetValue::Words);
        }
    }
    if let Some(sign) = rest.find(SIGN_CHARACTERS) {
        let has_number = rest[sign..].contains(|c: char| c.is_ascii_digit());
        return Some(match has_number {
            true => TargetValue::Words,
            false => TargetValue::Mistyped(Mistake::OperatorAfter),
        });
    }
    if matches!(close, "-" | "–" | "—") && lead.is_empty() {
        return Some(TargetValue::Mistyped(Mistake::HalfRange));
    }
    if starts_with_digit(close) && close.len() < rest.len() {
        let digits = close
            .split(|c: char| !c.is_ascii_digit())
            .next()
            .unwrap_or_default();
        let is_mistake =
            lead.is_empty() && !is_year(digits) && !close[digits.len()..].starts_with('/');
        return Some(match is_mistake {
            true => TargetValue::Mistyped(Mistake::SplitNumber(digits.to_owned())),
            false => TargetValue::Words,
        });
    }
    None
}

/// What follows a number without an operator at its end: `30 gg max`.
pub(super) fn without_operator_after(rest: &str) -> (&str, Option<Operator>) {
    let text = rest.trim_end_matches([';', ',']).trim_end();
    for (words, operator) in AFTER_NUMBER {
        let Some(before) = text.strip_suffix(words) else {
            continue;
        };
        if before.is_empty() || before.ends_with(|c: char| !c.is_alphabetic()) {
            return (before.trim_end_matches(['(', ',']), Some(operator));
        }
    }
    (text, None)
}

/// Whether digits are those of a year.
pub(super) fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && ["19", "20", "21"]
            .iter()
            .any(|start| digits.starts_with(start))
}
