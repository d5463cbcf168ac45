//! The warnings that a body acknowledges: it knows, and it is right so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::Testo;

described! {
    /// A warning of a rule that the body acknowledges, with its reason. Nothing of it is printed.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un avviso di verifica che l'ente accetta.")]
    pub struct Accettazione {
        /// Il nome della regola, scritto accanto all'avviso: pira spiega NOME la spiega.
        #[schemars(title = "regola")]
        #[content(Signs)]
        pub regola: Testo,
        /// Che cosa riguarda: un codice (A1.1), o il posto come lo dice l'avviso (indicatore A1.1, fonte). Se manca, tutto il piano.
        #[schemars(title = "dove")]
        #[content(Signs)]
        #[serde(default)]
        pub dove: Option<Testo>,
        /// Perché va bene così.
        #[schemars(title = "motivo")]
        #[content(Signs)]
        pub motivo: Testo,
    }
}
