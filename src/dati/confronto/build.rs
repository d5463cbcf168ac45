//! Differences, acts and totals as the data say them.

use serde_yaml::{Number, Value};

use super::super::multiples::is_multiple;
use super::super::numbers::{amount, exactly, with_numbers};
use super::typed::typed;
use super::{Atto, Lato, Passo, Posto, Risultato, Specie, Totale, Valore, Voce};
use crate::lettura::Albero;
use crate::piano::{Anno, Described, Importo, Kind, Lettura, Piano, RisultatoAtteso, Testo};
use crate::variazioni::{Approvata, Cambio, Classe, Differenza, Posizione, RigaTotali};

/// One of the two texts.
pub fn side(name: &str, year: Anno) -> Lato {
    Lato {
        nome: name.to_owned(),
        esercizio: year.into(),
    }
}

/// An act with its place in the order of application.
pub fn act((place, approved): (usize, &Approvata)) -> Atto {
    let text = |text: &Option<Testo>| text.as_deref().map(str::to_owned);
    Atto {
        posto: place,
        tipo: approved.atto.tipo.to_string(),
        organo: approved.atto.organo.to_string(),
        numero: text(&approved.atto.numero),
        data: approved.atto.data.map(|date| date.in_cifre()),
        oggetto: text(&approved.atto.oggetto),
        tipo_di_modifica: approved.tipo.parola(),
        motivazione: approved.motivazione.clone(),
    }
}

/// A difference, without its acts and reasons. The trees, before and after, say how values are typed.
pub fn entry(found: &Differenza, trees: [&Albero; 2]) -> Voce {
    let mut entry = Voce {
        cambio: Specie::Valore,
        percorso: steps(&found.cosa),
        percorso_prima: Some(steps(&found.indirizzo)),
        campo: found.campo.clone(),
        prima: None,
        dopo: None,
        differenza: None,
        posto_prima: None,
        posto_dopo: None,
        motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    match &found.cambio {
        Cambio::Valore { prima, dopo } => {
            let as_typed = [
                typed(trees[0], &found.indirizzo, &found.campo),
                typed(trees[1], &found.cosa, &found.campo),
            ];
            let [typed_before, typed_after] = as_typed;
            let kind = kind(&found.cosa, &found.campo);
            entry.differenza = difference(kind, prima.as_ref(), dopo.as_ref());
            entry.prima = prima.as_ref().map(|v| value(kind, v, typed_before));
            entry.dopo = dopo.as_ref().map(|v| value(kind, v, typed_after));
        }
        Cambio::Aggiunta { valore, posizione } => {
            entry.cambio = Specie::Aggiunta;
            entry.percorso_prima = None;
            entry.dopo = Some(value(kind(&found.cosa, &[]), valore, None));
            entry.posto_dopo = Some(place(None, posizione.as_ref()));
        }
        Cambio::Soppressa { valore } => {
            entry.cambio = Specie::Soppressione;
            entry.prima = Some(value(kind(&found.cosa, &[]), valore, None));
        }
        Cambio::Spostata {
            precedente,
            contenitore,
            posizione,
        } => {
            let held_by = found.indirizzo.iter().rev().nth(1);
            let held_by = held_by.filter(|_| contenitore.is_some());
            let after = precedente.clone().map(Posizione::Dopo);
            entry.cambio = Specie::Spostamento;
            entry.posto_prima = Some(place(held_by.map(|(_, name)| name), after.as_ref()));
            entry.posto_dopo = Some(place(contenitore.as_ref(), posizione.as_ref()));
        }
    }
    entry
}

fn steps(chain: &[(Classe, String)]) -> Vec<Passo> {
    let steps = chain.iter().map(|(kind, name)| Passo {
        specie: kind.nome(),
        nome: name.clone(),
    });
    steps.collect()
}

fn place(holder: Option<&String>, position: Option<&Posizione>) -> Posto {
    let (after, before) = match position {
        Some(Posizione::Dopo(name)) => (Some(name), None),
        Some(Posizione::Prima(name)) => (None, Some(name)),
        None => (None, None),
    };
    Posto {
        contenitore: holder.cloned(),
        dopo: after.cloned(),
        prima: before.cloned(),
    }
}

/// The kind of a field of a thing, or of the thing itself.
fn kind(chain: &[(Classe, String)], field: &[String]) -> Option<Kind> {
    let above = chain.iter().flat_map(|(kind, _)| kind.via()).copied();
    let found = Piano::KIND.find(above.chain(field.iter().map(String::as_str)))?;
    // An entry of a list is told by the list where it stands.
    let is_entry = field.is_empty();
    Some(
        found
            .kind
            .entries()
            .filter(|_| is_entry)
            .unwrap_or(found.kind),
    )
}

fn value(kind: Option<Kind>, value: &Value, typed: Option<String>) -> Valore {
    let text = value.as_str();
    Valore {
        valore: with_numbers(kind, value),
        scritto: typed.or_else(|| text.map(str::to_owned)),
        importo: euro(kind, value).map(amount),
        risultato: target(kind, value).and_then(|reading| result(&reading)),
    }
}

fn euro(kind: Option<Kind>, value: &Value) -> Option<Importo> {
    kind.filter(|kind| kind.admits(Kind::Amount))?;
    Importo::leggi(value.as_str()?)
}

/// The reading of a target whose number is written for the whole of it.
fn target(kind: Option<Kind>, value: &Value) -> Option<Lettura> {
    kind.filter(|kind| kind.admits(Kind::Target))?;
    let target = RisultatoAtteso::from(Testo::new(value.as_str()?));
    let reading = target.lettura()?;
    (!is_multiple(&reading.unita)).then(|| reading.clone())
}

fn result(reading: &Lettura) -> Option<Risultato> {
    Some(Risultato {
        operatore: reading.operatore.sign(),
        numero: exactly(reading.numero)?,
        unita: reading.unita.clone(),
    })
}

/// How much a number grew, when before and after can be compared.
fn difference(kind: Option<Kind>, before: Option<&Value>, after: Option<&Value>) -> Option<Number> {
    let (before, after) = (before?, after?);
    if let (Some(before), Some(after)) = (euro(kind, before), euro(kind, after)) {
        return Some(amount(after - before));
    }
    let (before, after) = (target(kind, before)?, target(kind, after)?);
    let comparable = (before.operatore, &before.unita) == (after.operatore, &after.unita);
    let grown = after.numero.checked_sub(before.numero)?;
    comparable.then(|| exactly(grown)).flatten()
}

/// A row of the totals.
pub fn total(row: &RigaTotali) -> Totale {
    Totale {
        specie: row.specie.nome(),
        codice: Some(row.codice.clone()).filter(|code| !code.is_empty()),
        voce: row.voce.clone(),
        prima: row.prima.map(amount),
        dopo: row.dopo.map(amount),
        differenza: row
            .prima
            .zip(row.dopo)
            .map(|(before, after)| amount(after - before)),
    }
}
