//! Differences, acts and totals as the data say them.

use serde_yaml::{Number, Value};

use super::super::multiples::is_multiple;
use super::super::numbers::{amount_number, exact_number, with_numbers};
use super::typed_text::typed_text;
use super::{Atto, Lato, Passo, Posto, Risultato, Specie, Totale, Valore, Voce};
use crate::lettura::SyntaxTree;
use crate::piano::{Anno, Described, Importo, Kind, Piano, RisultatoAtteso, TargetReading, Testo};
use crate::variazioni::{Approved, Change, Difference, ElementKind, Position, TotaliRow};

/// One of the two texts.
pub fn side(name: &str, year: Anno) -> Lato {
    Lato {
        nome: name.to_owned(),
        esercizio: year.into(),
    }
}

/// An act with its place in the order of application.
pub fn act((place, approved): (usize, &Approved)) -> Atto {
    let text = |text: &Option<Testo>| text.as_deref().map(str::to_owned);
    Atto {
        posto: place,
        tipo: approved.atto.tipo.to_string(),
        organo: approved.atto.organo.to_string(),
        numero: text(&approved.atto.numero),
        data: approved.atto.data.map(|date| date.to_iso()),
        oggetto: text(&approved.atto.oggetto),
        tipo_di_modifica: approved.tipo.word(),
        motivazione: approved.motivazione.clone(),
    }
}

/// A difference, without its acts and reasons. The trees, before and after, say how values are typed.
pub fn entry(found: &Difference, trees: [&SyntaxTree; 2]) -> Voce {
    let mut entry = Voce {
        cambio: Specie::Valore,
        percorso: steps(&found.element),
        percorso_prima: Some(steps(&found.address)),
        campo: found.field.clone(),
        prima: None,
        dopo: None,
        differenza: None,
        posto_prima: None,
        posto_dopo: None,
        motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    match &found.change {
        Change::Value {
            before,
            after: later,
        } => {
            let as_typed = [
                typed_text(trees[0], &found.address, &found.field),
                typed_text(trees[1], &found.element, &found.field),
            ];
            let [typed_before, typed_after] = as_typed;
            let kind = kind(&found.element, &found.field);
            entry.differenza = difference(kind, before.as_ref(), later.as_ref());
            entry.prima = before.as_ref().map(|v| value(kind, v, typed_before));
            entry.dopo = later.as_ref().map(|v| value(kind, v, typed_after));
        }
        Change::Added {
            value: element_value,
            position,
        } => {
            entry.cambio = Specie::Aggiunta;
            entry.percorso_prima = None;
            entry.dopo = Some(value(kind(&found.element, &[]), element_value, None));
            entry.posto_dopo = Some(place(None, position.as_ref()));
        }
        Change::Suppressed {
            value: element_value,
        } => {
            entry.cambio = Specie::Soppressione;
            entry.prima = Some(value(kind(&found.element, &[]), element_value, None));
        }
        Change::Moved {
            previous,
            container,
            position,
        } => {
            let held_by = found.address.iter().rev().nth(1);
            let held_by = held_by.filter(|_| container.is_some());
            let previous_position = previous.clone().map(Position::After);
            entry.cambio = Specie::Spostamento;
            entry.posto_prima = Some(place(
                held_by.map(|(_, name)| name),
                previous_position.as_ref(),
            ));
            entry.posto_dopo = Some(place(container.as_ref(), position.as_ref()));
        }
    }
    entry
}

fn steps(chain: &[(ElementKind, String)]) -> Vec<Passo> {
    let steps = chain.iter().map(|(kind, name)| Passo {
        specie: kind.noun(),
        nome: name.clone(),
    });
    steps.collect()
}

fn place(holder: Option<&String>, position: Option<&Position>) -> Posto {
    let (after, before) = match position {
        Some(Position::After(name)) => (Some(name), None),
        Some(Position::Before(name)) => (None, Some(name)),
        None => (None, None),
    };
    Posto {
        contenitore: holder.cloned(),
        dopo: after.cloned(),
        prima: before.cloned(),
    }
}

/// The kind of a field of a thing, or of the thing itself.
fn kind(chain: &[(ElementKind, String)], field: &[String]) -> Option<Kind> {
    let above = chain.iter().flat_map(|(kind, _)| kind.list_keys()).copied();
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
        importo: parse_importo(kind, value).map(amount_number),
        risultato: parse_target(kind, value).and_then(|reading| risultato_of_reading(&reading)),
    }
}

fn parse_importo(kind: Option<Kind>, value: &Value) -> Option<Importo> {
    kind.filter(|kind| kind.admits(Kind::Amount))?;
    Importo::parse(value.as_str()?)
}

/// The reading of a target whose number is written for the whole of it.
fn parse_target(kind: Option<Kind>, value: &Value) -> Option<TargetReading> {
    kind.filter(|kind| kind.admits(Kind::Target))?;
    let target = RisultatoAtteso::from(Testo::new(value.as_str()?));
    let reading = target.reading()?;
    (!is_multiple(&reading.unit)).then(|| reading.clone())
}

fn risultato_of_reading(reading: &TargetReading) -> Option<Risultato> {
    Some(Risultato {
        operatore: reading.operator.sign(),
        numero: exact_number(reading.number)?,
        unita: reading.unit.clone(),
    })
}

/// How much a number grew, when before and after can be compared.
fn difference(kind: Option<Kind>, before: Option<&Value>, after: Option<&Value>) -> Option<Number> {
    let (before, after) = (before?, after?);
    if let (Some(before), Some(after)) = (parse_importo(kind, before), parse_importo(kind, after)) {
        return Some(amount_number(after - before));
    }
    let (before, after) = (parse_target(kind, before)?, parse_target(kind, after)?);
    let are_comparable = (before.operator, &before.unit) == (after.operator, &after.unit);
    let grown = after.number.checked_sub(before.number)?;
    are_comparable.then(|| exact_number(grown)).flatten()
}

/// A row of the totals.
pub fn total(row: &TotaliRow) -> Totale {
    Totale {
        specie: row.specie.noun(),
        codice: Some(row.codice.clone()).filter(|code| !code.is_empty()),
        voce: row.voce.clone(),
        prima: row.prima.map(amount_number),
        dopo: row.dopo.map(amount_number),
        differenza: row
            .prima
            .zip(row.dopo)
            .map(|(before, after)| amount_number(after - before)),
    }
}
