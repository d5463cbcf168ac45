//! A plan's values in which years and amounts are numbers, for JSON.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_yaml::{Number, Value};

use crate::piano::{Anno, Importo};

/// The keys whose value is a year.
const YEARS: [&str; 3] = ["esercizio", "triennio", "anno_relazione"];

/// The keys whose value is an amount, or an amount for each year.
const AMOUNTS: [&str; 3] = ["risorse_economiche", "importo", "preventivo"];

/// The value of a key of a plan, as its file writes it, with years and amounts as numbers; of the
/// plan itself when the key is empty. What a key holds keeps its order.
pub fn with_numbers(key: &str, value: &Value) -> Value {
    match value {
        Value::String(text) => number(key, text).map_or_else(|| value.clone(), Value::Number),
        Value::Sequence(values) => values
            .iter()
            .map(|value| with_numbers(key, value))
            .collect(),
        Value::Mapping(group) => Value::Mapping(
            group
                .iter()
                .map(|(name, value)| {
                    let by_year = AMOUNTS.contains(&key);
                    let of = if by_year {
                        key
                    } else {
                        name.as_str().unwrap_or_default()
                    };
                    (name.clone(), with_numbers(of, value))
                })
                .collect(),
        ),
        other => other.clone(),
    }
}

/// How many digits the numbers of a spreadsheet, and of most readers of JSON, keep.
const DIGITS: u32 = 15;

/// A number that comes back the same from any program; none of more digits than programs keep.
pub fn exactly(number: Decimal) -> Option<Number> {
    let number = number.normalize();
    if number.mantissa().unsigned_abs() >= 10_u128.pow(DIGITS) {
        return None;
    }
    match number.is_integer() {
        true => number.to_i64().map(Number::from),
        false => number.to_f64().map(Number::from),
    }
}

fn number(key: &str, text: &str) -> Option<Number> {
    if YEARS.contains(&key) {
        return Some(Number::from(u16::from(Anno::leggi(text)?)));
    }
    if AMOUNTS.contains(&key) {
        return Some(amount(Importo::leggi(text)?));
    }
    None
}

/// An amount as a number. It has fifteen digits at the most, so that it is written as it is, to the
/// cent.
pub fn amount(amount: Importo) -> Number {
    match amount.whole() {
        Some(euro) => Number::from(euro),
        None => Number::from(amount.in_virgola_mobile()),
    }
}
