//! How a document is made.

use crate::documento::{DocumentOptions, Standard, Standards, Templates};
use crate::rilievi::{Report, Rilievo};

/// How a document is made. By default as the act will be published: final, with the marks of its
/// amendments, in PDF/A-2a and PDF/UA-1.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ComposeOptions {
    /// Draft or final, marks in the margin, quadro di raffronto, page numbers of a dossier.
    pub document: DocumentOptions,
    /// The files embedded in the PDF.
    pub enclosure: Enclosure,
    /// The standards of the PDF. Empty for the usual ones: PDF/A-2a and PDF/UA-1, or PDF/A-3a and PDF/UA-1
    /// for a PDF with embedded files.
    pub standards: Vec<Standard>,
    /// The templates: the built-in ones unless the office has its own.
    pub templates: Templates,
}

/// The files embedded in a PDF, which `pira estrai` gives back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Enclosure {
    /// Nothing.
    #[default]
    Nothing,
    /// The files that it was made from, as given; its data in open formats; the command that makes it again.
    Data,
}

impl ComposeOptions {
    /// The standards together, or the usual ones when none are given.
    ///
    /// # Errors
    /// Standards that exclude each other; one that forbids embedded files, or one that requires them,
    /// against [`Self::enclosure`].
    pub fn standards(&self) -> Result<Standards, Report> {
        let usual = match self.enclosure {
            Enclosure::Nothing => &Standard::DEFAULTS,
            Enclosure::Data => &Standard::WITH_DATA,
        };
        let chosen = if self.standards.is_empty() {
            usual
        } else {
            self.standards.as_slice()
        };
        let standards = Standards::new(chosen)?;
        match self.enclosure {
            Enclosure::Data if !chosen.iter().all(|standard| standard.may_carry_files()) => {
                Err(Rilievo::error(
                    "lo standard chiesto non può portare file: con --con-dati serve a-3a, a-3b, a-3u, a-4f o un PDF semplice",
                )
                .into())
            }
            Enclosure::Nothing if chosen.iter().any(|standard| standard.must_carry_files()) => {
                Err(Rilievo::error(
                    "a-4f è per i PDF che portano altri file: aggiungere --con-dati, o chiedere a-4",
                )
                .into())
            }
            _ => Ok(standards),
        }
    }
}
