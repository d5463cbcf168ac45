//! Yes or no, in the words of the office.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A choice between `sì` and `no`; `no` when the plan is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(transparent)]
pub struct Scelta(bool);

impl Scelta {
    /// Whether the plan says yes.
    pub fn vale(self) -> bool {
        self.0
    }
}

impl<'de> Deserialize<'de> for Scelta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match String::deserialize(deserializer)?.as_str() {
            "sì" | "si" | "true" => Ok(Self(true)),
            "no" | "false" => Ok(Self(false)),
            altro => Err(D::Error::custom(format!("“{altro}” non è né sì né no"))),
        }
    }
}

impl JsonSchema for Scelta {
    fn schema_name() -> Cow<'static, str> {
        "Scelta".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Una scelta: sì oppure no.",
            "enum": ["sì", "si", "no", true, false],
        })
    }
}
