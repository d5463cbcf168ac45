//! The order of the sheets must name every programme, once.

use super::Contesto;
use crate::rilievi::{Rapporto, Rilievo};

/// Finds unknown, repeated and missing codes in `ordine_schede`.
pub fn controlla(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let piano = &letto.piano;
    let programmi = || {
        piano
            .missioni
            .iter()
            .flat_map(|m| m.programmi.iter().map(move |p| (m, p)))
    };
    let mut rapporto = Rapporto::default();
    if piano.ordine_schede.is_empty() {
        return rapporto;
    }
    let luogo = |passi: &[&str]| letto.albero.luogo(letto.albero.segui(passi).0);
    let mut volte = vec![0; programmi().count()];
    for (posto, codice) in piano.ordine_schede.iter().enumerate() {
        let nominati = programmi().map(|(m, p)| m.codice == *codice || p.codice == *codice);
        // A mission without programmes has no sheets, and is one of the plan all the same.
        let mut noto = piano.missioni.iter().any(|m| m.codice == *codice);
        let mut ripetuto = false;
        for (volta, nominato) in volte.iter_mut().zip(nominati) {
            noto |= nominato;
            ripetuto |= nominato && *volta > 0;
            *volta += usize::from(nominato);
        }
        let qui = luogo(&["ordine_schede", &posto.to_string()]);
        if !noto {
            let noti = programmi().flat_map(|(m, p)| [&*m.codice, &*p.codice]);
            rapporto.aggiungi(
                Rilievo::errore(format!(
                    "nessuna missione e nessun programma ha il codice “{codice}”"
                ))
                .in_luogo(qui)
                .regola(regola)
                .rimedio(super::rimedio(codice, noti)),
            );
        } else if ripetuto {
            rapporto.aggiungi(
                Rilievo::errore(format!("“{codice}” nomina schede già nominate"))
                    .in_luogo(qui)
                    .regola(regola)
                    .rimedio("togliere la ripetizione"),
            );
        }
    }
    for ((missione, programma), volte) in programmi().zip(volte) {
        if volte == 0 && !programma.obiettivi.is_empty() {
            rapporto.aggiungi(
                Rilievo::errore(format!(
                    "le schede del programma “{}” della missione “{}” non avrebbero un posto",
                    programma.codice, missione.codice
                ))
                .in_luogo(luogo(&["ordine_schede"]))
                .regola(regola)
                .rimedio(format!("aggiungere \"{}\" all'elenco", programma.codice)),
            );
        }
    }
    rapporto
}
