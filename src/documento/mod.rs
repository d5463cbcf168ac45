//! Makes the document: the templates give Typst source, Typst gives pages, the pages are exported.

mod assets;
mod context;
mod export;
mod faces;
mod ink;
mod links;
mod literal;
mod marks;
mod namespace;
mod omissions;
mod options;
mod origins;
mod overprint;
mod packing;
mod prosa;
#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods
)] // a test
mod reference;
mod template_errors;
mod templates;
mod totali;
mod typst_errors;
mod world;

use typst::diag::Warned;
use typst_layout::PagedDocument;

use crate::confronto::Quadro;
use crate::dati::EnclosedFile;
use crate::lettura::ParsedPlan;
use crate::rilievi::{Report, Rilievo};
use crate::variazioni::Coordinato;
use context::TemplateContext;
use templates::MainTemplate;
use world::TypstWorld;

pub(crate) use assets::collect_assets;
pub use export::{Standard, Standards};
pub(crate) use faces::check_characters;
pub use faces::check_text;
pub use options::{Annex, DocumentOptions, Margin, Numbering, Status};
pub use templates::{BUILT_IN, REFERENCE, Templates};
pub(crate) use templates::{ParsedTemplates, RenderedSource};
pub use world::Assets;

/// Loads ahead of time what every document needs whatever its plan: faces and Typst's library.
pub(crate) fn prepare() {
    world::prepare();
    faces::usual();
}

/// Renders a plan, with its amendments, into Typst.
///
/// # Errors
/// Characters that cannot be printed; a template at fault.
pub fn render(
    coordinato: &Coordinato,
    templates: &Templates,
    options: DocumentOptions,
) -> Result<RenderedSource, Report> {
    render_with_enclosed(coordinato, &templates.clone().parse()?, options, &[])
}

/// As [`render`], with templates already parsed and with files to embed in the PDF;
/// [`add_enclosed_files`] gives them to the document.
///
/// # Errors
/// Those of [`render`].
pub(crate) fn render_with_enclosed(
    coordinato: &Coordinato,
    templates: &ParsedTemplates,
    options: DocumentOptions,
    enclosed: &[EnclosedFile],
) -> Result<RenderedSource, Report> {
    check_characters(&coordinato.parsed.tree)
        .sorted()
        .into_result()?;
    let context = TemplateContext::new(coordinato, options, enclosed);
    let rendered = templates.render(MainTemplate::Documento, &context)?;
    let rendered = rendered.with_status(options.status);
    if templates.templates().own().next().is_none() {
        return Ok(rendered);
    }
    Ok(rendered.expecting(omissions::expected_parts(&coordinato.parsed.piano)))
}

/// Adds the files to embed to those that the document may read.
pub(crate) fn add_enclosed_files(assets: &mut Assets, enclosed: Vec<EnclosedFile>) {
    for file in enclosed {
        assets.insert(context::enclosed_path(&file.name), file.bytes);
    }
}

/// Renders a quadro di raffronto alone into Typst, with the page style of the plan `after`.
///
/// # Errors
/// Characters that cannot be printed; a template at fault.
pub(crate) fn render_quadro(
    [before, after]: [&ParsedPlan; 2],
    quadro: Quadro,
    templates: &Templates,
) -> Result<RenderedSource, Report> {
    for parsed in [before, after] {
        check_characters(&parsed.tree).sorted().into_result()?;
    }
    let context = TemplateContext::of_quadro(&after.piano, quadro);
    let templates = templates.clone().parse()?;
    templates.render(MainTemplate::Confronto, &context)
}

/// The most pages of a document: over twice those of a plan a thousand times the real one.
const MAX_PAGES: usize = 20_000;

fn too_many_pages(pages: usize) -> Rilievo {
    Rilievo::error(format!("il documento avrebbe {pages} pagine"))
        .with_regola(format!("un documento non ha più di {MAX_PAGES} pagine"))
        .with_rimedio("correggere il modello che le aggiunge")
}

/// Drops from Typst's cache the results that the last `documents` documents did not use.
pub fn trim_layout_cache(documents: usize) {
    typst::comemo::evict(documents);
}

/// A document laid out in pages.
pub struct LaidOut {
    document: PagedDocument,
    warnings: Report,
    rendered: RenderedSource,
}

impl LaidOut {
    /// Lays out a rendered plan.
    ///
    /// # Errors
    /// The errors of Typst, at the line of the template; a text off its page or over another, unless the
    /// document is a draft.
    pub fn new(rendered: RenderedSource, assets: &Assets) -> Result<Self, Report> {
        Self::in_world(&TypstWorld::new(rendered.text.clone(), assets), rendered)
    }

    fn in_world(world: &TypstWorld, rendered: RenderedSource) -> Result<Self, Report> {
        let Warned { output, warnings } = typst::compile::<PagedDocument>(world);
        let mut remarks = typst_errors::report(world, &rendered, &warnings);
        match output {
            Ok(document) if document.pages().len() > MAX_PAGES => {
                Err(too_many_pages(document.pages().len()).into())
            }
            Ok(document) => {
                remarks.merge(omissions::omissions(&document, &rendered));
                remarks.merge(overprint::overprints(world, &document, &rendered));
                Ok(Self {
                    document,
                    warnings: remarks.into_result()?,
                    rendered,
                })
            }
            Err(errors) => Err(typst_errors::report(world, &rendered, &errors)),
        }
    }

    /// The Typst world that the pages were laid out in, built again to locate the errors of an export. It
    /// is not kept, since its syntax tree takes memory in every run.
    fn world(&self) -> TypstWorld {
        TypstWorld::new(self.rendered.text.clone(), &Assets::new())
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// What Typst warned of, what the templates left out, and what a draft prints where it cannot be read.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }
}

/// Lays out one document after another, reusing what did not change since the one before.
#[derive(Default)]
pub struct LayoutEngine {
    world: Option<TypstWorld>,
}

impl LayoutEngine {
    /// As [`LaidOut::new`].
    ///
    /// # Errors
    /// Those of [`LaidOut::new`].
    pub fn lay_out(
        &mut self,
        rendered: RenderedSource,
        assets: &Assets,
    ) -> Result<LaidOut, Report> {
        let world = match self.world.take() {
            Some(world) => world.with_text(&rendered.text, assets),
            None => TypstWorld::new(rendered.text.clone(), assets),
        };
        LaidOut::in_world(self.world.insert(world), rendered)
    }
}
