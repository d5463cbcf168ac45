//! Acts: what the plan cites and what it is attached to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::anno::{Anno, Data};
use super::testo::Testo;

/// An act of the ente: a `delibera` of the Consiglio, a `determina` of a Commissario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un atto dell'ente.")]
pub struct Atto {
    /// Il genere dell'atto: delibera, deliberazione, determina, determinazione, decreto, atto.
    pub tipo: Testo,
    /// L'organo che lo adotta: Consiglio, Giunta, Commissario straordinario.
    pub organo: Testo,
    /// Il numero; se manca, si stampa lo spazio da riempire.
    #[serde(default)]
    pub numero: Option<Testo>,
    /// La data; se manca, si stampa lo spazio da riempire.
    #[serde(default)]
    pub data: Option<Data>,
}

/// The acts and documents that the premessa cites: each number and date is written here once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Gli atti e i documenti che la premessa cita.")]
pub struct Atti {
    /// Il programma pluriennale (art. 4 DPR 254/2005).
    #[serde(default)]
    pub programma_pluriennale: Option<DocumentoDiProgrammazione>,
    /// La relazione previsionale e programmatica (art. 5 DPR 254/2005).
    #[serde(default)]
    pub relazione_previsionale: Option<DocumentoDiProgrammazione>,
    /// Il preventivo economico, del quale il piano è un allegato.
    #[serde(default)]
    pub preventivo_economico: Option<DocumentoDiProgrammazione>,
    /// Il Piano della performance con cui il piano si raccorda.
    #[serde(default)]
    pub piano_della_performance: Option<PianoDellaPerformance>,
}

/// A planning document, with the act that approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Un documento di programmazione, con l'atto che lo ha approvato.")]
pub struct DocumentoDiProgrammazione {
    /// Il nome, se non è quello consueto.
    #[serde(default)]
    pub nome: Option<Testo>,
    /// L'anno o il periodo, come 2021-2025; se manca, l'esercizio.
    #[serde(default)]
    pub periodo: Option<Testo>,
    /// L'atto che lo ha approvato.
    #[serde(default)]
    pub atto: Option<Atto>,
}

/// The plan of the performance (art. 10 D.Lgs. 150/2009), or what takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Il Piano della performance, o ciò che ne tiene il posto.")]
pub struct PianoDellaPerformance {
    /// Il nome, se non è Piano della performance.
    #[serde(default)]
    pub nome: Option<Testo>,
    /// Il periodo; se manca, il triennio del piano.
    #[serde(default)]
    pub periodo: Option<Testo>,
    /// Il termine entro cui va approvato, come 31 gennaio 2021.
    #[serde(default)]
    pub termine: Option<Testo>,
    /// Il nome del documento che ne rende conto, se non è Relazione sulla performance.
    #[serde(default)]
    pub relazione: Option<Testo>,
    /// L'anno della relazione; se manca, l'esercizio.
    #[serde(default)]
    pub anno_relazione: Option<Anno>,
}

/// What this document is an annex of (DM MEF 27/03/2013 art. 2 c. 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "L'atto di cui il documento è allegato.")]
pub struct Allegato {
    /// La lettera o il numero dell'allegato.
    pub lettera: Testo,
    /// L'atto di cui è allegato.
    #[serde(default)]
    pub atto: Option<Atto>,
}
