//! The rows of the quadro, in words.

use serde_yaml::Value;

use super::super::difference::{Change, Difference, Position};
use super::super::elements::{ElementKind, ElementPath};
use super::super::{totali, values, words};
use super::QuadroRow;
use crate::piano::{Data, Importo, RisultatoAtteso, Testo, write_number};

/// From this many characters on, a text that changed is shown word by word.
const LONG_TEXT: usize = 40;

/// The rows of a difference: one for a value; for a thing, one for each of its values.
pub fn rows(difference: &Difference) -> Vec<QuadroRow> {
    let owner = owner_words(&difference.element);
    match &difference.change {
        Change::Value { before, after } => {
            let entry = row_label(&owner, &difference.field);
            vec![value_row(
                entry,
                &difference.field,
                before.as_ref(),
                after.as_ref(),
            )]
        }
        Change::Added { value, .. } => {
            let aggiunta = |row: QuadroRow, text: String, importo: Option<Importo>| QuadroRow {
                dopo: words::whole(&text, false),
                variazione: with_importo(row.variazione, importo.map(Importo::with_sign)),
                ..row
            };
            element_rows(&difference.element, value, "aggiunt", &aggiunta)
        }
        Change::Suppressed { value } => {
            let soppressa = |row: QuadroRow, text: String, importo: Option<Importo>| QuadroRow {
                prima: words::whole(&text, false),
                variazione: with_importo(
                    row.variazione,
                    importo.map(|importo| (Importo::default() - importo).with_sign()),
                ),
                ..row
            };
            element_rows(&difference.element, value, "soppress", &soppressa)
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

/// A thing without the title by which its rows already call it.
fn without_name(element_path: &ElementPath, value: &Value) -> Value {
    let mut value = value.clone();
    if let (Some((kind, _)), Value::Mapping(group)) = (element_path.last(), &mut value)
        && !kind.has_code()
    {
        group.shift_remove(kind.identity_key());
    }
    value
}

fn container_of(element_path: &ElementPath) -> Option<&(ElementKind, String)> {
    element_path.iter().rev().nth(1)
}

/// What the thing is, when it is not the one that the group is about.
fn owner_words(element_path: &ElementPath) -> String {
    match element_path.last() {
        Some((kind, name))
            if !matches!(
                kind,
                ElementKind::Missione | ElementKind::Programma | ElementKind::Obiettivo
            ) =>
        {
            format!("{} {name}", capitalized(kind.noun()))
        }
        _ => String::new(),
    }
}

fn event_row(element_path: &ElementPath, participle: &str) -> QuadroRow {
    let (name, fatto) = match element_path.last() {
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
        variazione: vec![fatto],
        motivazioni: Vec::new(),
        atti: Vec::new(),
    }
}

fn with_importo(mut variazione: Vec<String>, importo: Option<String>) -> Vec<String> {
    variazione.extend(importo);
    variazione
}

/// The rows of a thing that came or went: one for it, one for each of the things with a code in it.
fn element_rows(
    element_path: &ElementPath,
    value: &Value,
    participle: &str,
    scrivi: &dyn Fn(QuadroRow, String, Option<Importo>) -> QuadroRow,
) -> Vec<QuadroRow> {
    let Some((kind, _)) = element_path.last() else {
        return Vec::new();
    };
    let within: Vec<ElementKind> = ElementKind::held_by(Some(*kind))
        .filter(|kind| kind.has_code())
        .collect();
    let mut propri = without_name(element_path, value);
    if let Value::Mapping(group) = &mut propri {
        group.shift_remove("elenco_obiettivi");
        group.shift_remove("codice");
        group.retain(|_, value| !matches!(value, Value::Sequence(voci) if voci.is_empty()));
        for kind in &within {
            group.shift_remove(kind.list_keys()[0]);
        }
    }
    let risorse = value.get("risorse_economiche").and_then(Value::as_str);
    let importo = risorse.and_then(Importo::parse);
    let before = event_row(element_path, participle);
    let mut rows = vec![scrivi(before, value_words(&propri), importo)];
    for kind in within {
        for entry in values::entries(value, kind.list_keys()) {
            let mut element_path = element_path.clone();
            element_path.push((
                kind,
                values::text_of_key(entry, "codice")
                    .unwrap_or_default()
                    .to_owned(),
            ));
            rows.extend(element_rows(&element_path, entry, participle, scrivi));
        }
    }
    rows
}

fn value_row(
    entry: String,
    field: &[String],
    before: Option<&Value>,
    after: Option<&Value>,
) -> QuadroRow {
    let key = field.last().map_or("", String::as_str);
    let in_parole = |value| field_value_words(key, value);
    let (old, fresh) = (before.map(in_parole), after.map(in_parole));
    let mut row = QuadroRow {
        voce: entry,
        prima: old
            .as_deref()
            .map_or_else(Vec::new, |t| words::whole(t, false)),
        dopo: fresh
            .as_deref()
            .map_or_else(Vec::new, |t| words::whole(t, false)),
        variazione: Vec::new(),
        motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    match (old.as_deref(), fresh.as_deref()) {
        (Some(old), Some(fresh)) => {
            row.variazione = change_words(field, old, fresh);
            if old.chars().count().max(fresh.chars().count()) >= LONG_TEXT {
                let raffronto = words::compare(old, fresh);
                row.prima = raffronto.before;
                row.dopo = raffronto.after;
                if !raffronto.sentences.is_empty() {
                    row.variazione = raffronto.sentences;
                }
            }
        }
        (None, Some(fresh)) => row.variazione = addition_words(field, fresh),
        (Some(old), None) => {
            row.variazione = match importo_of_field(field, old) {
                Some(importo) => vec![totali::change_words(importo, Importo::default())],
                None => vec!["soppresso".to_owned()],
            }
        }
        (None, None) => {}
    }
    row
}

fn addition_words(field: &[String], new: &str) -> Vec<String> {
    match importo_of_field(field, new) {
        Some(importo) => vec![importo.with_sign()],
        None => vec!["aggiunto".to_owned()],
    }
}

fn change_words(field: &[String], old: &str, fresh: &str) -> Vec<String> {
    if let (Some(old), Some(fresh)) = (importo_of_field(field, old), importo_of_field(field, fresh))
    {
        return vec![totali::change_words(old, fresh)];
    }
    let parsed = [old, fresh].map(|text| RisultatoAtteso::from(Testo::new(text)));
    if field
        .first()
        .is_some_and(|field| field == "risultati_attesi")
        && let [Some(before), Some(after)] = [parsed[0].reading(), parsed[1].reading()]
        && (before.operator, &before.unit) == (after.operator, &after.unit)
    {
        let difference = after.number - before.number;
        let sign = if difference.is_sign_positive() {
            "+"
        } else {
            ""
        };
        let number = write_number(difference, difference.normalize().scale());
        let unita = match after.unit.as_str() {
            "%" => " punti percentuali".to_owned(),
            "" => String::new(),
            unita => format!(" {unita}"),
        };
        return vec![format!("{sign}{number}{unita}")];
    }
    vec!["sostituito".to_owned()]
}

fn importo_of_field(field: &[String], text: &str) -> Option<Importo> {
    let di_denaro = field.iter().any(|key| {
        matches!(
            key.as_str(),
            "risorse_economiche" | "importo" | "preventivo"
        )
    });
    di_denaro.then(|| Importo::parse(text)).flatten()
}

/// The value of a key as a person reads it: dates the Italian way, choices in plain words.
fn field_value_words(key: &str, value: &Value) -> String {
    let text = value_words(value);
    match key {
        "data" => Data::parse(&text).map_or(text, |data| data.to_string()),
        "posizione" | "tema" | "forma" => text.replace('_', " "),
        _ => text,
    }
}

/// A value as a person reads it.
fn value_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Sequence(entries) => {
            let entries: Vec<String> = entries.iter().map(value_words).collect();
            entries.join("\n")
        }
        Value::Mapping(group) => {
            let pairs = group.iter().map(|(key, value)| {
                let key = key.as_str().unwrap_or_default();
                let value = field_value_words(key, value);
                format!("{}: {value}", capitalized(&key_words(key)))
            });
            pairs.collect::<Vec<_>>().join("\n")
        }
        _ => String::new(),
    }
}

/// The words for a field: whose it is, and its name.
fn row_label(owner: &str, field: &[String]) -> String {
    let names: Vec<String> = field.iter().map(|key| key_words(key)).collect();
    let name = capitalized(&names.join(", "));
    match owner {
        "" => name,
        owner => format!("{owner}: {}", uncapitalized(&name)),
    }
}

/// The words for a key.
fn key_words(key: &str) -> String {
    match key {
        "unita_di_misura" => "unità di misura".to_owned(),
        "centro_di_responsabilita" => "centro di responsabilità".to_owned(),
        "portatori_di_interesse" => "portatori d'interesse".to_owned(),
        "fonte" => "fonte dei dati".to_owned(),
        "algoritmo" => "algoritmo di calcolo".to_owned(),
        "titolo_narrativa" => "titolo nella narrativa".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A text with a capital first letter.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(before) => before.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(before) => before.to_lowercase().chain(letters).collect(),
        None => String::new(),
    }
}
