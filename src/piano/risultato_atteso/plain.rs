//! The usual form of a target, read at once: a sign, up to three figures, a sign of per cent.

use rust_decimal::Decimal;

use super::measure::Measure;
use super::operator::Operator;
use super::value::{Quantity, TargetValue};

const SIGNS: [(&str, Operator); 5] = [
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Equal),
];

/// Reads `>= 90%`, `< 30`, `5`; `None` for any other form, which may mean more than it seems.
pub(super) fn read(text: &str) -> Option<TargetValue> {
    let sign = SIGNS.iter().find(|(sign, _)| text.starts_with(sign));
    let (sign, operator) = sign.copied().unwrap_or(("", Operator::Equal));
    let rest = text[sign.len()..].trim_start_matches(' ');
    let end = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (figures, unit) = rest.split_at(end);
    let is_number = (1..=3).contains(&figures.len()) && (!figures.starts_with('0') || end == 1);
    if !is_number || !matches!(unit, "" | "%") {
        return None;
    }
    Some(TargetValue::Number(Quantity {
        operator,
        number: Decimal::from(figures.parse::<u16>().ok()?),
        measure: Measure::after_number(unit),
        lead: String::new(),
        rest: unit.to_owned(),
        is_in_figures: true,
    }))
}
