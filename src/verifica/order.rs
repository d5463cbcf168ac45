//! The order of the sheets must name every programme, once.

use super::{Regola, RuleContext};
use crate::piano::{Missione, Piano};
use crate::rilievi::{Report, Rilievo};

/// The rule of the order of the sheets.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "ordine-schede",
    words: "ordine_schede nomina ogni missione o programma del piano una volta sola",
    source: "una scheda senza posto non si stamperebbe, una nominata due volte si stamperebbe due volte",
    example_of: None,
    wrong: r#"ordine_schede: ["011", "011"]"#,
    right: r#"ordine_schede: ["011"]"#,
    check,
}];

/// Finds unknown, repeated and missing codes in `ordine_schede`.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
    let piano = &context.piano;
    let programmi = || {
        piano
            .missioni
            .iter()
            .flat_map(|m| m.programmi.iter().map(move |p| (m, p)))
    };
    let mut report = Report::default();
    if piano.ordine_schede.is_empty() {
        return report;
    }
    let location = |steps: &[&str]| context.tree.location(context.tree.follow(steps).0);
    let mut counts = vec![0; programmi().count()];
    for (place, codice) in piano.ordine_schede.iter().enumerate() {
        let named = programmi().map(|(m, p)| m.codice == *codice || p.codice == *codice);
        // A mission without programmes has no sheets, and is one of the plan all the same.
        let mut known = piano.missioni.iter().any(|m| m.codice == *codice);
        let mut is_repeated = false;
        for (count, is_named) in counts.iter_mut().zip(named) {
            known |= is_named;
            is_repeated |= is_named && *count > 0;
            *count += usize::from(is_named);
        }
        let here = location(&["ordine_schede", &place.to_string()]);
        if !known {
            report.add(
                Rilievo::error(format!(
                    "nessuna missione e nessun programma ha il codice “{codice}”"
                ))
                .at(here)
                .with_rimedio(rimedio_for_unknown(piano, codice)),
            );
        } else if is_repeated {
            report.add(
                Rilievo::error(format!("“{codice}” nomina schede già nominate"))
                    .at(here)
                    .with_rimedio("togliere la ripetizione"),
            );
        }
    }
    for ((missione, programma), count) in programmi().zip(counts) {
        if count == 0 && !programma.obiettivi.is_empty() {
            report.add(
                Rilievo::error(format!(
                    "le schede del programma “{}” della missione “{}” non avrebbero un posto",
                    programma.codice, missione.codice
                ))
                .at(location(&["ordine_schede"]))
                .with_rimedio(format!("aggiungere \"{}\" all'elenco", programma.codice)),
            );
        }
    }
    report
}

/// The code most like an unknown one, among those of the sheets that the order does not name yet.
fn rimedio_for_unknown(piano: &Piano, codice: &str) -> String {
    let is_named = |codice: &str| piano.ordine_schede.iter().any(|named| **named == *codice);
    let unnamed = |missione: &&Missione| {
        let mut programmi = missione.programmi.iter();
        !is_named(&missione.codice) && !programmi.any(|programma| is_named(&programma.codice))
    };
    let missioni = piano.missioni.iter().filter(unnamed);
    let programmi = piano.missioni.iter().filter(|m| !is_named(&m.codice));
    let programmi = programmi.flat_map(|missione| &missione.programmi);
    let programmi = programmi.filter(|programma| !is_named(&programma.codice));
    let free: Vec<&str> = missioni
        .map(|missione| &*missione.codice)
        .chain(programmi.map(|programma| &*programma.codice))
        .collect();
    if free.is_empty() {
        return "togliere questa voce: le schede del piano hanno già il loro posto".to_owned();
    }
    super::rimedio_for_code(codice, free.into_iter())
}
