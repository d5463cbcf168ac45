//! Which element of the plan before is which element of the plan after.
//!
//! Four passes, the surest first; each only pairs what those before left alone.
//! 1. What the amendments tell: an element that they changed is still that element, whatever its code.
//! 2. The same code, anywhere in the plan: a code follows an objective that moves to another programme.
//! 3. The likest words within the same container, from missions down to indicators: a code that was changed
//!    (`A1` became `A1-bis`) must read as a change of code, and not as an objective lost and one found.
//!    The containers are paired first, since only within them are the words compared.
//! 4. For what has a title instead of a code, the same title within the same container.

use std::collections::{HashMap, HashSet};

use super::super::similarity;
use super::History;
use super::side::Side;
use crate::piano::{ElementKind, ElementPath, Valore};

/// The pairs: for an element of one plan, the same element of the other, by their numbers.
pub(crate) struct Pairs {
    /// The element after, of each element before that is still there.
    pub after_of: HashMap<usize, usize>,
    /// The element before, of each element after that was there.
    pub before_of: HashMap<usize, usize>,
    /// The elements before that an act suppressed: they have no match.
    unmatched_before: HashSet<usize>,
    /// The elements after that an act added: they have no match.
    unmatched_after: HashSet<usize>,
}

impl Pairs {
    /// Pairs the elements of two plans: those known, then by code, by likeness, by title.
    pub(crate) fn new(before: &Side<'_>, after: &Side<'_>, history: &History) -> Self {
        let mut pairs = Self {
            after_of: HashMap::new(),
            before_of: HashMap::new(),
            unmatched_before: HashSet::new(),
            unmatched_after: HashSet::new(),
        };
        let numbers = |side: &Side<'_>| -> HashMap<ElementPath, usize> {
            let numbers = 0..side.elements().len();
            numbers
                .map(|number| (side.path_of(Some(number)), number))
                .collect()
        };
        if !history.is_empty() {
            let (numbers_before, numbers_after) = (numbers(before), numbers(after));
            let known = |element_paths: &HashSet<ElementPath>,
                         numbers: &HashMap<ElementPath, usize>| {
                element_paths
                    .iter()
                    .filter_map(|path| numbers.get(path).copied())
                    .collect()
            };
            pairs.unmatched_before = known(&history.suppressed, &numbers_before);
            pairs.unmatched_after = known(&history.added, &numbers_after);
            for (one, other) in &history.kept {
                if let (Some(one), Some(other)) =
                    (numbers_before.get(one), numbers_after.get(other))
                {
                    pairs.link(*one, *other);
                }
            }
        }
        pairs.link_by_code(before, after);
        pairs.link_by_similarity(before, after);
        pairs.link_by_name(before, after);
        pairs
    }

    /// Whether an element before can still find its match.
    fn is_free_before(&self, before: usize) -> bool {
        !self.after_of.contains_key(&before) && !self.unmatched_before.contains(&before)
    }

    /// Whether an element after can still find its match.
    fn is_free_after(&self, after: usize) -> bool {
        !self.before_of.contains_key(&after) && !self.unmatched_after.contains(&after)
    }

    fn link(&mut self, before: usize, after: usize) {
        self.after_of.insert(before, after);
        self.before_of.insert(after, before);
    }

    fn link_by_code(&mut self, before: &Side<'_>, after: &Side<'_>) {
        let codici: HashMap<_, _> = before
            .elements()
            .iter()
            .enumerate()
            .filter(|(_, element)| element.kind.has_code())
            .map(|(number, element)| ((element.kind, element.identity.as_str()), number))
            .collect();
        for (number, element) in after.elements().iter().enumerate() {
            if let Some(&partner) = codici.get(&(element.kind, element.identity.as_str()))
                && self.is_free_before(partner)
                && self.is_free_after(number)
            {
                self.link(partner, number);
            }
        }
    }

    /// Within what is known to be the same, from the outermost kind to the innermost.
    fn link_by_similarity(&mut self, before: &Side<'_>, after: &Side<'_>) {
        for kind in ElementKind::ALL.into_iter().filter(|kind| kind.has_code()) {
            let containers: Vec<(Option<usize>, Option<usize>)> = match kind.container() {
                None => vec![(None, None)],
                Some(container) => (0..after.elements().len())
                    .filter(|number| after.kind(*number) == container)
                    .filter_map(|number| Some((Some(*self.before_of.get(&number)?), Some(number))))
                    .collect(),
            };
            for (container_before, container_after) in containers {
                let list = |side: &Side<'_>, place| side.list(place, kind).to_vec();
                let mut free_before = list(before, container_before);
                free_before.retain(|number| self.is_free_before(*number));
                let mut free_after = list(after, container_after);
                free_after.retain(|number| self.is_free_after(*number));
                if free_before.is_empty() || free_after.is_empty() {
                    continue;
                }
                let ones: Vec<(usize, &Valore)> = with_values(before, &free_before);
                let others: Vec<(usize, &Valore)> = with_values(after, &free_after);
                for (one, other) in similarity::pair_by_similarity(kind, &ones, &others) {
                    self.link(one, other);
                }
            }
        }
    }

    /// What has a title instead of a code: the same title in the same value.
    fn link_by_name(&mut self, before: &Side<'_>, after: &Side<'_>) {
        for (number, element) in after.elements().iter().enumerate() {
            if element.kind.has_code() || !self.is_free_after(number) {
                continue;
            }
            let container = match element.container {
                Some(container) => match self.before_of.get(&container) {
                    Some(partner) => Some(*partner),
                    None => continue,
                },
                None => None,
            };
            let match_found = before
                .list(container, element.kind)
                .iter()
                .copied()
                .find(|other| {
                    before.name(*other) == element.identity && self.is_free_before(*other)
                });
            if let Some(match_found) = match_found {
                self.link(match_found, number);
            }
        }
    }
}

fn with_values<'a>(side: &Side<'a>, numbers: &[usize]) -> Vec<(usize, &'a Valore)> {
    let numbers = numbers.iter();
    numbers.map(|n| (*n, side.value(Some(*n)))).collect()
}
