//! `pira consolida`: the plan with its amendments in it, as a plan.

use std::path::Path;

use super::argomenti::Consolida;
use super::scrittura::Destination;
use super::{Fallimento, ingresso};
use crate::rilievi::Rilievo;
use crate::variazioni;

/// Reads, amends, writes.
pub fn consolida(argomenti: Consolida) -> Result<(), Fallimento> {
    let nome = ingresso::usual_name(&argomenti.piano, "yaml");
    let destination = Destination::new(
        Some(argomenti.uscita.as_deref().unwrap_or(Path::new("-"))),
        &nome,
        argomenti.overwrite,
        ingresso::with_plan(&argomenti.piano, &argomenti.variazioni),
    );
    destination.check()?;
    let ingresso = ingresso::leggi_tutto(&argomenti.piano, &argomenti.variazioni)?;
    let destination = destination.sparing(&ingresso.paths)?;
    let coordinato = ingresso.coordinato;
    let consolidato = variazioni::consolida(&coordinato)?;
    if consolidato.senza_commenti {
        let avviso = Rilievo::avviso("i commenti del piano non si sono potuti conservare")
            .regola("il piano usa ancore o altre forme di YAML che non si lasciano modificare riga per riga: i valori sono tutti, e giusti");
        super::di_rapporto(&avviso.into());
    }
    destination.write(consolidato.testo.as_bytes())
}
