//! The elements of a plan in the tree of its text.

use super::tree::{Node, SyntaxTree};
use crate::piano::{Element, ElementIndex, ElementKind, PlanTree};
use crate::rilievi::{Report, Rilievo};

impl PlanTree for SyntaxTree {
    type Node = Node;

    fn top(&self) -> Node {
        self.root()
    }

    fn value_of(&self, group: Node, key: &str) -> Option<Node> {
        self.find_key(group, key).map(|(_, value)| value)
    }

    fn entries_of(&self, list: Node) -> impl Iterator<Item = Node> {
        self.entries(list).iter().copied()
    }

    fn text_of(&self, node: Node) -> Option<&str> {
        self.text(node)
    }
}

/// The rule on codes: amendments, comparisons and yearly results refer to them.
pub(crate) const CODES_ARE_UNIQUE: &str = "ogni codice identifica una cosa sola";

/// Codes used by more than one element of the same kind: amendments and comparisons could not tell which
/// is meant.
pub fn duplicate_codes(tree: &SyntaxTree) -> Report {
    let elements = ElementIndex::new(tree);
    let with_code = ElementKind::ALL.into_iter().filter(|kind| kind.has_code());
    with_code
        .flat_map(|kind| elements.of_kind(kind, None))
        .filter_map(|element| {
            let before = elements
                .with_name(element.kind, &element.identity, None)
                .first()
                .copied()?;
            (before.node != element.node).then(|| duplicate_code(tree, before, element))
        })
        .collect()
}

fn duplicate_code(tree: &SyntaxTree, before: &Element<Node>, other: &Element<Node>) -> Rilievo {
    let location = |element: &Element<Node>| {
        let codice = tree.find_key(element.node, element.kind.identity_key());
        tree.location(codice.map_or(element.node, |(_, value)| value))
    };
    // Of the two, the one that an amendment wrote is the one to change.
    let written = |element: &Element<Node>| {
        let codice = tree.find_key(element.node, element.kind.identity_key());
        !tree.is_original(codice.map_or(element.node, |(_, value)| value))
    };
    let (before, other) = if written(before) && !written(other) {
        (other, before)
    } else {
        (before, other)
    };
    let (codice, list) = (&other.identity, other.kind.plural_with_article());
    Rilievo::error(format!("il codice “{codice}” è già usato fra {list}"))
        .at(location(other))
        .with_other_location(location(before), "qui l'altra volta")
        .with_regola(CODES_ARE_UNIQUE)
        .with_rimedio("dare un altro codice a una delle due voci")
}
