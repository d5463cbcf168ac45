//! `pira consolida`: the plan with its amendments in it, as a plan.

use super::argomenti::Consolida;
use super::{Fallimento, ingresso, scrittura};
use crate::rilievi::Rilievo;
use crate::variazioni;

/// Reads, amends, writes.
pub fn consolida(argomenti: Consolida) -> Result<(), Fallimento> {
    let coordinato = ingresso::leggi_coordinato(&argomenti.piano, &argomenti.variazioni)?;
    let consolidato = variazioni::consolida(&coordinato)?;
    if consolidato.senza_commenti {
        let avviso = Rilievo::avviso("i commenti del piano non si sono potuti conservare")
            .regola("il piano usa ancore o altre forme di YAML che non si lasciano modificare riga per riga: i valori sono tutti, e giusti");
        super::di_rapporto(&avviso.into());
    }
    scrittura::dove_detto(argomenti.uscita.as_deref(), consolidato.testo.as_bytes())
}
