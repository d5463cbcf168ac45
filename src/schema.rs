//! The JSON Schemas of what the program reads and writes, as text that ends with a line end: the very
//! ones that files are checked against.

use serde_json::Value;

use crate::{dati, lettura, rilievi, variazioni};

/// Of a plan.
pub fn piano() -> String {
    to_text(lettura::plan_schema())
}

/// Of an amendment.
pub fn variazione() -> String {
    to_text(variazioni::variazione_schema())
}

/// Of a comparison as data, [`crate::Comparison::to_json`].
pub fn comparison() -> String {
    to_text(&dati::comparison_schema())
}

/// Of findings as data, [`crate::rilievi::to_json`].
pub fn rilievi() -> String {
    to_text(&rilievi::schema())
}

fn to_text(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).expect("a schema is plain data") + "\n"
}
