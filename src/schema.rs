//! The JSON Schemas of the files that the program reads and of the data that it writes, each as JSON
//! text that ends with a line end. Plans and amendments are checked against these very schemas.

use serde_json::Value;

use crate::{dati, lettura, rilievi, variazioni};

/// The schema of a plan.
pub fn of_piano() -> String {
    to_text(lettura::plan_schema())
}

/// The schema of an amendment.
pub fn of_variazione() -> String {
    to_text(variazioni::variazione_schema())
}

/// The schema of what [`crate::Comparison::to_json`] gives.
pub fn of_comparison() -> String {
    to_text(&dati::comparison_schema())
}

/// The schema of what [`crate::rilievi::to_json`] gives.
pub fn of_rilievi() -> String {
    to_text(&rilievi::schema())
}

fn to_text(schema: &Value) -> String {
    serde_json::to_string_pretty(schema).expect("a schema is plain data") + "\n"
}
