//! The raccordo table: each mission of the plan in one area, and each area with missions of the plan.

use super::nodes::{entries_under, key_location, missioni};
use super::{Regola, RuleContext};
use crate::lettura::Node;
use crate::piano::Missione;
use crate::rilievi::{Report, Rilievo};

/// The rules of the raccordo table.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "raccordo-ignoto",
        words: "la tabella di raccordo nomina missioni del piano",
        source: "la tabella dice a quale area strategica appartiene ciascuna missione",
        example_of: None,
        wrong: r#"raccordo:
  righe:
    - { area: Competitività, missioni: ["999"] }"#,
        right: r#"raccordo:
  righe:
    - { area: Competitività, missioni: ["011"] }"#,
        check: unknown,
    },
    Regola {
        name: "raccordo-incompleto",
        words: "nella tabella di raccordo ogni missione sta in un'area, e in una sola",
        source: "la tabella dice a quale area strategica appartiene ciascuna missione",
        example_of: None,
        wrong: r#"raccordo:
  righe:
    - { area: Imprese, missioni: ["011", "016"] }
    - { area: Ente, missioni: ["012", "032", "016"] }"#,
        right: r#"raccordo:
  righe:
    - { area: Imprese, missioni: ["011", "016"] }
    - { area: Ente, missioni: ["012", "032"] }"#,
        check: incomplete,
    },
    Regola {
        name: "area-vuota",
        words: "ogni area della tabella di raccordo ha le sue missioni",
        source: "la tabella dice a quale area strategica appartiene ciascuna missione",
        example_of: None,
        wrong: r#"raccordo:
  righe:
    - { area: Imprese, missioni: ["011", "012", "016", "032"] }
    - { area: Ente, missioni: [] }"#,
        right: r#"raccordo:
  righe:
    - { area: Imprese, missioni: ["011", "012", "016", "032"] }"#,
        check: empty,
    },
];

/// The rows of the table.
fn rows(context: &RuleContext<'_>) -> Vec<Node> {
    let tree = &context.tree;
    let raccordo = tree.find_key(tree.root(), "raccordo");
    raccordo.map_or(Vec::new(), |(_, raccordo)| {
        entries_under(tree, raccordo, "righe")
    })
}

/// The codes that the rows name, with their nodes.
fn named<'a>(context: &'a RuleContext<'_>) -> Vec<(&'a str, Node)> {
    let tree = &context.tree;
    let nodes = rows(context)
        .into_iter()
        .flat_map(|row| entries_under(tree, row, "missioni"));
    nodes
        .filter_map(|node| Some((tree.text(node)?, node)))
        .collect()
}

fn is_known(context: &RuleContext<'_>, codice: &str) -> bool {
    let mut missioni = context.piano.missioni.iter();
    missioni.any(|missione| *missione.codice == *codice)
}

/// Missions that the table names and the plan does not have.
fn unknown(context: &RuleContext<'_>) -> Report {
    let known = || {
        context
            .piano
            .missioni
            .iter()
            .map(|missione| &*missione.codice)
    };
    let unknown = named(context)
        .into_iter()
        .filter(|(codice, _)| !is_known(context, codice));
    unknown
        .map(|(codice, node)| {
            Rilievo::error(format!("nessuna missione ha il codice “{codice}”"))
                .at(context.tree.location(node))
                .with_rimedio(super::rimedio_for_code(codice, known()))
        })
        .collect()
}

/// Areas without missions.
fn empty(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let missing: Vec<&str> = without_area(context)
        .iter()
        .map(|(missione, _)| &*missione.codice)
        .collect();
    let rimedio = match missing.as_slice() {
        [] => "scriverne i codici in “missioni”, o togliere l'area".to_owned(),
        codici => format!(
            "scriverne i codici in “missioni” (in nessun'area: {}), o togliere l'area",
            codici.join(", ")
        ),
    };
    empty_rows(context)
        .into_iter()
        .map(|row| {
            Rilievo::warning("l'area non ha missioni")
                .at(key_location(tree, row, "area"))
                .with_rimedio(rimedio.clone())
        })
        .collect()
}

fn empty_rows(context: &RuleContext<'_>) -> Vec<Node> {
    let rows = rows(context).into_iter();
    rows.filter(|row| entries_under(&context.tree, *row, "missioni").is_empty())
        .collect()
}

/// The missions that the table leaves out, with their nodes. One without objectives, as that of the funds,
/// belongs to no area.
fn without_area<'a>(context: &'a RuleContext<'_>) -> Vec<(&'a Missione, Node)> {
    let named = named(context);
    let has_obiettivi = |missione: &Missione| {
        let mut programmi = missione.programmi.iter();
        programmi.any(|programma| !programma.obiettivi.is_empty())
    };
    missioni(context)
        .filter(|(missione, _)| {
            has_obiettivi(missione) && !named.iter().any(|(codice, _)| **codice == *missione.codice)
        })
        .collect()
}

/// Missions in two areas, and missions in none.
fn incomplete(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let named = named(context);
    let mut report = Report::default();
    for (index, (codice, node)) in named.iter().enumerate() {
        if let Some((_, first)) = named[..index].iter().find(|(other, _)| other == codice) {
            report.add(
                Rilievo::warning(format!(
                    "la missione {codice} è nominata due volte nella tabella di raccordo"
                ))
                .at(tree.location(*node))
                .with_other_location(tree.location(*first), "qui l'altra volta")
                .with_rimedio("lasciarla nell'area a cui appartiene"),
            );
        }
    }
    // A code that no mission has, or an area without codes, probably means the one left out.
    let is_told = named.iter().any(|(codice, _)| !is_known(context, codice));
    if is_told || named.is_empty() || !empty_rows(context).is_empty() {
        return report;
    }
    let (_, table) = tree.find_key(tree.root(), "raccordo").unwrap_or_default();
    for (missione, node) in without_area(context) {
        report.add(
            Rilievo::warning(format!(
                "la missione {} non sta in nessun'area della tabella di raccordo",
                missione.codice
            ))
            .at(key_location(tree, node, "codice"))
            .with_other_location(key_location(tree, table, "righe"), "qui la tabella")
            .with_rimedio(format!(
                "aggiungere \"{}\" alle missioni di un'area",
                missione.codice
            )),
        );
    }
    report
}
