//! Ranges whose ends are swapped.

use super::direction::direction;
use super::series::{Series, at_targets};
use super::{Regola, RuleContext};
use crate::piano::{Anno, ElementKind, Verso};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "intervallo-rovesciato",
    words: "un intervallo va dal numero minore al maggiore",
    source: "DPCM 18/09/2012 art. 3 c. 3 e: il risultato atteso è un valore; nessun numero sta fra estremi scambiati",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: "tra 80% e 70%", 2022: "tra 70% e 80%", 2023: "tra 70% e 80%" }"#,
    right: r#"risultati_attesi: { 2021: "tra 70% e 80%", 2022: "tra 70% e 80%", 2023: "tra 70% e 80%" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, reversed)
}

fn reversed(series: &Series<'_>) -> Vec<(Anno, Rilievo)> {
    let mut found = Vec::new();
    for target in &series.targets {
        let Some(interval) = target.interval().filter(|range| range.from > range.to) else {
            continue;
        };
        // `da 30 a 25 giorni` may be the way that a falling value goes.
        if interval.is_way && direction(series) == Some(Verso::Decrescente) {
            continue;
        }
        let rilievo = Rilievo::warning(format!("gli estremi di “{}” sono scambiati", target.text))
            .with_rimedio("scrivere prima il numero minore");
        found.push((target.anno, rilievo));
    }
    found
}
