//! `pira consolida`: the plan with its amendments in it, as a plan.

use std::path::Path;

use super::argomenti::Consolida;
use super::scrittura::Destination;
use super::{Fallimento, formats, ingresso};
use pira::Consolidato;
use pira::rilievi::Rilievo;

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
    let plan = ingresso::open(&argomenti.piano, &argomenti.variazioni)?;
    let destination = destination.sparing(plan.paths())?;
    formats::check_only_name(&["yaml", "yml"], argomenti.uscita.as_deref())?;
    let consolidato = plan.consolidate()?;
    if let Some(avviso) = lost_comments(&consolidato) {
        super::di_rapporto(&avviso.into());
    }
    destination.write(consolidato.testo.as_bytes())
}

/// What is said of the comments that could not be kept.
fn lost_comments(consolidato: &Consolidato) -> Option<Rilievo> {
    let righe: Vec<String> = consolidato
        .lost_comments
        .iter()
        .map(usize::to_string)
        .collect();
    let quali = match righe.as_slice() {
        [] => return None,
        [sola] => format!("il commento della riga {sola} non si è potuto conservare"),
        [prime @ .., ultima] => format!(
            "i commenti delle righe {} e {ultima} non si sono potuti conservare",
            prime.join(", ")
        ),
    };
    let perche = if consolidato.has_anchors {
        "il piano ripete valori con le ancore (&nome, *nome), che un valore cambiato obbliga a sciogliere: i valori sono tutti, e giusti"
    } else {
        "stanno fra righe che si sono dovute riscrivere: i valori sono tutti, e giusti"
    };
    Some(
        Rilievo::avviso(quali)
            .regola(perche)
            .rimedio("ricopiarli a mano nel piano nuovo, se servono"),
    )
}
