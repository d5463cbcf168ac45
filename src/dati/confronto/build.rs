//! Differences, acts and totals as the data say them.

use std::borrow::Cow;

use serde_yaml::Number;

use super::super::numbers::{amount_number, exact_number};
use super::{Atto, Lato, Passo, Posto, Risultato, Specie, Totale, Valore, Voce};
use crate::confronto::{Change, Difference, Position, TotaliRow};
use crate::lettura::{Node, SyntaxTree};
use crate::piano::{self, Anno, ElementIndex, ElementKind, PlanTree, TargetReading, Testo};
use crate::variazioni::Approved;

/// One of the two texts.
pub(crate) fn side(name: &str, year: Anno) -> Lato {
    Lato {
        nome: name.to_owned(),
        esercizio: year.into(),
    }
}

/// An act with its place in the order of application.
pub(crate) fn act((place, approved): (usize, &Approved)) -> Atto {
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

/// How the values of a plan are typed in the file that it comes from.
pub(crate) struct TypedPlan<'a> {
    tree: &'a SyntaxTree,
    elements: ElementIndex<Node>,
}

impl<'a> TypedPlan<'a> {
    /// Finds the elements of a plan in its file.
    pub(crate) fn new(tree: &'a SyntaxTree) -> Self {
        Self {
            tree,
            elements: ElementIndex::new(tree),
        }
    }

    /// The text of a field of an element, as typed; `None` for what is no single text.
    fn text(&self, path: &[(ElementKind, String)], field: &[String]) -> Option<String> {
        let node = match path {
            [] => self.tree.root(),
            path => self.elements.at_path(path)?.node,
        };
        let keys: Vec<&str> = field.iter().map(String::as_str).collect();
        let value = self.tree.value_at(node, &keys)?;
        self.tree.text(value).map(str::to_owned)
    }
}

/// A difference, without its acts and reasons. The files, before and after, say how values are typed.
pub(crate) fn entry(found: &Difference, [typed_before, typed_after]: &[TypedPlan<'_>; 2]) -> Voce {
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
            let typed_before = typed_before.text(&found.address, &found.field);
            let typed_after = typed_after.text(&found.element, &found.field);
            entry.differenza = difference(before.as_ref(), later.as_ref());
            entry.prima = before.as_ref().map(|v| value(v, typed_before));
            entry.dopo = later.as_ref().map(|v| value(v, typed_after));
        }
        Change::Added {
            value: element_value,
            position,
        } => {
            entry.cambio = Specie::Aggiunta;
            entry.percorso_prima = None;
            entry.dopo = Some(value(element_value, None));
            entry.posto_dopo = Some(place(None, position.as_ref()));
        }
        Change::Suppressed {
            value: element_value,
        } => {
            entry.cambio = Specie::Soppressione;
            entry.prima = Some(value(element_value, None));
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

fn steps(path: &[(ElementKind, String)]) -> Vec<Passo> {
    let steps = path.iter().map(|(kind, name)| Passo {
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

fn value(value: &piano::Valore, typed: Option<String>) -> Valore {
    let reading = target_reading(value);
    Valore {
        valore: value.clone(),
        scritto: typed.or_else(|| value.written().map(Cow::into_owned)),
        importo: value.amount().map(amount_number),
        risultato: reading.and_then(risultato_of_reading),
    }
}

/// The reading of a target.
fn target_reading(value: &piano::Valore) -> Option<&TargetReading> {
    value.target()?.reading()
}

fn risultato_of_reading(reading: &TargetReading) -> Option<Risultato> {
    Some(Risultato {
        operatore: reading.operator.sign(),
        numero: exact_number(reading.number)?,
        unita: reading.unit.clone(),
    })
}

/// How much a number grew, when before and after can be compared.
fn difference(before: Option<&piano::Valore>, after: Option<&piano::Valore>) -> Option<Number> {
    let (before, after) = (before?, after?);
    if let (Some(before), Some(after)) = (before.amount(), after.amount()) {
        return Some(amount_number(after - before));
    }
    let growth = target_reading(after)?.growth_since(target_reading(before)?)?;
    exact_number(growth)
}

/// A row of the totals.
pub(crate) fn total(row: &TotaliRow) -> Totale {
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
