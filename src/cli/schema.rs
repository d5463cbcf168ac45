//! `pira schema`: the JSON Schema that editors complete and check with.

use super::argomenti::{DiCheCosa, Schema};
use super::{Fallimento, scrittura};
use pira::schema::{comparison, piano, rilievi, variazione};

/// Prints the schema of what is asked for.
pub fn schema(argomenti: Schema) -> Result<(), Fallimento> {
    let schema = match argomenti.di {
        DiCheCosa::Piano => piano(),
        DiCheCosa::Variazione => variazione(),
        DiCheCosa::Confronto => comparison(),
        DiCheCosa::Rilievi => rilievi(),
    };
    scrittura::in_uscita(schema.as_bytes())
}
