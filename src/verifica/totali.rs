//! The totals must tie with the preventivo.

use super::{Regola, RuleContext};
use crate::piano::Importo;
use crate::rilievi::{Report, Rilievo};

/// The rule of the totals.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "totali-non-quadrano",
    words: "obiettivi e quadratura danno il totale del preventivo",
    source: "il piano illustra le spese del bilancio a cui è allegato (art. 19 c. 1 D.Lgs. 91/2011)",
    example_of: None,
    wrong: "totali: { preventivo: 1.00 }",
    right: "totali: {}",
    check,
}];

/// Objectives plus `quadratura` must make the total of the preventivo.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
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
    .with_rimedio("correggere gli importi, o spiegare la differenza con una riga in “quadratura”")
    .into()
}
