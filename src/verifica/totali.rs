//! The totals must tie with the preventivo.

use super::Contesto;
use crate::piano::Importo;
use crate::rilievi::{Rapporto, Rilievo};

/// Objectives plus `quadratura` must make the total of the preventivo.
pub fn controlla(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let totali = letto.piano.totali.as_ref();
    let Some((totali, preventivo)) = totali.and_then(|totali| Some((totali, totali.preventivo?)))
    else {
        return Rapporto::default();
    };
    let risorse = letto.piano.risorse();
    let obiettivi = risorse.unwrap_or_default();
    let quadratura: Importo = totali.quadratura.iter().map(|riga| riga.importo).sum();
    let differenza = preventivo - [obiettivi, quadratura].into_iter().sum();
    if differenza == Importo::default() {
        return Rapporto::default();
    }
    let nodo = letto.albero.segui(["totali", "preventivo"]).0;
    let obiettivi = risorse.map_or_else(|| "senza importi".to_owned(), |r| r.to_string());
    Rilievo::avviso(format!(
        "i totali non quadrano: obiettivi {obiettivi}, quadratura {quadratura}, preventivo {preventivo}; la differenza è {differenza}"
    ))
    .in_luogo(letto.albero.luogo(nodo))
    .regola(regola)
    .rimedio("correggere gli importi, o spiegare la differenza con una riga in “quadratura”")
    .into()
}
