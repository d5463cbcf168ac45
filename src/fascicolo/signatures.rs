//! The signatures of a document (ISO 32000-1 12.8).

use lopdf::{Dictionary, Document, Object};

use super::objects::{array_under, dictionary_under, resolved};

/// The deepest nesting of values that is searched.
const MAX_DEPTH: usize = 64;

/// Whether a document is signed. Any of these is enough: a dictionary with `/ByteRange` and `/Contents`,
/// whatever its type, since `/Type` is optional; a signature field with a value; anything in `/Perms`,
/// which holds certifications and usage rights. In doubt a document is signed: adding to it would make
/// the signature invalid.
pub(crate) fn is_signed(document: &Document) -> bool {
    let permissions = document
        .catalog()
        .ok()
        .and_then(|catalog| dictionary_under(document, catalog, b"Perms"));
    if permissions.is_some_and(|permissions| !permissions.is_empty()) {
        return true;
    }
    any_dictionary(document, &mut |candidate| {
        let signed_field =
            has_value(document, candidate) && field_type(document, candidate) == Some(b"Sig");
        // A field may be called Sig without being signed.
        is_signature(candidate) || signed_field
    })
}

fn has_value(document: &Document, field: &Dictionary) -> bool {
    let value = field
        .get(b"V")
        .ok()
        .and_then(|value| resolved(document, value));
    value.is_some_and(|value| !matches!(value, Object::Null))
}

/// The number of signatures of a document. If only fields or permissions show that it is signed, it is
/// 1.
pub(crate) fn signature_count(document: &Document) -> usize {
    let mut found = 0;
    any_dictionary(document, &mut |candidate| {
        if is_signature(candidate) {
            found += 1;
        }
        false
    });
    found.max(usize::from(is_signed(document)))
}

fn is_signature(candidate: &Dictionary) -> bool {
    let of_signature = candidate
        .get_type()
        .is_ok_and(|t| t == b"Sig" || t == b"DocTimeStamp");
    candidate.has(b"Contents") && (of_signature || candidate.has(b"ByteRange"))
}

/// Whether a signature forbids adding files to the document: a certification (DocMDP), which allows at
/// most to fill in forms and to annotate (ISO 32000-1 12.8.2.2), or a lock that allows no change (`/P 1`
/// in the lock of a field, ISO 32000-2 table 237, or in the signature's references).
pub(crate) fn is_closed(document: &Document) -> bool {
    let permissions = document
        .catalog()
        .ok()
        .and_then(|catalog| dictionary_under(document, catalog, b"Perms"));
    if permissions.is_some_and(|permissions| permissions.has(b"DocMDP")) {
        return true;
    }
    any_dictionary(document, &mut |candidate| {
        let lock = dictionary_under(document, candidate, b"Lock");
        let is_locked = lock.is_some_and(|lock| allows_nothing(document, lock));
        let references = array_under(document, candidate, b"Reference").unwrap_or_default();
        let mut references = references
            .iter()
            .filter_map(|reference| resolved(document, reference)?.as_dict().ok());
        is_locked
            || references.any(|reference| {
                let method = name_under(document, reference, b"TransformMethod");
                let parameters = dictionary_under(document, reference, b"TransformParams");
                method == Some(b"DocMDP")
                    || method == Some(b"FieldMDP")
                        && parameters.is_some_and(|p| allows_nothing(document, p))
            })
    })
}

fn allows_nothing(document: &Document, lock: &Dictionary) -> bool {
    let value = lock.get(b"P").ok().and_then(|p| resolved(document, p));
    value.and_then(|p| p.as_i64().ok()) == Some(1)
}

fn name_under<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a [u8]> {
    dictionary.get_deref(key, document).ok()?.as_name().ok()
}

/// The type of a field, its own or that of a field above it (12.7.3.1).
fn field_type<'a>(document: &'a Document, field: &'a Dictionary) -> Option<&'a [u8]> {
    let mut field = field;
    for _ in 0..MAX_DEPTH {
        if let Some(own) = name_under(document, field, b"FT") {
            return Some(own);
        }
        field = dictionary_under(document, field, b"Parent")?;
    }
    None
}

/// Whether `is_wanted` holds for some dictionary of a document, at any depth.
fn any_dictionary(document: &Document, is_wanted: &mut dyn FnMut(&Dictionary) -> bool) -> bool {
    document
        .objects
        .values()
        .any(|object| any_within(object, MAX_DEPTH, is_wanted))
}

fn any_within(
    object: &Object,
    depth: usize,
    is_wanted: &mut dyn FnMut(&Dictionary) -> bool,
) -> bool {
    if depth == 0 {
        return false;
    }
    match object {
        Object::Dictionary(dictionary) => {
            is_wanted(dictionary)
                || dictionary
                    .iter()
                    .any(|(_, value)| any_within(value, depth - 1, is_wanted))
        }
        Object::Stream(stream) => stream
            .dict
            .iter()
            .any(|(_, value)| any_within(value, depth - 1, is_wanted)),
        Object::Array(items) => items
            .iter()
            .any(|item| any_within(item, depth - 1, is_wanted)),
        _ => false,
    }
}
