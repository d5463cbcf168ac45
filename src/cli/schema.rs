//! `pira schema`: the JSON Schema that editors complete and check with.

use super::argomenti::{DiCheCosa, Schema};
use super::{Fallimento, scrittura};
use crate::dati::schema_del_confronto;
use crate::lettura::schema_del_piano;
use crate::rilievi;
use crate::variazioni::schema_della_variazione;

/// Prints the schema of what is asked for.
pub fn schema(argomenti: Schema) -> Result<(), Fallimento> {
    let schema = match argomenti.di {
        DiCheCosa::Piano => serde_json::to_string_pretty(schema_del_piano()),
        DiCheCosa::Variazione => serde_json::to_string_pretty(schema_della_variazione()),
        DiCheCosa::Confronto => serde_json::to_string_pretty(&schema_del_confronto()),
        DiCheCosa::Rilievi => serde_json::to_string_pretty(&rilievi::schema()),
    };
    scrittura::in_uscita((schema.expect("a schema is plain data") + "\n").as_bytes())
}
