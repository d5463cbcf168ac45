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

/// A text string (ISO 32000-1 7.9.2.2): UTF-16 or UTF-8 with their marks, otherwise
/// `PDFDocEncoding`.
pub fn testo(byte: &[u8]) -> String {
    if let Some(resto) = byte.strip_prefix(b"\xfe\xff") {
        return utf_16(resto, u16::from_be_bytes);
    }
    // No norm allows it, and some programs write it.
    if let Some(resto) = byte.strip_prefix(b"\xff\xfe") {
        return utf_16(resto, u16::from_le_bytes);
    }
    if let Some(resto) = byte.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(resto).into_owned();
    }
    if byte.iter().all(|b| matches!(b, b' '..=b'~')) {
        return String::from_utf8_lossy(byte).into_owned();
    }
    byte.iter().map(|b| sign(*b)).collect()
}

fn utf_16(byte: &[u8], unita: fn([u8; 2]) -> u16) -> String {
    let coppie = byte.chunks(2);
    let unita: Vec<u16> = coppie
        .map(|coppia| unita([coppia[0], coppia.get(1).copied().unwrap_or(0)]))
        .collect();
    without_languages(&String::from_utf16_lossy(&unita))
}

/// A text without the marks that say its language: escape, code, escape (7.9.2.2.1).
fn without_languages(testo: &str) -> String {
    let brani = testo.split('\u{1b}').enumerate();
    brani
        .filter(|(posto, _)| posto % 2 == 0)
        .map(|(_, brano)| brano)
        .collect()
}

/// The sign of a byte in `PDFDocEncoding`; a byte that it does not know stays what it is, so that no
/// name loses a part.
fn sign(byte: u8) -> char {
    let known = lopdf::decode_text_string(&Object::string_literal([byte])).ok();
    known
        .and_then(|known| known.chars().next())
        .unwrap_or_else(|| char::from(byte))
}

/// A text as a text string.
pub fn in_pdf(testo: &str) -> Object {
    // The control signs of ASCII from 24 to 31 are others in `PDFDocEncoding`.
    if testo.bytes().any(|b| (24..=31).contains(&b)) {
        let mut byte = Vec::new();
        lopdf::encode_utf16_be(testo, &mut byte);
        return Object::String(byte, lopdf::StringFormat::Hexadecimal);
    }
    lopdf::text_string(testo)
}

/// The bytes of a text string: themselves what a name tree is ordered by (ISO 32000-1 7.9.6).
pub fn text_bytes(testo: &str) -> Vec<u8> {
    match in_pdf(testo) {
        Object::String(byte, _) => byte,
        _ => Vec::new(),
    }
}
