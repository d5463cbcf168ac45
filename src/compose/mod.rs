//! From an open plan to its document: Typst source, pages, PDF, images. Checking is part of it, so that
//! no plan with errors is printed.

mod document;
mod enclosure;
mod options;
mod reissue;

use crate::documento::{
    self, Assets, LaidOut, LayoutEngine, ParsedTemplates, RenderedSource, Standards,
};
use crate::documento::{add_enclosed_files, collect_assets, render_with_enclosed};
use crate::open::{OpenPlan, count_warnings};
use crate::rilievi::Report;
use crate::verifica::check_plan;

pub use document::Document;
pub use options::{ComposeOptions, Enclosure};
pub use reissue::CarriedFiles;

impl OpenPlan {
    /// Checks the plan and lays its document out. For many documents, or one again and again, a
    /// [`Composer`] reads the templates once.
    ///
    /// # Errors
    /// Errors in the plan, in a template or in the options.
    pub fn compose(&self, options: &ComposeOptions) -> Result<Document, Report> {
        Composer::new(options.clone())?.render(self)?.lay_out()
    }
}

/// Makes documents with the same options, and with templates that are read once for all of them.
#[derive(Debug)]
pub struct Composer {
    options: ComposeOptions,
    standards: Standards,
    templates: ParsedTemplates,
}

impl Composer {
    /// Reads the templates, and prepares the fonts and the other things that every document needs.
    ///
    /// # Errors
    /// Options that exclude each other; errors in a template, at its line.
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
    /// Errors in the plan or in a template; a file that cannot be embedded in the PDF under its name.
    pub fn render(&self, plan: &OpenPlan) -> Result<Rendered, Report> {
        let coordinato = &plan.coordinato;
        let mut assets = collect_assets(&coordinato.parsed, &plan.folder)?;
        let data = match self.options.enclosure {
            Enclosure::Data => enclosure::enclosure(&self.options, plan, &assets)?,
            Enclosure::Nothing => Vec::new(),
        };
        let (report, source) = rayon::join(
            || check_plan(&coordinato.parsed),
            || render_with_enclosed(coordinato, &self.templates, self.options.document, &data),
        );
        add_enclosed_files(&mut assets, data);
        let warnings = count_warnings(report, &coordinato.parsed)?;
        Ok(Rendered {
            source: source?,
            assets,
            warning_count: warnings,
            standards: self.standards.clone(),
        })
    }
}

/// A document as Typst source, with the images that it shows and the files that it carries. Two equal
/// ones make the same pages.
#[derive(Debug)]
pub struct Rendered {
    pub(crate) source: RenderedSource,
    pub(crate) assets: Assets,
    pub(crate) warning_count: usize,
    pub(crate) standards: Standards,
}

impl PartialEq for Rendered {
    fn eq(&self, other: &Self) -> bool {
        self.source.text == other.source.text && self.assets == other.assets
    }
}

impl Rendered {
    /// The Typst source.
    pub fn typst(&self) -> &str {
        &self.source.text
    }

    /// How many warnings the plan has.
    pub fn warning_count(&self) -> usize {
        self.warning_count
    }

    /// Lays the document out in pages.
    ///
    /// # Errors
    /// The errors of Typst, at the line of the template; a text off its page or over another, unless the
    /// document is a draft.
    pub fn lay_out(&self) -> Result<Document, Report> {
        let laid_out = LaidOut::new(self.source.clone(), &self.assets)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }

    /// As [`Self::lay_out`], with an engine that remembers the document before: what did not change is not
    /// laid out again.
    ///
    /// # Errors
    /// Those of [`Self::lay_out`].
    pub fn lay_out_with(&self, engine: &mut LayoutEngine) -> Result<Document, Report> {
        let laid_out = engine.lay_out(self.source.clone(), &self.assets)?;
        Ok(Document::new(laid_out, self.standards.clone()))
    }
}
