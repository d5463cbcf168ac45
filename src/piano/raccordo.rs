//! The table that ties the missions to the strategic areas of the plan of the performance.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::testo::{Prosa, Testo};

described! {
    /// The table that ties missions to the strategic areas of the plan of the performance.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "La tabella di raccordo fra missioni e aree strategiche.")]
    pub struct Raccordo {
        /// Il titolo, se non è quello consueto.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// Il testo prima della tabella, se non è quello consueto.
        #[schemars(title = "testo")]
        #[serde(default)]
        pub testo: Option<Prosa>,
        /// Le intestazioni delle colonne.
        #[schemars(title = "colonne")]
        #[serde(default)]
        pub colonne: Option<ColonneRaccordo>,
        /// Le aree, ciascuna con le sue missioni.
        #[schemars(title = "righe")]
        pub righe: Vec<RigaRaccordo>,
    }
}

described! {
    /// The headings of the raccordo table.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Le intestazioni della tabella di raccordo.")]
    pub struct ColonneRaccordo {
        /// Sopra le missioni.
        #[schemars(title = "missioni")]
        pub missioni: Testo,
        /// Sopra le aree strategiche.
        #[schemars(title = "aree")]
        pub aree: Testo,
    }
}

described! {
    /// An area and the missions that belong to it; the area prints once, in one merged cell.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un'area strategica con le sue missioni.")]
    pub struct RigaRaccordo {
        /// Il nome dell'area strategica.
        #[schemars(title = "area")]
        #[role(Identity)]
        pub area: Testo,
        /// I codici delle missioni.
        #[schemars(title = "missioni")]
        #[content(Signs)]
        pub missioni: Vec<Testo>,
    }
}
