//! Programmes under a mission that is not theirs: by their code in every body, by their number and their
//! name in a chamber.

use std::sync::LazyLock;

use super::super::RuleContext;
use super::super::nodes::{entries_under, key_location, missioni};
use super::codes::{missione_number, programma_numbers};
use super::table::{self, MISSIONI, TabledMissione, TabledProgramma};
use super::wording::Wording;
use super::{is_chamber, names_of, wordings};
use crate::lettura::Node;
use crate::piano::{Missione, Programma};
use crate::rilievi::{Report, Rilievo};

/// A programme of the table, with its mission and the wordings of its names.
type TabledNames = (
    &'static TabledMissione,
    &'static TabledProgramma,
    Vec<Wording>,
);

/// The programmes, with the wordings of their names.
static WORDINGS: LazyLock<Vec<TabledNames>> = LazyLock::new(|| {
    let programmi = MISSIONI
        .iter()
        .flat_map(|m| m.programmi.iter().map(move |p| (m, p)));
    programmi.map(|(m, p)| (m, p, wordings(p.names))).collect()
});

/// The programmes that are not of their mission.
pub(super) fn misplaced(context: &RuleContext<'_>) -> Report {
    let is_chamber = is_chamber(context);
    let mut report = Report::default();
    for (missione, node) in missioni(context) {
        let Some(number) = missione_number(&missione.codice) else {
            continue;
        };
        let tabled = table::missione(number);
        // Of a mission that the chambers do not have it is told only that.
        if is_chamber && tabled.is_none() {
            continue;
        }
        let nodes = entries_under(&context.tree, node, "programmi");
        for (programma, node) in missione.programmi.iter().zip(nodes) {
            let found = of_other_code(context, missione, number, programma, node).or_else(|| {
                let tabled = tabled.filter(|_| is_chamber)?;
                with_other_number(context, tabled, programma, node)
                    .or_else(|| with_other_name(context, tabled, programma, node))
            });
            if let Some(rilievo) = found {
                report.add(rilievo);
            }
        }
    }
    report
}

/// A programme whose code names another mission than the one that holds it.
fn of_other_code(
    context: &RuleContext<'_>,
    missione: &Missione,
    number: u32,
    programma: &Programma,
    node: Node,
) -> Option<Rilievo> {
    let (named, own) = programma_numbers(&programma.codice)?;
    let named = named.filter(|named| *named != number)?;
    let others = context.piano.missioni.iter();
    let is_of_plan = others
        .into_iter()
        .any(|m| missione_number(&m.codice) == Some(named));
    let rimedio = if is_of_plan {
        format!(
            "scrivere il codice di un programma della missione {number:03}, o spostarlo sotto la {named:03}"
        )
    } else {
        format!("scrivere \"{number:03}-{own:03}\", se il programma è della missione {number:03}")
    };
    Some(
        Rilievo::warning(format!(
            "il codice {} è di un programma della missione {named:03}, ma sta sotto la {}",
            programma.codice, missione.codice
        ))
        .at(key_location(&context.tree, node, "codice"))
        .with_rimedio(rimedio),
    )
}

/// A programme of a chamber whose number its mission does not have.
fn with_other_number(
    context: &RuleContext<'_>,
    missione: &TabledMissione,
    programma: &Programma,
    node: Node,
) -> Option<Rilievo> {
    let (_, number) = programma_numbers(&programma.codice)?;
    if missione.programma(number).is_some() {
        return None;
    }
    let known: Vec<String> = missione
        .programmi
        .iter()
        .map(|p| code_of(missione, p))
        .collect();
    Some(
        Rilievo::warning(format!(
            "la missione {} delle Camere di commercio non ha un programma {number:03}",
            missione.codice()
        ))
        .at(key_location(&context.tree, node, "codice"))
        .with_rimedio(format!(
            "controllare il codice: la missione ha {}",
            known.join(", ")
        )),
    )
}

/// A programme of a chamber with the name of another.
fn with_other_name(
    context: &RuleContext<'_>,
    missione: &TabledMissione,
    programma: &Programma,
    node: Node,
) -> Option<Rilievo> {
    let number = programma_numbers(&programma.codice).map(|(_, number)| number);
    let is_own = |m: &TabledMissione, p: &TabledProgramma| {
        m.number == missione.number && number.is_none_or(|number| number == p.number)
    };
    for name in names_of(context, node) {
        let typed = context.tree.text(name).unwrap_or_default();
        let wording = Wording::new(typed);
        let speaks_of_own = WORDINGS
            .iter()
            .any(|(m, p, names)| is_own(m, p) && wording.speaks_of(names));
        let mut meant = WORDINGS
            .iter()
            .filter(|(_, _, names)| names.iter().any(|name| wording.means(name)));
        if let Some((m, p, _)) = meant.next().filter(|_| !speaks_of_own) {
            let own = missione.programmi.iter().find(|p| is_own(missione, p));
            let own = own.map_or("il suo nome".to_owned(), |own| {
                format!("“{}”", own.names[0])
            });
            return Some(
                Rilievo::warning(format!(
                    "“{typed}” è il nome del programma {}, non di {}",
                    code_of(m, p),
                    programma.codice
                ))
                .at(context.tree.location(name))
                .with_rimedio(format!("scrivere {own}, o correggere il codice")),
            );
        }
    }
    None
}

/// The code of a programme as a plan writes it.
fn code_of(missione: &TabledMissione, programma: &TabledProgramma) -> String {
    format!("{}-{:03}", missione.codice(), programma.number)
}
