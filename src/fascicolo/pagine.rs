//! The tree of the pages.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::nomi::elenco;

/// The pages of a document, in order; an error in words where its tree does not hold together
/// (ISO 32000-1 7.7.3), and readers would disagree on the pages.
pub fn pagine(documento: &Document) -> Result<Vec<ObjectId>, &'static str> {
    let radice = documento
        .catalog()
        .and_then(|catalogo| catalogo.get(b"Pages"))
        .and_then(Object::as_reference)
        .map_err(|_| "l'albero delle pagine non c'è")?;
    let mut pagine = Vec::new();
    let mut visti = HashSet::new();
    let mut da_vedere = vec![radice];
    while let Some(id) = da_vedere.pop() {
        if !visti.insert(id) {
            return Err("una pagina è elencata due volte");
        }
        let nodo = documento
            .get_dictionary(id)
            .map_err(|_| "una pagina elencata non c'è")?;
        match tipo(nodo) {
            b"Page" => pagine.push(id),
            b"Pages" => da_vedere.extend(figli(documento, nodo)?.into_iter().rev()),
            _ => return Err("un ramo dell'albero delle pagine non dice che cos'è"),
        }
    }
    if pagine == [radice] {
        return Err("l'albero delle pagine non c'è");
    }
    Ok(pagine)
}

fn tipo(nodo: &Dictionary) -> &[u8] {
    nodo.get_type().unwrap_or_default()
}

fn figli(documento: &Document, nodo: &Dictionary) -> Result<Vec<ObjectId>, &'static str> {
    let figli =
        elenco(documento, nodo, b"Kids").ok_or("un ramo dell'albero delle pagine è vuoto")?;
    let figli: Result<Vec<ObjectId>, _> = figli.iter().map(Object::as_reference).collect();
    figli.map_err(|_| "una pagina non è un oggetto a sé")
}
