//! The keys that a plan can have, and those that one has: `missioni.programmi.nome`.

use std::collections::BTreeSet;

/// The groups whose keys are years or periods: they count as their parent.
const A_PERIODI: [&str; 3] = ["valori_osservati", "risultati_attesi", "risorse_economiche"];

/// Collects the keys of a schema, from one of its parts on.
pub fn of_schema(
    tutto: &serde_json::Value,
    parte: &serde_json::Value,
    via: &str,
    chiavi: &mut BTreeSet<String>,
) {
    if let Some(rimando) = parte["$ref"].as_str() {
        let definizione = tutto.pointer(rimando.trim_start_matches('#')).unwrap();
        of_schema(tutto, definizione, via, chiavi);
    }
    let casi = parte["anyOf"].as_array().into_iter().flatten();
    for caso in casi.chain(parte.get("items")) {
        of_schema(tutto, caso, via, chiavi);
    }
    for (nome, dentro) in parte["properties"].as_object().into_iter().flatten() {
        let via = if via.is_empty() {
            nome.clone()
        } else {
            format!("{via}.{nome}")
        };
        of_schema(tutto, dentro, &via, chiavi);
        chiavi.insert(via);
    }
}

/// Collects the keys of a plan, from one of its parts on.
pub fn of_plan(parte: &serde_yaml::Value, via: &str, chiavi: &mut BTreeSet<String>) {
    for voce in parte.as_sequence().into_iter().flatten() {
        of_plan(voce, via, chiavi);
    }
    for (nome, dentro) in parte.as_mapping().into_iter().flatten() {
        let nome = nome.as_str().unwrap();
        let via = if via.is_empty() {
            nome.to_owned()
        } else {
            format!("{via}.{nome}")
        };
        if !A_PERIODI.contains(&nome) {
            of_plan(dentro, &via, chiavi);
        }
        chiavi.insert(via);
    }
}
