//! Which act an amendment is, however its number and its words are written.

use super::reading::ParsedVariazione;
use super::variazione::AttoDiVariazione;
use crate::piano::{ActNumber, act_kind, normalized_words};
use crate::rilievi::{Report, Rilievo};

/// The number of the act of an amendment.
pub(super) fn act_number(atto: &AttoDiVariazione) -> ActNumber {
    ActNumber::of_written(atto.numero.as_deref())
}

/// Amendments that are the same act: applied twice, what they add would stand twice.
pub(crate) fn repeated_acts(variazioni: &[ParsedVariazione]) -> Report {
    let mut report = Report::default();
    for (place, after) in variazioni.iter().enumerate() {
        let is_repeated = |before: &&ParsedVariazione| is_same_act(before, after);
        let Some(before) = variazioni[..place].iter().find(is_repeated) else {
            continue;
        };
        let atto = |parsed: &ParsedVariazione| parsed.location_of_key(parsed.tree.root(), "atto");
        report.add(
            Rilievo::error(format!(
                "“{}” e “{}” sono lo stesso atto: {}",
                before.name,
                after.name,
                after.variazione.atto.citation()
            ))
            .at(atto(after))
            .with_other_location(atto(before), "qui la prima volta")
            .with_regola("un atto si applica una volta sola: tipo, organo, numero e data dicono quale è")
            .with_rimedio(
                "togliere uno dei due file, o scrivere il numero e la data che distinguono gli atti",
            ),
        );
    }
    report
}

/// Whether two amendments are one act. A number tells an act among those of its organ and day; two
/// drafts without one are the same if they have the same object, or none and the same changes.
fn is_same_act(one: &ParsedVariazione, other: &ParsedVariazione) -> bool {
    let (first, second) = (&one.variazione.atto, &other.variazione.atto);
    let has_same_details = act_kind(&first.tipo) == act_kind(&second.tipo)
        && normalized_words(&first.organo) == normalized_words(&second.organo)
        && act_number(first).is_same_as(&act_number(second))
        && first.data == second.data;
    if !has_same_details {
        return false;
    }
    if !act_number(first).is_empty() {
        return true;
    }
    let object = |atto: &AttoDiVariazione| atto.oggetto.as_deref().map(normalized_words);
    match (object(first), object(second)) {
        (None, None) => one.variazione.modifiche == other.variazione.modifiche,
        (first, second) => first == second,
    }
}
