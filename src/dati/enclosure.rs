//! The files that a PDF carries: what the act was made from, and its data in open formats.

use super::reissue_command::ReissueCommand;
use super::{column_descriptions, to_csv, to_json};
use crate::lettura::plan_schema;
use crate::piano::Piano;

/// A file that goes inside the PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnclosedFile {
    /// Its name; a `/` separates folders.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its MIME type.
    pub mime_type: &'static str,
    /// How it stands to the document, in Typst's word for the PDF/A-3 relationship.
    pub relationship: &'static str,
    /// What it is.
    pub description: &'static str,
}

/// The names of the files that [`enclosure`] gives.
pub(crate) const ENCLOSED_FILE_NAMES: [&str; 5] = [
    "piano-consolidato.json",
    "piano.schema.json",
    "indicatori.csv",
    "indicatori.csv-metadata.json",
    ReissueCommand::FILE_NAME,
];

/// The files beside those that the act was made from: the plan as it now stands with its schema, the
/// indicators with the description of the columns, the command that issues the act again.
pub(crate) fn enclosure(piano: &Piano, reissue_command: &ReissueCommand) -> Vec<EnclosedFile> {
    let with_line_end =
        |text: serde_json::Result<String>| (text.expect("plain data") + "\n").into_bytes();
    vec![
        EnclosedFile {
            name: "piano-consolidato.json".to_owned(),
            bytes: to_json(piano),
            mime_type: "application/json",
            relationship: "alternative",
            description: "Il piano con le sue variazioni",
        },
        EnclosedFile {
            name: "piano.schema.json".to_owned(),
            bytes: with_line_end(serde_json::to_string_pretty(plan_schema())),
            mime_type: "application/schema+json",
            relationship: "supplement",
            description: "Lo schema JSON del piano",
        },
        EnclosedFile {
            name: "indicatori.csv".to_owned(),
            bytes: to_csv(piano),
            mime_type: "text/csv",
            relationship: "data",
            description: "Gli indicatori, una riga per indicatore e anno",
        },
        EnclosedFile {
            name: "indicatori.csv-metadata.json".to_owned(),
            bytes: column_descriptions(),
            mime_type: "application/csvm+json",
            relationship: "supplement",
            description: "La descrizione delle colonne degli indicatori",
        },
        EnclosedFile {
            name: ReissueCommand::FILE_NAME.to_owned(),
            bytes: with_line_end(serde_json::to_string_pretty(reissue_command)),
            mime_type: "application/json",
            relationship: "supplement",
            description: "Come generare di nuovo questo documento",
        },
    ]
}
