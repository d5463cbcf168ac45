//! The files that a PDF carries: what the act was made from, and its data in open formats.

use super::ristampa::Ristampa;
use super::{descrizione_delle_colonne, in_csv, in_json};
use crate::lettura::schema_del_piano;
use crate::piano::Piano;

/// A file that goes inside the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dato {
    /// Its name; a `/` parts folders.
    pub nome: String,
    /// Its bytes.
    pub byte: Vec<u8>,
    /// Its MIME type.
    pub mime: &'static str,
    /// How it stands to the document, in Typst's word for the PDF/A-3 relationship.
    pub relazione: &'static str,
    /// What it is.
    pub descrizione: &'static str,
}

/// The names of the files that [`corredo`] gives.
pub const DATA_NAMES: [&str; 5] = [
    "piano-consolidato.json",
    "piano.schema.json",
    "indicatori.csv",
    "indicatori.csv-metadata.json",
    Ristampa::FILE,
];

/// The files beside those that the act was made from: the plan as it now stands with its schema, the
/// indicators with the description of the columns, the way to issue the act again.
pub fn corredo(piano: &Piano, ristampa: &Ristampa) -> Vec<Dato> {
    let in_righe =
        |testo: serde_json::Result<String>| (testo.expect("plain data") + "\n").into_bytes();
    vec![
        Dato {
            nome: "piano-consolidato.json".to_owned(),
            byte: in_json(piano),
            mime: "application/json",
            relazione: "alternative",
            descrizione: "Il piano con le sue variazioni",
        },
        Dato {
            nome: "piano.schema.json".to_owned(),
            byte: in_righe(serde_json::to_string_pretty(schema_del_piano())),
            mime: "application/schema+json",
            relazione: "supplement",
            descrizione: "Lo schema JSON del piano",
        },
        Dato {
            nome: "indicatori.csv".to_owned(),
            byte: in_csv(piano),
            mime: "text/csv",
            relazione: "data",
            descrizione: "Gli indicatori, una riga per indicatore e anno",
        },
        Dato {
            nome: "indicatori.csv-metadata.json".to_owned(),
            byte: descrizione_delle_colonne(),
            mime: "application/csvm+json",
            relazione: "supplement",
            descrizione: "La descrizione delle colonne degli indicatori",
        },
        Dato {
            nome: Ristampa::FILE.to_owned(),
            byte: in_righe(serde_json::to_string_pretty(ristampa)),
            mime: "application/json",
            relazione: "supplement",
            descrizione: "Come generare di nuovo questo documento",
        },
    ]
}
