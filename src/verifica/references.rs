//! What the plan refers to by a code must be in the plan.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::nodes::{entries_or_text, entries_under, obiettivi};
use super::{Regola, RuleContext, regex};
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};

/// The rules of what is named by a code.
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
        check: raccordo,
    },
    Regola {
        name: "obiettivo-ignoto",
        words: "la narrativa nomina obiettivi del piano",
        source: "chi legge cerca la scheda dell'obiettivo nominato",
        example_of: Some(ElementKind::Programma),
        wrong: "testo: Vi concorre l'obiettivo strategico (Z9).",
        right: "testo: Vi concorre l'obiettivo strategico (A1).",
        check: named_obiettivi,
    },
    Regola {
        name: "progetto-ignoto",
        words: "la descrizione nomina progetti dell'obiettivo",
        source: "i progetti sono il legame con il Piano della performance",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "progetti: [AA101]
descrizione: Il progetto (AA 109) continua.",
        right: "progetti: [AA101]
descrizione: Il progetto (AA 101) continua.",
        check: progetti,
    },
];

/// An objective that the prose names: `obiettivo strategico (A1)`.
static OBIETTIVO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[Oo]biettiv[oi](?: strategic[oi])? \(?([A-Z][0-9]+)\b"));

/// A project that a description names: `(BB101)`.
static PROJECT: LazyLock<Regex> = LazyLock::new(|| regex(r"\(([A-Z]{2}) ?([0-9]{3})\)"));

/// Missions that the raccordo table names.
pub(crate) fn raccordo(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let known_codes = || {
        context
            .piano
            .missioni
            .iter()
            .map(|missione| &*missione.codice)
    };
    let Some((_, raccordo)) = tree.find_key(tree.root(), "raccordo") else {
        return Report::default();
    };
    let rows = entries_under(tree, raccordo, "righe");
    let empty = rows
        .iter()
        .filter(|row| entries_under(tree, **row, "missioni").is_empty());
    let empty = empty.map(|row| {
        Rilievo::warning("l'area non ha missioni")
            .at(tree.location(*row))
            .with_regola("la tabella di raccordo dice a quale area appartiene ciascuna missione")
            .with_rimedio("scriverne i codici in “missioni”, o togliere l'area")
    });
    let codici = rows
        .iter()
        .flat_map(|row| entries_under(tree, *row, "missioni"));
    codici
        .filter_map(|node| Some((node, tree.text(node)?)))
        .filter(|(_, codice)| !known_codes().any(|known| known == *codice))
        .map(|(node, codice)| {
            Rilievo::error(format!("nessuna missione ha il codice “{codice}”"))
                .at(tree.location(node))
                .with_rimedio(super::rimedio_for_code(codice, known_codes()))
        })
        .chain(empty)
        .collect()
}

/// Objectives that the prose names.
pub(crate) fn named_obiettivi(context: &RuleContext<'_>) -> Report {
    let known = || {
        context
            .piano
            .obiettivi()
            .map(|obiettivo| &*obiettivo.codice)
    };
    let mut report = Report::default();
    for value in context
        .tree
        .text_values()
        .iter()
        .filter(|value| value.key == "testo" && value.text.contains("biettiv"))
    {
        for parts in OBIETTIVO.captures_iter(value.text) {
            if !known().any(|candidate| candidate == &parts[1]) {
                report.add(
                    Rilievo::warning(format!(
                        "il testo nomina l'obiettivo {}, che il piano non ha",
                        &parts[1]
                    ))
                    .at(context.tree.location_of_fragment(value.node, &parts[0]))
                    .with_rimedio(super::rimedio_for_code(&parts[1], known())),
                );
            }
        }
    }
    report
}

/// Projects that an objective's description names and its `progetti` do not.
pub(crate) fn progetti(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let mut report = Report::default();
    for (obiettivo, node) in
        obiettivi(context).filter(|(obiettivo, _)| obiettivo.progetti.is_some())
    {
        let progetti = entries_or_text(tree, node, "progetti")
            .into_iter()
            .filter_map(|n| tree.text(n));
        let progetti: String = progetti.flat_map(str::split_whitespace).collect();
        let descriptions = entries_under(tree, node, "descrizione")
            .into_iter()
            .filter_map(|ambito| Some(tree.find_key(ambito, "testo")?.1))
            .chain(entries_or_text(tree, node, "descrizione"));
        for description in descriptions {
            let text = tree.text(description).filter(|text| text.contains('('));
            let text = text.unwrap_or_default();
            for parts in PROJECT.captures_iter(text) {
                if !progetti.contains(&format!("{}{}", &parts[1], &parts[2])) {
                    report.add(
                        Rilievo::warning(format!(
                            "la descrizione nomina il progetto {}, che non è fra quelli dell'obiettivo {}",
                            &parts[0], obiettivo.codice
                        ))
                        .at(tree.location_of_fragment(description, &parts[0]))
                        .with_rimedio("correggere il codice, o aggiungerlo a “progetti”"),
                    );
                }
            }
        }
    }
    report
}
