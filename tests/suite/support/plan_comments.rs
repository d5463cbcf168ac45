//! Plans with a comment wherever one can stand, each saying what it is about.

use std::collections::BTreeSet;

use super::random_plans::Dice;
use serde_yaml::{Mapping, Value};

/// The keys whose value tells an entry of a list from the others.
const IDENTITIES: [(&str, &str); 10] = [
    ("missioni", "codice"),
    ("programmi", "codice"),
    ("obiettivi", "codice"),
    ("indicatori", "codice"),
    ("funzioni", "codice"),
    ("descrizione", "ambito"),
    ("capitoli", "titolo"),
    ("righe", "area"),
    ("quadratura", "voce"),
    ("firme", "ruolo"),
];

/// The lists whose entries keep their name wherever they stand.
const WITH_A_CODE: [&str; 4] = ["missioni", "programmi", "obiettivi", "indicatori"];

/// The name of the plan itself.
pub(crate) const PIANO: &str = "piano";

/// The name of an entry of a list.
pub(crate) fn address(owner: &str, list: &str, label: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() { c } else { '_' };
    if WITH_A_CODE.contains(&list) {
        format!("{list}/{label}")
    } else {
        let label: String = label.chars().map(letter).collect();
        format!("{owner}.{list}/{label}")
    }
}

/// A plan written with comments above, beside, within and below what it says.
pub(crate) fn commented(piano: &Value, dice: &mut Dice) -> String {
    let mut lines = vec!["# sopra tutto".to_owned(), String::new()];
    if let Value::Mapping(mapping) = piano {
        lines.extend(group(mapping, 0, PIANO, dice));
    }
    lines.push("# in fondo".to_owned());
    lines.join("\n") + "\n"
}

/// The names of all that a plan says: `obiettivi/A1.titolo`.
pub(crate) fn addresses(piano: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(piano, PIANO, &mut found);
    found
}

fn collect(value: &Value, owner: &str, found: &mut BTreeSet<String>) {
    found.insert(owner.to_owned());
    for (bare_key, value) in value.as_mapping().into_iter().flatten() {
        // A bare year is a number to YAML.
        let anno = bare_key.as_u64().map(|anno| anno.to_string());
        let bare_key = anno.as_deref().or(bare_key.as_str()).unwrap();
        let field = format!("{owner}.{}", bare_key.replace('#', "_"));
        match value {
            Value::Sequence(entries) => {
                found.insert(field);
                for item in entries {
                    if let Some(label) = name(bare_key, item) {
                        collect(item, &address(owner, bare_key, label), found);
                    }
                }
            }
            other => collect(other, &field, found),
        }
    }
}

fn name<'a>(list: &str, item: &'a Value) -> Option<&'a str> {
    let (_, identity) = IDENTITIES.iter().find(|(label, _)| *label == list)?;
    item.get(*identity)?.as_str()
}

fn group(mapping: &Mapping, indentation: usize, owner: &str, dice: &mut Dice) -> Vec<String> {
    let indent = " ".repeat(indentation);
    let mut lines = Vec::new();
    for (bare_key, value) in mapping {
        let bare_key = bare_key.as_str().unwrap();
        let field = format!("{owner}.{}", bare_key.replace('#', "_"));
        if dice.one_in(6) {
            lines.push(String::new());
        }
        if dice.one_in(2) {
            lines.push(format!("{indent}# sopra {field} ."));
        }
        lines.extend(pair(
            &key(bare_key),
            value,
            indentation,
            (owner, &field),
            dice,
        ));
    }
    if dice.one_in(3) {
        lines.push(format!("{indent}# sotto {owner} ."));
    }
    lines
}

fn pair(
    bare_key: &str,
    value: &Value,
    indentation: usize,
    (owner, field): (&str, &str),
    dice: &mut Dice,
) -> Vec<String> {
    let indent = " ".repeat(indentation);
    let beside = if dice.one_in(2) {
        format!("{}# accanto {field} .", " ".repeat(2 + dice.below(3)))
    } else {
        String::new()
    };
    match value {
        Value::Mapping(inside) if !(inside.is_empty() || is_flat(inside) && dice.one_in(2)) => {
            let mut lines = vec![format!("{indent}{bare_key}:{beside}")];
            lines.extend(group(inside, indentation + 2, field, dice));
            lines
        }
        Value::Mapping(inside) => {
            let mut lines = in_braces(
                inside,
                &format!("{indent}{bare_key}: "),
                indentation,
                field,
                dice,
            );
            lines.last_mut().unwrap().push_str(&beside);
            lines
        }
        Value::Sequence(entries) if entries.iter().any(Value::is_mapping) => {
            let mut lines = vec![format!("{indent}{bare_key}:{beside}")];
            let dash = indentation + 2 * dice.below(2);
            for item in entries {
                let label = address(owner, bare_key, name(bare_key, item).unwrap_or("?"));
                lines.extend(entry(item.as_mapping().unwrap(), dash, &label, dice));
            }
            lines
        }
        Value::Sequence(entries) => {
            let entries: Vec<String> = entries.iter().map(in_quotes).collect();
            vec![format!(
                "{indent}{bare_key}: [{}]{beside}",
                entries.join(", ")
            )]
        }
        plain => scalar(
            bare_key,
            plain.as_str().unwrap(),
            indentation,
            &beside,
            dice,
        ),
    }
}

fn entry(item: &Mapping, dash: usize, label: &str, dice: &mut Dice) -> Vec<String> {
    let indent = " ".repeat(dash);
    let mut lines = Vec::new();
    if dice.one_in(4) {
        lines.push(String::new());
    }
    if dice.one_in(2) {
        lines.push(format!("{indent}# sopra {label} ."));
    }
    if is_flat(item) && dice.one_in(3) {
        lines.extend(in_braces(item, &format!("{indent}- "), dash, label, dice));
        return lines;
    }
    let mut inside = group(item, dash + 2, label, dice);
    // The dash goes before the first key; what stands above the key is about it.
    let before = inside
        .iter()
        .position(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .unwrap();
    let bare_key = inside[before].trim_start().to_owned();
    inside[before] = format!("{indent}- {bare_key}");
    // Further right it would be about what comes before.
    let above: Vec<String> = inside.drain(..before).collect();
    let above = above.iter().map(|line| line.trim_start());
    lines.extend(
        above
            .filter(|line| !line.is_empty())
            .map(|line| format!("{indent}{line}")),
    );
    lines.extend(inside);
    lines
}

/// A group within braces: on a line, or on several with comments among them.
fn in_braces(
    mapping: &Mapping,
    head: &str,
    indentation: usize,
    label: &str,
    dice: &mut Dice,
) -> Vec<String> {
    let pairs: Vec<String> = mapping
        .iter()
        .map(|(bare_key, value)| {
            format!("{}: {}", key(bare_key.as_str().unwrap()), in_quotes(value))
        })
        .collect();
    if pairs.is_empty() || !dice.one_in(3) {
        return vec![format!("{head}{{ {} }}", pairs.join(", "))];
    }
    let indent = " ".repeat(indentation + 4);
    let mut lines = vec![format!("{head}{{  # dentro {label} .")];
    lines.extend(pairs.iter().map(|pair| format!("{indent}{pair},")));
    lines.push(format!("{indent}# in fondo a {label} ."));
    lines.push(format!("{}}}", " ".repeat(indentation + 2)));
    lines
}

fn scalar(
    bare_key: &str,
    text: &str,
    indentation: usize,
    beside: &str,
    dice: &mut Dice,
) -> Vec<String> {
    let indent = " ".repeat(indentation);
    let plain = text.trim() == text
        && text.chars().all(|c| c.is_alphanumeric() || c == ' ')
        && text.starts_with(char::is_alphabetic)
        && !matches!(text, "no" | "si" | "sì" | "null");
    match dice.below(4) {
        0 if plain => vec![format!("{indent}{bare_key}: {text}{beside}")],
        1 if stands_in_a_block(text) => {
            let mut lines = vec![format!("{indent}{bare_key}: |-{beside}")];
            lines.extend(text.lines().map(|line| match line {
                "" => String::new(),
                line => format!("{indent}  {line}"),
            }));
            lines
        }
        2 if !text.contains('\n') => {
            vec![format!(
                "{indent}{bare_key}: '{}'{beside}",
                text.replace('\'', "''")
            )]
        }
        _ => vec![format!("{indent}{bare_key}: {}{beside}", quoted(text))],
    }
}

/// Whether a text reads back as it is from a block of lines.
fn stands_in_a_block(text: &str) -> bool {
    let whole = |line: &str| line.trim_start() == line && (line.is_empty() || line.trim() == line);
    !text.is_empty() && text.split('\n').all(whole) && text.trim() == text
}

fn is_flat(mapping: &Mapping) -> bool {
    mapping.values().all(|value| match value {
        Value::Mapping(_) => false,
        Value::Sequence(entries) => !entries.iter().any(Value::is_mapping),
        _ => true,
    })
}

/// A key, between quotes where it needs them.
fn key(bare_key: &str) -> String {
    if bare_key.contains(':') {
        quoted(bare_key)
    } else {
        bare_key.to_owned()
    }
}

fn in_quotes(value: &Value) -> String {
    match value {
        Value::Sequence(entries) => {
            let entries: Vec<String> = entries.iter().map(in_quotes).collect();
            format!("[{}]", entries.join(", "))
        }
        plain => quoted(plain.as_str().unwrap()),
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
