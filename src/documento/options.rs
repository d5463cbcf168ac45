//! How a document is made: draft or final, marked or clean, alone or with the quadro.

use serde::Serialize;

/// Whether the document is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// The document as it will be approved.
    #[default]
    Final,
    /// A draft, marked as such on every page.
    Draft,
}

/// Whether what amendments changed is marked in the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Margin {
    /// Marked, with the numbers of the acts.
    #[default]
    Marked,
    /// Left as it is.
    Clean,
}

/// What is bound with the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Annex {
    /// Nothing.
    #[default]
    Nothing,
    /// The quadro di raffronto.
    Quadro,
}

/// How a document is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocumentOptions {
    /// Whether it is final.
    pub status: Status,
    /// Whether the margin is marked.
    pub margin: Margin,
    /// What is bound with it.
    pub annex: Annex,
    /// The numbers of its pages, when they continue those of a dossier.
    pub numbering: Option<Numbering>,
}

/// Page numbers that continue those of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Numbering {
    /// The number of the first page.
    pub prima: u32,
    /// How many pages the dossier has, when it is known.
    pub totale: Option<u32>,
}
