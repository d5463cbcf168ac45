//! Observed values of years that are not over.

use super::series::each_series;
use super::words::has_stem;
use super::{Regola, RuleContext};
use crate::piano::{Anno, ElementKind, Piano, ValoriOsservati};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::nodes::key_location;

pub(super) const REGOLA: Regola = Regola {
    name: "osservato-nel-futuro",
    words: "si osserva solo ciò che è già accaduto",
    source: "DPCM 18/09/2012 art. 3 c. 3 f: il valore effettivamente osservato; il piano si approva prima dell'esercizio",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"valori_osservati: { 2019: "3", 2031: "4" }"#,
    right: r#"valori_osservati: { 2018: "3", 2019: "4" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    for series in each_series(context) {
        match &series.indicatore.valori_osservati {
            Some(ValoriOsservati::PerPeriod(values)) => {
                for value in values {
                    let anno = year_in(&value.period)
                        .filter(|anno| is_to_come(&context.piano, *anno, &value.period));
                    if let Some(anno) = anno {
                        report.add(tell(anno).at(series.observed_location(context, &value.period)));
                    }
                }
            }
            Some(ValoriOsservati::Testo(text)) => {
                let anno = year_in(text).filter(|anno| is_to_come(&context.piano, *anno, text));
                if let Some(anno) = anno.filter(|_| !is_of_the_plan(text)) {
                    let location = key_location(&context.tree, series.node, "valori_osservati");
                    report.add(tell(anno).at(location));
                }
            }
            None => {}
        }
    }
    report
}

fn tell(anno: Anno) -> Rilievo {
    Rilievo::warning(format!(
        "il {anno} non è ancora finito, e il suo valore è già osservato"
    ))
    .with_rimedio("correggere l'anno, o spostare il valore fra i risultati attesi")
}

/// Whether a text speaks also of what is planned.
fn is_of_the_plan(text: &str) -> bool {
    let text = text.to_lowercase();
    has_stem(
        &text,
        &[
            "target",
            "attes",
            "previs",
            "obiettiv",
            "stim",
            "program",
            "da rilevare",
            "dal",
        ],
    )
}

/// The first year that a text names.
fn year_in(text: &str) -> Option<Anno> {
    text.split(|c: char| !c.is_ascii_digit())
        .find_map(Anno::parse)
}

/// Whether a year, or a part of it, was not over when the document was made.
fn is_to_come(piano: &Piano, anno: Anno, period: &str) -> bool {
    if anno < piano.esercizio {
        return false;
    }
    let made = piano.documento.data.year();
    let anno = i32::from(u16::from(anno));
    let is_part = period.trim().len() > 4;
    match is_part {
        true => anno > i32::from(made),
        false => anno >= i32::from(made),
    }
}
