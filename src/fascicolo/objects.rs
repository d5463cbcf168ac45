//! Values behind references, text strings and name trees.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The deepest name tree that is read.
const MAX_DEPTH: usize = 64;

/// A value, or the object that it refers to; `None` if there is no such object.
pub(crate) fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// The dictionary under a key.
pub(crate) fn dictionary_under<'a>(
    document: &'a Document,
    container: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    document.get_dict_in_dict(container, key).ok()
}

/// The kind of an action (`/S`, ISO 32000-1 12.6.2); for other dictionaries, the name that their `/S` is.
pub(crate) fn action_kind(dictionary: &Dictionary) -> Option<&[u8]> {
    dictionary.get(b"S").and_then(Object::as_name).ok()
}

/// The array under a key.
pub(crate) fn array_under<'a>(
    document: &'a Document,
    container: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [Object]> {
    let object = container.get_deref(key, document).ok()?;
    object.as_array().ok().map(Vec::as_slice)
}

/// The entries of a name tree, in order, whatever their values are. (lopdf reads only trees of
/// destinations.) A node met twice is read once, so that a tree with a cycle ends.
pub(crate) fn name_tree_entries(document: &Document, root: &Dictionary) -> Vec<(Vec<u8>, Object)> {
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    collect_entries(document, root, MAX_DEPTH, &mut seen, &mut entries);
    entries
}

fn collect_entries(
    document: &Document,
    node: &Dictionary,
    depth: usize,
    seen: &mut HashSet<ObjectId>,
    entries: &mut Vec<(Vec<u8>, Object)>,
) {
    if depth == 0 {
        return;
    }
    for pair in array_under(document, node, b"Names")
        .unwrap_or_default()
        .chunks_exact(2)
    {
        if let Some(Ok(name)) = resolved(document, &pair[0]).map(Object::as_str) {
            entries.push((name.to_vec(), pair[1].clone()));
        }
    }
    for child in array_under(document, node, b"Kids").unwrap_or_default() {
        if let Ok(id) = child.as_reference()
            && !seen.insert(id)
        {
            continue;
        }
        if let Some(Ok(child)) = resolved(document, child).map(Object::as_dict) {
            collect_entries(document, child, depth - 1, seen, entries);
        }
    }
}

/// Decodes a text string (ISO 32000-1 7.9.2.2): UTF-16 or UTF-8 if it begins with their byte order mark,
/// otherwise `PDFDocEncoding`. Unlike lopdf's, it never fails: a name must not be lost for one byte.
pub(crate) fn decode_text(bytes: &[u8]) -> String {
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return decode_utf_16(rest, u16::from_be_bytes);
    }
    // Little-endian UTF-16: not allowed, but some programs write it.
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return decode_utf_16(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return String::from_utf8_lossy(rest).into_owned();
    }
    if bytes.iter().all(|b| matches!(b, b' '..=b'~')) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    bytes.iter().map(|b| pdf_doc_character(*b)).collect()
}

fn decode_utf_16(bytes: &[u8], to_unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks(2);
    let units: Vec<u16> = pairs
        .map(|pair| to_unit([pair[0], pair.get(1).copied().unwrap_or(0)]))
        .collect();
    without_languages(&String::from_utf16_lossy(&units))
}

/// A text without its language codes, each between two escape characters (7.9.2.2.1).
fn without_languages(text: &str) -> String {
    let fragments = text.split('\u{1b}').enumerate();
    fragments
        .filter(|(index, _)| index % 2 == 0)
        .map(|(_, fragment)| fragment)
        .collect()
}

/// The character of a byte in `PDFDocEncoding`; a byte undefined there is taken as Latin-1, so that no
/// name loses a part.
fn pdf_doc_character(byte: u8) -> char {
    let character = lopdf::decode_text_string(&Object::string_literal([byte])).ok();
    character
        .and_then(|character| character.chars().next())
        .unwrap_or_else(|| char::from(byte))
}

/// A text as a text string.
pub(crate) fn text_string(text: &str) -> Object {
    // Bytes 24 to 31 are accents in `PDFDocEncoding`, not the control characters of ASCII, for which
    // lopdf takes them.
    if text.bytes().any(|b| (24..=31).contains(&b)) {
        let mut bytes = Vec::new();
        lopdf::encode_utf16_be(text, &mut bytes);
        return Object::String(bytes, lopdf::StringFormat::Hexadecimal);
    }
    lopdf::text_string(text)
}

/// The bytes of a text string, by which the keys of a name tree are ordered (ISO 32000-1 7.9.6).
pub(crate) fn text_string_bytes(text: &str) -> Vec<u8> {
    match text_string(text) {
        Object::String(bytes, _) => bytes,
        _ => Vec::new(),
    }
}
