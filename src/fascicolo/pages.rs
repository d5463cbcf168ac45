//! The page tree.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::objects::array_under;

/// The pages of a document, in order.
///
/// lopdf's own iteration skips or invents pages where the tree is broken (ISO 32000-1 7.7.3). Readers
/// would disagree on such a document, so here it is refused.
///
/// # Errors
/// In Italian, what is wrong with the tree.
pub(crate) fn page_ids(document: &Document) -> Result<Vec<ObjectId>, &'static str> {
    let root = document
        .catalog()
        .and_then(|catalog| catalog.get(b"Pages"))
        .and_then(Object::as_reference)
        .map_err(|_| "l'albero delle pagine non c'è")?;
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    let mut to_visit = vec![root];
    while let Some(id) = to_visit.pop() {
        if !seen.insert(id) {
            return Err("una pagina è elencata due volte");
        }
        let node = document
            .get_dictionary(id)
            .map_err(|_| "una pagina elencata non c'è")?;
        match node_type(node) {
            b"Page" => pages.push(id),
            b"Pages" => to_visit.extend(children(document, node)?.into_iter().rev()),
            _ => return Err("un ramo dell'albero delle pagine non dice che cos'è"),
        }
    }
    if pages == [root] {
        return Err("l'albero delle pagine non c'è");
    }
    Ok(pages)
}

fn node_type(node: &Dictionary) -> &[u8] {
    node.get_type().unwrap_or_default()
}

fn children(document: &Document, node: &Dictionary) -> Result<Vec<ObjectId>, &'static str> {
    let kids =
        array_under(document, node, b"Kids").ok_or("un ramo dell'albero delle pagine è vuoto")?;
    let kids: Result<Vec<ObjectId>, _> = kids.iter().map(Object::as_reference).collect();
    kids.map_err(|_| "una pagina non è un oggetto a sé")
}
