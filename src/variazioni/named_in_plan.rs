//! The amendments that a plan itself names.

use super::reading::ParsedVariazione;
use crate::lettura::ParsedPlan;
use crate::rilievi::{Report, Rilievo};

/// Amendments that a plan names and nobody gave, without which it would print what it said before;
/// those that it names twice.
pub(crate) fn missing_or_repeated(parsed: &ParsedPlan, given: &[ParsedVariazione]) -> Report {
    let mut unclaimed: Vec<Vec<&str>> = given.iter().map(|read| path_steps(&read.name)).collect();
    let mut named: Vec<(usize, Vec<&str>)> = parsed
        .piano
        .variazioni
        .iter()
        .map(|name| path_steps(name))
        .enumerate()
        .collect();
    // The longest path first: `a.yaml` must not take the file of `2021/a.yaml`.
    named.sort_by_key(|(place, steps)| (std::cmp::Reverse(steps.len()), *place));
    let mut report = Report::default();
    let mut seen: Vec<Vec<&str>> = Vec::new();
    for (place, steps) in named {
        if seen.contains(&steps) {
            report.add(named_twice(parsed, place));
            continue;
        }
        seen.push(steps.clone());
        let found = unclaimed.iter().position(|data| data.ends_with(&steps));
        match found {
            Some(found) => {
                unclaimed.swap_remove(found);
            }
            None => report.add(not_given(parsed, place)),
        }
    }
    report
}

fn not_given(parsed: &ParsedPlan, place: usize) -> Rilievo {
    let node = parsed.tree.follow(["variazioni", &place.to_string()]).0;
    let name = &parsed.piano.variazioni[place];
    Rilievo::error(format!(
        "il piano nomina la variazione “{name}”, che non è stata applicata"
    ))
    .at(parsed.tree.location(node))
    .with_regola("un piano che nomina le sue variazioni vale solo insieme con tutte, ciascuna una volta sola")
    .with_rimedio("dare anche quel file, o togliere il suo nome da “variazioni”")
}

fn named_twice(parsed: &ParsedPlan, place: usize) -> Rilievo {
    let node = parsed.tree.follow(["variazioni", &place.to_string()]).0;
    let name = &parsed.piano.variazioni[place];
    Rilievo::error(format!("il piano nomina due volte la variazione “{name}”"))
        .at(parsed.tree.location(node))
        .with_regola("un atto si applica una volta sola")
        .with_rimedio("togliere uno dei due nomi da “variazioni”")
}

/// The folders and the name of a file, whatever sign separates them.
fn path_steps(name: &str) -> Vec<&str> {
    let steps = name.split(['/', '\\']);
    steps.filter(|step| !matches!(*step, "" | ".")).collect()
}
