//! In which order amendments apply, and what that order cannot tell.

use super::act_identity;
use super::action::Action;
use super::apply::Trace;
use super::reading::ParsedVariazione;
use crate::lettura::ParsedPlan;
use crate::rilievi::{Report, Rilievo};

/// Puts amendments in the order of their dates, whatever order they came in; those of one day in
/// the order of their numbers (9, 9/bis, 10), then of their names; what has no date, or no number,
/// last. Among those without a date, `9/2022` comes after `10/2021`.
pub(crate) fn sort(variazioni: &mut [ParsedVariazione]) {
    variazioni.sort_by_cached_key(|parsed_variazione| {
        let atto = &parsed_variazione.variazione.atto;
        let number = act_identity::act_number(atto);
        (
            atto.data.is_none(),
            atto.data,
            number.is_empty(),
            number.year().filter(|_| atto.data.is_none()),
            number.without_year(),
            parsed_variazione
                .name
                .rsplit(['/', '\\'])
                .next()
                .map(str::to_owned),
        )
    });
}

/// Amendments that come before the plan that they amend.
pub(crate) fn earlier_than_plan(parsed: &ParsedPlan, variazioni: &[ParsedVariazione]) -> Report {
    let plan_date = parsed.piano.documento.data;
    let earlier = variazioni.iter().filter_map(|parsed_variazione| {
        let data = parsed_variazione.variazione.atto.data?;
        (data < plan_date).then_some((parsed_variazione, data))
    });
    earlier
        .map(|(parsed_variazione, data)| {
            let atto = parsed_variazione.tree.follow(["atto"]).0;
            let date_node = parsed.tree.follow(["documento", "data"]).0;
            Rilievo::error(format!(
                "la variazione è del {data}, il piano che modifica è del {plan_date}"
            ))
            .at(parsed_variazione.location_of_key(atto, "data"))
            .with_other_location(parsed.tree.location(date_node), "la data del piano")
            .with_regola("una variazione viene dopo il piano che modifica")
            .with_rimedio(
                "correggere una delle due date, o dare il piano a cui la variazione si riferisce",
            )
        })
        .collect()
}

/// Changes that contradict each other: two values for one field within an act, or in two acts of
/// the same day, or without one; within an act, a change whose effect another takes away.
pub(crate) fn conflicts(variazioni: &[ParsedVariazione], traces: &[Trace]) -> Report {
    let mut report = Report::default();
    for (place, after) in traces.iter().enumerate() {
        let found = traces[..place]
            .iter()
            .find_map(|before| Some((before, conflict_between(variazioni, before, after)?)));
        let Some((before, conflict)) = found else {
            continue;
        };
        let location = |trace: &Trace| {
            let parsed_variazione = &variazioni[trace.variazione];
            parsed_variazione
                .location_of_key(parsed_variazione.modifica_node(trace.modifica), "campo")
        };
        report.add(
            Rilievo::error(conflict.message())
                .at(location(after))
                .with_other_location(location(before), "qui l'altra")
                .with_regola(conflict.regola())
                .with_rimedio(conflict.rimedio()),
        );
    }
    report
}

/// How two changes contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Conflict {
    /// Two acts of one day on one value.
    SameDay,
    /// Two acts without a date on one value.
    Undated,
    /// Two changes of one act on one value.
    SameAct,
    /// A change of an act takes out what another has just changed.
    Cancelled,
}

impl Conflict {
    fn message(self) -> &'static str {
        match self {
            Self::SameDay => "due variazioni dello stesso giorno cambiano lo stesso valore",
            Self::Undated => "due variazioni senza data cambiano lo stesso valore",
            Self::SameAct => "due modifiche della stessa variazione cambiano lo stesso valore",
            Self::Cancelled => {
                "questa modifica cancella ciò che un'altra della stessa variazione ha cambiato"
            }
        }
    }

    fn regola(self) -> &'static str {
        match self {
            Self::SameDay => {
                "le variazioni si applicano in ordine di data: nello stesso giorno non si sa quale vale"
            }
            Self::Undated => {
                "le variazioni si applicano in ordine di data: senza data non si sa quale vale"
            }
            Self::SameAct => "un atto dà a un campo un valore solo",
            Self::Cancelled => super::apply::MUST_CHANGE_SOMETHING,
        }
    }

    fn rimedio(self) -> &'static str {
        match self {
            Self::SameDay => "tenere una delle due modifiche, o correggere la data di un atto",
            Self::Undated => "scrivere la data dei due atti, o tenere una delle due modifiche",
            Self::SameAct | Self::Cancelled => "tenere una delle due modifiche",
        }
    }
}

fn conflict_between(
    variazioni: &[ParsedVariazione],
    before: &Trace,
    after: &Trace,
) -> Option<Conflict> {
    let data = |trace: &Trace| variazioni[trace.variazione].variazione.atto.data;
    if before.variazione == after.variazione {
        if after.effect.removed.contains(&before.node) {
            return Some(Conflict::Cancelled);
        }
        return is_conflict_within_act(before, after).then_some(Conflict::SameAct);
    }
    if data(before) != data(after) || !is_conflict_between_acts(before, after) {
        return None;
    }
    Some(match data(after) {
        Some(_) => Conflict::SameDay,
        None => Conflict::Undated,
    })
}

/// Whether two changes of one act are about the same value. Paragraphs of one prose are values each.
fn is_conflict_within_act(before: &Trace, after: &Trace) -> bool {
    if before.node != after.node {
        return false;
    }
    if [before, after]
        .iter()
        .all(|trace| trace.action == Action::Move)
    {
        return true;
    }
    let change_values = [before, after].iter().all(|trace| changes_value(trace));
    change_values
        && match (&before.effect.paragraph, &after.effect.paragraph) {
            (Some(one), Some(other)) => {
                before.field == after.field && other.before.is_some() && one.after == other.before
            }
            _ => is_same_field(before, after),
        }
}

/// Whether two changes of acts of one day are about the same value.
fn is_conflict_between_acts(before: &Trace, after: &Trace) -> bool {
    let is_move = |trace: &Trace| trace.action == Action::Move;
    if before.node != after.node {
        return false;
    }
    if is_move(before) && is_move(after) {
        return true;
    }
    // Paragraphs that were there are told apart; where a new one goes depends on the other act.
    let are_other_paragraphs = match (&before.effect.paragraph, &after.effect.paragraph) {
        (Some(one), Some(other)) => {
            one.before.is_some() && other.before.is_some() && one.after != other.before
        }
        _ => false,
    };
    changes_value(before)
        && changes_value(after)
        && is_same_field(before, after)
        && !are_other_paragraphs
}

fn changes_value(trace: &Trace) -> bool {
    matches!(
        trace.action,
        Action::Set | Action::SuppressField | Action::AddParagraph
    )
}

/// Whether the field of one change is that of the other, or holds it.
fn is_same_field(one: &Trace, other: &Trace) -> bool {
    one.field.iter().zip(&other.field).all(|(a, b)| a == b)
}
