//! Units that differ: from a year to another, from the one declared, from those of the observed values.

use rust_decimal::Decimal;

use super::series::{Series, Target, each_series, measure_of, number_of};
use super::unit_groups::group_of;
use super::{Regola, RuleContext};
use crate::piano::{ElementKind, Measure, TargetValue, TimeUnit};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::nodes::key_location;

pub(super) const REGOLA: Regola = Regola {
    name: "unita-diverse",
    words: "tutti i valori di un indicatore sono nella sua unità di misura",
    source: "DPCM 18/09/2012 art. 3 c. 3 b: un indicatore ha una unità di misura; art. 6: i risultati si confrontano con quelli degli anni prima",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: "80%", 2022: "80", 2023: "80%" }"#,
    right: r#"risultati_attesi: { 2021: "80%", 2022: "80%", 2023: "80%" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    for series in each_series(context) {
        check_series(context, &series, &mut report);
    }
    report
}

fn check_series(context: &RuleContext<'_>, series: &Series<'_>, report: &mut Report) {
    let declared = series.declared();
    let typed = series
        .indicatore
        .unita_di_misura
        .as_deref()
        .unwrap_or_default();
    let measured: Vec<(Target<'_>, Measure)> = series
        .clear()
        .filter_map(|target| Some((target, measure_of(target.value)?)))
        .collect();
    let is_other =
        |target: &Target<'_>, measure: &Measure| differs(&declared, measure, target.value);
    let others = measured
        .iter()
        .filter(|(target, measure)| is_other(target, measure));
    let other_count = others.clone().count();
    if other_count > 0 && other_count == measured.len() {
        let (target, _) = &measured[0];
        report.add(
            Rilievo::warning(format!(
                "l'unità di misura è “{typed}”, i risultati attesi no: “{}”",
                target.text
            ))
            .at(key_location(&context.tree, series.node, "unita_di_misura"))
            .with_rimedio("correggere l'unità di misura, o i risultati attesi"),
        );
        return;
    }
    for (target, _) in others {
        report.add(
            Rilievo::warning(format!(
                "“{}” non è nell'unità di misura “{typed}”",
                target.text
            ))
            .at(series.location(context, target.anno))
            .with_rimedio(
                "scrivere il valore nell'unità di misura dell'indicatore, o correggere l'unità",
            ),
        );
    }
    let same: Vec<_> = measured
        .iter()
        .filter(|(target, measure)| !is_other(target, measure))
        .collect();
    let reference = most_common(&same);
    if let Some(reference) = &reference {
        for (target, measure) in &same {
            if changes(&declared, reference, measure, target.value) {
                report.add(
                    Rilievo::warning(format!(
                        "“{}” ha un'altra unità rispetto agli altri anni: {}, non {}",
                        target.text,
                        name(measure),
                        name(reference)
                    ))
                    .at(series.location(context, target.anno))
                    .with_rimedio("usare la stessa unità in tutti gli anni"),
                );
            }
        }
    }
    check_observed(context, series, &declared, reference.as_ref(), report);
}

fn check_observed(
    context: &RuleContext<'_>,
    series: &Series<'_>,
    declared: &Measure,
    reference: Option<&Measure>,
    report: &mut Report,
) {
    for seen in series.observed() {
        let Some(measure) = measure_of(&seen.value) else {
            continue;
        };
        let from_targets = reference.is_some_and(|reference| {
            measure != Measure::Bare && changes(declared, reference, &measure, &seen.value)
        });
        if from_targets || differs(declared, &measure, &seen.value) {
            report.add(
                Rilievo::warning(format!(
                    "il valore osservato “{}” ({}) ha un'altra unità rispetto all'indicatore",
                    seen.text, seen.period
                ))
                .at(series.observed_location(context, seen.period))
                .with_rimedio("scrivere il valore osservato nell'unità dell'indicatore"),
            );
        }
    }
}

/// Whether a target is not in the unit that the indicator declares.
pub(super) fn is_in_another_unit(series: &Series<'_>, target: &Target<'_>) -> bool {
    let measure = measure_of(target.value);
    measure.is_some_and(|measure| differs(&series.declared(), &measure, target.value))
}

/// The measure of the most targets; of as many, the first.
fn most_common(measured: &[&(Target<'_>, Measure)]) -> Option<Measure> {
    let count = |measure: &Measure| {
        measured
            .iter()
            .filter(|(_, other)| other == measure)
            .count()
    };
    let mut best: Option<(&Measure, usize)> = None;
    for (_, measure) in measured {
        let times = count(measure);
        if best.is_none_or(|(_, most)| times > most) {
            best = Some((measure, times));
        }
    }
    best.map(|(measure, _)| measure.clone())
}

/// Whether a value is not in the unit that the indicator declares.
fn differs(declared: &Measure, measure: &Measure, value: &TargetValue) -> bool {
    use Measure::{Bare, Count, Day, Money, Other, PerMille, Percent, Things, Time, YesNo};
    if declared == measure {
        return false;
    }
    let is_known_thing = matches!(measure, Things(stem) if group_of(stem).is_some());
    match (declared, measure) {
        (Bare | Other(_), _) | (_, Other(_) | Count) => false,
        (YesNo, Bare | Percent) => {
            number_of(value).is_some_and(|number| number > Decimal::ONE && number != 100.into())
        }
        (YesNo, Time(_) | Money | PerMille) => true,
        (YesNo, _) | (_, Bare) | (Day, Time(_)) | (Count, Time(_) | Things(_)) => false,
        (Time(declared), Time(unit)) => is_within_a_day(*declared) != is_within_a_day(*unit),
        (Things(declared), Things(stem)) => group_of(declared)
            .zip(group_of(stem))
            .is_some_and(|(declared, thing)| declared != thing),
        // A score, an index, a rating may be written in any way.
        (Things(declared), _) => group_of(declared).is_some(),
        (_, Things(_)) => is_known_thing,
        _ => true,
    }
}

/// Whether a value is in another unit than the other years.
fn changes(
    declared: &Measure,
    reference: &Measure,
    measure: &Measure,
    value: &TargetValue,
) -> bool {
    use Measure::{Bare, Day, Money, PerMille, Percent, Things, Time, YesNo};
    if reference == measure {
        return false;
    }
    // One thing done is a step of the work, which may be another each year.
    let is_many = number_of(value).is_none_or(|number| number > Decimal::ONE);
    match (reference, measure) {
        (YesNo | Day, _) | (_, YesNo | Day) => false,
        (Bare, other @ (Percent | PerMille | Money))
        | (other @ (Percent | PerMille | Money), Bare) => declared != other,
        (Things(one), Things(other)) => {
            let groups = group_of(one).zip(group_of(other));
            is_many && groups.is_some_and(|(one, other)| one != other)
        }
        (Time(_) | Percent | PerMille | Money, Things(stem)) => is_many && group_of(stem).is_some(),
        (Things(stem), Time(_) | Percent | PerMille | Money) => group_of(stem).is_some(),
        (Time(_) | Percent | PerMille | Money, Time(_) | Percent | PerMille | Money) => true,
        _ => false,
    }
}

fn is_within_a_day(unit: TimeUnit) -> bool {
    unit < TimeUnit::Day
}

/// What a unit is called.
fn name(measure: &Measure) -> String {
    match measure {
        Measure::Bare => "nessuna".to_owned(),
        Measure::Percent => "“%”".to_owned(),
        Measure::PerMille => "“‰”".to_owned(),
        Measure::Money => "“€”".to_owned(),
        Measure::Time(unit) => format!("“{}”", time_name(*unit)),
        _ => "un'altra".to_owned(),
    }
}

fn time_name(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Second => "secondi",
        TimeUnit::Minute => "minuti",
        TimeUnit::Hour => "ore",
        TimeUnit::Day => "giorni",
        TimeUnit::Week => "settimane",
        TimeUnit::Month => "mesi",
        TimeUnit::Year => "anni",
    }
}
