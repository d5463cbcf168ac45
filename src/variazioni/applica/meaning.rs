//! What a field says to the plan, however it is written: a key left out says its default, the order of
//! the keys of a group says nothing unless it is that of print.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use super::super::cose::{Classe, Cosa};
use super::super::valori;
use crate::lettura::{Albero, Nodo, Specie, valore_di};
use crate::piano::{
    Ambito, Capitolo, Firma, Funzione, Indicatore, Missione, Obiettivo, Piano, Programma,
    Quadratura, RigaRaccordo,
};

/// How a thing with another value in a field stands to the thing as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It says the same.
    None,
    /// It says something else.
    Real,
    /// It could be read, and no longer can.
    Breaking,
    /// It cannot be read as it is.
    Unreadable,
}

/// What giving a field a value, or taking it out, would change in what a thing says; the root is the
/// plan itself.
pub fn change(albero: &Albero, cosa: Option<&Cosa>, campo: &str, nuovo: Option<Nodo>) -> Change {
    let classe = cosa.map(|cosa| cosa.classe);
    let prima = alone(albero, cosa, campo);
    let mut dopo = prima.clone();
    let passi: Vec<&str> = campo.split('.').collect();
    set(&mut dopo, &passi, nuovo.map(|nodo| valore_di(albero, nodo)));
    let Some(prima) = read(classe, prima.into()) else {
        return Change::Unreadable;
    };
    let Some(dopo) = read(classe, dopo.into()) else {
        return Change::Breaking;
    };
    if valori::identici(&prima, &dopo) {
        Change::None
    } else {
        Change::Real
    }
}

/// A thing without those that it holds and the field does not enter: they cannot change.
fn alone(albero: &Albero, cosa: Option<&Cosa>, campo: &str) -> Mapping {
    let nodo = cosa.map_or(albero.radice(), |cosa| cosa.nodo);
    let primo = campo.split('.').next().unwrap_or(campo);
    let tenuti: Vec<&str> = Classe::dentro(cosa.map(|cosa| cosa.classe))
        .filter(|classe| classe.ha_codice())
        .map(|classe| classe.via()[0])
        .filter(|chiave| *chiave != primo)
        .collect();
    let Specie::Gruppo(chiavi) = albero.specie(nodo) else {
        return Mapping::new();
    };
    chiavi
        .iter()
        .filter_map(|(chiave, valore)| {
            let chiave = albero.testo(*chiave)?;
            let valore = if tenuti.contains(&chiave) {
                Value::Sequence(Vec::new())
            } else {
                valore_di(albero, *valore)
            };
            Some((Value::from(chiave), valore))
        })
        .collect()
}

/// Gives the key at the end of a way a value, or takes it out; groups on the way are made.
fn set(gruppo: &mut Mapping, passi: &[&str], valore: Option<Value>) {
    match (passi, valore) {
        ([ultimo], Some(valore)) => {
            gruppo.insert(Value::from(*ultimo), valore);
        }
        ([ultimo], None) => {
            gruppo.shift_remove(*ultimo);
        }
        ([primo, resto @ ..], valore) => {
            let dentro = gruppo
                .entry(Value::from(*primo))
                .or_insert_with(|| Mapping::new().into());
            if let Value::Mapping(dentro) = dentro {
                set(dentro, resto, valore);
            }
        }
        ([], _) => {}
    }
}

/// The values of a thing, as its type reads and writes them.
fn read(classe: Option<Classe>, valore: Value) -> Option<Value> {
    match classe {
        None => through::<Piano>(valore),
        Some(Classe::Missione) => through::<Missione>(valore),
        Some(Classe::Programma) => through::<Programma>(valore),
        Some(Classe::Obiettivo) => through::<Obiettivo>(valore),
        Some(Classe::Indicatore) => through::<Indicatore>(valore),
        Some(Classe::Ambito) => through::<Ambito>(valore),
        Some(Classe::Funzione) => through::<Funzione>(valore),
        Some(Classe::Capitolo) => through::<Capitolo>(valore),
        Some(Classe::Area) => through::<RigaRaccordo>(valore),
        Some(Classe::Quadratura) => through::<Quadratura>(valore),
        Some(Classe::Firma) => through::<Firma>(valore),
    }
}

fn through<T: DeserializeOwned + Serialize>(valore: Value) -> Option<Value> {
    let letto: T = serde_yaml::from_value(valore).ok()?;
    Some(valori::di(&letto))
}
