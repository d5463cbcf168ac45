//! Text strings and name trees.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// How deep a tree of a file may be.
const PROFONDITA: usize = 64;

/// The object that a value is or refers to.
pub fn risolto<'a>(documento: &'a Document, oggetto: &'a Object) -> Option<&'a Object> {
    documento
        .dereference(oggetto)
        .ok()
        .map(|(_, oggetto)| oggetto)
}

/// The dictionary under a key.
pub fn dizionario<'a>(
    documento: &'a Document,
    contenitore: &'a Dictionary,
    chiave: &[u8],
) -> Option<&'a Dictionary> {
    risolto(documento, contenitore.get(chiave).ok()?)?
        .as_dict()
        .ok()
}

/// The array under a key.
pub fn elenco<'a>(
    documento: &'a Document,
    contenitore: &'a Dictionary,
    chiave: &[u8],
) -> Option<&'a [Object]> {
    let oggetto = risolto(documento, contenitore.get(chiave).ok()?)?;
    oggetto.as_array().ok().map(Vec::as_slice)
}

/// The entries of a name tree, in order.
pub fn voci_di_un_albero(documento: &Document, radice: &Dictionary) -> Vec<(Vec<u8>, Object)> {
    let mut voci = Vec::new();
    let mut visti = HashSet::new();
    raccogli(documento, radice, PROFONDITA, &mut visti, &mut voci);
    voci
}

fn raccogli(
    documento: &Document,
    nodo: &Dictionary,
    profondita: usize,
    visti: &mut HashSet<ObjectId>,
    voci: &mut Vec<(Vec<u8>, Object)>,
) {
    if profondita == 0 {
        return;
    }
    for coppia in elenco(documento, nodo, b"Names")
        .unwrap_or_default()
        .chunks_exact(2)
    {
        if let Some(Ok(nome)) = risolto(documento, &coppia[0]).map(Object::as_str) {
            voci.push((nome.to_vec(), coppia[1].clone()));
        }
    }
    for figlio in elenco(documento, nodo, b"Kids").unwrap_or_default() {
        if let Ok(id) = figlio.as_reference()
            && !visti.insert(id)
        {
            continue;
        }
        if let Some(Ok(figlio)) = risolto(documento, figlio).map(Object::as_dict) {
            raccogli(documento, figlio, profondita - 1, visti, voci);
        }
    }
}

/// A text string: UTF-16 or UTF-8 with their marks, otherwise one byte a character.
pub fn testo(byte: &[u8]) -> String {
    if let Some(resto) = byte.strip_prefix(b"\xfe\xff") {
        let unita: Vec<u16> = resto
            .chunks(2)
            .map(|coppia| u16::from_be_bytes([coppia[0], coppia.get(1).copied().unwrap_or(0)]))
            .collect();
        return String::from_utf16_lossy(&unita);
    }
    if let Some(resto) = byte.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(resto).into_owned();
    }
    byte.iter().map(|b| char::from(*b)).collect()
}

/// A text as a text string.
pub fn in_pdf(testo: &str) -> Object {
    if testo.is_ascii() {
        return Object::string_literal(testo);
    }
    let unita = testo.encode_utf16().flat_map(u16::to_be_bytes);
    let byte: Vec<u8> = b"\xfe\xff".iter().copied().chain(unita).collect();
    Object::String(byte, lopdf::StringFormat::Hexadecimal)
}
