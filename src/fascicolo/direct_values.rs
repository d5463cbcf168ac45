//! Replaces references to simple values with the values themselves.
//!
//! Any value of a PDF may stand in an object of its own and be referred to (ISO 32000-1 7.3.10): a
//! name, a number, a destination. Joining changes names and numbers in many places, and each would have
//! to follow references. With the values put in place first, none has to.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

/// The longest string that is copied to each place that uses it, in bytes.
const LONGEST_REPEATED: usize = 4096;

/// The longest chain of references that is followed.
const MAX_STEPS: usize = 8;

/// The keys whose arrays hold names or destinations.
const NAME_KEYS: [&[u8]; 5] = [b"Dest", b"D", b"Headers", b"C", b"Fields"];

/// Replaces references to simple values, and to arrays of names or destinations, with copies of them.
pub(crate) fn inline_direct_values(document: &mut Document) {
    let mut name_arrays = BTreeSet::new();
    for object in document.objects.values() {
        collect_name_references(object, &mut name_arrays);
    }
    let values: BTreeMap<ObjectId, Object> = document
        .objects
        .iter()
        .filter(|(id, object)| {
            let refers = matches!(object, Object::Reference(_) | Object::Array(_));
            is_simple(object) || refers && name_arrays.contains(*id)
        })
        .map(|(id, object)| (*id, object.clone()))
        .collect();
    if values.is_empty() {
        return;
    }
    for object in document.objects.values_mut() {
        replace_within(object, &values);
    }
}

fn is_simple(object: &Object) -> bool {
    match object {
        Object::String(text, _) => text.len() <= LONGEST_REPEATED,
        Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Name(_) => true,
        _ => false,
    }
}

/// Collects the objects referred to under the keys that may hold arrays of names.
fn collect_name_references(object: &Object, found: &mut BTreeSet<ObjectId>) {
    let dictionary = match object {
        Object::Array(items) => {
            return items
                .iter()
                .for_each(|item| collect_name_references(item, found));
        }
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        _ => return,
    };
    for (key, value) in dictionary.iter() {
        match value {
            Object::Reference(id) if NAME_KEYS.contains(&key.as_slice()) => {
                found.insert(*id);
            }
            value => collect_name_references(value, found),
        }
    }
}

fn replace_within(object: &mut Object, values: &BTreeMap<ObjectId, Object>) {
    match object {
        Object::Array(items) => {
            for item in items {
                replace_reference(item, values, is_simple);
                replace_within(item, values);
            }
        }
        Object::Dictionary(dictionary) => replace_within_dictionary(dictionary, values),
        Object::Stream(stream) => replace_within_dictionary(&mut stream.dict, values),
        _ => {}
    }
}

fn replace_within_dictionary(dictionary: &mut Dictionary, values: &BTreeMap<ObjectId, Object>) {
    for (key, value) in dictionary.iter_mut() {
        if NAME_KEYS.contains(&key.as_slice()) {
            replace_reference(value, values, |_| true);
        } else {
            replace_reference(value, values, is_simple);
        }
        replace_within(value, values);
    }
}

/// Replaces a reference with the value it leads to, if `is_wanted` says so of the value.
fn replace_reference(
    object: &mut Object,
    values: &BTreeMap<ObjectId, Object>,
    is_wanted: impl Fn(&Object) -> bool,
) {
    let mut target = &*object;
    for _ in 0..MAX_STEPS {
        let Object::Reference(id) = target else { break };
        match values.get(id) {
            Some(value) => target = value,
            None => return,
        }
    }
    if matches!(object, Object::Reference(_))
        && !matches!(target, Object::Reference(_))
        && is_wanted(target)
    {
        *object = target.clone();
    }
}
