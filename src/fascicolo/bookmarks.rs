//! The bookmarks of a dossier: those of each part under an entry of its own.
//!
//! The bookmarks of a file are linked lists (ISO 32000-1 12.3.3) that may be broken: an item that is its
//! own descendant, a list that runs back into itself. Some readers then show no bookmark of the whole
//! file, so one broken part would cost the others their bookmarks. All items are therefore linked
//! again, each once, where it is met first.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::objects::{dictionary_under, text_string};

/// What the bookmarks of a dossier need of a part.
pub(crate) struct PartBookmarks {
    /// The title of the part's entry.
    pub title: String,
    /// Its first page.
    pub first_page: ObjectId,
    /// The root of its bookmarks.
    pub root: Option<ObjectId>,
}

/// Writes the bookmarks of a dossier; returns their root.
pub(crate) fn write_bookmarks(document: &mut Document, parts: &[PartBookmarks]) -> ObjectId {
    let root = document.new_object_id();
    let mut entries = Vec::new();
    let mut items = BookmarkItems::default();
    for part in parts {
        let mut entry = dictionary! {
            "Title" => text_string(&part.title),
            "Dest" => vec![part.first_page.into(), "Fit".into()],
            // A positive count opens the entry, so that the part's own bookmarks are seen.
            "Count" => 1,
        };
        if let Some(own_root) = part.root {
            items.seen.insert(own_root);
            if let Ok(own_root) = document.get_dictionary(own_root)
                && let Ok(first) = own_root.get(b"First")
            {
                entry.set("First", first.clone());
            }
        }
        let entry = document.add_object(entry);
        items.seen.insert(entry);
        entries.push(entry);
    }
    let outlines = dictionary! { "Type" => "Outlines", "Count" => 1 };
    document.objects.insert(root, outlines.into());
    items.tie(document, root, entries);
    items.set_counts(document);
    root
}

/// The bookmark items met so far.
#[derive(Default)]
struct BookmarkItems {
    seen: BTreeSet<ObjectId>,
    /// Each item with its children, parents before children.
    branches: Vec<(ObjectId, Vec<ObjectId>)>,
}

impl BookmarkItems {
    /// Links some items as the children of `root`, then their descendants, level by level.
    fn tie(&mut self, document: &mut Document, root: ObjectId, children: Vec<ObjectId>) {
        self.branches.push((root, children));
        let mut index = 0;
        while let Some((parent, children)) = self.branches.get(index).cloned() {
            index += 1;
            tie_siblings(document, parent, &children);
            for item in children {
                let first = document
                    .get_dictionary(item)
                    .ok()
                    .and_then(|item| item.get(b"First").ok().cloned());
                let siblings = self.unseen_siblings(document, first);
                self.branches.push((item, siblings));
            }
        }
    }

    /// The siblings from `first` on, up to the first one that was already met. Without this stop a list
    /// that runs back into itself would never end.
    fn unseen_siblings(&mut self, document: &mut Document, first: Option<Object>) -> Vec<ObjectId> {
        let mut row = Vec::new();
        let mut next = first;
        while let Some(item) = next.and_then(|next| item_id(document, next)) {
            if !self.seen.insert(item) {
                break;
            }
            row.push(item);
            next = document
                .get_dictionary(item)
                .ok()
                .and_then(|item| item.get(b"Next").ok().cloned());
        }
        row
    }

    /// Sets the `/Count` of each item (ISO 32000-1 table 153): how many descendants are visible when it
    /// is open; negative when it is closed, so that readers know how many there would be.
    fn set_counts(&self, document: &mut Document) {
        let mut shown: BTreeMap<ObjectId, i64> = BTreeMap::new();
        for (parent, below) in self.branches.iter().rev() {
            let Ok(item) = document.get_dictionary_mut(*parent) else {
                continue;
            };
            if below.is_empty() {
                item.remove(b"Count");
                continue;
            }
            let shown_within = |item: &ObjectId| shown.get(item).copied().unwrap_or(0);
            let all = below.iter().map(|item| 1 + shown_within(item)).sum::<i64>();
            let open = item.get(b"Count").and_then(Object::as_i64);
            if open.is_ok_and(|open| open > 0) {
                item.set("Count", all);
                shown.insert(*parent, all);
            } else {
                item.set("Count", -all);
            }
        }
    }
}

/// The bookmark item that a value is, or refers to; one written in place becomes an object of its own,
/// since items refer to each other by number. `None` if the value is some other object of the file.
fn item_id(document: &mut Document, value: Object) -> Option<ObjectId> {
    let is_item = |candidate: &Dictionary| candidate.has(b"Title") || !candidate.has(b"Type");
    if let Object::Dictionary(direct) = value {
        return is_item(&direct).then(|| document.add_object(direct));
    }
    let (id, candidate) = document.dereference(&value).ok()?;
    candidate
        .as_dict()
        .ok()
        .filter(|candidate| is_item(candidate))?;
    id
}

/// Links siblings to each other and to their parent.
fn tie_siblings(document: &mut Document, parent: ObjectId, row: &[ObjectId]) {
    let neighbour = |place: Option<usize>| place.and_then(|place| row.get(place)).copied();
    for (place, item) in row.iter().enumerate() {
        let Ok(item) = document.get_dictionary_mut(*item) else {
            continue;
        };
        item.set("Parent", parent);
        set_or_remove(item, b"Prev", neighbour(place.checked_sub(1)));
        set_or_remove(item, b"Next", neighbour(place.checked_add(1)));
    }
    if let Ok(parent) = document.get_dictionary_mut(parent) {
        set_or_remove(parent, b"First", row.first().copied());
        set_or_remove(parent, b"Last", row.last().copied());
    }
}

fn set_or_remove(dictionary: &mut Dictionary, key: &[u8], target: Option<ObjectId>) {
    match target {
        Some(target) => dictionary.set(key, target),
        None => drop(dictionary.remove(key)),
    }
}

/// The root of the bookmarks of a document.
pub(crate) fn bookmark_root(document: &mut Document) -> Option<ObjectId> {
    let catalog = document.catalog().ok()?;
    match catalog.get(b"Outlines").ok()? {
        Object::Reference(id) => Some(*id),
        _ => {
            let root = dictionary_under(document, catalog, b"Outlines")?.clone();
            Some(document.add_object(root))
        }
    }
}
