//! How the value of a field is typed in the file that it comes from.

use crate::lettura::{Albero, Nodo};
use crate::variazioni::Classe;

/// The text of a field of a thing, as typed; none for what is no single text.
pub fn typed(tree: &Albero, thing: &[(Classe, String)], field: &[String]) -> Option<String> {
    let mut node = tree.radice();
    for (kind, name) in thing {
        let list = below(tree, node, kind.via())?;
        let called = |entry: &&Nodo| {
            let identity = below(tree, **entry, &[kind.identita()]);
            identity.and_then(|identity| tree.testo(identity)) == Some(name)
        };
        node = *tree.voci(list).iter().find(called)?;
    }
    let field: Vec<&str> = field.iter().map(String::as_str).collect();
    tree.testo(below(tree, node, &field)?).map(str::to_owned)
}

fn below(tree: &Albero, node: Nodo, keys: &[&str]) -> Option<Nodo> {
    keys.iter()
        .try_fold(node, |node, key| Some(tree.chiave(node, key)?.1))
}
