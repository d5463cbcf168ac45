//! Expected results (targets): the text as typed and, if it can be read, what it means.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::decimal_text;
use super::described::Described;
use super::kind::Kind;
use super::testo::Testo;
use super::valore::Valore;

/// The expected result of an indicator for one year (DPCM 18/09/2012 art. 3 c. 3 e): the text as
/// typed, and its reading when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RisultatoAtteso {
    text: Testo,
    reading: Option<TargetReading>,
}

/// A target read as a comparison: `>= 200%`, `<30 gg`, `12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetReading {
    /// How the observed value is to be compared with the number.
    pub operator: Operator,
    /// The number to compare with.
    pub number: Decimal,
    /// The unit after the number (`%`, `gg`); empty if there is none.
    pub unit: String,
}

/// The comparison of a target; a bare number is an equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=` or none.
    Equal,
    /// `>`.
    Greater,
    /// `>=` or `≥`.
    GreaterOrEqual,
    /// `<`.
    Less,
    /// `<=` or `≤`.
    LessOrEqual,
}

impl Operator {
    /// The sign in ASCII: `>=`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
        }
    }
}

const OPERATORS: [(&str, Operator); 7] = [
    (">=", Operator::GreaterOrEqual),
    ("<=", Operator::LessOrEqual),
    ("≥", Operator::GreaterOrEqual),
    ("≤", Operator::LessOrEqual),
    (">", Operator::Greater),
    ("<", Operator::Less),
    ("=", Operator::Equal),
];

impl RisultatoAtteso {
    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The reading; `None` if the text is not an optional operator, a number and an optional unit.
    pub fn reading(&self) -> Option<&TargetReading> {
        self.reading.as_ref()
    }
}

impl TargetReading {
    /// How much the number grew since another reading, in their unit; `None` when the two do not compare
    /// the same way (`>= 2` and `= 2`) or count the same thing (`30 gg` and `30%`).
    pub fn growth_since(&self, before: &Self) -> Option<Decimal> {
        let is_comparable = (self.operator, &self.unit) == (before.operator, &before.unit);
        let growth = self.number.checked_sub(before.number);
        growth.filter(|_| is_comparable)
    }
}

fn read_target(text: &str) -> Option<TargetReading> {
    let text = text.trim();
    let (operator, rest) = OPERATORS
        .iter()
        .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
        .unwrap_or((Operator::Equal, text));
    let rest = rest.trim_start();
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !",.-".contains(c))
        .unwrap_or(rest.len());
    let (digits, unit) = rest.split_at(end);
    let unit = unit.trim();
    let is_rest_of_number = unit.starts_with([',', '.', '-']);
    if is_rest_of_number || unit.contains(|c: char| c.is_ascii_digit() || "<>=≤≥/".contains(c))
    {
        return None;
    }
    Some(TargetReading {
        operator,
        number: decimal_text::read_number(digits)?,
        unit: unit.to_owned(),
    })
}

impl From<Testo> for RisultatoAtteso {
    fn from(text: Testo) -> Self {
        let reading = read_target(&text);
        Self { text, reading }
    }
}

impl Serialize for RisultatoAtteso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RisultatoAtteso {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Testo::deserialize(deserializer).map(Self::from)
    }
}

impl Described for RisultatoAtteso {
    const KIND: Kind = Kind::Target;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Target(self.clone()))
    }
}

impl JsonSchema for RisultatoAtteso {
    fn schema_name() -> Cow<'static, str> {
        "RisultatoAtteso".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Il valore atteso, come si stampa: \">= 2\", \"90%\", \"entro il 30/06\". Fra virgolette.",
            "type": ["string", "integer"],
        })
    }
}
