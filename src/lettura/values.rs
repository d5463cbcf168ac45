//! From the tree to the values that the schema checks, and to those that the types read.

use serde_json::Value as Json;
use serde_yaml::Value as Yaml;

use super::tree::{Node, NodeKind, SyntaxTree};

/// Converts a node to JSON for the schema check, as an editor's YAML plugin would: an unquoted number
/// becomes a number, an unquoted `true` a boolean. A missing value and an ambiguous number become
/// `null`, which no key accepts.
pub(crate) fn json_value(tree: &SyntaxTree, node: Node) -> Json {
    match tree.kind(node) {
        NodeKind::Scalar {
            text,
            is_plain: true,
        } => plain_value(text),
        NodeKind::Scalar { text, .. } => Json::String(text.clone()),
        NodeKind::List(entries) => entries
            .iter()
            .map(|entry| json_value(tree, *entry))
            .collect(),
        NodeKind::Group(keys) => keys
            .iter()
            .filter_map(|(key, value)| {
                Some((tree.text(*key)?.to_owned(), json_value(tree, *value)))
            })
            .collect(),
    }
}

fn plain_value(text: &str) -> Json {
    match text {
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        _ if is_null(text) || is_ambiguous_number(text) => Json::Null,
        _ => match text.parse::<i64>() {
            Ok(number) => Json::from(number),
            Err(_) => Json::String(text.to_owned()),
        },
    }
}

/// Whether an unquoted text means "no value" to YAML.
pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Whether an unquoted text is a number that YAML and an Italian may read differently: `15.000`, `011`,
/// `1_000`, `0x1F`, `1e3`.
pub(crate) fn is_ambiguous_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return matches!(digits, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN");
    }
    let is_canonical = text
        .parse::<i64>()
        .is_ok_and(|number| number.to_string() == text);
    let has_underscores =
        digits.contains('_') && digits.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let is_in_base = |prefix: &str, base: u32| {
        digits
            .strip_prefix(prefix)
            .is_some_and(|c| !c.is_empty() && c.chars().all(|c| c.is_digit(base)))
    };
    !is_canonical
        && !has_one_reading(digits)
        && (text.parse::<f64>().is_ok()
            || has_underscores
            || is_in_base("0x", 16)
            || is_in_base("0o", 8))
}

/// Whether a number with a point is the same to YAML and to an Italian, who groups three digits:
/// `320000.50`, `0.5`.
fn has_one_reading(digits: &str) -> bool {
    digits.split_once('.').is_some_and(|(whole, decimals)| {
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let has_no_leading_zero = whole == "0" || !whole.is_empty() && !whole.starts_with('0');
        has_no_leading_zero
            && are_digits(whole)
            && are_digits(decimals)
            && (1..=2).contains(&decimals.len())
    })
}

/// Converts a node to YAML for the types: every scalar is a string, exactly as typed, so that no text
/// changes on the way. A value that no key accepts (missing, ambiguous number) becomes NaN, since
/// `null` would pass for a missing optional key and a string for a text.
pub(crate) fn yaml_value(tree: &SyntaxTree, node: Node) -> Yaml {
    match tree.kind(node) {
        NodeKind::Scalar {
            text,
            is_plain: true,
        } => match plain_value(text) {
            Json::Null => Yaml::Number(f64::NAN.into()),
            Json::Bool(choice) => Yaml::Bool(choice),
            _ => Yaml::String(text.clone()),
        },
        NodeKind::Scalar { text, .. } => Yaml::String(text.clone()),
        NodeKind::List(entries) => Yaml::Sequence(
            entries
                .iter()
                .map(|entry| yaml_value(tree, *entry))
                .collect(),
        ),
        NodeKind::Group(keys) => Yaml::Mapping(
            keys.iter()
                .filter_map(|(key, value)| {
                    let key = Yaml::String(tree.text(*key)?.to_owned());
                    Some((key, yaml_value(tree, *value)))
                })
                .collect(),
        ),
    }
}
