//! Pages to PDF and to images.

use std::str::FromStr;

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use typst::foundations::Smart;
use typst_layout::Page;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use super::compattazione::compatta;
use super::namespace::with_the_norms_namespace;
use super::{Impaginato, errori_typst};
use crate::rilievi::{Rapporto, Rilievo};

/// What the PDF says it was made with.
const PROGRAMMA: &str = concat!("pira ", env!("CARGO_PKG_VERSION"));

/// A PDF standard, by the name that Typst gives it: `a-2a`, `ua-1`, `1.7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard(PdfStandard);

impl Standard {
    /// The names of all standards.
    pub const NOMI: [&'static str; 17] = [
        "1.4", "1.5", "1.6", "1.7", "2.0", "a-1b", "a-1a", "a-2b", "a-2u", "a-2a", "a-3b", "a-3u",
        "a-3a", "a-4", "a-4f", "a-4e", "ua-1",
    ];

    /// What a public act asks for: archival and accessible at once.
    pub const PREDEFINITI: [Self; 2] = [Self(PdfStandard::A_2a), Self(PdfStandard::Ua_1)];

    /// The same for a file that carries others, which PDF/A-2 does not allow.
    pub const CON_DATI: [Self; 2] = [Self(PdfStandard::A_3a), Self(PdfStandard::Ua_1)];

    /// Whether a file of the standard may carry files of any kind.
    pub fn porta_file(self) -> bool {
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

    /// Whether a file of the standard must carry files: PDF/A-4f (ISO 19005-4 annex A) is for nothing
    /// else.
    pub fn must_carry_files(self) -> bool {
        self.0 == PdfStandard::A_4f
    }

    /// Whether the standard is of a PDF before 1.7, which PDF/UA-1 is made of (ISO 14289-1 6.1).
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

    /// The name.
    pub fn nome(self) -> String {
        let nome = |nome: &&&str| nome.parse() == Ok(self);
        let trovato = Self::NOMI.iter().find(nome);
        trovato.copied().unwrap_or_default().to_owned()
    }
}

impl FromStr for Standard {
    type Err = String;

    fn from_str(nome: &str) -> Result<Self, String> {
        let nome = StrDeserializer::<serde::de::value::Error>::new(nome);
        PdfStandard::deserialize(nome)
            .map(Self)
            .map_err(|_| format!("gli standard sono: {}", Self::NOMI.join(", ")))
    }
}

/// A set of standards that a file can keep together.
#[derive(Debug, Clone)]
pub struct Standards(PdfStandards);

impl Standards {
    /// Puts standards together.
    ///
    /// # Errors
    /// Standards that exclude each other.
    pub fn new(elenco: &[Standard]) -> Result<Self, Rapporto> {
        let accessible = elenco
            .iter()
            .any(|standard| standard.0 == PdfStandard::Ua_1);
        if accessible
            && elenco
                .iter()
                .any(|standard| standard.is_too_old_for_access())
        {
            return Err(incompatible());
        }
        let elenco: Vec<PdfStandard> = elenco.iter().map(|standard| standard.0).collect();
        PdfStandards::new(&elenco)
            .map(Self)
            .map_err(|_| incompatible())
    }
}

fn incompatible() -> Rapporto {
    Rilievo::errore("gli standard richiesti non possono stare insieme nello stesso file")
        .regola("un solo PDF/A, un solo PDF/UA, una sola versione di PDF: a-1a e a-1b sono PDF 1.4, a-2 e a-3 fino a PDF 1.7, a-4 PDF 2.0, ua-1 PDF 1.7")
        .rimedio("senza --standard il file è insieme a-2a e ua-1")
        .into()
}

impl Impaginato {
    /// The PDF, in the given standards.
    ///
    /// # Errors
    /// A document that cannot keep the standards.
    pub fn pdf(&self, standards: &Standards) -> Result<Vec<u8>, Rapporto> {
        let opzioni = PdfOptions {
            ident: Smart::Auto,
            creator: Smart::Custom(Some(PROGRAMMA.to_owned())),
            standards: standards.0.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.documento, &opzioni)
            .map(with_the_norms_namespace)
            .map(compatta)
            .map_err(|diagnosi| errori_typst::rapporto(&self.mondo(), &self.reso, &diagnosi))
    }

    /// The image of each page, as PNG, at so many pixels per inch.
    pub fn png(&self, ppi: u16) -> Vec<Vec<u8>> {
        let pages = self.documento.pages().iter();
        pages.map(|page| image(page, ppi)).collect()
    }

    /// The image of a page (from 0), as [`Self::png`] makes it.
    pub fn page_image(&self, page: usize, ppi: u16) -> Option<Vec<u8>> {
        Some(image(self.documento.pages().get(page)?, ppi))
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
