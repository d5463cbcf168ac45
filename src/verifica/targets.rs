//! The targets: years, operators, units, direction.

use rust_decimal::Decimal;

use super::nodes::{self, indicatori};
use super::{Regola, RuleContext};
use crate::lettura::{Node, ParsedPlan};
use crate::piano::{Anno, ElementKind, Indicatore, Operator, TargetReading};
use crate::rilievi::{Location, Report, Rilievo};

/// The rules of expected results.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "anno-fuori-dal-triennio",
        words: "i risultati attesi sono quelli degli anni del triennio",
        source: "DPCM 18/09/2012 art. 3 c. 3 e: il valore e l'anno in cui è atteso; il piano segue il bilancio, che è triennale",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"risultati_attesi: { 2019: ">= 2" }"#,
        right: "risultati_attesi: {}",
        check: anni,
    },
    Regola {
        name: "risultato-illeggibile",
        words: "un risultato atteso si può misurare solo con un numero",
        source: "DPCM 18/09/2012 art. 3 c. 3 e: il risultato atteso è un valore",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"risultati_attesi: { 2027: ">= ", 2028: ">= 2", 2029: ">= 2" }"#,
        right: r#"risultati_attesi: { 2027: ">= 2", 2028: ">= 2", 2029: ">= 2" }"#,
        check: operators,
    },
    Regola {
        name: "oltre-il-cento",
        words: "una parte non supera il tutto",
        source: "la percentuale di una parte sul tutto arriva a 100",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"nome: Grado di evasione delle pratiche
risultati_attesi: { 2027: ">= 190%", 2028: ">= 190%", 2029: ">= 190%" }"#,
        right: r#"nome: Grado di evasione delle pratiche
risultati_attesi: { 2027: ">= 90%", 2028: ">= 90%", 2029: ">= 90%" }"#,
        check: percentages,
    },
    Regola {
        name: "unita-diverse",
        words: "i risultati di anni diversi si confrontano nella stessa unità",
        source: "un risultato si confronta con quello dell'anno prima (DPCM 18/09/2012 art. 6)",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"risultati_attesi: { 2027: "80%", 2028: "80", 2029: "80%" }"#,
        right: r#"risultati_attesi: { 2027: "80%", 2028: "80%", 2029: "80%" }"#,
        check: units,
    },
    Regola {
        name: "risultato-peggiora",
        words: "un risultato atteso migliora, o il piano dice perché no",
        source: "art. 22 D.Lgs. 91/2011: gli obiettivi si riconsiderano ogni anno secondo i risultati",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"risultati_attesi: { 2027: ">= 9", 2028: ">= 8", 2029: ">= 9" }"#,
        right: r#"risultati_attesi: { 2027: ">= 8", 2028: ">= 8", 2029: ">= 9" }"#,
        check: worsening,
    },
];

/// The words of a name or an algorithm by which a percentage is that of a part, and cannot exceed 100.
const PART_OF_WHOLE: [&str; 6] = [
    "percentuale",
    "grado",
    "quota",
    "tasso",
    "totale",
    "complessiv",
];

/// Target years outside the three-year period, or missing from it.
pub(crate) fn anni(context: &RuleContext<'_>) -> Report {
    let triennio = &context.piano.triennio;
    let mut report = Report::default();
    if triennio.is_empty() {
        return report;
    }
    for (indicatore, node) in indicatori(context) {
        for (anno, _) in &indicatore.risultati_attesi {
            if !triennio.contains(anno) {
                report.add(
                    Rilievo::warning(format!(
                        "il {anno} è fuori dal triennio {}",
                        joined(triennio)
                    ))
                    .at(anno_location(context, node, *anno))
                    .with_rimedio("correggere l'anno, o aggiungerlo al triennio"),
                );
            }
        }
        let missing: Vec<Anno> = triennio
            .iter()
            .copied()
            .filter(|anno| !indicatore.risultati_attesi.contains_key(anno))
            .collect();
        if !indicatore.risultati_attesi.is_empty() && !missing.is_empty() {
            report.add(
                Rilievo::warning(format!(
                    "all'indicatore {} manca il risultato atteso del {}",
                    indicatore.codice,
                    joined(&missing)
                ))
                .at(nodes::key_location(&context.tree, node, "risultati_attesi"))
                .with_rimedio("aggiungere l'anno, con \"---\" se il risultato non è previsto"),
            );
        }
    }
    report
}

/// An operator without its number: `>= `.
pub(crate) fn operators(context: &RuleContext<'_>) -> Report {
    for_each_risultato(context, |_, text, reading| {
        let has_operator = text.trim_start().starts_with(['>', '<', '=', '≥', '≤']);
        let has_digits = text.chars().any(|c| c.is_ascii_digit());
        (has_operator && !has_digits && reading.is_none()).then(|| {
            Rilievo::warning(format!("“{text}” ha un operatore e nessun numero"))
                .with_rimedio("scrivere il numero dopo l'operatore: \">= 2\"")
        })
    })
}

/// A percentage over 100 of what is a part of something.
pub(crate) fn percentages(context: &RuleContext<'_>) -> Report {
    for_each_risultato(context, |indicatore, text, reading| {
        let reading = reading
            .filter(|reading| reading.unit == "%" && reading.number > Decimal::ONE_HUNDRED)?;
        let words = [&indicatore.nome, &indicatore.algoritmo];
        let is_part = words.into_iter().flatten().any(|text| {
            let text = text.to_lowercase();
            PART_OF_WHOLE.iter().any(|word| text.contains(word))
        });
        let is_upper_bound = matches!(reading.operator, Operator::Less | Operator::LessOrEqual);
        (is_part && !is_upper_bound).then(|| {
            Rilievo::warning(format!("“{text}” supera il 100% di una parte")).with_rimedio(
                "correggere il valore, o il nome dell'indicatore se non è la parte di un tutto",
            )
        })
    })
}

/// A unit that changes from one year to another.
pub(crate) fn units(context: &RuleContext<'_>) -> Report {
    for_each_step(context, |_, before, after| {
        (before.unit != after.unit).then(|| {
            let name = |unit: &str| {
                if unit.is_empty() {
                    "nessuna".to_owned()
                } else {
                    format!("“{unit}”")
                }
            };
            Rilievo::warning(format!(
                "l'unità cambia da un anno all'altro: {}, poi {}",
                name(&before.unit),
                name(&after.unit)
            ))
            .with_rimedio("usare la stessa unità in tutti gli anni")
        })
    })
}

/// A target that gets worse without a note that says why.
pub(crate) fn worsening(context: &RuleContext<'_>) -> Report {
    for_each_step(context, |indicatore, before, after| {
        let is_comparable = before.operator == after.operator && before.unit == after.unit;
        let gets_worse = match after.operator {
            Operator::Greater | Operator::GreaterOrEqual => after.number < before.number,
            Operator::Less | Operator::LessOrEqual => after.number > before.number,
            Operator::Equal => false,
        };
        (is_comparable && gets_worse && indicatore.note.is_none()).then(|| {
            Rilievo::warning(format!(
                "il risultato atteso peggiora: prima {}, poi {}",
                before.number, after.number
            ))
            .with_rimedio("correggere il valore, o dirne la ragione nelle note dell'indicatore")
        })
    })
}

fn for_each_risultato(
    parsed: &ParsedPlan,
    find: impl Fn(&Indicatore, &str, Option<&TargetReading>) -> Option<Rilievo>,
) -> Report {
    let mut report = Report::default();
    for (indicatore, node) in indicatori(parsed) {
        for (anno, result) in &indicatore.risultati_attesi {
            if let Some(rilievo) = find(indicatore, result.text(), result.reading()) {
                report.add(rilievo.at(anno_location(parsed, node, *anno)));
            }
        }
    }
    report
}

/// From the reading of each year to that of the next that can be read.
fn for_each_step(
    parsed: &ParsedPlan,
    find: impl Fn(&Indicatore, &TargetReading, &TargetReading) -> Option<Rilievo>,
) -> Report {
    let mut report = Report::default();
    for (indicatore, node) in indicatori(parsed) {
        let mut readings: Vec<(Anno, &TargetReading)> = indicatore
            .risultati_attesi
            .iter()
            .filter_map(|(anno, result)| Some((*anno, result.reading()?)))
            .collect();
        readings.sort_by_key(|(anno, _)| *anno);
        for step in readings.windows(2) {
            let [(_, before), (anno, after)] = step else {
                continue;
            };
            if let Some(rilievo) = find(indicatore, before, after) {
                report.add(rilievo.at(anno_location(parsed, node, *anno)));
            }
        }
    }
    report
}

fn anno_location(parsed: &ParsedPlan, indicatore: Node, anno: Anno) -> Location {
    let value = parsed
        .tree
        .find_key(indicatore, "risultati_attesi")
        .and_then(|(_, results)| parsed.tree.find_key(results, &anno.to_string()));
    parsed
        .tree
        .location(value.map_or(indicatore, |(_, value)| value))
}

fn joined(anni: &[Anno]) -> String {
    anni.iter()
        .map(Anno::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
