//! Observed values that are already far better than every target.

use rust_decimal::Decimal;

use super::direction::{direction, is_trend};
use super::series::{Observed, Series, each_series, number_of};
use super::{Regola, RuleContext};
use crate::piano::{ElementKind, Measure, TargetValue, Verso};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "osservato-oltre-il-risultato",
    words: "un risultato atteso chiede più di ciò che c'è già",
    source: "art. 22 D.Lgs. 91/2011: i risultati attesi si aggiornano secondo quelli osservati",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"valori_osservati: { 2018: "41", 2019: "480" }
risultati_attesi: { 2021: ">= 50", 2022: ">= 50", 2023: ">= 60" }"#,
    right: r#"valori_osservati: { 2018: "41", 2019: "48" }
risultati_attesi: { 2021: ">= 50", 2022: ">= 50", 2023: ">= 60" }"#,
    check,
};

/// How many times better than every target an observed value is at the least, to be told.
const FAR: Decimal = Decimal::from_parts(2, 0, 0, false, 0);

/// How many times better, if it is so much better than the other observed values too.
const FAR_FROM_OTHERS: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// Of less than so many things one more or less is many times.
const FEW: Decimal = Decimal::from_parts(10, 0, 0, false, 0);

/// How many times better, of few things.
const FAR_OF_FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

fn check(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    for series in each_series(context) {
        // A note may say why; a target of the law is no measure of the office.
        if series.indicatore.valori_osservati.is_none() || series.indicatore.note.is_some() {
            continue;
        }
        for (seen, best) in far_better(&series) {
            report.add(
                Rilievo::warning(format!(
                    "il valore osservato “{}” ({}) è già molto migliore di ogni risultato atteso (il più esigente è “{best}”)",
                    seen.text, seen.period
                ))
                .at(series.observed_location(context, seen.period))
                .with_rimedio("correggere il valore osservato, aggiornare i risultati attesi, o dirne la ragione nelle note dell'indicatore"),
            );
        }
    }
    report
}

/// The observed values that are far better than every target, each with the best of those.
fn far_better<'a>(series: &Series<'a>) -> Vec<(Observed<'a>, &'a str)> {
    let verso = direction(series)
        .or_else(|| is_trend(series, Verso::Crescente).then_some(Verso::Crescente));
    let best = match verso {
        Some(Verso::Crescente) => ends(series).max_by_key(|(number, _, _)| *number),
        Some(Verso::Decrescente) => ends(series).min_by_key(|(number, _, _)| *number),
        Some(Verso::Esatto) | None => None,
    };
    let (Some((best, measure, text)), Some(verso)) = (best, verso) else {
        return Vec::new();
    };
    let observed: Vec<(Observed<'a>, Decimal)> = series
        .observed()
        .into_iter()
        .filter_map(|seen| {
            let number = comparable(&seen.value, &measure)?;
            Some((seen, number))
        })
        .collect();
    let numbers: Vec<Decimal> = observed.iter().map(|(_, number)| *number).collect();
    let is_few = best < FEW && measure != Measure::Percent;
    let is_far = |number: Decimal| {
        // One complaint more or less says nothing.
        if is_few && verso == Verso::Decrescente && number.fract().is_zero() {
            return false;
        }
        let times = times_better(verso, number, best);
        let limit = match is_few && verso == Verso::Crescente {
            true => FAR_OF_FEW,
            false => FAR,
        };
        let mut others = numbers.iter().filter(|other| **other != number).peekable();
        let is_alone = others.peek().is_some()
            && others.all(|other| times_better(verso, number, *other) >= FAR_FROM_OTHERS);
        times >= limit || limit == FAR && times >= FAR_FROM_OTHERS && is_alone
    };
    observed
        .into_iter()
        .filter(|(_, number)| is_far(*number))
        .map(|(seen, _)| (seen, text))
        .collect()
}

/// The numbers of the targets, each with what it counts.
fn ends<'s, 'a>(
    series: &'s Series<'a>,
) -> impl Iterator<Item = (Decimal, Measure, &'a str)> + use<'s, 'a> {
    series.clear().filter_map(|target| match target.value {
        TargetValue::Number(quantity) if quantity.lead.is_empty() => {
            Some((quantity.number, quantity.measure.clone(), target.text))
        }
        TargetValue::Range(range) => Some((range.to, range.measure.clone(), target.text)),
        _ => None,
    })
}

/// The number of an observed value that counts the same as a target.
fn comparable(value: &TargetValue, measure: &Measure) -> Option<Decimal> {
    let TargetValue::Number(quantity) = value else {
        return None;
    };
    let is_same = quantity.measure == *measure
        || quantity.measure == Measure::Bare
        || *measure == Measure::Bare;
    number_of(value).filter(|_| is_same)
}

/// How many times better a number is than another; zero if either is no more than zero.
fn times_better(verso: Verso, number: Decimal, other: Decimal) -> Decimal {
    if number <= Decimal::ZERO || other <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let times = match verso {
        Verso::Decrescente => other.checked_div(number),
        Verso::Crescente | Verso::Esatto => number.checked_div(other),
    };
    times.unwrap_or_default()
}
