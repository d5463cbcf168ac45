//! The keys that a plan can have, and those that one has: `missioni.programmi.nome`.

use std::collections::BTreeSet;

use pira::piano::{Described, Piano};

/// Whether the keys within a key are years or periods: they count as it.
fn is_by_period(key: &str) -> bool {
    let mut fields = Piano::fields().into_iter();
    fields.any(|(_, field)| field.key == key && field.kind.find(["2027"]).is_some())
}

/// Collects the keys of a schema, from one of its parts on.
pub(crate) fn of_schema(
    whole: &serde_json::Value,
    part: &serde_json::Value,
    path: &str,
    keys: &mut BTreeSet<String>,
) {
    if let Some(reference) = part["$ref"].as_str() {
        let definition = whole.pointer(reference.trim_start_matches('#')).unwrap();
        of_schema(whole, definition, path, keys);
    }
    let variants = part["anyOf"].as_array().into_iter().flatten();
    for variant in variants.chain(part.get("items")) {
        of_schema(whole, variant, path, keys);
    }
    for (name, inner) in part["properties"].as_object().into_iter().flatten() {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}.{name}")
        };
        of_schema(whole, inner, &path, keys);
        keys.insert(path);
    }
}

/// Collects the keys of a plan, from one of its parts on.
pub(crate) fn of_plan(part: &serde_yaml::Value, path: &str, keys: &mut BTreeSet<String>) {
    for entry in part.as_sequence().into_iter().flatten() {
        of_plan(entry, path, keys);
    }
    for (name, inner) in part.as_mapping().into_iter().flatten() {
        let name = name.as_str().unwrap();
        let path = if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        };
        if !is_by_period(name) {
            of_plan(inner, &path, keys);
        }
        keys.insert(path);
    }
}
