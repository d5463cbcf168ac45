//! Parts that exceed their whole.

use super::part_of_whole::{is_part_of_whole, is_percent};
use super::series::{Series, Target, at_targets};
use super::{Regola, RuleContext};
use crate::piano::{Anno, ElementKind};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "oltre-il-cento",
    words: "una parte non supera il tutto",
    source: "la percentuale di una parte sul tutto arriva a 100",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"nome: Grado di evasione delle pratiche
algoritmo: Pratiche evase / pratiche ricevute
risultati_attesi: { 2021: ">= 190%", 2022: ">= 190%", 2023: ">= 190%" }"#,
    right: r#"nome: Copertura dei costi
algoritmo: Proventi del servizio / costi del servizio
risultati_attesi: { 2021: ">= 190%", 2022: ">= 190%", 2023: ">= 190%" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, |series| {
        let over: Vec<Target<'_>> = series
            .clear()
            .filter(|target| is_over(series, target))
            .collect();
        if over.is_empty() || !is_part_of_whole(series) {
            return Vec::new();
        }
        over.iter().map(tell).collect()
    })
}

fn tell(target: &Target<'_>) -> (Anno, Rilievo) {
    let rilievo = Rilievo::warning(format!("“{}” supera il 100% di una parte", target.text))
        .with_rimedio(
            "correggere il valore, o il nome dell'indicatore se non è la parte di un tutto",
        );
    (target.anno, rilievo)
}

pub(super) fn is_over(series: &Series<'_>, target: &Target<'_>) -> bool {
    let (number, measure) = match (target.quantity(), target.interval()) {
        (Some(quantity), _) if !quantity.operator.is_upper_bound() => {
            (quantity.number, &quantity.measure)
        }
        (_, Some(interval)) => (interval.to, &interval.measure),
        _ => return false,
    };
    number > 100.into() && is_percent(series, measure)
}
