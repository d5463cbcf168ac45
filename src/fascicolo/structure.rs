//! The structure tree of a dossier: the trees of its tagged parts under one root (ISO 32000-1 14.7).
//!
//! A structure tree is reached in four ways, and each must still lead to the right element once the trees
//! are joined:
//!
//! - from its root down: the top elements of a part become the children of one element `Part`, all of
//!   which stand under the dossier's `Document`;
//! - from a page's content, through the number in `/StructParents` or `/StructParent` and the parent tree:
//!   all the entries are numbered again, one part after the other;
//! - by identity (`/ID`, and `/Headers` of table cells): those of every part but the first get its number
//!   as a prefix, since two parts made by one program count alike (`2.id1`);
//! - by the names of roles ([`super::roles`]) and of attribute classes: renamed where two parts mean
//!   different things by them.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::free_names::free_name;
use super::objects::{array_under, dictionary_under, name_tree_entries, resolved, text_string};
use super::part::Part;
use super::roles::RenamedRoles;

/// The structure tree of a dossier while the parts' trees are taken into it.
#[derive(Default)]
pub(crate) struct StructureTree {
    part_trees: Vec<PartTree>,
    classes: Dictionary,
    parents: BTreeMap<i64, Object>,
    identities: BTreeMap<Vec<u8>, Object>,
    namespaces: Vec<Object>,
    /// The next free number of the parent tree.
    next_key: i64,
}

/// The tree of a part.
struct PartTree {
    title: String,
    language: Option<Object>,
    top_elements: Vec<Object>,
}

impl StructureTree {
    /// Takes the tree of a part. `part_index` counts the parts from 0; `roles` are the new names of the
    /// part's roles.
    pub(crate) fn take(&mut self, part: &mut Part, part_index: usize, roles: &RenamedRoles) {
        let Some(root) = structure_root(part) else {
            // The part has no tree, but its pages may have numbers: they would lead into another's tree.
            renumber_parents(part, &BTreeMap::new());
            return;
        };
        let class_names = merge_map(&mut self.classes, &part.document, &root, b"ClassMap");
        let added = self.take_parents(&part.document, &root);
        renumber_parents(part, &added);
        let needs_prefix = part_index > 0;
        part.for_each_dictionary(&mut |dictionary| {
            if is_structure_element(dictionary) {
                rename_under(dictionary, b"S", roles);
                rename_under(dictionary, b"C", &class_names);
                if needs_prefix {
                    distinguish_identity(dictionary, part_index);
                }
            // Any other dictionary with headers is the attributes of a table cell.
            } else if needs_prefix && dictionary.has(b"Headers") {
                distinguish_headers(dictionary, part_index);
            }
        });
        let document = &part.document;
        if let Some(tree) = dictionary_under(document, &root, b"IDTree") {
            for (name, value) in name_tree_entries(document, tree) {
                let name = if needs_prefix {
                    distinct_identity(&name, part_index)
                } else {
                    name
                };
                self.identities.entry(name).or_insert(value);
            }
        }
        self.namespaces
            .extend_from_slice(array_under(document, &root, b"Namespaces").unwrap_or_default());
        let elements = match root
            .get(b"K")
            .ok()
            .and_then(|k| resolved(document, k).map(|resolved_value| (k, resolved_value)))
        {
            Some((_, Object::Array(elements))) => elements.clone(),
            Some((element, _)) => vec![element.clone()],
            None => Vec::new(),
        };
        self.part_trees.push(PartTree {
            title: part.title.clone(),
            language: part.catalog().and_then(|c| c.get(b"Lang").ok().cloned()),
            top_elements: elements,
        });
    }

    /// Takes the parent tree of a part; returns the new number of each entry. The numbers are given one by
    /// one and not shifted by a constant: a file may have numbers with gaps up to the largest integer,
    /// and a shift would overflow. Negative numbers, and all but the first entry of a number, lead nowhere
    /// in readers either.
    fn take_parents(&mut self, document: &Document, root: &Dictionary) -> BTreeMap<i64, i64> {
        let mut new_keys = BTreeMap::new();
        let Some(tree) = dictionary_under(document, root, b"ParentTree") else {
            return new_keys;
        };
        for (key, value) in number_tree_entries(document, tree) {
            if key >= 0 && !new_keys.contains_key(&key) {
                new_keys.insert(key, self.next_key);
                self.parents.insert(self.next_key, value);
                self.next_key += 1;
            }
        }
        new_keys
    }

    /// Whether none of the parts is tagged.
    pub(crate) fn is_empty(&self) -> bool {
        self.part_trees.is_empty()
    }

    /// Writes the tree with the common role map; returns its root.
    pub(crate) fn write(self, document: &mut Document, roles: Dictionary) -> ObjectId {
        let root = document.new_object_id();
        let document_element = document.new_object_id();
        let branches: Vec<Object> = self
            .part_trees
            .into_iter()
            .map(|branch| write_part_tree(document, branch, document_element).into())
            .collect();
        let element = dictionary! {
            "Type" => "StructElem", "S" => "Document", "P" => root, "K" => branches,
        };
        document.objects.insert(document_element, element.into());
        let parent_entries = self.parents.into_iter();
        let parent_entries: Vec<Object> = parent_entries
            .flat_map(|(key, value)| [Object::Integer(key), value])
            .collect();
        let parents = document.add_object(dictionary! { "Nums" => parent_entries });
        let mut tree = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![document_element.into()],
            "ParentTree" => parents,
            "ParentTreeNextKey" => self.next_key,
        };
        if !roles.is_empty() {
            tree.set("RoleMap", roles);
        }
        if !self.classes.is_empty() {
            tree.set("ClassMap", self.classes);
        }
        if !self.identities.is_empty() {
            tree.set("IDTree", document.add_object(name_tree(self.identities)));
        }
        if !self.namespaces.is_empty() {
            tree.set("Namespaces", self.namespaces);
        }
        document.objects.insert(root, tree.into());
        root
    }
}

/// Writes the tree of a part as one element `Part` under the dossier's `Document`. If the part has a
/// single top element of type `Document`, that becomes the `Part`, so that the dossier has one `Document`
/// at its top. Otherwise a new element holds the top elements. The title and the language of the part
/// go on it, since the dossier's own language is that of the first part.
fn write_part_tree(
    document: &mut Document,
    part_tree: PartTree,
    document_element: ObjectId,
) -> ObjectId {
    let only_document = match part_tree.top_elements.as_slice() {
        [Object::Reference(id)] => {
            let name = document
                .get_dictionary(*id)
                .ok()
                .and_then(|element| element.get(b"S").ok());
            name.and_then(|role| role.as_name().ok())
                .is_some_and(|role| role == b"Document")
                .then_some(*id)
        }
        _ => None,
    };
    let id = match only_document {
        Some(id) => id,
        None => document.add_object(
            dictionary! { "Type" => "StructElem", "K" => part_tree.top_elements.clone() },
        ),
    };
    if only_document.is_none() {
        for child in &part_tree.top_elements {
            if let Ok(child) = child.as_reference()
                && let Ok(child) = document.get_dictionary_mut(child)
            {
                child.set("P", id);
            }
        }
    }
    if let Ok(part) = document.get_dictionary_mut(id) {
        part.set("S", "Part");
        part.set("P", document_element);
        part.set("T", text_string(&part_tree.title));
        if let Some(language) = part_tree.language.filter(|_| !part.has(b"Lang")) {
            part.set("Lang", language);
        }
    }
    id
}

/// Changes the numbers that lead into the parent tree (ISO 32000-1 14.7.4.4); those without an entry are
/// removed.
fn renumber_parents(part: &mut Part, new_keys: &BTreeMap<i64, i64>) {
    part.for_each_dictionary(&mut |dictionary| {
        for key in [&b"StructParents"[..], b"StructParent"] {
            let Ok(old_key) = dictionary.get(key) else {
                continue;
            };
            match old_key
                .as_i64()
                .ok()
                .and_then(|old_key| new_keys.get(&old_key))
            {
                Some(new_key) => dictionary.set(key, *new_key),
                None => drop(dictionary.remove(key)),
            }
        }
    });
}

/// The root of the structure tree of a part.
pub(crate) fn structure_root(part: &Part) -> Option<Dictionary> {
    dictionary_under(&part.document, part.catalog()?, b"StructTreeRoot").cloned()
}

/// Whether a dictionary is an element of a structure tree. `/Type` is optional: without it, what has a
/// role (`/S`) and a parent (`/P`) is one.
pub(crate) fn is_structure_element(dictionary: &Dictionary) -> bool {
    let type_name = dictionary.get(b"Type").and_then(Object::as_name);
    match type_name {
        Ok(type_name) => type_name == b"StructElem",
        Err(_) => dictionary.has(b"S") && dictionary.has(b"P"),
    }
}

/// Adds the map of a part under a key (its attribute classes) to the common one; returns the new names of
/// those that another part has with another value.
fn merge_map(
    map: &mut Dictionary,
    document: &Document,
    root: &Dictionary,
    key: &[u8],
) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut changed = BTreeMap::new();
    let Some(own) = dictionary_under(document, root, key) else {
        return changed;
    };
    for (name, value) in own.iter() {
        match map.get(name) {
            Ok(other) if other == value => {}
            Ok(_) => {
                let new_name = free_name(name, |new_name| map.has(new_name) || own.has(new_name));
                map.set(new_name.clone(), value.clone());
                changed.insert(name.clone(), new_name);
            }
            Err(_) => map.set(name.clone(), value.clone()),
        }
    }
    changed
}

/// Renames a name, or the names of an array, under a key.
fn rename_under(dictionary: &mut Dictionary, key: &[u8], names: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let Ok(value) = dictionary.get_mut(key) else {
        return;
    };
    let rename = |object: &mut Object| {
        if let Object::Name(name) = object
            && let Some(new_name) = names.get(name)
        {
            *name = new_name.clone();
        }
    };
    match value {
        Object::Array(entries) => entries.iter_mut().for_each(rename),
        other => rename(other),
    }
}

/// An identity with the number of its part before it, counted from 1: no other part has it.
fn distinct_identity(name: &[u8], part_index: usize) -> Vec<u8> {
    [format!("{}.", part_index + 1).as_bytes(), name].concat()
}

fn distinguish_identity(element: &mut Dictionary, part_index: usize) {
    if let Ok(Object::String(name, _)) = element.get_mut(b"ID") {
        *name = distinct_identity(name, part_index);
    }
}

/// Changes the identities of the header cells that the attributes of a table cell refer to.
fn distinguish_headers(attributes: &mut Dictionary, part_index: usize) {
    if let Ok(Object::Array(names)) = attributes.get_mut(b"Headers") {
        for name in names {
            if let Object::String(name, _) = name {
                *name = distinct_identity(name, part_index);
            }
        }
    }
}

/// The entries of a number tree, in order. A node met twice is read once, so that a tree with a cycle
/// ends.
pub(crate) fn number_tree_entries(document: &Document, root: &Dictionary) -> Vec<(i64, Object)> {
    let mut entries = Vec::new();
    let mut seen = HashSet::new();
    let mut to_visit = vec![(root.clone(), 64)];
    while let Some((node, depth)) = to_visit.pop() {
        for pair in array_under(document, &node, b"Nums")
            .unwrap_or_default()
            .chunks_exact(2)
        {
            if let Ok(number) = pair[0].as_i64() {
                entries.push((number, pair[1].clone()));
            }
        }
        for child in array_under(document, &node, b"Kids")
            .unwrap_or_default()
            .iter()
            .rev()
        {
            let is_new = child.as_reference().is_ok_and(|id| seen.insert(id));
            if let Some(Ok(child)) = resolved(document, child).map(Object::as_dict)
                && is_new
                && depth > 0
            {
                to_visit.push((child.clone(), depth - 1));
            }
        }
    }
    entries
}

/// A name tree of a single node (ISO 32000-1 7.9.6); the map keeps the entries in the order required.
pub(crate) fn name_tree(entries: BTreeMap<Vec<u8>, Object>) -> Dictionary {
    let string = |name: Vec<u8>| Object::String(name, lopdf::StringFormat::Hexadecimal);
    let names: Vec<Object> = entries
        .into_iter()
        .flat_map(|(n, value)| [string(n), value])
        .collect();
    dictionary! { "Names" => names }
}
