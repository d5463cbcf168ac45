//! Targets that get worse from a year to the next.

use rust_decimal::Decimal;

use super::direction::{direction, is_trend};
use super::part_of_whole::is_part_of_whole;
use super::series::{Series, Target, at_targets};
use super::words::{IndicatorWords, has_stem};
use super::{Regola, RuleContext, hundred, units, vacuous};
use crate::piano::{Anno, ElementKind, Measure, Piano, TargetValue, Verso};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "risultato-peggiora",
    words: "un risultato atteso migliora, o il piano dice perché no",
    source: "art. 22 D.Lgs. 91/2011: gli obiettivi si riconsiderano ogni anno secondo i risultati",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: ">= 9", 2022: ">= 8", 2023: ">= 9" }"#,
    right: r#"risultati_attesi: { 2021: ">= 8", 2022: ">= 8", 2023: ">= 9" }"#,
    check,
};

/// Days that a day of the calendar may shift from a year to the next, for holidays.
const SHIFT: i32 = 7;

/// How far a target goes.
enum Level {
    /// The two ends of a range, or a number twice; and what else is said.
    Numbers {
        low: Decimal,
        high: Decimal,
        measure: Measure,
        words: String,
    },
    /// A day, by its place in the year.
    Day(i32),
    YesNo(bool),
}

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, |series| match series.indicatore.note {
        Some(_) => Vec::new(),
        None => worsening(series, &context.piano),
    })
}

fn worsening(series: &Series<'_>, piano: &Piano) -> Vec<(Anno, Rilievo)> {
    let mut found = Vec::new();
    let mut before: Option<(Target<'_>, Level)> = None;
    // One of another year may be of another plan.
    let is_of_period = |anno: Anno| piano.triennio.is_empty() || piano.triennio.contains(&anno);
    for target in series.clear().filter(|target| is_of_period(target.anno)) {
        let Some(level) = level(&target).filter(|_| !is_told_otherwise(series, &target)) else {
            continue;
        };
        if let Some((last, before)) = &before
            && is_worse(series, before, &level)
        {
            let rilievo = Rilievo::warning(format!(
                "il risultato atteso peggiora: prima {}, poi {}",
                last.text.trim(),
                target.text.trim()
            ))
            .with_rimedio("correggere il valore, o dirne la ragione nelle note dell'indicatore");
            found.push((target.anno, rilievo));
        }
        before = Some((target, level));
    }
    found
}

/// Whether another rule tells a target, so that its number says nothing.
fn is_told_otherwise(series: &Series<'_>, target: &Target<'_>) -> bool {
    vacuous::is_vacuous(series, target)
        || units::is_in_another_unit(series, target)
        || hundred::is_over(series, target) && is_part_of_whole(series)
}

fn level(target: &Target<'_>) -> Option<Level> {
    match target.value {
        TargetValue::Number(quantity) => {
            let words = match quantity.lead.as_str() {
                "" => String::new(),
                lead => format!("{lead} … {}", quantity.rest.to_lowercase()),
            };
            Some(Level::Numbers {
                low: quantity.number,
                high: quantity.number,
                measure: quantity.measure.clone(),
                words,
            })
        }
        TargetValue::Range(range) if range.from <= range.to => Some(Level::Numbers {
            low: range.from,
            high: range.to,
            measure: range.measure.clone(),
            words: String::new(),
        }),
        TargetValue::Day(day) if day.year.is_none_or(|year| year == target.anno) => {
            Some(Level::Day(day.place_in_year()))
        }
        TargetValue::YesNo(answer) => Some(Level::YesNo(*answer)),
        _ => None,
    }
}

fn is_worse(series: &Series<'_>, before: &Level, after: &Level) -> bool {
    match (before, after) {
        (Level::Day(before), Level::Day(after)) => {
            let verso = series.indicatore.verso;
            after - before > SHIFT
                && verso != Some(Verso::Crescente)
                && verso != Some(Verso::Esatto)
        }
        (Level::YesNo(true), Level::YesNo(false)) => {
            !matches!(direction(series), Some(Verso::Decrescente | Verso::Esatto))
        }
        (
            Level::Numbers {
                low,
                high,
                measure,
                words,
            },
            Level::Numbers {
                low: low_after,
                high: high_after,
                measure: measure_after,
                words: words_after,
            },
        ) => {
            words == words_after
                && are_comparable(series, measure, measure_after)
                && are_worse(series, (*low, *high), (*low_after, *high_after), words)
        }
        _ => false,
    }
}

fn are_worse(
    series: &Series<'_>,
    before: (Decimal, Decimal),
    after: (Decimal, Decimal),
    words: &str,
) -> bool {
    let are_ranges = before.0 < before.1 && after.0 < after.1;
    let is_lower = after.0 < before.0 && !(are_ranges && after.1 > before.1);
    let is_higher = after.1 > before.1 && !(are_ranges && after.0 < before.0);
    if !is_lower && !is_higher {
        return false;
    }
    match direction(series) {
        Some(Verso::Crescente) => is_lower,
        Some(Verso::Decrescente) => is_higher,
        Some(Verso::Esatto) => false,
        None => is_lower && is_likely_to_grow(series, words),
    }
}

/// Whether an indicator of which nothing says the direction is one of those that grow, as most do. A value
/// that falls each year is likely meant to.
fn is_likely_to_grow(series: &Series<'_>, lead: &str) -> bool {
    const UNKNOWN: [&str; 12] = [
        "riduzion",
        "diminuzion",
        "conteniment",
        "rapporto",
        "incidenza",
        "indice",
        "spes",
        "cost",
        "scart",
        "resid",
        "quote",
        "partecipazioni",
    ];
    let words = IndicatorWords::of(series.indicatore);
    let is_counted = matches!(
        series.declared(),
        Measure::Bare | Measure::Count | Measure::Things(_) | Measure::Percent
    );
    is_counted
        && !is_trend(series, Verso::Decrescente)
        && !has_stem(&words.name, &UNKNOWN)
        && !has_stem(lead, &UNKNOWN)
        && !super::direction::has_unwanted(&words)
}

/// Whether two targets count the same: a bare number counts what the words of another year say.
fn are_comparable(series: &Series<'_>, before: &Measure, after: &Measure) -> bool {
    if before == after {
        return true;
    }
    match (before, after) {
        (Measure::Bare, other) | (other, Measure::Bare) => {
            matches!(other, Measure::Time(_) | Measure::Things(_)) || series.declared() == *other
        }
        _ => false,
    }
}
