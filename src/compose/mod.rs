//! From an open plan to its document: Typst source, pages, PDF, images.

mod document;
mod enclosure;
mod options;
mod reissue;

use crate::documento::{self, Compilati, Impaginato, Impaginatore, Reso, Risorse, Standards};
use crate::documento::{aggiungi_dati, raccogli_risorse, rendi_con_dati};
use crate::open::OpenPlan;
use crate::rilievi::Rapporto;
use crate::verifica::verifica;

pub use document::Document;
pub use options::{ComposeOptions, Enclosure};
pub use reissue::{CarriedFiles, written};

impl OpenPlan {
    /// Checks the plan and makes its document. [`Composer`] makes many, or the same again and again.
    ///
    /// # Errors
    /// What is wrong in the plan, in a template, in the options.
    pub fn compose(&self, options: &ComposeOptions) -> Result<Document, Rapporto> {
        Composer::new(options.clone())?.render(self)?.lay_out()
    }
}

/// What makes documents: options, and templates that are read once for all of them.
#[derive(Debug)]
pub struct Composer {
    options: ComposeOptions,
    standards: Standards,
    templates: Compilati,
}

impl Composer {
    /// Reads the templates, and readies what every document needs and no plan changes.
    ///
    /// # Errors
    /// Options that exclude each other; a template at fault, at its line.
    pub fn new(options: ComposeOptions) -> Result<Self, Rapporto> {
        documento::prepara();
        Ok(Self {
            standards: options.standards()?,
            templates: options.modelli.clone().compila()?,
            options,
        })
    }

    /// The options.
    pub fn options(&self) -> &ComposeOptions {
        &self.options
    }

    /// Checks a plan and renders it into Typst.
    ///
    /// # Errors
    /// The findings that stop a document: of the plan, of a template; a file that the PDF should carry
    /// and could not be given back.
    pub fn render(&self, plan: &OpenPlan) -> Result<Rendered, Rapporto> {
        let coordinato = &plan.coordinato;
        let mut resources = raccogli_risorse(&coordinato.letto, &plan.folder)?;
        let data = match self.options.enclosure {
            Enclosure::Data => enclosure::enclosure(&self.options, plan, &resources)?,
            Enclosure::Nothing => Vec::new(),
        };
        let (rapporto, source) = rayon::join(
            || verifica(&coordinato.letto),
            || rendi_con_dati(coordinato, &self.templates, self.options.veste, &data),
        );
        aggiungi_dati(&mut resources, data);
        let warnings = rapporto.in_errore()?.avvisi();
        Ok(Rendered {
            source: source?,
            resources,
            warnings,
            standards: self.standards.clone(),
        })
    }
}

/// A document as Typst source, with the files that it shows and carries. Two that are equal make the
/// same pages.
#[derive(Debug)]
pub struct Rendered {
    pub(crate) source: Reso,
    pub(crate) resources: Risorse,
    pub(crate) warnings: usize,
    pub(crate) standards: Standards,
}

impl PartialEq for Rendered {
    fn eq(&self, other: &Self) -> bool {
        self.source.testo == other.source.testo && self.resources == other.resources
    }
}

impl Rendered {
    /// The Typst source.
    pub fn typst(&self) -> &str {
        &self.source.testo
    }

    /// How many findings of the plan stop nothing.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Lays the document out in pages.
    ///
    /// # Errors
    /// What Typst refuses, at the template's line.
    pub fn lay_out(&self) -> Result<Document, Rapporto> {
        let laid_out = Impaginato::new(self.source.clone(), &self.resources)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }

    /// As [`Self::lay_out`], by an engine that remembers the document before: what did
    /// not change is not laid out again.
    ///
    /// # Errors
    /// Those of [`Self::lay_out`].
    pub fn lay_out_with(&self, engine: &mut Impaginatore) -> Result<Document, Rapporto> {
        let laid_out = engine.impagina(self.source.clone(), &self.resources)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }
}
