//! The raccordo table refers to missions by their codes.

use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};

/// Finds codes of the raccordo table that no mission has.
pub fn controlla(letto: &Letto, regola: &'static str) -> Rapporto {
    let piano = &letto.piano;
    let mut rapporto = Rapporto::default();
    for (riga, area) in piano.raccordo.iter().flat_map(|r| &r.righe).enumerate() {
        for (posto, codice) in area.missioni.iter().enumerate() {
            if piano
                .missioni
                .iter()
                .any(|missione| missione.codice == *codice)
            {
                continue;
            }
            let passi = [
                "raccordo",
                "righe",
                &riga.to_string(),
                "missioni",
                &posto.to_string(),
            ];
            let noti = piano.missioni.iter().map(|missione| &*missione.codice);
            rapporto.aggiungi(
                Rilievo::errore(format!("nessuna missione ha il codice “{codice}”"))
                    .in_luogo(letto.albero.luogo(letto.albero.segui(passi).0))
                    .regola(regola)
                    .rimedio(super::rimedio(codice, noti)),
            );
        }
    }
    rapporto
}
