//! The document's own data: title, date, optional parts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::Data;
use super::described::described;
use super::scelta::Scelta;
use super::testo::Testo;

described! {
    /// The document's own data: title, date, optional parts.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Titolo, data e parti facoltative del documento.")]
    pub struct Documento {
        /// Il titolo, se non è quello consueto.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// La norma sotto il titolo, se non è quella consueta.
        #[schemars(title = "riferimento")]
        #[serde(default)]
        pub riferimento: Option<Testo>,
        /// La data del documento, scritta nelle proprietà del file.
        #[schemars(title = "data")]
        pub data: Data,
        /// Una copertina prima della premessa.
        #[schemars(title = "copertina")]
        #[serde(default)]
        pub copertina: Scelta,
        /// Un indice prima della premessa.
        #[schemars(title = "indice")]
        #[serde(default)]
        pub indice: Scelta,
        /// Stampa anche le righe delle schede per le quali il piano non ha dati.
        #[schemars(title = "righe vuote")]
        #[serde(default)]
        pub righe_vuote: Scelta,
    }
}
