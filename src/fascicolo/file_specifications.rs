//! Where a PDF carries files: in the list of its catalogue, or in anything that the catalogue leads to.

use std::collections::{BTreeSet, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::objects::{decode_text, dictionary_under, name_tree_entries, resolved};

/// The stated name and the data of each file: first those of the name tree, in its order, then those
/// found elsewhere.
pub(crate) fn file_specifications(document: &Document) -> Vec<(String, ObjectId)> {
    let mut found = FoundFiles {
        document,
        seen: BTreeSet::new(),
        files: Vec::new(),
    };
    let tree = document
        .catalog()
        .ok()
        .and_then(|catalog| dictionary_under(document, catalog, b"Names"))
        .and_then(|names| dictionary_under(document, names, b"EmbeddedFiles"));
    for (key, value) in tree.map_or_else(Vec::new, |tree| name_tree_entries(document, tree)) {
        if let Some(Ok(specification)) = resolved(document, &value).map(Object::as_dict) {
            found.add(specification, value.as_reference().ok(), Some(&key));
        }
    }
    found.search();
    found.files
}

/// The file specifications (ISO 32000-1 7.11.3) met so far.
struct FoundFiles<'a> {
    document: &'a Document,
    seen: BTreeSet<ObjectId>,
    files: Vec<(String, ObjectId)>,
}

impl FoundFiles<'_> {
    fn add(&mut self, specification: &Dictionary, id: Option<ObjectId>, key: Option<&[u8]>) {
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let Some(file) = dictionary_under(self.document, specification, b"EF") else {
            return;
        };
        let stream = [&b"UF"[..], b"F", b"Unix", b"DOS", b"Mac"]
            .iter()
            .find_map(|key| file.get(key).ok()?.as_reference().ok());
        let Some(stream) = stream else {
            return;
        };
        // A specification written in place has no number to be known by: its data tell if it was met.
        if id.is_none() && self.files.iter().any(|(_, other)| *other == stream) {
            return;
        }
        let name = [&b"UF"[..], b"F", b"Unix", b"DOS", b"Mac"]
            .iter()
            .find_map(|key| {
                specification
                    .get_deref(key, self.document)
                    .ok()?
                    .as_str()
                    .ok()
            })
            .or(key)
            .unwrap_or(b"file");
        self.files.push((decode_text(name), stream));
    }

    /// Looks for other files in every object that the catalogue leads to; a file that nothing leads to any
    /// more was deleted by whoever edited the PDF.
    fn search(&mut self) {
        let Ok(root) = self.document.trailer.get(b"Root") else {
            return;
        };
        let mut visited: HashSet<ObjectId> = HashSet::new();
        let mut to_visit = vec![(root, None)];
        while let Some((object, id)) = to_visit.pop() {
            match object {
                Object::Reference(other) => {
                    if visited.insert(*other)
                        && let Some(object) = self.document.objects.get(other)
                    {
                        to_visit.push((object, Some(*other)));
                    }
                }
                Object::Array(entries) => {
                    to_visit.extend(entries.iter().rev().map(|entry| (entry, None)))
                }
                Object::Dictionary(dictionary) => {
                    if dictionary.has(b"EF") {
                        self.add(dictionary, id, None);
                    }
                    to_visit.extend(values_last_first(dictionary));
                }
                Object::Stream(stream) => to_visit.extend(values_last_first(&stream.dict)),
                _ => {}
            }
        }
    }
}

/// The values of a dictionary, last first: pushed on a stack, the first is visited first.
fn values_last_first(dictionary: &Dictionary) -> Vec<(&Object, Option<ObjectId>)> {
    let mut values: Vec<_> = dictionary.iter().map(|(_, value)| (value, None)).collect();
    values.reverse();
    values
}
