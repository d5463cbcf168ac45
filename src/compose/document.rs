//! A document laid out in pages.

use crate::documento::{LaidOut, Standards};
use crate::rilievi::Report;

/// A document laid out in pages, to be given as PDF or as images.
pub struct Document {
    laid_out: LaidOut,
    standards: Standards,
}

impl Document {
    pub(super) fn new(laid_out: LaidOut, standards: Standards) -> Self {
        Self {
            laid_out,
            standards,
        }
    }

    /// The number of pages.
    pub fn page_count(&self) -> usize {
        self.laid_out.page_count()
    }

    /// What Typst warned of, what templates of the office left out, and what a draft prints where it cannot
    /// be read.
    pub fn warnings(&self) -> &Report {
        self.laid_out.warnings()
    }

    /// The PDF, in the standards of the options. Each call exports it anew.
    ///
    /// # Errors
    /// A document that cannot keep the standards.
    pub fn pdf(&self) -> Result<Vec<u8>, Report> {
        self.laid_out.pdf(&self.standards)
    }

    /// The image of a page (from 0) as PNG, at `ppi` pixels per inch; `None` past the last page.
    pub fn page_image(&self, page: usize, ppi: u16) -> Option<Vec<u8>> {
        self.laid_out.page_image(page, ppi)
    }

    /// The image of each page as PNG, at `ppi` pixels per inch.
    pub fn page_images(&self, ppi: u16) -> Vec<Vec<u8>> {
        self.laid_out.png(ppi)
    }
}
