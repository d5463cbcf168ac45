//! Years, dates and acts: the plan is of one budget, and what it names must be of that one.

mod acts;
mod dates;
mod document_names;
mod documents;
mod fields;
mod history;
mod leftovers;
mod mention;
mod norms;
mod phrase;
mod prose;
mod report;
mod spans;
mod targets;
mod tenses;
mod times;
mod triennio;
mod words;

use super::{Regola, RuleContext};
use prose::Budget;

/// The rules of years and acts.
pub(super) const REGOLE: &[Regola] = &[
    leftovers::REGOLA,
    triennio::REGOLA,
    dates::REGOLA,
    acts::REGOLA,
];

/// The years that a plan is about; without a `triennio`, the two after the budget's year are taken for
/// its others, since the budget is of three.
fn budget_of(context: &RuleContext<'_>) -> Budget {
    let piano = &context.piano;
    let esercizio = u16::from(piano.esercizio);
    let last = piano.triennio.iter().copied().map(u16::from).max();
    Budget {
        esercizio,
        last: last.unwrap_or(esercizio + 2).max(esercizio),
        made: u16::try_from(piano.documento.data.year()).unwrap_or(esercizio - 1),
    }
}
