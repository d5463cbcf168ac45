//! Targets that nobody can miss.

use rust_decimal::Decimal;

use super::part_of_whole::{is_part_of_whole, is_percent};
use super::series::{Series, Target, at_targets};
use super::words::IndicatorWords;
use super::{Regola, RuleContext};
use crate::piano::{ElementKind, Operator};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "risultato-vacuo",
    words: "un risultato atteso si può anche mancare",
    source: "DPCM 18/09/2012 art. 3 c. 3 e: il valore atteso misura l'obiettivo; uno che c'è sempre non misura nulla",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: ">= 0", 2022: ">= 2", 2023: ">= 2" }"#,
    right: r#"risultati_attesi: { 2021: ">= 1", 2022: ">= 2", 2023: ">= 2" }"#,
    check,
};

/// The words of what may be below zero.
pub(super) const BELOW_ZERO: [&str; 19] = [
    "saldo",
    "saldi",
    "variazion",
    "crescit",
    "differenz",
    "avanz",
    "disavanz",
    "risultato economico",
    "risultato di",
    "risultato d'esercizio",
    "utile",
    "margin",
    "scostament",
    "increment",
    "rendiment",
    "equilibri",
    "pareggio",
    "delta",
    "andament",
];

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, |series| {
        let found = series.clear().filter(|target| is_vacuous(series, target));
        let tell = |target: Target<'_>| {
            let rilievo = Rilievo::warning(format!("“{}” si raggiunge sempre", target.text))
                .with_rimedio("scrivere il valore che si vuole raggiungere, o \"---\" se non se ne attende nessuno");
            (target.anno, rilievo)
        };
        found.map(tell).collect()
    })
}

pub(super) fn is_vacuous(series: &Series<'_>, target: &Target<'_>) -> bool {
    if let Some(quantity) = target.quantity() {
        return match quantity.operator {
            Operator::GreaterOrEqual => {
                quantity.number <= Decimal::ZERO && is_never_negative(series)
            }
            Operator::Greater => quantity.number < Decimal::ZERO && is_never_negative(series),
            Operator::LessOrEqual => {
                quantity.number >= 100.into()
                    && is_percent(series, &quantity.measure)
                    && is_part_of_whole(series)
            }
            Operator::Less | Operator::Equal => false,
        };
    }
    target.interval().is_some_and(|range| {
        range.from <= Decimal::ZERO
            && range.to >= 100.into()
            && is_percent(series, &range.measure)
            && is_part_of_whole(series)
    })
}

/// Whether an indicator counts something, or is the part of something.
fn is_never_negative(series: &Series<'_>) -> bool {
    let words = IndicatorWords::of(series.indicatore);
    let subtracts = [" - ", " – ", " − ", " meno "]
        .iter()
        .any(|sign| words.algorithm.contains(sign));
    !words.has(&BELOW_ZERO) && !subtracts
}
