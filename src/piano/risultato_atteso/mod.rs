//! Expected results (targets): the text as typed and, if it can be read, what it means.

mod cursor;
mod day;
mod measure;
mod misspelled;
mod mistake;
mod number;
mod operator;
mod plain;
mod range;
mod reader;
mod remainder;
mod value;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::described::Described;
use super::kind::Kind;
use super::testo::Testo;
use super::valore::Valore;

pub use day::TargetDay;
pub use measure::{Measure, TimeUnit};
pub use mistake::Mistake;
pub use operator::Operator;
pub use value::{Interval, Quantity, TargetReading, TargetValue};

/// The expected result of an indicator for one year (DPCM 18/09/2012 art. 3 c. 3 e): the text as
/// typed, and its reading when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RisultatoAtteso {
    text: Testo,
    value: TargetValue,
    reading: Option<TargetReading>,
}

impl RisultatoAtteso {
    /// The text as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it means.
    pub fn value(&self) -> &TargetValue {
        &self.value
    }

    /// The comparison with a number, for who needs one; `None` if it is something else, or if its number is
    /// not written whole in figures (`1,5 mln`).
    pub fn reading(&self) -> Option<&TargetReading> {
        self.reading.as_ref()
    }
}

impl From<Testo> for RisultatoAtteso {
    fn from(text: Testo) -> Self {
        let value = TargetValue::read(&text);
        let reading = value.comparison();
        Self {
            text,
            value,
            reading,
        }
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
