//! What differs between two plans, or between a plan and its amended text.

use crate::compose::{Document, Rendered};
use crate::confronto::{Quadro, differences, quadro_to_markdown, quadro_to_text};
use crate::dati::Confronto;
use crate::documento::{self, RenderedSource, Standard, Standards, Templates, collect_assets};
use crate::lettura::ParsedPlan;
use crate::open::OpenPlan;
use crate::piano::Piano;
use crate::rilievi::Report;
use crate::variazioni;

/// What differs between two plans, or between a plan as approved and with its amendments.
#[derive(Debug)]
pub struct Comparison<'a> {
    before: &'a OpenPlan,
    /// The later plan; `None` when `before` is compared with itself as it was approved.
    after: Option<&'a OpenPlan>,
    quadro: Quadro,
}

impl OpenPlan {
    /// Compares this plan with a later one. Elements are paired by their codes, or by the words of their
    /// titles where codes changed.
    pub fn compare<'a>(&'a self, after: &'a Self) -> Comparison<'a> {
        Comparison {
            quadro: Quadro::of_plans((&self.name, self.piano()), (&after.name, after.piano())),
            before: self,
            after: Some(after),
        }
    }

    /// Compares this plan as it was approved with its amended text: each difference with its act and reason.
    pub fn compare_amendments(&self) -> Comparison<'_> {
        Comparison {
            quadro: self.coordinato.quadro(),
            before: self,
            after: None,
        }
    }
}

impl Comparison<'_> {
    /// How many differences there are.
    pub fn difference_count(&self) -> usize {
        self.quadro.difference_count()
    }

    /// The quadro di raffronto, row by row.
    pub fn quadro(&self) -> &Quadro {
        &self.quadro
    }

    /// The differences as text.
    pub fn to_text(&self) -> String {
        quadro_to_text(&self.quadro)
    }

    /// The differences as Markdown.
    pub fn to_markdown(&self) -> String {
        quadro_to_markdown(&self.quadro)
    }

    /// The differences as data, which [`crate::schema::of_comparison`] describes.
    pub fn to_json(&self) -> String {
        let before = &self.before.coordinato;
        let comparison = match self.after {
            Some(after) => Confronto::between(
                &self.quadro,
                (&self.before.name, &before.parsed),
                (&after.name, &after.coordinato.parsed),
            ),
            None => Confronto::of_amendments(&self.quadro, before),
        };
        comparison.to_json()
    }

    /// The amendment, as YAML, that turns the plan before into the plan after; its act is to be filled
    /// in.
    pub fn to_variazione(&self) -> String {
        let (before, after) = self.plans_before_and_after();
        variazioni::draft_variazione(&differences(before, after))
    }

    /// The quadro di raffronto as Typst source.
    ///
    /// # Errors
    /// Characters that cannot be printed.
    pub fn to_typst(&self) -> Result<String, Report> {
        Ok(self.render()?.text)
    }

    /// The quadro di raffronto as a document of its own, in the look of the plan after.
    ///
    /// # Errors
    /// Characters that cannot be printed; a logo that is not there.
    pub fn compose(&self) -> Result<Document, Report> {
        let plan_after = self.plan_after();
        let rendered = Rendered {
            source: self.render()?,
            assets: collect_assets(&plan_after.coordinato.parsed, &plan_after.folder)?,
            warning_count: 0,
            standards: Standards::new(&Standard::DEFAULTS)?,
        };
        rendered.lay_out()
    }

    fn render(&self) -> Result<RenderedSource, Report> {
        documento::prepare();
        let texts: [&ParsedPlan; 2] =
            [self.before, self.plan_after()].map(|plan| &plan.coordinato.parsed);
        documento::render_quadro(texts, self.quadro.clone(), &Templates::default())
    }

    fn plan_after(&self) -> &OpenPlan {
        self.after.unwrap_or(self.before)
    }

    fn plans_before_and_after(&self) -> (&Piano, &Piano) {
        match self.after {
            Some(after) => (self.before.piano(), after.piano()),
            None => (self.before.plan_as_approved(), self.before.piano()),
        }
    }
}
