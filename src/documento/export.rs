//! Exports pages as PDF and as images.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use typst::foundations::Smart;
use typst_layout::Page;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::namespace::with_norm_namespace;
use super::packing::pack;
use super::{LaidOut, typst_errors};
use crate::pdf::PROGRAM;
use crate::rilievi::{Report, Rilievo};

/// A PDF standard, by the name that Typst gives it: `a-2a`, `ua-1`, `1.7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard(PdfStandard);

impl Standard {
    /// The names of all standards.
    pub const NAMES: [&'static str; 17] = [
        "1.4", "1.5", "1.6", "1.7", "2.0", "a-1b", "a-1a", "a-2b", "a-2u", "a-2a", "a-3b", "a-3u",
        "a-3a", "a-4", "a-4f", "a-4e", "ua-1",
    ];

    /// The standards of a public act: archival (PDF/A-2a) and accessible (PDF/UA-1).
    pub const DEFAULTS: [Self; 2] = [Self(PdfStandard::A_2a), Self(PdfStandard::Ua_1)];

    /// The same with PDF/A-3a, for a PDF with files embedded, which PDF/A-2 does not allow.
    pub const WITH_DATA: [Self; 2] = [Self(PdfStandard::A_3a), Self(PdfStandard::Ua_1)];

    /// Whether a file of the standard may carry files of any kind.
    pub fn may_carry_files(self) -> bool {
        matches!(
            self.0,
            PdfStandard::A_3a
                | PdfStandard::A_3b
                | PdfStandard::A_3u
                | PdfStandard::A_4f
                | PdfStandard::A_4e
                | PdfStandard::V_1_7
                | PdfStandard::V_2_0
                | PdfStandard::Ua_1
        )
    }

    /// Whether a file of the standard must carry files: PDF/A-4f (ISO 19005-4 annex A) exists for that.
    pub fn must_carry_files(self) -> bool {
        self.0 == PdfStandard::A_4f
    }

    /// Whether the standard is of a version of PDF before 1.7, which PDF/UA-1 requires (ISO 14289-1 6.1).
    fn is_too_old_for_access(self) -> bool {
        matches!(
            self.0,
            PdfStandard::A_1a
                | PdfStandard::A_1b
                | PdfStandard::V_1_4
                | PdfStandard::V_1_5
                | PdfStandard::V_1_6
        )
    }

    /// The name: `a-2a`.
    pub fn name(self) -> String {
        let own_name = |own_name: &&&str| own_name.parse() == Ok(self);
        let found = Self::NAMES.iter().find(own_name);
        found.copied().unwrap_or_default().to_owned()
    }
}

impl FromStr for Standard {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let name = StrDeserializer::<serde::de::value::Error>::new(name);
        PdfStandard::deserialize(name)
            .map(Self)
            .map_err(|_| format!("gli standard sono: {}", Self::NAMES.join(", ")))
    }
}

/// A set of standards that a file can meet together.
#[derive(Debug, Clone)]
pub struct Standards(PdfStandards);

impl Standards {
    /// Puts standards together.
    ///
    /// # Errors
    /// Standards that exclude each other.
    pub fn new(list: &[Standard]) -> Result<Self, Report> {
        let accessible = list.iter().any(|standard| standard.0 == PdfStandard::Ua_1);
        if accessible && list.iter().any(|standard| standard.is_too_old_for_access()) {
            return Err(incompatible());
        }
        let list: Vec<PdfStandard> = list.iter().map(|standard| standard.0).collect();
        PdfStandards::new(&list)
            .map(Self)
            .map_err(|_| incompatible())
    }
}

fn incompatible() -> Report {
    Rilievo::error("gli standard richiesti non possono stare insieme nello stesso file")
        .with_regola("un solo PDF/A, un solo PDF/UA, una sola versione di PDF: a-1a e a-1b sono PDF 1.4, a-2 e a-3 fino a PDF 1.7, a-4 PDF 2.0, ua-1 PDF 1.7")
        .with_rimedio("senza --standard il file è insieme a-2a e ua-1")
        .into()
}

impl LaidOut {
    /// The PDF, in the given standards.
    ///
    /// # Errors
    /// A document that does not meet the standards.
    pub fn pdf(&self, standards: &Standards) -> Result<Vec<u8>, Report> {
        let options = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(PROGRAM.to_owned())),
            standards: standards.0.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options)
            .map(with_norm_namespace)
            .map(pack)
            .map_err(|diagnostics| {
                typst_errors::report(&self.world(), &self.rendered, &diagnostics)
            })
    }

    /// The image of each page, as PNG; `ppi` is the pixels per inch.
    pub fn png(&self, ppi: u16) -> Vec<Vec<u8>> {
        let pages = self.document.pages().iter();
        pages.map(|page| image(page, ppi)).collect()
    }

    /// The image of a page (from 0), as [`Self::png`] makes it.
    pub fn page_image(&self, page: usize, ppi: u16) -> Option<Vec<u8>> {
        Some(image(self.document.pages().get(page)?, ppi))
    }
}

fn image(page: &Page, ppi: u16) -> Vec<u8> {
    let options = RenderOptions {
        pixel_per_pt: (f64::from(ppi) / 72.0).into(),
        ..Default::default()
    };
    typst_render::render(page, &options)
        .encode_png()
        .expect("a page in memory encodes")
}
