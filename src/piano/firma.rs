//! The signatures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::Testo;

described! {
    /// A signature block.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una firma.")]
    pub struct Firma {
        /// Il ruolo, con l'eventuale f.f.
        #[schemars(title = "ruolo")]
        #[role(Identity)]
        #[content(Capitals)]
        pub ruolo: Testo,
        /// Chi firma.
        #[schemars(title = "nome")]
        #[serde(default)]
        pub nome: Option<Testo>,
        /// La riga su cui sta: le firme con lo stesso numero stanno affiancate.
        #[schemars(title = "riga")]
        #[content(Signs)]
        #[serde(default)]
        pub riga: Option<Testo>,
    }
}
