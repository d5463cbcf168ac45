//! Whether two values of a tree say the same.

use crate::lettura::{Node, NodeKind, SyntaxTree};
use crate::piano::Importo;

/// Whether two values say the same to the plan; `chiave` is the key that holds them.
pub fn say_the_same(tree: &SyntaxTree, one: Node, other: Node, key: &str) -> bool {
    match (tree.kind(one), tree.kind(other)) {
        (NodeKind::Scalar { text: one, .. }, NodeKind::Scalar { text: other, .. }) => {
            one == other || is_importo(key) && is_same_importo(one, other)
        }
        (NodeKind::List(one), NodeKind::List(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| say_the_same(tree, *one, *other, ""))
        }
        (NodeKind::Group(one), NodeKind::Group(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|((c, v), (d, w))| {
                    let name = tree.text(*c).unwrap_or_default();
                    let within = if is_importo(key) { key } else { name };
                    tree.text(*d) == Some(name) && say_the_same(tree, *v, *w, within)
                })
        }
        _ => false,
    }
}

fn is_importo(key: &str) -> bool {
    matches!(key, "risorse_economiche" | "importo" | "preventivo")
}

fn is_same_importo(one: &str, other: &str) -> bool {
    Importo::parse(one).is_some() && Importo::parse(one) == Importo::parse(other)
}

/// The key that says what kind of value a field holds.
pub fn value_key(field: &str) -> &str {
    match field.split_once('.') {
        Some((before, _)) if is_importo(before) => before,
        _ => field.rsplit('.').next().unwrap_or(field),
    }
}

/// Whether two nodes are texts of the same words.
pub fn have_same_text(tree: &SyntaxTree, one: Node, other: Node) -> bool {
    match (tree.text(one), tree.text(other)) {
        (Some(one), Some(other)) => have_same_words(one, other),
        _ => false,
    }
}

/// Whether two texts have the same words, whatever white space parts them.
pub fn have_same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
