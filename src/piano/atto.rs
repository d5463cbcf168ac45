//! Acts: those that the plan cites, and the one that it is annexed to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::{Anno, Data};
use super::described::described;
use super::testo::Testo;

described! {
    /// An act of the ente: a `delibera` of the Consiglio, a `determina` of a Commissario.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un atto dell'ente.")]
    pub struct Atto {
        /// Il genere dell'atto: delibera, deliberazione, determina, determinazione, decreto, atto.
        #[schemars(title = "tipo")]
        pub tipo: Testo,
        /// L'organo che lo adotta: Consiglio, Giunta, Commissario straordinario.
        #[schemars(title = "organo")]
        pub organo: Testo,
        /// Il numero; se manca, si stampa lo spazio da riempire.
        #[schemars(title = "numero")]
        #[serde(default)]
        pub numero: Option<Testo>,
        /// La data; se manca, si stampa lo spazio da riempire.
        #[schemars(title = "data")]
        #[serde(default)]
        pub data: Option<Data>,
    }
}

described! {
    /// The acts and documents that the premessa cites: each number and date is written here once.
    #[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Gli atti e i documenti che la premessa cita.")]
    pub struct Atti {
        /// Il programma pluriennale (art. 4 DPR 254/2005).
        #[schemars(title = "programma pluriennale")]
        #[serde(default)]
        pub programma_pluriennale: Option<DocumentoDiProgrammazione>,
        /// La relazione previsionale e programmatica (art. 5 DPR 254/2005).
        #[schemars(title = "relazione previsionale")]
        #[serde(default)]
        pub relazione_previsionale: Option<DocumentoDiProgrammazione>,
        /// Il preventivo economico, del quale il piano è un allegato.
        #[schemars(title = "preventivo economico")]
        #[serde(default)]
        pub preventivo_economico: Option<DocumentoDiProgrammazione>,
        /// Il Piano della performance con cui il piano si raccorda.
        #[schemars(title = "piano della performance")]
        #[serde(default)]
        pub piano_della_performance: Option<PianoDellaPerformance>,
    }
}

described! {
    /// A planning document, with the act that approved it.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un documento di programmazione, con l'atto che lo ha approvato.")]
    pub struct DocumentoDiProgrammazione {
        /// Il nome, se non è quello consueto.
        #[schemars(title = "nome")]
        #[serde(default)]
        pub nome: Option<Testo>,
        /// L'anno o il periodo, come 2021-2025; se manca, l'esercizio.
        #[schemars(title = "periodo")]
        #[serde(default)]
        pub periodo: Option<Testo>,
        /// L'atto che lo ha approvato.
        #[schemars(title = "atto")]
        #[serde(default)]
        pub atto: Option<Atto>,
    }
}

described! {
    /// The plan of the performance (art. 10 D.Lgs. 150/2009), or what takes its place.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Il Piano della performance, o ciò che ne tiene il posto.")]
    pub struct PianoDellaPerformance {
        /// Il nome, se non è Piano della performance.
        #[schemars(title = "nome")]
        #[serde(default)]
        pub nome: Option<Testo>,
        /// Il periodo; se manca, il triennio del piano.
        #[schemars(title = "periodo")]
        #[serde(default)]
        pub periodo: Option<Testo>,
        /// Il termine entro cui va approvato, come 31 gennaio 2021.
        #[schemars(title = "termine")]
        #[serde(default)]
        pub termine: Option<Testo>,
        /// Il nome del documento che ne rende conto, se non è Relazione sulla performance.
        #[schemars(title = "relazione")]
        #[serde(default)]
        pub relazione: Option<Testo>,
        /// L'anno della relazione; se manca, l'esercizio.
        #[schemars(title = "anno della relazione")]
        #[serde(default)]
        pub anno_relazione: Option<Anno>,
    }
}

described! {
    /// What this document is an annex of (DM MEF 27/03/2013 art. 2 c. 4).
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "L'atto di cui il documento è allegato.")]
    pub struct Allegato {
        /// La lettera o il numero dell'allegato.
        #[schemars(title = "lettera")]
        pub lettera: Testo,
        /// L'atto di cui è allegato.
        #[schemars(title = "atto")]
        #[serde(default)]
        pub atto: Option<Atto>,
    }
}
