//! `pira consolida`: the plan with its amendments in it, as a plan.

use std::path::Path;

use super::arguments::Consolida;
use super::writing::Destination;
use super::{Failure, formats, input};
use pira::ConsolidatedPlan;
use pira::rilievi::Rilievo;

/// Writes the plan with its amendments applied, and warns of the comments that could not be kept.
pub(super) fn consolida(arguments: Consolida) -> Result<(), Failure> {
    let name = input::usual_name(&arguments.piano, "yaml");
    let destination = Destination::new(
        Some(arguments.output.as_deref().unwrap_or(Path::new("-"))),
        &name,
        arguments.overwrite,
        input::named_files(&arguments.piano, &arguments.variazioni),
    );
    destination.check()?;
    let plan = input::open(&arguments.piano, &arguments.variazioni)?;
    let destination = destination.protecting(plan.paths())?;
    formats::check_only_name(&["yaml", "yml"], arguments.output.as_deref())?;
    let consolidated = plan.consolidate()?;
    if let Some(warning) = lost_comments_warning(&consolidated) {
        super::tell_report(&warning.into());
    }
    destination.write(consolidated.text.as_bytes())
}

/// The warning about comments of the plan that could not be kept; `None` when all were.
fn lost_comments_warning(consolidated: &ConsolidatedPlan) -> Option<Rilievo> {
    let lines: Vec<String> = consolidated
        .lost_comments
        .iter()
        .map(usize::to_string)
        .collect();
    let message = match lines.as_slice() {
        [] => return None,
        [only] => format!("il commento della riga {only} non si è potuto conservare"),
        [first @ .., last] => format!(
            "i commenti delle righe {} e {last} non si sono potuti conservare",
            first.join(", ")
        ),
    };
    let reason = if consolidated.has_anchors {
        "il piano ripete valori con le ancore (&nome, *nome), che un valore cambiato obbliga a sciogliere: i valori sono tutti, e giusti"
    } else {
        "stanno fra righe che si sono dovute riscrivere: i valori sono tutti, e giusti"
    };
    Some(
        Rilievo::warning(message)
            .with_regola(reason)
            .with_rimedio("ricopiarli a mano nel piano nuovo, se servono"),
    )
}
