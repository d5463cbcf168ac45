//! The rows of the quadro, in words.

use super::super::difference::{Change, Difference, Position};
use super::super::{totali, words};
use super::{QuadroRow, has_group};
use crate::piano::{ElementKind, ElementPath, Importo, Kind, Valore, write_number};

/// From this many characters on, a text that changed is shown word by word.
const LONG_TEXT: usize = 40;

/// The rows of a difference: one for a value; for an element, one for it and one for each element with a
/// code in it.
pub(crate) fn rows(difference: &Difference) -> Vec<QuadroRow> {
    let owner = owner_words(&difference.element);
    match &difference.change {
        Change::Value { before, after } => {
            let found = difference.described();
            let entry = match &found {
                Some(found) => row_label(&owner, &found.words),
                None => row_label(&owner, &difference.field),
            };
            let kind = found.map(|found| found.kind);
            vec![value_row(entry, kind, before.as_ref(), after.as_ref())]
        }
        Change::Added { value, .. } => {
            let added = |row: QuadroRow, text: String, importo: Option<Importo>| QuadroRow {
                dopo: words::whole(&text, false),
                variazione: with_importo(row.variazione, importo.map(Importo::with_sign)),
                ..row
            };
            element_rows(&difference.element, value, "aggiunt", &added)
        }
        Change::Suppressed { value } => {
            let suppressed = |row: QuadroRow, text: String, importo: Option<Importo>| QuadroRow {
                prima: words::whole(&text, false),
                variazione: with_importo(
                    row.variazione,
                    importo.map(|importo| (Importo::default() - importo).with_sign()),
                ),
                ..row
            };
            element_rows(&difference.element, value, "soppress", &suppressed)
        }
        Change::Moved {
            previous,
            container,
            position,
        } => {
            let old = container_of(&difference.address).filter(|_| container.is_some());
            let before = place_in_words(
                old.map(|(_, name)| name.as_str()),
                previous.clone().map(Position::After).as_ref(),
            );
            let after = place_in_words(container.as_deref(), position.as_ref());
            vec![QuadroRow {
                prima: words::whole(&before, false),
                dopo: words::whole(&after, false),
                ..event_row(&difference.element, "spostat")
            }]
        }
    }
}

/// `in 032-003, dopo C3`; `al primo posto`.
fn place_in_words(container: Option<&str>, position: Option<&Position>) -> String {
    let container = container.map(|name| format!("in {name}"));
    let position = match position {
        Some(Position::After(name)) => format!("dopo {name}"),
        Some(Position::Before(name)) => format!("prima di {name}"),
        None => "al primo posto".to_owned(),
    };
    let words: Vec<String> = container.into_iter().chain([position]).collect();
    words.join(", ")
}

fn container_of(element_path: &ElementPath) -> Option<&(ElementKind, String)> {
    element_path.iter().rev().nth(1)
}

/// What the element is, when it is not the one that the group is about.
fn owner_words(element_path: &ElementPath) -> String {
    match element_path.last() {
        Some((kind, name)) if !has_group(*kind) => {
            format!("{} {name}", capitalized(kind.noun()))
        }
        _ => String::new(),
    }
}

fn event_row(element_path: &ElementPath, participle: &str) -> QuadroRow {
    let (name, what_happened) = match element_path.last() {
        Some((kind, name)) => {
            let ending = if kind.is_feminine() { "a" } else { "o" };
            let kind = capitalized(kind.noun());
            (format!("{kind} {name}"), format!("{participle}{ending}"))
        }
        None => ("Documento".to_owned(), format!("{participle}o")),
    };
    QuadroRow {
        voce: name,
        prima: Vec::new(),
        dopo: Vec::new(),
        variazione: vec![what_happened],
        motivazioni: Vec::new(),
        atti_delle_motivazioni: Vec::new(),
        atti: Vec::new(),
    }
}

fn with_importo(mut variazione: Vec<String>, importo: Option<String>) -> Vec<String> {
    variazione.extend(importo);
    variazione
}

/// The rows of an element that came or went: one for it, one for each of the elements with a code in it.
fn element_rows(
    element_path: &ElementPath,
    value: &Valore,
    participle: &str,
    write: &dyn Fn(QuadroRow, String, Option<Importo>) -> QuadroRow,
) -> Vec<QuadroRow> {
    let Some((kind, _)) = element_path.last() else {
        return Vec::new();
    };
    let within: Vec<ElementKind> = ElementKind::held_by(Some(*kind))
        .filter(|kind| kind.has_code())
        .collect();
    let own = own_values(*kind, &within, value);
    // The row of an objective also says how much the resources grew or fell.
    let risorse = value.get("risorse_economiche").and_then(Valore::amount);
    let row = event_row(element_path, participle);
    let mut rows = vec![write(
        row,
        value_words(Some(kind.description()), &own),
        risorse,
    )];
    for kind in within {
        let entries = value.find(kind.list_keys().iter().copied());
        for entry in entries.map_or(&[][..], Valore::entries) {
            let identity = entry.get(kind.identity_key()).and_then(Valore::text);
            let mut element_path = element_path.clone();
            element_path.push((kind, identity.unwrap_or_default().to_owned()));
            rows.extend(element_rows(&element_path, entry, participle, write));
        }
    }
    rows
}

/// The values of an element that its own row tells: without the name by which the row calls it, the
/// elements that have rows of their own, and what says nothing to a reader.
fn own_values(kind: ElementKind, within: &[ElementKind], value: &Valore) -> Valore {
    let mut own = value.clone();
    if let Valore::Group(group) = &mut own {
        let is_told_apart = |key: &str| {
            within
                .iter()
                .any(|kind| kind.list_keys().first() == Some(&key))
        };
        group.retain(|key, value| {
            let is_empty_list = matches!(value, Valore::List(entries) if entries.is_empty());
            let is_look = key == "elenco_obiettivi";
            !(is_look || is_empty_list || key == kind.identity_key() || is_told_apart(key))
        });
    }
    own
}

/// The row of a value; `kind` is what the plan may hold there.
fn value_row(
    entry: String,
    kind: Option<Kind>,
    before: Option<&Valore>,
    after: Option<&Valore>,
) -> QuadroRow {
    let in_words = |value| value_words(kind, value);
    let (old, new) = (before.map(in_words), after.map(in_words));
    let whole = |text: &Option<String>| {
        let text = text.as_deref();
        text.map_or_else(Vec::new, |text| words::whole(text, false))
    };
    let mut row = QuadroRow {
        voce: entry,
        prima: whole(&old),
        dopo: whole(&new),
        variazione: change_words(before, after).into_iter().collect(),
        motivazioni: Vec::new(),
        atti_delle_motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    if let (Some(old), Some(new)) = (old, new)
        && old.chars().count().max(new.chars().count()) >= LONG_TEXT
    {
        let comparison = words::compare(&old, &new);
        row.prima = comparison.before;
        row.dopo = comparison.after;
        if !comparison.sentences.is_empty() {
            row.variazione = comparison.sentences;
        }
    }
    row
}

/// What happened to a value: `+10.000,00 (+5,00%)`, `+2 gg`, `sostituito`.
fn change_words(before: Option<&Valore>, after: Option<&Valore>) -> Option<String> {
    let words = match (before, after) {
        (Some(Valore::Amount(before)), Some(Valore::Amount(after))) => {
            totali::change_words(*before, *after)
        }
        (Some(before), Some(after)) => {
            target_growth_words(before, after).unwrap_or_else(|| "sostituito".to_owned())
        }
        (None, Some(Valore::Amount(after))) => after.with_sign(),
        (None, Some(_)) => "aggiunto".to_owned(),
        (Some(Valore::Amount(before)), None) => totali::change_words(*before, Importo::default()),
        (Some(_), None) => "soppresso".to_owned(),
        (None, None) => return None,
    };
    Some(words)
}

/// How much an expected result grew, in its unit; `None` where the two cannot be compared.
fn target_growth_words(before: &Valore, after: &Valore) -> Option<String> {
    let [before, after] = [before.target()?.reading()?, after.target()?.reading()?];
    let growth = after.growth_since(before)?;
    let sign = if growth.is_sign_positive() { "+" } else { "" };
    let number = write_number(growth, growth.normalize().scale());
    Some(match after.unit.as_str() {
        "%" => format!("{sign}{number} punti percentuali"),
        "" => format!("{sign}{number}"),
        unit => format!("{sign}{number} {unit}"),
    })
}

/// A value as a person reads it: days the Italian way, choices in plain words, a line for each entry of a
/// list and for each key. `kind` says what the keys are called.
fn value_words(kind: Option<Kind>, value: &Valore) -> String {
    match value {
        Valore::Date(date) => date.to_string(),
        Valore::Choice(choice) => choice.words.to_owned(),
        Valore::List(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| value_words(kind, entry))
                .collect();
            entries.join("\n")
        }
        Valore::Group(group) => {
            let pairs = group.iter().map(|(key, value)| {
                let found = kind.and_then(|kind| kind.find([key]));
                let words = found.as_ref().and_then(|found| found.words.last());
                let words = capitalized(words.map_or(key, String::as_str));
                format!(
                    "{words}: {}",
                    value_words(found.map(|found| found.kind), value)
                )
            });
            pairs.collect::<Vec<_>>().join("\n")
        }
        scalar => scalar.written().unwrap_or_default().into_owned(),
    }
}

/// The words for a field: whose it is, and its name.
fn row_label(owner: &str, names: &[String]) -> String {
    let name = capitalized(&names.join(", "));
    match owner {
        "" => name,
        owner => format!("{owner}: {}", uncapitalized(&name)),
    }
}

/// A text with a capital first letter.
pub(crate) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
