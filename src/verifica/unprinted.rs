//! Texts that a plan holds where the document has no place for them.

use super::nodes::{indicatori, obiettivi, programmi};
use super::{Regola, RuleContext};
use crate::lettura::{Node, NodeKind};
use crate::piano::{ElementKind, Etichette, LabelLevel};
use crate::rilievi::{Report, Rilievo};

/// The name of the rule of what does not print, which the characters that no font draws break too.
pub(crate) const UNPRINTED: &str = "non-si-stampa";

/// The rule of what has no place on the page.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: UNPRINTED,
    words: "ciò che si scrive si stampa",
    source: "chi scrive un testo si aspetta di leggerlo nel documento",
    example_of: Some(ElementKind::Indicatore),
    wrong: "etichette: { programma: Programma }",
    right: "etichette: { fonte: Fonte }",
    check,
}];

/// Finds the texts that would not print where they are written.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
    let search = Search { context };
    let mut found = Vec::new();
    for (_, node) in programmi(context) {
        found.extend(search.in_group(
            node,
            "titoli",
            |key| key == "raccordo",
            "la tabella di raccordo elenca missioni, non programmi",
        ));
    }
    for (_, node) in obiettivi(context) {
        found.extend(search.labels_of_missions(node));
    }
    for (indicatore, node) in indicatori(context) {
        found.extend(search.labels_of_missions(node));
        found.extend(search.in_group(
            node,
            "etichette",
            |key| Etichette::down_to(key) == Some(LabelLevel::Obiettivo),
            "è un'etichetta dell'obiettivo",
        ));
        if indicatore.sigla.is_some() {
            found.extend(search.in_group(
                node,
                "etichette",
                |key| key == "sigla",
                "al suo posto si stampa la “sigla” dell'indicatore",
            ));
        }
    }
    found.into_iter().collect()
}

struct Search<'a> {
    context: &'a RuleContext<'a>,
}

impl Search<'_> {
    /// The labels that only stand above the objectives: on a mission, or on the plan.
    fn labels_of_missions(&self, node: Node) -> Vec<Rilievo> {
        self.in_group(
            node,
            "etichette",
            |key| Etichette::down_to(key) == Some(LabelLevel::Missione),
            "è un'etichetta della missione o di tutto il piano",
        )
    }

    /// The keys of a group that would not print.
    fn in_group(
        &self,
        node: Node,
        group: &str,
        unprinted: impl Fn(&str) -> bool,
        why: &str,
    ) -> Vec<Rilievo> {
        let tree = &self.context.tree;
        let Some((_, group)) = tree.find_key(node, group) else {
            return Vec::new();
        };
        let NodeKind::Group(typed) = tree.kind(group) else {
            return Vec::new();
        };
        let named = typed
            .iter()
            .filter_map(|(key, _)| Some((*key, tree.text(*key)?)));
        named
            .filter(|(_, name)| unprinted(name))
            .map(|(key, name)| {
                Rilievo::warning(format!("“{name}” qui non si stampa: {why}"))
                    .at(tree.location(key))
                    .with_rimedio("togliere la riga, o scriverla dove si stampa")
            })
            .collect()
    }
}
