//! In which order amendments apply, and what that order cannot tell.

use super::applica::Traccia;
use super::azione::Azione;
use super::identity;
use super::lettura::VariazioneLetta;
use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};

/// Puts amendments in the order of their dates, whatever order they came in; those of one day in
/// the order of their numbers (9, 9/bis, 10), then of their names; what has no date, or no number,
/// last.
pub fn ordina(variazioni: &mut [VariazioneLetta]) {
    variazioni.sort_by_cached_key(|letta| {
        let atto = &letta.variazione.atto;
        let numero = identity::number(atto);
        (
            atto.data.is_none(),
            atto.data,
            numero.is_empty(),
            numero,
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

/// Changes that contradict each other: two values for one field within an act, or in two acts of the
/// same day; within an act, a change whose effect another takes away.
pub fn conflitti(variazioni: &[VariazioneLetta], tracce: &[Traccia]) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (posto, dopo) in tracce.iter().enumerate() {
        let trovato = tracce[..posto]
            .iter()
            .find_map(|prima| Some((prima, contrasto(variazioni, prima, dopo)?)));
        let Some((prima, contrasto)) = trovato else {
            continue;
        };
        let luogo = |traccia: &Traccia| {
            let letta = &variazioni[traccia.variazione];
            letta.luogo(letta.modifica(traccia.modifica), "campo")
        };
        rapporto.aggiungi(
            Rilievo::errore(contrasto.messaggio())
                .in_luogo(luogo(dopo))
                .con_altro_luogo(luogo(prima), "qui l'altra")
                .regola(contrasto.regola())
                .rimedio(contrasto.rimedio()),
        );
    }
    rapporto
}

/// How two changes contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contrasto {
    /// Two acts of one day on one value.
    StessoGiorno,
    /// Two changes of one act on one value.
    StessoAtto,
    /// A change of an act takes out what another has just changed.
    Cancellato,
}

impl Contrasto {
    fn messaggio(self) -> &'static str {
        match self {
            Self::StessoGiorno => "due variazioni dello stesso giorno cambiano lo stesso valore",
            Self::StessoAtto => "due modifiche della stessa variazione cambiano lo stesso valore",
            Self::Cancellato => {
                "questa modifica cancella ciò che un'altra della stessa variazione ha cambiato"
            }
        }
    }

    fn regola(self) -> &'static str {
        match self {
            Self::StessoGiorno => {
                "le variazioni si applicano in ordine di data: nello stesso giorno, o senza data, non si sa quale vale"
            }
            Self::StessoAtto => "un atto dà a un campo un valore solo",
            Self::Cancellato => super::applica::NIENTE,
        }
    }

    fn rimedio(self) -> &'static str {
        match self {
            Self::StessoGiorno => "tenere una delle due modifiche, o correggere la data di un atto",
            Self::StessoAtto | Self::Cancellato => "tenere una delle due modifiche",
        }
    }
}

fn contrasto(variazioni: &[VariazioneLetta], prima: &Traccia, dopo: &Traccia) -> Option<Contrasto> {
    let data = |traccia: &Traccia| variazioni[traccia.variazione].variazione.atto.data;
    if prima.variazione == dopo.variazione {
        if dopo.effetto.tolte.contains(&prima.nodo) {
            return Some(Contrasto::Cancellato);
        }
        return nello_stesso_atto(prima, dopo).then_some(Contrasto::StessoAtto);
    }
    (data(prima) == data(dopo) && si_toccano(prima, dopo)).then_some(Contrasto::StessoGiorno)
}

/// Whether two changes of one act are about the same value. Paragraphs of one prose are values each.
fn nello_stesso_atto(prima: &Traccia, dopo: &Traccia) -> bool {
    if prima.nodo != dopo.nodo {
        return false;
    }
    if [prima, dopo].iter().all(|t| t.azione == Azione::Sposta) {
        return true;
    }
    let in_un_campo = [prima, dopo].iter().all(|t| cambia_un_valore(t));
    in_un_campo
        && match (&prima.effetto.capoverso, &dopo.effetto.capoverso) {
            (Some(uno), Some(altro)) => {
                prima.campo == dopo.campo && altro.prima.is_some() && uno.dopo == altro.prima
            }
            _ => stesso_campo(prima, dopo),
        }
}

/// Whether two changes of acts of one day are about the same value.
fn si_toccano(prima: &Traccia, dopo: &Traccia) -> bool {
    let sposta = |traccia: &Traccia| traccia.azione == Azione::Sposta;
    if prima.nodo != dopo.nodo {
        return false;
    }
    if sposta(prima) && sposta(dopo) {
        return true;
    }
    // Paragraphs that were there are told apart; where a new one goes depends on the other act.
    let altri_capoversi = match (&prima.effetto.capoverso, &dopo.effetto.capoverso) {
        (Some(uno), Some(altro)) => {
            uno.prima.is_some() && altro.prima.is_some() && uno.dopo != altro.prima
        }
        _ => false,
    };
    cambia_un_valore(prima)
        && cambia_un_valore(dopo)
        && stesso_campo(prima, dopo)
        && !altri_capoversi
}

fn cambia_un_valore(traccia: &Traccia) -> bool {
    matches!(
        traccia.azione,
        Azione::Imposta | Azione::SopprimiCampo | Azione::AggiungiCapoverso
    )
}

/// Whether the field of one change is that of the other, or holds it.
fn stesso_campo(uno: &Traccia, altro: &Traccia) -> bool {
    uno.campo.iter().zip(&altro.campo).all(|(a, b)| a == b)
}
