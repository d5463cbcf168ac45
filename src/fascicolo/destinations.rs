//! Destinations (ISO 32000-1 12.3.2): where bookmarks, links and actions lead.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object, ObjectId};

use super::embedded_targets::for_each_target;
use super::free_names::free_name;
use super::objects::{action_kind, dictionary_under, name_tree_entries};
use super::part::Part;

/// The named destinations of a dossier: those whose names are strings, in a name tree, and those whose
/// names are PDF names, in a dictionary of the catalogue as PDF 1.1 had them.
#[derive(Default)]
pub(crate) struct Destinations {
    strings: BTreeMap<Vec<u8>, Object>,
    names: BTreeMap<Vec<u8>, Object>,
}

/// New names for old ones.
type NewNames = BTreeMap<Vec<u8>, Vec<u8>>;

impl Destinations {
    /// Takes the destinations of a part. Where another part has the same name, this part's is renamed,
    /// with all that leads to it. A page given by its number, which is counted in the part, becomes a
    /// reference to the page itself.
    pub(crate) fn take(&mut self, part: &mut Part) {
        let pages = part.pages.clone();
        let (mut strings, mut names) = declared_destinations(part);
        let mut own_objects = BTreeSet::new();
        for (_, destination) in strings.iter_mut().chain(&mut names) {
            resolve_page_number(destination, &pages);
            own_objects.extend(destination.as_reference().ok());
        }
        for (id, object) in &mut part.document.objects {
            if own_objects.contains(id) {
                resolve_page_number(object, &pages);
            }
        }
        let own_names: BTreeSet<Vec<u8>> = strings
            .iter()
            .chain(&names)
            .map(|(name, _)| name.clone())
            .collect();
        let strings = merge_destinations(&mut self.strings, strings);
        let names = merge_destinations(&mut self.names, names);
        let redirect = |destination: &mut Object| match destination {
            // What led nowhere in its part must not lead to a destination of another part.
            Object::String(name, _) | Object::Name(name) if !own_names.contains(name) => {
                *destination = Object::Null;
            }
            Object::String(name, _) => replace_name(name, &strings),
            Object::Name(name) => replace_name(name, &names),
            other => resolve_page_number(other, &pages),
        };
        part.for_each_dictionary(&mut |dictionary| {
            // `/Title`: a bookmark; `/Rect`: a link. In other dictionaries `/Dest` may be anything, such
            // as the name of a colour space.
            if (dictionary.has(b"Title") || dictionary.has(b"Rect"))
                && let Ok(destination) = dictionary.get_mut(b"Dest")
            {
                redirect(destination);
            }
            if action_kind(dictionary) == Some(b"GoTo")
                && let Ok(destination) = dictionary.get_mut(b"D")
            {
                redirect(destination);
            }
            resolve_named_page(dictionary, &pages);
        });
        // The page whose annotation carries a file, where it is given by a name.
        for_each_target(part, &mut |target| match target.get_mut(b"P") {
            Ok(Object::String(name, _)) if own_names.contains(name) => replace_name(name, &strings),
            Ok(Object::String(..)) => drop(target.remove(b"P")),
            _ => {}
        });
    }

    /// The destinations whose names are strings, and the dictionary of the others.
    pub(crate) fn into_parts(self) -> (BTreeMap<Vec<u8>, Object>, Dictionary) {
        let mut names = Dictionary::new();
        for (name, value) in self.names {
            names.set(name, value);
        }
        (self.strings, names)
    }
}

/// Replaces the page number of a destination, counted in the part from 0, with a reference to the page;
/// with null if the part has no such page, so that it leads nowhere in the dossier too.
fn resolve_page_number(destination: &mut Object, pages: &[ObjectId]) {
    match destination {
        Object::Array(items) => {
            if let Some(page @ Object::Integer(_)) = items.first_mut() {
                let index = page.as_i64().ok().and_then(|n| usize::try_from(n).ok());
                let page_id = index.and_then(|index| pages.get(index));
                *page = page_id.map_or(Object::Null, |page| Object::Reference(*page));
            }
        }
        Object::Dictionary(holder) => {
            if let Ok(inner @ Object::Array(_)) = holder.get_mut(b"D") {
                resolve_page_number(inner, pages);
            }
        }
        _ => {}
    }
}

/// Replaces an action that goes to the first or the last page (ISO 32000-1 12.6.4.11), which would be
/// those of the dossier, with one that goes to that page of the part.
fn resolve_named_page(dictionary: &mut Dictionary, pages: &[ObjectId]) {
    if action_kind(dictionary) != Some(b"Named") {
        return;
    }
    let page = match dictionary.get(b"N").and_then(Object::as_name) {
        Ok(b"FirstPage") => pages.first(),
        Ok(b"LastPage") => pages.last(),
        _ => None,
    };
    if let Some(page) = page {
        dictionary.set("S", "GoTo");
        dictionary.set("D", vec![Object::Reference(*page), "Fit".into()]);
        dictionary.remove(b"N");
    }
}

type NamedDestinations = Vec<(Vec<u8>, Object)>;

/// The destinations of a part whose names are strings, and those whose names are PDF names.
fn declared_destinations(part: &Part) -> (NamedDestinations, NamedDestinations) {
    let document = &part.document;
    let Some(catalog) = part.catalog() else {
        return (Vec::new(), Vec::new());
    };
    let tree = dictionary_under(document, catalog, b"Names")
        .and_then(|names| dictionary_under(document, names, b"Dests"));
    let strings = tree.map_or_else(Vec::new, |tree| name_tree_entries(document, tree));
    let names = dictionary_under(document, catalog, b"Dests")
        .map(|all| all.iter().map(|(n, v)| (n.clone(), v.clone())).collect());
    (strings, names.unwrap_or_default())
}

/// Adds the destinations of a part to those of the others; returns the new names of those renamed. Of a
/// name given twice in a part only the first is taken, as readers do.
fn merge_destinations(all: &mut BTreeMap<Vec<u8>, Object>, own: NamedDestinations) -> NewNames {
    let mut seen = BTreeSet::new();
    let mut changed = NewNames::new();
    let mut added = Vec::new();
    let own_names: BTreeSet<Vec<u8>> = own.iter().map(|(name, _)| name.clone()).collect();
    for (name, value) in own {
        if !seen.insert(name.clone()) {
            continue;
        }
        let new_name = if all.contains_key(&name) {
            let is_taken = |new_name: &[u8]| {
                all.contains_key(new_name)
                    || own_names.contains(new_name)
                    || seen.contains(new_name)
            };
            free_name(&name, is_taken)
        } else {
            name.clone()
        };
        if new_name != name {
            seen.insert(new_name.clone());
            changed.insert(name, new_name.clone());
        }
        added.push((new_name, value));
    }
    all.extend(added);
    changed
}

fn replace_name(name: &mut Vec<u8>, new_names: &NewNames) {
    if let Some(new_name) = new_names.get(name) {
        name.clone_from(new_name);
    }
}
