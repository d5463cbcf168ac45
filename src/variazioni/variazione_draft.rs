//! Differences written as an amendment, to be completed with the act and the reason.

use serde_yaml::{Mapping, Value};

use super::difference::{Change, Difference, Position};
use super::elements::{ElementKind, ElementPath};
use super::yaml;

const HEADING: &str = "\
# yaml-language-server: $schema=variazione.schema.json
# Le differenze fra due piani, scritte come una variazione: completare l'atto e la motivazione.

atto:
  tipo: deliberazione
  organo: Consiglio
  # numero: 1
  # data: 2021-07-29
tipo: integrazione
motivazione: Da scrivere.
";

/// An amendment that turns the first plan into the second.
pub fn draft_variazione(differences: &[Difference]) -> String {
    let modifiche: Vec<Value> = differences.iter().map(modifica_value).collect();
    let mut lines = yaml::pair_lines("modifiche", &Value::Sequence(modifiche), 0);
    // An empty line before each change, as the plans are written.
    for line in &mut lines[1..] {
        if line.starts_with("  - ") {
            line.insert(0, '\n');
        }
    }
    HEADING.to_owned() + &lines.join("\n") + "\n"
}

fn modifica_value(difference: &Difference) -> Value {
    let mut modifica = address_keys(&difference.address);
    let mut write = |key: &str, value: Value| {
        modifica.insert(Value::from(key), value);
    };
    match &difference.change {
        Change::Value { before, after } => {
            write("campo", Value::from(difference.field.join(".")));
            if let Some(before) = before {
                write("da", before.clone());
            }
            match after {
                Some(after) => write("a", after.clone()),
                None => write("sopprimi", Value::from("sì")),
            }
        }
        Change::Added { value, position } => {
            if let Some((kind, _)) = difference.element.last() {
                write(kind.addition_key(), value.clone());
            }
            write_position(position.as_ref(), &mut write);
        }
        Change::Suppressed { .. } => write("sopprimi", Value::from("sì")),
        Change::Moved {
            container,
            position,
            ..
        } => {
            if let Some(container) = container {
                write("sposta_in", Value::from(container.as_str()));
            }
            write_position(position.as_ref(), &mut write);
        }
    }
    Value::Mapping(modifica)
}

fn write_position(position: Option<&Position>, write: &mut impl FnMut(&str, Value)) {
    match position {
        Some(Position::After(name)) => write("dopo", Value::from(name.as_str())),
        Some(Position::Before(name)) => write("prima", Value::from(name.as_str())),
        None => {}
    }
}

/// The names that a change needs to say which thing it means: a code alone, a title with the code
/// of what holds it.
fn address_keys(element_path: &ElementPath) -> Mapping {
    let mut address = Mapping::new();
    let names = match element_path.as_slice() {
        [.., container, last] if !last.0.has_code() => vec![container, last],
        [.., last] => vec![last],
        [] => Vec::new(),
    };
    for (kind, name) in names {
        let kind: &ElementKind = kind;
        address.insert(Value::from(kind.noun()), Value::from(name.as_str()));
    }
    address
}
