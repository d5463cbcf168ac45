//! The findings for values that the schema refuses, in Italian.

use jsonschema::JsonType;
use jsonschema::error::TypeKind;
use serde_json::Value;

use super::structure::similar_name;
use super::tree::{Node, NodeKind, SyntaxTree};
use super::values::{self, is_ambiguous_number, is_null};
use crate::piano::{DATE_DESCRIPTION, Data, Importo};
use crate::rilievi::Rilievo;

pub(super) fn not_allowed(tree: &SyntaxTree, node: Node, allowed: &[String]) -> Rilievo {
    let value = tree.text(node).unwrap_or("questo valore");
    let rilievo = Rilievo::error(format!("“{value}” non è fra i valori ammessi"))
        .with_regola(format!("qui si può scrivere: {}", allowed.join(", ")));
    match similar_name(value, allowed) {
        Some(similar) => rilievo.with_rimedio(format!("forse si voleva scrivere “{similar}”")),
        None => rilievo,
    }
}

/// The finding for a value that has not the form which its key asks for; what a date should be is said.
pub(super) fn not_fitting(value: &str, description: &str) -> Rilievo {
    let rilievo =
        Rilievo::error(format!("“{value}” non va bene qui")).with_regola(description.to_owned());
    match Data::meant_by(value).filter(|_| description == DATE_DESCRIPTION) {
        Some(day) => rilievo.with_rimedio(format!("scrivere {}", day.to_iso())),
        None => rilievo,
    }
}

/// The finding for a value of another type than the schema asks for.
pub(super) fn wrong_type<'a>(
    tree: &SyntaxTree,
    node: Node,
    expected: &TypeKind,
    description: impl FnOnce() -> &'a str,
) -> Rilievo {
    let regola = format!("qui serve {}", describe_types(expected));
    match tree.kind(node) {
        NodeKind::List(_) => Rilievo::error("qui c'è un elenco").with_regola(regola),
        NodeKind::Group(_) => Rilievo::error("qui c'è un gruppo di chiavi")
            .with_regola(regola)
            .with_rimedio("se è un testo che contiene “: ”, scriverlo fra virgolette"),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_null(text) => Rilievo::error("la chiave non ha un valore")
            .with_regola(regola)
            .with_rimedio(
                "scrivere il valore, o \"\" per una riga vuota nelle schede, o togliere la chiave",
            ),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_ambiguous_number(text) && is_amount(expected) => {
            match Importo::why_unreadable(text) {
                Some(why) => Rilievo::error(why),
                None => ambiguous_number(text),
            }
        }
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_ambiguous_number(text) => ambiguous_number(text),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if text.parse::<i64>().is_ok() => not_fitting(text, description()),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if matches!(values::json_value(tree, node), Value::Bool(_)) => Rilievo::error(format!(
            "“{text}” senza virgolette è una scelta, non un testo"
        ))
        .with_regola(regola)
        .with_rimedio(format!("scrivere \"{text}\" fra virgolette")),
        NodeKind::Scalar { text, .. } => {
            Rilievo::error(format!("“{text}” è un testo")).with_regola(regola)
        }
    }
}

/// Whether a key holds an amount: the only kind of value that may be a number with decimals.
fn is_amount(expected: &TypeKind) -> bool {
    match expected {
        TypeKind::Single(_) => false,
        TypeKind::Multiple(types) => types.iter().any(|kind| kind == JsonType::Number),
    }
}

/// The finding for a number that YAML and an Italian read differently, with both readings.
fn ambiguous_number(text: &str) -> Rilievo {
    let reading = text.parse::<f64>().map_or_else(
        |_| "in modi diversi secondo il programma".to_owned(),
        |number| format!("come {number}"),
    );
    Rilievo::error(format!("il numero {text} senza virgolette è equivoco"))
        .with_regola(format!(
            "in YAML {text} si legge {reading}; in Italia il punto separa le migliaia e la virgola i decimali"
        ))
        .with_rimedio(format!("scriverlo fra virgolette, come si vuole stampare: \"{text}\""))
}

/// The types that a schema admits, in words: `un testo oppure un elenco`.
fn describe_types(kinds: &TypeKind) -> String {
    let type_words = |kind: JsonType| match kind {
        JsonType::Array => Some("un elenco (ogni voce comincia con un trattino)"),
        JsonType::Object => Some("un gruppo di chiavi, più a destra della riga"),
        JsonType::String => Some("un testo"),
        JsonType::Boolean => Some("una scelta fra sì e no"),
        JsonType::Integer | JsonType::Number => None,
        JsonType::Null => None,
    };
    let words: Vec<&str> = match kinds {
        TypeKind::Single(kind) => vec![type_words(*kind).unwrap_or("un numero intero")],
        TypeKind::Multiple(kinds) => kinds.iter().filter_map(type_words).collect(),
    };
    words.join(" oppure ")
}
