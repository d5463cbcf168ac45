//! How the value of a field is typed in the file that it comes from.

use crate::lettura::{Node, SyntaxTree};
use crate::variazioni::ElementKind;

/// The text of a field of a thing, as typed; none for what is no single text.
pub fn typed_text(
    tree: &SyntaxTree,
    thing: &[(ElementKind, String)],
    field: &[String],
) -> Option<String> {
    let mut node = tree.root();
    for (kind, name) in thing {
        let list = descendant(tree, node, kind.list_keys())?;
        let called = |entry: &&Node| {
            let identity = descendant(tree, **entry, &[kind.identity_key()]);
            identity.and_then(|identity| tree.text(identity)) == Some(name)
        };
        node = *tree.entries(list).iter().find(called)?;
    }
    let field: Vec<&str> = field.iter().map(String::as_str).collect();
    tree.text(descendant(tree, node, &field)?)
        .map(str::to_owned)
}

fn descendant(tree: &SyntaxTree, node: Node, keys: &[&str]) -> Option<Node> {
    keys.iter()
        .try_fold(node, |node, key| Some(tree.find_key(node, key)?.1))
}
