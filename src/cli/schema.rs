//! `pira schema`: the JSON Schema that editors complete and check with.

use super::arguments::{Schema, SchemaSubject};
use super::{Failure, writing};
use pira::schema::{comparison, piano, rilievi, variazione};

/// Prints the schema of what is asked for.
pub fn schema(arguments: Schema) -> Result<(), Failure> {
    let schema = match arguments.di {
        SchemaSubject::Piano => piano(),
        SchemaSubject::Variazione => variazione(),
        SchemaSubject::Confronto => comparison(),
        SchemaSubject::Rilievi => rilievi(),
    };
    writing::write_to_standard_output(schema.as_bytes())
}
