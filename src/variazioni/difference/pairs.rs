//! Which thing of one plan is which of the other.

use std::collections::{HashMap, HashSet};

use serde_yaml::Value;

use super::super::elements::{ElementKind, ElementPath};
use super::super::similarity;
use super::History;
use super::side::Side;

/// Which thing of one plan is which of the other.
pub struct Pairs {
    /// The thing after, of each thing before that is still there.
    pub after_of: HashMap<usize, usize>,
    /// The thing before, of each thing after that was there.
    pub before_of: HashMap<usize, usize>,
    /// The things before that an act suppressed: they have no match.
    unmatched_before: HashSet<usize>,
    /// The things after that an act added: they have no match.
    unmatched_after: HashSet<usize>,
}

impl Pairs {
    /// Pairs the things of two plans: those known, then by code, by likeness, by title.
    pub fn new(before: &Side<'_>, after: &Side<'_>, history: &History) -> Self {
        let mut pairs = Self {
            after_of: HashMap::new(),
            before_of: HashMap::new(),
            unmatched_before: HashSet::new(),
            unmatched_after: HashSet::new(),
        };
        let numbers = |side: &Side<'_>| -> HashMap<ElementPath, usize> {
            let numbers = 0..side.entries.len();
            numbers
                .map(|number| (side.path_of(Some(number)), number))
                .collect()
        };
        if !history.is_empty() {
            let (numeri_prima, numeri_dopo) = (numbers(before), numbers(after));
            let quali = |element_paths: &HashSet<ElementPath>,
                         numbers: &HashMap<ElementPath, usize>| {
                element_paths
                    .iter()
                    .filter_map(|c| numbers.get(c).copied())
                    .collect()
            };
            pairs.unmatched_before = quali(&history.suppressed, &numeri_prima);
            pairs.unmatched_after = quali(&history.added, &numeri_dopo);
            for (one, other) in &history.kept {
                if let (Some(one), Some(other)) = (numeri_prima.get(one), numeri_dopo.get(other)) {
                    pairs.link(*one, *other);
                }
            }
        }
        pairs.link_by_code(before, after);
        pairs.link_by_similarity(before, after);
        pairs.link_by_name(before, after);
        pairs
    }

    /// Whether a thing before can still find its match.
    fn is_free_before(&self, before: usize) -> bool {
        !self.after_of.contains_key(&before) && !self.unmatched_before.contains(&before)
    }

    /// Whether a thing after can still find its match.
    fn is_free_after(&self, after: usize) -> bool {
        !self.before_of.contains_key(&after) && !self.unmatched_after.contains(&after)
    }

    fn link(&mut self, before: usize, after: usize) {
        self.after_of.insert(before, after);
        self.before_of.insert(after, before);
    }

    fn link_by_code(&mut self, before: &Side<'_>, after: &Side<'_>) {
        let codici: HashMap<_, _> = before
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.kind.has_code())
            .map(|(number, entry)| ((entry.kind, entry.name), number))
            .collect();
        for (number, entry) in after.entries.iter().enumerate() {
            if let Some(&partner) = codici.get(&(entry.kind, entry.name))
                && self.is_free_before(partner)
                && self.is_free_after(number)
            {
                self.link(partner, number);
            }
        }
    }

    /// Within what is known to be the same, from the outermost kind to the innermost.
    fn link_by_similarity(&mut self, before: &Side<'_>, after: &Side<'_>) {
        for kind in ElementKind::ALL.into_iter().filter(|c| c.has_code()) {
            let containers: Vec<(Option<usize>, Option<usize>)> = match kind.container() {
                None => vec![(None, None)],
                Some(container) => (0..after.entries.len())
                    .filter(|number| after.entries[*number].kind == container)
                    .filter_map(|number| Some((Some(*self.before_of.get(&number)?), Some(number))))
                    .collect(),
            };
            for (qui, la) in containers {
                let list = |side: &Side<'_>, place| side.list(place, kind).to_vec();
                let mut sole_prima = list(before, qui);
                sole_prima.retain(|number| self.is_free_before(*number));
                let mut sole_dopo = list(after, la);
                sole_dopo.retain(|number| self.is_free_after(*number));
                if sole_prima.is_empty() || sole_dopo.is_empty() {
                    continue;
                }
                let uni: Vec<(usize, &Value)> = with_values(before, &sole_prima);
                let others: Vec<(usize, &Value)> = with_values(after, &sole_dopo);
                for (one, other) in similarity::pair_by_similarity(kind, &uni, &others) {
                    self.link(one, other);
                }
            }
        }
    }

    /// What has a title instead of a code: the same title in the same thing.
    fn link_by_name(&mut self, before: &Side<'_>, after: &Side<'_>) {
        for (number, entry) in after.entries.iter().enumerate() {
            if entry.kind.has_code() || !self.is_free_after(number) {
                continue;
            }
            let container = match entry.container {
                Some(container) => match self.before_of.get(&container) {
                    Some(partner) => Some(*partner),
                    None => continue,
                },
                None => None,
            };
            let match_found = before
                .list(container, entry.kind)
                .iter()
                .copied()
                .find(|other| {
                    before.entries[*other].name == entry.name && self.is_free_before(*other)
                });
            if let Some(match_found) = match_found {
                self.link(match_found, number);
            }
        }
    }
}

fn with_values<'a>(side: &Side<'a>, numbers: &[usize]) -> Vec<(usize, &'a Value)> {
    let numbers = numbers.iter();
    numbers.map(|n| (*n, side.entries[*n].value)).collect()
}
