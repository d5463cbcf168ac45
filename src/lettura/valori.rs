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
        _ if is_an_amount(testo) => Json::from(A_FRACTION),
        _ if e_vuoto(testo) || e_numero_equivoco(testo) => Json::Null,
        _ => match testo.parse::<i64>() {
            Ok(numero) => Json::from(numero),
            Err(_) => Json::String(testo.to_owned()),
        },
    }
}

/// What stands for any number with decimals before the schema, which asks only whether it is one: a key
/// for whole numbers must refuse `12.00` too, which would print otherwise elsewhere.
const A_FRACTION: f64 = 0.5;

/// How many digits a number keeps on its way to the types.
const DIGITS: usize = 15;

/// Whether a bare text is an amount that everybody reads the same, `36889.50`: after the point there are
/// one or two digits, and the thousands would be three.
fn is_an_amount(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.split_once('.').is_some_and(|(whole, decimals)| {
        let only_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        let exact = digits.len() <= DIGITS + 1;
        exact && only_digits(whole) && !leading_zero && only_digits(decimals) && decimals.len() <= 2
    })
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
        && (testo.parse::<f64>().is_ok() || sottolineato || in_base("0x", 16) || in_base("0o", 8))
}

/// The tree for the types: every scalar arrives as typed, so that a text never changes on the way; an
/// amount with a point arrives as a number, which no text accepts.
/// What no key accepts arrives as a number that is none.
pub fn per_i_tipi(albero: &Albero, nodo: Nodo) -> Yaml {
    match albero.specie(nodo) {
        Specie::Scalare { testo, nudo: true } => match nudo(testo) {
            Json::Null => Yaml::Number(f64::NAN.into()),
            Json::Number(_) if is_an_amount(testo) => {
                Yaml::Number(testo.parse::<f64>().unwrap_or(f64::NAN).into())
            }
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
