//! Findings: what is wrong, where, by which rule, and what to write instead.

mod display;
mod grouping;
mod json;
mod source;
mod text;

use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use json::schema;
pub use json::{reports_to_json, to_json};
pub use source::Source;
pub use text::to_text;

/// How serious a finding is. Its names and descriptions are part of the published schema, and so are
/// Italian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "La gravità di un rilievo.")]
pub enum Gravita {
    /// Ferma il documento.
    Errore,
    /// Si dice, e non ferma niente.
    Avviso,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The text.
    pub source: Arc<Source>,
    /// The bytes of the place in the text.
    pub span: Range<usize>,
}

impl Location {
    /// The line where it begins, from 1.
    pub fn line(&self) -> usize {
        self.source.line_and_column(self.span.start).0
    }

    /// The column where it begins, from 1, in characters.
    pub fn column(&self) -> usize {
        self.source.line_and_column(self.span.start).1
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rilievo {
    /// How serious it is.
    pub severity: Gravita,
    /// The name of the rule that is broken, of those that [`crate::legge::regole`] lists; `None` for what stops
    /// the reading, and for what is not told of a plan.
    pub name: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// Where, when the finding has a place.
    pub location: Option<Location>,
    /// What stands there, or what is missing, in the words by which amendments address it: `indicatore A1.1,
    /// fonte`. Only the findings of a whole plan say it.
    pub place: Option<String>,
    /// A second place that explains the first, with the words that stand beside it.
    pub other_location: Option<(Location, String)>,
    /// The rule that is broken, and why there is one.
    pub regola: Option<String>,
    /// What to write instead.
    pub rimedio: Option<String>,
    /// Where else the same is found, in the order of the places.
    pub repetitions: Vec<Repetition>,
}

/// Another place of a finding that is told once for all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// What is wrong there.
    pub message: String,
    /// Where.
    pub location: Location,
    /// What stands there, as in [`Rilievo::place`].
    pub place: Option<String>,
}

/// A warning that the body acknowledged in its plan: it is right as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The finding.
    pub rilievo: Rilievo,
    /// Why, in the words of the plan.
    pub reason: String,
}

impl Rilievo {
    /// A finding that stops the document.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Gravita::Errore, message.into())
    }

    /// A finding that stops nothing.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Gravita::Avviso, message.into())
    }

    fn new(severity: Gravita, message: String) -> Self {
        Self {
            severity,
            name: None,
            message,
            location: None,
            place: None,
            other_location: None,
            regola: None,
            rimedio: None,
            repetitions: Vec::new(),
        }
    }

    /// Says what it is about, of what is not there to be pointed at.
    pub(crate) fn about(mut self, place: String) -> Self {
        self.place = Some(place);
        self
    }

    /// Gives it the name of its rule.
    pub(crate) fn named(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// Adds the place.
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// Adds a second place that explains the first: `qui la prima`, of a key written twice.
    pub fn with_other_location(mut self, location: Location, words: impl Into<String>) -> Self {
        self.other_location = Some((location, words.into()));
        self
    }

    /// Adds the rule that is broken.
    pub fn with_regola(mut self, regola: impl Into<String>) -> Self {
        self.regola = Some(regola.into());
        self
    }

    /// Adds what to write instead.
    pub fn with_rimedio(mut self, rimedio: impl Into<String>) -> Self {
        self.rimedio = Some(rimedio.into());
        self
    }
}

/// The order of findings: by file and place, those without a place last.
fn sort_key(rilievo: &Rilievo) -> (bool, &str, usize) {
    match &rilievo.location {
        Some(location) => (false, location.source.name(), location.span.start),
        None => (true, "", 0),
    }
}

/// The known name most like an unknown one, to be suggested; however unlike, the best one is given.
pub(crate) fn closest_name<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let similarity = |candidate: &str| strsim::jaro_winkler(name, candidate);
    let by_similarity = |a: &&str, b: &&str| similarity(a).total_cmp(&similarity(b));
    known.iter().copied().max_by(by_similarity)
}

/// The findings of a run. [`Self::sorted`] puts them in the order of their places.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Report {
    rilievi: Vec<Rilievo>,
    accepted: Vec<Accepted>,
}

impl Report {
    /// Adds a finding.
    pub fn add(&mut self, rilievo: Rilievo) {
        self.rilievi.push(rilievo);
    }

    /// Adds the findings of another report.
    pub fn merge(&mut self, other: Report) {
        self.rilievi.extend(other.rilievi);
        self.accepted.extend(other.accepted);
    }

    /// Adds a warning that the body acknowledged, which counts no more.
    pub(crate) fn add_accepted(&mut self, rilievo: Rilievo, reason: &str) {
        let reason = reason.to_owned();
        self.accepted.push(Accepted { rilievo, reason });
    }

    /// Orders the findings by file and place, those without a place last.
    pub fn sorted(mut self) -> Self {
        self.rilievi.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self
    }

    /// The findings.
    pub fn rilievi(&self) -> &[Rilievo] {
        &self.rilievi
    }

    /// The warnings that the body acknowledged in its plan; they are none of [`Self::rilievi`].
    pub fn accepted(&self) -> &[Accepted] {
        &self.accepted
    }

    /// The findings, given away.
    pub fn into_rilievi(self) -> Vec<Rilievo> {
        self.rilievi
    }

    /// Whether any finding is an error, which stops the document.
    pub fn has_errors(&self) -> bool {
        self.rilievi.iter().any(|r| r.severity == Gravita::Errore)
    }

    /// How many findings are warnings.
    pub fn warning_count(&self) -> usize {
        self.rilievi
            .iter()
            .filter(|r| r.severity == Gravita::Avviso)
            .count()
    }

    /// The report as a result.
    ///
    /// # Errors
    /// The report itself, warnings included, when any finding is an error.
    pub fn into_result(self) -> Result<Self, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(self)
        }
    }
}

impl From<Rilievo> for Report {
    fn from(rilievo: Rilievo) -> Self {
        Self {
            rilievi: vec![rilievo],
            accepted: Vec::new(),
        }
    }
}

impl FromIterator<Rilievo> for Report {
    fn from_iter<I: IntoIterator<Item = Rilievo>>(rilievi: I) -> Self {
        Self {
            rilievi: rilievi.into_iter().collect(),
            accepted: Vec::new(),
        }
    }
}
