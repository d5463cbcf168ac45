//! The things of a plan, each with its node in the text.

use crate::lettura::{Albero, Letto, Nodo, Specie};
use crate::piano::{Indicatore, Missione, Obiettivo, Programma};
use crate::rilievi::Luogo;

/// The missions and their nodes.
pub fn missioni(letto: &Letto) -> impl Iterator<Item = (&Missione, Nodo)> {
    letto
        .piano
        .missioni
        .iter()
        .zip(voci(&letto.albero, letto.albero.radice(), "missioni"))
}

/// The programmes and their nodes.
pub fn programmi(letto: &Letto) -> impl Iterator<Item = (&Programma, Nodo)> {
    missioni(letto).flat_map(|(missione, nodo)| {
        missione
            .programmi
            .iter()
            .zip(voci(&letto.albero, nodo, "programmi"))
    })
}

/// The objectives and their nodes.
pub fn obiettivi(letto: &Letto) -> impl Iterator<Item = (&Obiettivo, Nodo)> {
    programmi(letto).flat_map(|(programma, nodo)| {
        programma
            .obiettivi
            .iter()
            .zip(voci(&letto.albero, nodo, "obiettivi"))
    })
}

/// The indicators and their nodes.
pub fn indicatori(letto: &Letto) -> impl Iterator<Item = (&Indicatore, Nodo)> {
    obiettivi(letto).flat_map(|(obiettivo, nodo)| {
        obiettivo
            .indicatori
            .iter()
            .zip(voci(&letto.albero, nodo, "indicatori"))
    })
}

/// The entries of a list under a key.
pub fn voci(albero: &Albero, nodo: Nodo, chiave: &str) -> Vec<Nodo> {
    match albero
        .chiave(nodo, chiave)
        .map(|(_, valore)| albero.specie(valore))
    {
        Some(Specie::Elenco(voci)) => voci.clone(),
        _ => Vec::new(),
    }
}

/// Where the value of a key stands; without the key, where its code does.
pub fn luogo(albero: &Albero, nodo: Nodo, chiave: &str) -> Luogo {
    let valore = albero
        .chiave(nodo, chiave)
        .or_else(|| albero.chiave(nodo, "codice"));
    albero.luogo(valore.map_or(nodo, |(_, valore)| valore))
}

/// The texts under a key that holds one or a list of them.
pub fn voci_o_testo(albero: &Albero, nodo: Nodo, chiave: &str) -> Vec<Nodo> {
    match albero.chiave(nodo, chiave) {
        Some((_, valore)) => match albero.specie(valore) {
            Specie::Elenco(voci) => voci.clone(),
            _ => vec![valore],
        },
        None => Vec::new(),
    }
}
