//! The files embedded in the parts (ISO 32000-1 7.11.4), in one name tree for the dossier.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::embedded_targets::for_each_target;
use super::free_names::NameNumbering;
use super::objects::{decode_text, dictionary_under, name_tree_entries};
use super::part::Part;

/// The embedded files of a dossier: their specifications, by the names they are listed under.
#[derive(Default)]
pub(crate) struct EmbeddedFiles {
    files: BTreeMap<Vec<u8>, Object>,
    numbering: NameNumbering,
}

impl EmbeddedFiles {
    /// Takes the files of a part. Where another part lists a file under the same name, this part's is
    /// renamed, with the actions that open it. `pages_before` is the number of pages of the dossier
    /// before those of the part.
    pub(crate) fn take(&mut self, part: &mut Part, pages_before: usize) {
        let mut new_names = BTreeMap::new();
        for (name, value) in listed_files(part) {
            let free_name = if self.files.contains_key(&name) {
                self.numbering
                    .free_name(&name, |name| self.files.contains_key(name))
            } else {
                name.clone()
            };
            // Of a name given twice, readers open the first.
            new_names.entry(name).or_insert_with(|| free_name.clone());
            self.files.insert(free_name, value);
        }
        let page_count = part.pages.len();
        for_each_target(part, &mut |target| {
            if let Ok(name) = target.get(b"N").and_then(Object::as_str) {
                match new_name(&new_names, name) {
                    Some(new) => target.set("N", hexadecimal_string(new)),
                    // If the part has no such file, another part may have one of that name.
                    None => drop(target.remove(b"N")),
                }
            }
            move_page(target, page_count, pages_before);
        });
    }

    /// The files by their names.
    pub(crate) fn into_names(self) -> BTreeMap<Vec<u8>, Object> {
        self.files
    }
}

/// The new name of the file that a name opens. Readers look for the same bytes, then for the same text
/// in another encoding.
fn new_name<'a>(new_names: &'a BTreeMap<Vec<u8>, Vec<u8>>, name: &[u8]) -> Option<&'a Vec<u8>> {
    let same_text = || {
        let mut entries = new_names.iter();
        entries
            .find(|(listed, _)| decode_text(listed) == decode_text(name))
            .map(|(_, new)| new)
    };
    new_names.get(name).or_else(same_text)
}

fn hexadecimal_string(name: &[u8]) -> Object {
    Object::String(name.to_vec(), lopdf::StringFormat::Hexadecimal)
}

fn listed_files(part: &Part) -> Vec<(Vec<u8>, Object)> {
    let document = &part.document;
    let tree = part
        .catalog()
        .and_then(|catalog| dictionary_under(document, catalog, b"Names"))
        .and_then(|names| dictionary_under(document, names, b"EmbeddedFiles"));
    tree.map_or_else(Vec::new, |tree| name_tree_entries(document, tree))
}

/// Shifts the page number of a target, which counts from the first page of the part, to count from the
/// first page of the dossier; removes it if the part has no such page.
fn move_page(target: &mut Dictionary, page_count: usize, pages_before: usize) {
    let Ok(page) = target.get(b"P").and_then(Object::as_i64) else {
        return;
    };
    if (0..page_count as i64).contains(&page) {
        target.set("P", page + pages_before as i64);
    } else {
        target.remove(b"P");
    }
}
