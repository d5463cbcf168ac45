//! Text of the plan, kept exactly as typed.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::described::Described;
use super::kind::Kind;
use super::valore::Valore;

/// A plain text, without markup, printed as typed. In the plan a whole number needs no quotes to be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Testo(String);

impl Testo {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl Deref for Testo {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Testo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Described for Testo {
    const KIND: Kind = Kind::Text;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Text(self.clone()))
    }
}

impl JsonSchema for Testo {
    fn schema_name() -> Cow<'static, str> {
        "Testo".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Testo semplice, stampato come è scritto.",
            "type": ["string", "integer"],
        })
    }
}

/// Prose in a small Markdown: paragraphs, bold, italic, lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prosa(String);

impl Deref for Prosa {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Described for Prosa {
    const KIND: Kind = Kind::Prose;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Prose(self.clone()))
    }
}

impl JsonSchema for Prosa {
    fn schema_name() -> Cow<'static, str> {
        "Prosa".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Prosa: capoversi separati da una riga vuota, **grassetto**, *corsivo*, elenchi.",
            "type": ["string", "integer"],
        })
    }
}

/// One text or a list of texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Testi {
    /// A single text, printed as typed.
    Single(Testo),
    /// Several texts.
    List(Vec<Testo>),
}

impl<'de> Deserialize<'de> for Testi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TestiVisitor;

        impl<'de> Visitor<'de> for TestiVisitor {
            type Value = Testi;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un testo o un elenco di testi")
            }

            fn visit_str<E>(self, text: &str) -> Result<Testi, E> {
                Ok(Testi::Single(Testo::new(text)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Testi, A::Error> {
                let mut list = Vec::new();
                while let Some(entry) = entries.next_element()? {
                    list.push(entry);
                }
                Ok(Testi::List(list))
            }
        }

        deserializer.deserialize_any(TestiVisitor)
    }
}

impl Described for Testi {
    const KIND: Kind = Kind::Either(&[Testo::KIND, Vec::<Testo>::KIND]);

    fn valore(&self) -> Option<Valore> {
        match self {
            Self::Single(text) => text.valore(),
            Self::List(texts) => texts.valore(),
        }
    }
}

impl JsonSchema for Testi {
    fn schema_name() -> Cow<'static, str> {
        "Testi".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Testo>();
        json_schema!({
            "description": "Un testo, oppure un elenco di testi.",
            "type": ["string", "integer", "array"],
            "items": text,
        })
    }
}
