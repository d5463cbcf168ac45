//! From the tree to values: what an editor sees, and what the types read.

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::albero::{Albero, Nodo, Specie};

/// The tree as an editor's schema checker sees it: a bare number is a number, a bare `true` a
/// choice. A bare number that would print otherwise than typed is `null`, which no key accepts.
pub fn per_lo_schema(albero: &Albero, nodo: Nodo) -> Json {
    match albero.specie(nodo) {
        Specie::Scalare { testo, nudo: true } => nudo(testo),
        Specie::Scalare { testo, .. } => Json::String(testo.clone()),
        Specie::Elenco(voci) => voci
            .iter()
            .map(|voce| per_lo_schema(albero, *voce))
            .collect(),
        Specie::Gruppo(chiavi) => chiavi
            .iter()
            .filter_map(|(chiave, valore)| {
                Some((
                    albero.testo(*chiave)?.to_owned(),
                    per_lo_schema(albero, *valore),
                ))
            })
            .collect(),
    }
}

fn nudo(testo: &str) -> Json {
    match testo {
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        _ if e_vuoto(testo) || e_numero_equivoco(testo) => Json::Null,
        _ => match testo.parse::<i64>() {
            Ok(numero) => Json::from(numero),
            Err(_) => Json::String(testo.to_owned()),
        },
    }
}

/// Whether a bare text means "no value" to YAML.
pub fn e_vuoto(testo: &str) -> bool {
    matches!(testo, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether a bare text is a number that YAML and an Italian may read differently: `15.000`, `011`,
/// `1_000`, `0x1F`, `1e3`.
pub fn e_numero_equivoco(testo: &str) -> bool {
    let cifre = testo.strip_prefix(['-', '+']).unwrap_or(testo);
    if !cifre.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return matches!(cifre, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    }
    let canonico = testo
        .parse::<i64>()
        .is_ok_and(|numero| numero.to_string() == testo);
    let sottolineato =
        cifre.contains('_') && cifre.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let in_base = |prefisso: &str, base: u32| {
        cifre
            .strip_prefix(prefisso)
            .is_some_and(|c| !c.is_empty() && c.chars().all(|c| c.is_digit(base)))
    };
    !canonico
        && !has_one_reading(cifre)
        && (testo.parse::<f64>().is_ok() || sottolineato || in_base("0x", 16) || in_base("0o", 8))
}

/// Whether a number with a point is the same to YAML and to an Italian, who groups three digits:
/// `320000.50`, `0.5`.
fn has_one_reading(digits: &str) -> bool {
    digits.split_once('.').is_some_and(|(whole, decimals)| {
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let plain = whole == "0" || !whole.is_empty() && !whole.starts_with('0');
        plain && are_digits(whole) && are_digits(decimals) && (1..=2).contains(&decimals.len())
    })
}

/// The tree for the types: every scalar arrives as typed, so that a text never changes on the way.
/// What no key accepts arrives as a number that is none.
pub fn per_i_tipi(albero: &Albero, nodo: Nodo) -> Yaml {
    match albero.specie(nodo) {
        Specie::Scalare { testo, nudo: true } => match nudo(testo) {
            Json::Null => Yaml::Number(f64::NAN.into()),
            Json::Bool(scelta) => Yaml::Bool(scelta),
            _ => Yaml::String(testo.clone()),
        },
        Specie::Scalare { testo, .. } => Yaml::String(testo.clone()),
        Specie::Elenco(voci) => {
            Yaml::Sequence(voci.iter().map(|voce| per_i_tipi(albero, *voce)).collect())
        }
        Specie::Gruppo(chiavi) => Yaml::Mapping(
            chiavi
                .iter()
                .filter_map(|(chiave, valore)| {
                    let chiave = Yaml::String(albero.testo(*chiave)?.to_owned());
                    Some((chiave, per_i_tipi(albero, *valore)))
                })
                .collect(),
        ),
    }
}
