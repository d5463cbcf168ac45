//! A plan's values in which years and amounts are numbers, for JSON.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_yaml::{Number, Value};

use crate::piano::{Anno, Importo, Kind, Valore};

/// A value of the plan that is serialised as its file writes it, with years and amounts as numbers.
pub struct WithNumbers<'a>(pub &'a Valore);

impl Serialize for WithNumbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Valore::Amount(importo) => amount_number(*importo).serialize(serializer),
            Valore::Year(anno) => u16::from(*anno).serialize(serializer),
            Valore::List(values) => serializer.collect_seq(values.iter().map(WithNumbers)),
            Valore::Group(group) => {
                serializer.collect_map(group.iter().map(|(key, value)| (key, WithNumbers(value))))
            }
            other => other.serialize(serializer),
        }
    }
}

/// As [`WithNumbers`], of a value whose type is only known by its kind.
pub fn with_numbers(kind: Option<Kind>, value: &Value) -> Value {
    let Some(kind) = kind else {
        return value.clone();
    };
    match value {
        Value::String(text) => {
            parse_number(kind, text).map_or_else(|| value.clone(), Value::Number)
        }
        Value::Sequence(values) => values
            .iter()
            .map(|value| with_numbers(kind.entries(), value))
            .collect(),
        Value::Mapping(group) => Value::Mapping(
            group
                .iter()
                .map(|(key, value)| {
                    let found = key.as_str().and_then(|key| kind.find([key]));
                    let numbered = with_numbers(found.map(|found| found.kind), value);
                    (key.clone(), numbered)
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// How many digits the numbers of a spreadsheet, and of most readers of JSON, keep.
const KEPT_DIGITS: u32 = 15;

/// A number that comes back the same from any program; none of more digits than programs keep.
pub fn exact_number(number: Decimal) -> Option<Number> {
    let number = number.normalize();
    if number.mantissa().unsigned_abs() >= 10_u128.pow(KEPT_DIGITS) {
        return None;
    }
    match number.is_integer() {
        true => number.to_i64().map(Number::from),
        false => number.to_f64().map(Number::from),
    }
}

fn parse_number(kind: Kind, text: &str) -> Option<Number> {
    if kind.admits(Kind::Year) {
        return Some(Number::from(u16::from(Anno::parse(text)?)));
    }
    if kind.admits(Kind::Amount) {
        return Some(amount_number(Importo::parse(text)?));
    }
    None
}

/// An amount as a number. It has fifteen digits at the most, so that it is written as it is, to the
/// cent.
pub fn amount_number(amount: Importo) -> Number {
    match amount.to_whole_euros() {
        Some(euro) => Number::from(euro),
        None => Number::from(amount.to_floating_point()),
    }
}
