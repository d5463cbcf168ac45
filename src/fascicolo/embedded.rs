//! The files that the parts carry (ISO 32000-1 7.11.4): one list for all.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::nomi::{dizionario, testo, voci_di_un_albero};
use super::numbering::Numbering;
use super::parte::Parte;
use super::targets::change_targets;

/// The files of a dossier, by the names of their list.
#[derive(Default)]
pub struct EmbeddedFiles {
    files: BTreeMap<Vec<u8>, Object>,
    copies: Numbering,
}

impl EmbeddedFiles {
    /// Takes those of a part: where another part has a file of the same name in its list, the part's
    /// changes with what opens it. `before` are the pages of the dossier before the part's.
    pub fn take(&mut self, part: &mut Parte, before: usize) {
        let mut renamed = BTreeMap::new();
        for (name, value) in listed(part) {
            let free = if self.files.contains_key(&name) {
                self.copies
                    .free(&name, |name| self.files.contains_key(name))
            } else {
                name.clone()
            };
            // Of a name given twice, readers open the first.
            renamed.entry(name).or_insert_with(|| free.clone());
            self.files.insert(free, value);
        }
        let pages = part.pagine.len();
        change_targets(part, &mut |target| {
            if let Ok(name) = target.get(b"N").and_then(Object::as_str) {
                match opened(&renamed, name) {
                    Some(new) => target.set("N", string(new)),
                    // The name of no file of the part may be that of another's.
                    None => drop(target.remove(b"N")),
                }
            }
            move_page(target, pages, before);
        });
    }

    /// The files by their names.
    pub fn into_names(self) -> BTreeMap<Vec<u8>, Object> {
        self.files
    }
}

/// The new name of the file that a name opens: readers look for the same bytes, or for the same text.
fn opened<'a>(renamed: &'a BTreeMap<Vec<u8>, Vec<u8>>, name: &[u8]) -> Option<&'a Vec<u8>> {
    let same_text = || {
        let mut all = renamed.iter();
        all.find(|(listed, _)| testo(listed) == testo(name))
            .map(|(_, new)| new)
    };
    renamed.get(name).or_else(same_text)
}

fn string(name: &[u8]) -> Object {
    Object::String(name.to_vec(), lopdf::StringFormat::Hexadecimal)
}

fn listed(part: &Parte) -> Vec<(Vec<u8>, Object)> {
    let document = &part.documento;
    let tree = part
        .catalogo()
        .and_then(|catalog| dizionario(document, catalog, b"Names"))
        .and_then(|names| dizionario(document, names, b"EmbeddedFiles"));
    tree.map_or_else(Vec::new, |tree| voci_di_un_albero(document, tree))
}

/// The page whose annotation carries the file is counted in the part; one that is not there is no page
/// of the dossier.
fn move_page(target: &mut Dictionary, pages: usize, before: usize) {
    let Ok(page) = target.get(b"P").and_then(Object::as_i64) else {
        return;
    };
    if (0..pages as i64).contains(&page) {
        target.set("P", page + before as i64);
    } else {
        target.remove(b"P");
    }
}
