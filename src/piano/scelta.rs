//! Yes or no, in the words of the office.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::described::Described;
use super::kind::{Choice, Kind};
use super::valore::Valore;

/// How the plan says yes.
const YES: &str = "sì";

/// How the plan says no.
const NO: &str = "no";

/// A choice between `sì` and `no`; `no` if the plan leaves it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scelta(bool);

impl Serialize for Scelta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl Scelta {
    /// Whether the plan says yes.
    pub fn is_yes(self) -> bool {
        self.0
    }

    fn word(self) -> &'static str {
        if self.0 { YES } else { NO }
    }
}

impl<'de> Deserialize<'de> for Scelta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SceltaVisitor;

        impl Visitor<'_> for SceltaVisitor {
            type Value = Scelta;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("sì oppure no")
            }

            fn visit_bool<E>(self, choice: bool) -> Result<Scelta, E> {
                Ok(Scelta(choice))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Scelta, E> {
                match text {
                    "sì" | "si" => Ok(Scelta(true)),
                    "no" => Ok(Scelta(false)),
                    other => Err(E::custom(format!("“{other}” non è né sì né no"))),
                }
            }
        }

        deserializer.deserialize_any(SceltaVisitor)
    }
}

/// A choice that a person reads as the plan writes it.
const fn choice(word: &'static str) -> Choice {
    Choice {
        key: word,
        words: word,
    }
}

impl Described for Scelta {
    const KIND: Kind = Kind::Choice(&[choice(YES), choice(NO)]);

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Choice(choice(self.word())))
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
