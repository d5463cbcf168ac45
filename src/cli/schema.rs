//! `pira schema`: the JSON Schemas with which editors check a plan and complete its keys.

use super::arguments::{Schema, SchemaSubject};
use super::{Failure, writing};
use pira::schema;

/// Prints the schema of what is asked for.
pub(super) fn schema(arguments: Schema) -> Result<(), Failure> {
    let schema = match arguments.di {
        SchemaSubject::Piano => schema::of_piano(),
        SchemaSubject::Variazione => schema::of_variazione(),
        SchemaSubject::Confronto => schema::of_comparison(),
        SchemaSubject::Rilievi => schema::of_rilievi(),
    };
    writing::write_to_standard_output(schema.as_bytes())
}
