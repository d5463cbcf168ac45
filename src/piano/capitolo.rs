//! The chapters beside the sheets (DPCM 18/09/2012 art. 5).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::{choices, described};
use super::testo::{Prosa, Testo};

described! {
    /// An extra chapter: scenario, constraints, organisational measures (DPCM 18/09/2012 art. 5).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un capitolo.")]
    pub struct Capitolo {
        /// Il titolo.
        #[schemars(title = "titolo")]
        #[role(Identity)]
        pub titolo: Testo,
        /// Il testo.
        #[schemars(title = "testo")]
        pub testo: Prosa,
        /// Dove sta nel documento.
        #[schemars(title = "posizione")]
        #[serde(default)]
        pub posizione: Posizione,
        /// Quale contenuto dell'art. 5 del DPCM 18/09/2012 è.
        #[schemars(title = "tema")]
        #[serde(default)]
        pub tema: Option<Tema>,
    }
}

choices! {
    /// What art. 5 c. 1 a of DPCM 18/09/2012 asks of the plan beside its objectives.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Il contenuto del capitolo, fra quelli dell'art. 5 del DPCM 18/09/2012.")]
    pub enum Tema {
        /// Lo scenario istituzionale e socio-economico.
        #[schemars(title = "scenario")]
        #[serde(rename = "scenario")]
        Scenario,
        /// I vincoli finanziari e normativi.
        #[schemars(title = "vincoli")]
        #[serde(rename = "vincoli")]
        Vincoli,
        /// Gli interventi organizzativi.
        #[schemars(title = "interventi organizzativi")]
        #[serde(rename = "interventi_organizzativi")]
        InterventiOrganizzativi,
    }
}

impl Tema {
    /// The word that a plan writes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Vincoli => "vincoli",
            Self::InterventiOrganizzativi => "interventi_organizzativi",
        }
    }
}

choices! {
    /// Where an extra chapter stands.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Dove sta il capitolo.")]
    pub enum Posizione {
        /// Dopo la premessa e il raccordo.
        #[schemars(title = "dopo premessa")]
        #[serde(rename = "dopo_premessa")]
        #[default]
        DopoPremessa,
        /// Dopo la narrativa delle missioni, prima delle schede.
        #[schemars(title = "prima delle schede")]
        #[serde(rename = "prima_delle_schede")]
        PrimaDelleSchede,
        /// Dopo le schede, prima delle firme.
        #[schemars(title = "dopo le schede")]
        #[serde(rename = "dopo_le_schede")]
        DopoLeSchede,
    }
}
