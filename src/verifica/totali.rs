//! The totals must tie with the preventivo.

use super::RuleContext;
use crate::piano::Importo;
use crate::rilievi::{Report, Rilievo};

/// Objectives plus `quadratura` must make the total of the preventivo.
pub fn check(parsed: &RuleContext<'_>, regola: &'static str) -> Report {
    let totali = parsed.piano.totali.as_ref();
    let Some((totali, preventivo)) = totali.and_then(|totali| Some((totali, totali.preventivo?)))
    else {
        return Report::default();
    };
    let risorse = parsed.piano.risorse();
    let obiettivi = risorse.unwrap_or_default();
    let quadratura: Importo = totali.quadratura.iter().map(|line| line.importo).sum();
    let difference = preventivo - [obiettivi, quadratura].into_iter().sum();
    if difference == Importo::default() {
        return Report::default();
    }
    let node = parsed.tree.follow(["totali", "preventivo"]).0;
    let obiettivi = risorse.map_or_else(|| "senza importi".to_owned(), |r| r.to_string());
    Rilievo::warning(format!(
        "i totali non quadrano: obiettivi {obiettivi}, quadratura {quadratura}, preventivo {preventivo}; la differenza è {difference}"
    ))
    .at(parsed.tree.location(node))
    .with_regola(regola)
    .with_rimedio("correggere gli importi, o spiegare la differenza con una riga in “quadratura”")
    .into()
}
