//! From an open plan to its document: Typst source, pages, PDF, images.

mod document;
mod enclosure;
mod options;
mod reissue;

use crate::documento::{
    self, Assets, LaidOut, LayoutEngine, ParsedTemplates, RenderedSource, Standards,
};
use crate::documento::{add_enclosed_files, collect_assets, render_with_enclosed};
use crate::open::OpenPlan;
use crate::rilievi::Report;
use crate::verifica::check_plan;

pub use document::Document;
pub use options::{ComposeOptions, Enclosure};
pub use reissue::{CarriedFiles, written};

impl OpenPlan {
    /// Checks the plan and makes its document. [`Composer`] makes many, or the same again and again.
    ///
    /// # Errors
    /// What is wrong in the plan, in a template, in the options.
    pub fn compose(&self, options: &ComposeOptions) -> Result<Document, Report> {
        Composer::new(options.clone())?.render(self)?.lay_out()
    }
}

/// What makes documents: options, and templates that are read once for all of them.
#[derive(Debug)]
pub struct Composer {
    options: ComposeOptions,
    standards: Standards,
    templates: ParsedTemplates,
}

impl Composer {
    /// Reads the templates, and readies what every document needs and no plan changes.
    ///
    /// # Errors
    /// Options that exclude each other; a template at fault, at its line.
    pub fn new(options: ComposeOptions) -> Result<Self, Report> {
        documento::prepare();
        Ok(Self {
            standards: options.standards()?,
            templates: options.templates.clone().parse()?,
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
    pub fn render(&self, plan: &OpenPlan) -> Result<Rendered, Report> {
        let coordinato = &plan.coordinato;
        let mut resources = collect_assets(&coordinato.parsed, &plan.folder)?;
        let data = match self.options.enclosure {
            Enclosure::Data => enclosure::enclosure(&self.options, plan, &resources)?,
            Enclosure::Nothing => Vec::new(),
        };
        let (report, source) = rayon::join(
            || check_plan(&coordinato.parsed),
            || render_with_enclosed(coordinato, &self.templates, self.options.document, &data),
        );
        add_enclosed_files(&mut resources, data);
        let warnings = report.into_result()?.warning_count();
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
    pub(crate) source: RenderedSource,
    pub(crate) resources: Assets,
    pub(crate) warnings: usize,
    pub(crate) standards: Standards,
}

impl PartialEq for Rendered {
    fn eq(&self, other: &Self) -> bool {
        self.source.text == other.source.text && self.resources == other.resources
    }
}

impl Rendered {
    /// The Typst source.
    pub fn typst(&self) -> &str {
        &self.source.text
    }

    /// How many findings of the plan stop nothing.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// Lays the document out in pages.
    ///
    /// # Errors
    /// What Typst refuses, at the template's line.
    pub fn lay_out(&self) -> Result<Document, Report> {
        let laid_out = LaidOut::new(self.source.clone(), &self.resources)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }

    /// As [`Self::lay_out`], by an engine that remembers the document before: what did
    /// not change is not laid out again.
    ///
    /// # Errors
    /// Those of [`Self::lay_out`].
    pub fn lay_out_with(&self, engine: &mut LayoutEngine) -> Result<Document, Report> {
        let laid_out = engine.lay_out(self.source.clone(), &self.resources)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }
}
