//! The rules that a plan must keep beyond its structure, each a small value.

mod codes;
mod law;
mod names;
mod nodes;
mod order;
mod references;
mod targets;
mod texts;
mod totali;
mod unprinted;

use std::ops::Deref;

use rayon::prelude::*;
use regex_lite::Regex;

use crate::lettura::{CODES_ARE_UNIQUE, FieldText, ParsedPlan};
use crate::piano::{Content, Described, Piano};
use crate::rilievi::{Report, closest_name};

pub(crate) use law::compliance;
pub use law::{Compliance, Requirement};

/// A rule: what it asks, and the function that finds where a plan breaks it.
pub(crate) struct Regola {
    /// The rule in words, shown with each finding.
    pub words: &'static str,
    check: fn(&RuleContext<'_>, &'static str) -> Report,
}

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

const fn regola(
    words: &'static str,
    check: fn(&RuleContext<'_>, &'static str) -> Report,
) -> Regola {
    Regola { words, check }
}

/// All the rules.
pub(crate) const REGOLE: &[Regola] = &[
    regola(
        "il piano è fatto di missioni, programmi e obiettivi",
        law::missioni,
    ),
    regola(CODES_ARE_UNIQUE, codes::doubled),
    regola(
        "un codice non contiene spazi; quello di una missione ha tre cifre",
        codes::malformed,
    ),
    regola(
        "ordine_schede nomina ogni missione o programma del piano una volta sola",
        order::check,
    ),
    regola(
        "la tabella di raccordo nomina missioni del piano",
        references::raccordo,
    ),
    regola(
        "la narrativa nomina obiettivi del piano",
        references::named_obiettivi,
    ),
    regola(
        "la descrizione nomina progetti dell'obiettivo",
        references::progetti,
    ),
    regola(
        "i risultati attesi sono quelli degli anni del triennio",
        targets::anni,
    ),
    regola(
        "un risultato atteso si può misurare solo con un numero",
        targets::operators,
    ),
    regola("una parte non supera il tutto", targets::percentages),
    regola(
        "i risultati di anni diversi si confrontano nella stessa unità",
        targets::units,
    ),
    regola(
        "un risultato atteso migliora, o il piano dice perché no",
        targets::worsening,
    ),
    regola(
        "un codice di centro di responsabilità ha un solo nome",
        names::centres,
    ),
    regola(
        "un ente si scrive sempre nello stesso modo",
        names::spellings,
    ),
    regola("il piano parla della Camera che lo adotta", names::chambers),
    regola(
        "l'algoritmo dice come si calcola l'indicatore (DPCM 18/09/2012 art. 3 c. 3 d)",
        texts::algorithms,
    ),
    regola("parentesi e virgolette vanno a coppie", texts::pairs),
    regola("un testo dice qualcosa", texts::empty_texts),
    regola("un testo finisce", texts::cut_texts),
    regola("ciò che si scrive si stampa", unprinted::check),
    regola(
        "il testo di un anno non porta le date di un altro",
        texts::anni,
    ),
    regola(
        "obiettivi e quadratura danno il totale del preventivo",
        totali::check,
    ),
    regola("il contenuto minimo del piano", law::check),
];

/// Checks a plan against every rule; the findings of the reading come with them.
pub fn check_plan(parsed: &ParsedPlan) -> Report {
    let context = RuleContext::of_parsed(parsed);
    let found: Vec<Report> = REGOLE
        .par_iter()
        .map(|regola| (regola.check)(&context, regola.words))
        .collect();
    let mut report = parsed.warnings.clone();
    found.into_iter().for_each(|other| report.merge(other));
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

/// The known code most like an unknown one, as a remedy.
fn rimedio_for_code<'a>(codice: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
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
