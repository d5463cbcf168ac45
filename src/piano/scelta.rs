//! Yes or no, in the words of the office.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A choice between `sì` and `no`; `no` when the plan is silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scelta(bool);

impl Serialize for Scelta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(if self.0 { "sì" } else { "no" })
    }
}

impl Scelta {
    /// Whether the plan says yes.
    pub fn vale(self) -> bool {
        self.0
    }
}

impl<'de> Deserialize<'de> for Scelta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lettore;

        impl Visitor<'_> for Lettore {
            type Value = Scelta;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("sì oppure no")
            }

            fn visit_bool<E>(self, scelta: bool) -> Result<Scelta, E> {
                Ok(Scelta(scelta))
            }

            fn visit_str<E: Error>(self, testo: &str) -> Result<Scelta, E> {
                match testo {
                    "sì" | "si" => Ok(Scelta(true)),
                    "no" => Ok(Scelta(false)),
                    altro => Err(E::custom(format!("“{altro}” non è né sì né no"))),
                }
            }
        }

        deserializer.deserialize_any(Lettore)
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
