//! Differences written as an amendment, to be completed with the act and the reason.

use std::borrow::Cow;

use super::action::addition_key;
use super::yaml::{self, YamlValue};
use crate::confronto::{Change, Difference, Position};
use crate::piano::ElementPath;

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
    let modifiche = differences.iter().map(modifica).collect();
    let mut lines = yaml::pair_lines("modifiche", &YamlValue::List(modifiche), 0);
    // An empty line before each change, as the plans are written.
    for line in &mut lines[1..] {
        if line.starts_with("  - ") {
            line.insert(0, '\n');
        }
    }
    HEADING.to_owned() + &lines.join("\n") + "\n"
}

fn modifica(difference: &Difference) -> YamlValue<'_> {
    let mut keys = address_keys(&difference.address);
    let mut write = |key: &'static str, value| keys.push((Cow::from(key), value));
    match &difference.change {
        Change::Value { before, after } => {
            write("campo", YamlValue::text(difference.field.join(".")));
            // Under `da` and `a` a day is a text as any other: only `data` says that it is a day.
            if let Some(before) = before {
                write("da", YamlValue::from(before).without_bare_date());
            }
            match after {
                Some(after) => write("a", YamlValue::from(after).without_bare_date()),
                None => write("sopprimi", YamlValue::text("sì")),
            }
        }
        Change::Added { value, position } => {
            if let Some((kind, _)) = difference.element.last() {
                write(addition_key(*kind), YamlValue::from(value));
            }
            write_position(position.as_ref(), &mut write);
        }
        Change::Suppressed { .. } => write("sopprimi", YamlValue::text("sì")),
        Change::Moved {
            container,
            position,
            ..
        } => {
            if let Some(container) = container {
                write("sposta_in", YamlValue::text(container));
            }
            write_position(position.as_ref(), &mut write);
        }
    }
    YamlValue::Group(keys)
}

fn write_position<'a>(
    position: Option<&'a Position>,
    write: &mut impl FnMut(&'static str, YamlValue<'a>),
) {
    match position {
        Some(Position::After(name)) => write("dopo", YamlValue::text(name)),
        Some(Position::Before(name)) => write("prima", YamlValue::text(name)),
        None => {}
    }
}

/// The names that a change needs to say which element it means: a code alone, a title with the code of
/// what contains it.
fn address_keys(element_path: &ElementPath) -> Vec<(Cow<'_, str>, YamlValue<'_>)> {
    let names = match element_path.as_slice() {
        [.., container, last] if !last.0.has_code() => vec![container, last],
        [.., last] => vec![last],
        [] => Vec::new(),
    };
    let names = names.into_iter();
    names
        .map(|(kind, name)| (kind.noun().into(), YamlValue::text(name)))
        .collect()
}
