//! The actions that name fields: those that hide them, send them or clear them (ISO 32000-1 12.6.4.10,
//! 12.7.5).

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::objects::{action_kind, array_under, decode_text, text_string};

/// The flag `Include/Exclude` of an action (ISO 32000-1 tables 237 and 239): the fields that it names are
/// those that it leaves alone.
const EXCLUDE_FLAG: i64 = 1;

/// The deepest nesting of fields that is read.
const MAX_DEPTH: usize = 64;

/// Renames the fields that an action names; `names` gives the new name of each renamed top field.
pub(crate) fn rename_in_action(action: &mut Dictionary, names: &BTreeMap<String, String>) {
    let key: &[u8] = match action_kind(action) {
        Some(b"Hide") => b"T",
        Some(b"SubmitForm" | b"ResetForm") => b"Fields",
        _ => return,
    };
    match action.get_mut(key) {
        Ok(Object::Array(fields)) => fields
            .iter_mut()
            .for_each(|field| rename_top_field(field, names)),
        Ok(field) => rename_top_field(field, names),
        Err(_) => {}
    }
}

/// Renames the top field of a path: the first of `nome.cognome`.
fn rename_top_field(field: &mut Object, names: &BTreeMap<String, String>) {
    let Object::String(written, _) = field else {
        return;
    };
    let path = decode_text(written);
    let (top, rest) = match path.find('.') {
        Some(point) => path.split_at(point),
        None => (path.as_str(), ""),
    };
    if let Some(new_name) = names.get(top) {
        *field = text_string(&format!("{new_name}{rest}"));
    }
}

/// A field of a form, with its children.
#[derive(Debug)]
struct FormField {
    id: ObjectId,
    /// The names from the top field down: `nome.cognome`.
    path: String,
    children: Vec<FormField>,
}

/// The fields of a part's form, as a tree and by their paths.
#[derive(Debug, Default)]
pub(crate) struct FormFields {
    top: Vec<FormField>,
    paths: BTreeSet<String>,
}

impl FormFields {
    /// Reads the fields of a form from its top fields down.
    pub(crate) fn of_form(document: &Document, top: &[Object]) -> Self {
        let mut reader = FieldReader {
            document,
            seen: BTreeSet::new(),
            paths: BTreeSet::new(),
        };
        let top = reader.read_fields(top, "", MAX_DEPTH);
        Self {
            top,
            paths: reader.paths,
        }
    }
}

/// A form while its fields are read.
struct FieldReader<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    paths: BTreeSet<String>,
}

impl FieldReader<'_> {
    fn read_fields(&mut self, fields: &[Object], above: &str, depth: usize) -> Vec<FormField> {
        let mut found = Vec::new();
        for id in fields.iter().filter_map(|field| field.as_reference().ok()) {
            let Ok(field) = self.document.get_dictionary(id) else {
                continue;
            };
            // A dictionary without a name is a widget: a place where the field above is shown.
            let Ok(name) = field.get(b"T").and_then(Object::as_str).map(decode_text) else {
                continue;
            };
            if depth == 0 || !self.seen.insert(id) {
                continue;
            }
            let path = match above {
                "" => name,
                above => format!("{above}.{name}"),
            };
            self.paths.insert(path.clone());
            let kids = array_under(self.document, field, b"Kids").unwrap_or_default();
            let children = self.read_fields(kids, &path, depth - 1);
            found.push(FormField { id, path, children });
        }
        found
    }
}

/// Restricts an action to the fields of its own part. In the dossier an action on all fields, or on all
/// but some, would reach the other parts' fields: it is made to list its own. Names that the part does
/// not have are dropped, since another part may have them.
pub(crate) fn name_own_fields(action: &mut Dictionary, own: &FormFields) {
    match action_kind(action) {
        Some(b"Hide") => {
            let hidden = named_fields(action, b"T");
            set_fields(
                action,
                b"T",
                own_fields_among(hidden.unwrap_or_default(), own),
            );
        }
        Some(b"SubmitForm" | b"ResetForm") => {
            let flags = action.get(b"Flags").and_then(Object::as_i64).unwrap_or(0);
            let fields = match named_fields(action, b"Fields") {
                Some(fields) if flags & EXCLUDE_FLAG == 0 => own_fields_among(fields, own),
                left_alone => all_fields_but(&left_alone.unwrap_or_default(), own),
            };
            if flags & EXCLUDE_FLAG != 0 {
                action.set("Flags", flags & !EXCLUDE_FLAG);
            }
            set_fields(action, b"Fields", fields);
        }
        _ => {}
    }
}

/// The fields that an action names, one or several; `None` if it names none.
fn named_fields(action: &Dictionary, key: &[u8]) -> Option<Vec<Object>> {
    match action.get(key).ok()? {
        Object::Array(fields) => Some(fields.clone()),
        Object::Null => None,
        field => Some(vec![field.clone()]),
    }
}

/// Those of some fields that the part has.
fn own_fields_among(mut fields: Vec<Object>, own: &FormFields) -> Vec<Object> {
    fields.retain(|field| match field {
        Object::String(path, _) => own.paths.contains(&decode_text(path)),
        _ => true,
    });
    fields
}

/// All the fields of the part except some and their children, as few references as possible.
fn all_fields_but(left_alone: &[Object], own: &FormFields) -> Vec<Object> {
    let strings = left_alone.iter().filter_map(|field| field.as_str().ok());
    let left_alone = UntouchedFields {
        ids: left_alone
            .iter()
            .filter_map(|field| field.as_reference().ok())
            .collect(),
        paths: strings.map(decode_text).collect(),
    };
    let mut named = Vec::new();
    for field in &own.top {
        left_alone.collect_others(field, &mut named);
    }
    named
}

/// The fields that an action does not touch.
struct UntouchedFields {
    ids: BTreeSet<ObjectId>,
    paths: BTreeSet<String>,
}

impl UntouchedFields {
    /// Adds to `named` the fields to act on within a field: the field itself, which stands for all its
    /// children, if none of them is to be left alone; otherwise the children one by one. Returns whether
    /// the whole field was added.
    fn collect_others(&self, field: &FormField, named: &mut Vec<Object>) -> bool {
        if self.ids.contains(&field.id) || self.paths.contains(&field.path) {
            return false;
        }
        let named_before = named.len();
        let mut is_whole = true;
        for field in &field.children {
            is_whole &= self.collect_others(field, named);
        }
        if is_whole {
            named.truncate(named_before);
            named.push(field.id.into());
        }
        is_whole
    }
}

fn set_fields(action: &mut Dictionary, key: &[u8], fields: Vec<Object>) {
    if !fields.is_empty() {
        action.set(key, fields);
        return;
    }
    // Some readers take an empty list for all the fields. A named action that does not exist does
    // nothing instead, and the actions that follow it (`/Next`) are still done.
    for key in [&b"F"[..], b"Fields", b"Flags", b"T", b"H"] {
        action.remove(key);
    }
    action.set("S", "Named");
    action.set("N", "None");
}
