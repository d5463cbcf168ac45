//! A rule: what it asks, why, and how a plan breaks it.

use super::RuleContext;
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};

/// A rule that a plan must keep beyond its structure.
pub struct Regola {
    /// Its stable name, by which a plan acknowledges its findings: `codice-doppio`.
    pub name: &'static str,
    /// What it asks, in words shown with each finding.
    pub words: &'static str,
    /// The law or the practice that it comes from.
    pub source: &'static str,
    /// Whose keys the examples are; `None` for those of the plan itself.
    pub example_of: Option<ElementKind>,
    /// Keys that break it, in YAML.
    pub wrong: &'static str,
    /// The same keys, right.
    pub right: &'static str,
    pub(super) check: fn(&RuleContext<'_>) -> Report,
}

impl Regola {
    /// Where the keys of the examples stand, in words.
    pub fn place_of_examples(&self) -> String {
        match self.example_of {
            Some(kind) => format!("fra le chiavi di: {}", kind.noun()),
            None => "fra le chiavi del piano".to_owned(),
        }
    }

    /// The wrong example as a person sees it: a line end of Windows has a sign.
    pub fn wrong_as_shown(&self) -> String {
        self.wrong.replace('\r', "␍")
    }

    /// The findings of the rule, each with its name and, unless it says a rule of its own, its words.
    pub(super) fn find(&self, context: &RuleContext<'_>) -> Vec<Rilievo> {
        let found = (self.check)(context).into_rilievi().into_iter();
        found
            .map(|rilievo| Rilievo {
                name: Some(self.name),
                regola: rilievo.regola.or_else(|| Some(self.words.to_owned())),
                ..rilievo
            })
            .collect()
    }
}
