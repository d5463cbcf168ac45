//! In which order amendments apply, and what that order cannot tell.

use super::applica::Traccia;
use super::azione::Azione;
use super::lettura::VariazioneLetta;
use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};

/// Puts amendments in the order of their dates, whatever order they came in; those of one day in
/// the order of their numbers, then of their names; those without a date last.
pub fn ordina(variazioni: &mut [VariazioneLetta]) {
    variazioni.sort_by_cached_key(|letta| {
        let atto = &letta.variazione.atto;
        let numero = atto.numero.as_deref().unwrap_or_default();
        (
            atto.data.is_none(),
            atto.data,
            numero.parse::<u64>().ok(),
            numero.to_owned(),
            letta.nome.rsplit(['/', '\\']).next().map(str::to_owned),
        )
    });
}

/// Amendments that come before the plan that they amend.
pub fn anteriori(letto: &Letto, variazioni: &[VariazioneLetta]) -> Rapporto {
    let del_piano = letto.piano.documento.data;
    let anteriori = variazioni.iter().filter_map(|letta| {
        let data = letta.variazione.atto.data?;
        (data < del_piano).then_some((letta, data))
    });
    anteriori
        .map(|(letta, data)| {
            let atto = letta.albero.segui(["atto"]).0;
            let qui = letto.albero.segui(["documento", "data"]).0;
            Rilievo::errore(format!(
                "la variazione è del {data}, il piano che modifica è del {del_piano}"
            ))
            .in_luogo(letta.luogo(atto, "data"))
            .con_altro_luogo(letto.albero.luogo(qui), "la data del piano")
            .regola("una variazione viene dopo il piano che modifica")
            .rimedio(
                "correggere una delle due date, o dare il piano a cui la variazione si riferisce",
            )
        })
        .collect()
}

/// Two amendments of the same day on the same value.
pub fn conflitti(variazioni: &[VariazioneLetta], tracce: &[Traccia]) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (posto, dopo) in tracce.iter().enumerate() {
        let prima = tracce[..posto].iter().find(|prima| {
            prima.variazione != dopo.variazione
                && data(variazioni, prima) == data(variazioni, dopo)
                && si_toccano(prima, dopo)
        });
        if let Some(prima) = prima {
            let luogo = |traccia: &Traccia| {
                let letta = &variazioni[traccia.variazione];
                letta.luogo(letta.modifica(traccia.modifica), "campo")
            };
            rapporto.aggiungi(
                Rilievo::errore("due variazioni dello stesso giorno cambiano lo stesso valore")
                    .in_luogo(luogo(dopo))
                    .con_altro_luogo(luogo(prima), "qui l'altra")
                    .regola("le variazioni si applicano in ordine di data: nello stesso giorno, o senza data, non si sa quale vale")
                    .rimedio("tenere una delle due modifiche, o correggere la data di un atto"),
            );
        }
    }
    rapporto
}

fn data(variazioni: &[VariazioneLetta], traccia: &Traccia) -> Option<crate::piano::Data> {
    variazioni[traccia.variazione].variazione.atto.data
}

fn si_toccano(uno: &Traccia, altro: &Traccia) -> bool {
    let valore = |traccia: &Traccia| {
        matches!(
            traccia.azione,
            Azione::Imposta | Azione::SopprimiCampo | Azione::AggiungiCapoverso
        )
    };
    let sposta = |traccia: &Traccia| traccia.azione == Azione::Sposta;
    let stesso_campo = uno.campo.iter().zip(&altro.campo).all(|(a, b)| a == b);
    uno.nodo == altro.nodo
        && (valore(uno) && valore(altro) && stesso_campo || sposta(uno) && sposta(altro))
}
