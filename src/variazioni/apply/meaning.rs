//! What a field says to the plan, however it is written: a key left out says its default, the order of
//! the keys of a group says nothing unless it is that of print.

use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

use crate::lettura::{Node, NodeKind, SyntaxTree, yaml_value};
use crate::piano::{
    Ambito, Capitolo, Described, Element, ElementKind, Firma, Funzione, Indicatore, Missione,
    Obiettivo, Piano, Programma, Quadratura, RigaRaccordo, Valore,
};

/// What happens to the meaning of an element when one of its fields gets another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MeaningChange {
    /// It says the same.
    None,
    /// It says something else.
    Real,
    /// It could be read, and no longer can.
    Breaking,
    /// It cannot be read as it is.
    Unreadable,
}

/// What giving a field a value, or taking it out, would change in what an element says; the root is the
/// plan itself.
pub(crate) fn change_in_meaning(
    tree: &SyntaxTree,
    element: Option<&Element<Node>>,
    field: &str,
    new: Option<Node>,
) -> MeaningChange {
    let kind = element.map(|element| element.kind);
    let before = without_other_elements(tree, element, field);
    let mut after = before.clone();
    let steps: Vec<&str> = field.split('.').collect();
    set(&mut after, &steps, new.map(|node| yaml_value(tree, node)));
    let Some(before) = read(kind, before.into()) else {
        return MeaningChange::Unreadable;
    };
    let Some(after) = read(kind, after.into()) else {
        return MeaningChange::Breaking;
    };
    if before == after {
        MeaningChange::None
    } else {
        MeaningChange::Real
    }
}

/// The values of an element, with its nested elements left out unless the field is inside them: they
/// cannot change.
fn without_other_elements(
    tree: &SyntaxTree,
    element: Option<&Element<Node>>,
    field: &str,
) -> Mapping {
    let node = element.map_or(tree.root(), |element| element.node);
    let first = field.split('.').next().unwrap_or(field);
    let left_out: Vec<&str> = ElementKind::held_by(element.map(|element| element.kind))
        .filter(|kind| kind.has_code())
        .map(|kind| kind.list_keys()[0])
        .filter(|key| *key != first)
        .collect();
    let NodeKind::Group(keys) = tree.kind(node) else {
        return Mapping::new();
    };
    keys.iter()
        .filter_map(|(key, value)| {
            let key = tree.text(*key)?;
            let value = if left_out.contains(&key) {
                Value::Sequence(Vec::new())
            } else {
                yaml_value(tree, *value)
            };
            Some((Value::from(key), value))
        })
        .collect()
}

/// Sets the value at the end of a path of keys, or removes the key; missing groups on the path are made.
fn set(group: &mut Mapping, steps: &[&str], value: Option<Value>) {
    match (steps, value) {
        ([last], Some(value)) => {
            group.insert(Value::from(*last), value);
        }
        ([last], None) => {
            group.shift_remove(*last);
        }
        ([first, rest @ ..], value) => {
            let inner = group
                .entry(Value::from(*first))
                .or_insert_with(|| Mapping::new().into());
            if let Value::Mapping(inner) = inner {
                set(inner, rest, value);
            }
        }
        ([], _) => {}
    }
}

/// The values of an element, as its type reads them.
fn read(kind: Option<ElementKind>, value: Value) -> Option<Valore> {
    match kind {
        None => read_as::<Piano>(value),
        Some(ElementKind::Missione) => read_as::<Missione>(value),
        Some(ElementKind::Programma) => read_as::<Programma>(value),
        Some(ElementKind::Obiettivo) => read_as::<Obiettivo>(value),
        Some(ElementKind::Indicatore) => read_as::<Indicatore>(value),
        Some(ElementKind::Ambito) => read_as::<Ambito>(value),
        Some(ElementKind::Funzione) => read_as::<Funzione>(value),
        Some(ElementKind::Capitolo) => read_as::<Capitolo>(value),
        Some(ElementKind::Area) => read_as::<RigaRaccordo>(value),
        Some(ElementKind::Quadratura) => read_as::<Quadratura>(value),
        Some(ElementKind::Firma) => read_as::<Firma>(value),
    }
}

fn read_as<T: DeserializeOwned + Described>(value: Value) -> Option<Valore> {
    let parsed: T = serde_yaml::from_value(value).ok()?;
    parsed.valore()
}
