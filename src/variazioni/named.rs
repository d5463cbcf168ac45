//! The amendments that a plan itself names.

use super::lettura::VariazioneLetta;
use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};

/// Amendments that a plan names and nobody gave, without which it would print what it said before;
/// those that it names twice.
pub fn missing(letto: &Letto, date: &[VariazioneLetta]) -> Rapporto {
    let mut libere: Vec<Vec<&str>> = date.iter().map(|letta| steps(&letta.nome)).collect();
    let mut nominate: Vec<(usize, Vec<&str>)> = letto
        .piano
        .variazioni
        .iter()
        .map(|nome| steps(nome))
        .enumerate()
        .collect();
    // The longest way first: `a.yaml` must not take the file of `2021/a.yaml`.
    nominate.sort_by_key(|(posto, passi)| (std::cmp::Reverse(passi.len()), *posto));
    let mut rapporto = Rapporto::default();
    let mut viste: Vec<Vec<&str>> = Vec::new();
    for (posto, passi) in nominate {
        if viste.contains(&passi) {
            rapporto.aggiungi(named_twice(letto, posto));
            continue;
        }
        viste.push(passi.clone());
        let trovata = libere.iter().position(|data| data.ends_with(&passi));
        match trovata {
            Some(trovata) => {
                libere.swap_remove(trovata);
            }
            None => rapporto.aggiungi(not_given(letto, posto)),
        }
    }
    rapporto
}

fn not_given(letto: &Letto, posto: usize) -> Rilievo {
    let nodo = letto.albero.segui(["variazioni", &posto.to_string()]).0;
    let nome = &letto.piano.variazioni[posto];
    Rilievo::errore(format!(
        "il piano nomina la variazione “{nome}”, che non è stata applicata"
    ))
    .in_luogo(letto.albero.luogo(nodo))
    .regola("un piano che nomina le sue variazioni vale solo insieme con tutte, ciascuna una volta sola")
    .rimedio("dare anche quel file, o togliere il suo nome da “variazioni”")
}

fn named_twice(letto: &Letto, posto: usize) -> Rilievo {
    let nodo = letto.albero.segui(["variazioni", &posto.to_string()]).0;
    let nome = &letto.piano.variazioni[posto];
    Rilievo::errore(format!("il piano nomina due volte la variazione “{nome}”"))
        .in_luogo(letto.albero.luogo(nodo))
        .regola("un atto si applica una volta sola")
        .rimedio("togliere uno dei due nomi da “variazioni”")
}

/// The folders and the name of a file, whatever sign parts them.
fn steps(nome: &str) -> Vec<&str> {
    let passi = nome.split(['/', '\\']);
    passi.filter(|passo| !matches!(*passo, "" | ".")).collect()
}
