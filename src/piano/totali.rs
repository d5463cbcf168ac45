//! The totals of the resources, and their reconciliation with the preventivo.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::described::described;
use super::importo::Importo;
use super::scelta::Scelta;
use super::testo::Testo;

described! {
    /// The totals of the resources. The objectives seldom cover all the promotional interventions of the
    /// preventivo (art. 6 DPR 254/2005): the lines of `quadratura` explain the difference.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "I totali delle risorse e la quadratura con il preventivo.")]
    pub struct Totali {
        /// Stampa la tabella dei totali per programma, missione e piano.
        #[schemars(title = "stampa")]
        #[serde(default)]
        pub stampa: Scelta,
        /// Il titolo della tabella, se non è quello consueto.
        #[schemars(title = "titolo")]
        #[serde(default)]
        pub titolo: Option<Testo>,
        /// Il totale degli interventi economici del preventivo, in euro.
        #[schemars(title = "preventivo")]
        #[serde(default)]
        pub preventivo: Option<Importo>,
        /// Ciò che spiega la differenza fra il totale degli obiettivi e quello del preventivo.
        #[schemars(title = "quadratura")]
        #[serde(default)]
        pub quadratura: Vec<Quadratura>,
    }
}

described! {
    /// A line of the reconciliation.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una riga della quadratura.")]
    pub struct Quadratura {
        /// Che cosa non è compreso negli obiettivi.
        #[schemars(title = "voce")]
        #[role(Identity)]
        pub voce: Testo,
        /// L'importo, in euro; con il segno meno se va tolto.
        #[schemars(title = "importo")]
        pub importo: Importo,
    }
}
