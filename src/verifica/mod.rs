//! The rules that a plan must keep beyond its structure, each a small value.

mod acceptance;
mod amounts;
mod characters;
mod codes;
mod copies;
mod law;
mod likeness;
mod manual;
mod missions;
mod names;
mod nodes;
mod order;
mod raccordo;
mod reading;
mod references;
mod regola;
mod said;
mod signatures;
mod targets;
mod texts;
mod totali;
mod unprinted;
mod weights;
mod years;

use std::ops::Deref;

use rayon::prelude::*;
use regex_lite::Regex;

use crate::lettura::{FieldText, ParsedPlan};
use crate::piano::{Content, Described, Piano};
use crate::rilievi::{Report, Rilievo, closest_name};

pub(crate) use acceptance::accept;
pub(crate) use law::compliance;
pub use law::{Compliance, Requirement};
pub use manual::rules_manual;
pub use regola::Regola;
pub(crate) use unprinted::UNPRINTED;

/// A plan, and the texts of its file gathered once for all rules.
struct RuleContext<'a> {
    parsed: &'a ParsedPlan,
    values: Vec<FieldText<'a>>,
}

impl<'a> RuleContext<'a> {
    fn of_parsed(parsed: &'a ParsedPlan) -> Self {
        Self {
            parsed,
            values: parsed.tree.field_texts(Piano::KIND),
        }
    }
}

impl Deref for RuleContext<'_> {
    type Target = ParsedPlan;

    fn deref(&self) -> &ParsedPlan {
        self.parsed
    }
}

/// The rules by subject, in the order in which the manual explains them.
pub(crate) const SUBJECTS: &[(&str, &[Regola])] = &[
    ("Codici", codes::REGOLE),
    ("Copie", copies::REGOLE),
    ("Missioni, programmi e funzioni", missions::REGOLE),
    ("La tabella di raccordo", raccordo::REGOLE),
    ("Rimandi", references::REGOLE),
    ("Ordine delle schede", order::REGOLE),
    ("Anni e atti", years::REGOLE),
    ("Risultati attesi", targets::REGOLE),
    ("Nomi", names::REGOLE),
    ("Testi", texts::REGOLE),
    ("Caratteri", characters::REGOLE),
    ("Stampa", unprinted::REGOLE),
    ("Pesi", weights::REGOLE),
    ("Importi", amounts::REGOLE),
    ("Totali", totali::REGOLE),
    ("Firme", signatures::REGOLE),
    ("Il contenuto del piano", law::REGOLE),
    ("Il file", reading::REGOLE),
    ("Avvisi accettati", acceptance::REGOLE),
];

/// The rules by subject, in the order in which the manual explains them.
pub fn regole_by_subject() -> impl Iterator<Item = (&'static str, &'static [Regola])> {
    SUBJECTS.iter().copied()
}

/// The rule of a name.
///
/// # Errors
/// The name most like it, when no rule has it.
pub fn find_regola(name: &str) -> Result<&'static Regola, &'static str> {
    let names: Vec<&'static str> = regole().map(|regola| regola.name).collect();
    let found = regole().find(|regola| regola.name == name);
    found.ok_or_else(|| closest_name(name, &names).unwrap_or_default())
}

/// All the rules.
pub fn regole() -> impl Iterator<Item = &'static Regola> {
    SUBJECTS.iter().flat_map(|(_, regole)| *regole)
}

/// Checks a plan against every rule; the findings of the reading come with them.
pub fn check_plan(parsed: &ParsedPlan) -> Report {
    let context = RuleContext::of_parsed(parsed);
    let regole: Vec<&Regola> = regole().collect();
    let found: Vec<Vec<Rilievo>> = regole
        .par_iter()
        .map(|regola| regola.find(&context))
        .collect();
    let mut report = parsed.warnings.clone();
    report.merge(found.into_iter().flatten().collect());
    report.sorted()
}

/// What a text is to a reader. One under a key that the plan does not know is taken for words.
fn content_of(value: &FieldText<'_>) -> Content {
    value
        .fields
        .last()
        .map_or(Content::Words, |field| field.content)
}

/// An expression of a rule.
fn regex(expression: &str) -> Regex {
    Regex::new(expression).expect("a constant expression")
}

/// A code as it is read aloud: `12` and `O12` are `012`.
fn read_aloud(codice: &str) -> String {
    let digits = codes::with_digits(codice);
    digits.trim_start_matches('0').to_lowercase()
}

/// The known code most like an unknown one, as a remedy.
fn rimedio_for_code<'a>(codice: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    let same = known
        .iter()
        .find(|known| read_aloud(known) == read_aloud(codice));
    if let Some(same) = same {
        return format!(
            "nel piano c'è “{same}”: se è lo stesso, scriverlo allo stesso modo nei due posti"
        );
    }
    let similar = closest_name(codice, &known);
    match similar {
        Some(similar) => {
            format!(
                "forse si voleva scrivere “{similar}”; i codici del piano sono: {}",
                known.join(", ")
            )
        }
        None => "il piano non ha codici a cui riferirsi".to_owned(),
    }
}
