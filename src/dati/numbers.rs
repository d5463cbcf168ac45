//! A plan's values in which years and amounts are numbers, for JSON.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Serialize, Serializer};
use serde_yaml::Number;

use crate::piano::{Importo, Valore};

/// A value of the plan that is serialised as its file writes it, with years and amounts as numbers.
pub(crate) struct WithNumbers<'a>(pub &'a Valore);

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

/// How many digits the numbers of a spreadsheet, and of most readers of JSON, keep.
const KEPT_DIGITS: u32 = 15;

/// A decimal as a JSON number; `None` if it has more digits than most programs keep, and so would not come
/// back the same.
pub(crate) fn exact_number(number: Decimal) -> Option<Number> {
    let number = number.normalize();
    if number.mantissa().unsigned_abs() >= 10_u128.pow(KEPT_DIGITS) {
        return None;
    }
    match number.is_integer() {
        true => number.to_i64().map(Number::from),
        false => number.to_f64().map(Number::from),
    }
}

/// An amount as a number. It has fifteen digits at the most, so that it is written as it is, to the
/// cent.
pub(crate) fn amount_number(amount: Importo) -> Number {
    match amount.to_whole_euros() {
        Some(euro) => Number::from(euro),
        None => Number::from(amount.to_floating_point()),
    }
}
