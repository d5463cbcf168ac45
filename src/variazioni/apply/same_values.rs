//! Whether two values of a tree say the same.

use crate::lettura::{Node, NodeKind, SyntaxTree};
use crate::piano::{Importo, Kind};

/// Whether two values say the same to the plan; `kind` is what the plan holds there, `None` for a key that
/// it does not know. An amount is the same however it is typed: `460000` and `460.000,00`.
pub(crate) fn say_the_same(tree: &SyntaxTree, one: Node, other: Node, kind: Option<Kind>) -> bool {
    match (tree.kind(one), tree.kind(other)) {
        (NodeKind::Scalar { text: one, .. }, NodeKind::Scalar { text: other, .. }) => {
            let is_amount = kind.is_some_and(|kind| kind.admits(Kind::Amount));
            one == other || is_amount && is_same_importo(one, other)
        }
        (NodeKind::List(one), NodeKind::List(other)) => {
            let kind = kind.and_then(Kind::entries);
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| say_the_same(tree, *one, *other, kind))
        }
        (NodeKind::Group(one), NodeKind::Group(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|((key, one), (other_key, other))| {
                        let name = tree.text(*key).unwrap_or_default();
                        let found = kind.and_then(|kind| kind.find([name]));
                        let kind = found.map(|found| found.kind);
                        tree.text(*other_key) == Some(name)
                            && say_the_same(tree, *one, *other, kind)
                    })
        }
        _ => false,
    }
}

fn is_same_importo(one: &str, other: &str) -> bool {
    Importo::parse(one).is_some_and(|one| Importo::parse(other) == Some(one))
}

/// Whether two nodes are texts of the same words.
pub(crate) fn have_same_text(tree: &SyntaxTree, one: Node, other: Node) -> bool {
    match (tree.text(one), tree.text(other)) {
        (Some(one), Some(other)) => have_same_words(one, other),
        _ => false,
    }
}

/// Whether two texts have the same words, whatever white space parts them.
pub(crate) fn have_same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
