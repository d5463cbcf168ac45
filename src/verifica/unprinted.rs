//! Texts that a plan holds where the document has no place for them.

use super::Contesto;
use super::luoghi::{indicatori, obiettivi, programmi};
use crate::lettura::{Nodo, Specie};
use crate::rilievi::{Rapporto, Rilievo};

/// The labels that only stand above the objectives: on a mission, or on the plan.
const ABOVE_OBJECTIVES: [&str; 3] = ["missione", "programma", "obiettivo_strategico"];

/// The labels of an objective, which an indicator does not print.
const OF_OBJECTIVES: [&str; 7] = [
    "obiettivo",
    "titolo",
    "descrizione",
    "arco_temporale",
    "portatori_di_interesse",
    "centro_di_responsabilita",
    "risorse_economiche",
];

/// Finds the texts that would not print where they are written.
pub fn check(plan: &Contesto<'_>, rule: &'static str) -> Rapporto {
    let search = Search { plan, rule };
    let mut found = Vec::new();
    for (_, node) in programmi(plan) {
        found.extend(search.in_group(
            node,
            "titoli",
            &["raccordo"],
            "la tabella di raccordo elenca missioni, non programmi",
        ));
    }
    let above = "è un'etichetta della missione o di tutto il piano";
    for (_, node) in obiettivi(plan) {
        found.extend(search.in_group(node, "etichette", &ABOVE_OBJECTIVES, above));
    }
    for (indicatore, node) in indicatori(plan) {
        found.extend(search.in_group(node, "etichette", &ABOVE_OBJECTIVES, above));
        found.extend(search.in_group(
            node,
            "etichette",
            &OF_OBJECTIVES,
            "è un'etichetta dell'obiettivo",
        ));
        if indicatore.sigla.is_some() {
            found.extend(search.in_group(
                node,
                "etichette",
                &["sigla"],
                "al suo posto si stampa la “sigla” dell'indicatore",
            ));
        }
    }
    found.into_iter().collect()
}

struct Search<'a> {
    plan: &'a Contesto<'a>,
    rule: &'static str,
}

impl Search<'_> {
    /// The keys of a group, among some, that would not print.
    fn in_group(&self, node: Nodo, group: &str, keys: &[&str], why: &str) -> Vec<Rilievo> {
        let tree = &self.plan.albero;
        let Some((_, group)) = tree.chiave(node, group) else {
            return Vec::new();
        };
        let Specie::Gruppo(typed) = tree.specie(group) else {
            return Vec::new();
        };
        let named = typed
            .iter()
            .filter_map(|(key, _)| Some((*key, tree.testo(*key)?)));
        named
            .filter(|(_, name)| keys.contains(name))
            .map(|(key, name)| {
                Rilievo::avviso(format!("“{name}” qui non si stampa: {why}"))
                    .in_luogo(tree.luogo(key))
                    .regola(self.rule)
                    .rimedio("togliere la riga, o scriverla dove si stampa")
            })
            .collect()
    }
}
