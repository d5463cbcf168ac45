//! The totals must tie with the preventivo.

use super::RuleContext;
use crate::piano::Importo;
use crate::rilievi::{Report, Rilievo};

/// Objectives plus `quadratura` must make the total of the preventivo.
pub(crate) fn check(context: &RuleContext<'_>, regola: &'static str) -> Report {
    let totals = context.piano.totals();
    let Some((preventivo, difference)) = totals.preventivo.zip(totals.difference()) else {
        return Report::default();
    };
    if difference == Importo::default() {
        return Report::default();
    }
    let quadratura = totals.quadratura_sum().unwrap_or_default();
    let node = context.tree.follow(["totali", "preventivo"]).0;
    let obiettivi = totals
        .obiettivi
        .map_or_else(|| "senza importi".to_owned(), |r| r.to_string());
    Rilievo::warning(format!(
        "i totali non quadrano: obiettivi {obiettivi}, quadratura {quadratura}, preventivo {preventivo}; la differenza è {difference}"
    ))
    .at(context.tree.location(node))
    .with_regola(regola)
    .with_rimedio("correggere gli importi, o spiegare la differenza con una riga in “quadratura”")
    .into()
}
