//! The premessa.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::{Prosa, Testo};

described! {
    /// The premessa; the plan that does not write one gets the standard text.
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "La premessa.")]
    pub struct Premessa {
        /// Il titolo, se non è Premessa.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// Il testo che sostituisce quello consueto; l'elenco delle missioni lo segue.
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
    }
}
