//! The role maps of the parts (ISO 32000-1 14.8.4), joined into one.
//!
//! A role map says which standard type a name of a structure element stands for: `Capo` is an `H1`.
//! A dossier has one map for all its parts. Where two parts map a name differently, or one maps it and
//! another uses it unmapped, it is renamed (`Capo-2`) in the parts that map it, with the elements of that
//! type. So is, in its turn, what is mapped to it: if one part has `Titolo` → `Capo` → `H1`, after `Capo`
//! is renamed its `Titolo` → `Capo-2` differs from the `Titolo` → `Capo` of another part.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Dictionary, Object};

use super::free_names::NameNumbering;
use super::objects::{dictionary_under, resolved};
use super::part::Part;
use super::structure::{is_structure_element, structure_root};

type RoleName = Vec<u8>;

/// The new names of a part's roles.
pub(crate) type RenamedRoles = BTreeMap<RoleName, RoleName>;

/// The longest chain of mappings that is followed: files have one step or two.
const MAX_STEPS: usize = 32;

/// The role maps of the parts.
pub(crate) struct Roles {
    parts: Vec<PartRoles>,
}

/// The role map of a part, and the types that it uses.
#[derive(Default, Clone)]
struct PartRoles {
    map: BTreeMap<RoleName, RoleName>,
    /// The types of its elements.
    used: BTreeSet<RoleName>,
}

impl PartRoles {
    fn of_part(part: &Part) -> Self {
        let Some(root) = structure_root(part) else {
            return Self::default();
        };
        let document = &part.document;
        let map = dictionary_under(document, &root, b"RoleMap").map_or_else(BTreeMap::new, |map| {
            let pair = |(name, value): (&RoleName, &Object)| {
                let value = resolved(document, value)?.as_name().ok()?;
                Some((name.clone(), value.to_vec()))
            };
            map.iter().filter_map(pair).collect()
        });
        let elements = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok());
        let used = elements
            .filter(|element| is_structure_element(element))
            .filter_map(|element| Some(element.get(b"S").ok()?.as_name().ok()?.to_vec()))
            .collect();
        Self { map, used }
    }

    /// The type that a name stands for at the end of its chain of mappings.
    fn meaning<'a>(&'a self, name: &'a RoleName) -> &'a RoleName {
        let mut name = name;
        for _ in 0..MAX_STEPS {
            match self.map.get(name) {
                Some(next) if next != name => name = next,
                _ => break,
            }
        }
        name
    }

    /// Every name that the part maps, maps to, or uses.
    fn mentioned(&self) -> BTreeSet<&RoleName> {
        let mapped = self.map.iter().flat_map(|(name, value)| [name, value]);
        mapped.chain(&self.used).collect()
    }

    fn rename(&mut self, names: &BTreeMap<RoleName, RoleName>) {
        let renamed = |name: &RoleName| names.get(name).unwrap_or(name).clone();
        self.map = self
            .map
            .iter()
            .map(|(k, v)| (renamed(k), renamed(v)))
            .collect();
        self.used = self.used.iter().map(renamed).collect();
    }
}

impl Roles {
    /// Reads the maps. The types of the dossier's own elements, `Document` and `Part`, which no part may
    /// map, are added as those of one more part that uses them unmapped.
    pub(crate) fn of_parts(parts: &[Part]) -> Self {
        let dossier = PartRoles {
            used: [b"Document".to_vec(), b"Part".to_vec()].into(),
            ..PartRoles::default()
        };
        Self {
            parts: parts
                .iter()
                .map(PartRoles::of_part)
                .chain([dossier])
                .collect(),
        }
    }

    /// Whether a part has headings without a level (`H`) and another one with (`H1`): PDF/UA allows
    /// one kind in a file (ISO 14289-1 7.4.4).
    pub(crate) fn has_mixed_headings(&self) -> bool {
        let meanings = || {
            self.parts
                .iter()
                .flat_map(|p| p.used.iter().map(|name| p.meaning(name)))
        };
        let numbered = |name: &RoleName| matches!(name.as_slice(), [b'H', b'1'..=b'6']);
        meanings().any(|name| name == b"H") && meanings().any(numbered)
    }

    /// The common map, and for each part the new names of the types it must rename.
    pub(crate) fn into_common_map(mut self) -> (Dictionary, Vec<RenamedRoles>) {
        let mut renamed: Vec<RenamedRoles> = vec![RenamedRoles::new(); self.parts.len()];
        // A renamed value makes the key mapped to it differ from the same key of another part, so that the
        // key must be renamed in the next round: as many rounds as the longest chain has steps.
        for _ in 0..MAX_STEPS {
            let changes = self.changes();
            if changes.iter().all(BTreeMap::is_empty) {
                break;
            }
            for ((part, renamed), changes) in self.parts.iter_mut().zip(&mut renamed).zip(changes) {
                part.rename(&changes);
                // A name already renamed in an earlier round may be renamed again: the original name must
                // lead to the newest.
                for new_name in renamed.values_mut() {
                    if let Some(newer_name) = changes.get(new_name) {
                        new_name.clone_from(newer_name);
                    }
                }
                let known: BTreeSet<RoleName> = renamed.values().cloned().collect();
                let added = changes
                    .into_iter()
                    .filter(|(_, new_name)| !known.contains(new_name));
                renamed.extend(added.collect::<Vec<_>>());
            }
        }
        let mut common_map = Dictionary::new();
        for part in self.parts {
            for (name, value) in part.map {
                common_map.set(name, Object::Name(value));
            }
        }
        (common_map, renamed)
    }

    /// For each part, the names that it must rename now, with their new names. The mapping of the first
    /// part that has a name keeps it, unless some part uses the name without mapping it: that one cannot
    /// be renamed, since the name itself is its meaning.
    fn changes(&self) -> Vec<BTreeMap<RoleName, RoleName>> {
        let mut changes = vec![BTreeMap::new(); self.parts.len()];
        let mut given = BTreeSet::new();
        let mut numbering = NameNumbering::default();
        let mapped: BTreeSet<&RoleName> =
            self.parts.iter().flat_map(|part| part.map.keys()).collect();
        let mentioned: Vec<BTreeSet<&RoleName>> =
            self.parts.iter().map(PartRoles::mentioned).collect();
        for name in mapped {
            let users: Vec<usize> = (0..self.parts.len())
                .filter(|part| mentioned[*part].contains(name))
                .collect();
            let values: BTreeSet<Option<&RoleName>> = users
                .iter()
                .map(|part| self.parts[*part].map.get(name))
                .collect();
            // All the parts that know the name map it alike (or none does).
            if values.len() < 2 {
                continue;
            }
            let kept = if values.contains(&None) {
                None
            } else {
                users
                    .first()
                    .and_then(|part| self.parts[*part].map.get(name))
            };
            for part in users {
                let value = self.parts[part].map.get(name);
                if value.is_some() && value != kept {
                    let is_taken = |new_name: &[u8]| {
                        mentioned
                            .iter()
                            .any(|names| names.contains(&new_name.to_vec()))
                            || given.contains(new_name)
                    };
                    let new_name = numbering.free_name(name, is_taken);
                    given.insert(new_name.clone());
                    changes[part].insert(name.clone(), new_name);
                }
            }
        }
        changes
    }
}
