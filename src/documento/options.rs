//! How a document is made: draft or final, marked or clean, alone or with the quadro.

use serde::Serialize;

/// Whether the document is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stato {
    /// The document as it will be approved.
    #[default]
    Definitivo,
    /// A draft, marked as such on every page.
    Bozza,
}

/// Whether what amendments changed is marked in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Margine {
    /// Marked, with the numbers of the acts.
    #[default]
    Segnato,
    /// Left as it is.
    Pulito,
}

/// What is bound with the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Annesso {
    /// Nothing.
    #[default]
    Nessuno,
    /// The quadro di raffronto.
    Quadro,
}

/// How a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Veste {
    /// Whether it is final.
    pub stato: Stato,
    /// Whether the margin is marked.
    pub margine: Margine,
    /// What is bound with it.
    pub annesso: Annesso,
    /// The numbers of its pages, when they continue those of a dossier.
    pub numerazione: Option<Numerazione>,
}

/// Page numbers that continue those of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Numerazione {
    /// The number of the first page.
    pub prima: u32,
    /// How many pages the dossier has, when it is known.
    pub totale: Option<u32>,
}
