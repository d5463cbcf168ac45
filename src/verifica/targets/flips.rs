//! Operators that lead to one side in a year and to the other in another.

use super::direction::operators;
use super::series::{Series, at_targets};
use super::{Regola, RuleContext};
use crate::piano::{Anno, ElementKind, Operator, Verso};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "verso-che-cambia",
    words: "un indicatore migliora in un verso solo",
    source: "DPCM 18/09/2012 art. 3 c. 3: il risultato di ogni anno si confronta con lo stesso metodo",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: ">= 2", 2022: "<= 2", 2023: ">= 2" }"#,
    right: r#"risultati_attesi: { 2021: ">= 2", 2022: ">= 2", 2023: ">= 2" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, flips)
}

fn flips(series: &Series<'_>) -> Vec<(Anno, Rilievo)> {
    let bounds: Vec<(Anno, &str, Operator)> = operators(series)
        .filter(|(_, operator)| operator.is_lower_bound() || operator.is_upper_bound())
        .map(|(target, operator)| (target.anno, target.text, operator))
        .collect();
    let up = bounds
        .iter()
        .filter(|(_, _, operator)| operator.is_lower_bound())
        .count();
    let down = bounds.len() - up;
    let is_up = match series.indicatore.verso {
        Some(Verso::Crescente) => true,
        Some(Verso::Decrescente) => false,
        Some(Verso::Esatto) => return Vec::new(),
        None if up == 0 || down == 0 => return Vec::new(),
        // Of as many, the first says the side.
        None if up == down => bounds
            .first()
            .is_some_and(|(_, _, first)| first.is_lower_bound()),
        None => up > down,
    };
    bounds
        .into_iter()
        .filter(|(_, _, operator)| operator.is_lower_bound() != is_up)
        .map(|(anno, text, _)| {
            let (typed, wanted) = match is_up {
                true => ("al più", "almeno"),
                false => ("almeno", "al più"),
            };
            let others = match series.indicatore.verso {
                Some(_) => "il verso dell'indicatore vuole",
                None => "gli altri anni chiedono",
            };
            let rilievo = Rilievo::warning(format!(
                "“{text}” chiede {typed} quel valore, {others} {wanted}"
            ))
            .with_rimedio("correggere l'operatore, o dividere l'indicatore in due");
            (anno, rilievo)
        })
        .collect()
}
