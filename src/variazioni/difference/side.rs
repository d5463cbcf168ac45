//! One of the two plans that are compared, its things numbered.

use std::collections::{HashMap, HashSet};

use serde_yaml::Value;

use super::super::elements::{ElementKind, ElementPath};
use super::super::values;

/// A thing of one of the two plans.
pub struct Entry<'a> {
    /// Its kind.
    pub kind: ElementKind,
    /// Its code or title.
    pub name: &'a str,
    /// Its value.
    pub value: &'a Value,
    /// What holds it; none for the plan.
    pub container: Option<usize>,
}

/// One of the two plans, its things numbered.
pub struct Side<'a> {
    piano: &'a Value,
    /// Its things.
    pub entries: Vec<Entry<'a>>,
    /// The things of a kind that a thing holds; none stands for the plan.
    lists: HashMap<(Option<usize>, ElementKind), Vec<usize>>,
}

impl<'a> Side<'a> {
    /// Numbers the things of a plan.
    pub fn new(piano: &'a Value) -> Self {
        let mut side = Self {
            piano,
            entries: Vec::new(),
            lists: HashMap::new(),
        };
        side.collect(piano, None);
        side
    }

    fn collect(&mut self, value: &'a Value, container: Option<usize>) {
        let kind = container.map(|number| self.entries[number].kind);
        for kind in ElementKind::held_by(kind) {
            let mut numbers = Vec::new();
            for entry in values::entries(value, kind.list_keys()) {
                let Some(name) = values::text_of_key(entry, kind.identity_key()) else {
                    continue;
                };
                let number = self.entries.len();
                self.entries.push(Entry {
                    kind,
                    name,
                    value: entry,
                    container,
                });
                numbers.push(number);
                self.collect(entry, Some(number));
            }
            self.lists.insert((container, kind), numbers);
        }
    }

    /// The things of a kind that a thing holds.
    pub fn list(&self, container: Option<usize>, kind: ElementKind) -> &[usize] {
        self.lists
            .get(&(container, kind))
            .map_or(&[], Vec::as_slice)
    }

    /// The value of a thing, or of the plan.
    pub fn value(&self, number: Option<usize>) -> &'a Value {
        number.map_or(self.piano, |number| self.entries[number].value)
    }

    /// The names that lead to a thing.
    pub fn path_of(&self, number: Option<usize>) -> ElementPath {
        let steps = std::iter::successors(number, |number| self.entries[*number].container);
        let mut element_path: ElementPath = steps
            .map(|number| {
                (
                    self.entries[number].kind,
                    self.entries[number].name.to_owned(),
                )
            })
            .collect();
        element_path.reverse();
        element_path
    }

    /// A thing without those in it that the other plan has too: they move, and are told apart.
    pub fn without_known(&self, note: &HashMap<usize, usize>, number: usize) -> Value {
        let entry = &self.entries[number];
        let mut value = entry.value.clone();
        for child in ElementKind::held_by(Some(entry.kind)).filter(|child| child.has_code()) {
            let rimaste: Vec<Value> = self
                .list(Some(number), child)
                .iter()
                .filter(|number| !note.contains_key(number))
                .map(|number| self.without_known(note, *number))
                .collect();
            let [key] = child.list_keys() else { continue };
            if let Some(list) = value.get_mut(*key) {
                *list = Value::Sequence(rimaste);
            }
        }
        value
    }

    /// Whether the list of a kind in a thing is made of entries each with a name of its own.
    pub fn has_distinct_names(&self, container: Option<usize>, kind: ElementKind) -> bool {
        let list = self.list(container, kind);
        let mut names = HashSet::new();
        let whole = match values::follow(self.value(container), kind.list_keys()) {
            Some(Value::Sequence(entries)) => entries.len() == list.len(),
            _ => false,
        };
        whole
            && list
                .iter()
                .all(|number| names.insert(self.entries[*number].name))
    }
}
