//! What differs between two plans, thing by thing, in the words of the amendment.

mod pairs;
mod side;

use std::collections::{HashMap, HashSet};

use serde_yaml::{Mapping, Value};

use super::elements::{ElementKind, ElementPath};
use super::values;
use crate::piano::Piano;
use pairs::Pairs;
use side::Side;

/// A difference between two plans.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The names that lead, in the plan before, to the thing that changes; for an addition, to what
    /// holds it.
    pub address: ElementPath,
    /// The names that lead to the thing in the plan after; before, for what is no more.
    pub element: ElementPath,
    /// The keys of the field; empty when it is the thing itself that changes.
    pub field: Vec<String>,
    /// What changes.
    pub change: Change,
}

/// What changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A value: the one before and the one after.
    Value {
        /// Before; none when the plan had none.
        before: Option<Value>,
        /// After; none when the plan has none.
        after: Option<Value>,
    },
    /// A thing is new.
    Added {
        /// The thing.
        value: Value,
        /// Where it stands.
        position: Option<Position>,
    },
    /// A thing is no more.
    Suppressed {
        /// The thing.
        value: Value,
    },
    /// A thing stands elsewhere.
    Moved {
        /// The name of what stood right before it; none when it was the first.
        previous: Option<String>,
        /// The name of what holds it now, when it is another.
        container: Option<String>,
        /// Where it stands.
        position: Option<Position>,
    },
}

/// A place beside something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Position {
    /// Right after the thing of this name.
    After(String),
    /// Right before it.
    Before(String),
}

/// What is known of how one plan became the other; things go by the names that lead to them.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The things that are still there, by the names they had and those they have.
    pub(super) kept: Vec<(ElementPath, ElementPath)>,
    /// What an act suppressed: another thing with its code is not it.
    pub(super) suppressed: HashSet<ElementPath>,
    /// What an act added.
    pub(super) added: HashSet<ElementPath>,
    /// What an act moved, by the names it had.
    pub(super) moved: HashSet<ElementPath>,
}

impl History {
    fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.suppressed.is_empty() && self.added.is_empty()
    }
}

/// What turns a plan into another, in the order in which it can be applied.
pub fn differences(before: &Piano, after: &Piano) -> Vec<Difference> {
    differences_with_history(before, after, &History::default())
}

/// As [`differenze`], when it is known how one plan became the other.
pub(super) fn differences_with_history(
    before: &Piano,
    after: &Piano,
    history: &History,
) -> Vec<Difference> {
    let [before, after] = [before, after].map(|piano| {
        let mut value = values::plain_values(piano);
        if let Value::Mapping(group) = &mut value {
            group.shift_remove("variazioni");
        }
        value
    });
    let (before, after) = (Side::new(&before), Side::new(&after));
    let spostate = (0..before.entries.len())
        .filter(|_| !history.moved.is_empty())
        .filter(|number| history.moved.contains(&before.path_of(Some(*number))))
        .collect();
    let mut confronto = Comparison {
        pairs: Pairs::new(&before, &after, history),
        moved_by_act: spostate,
        before,
        after,
        already_moved: HashSet::new(),
        renames: Vec::new(),
        others: Vec::new(),
        suppressions: Vec::new(),
    };
    confronto.compare_elements(None, None);
    let Comparison {
        mut renames,
        others,
        suppressions: soppresse,
        ..
    } = confronto;
    renames.extend(others);
    renames.extend(soppresse);
    renames
}

struct Comparison<'a> {
    before: Side<'a>,
    after: Side<'a>,
    pairs: Pairs,
    /// What an act is known to have moved.
    moved_by_act: HashSet<usize>,
    /// What has moved already.
    already_moved: HashSet<usize>,
    /// New codes come first, so that the rest can speak of things by the codes they will have.
    renames: Vec<Difference>,
    others: Vec<Difference>,
    /// What is no more goes last, when what it held has moved out.
    suppressions: Vec<Difference>,
}

impl Comparison<'_> {
    /// Compares a thing with its match; none stands for the plan.
    fn compare_elements(&mut self, before: Option<usize>, after: Option<usize>) {
        let (old, fresh) = (self.before.value(before), self.after.value(after));
        let kind = after.map(|number| self.after.entries[number].kind);
        let children: Vec<ElementKind> = ElementKind::held_by(kind)
            .filter(|child| self.is_compared_by_entry(before, after, *child))
            .collect();
        let paths: Vec<&[&str]> = children.iter().map(|child| child.list_keys()).collect();
        self.compare_fields(before, after, Vec::new(), Some(old), Some(fresh), &paths);
        for child in children {
            self.compare_lists(before, after, child);
        }
    }

    /// Whether the lists of a kind are compared entry by entry, and not as one value.
    fn is_compared_by_entry(
        &self,
        before: Option<usize>,
        after: Option<usize>,
        kind: ElementKind,
    ) -> bool {
        let present = |value: &Value| values::follow(value, kind.list_keys()).is_some();
        present(self.before.value(before))
            && present(self.after.value(after))
            && self.before.has_distinct_names(before, kind)
            && self.after.has_distinct_names(after, kind)
    }

    fn compare_fields(
        &mut self,
        before: Option<usize>,
        after: Option<usize>,
        field: Vec<String>,
        old: Option<&Value>,
        new: Option<&Value>,
        paths: &[&[&str]],
    ) {
        if paths.contains(
            &field
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .as_slice(),
        ) {
            return;
        }
        if let (Some(Value::Mapping(v)), Some(Value::Mapping(n))) = (old, new)
            && is_compared_by_key(&field, v, n)
        {
            let added = values::keys(n).filter(|key| !v.contains_key(*key));
            for key in values::keys(v).chain(added) {
                let field = field.iter().cloned().chain([key.to_owned()]).collect();
                self.compare_fields(before, after, field, v.get(key), n.get(key), paths);
            }
            return;
        }
        let uguali = match (old, new) {
            (Some(old), Some(new)) => values::are_identical(old, new),
            (None, None) => true,
            _ => false,
        };
        if uguali {
            return;
        }
        let rinomina = field == ["codice"] && after.is_some();
        let difference = Difference {
            address: self.before.path_of(before),
            element: self.after.path_of(after),
            field,
            change: Change::Value {
                before: old.cloned(),
                after: new.cloned(),
            },
        };
        if rinomina {
            self.renames.push(difference);
        } else {
            self.others.push(difference);
        }
    }

    /// Compares the lists of a kind in two things that are the same.
    fn compare_lists(&mut self, before: Option<usize>, after: Option<usize>, kind: ElementKind) {
        let old = self.before.list(before, kind).to_vec();
        let new = self.after.list(after, kind).to_vec();
        let ferme = self.unmoved(&old, &new);
        let name = |side: &Side<'_>, number: usize| side.entries[number].name.to_owned();
        // The names in the list as the differences found so far leave it.
        let mut stato: Vec<String> = old
            .iter()
            .filter(|number| !self.already_moved.contains(number))
            .map(|number| match self.pairs.after_of.get(number) {
                Some(partner) => name(&self.after, *partner),
                None => name(&self.before, *number),
            })
            .collect();
        let mut previous: Option<String> = None;
        for number in new {
            let suo = name(&self.after, number);
            let partner = self.pairs.before_of.get(&number).copied();
            if !ferme.contains(&number) {
                stato.retain(|other| *other != suo);
                let position = match &previous {
                    Some(other) => Some(Position::After(other.clone())),
                    None => stato.first().cloned().map(Position::Before),
                };
                let place = match &previous {
                    Some(other) => stato.iter().position(|n| n == other).map_or(0, |p| p + 1),
                    None => 0,
                };
                stato.insert(place, suo.clone());
                match partner {
                    Some(partner) => self.push_moved(partner, number, before, position),
                    None => self.push_added(number, before, position),
                }
            }
            match partner {
                Some(partner) => self.compare_elements(Some(partner), Some(number)),
                None => self.compare_moved_into(number),
            }
            previous = Some(suo);
        }
        for number in old {
            if !self.pairs.after_of.contains_key(&number) {
                self.push_suppressed(number);
            }
        }
    }

    /// Within a new thing, what comes from elsewhere in the plan.
    fn compare_moved_into(&mut self, after: usize) {
        let kind = self.after.entries[after].kind;
        for child in ElementKind::held_by(Some(kind)) {
            let mut previous: Option<String> = None;
            for number in self.after.list(Some(after), child).to_vec() {
                match self.pairs.before_of.get(&number).copied() {
                    Some(partner) => {
                        let position = match &previous {
                            Some(other) => Some(Position::After(other.clone())),
                            None => self.first_new(after, child).map(Position::Before),
                        };
                        self.push_moved(partner, number, None, position);
                        self.compare_elements(Some(partner), Some(number));
                    }
                    None => self.compare_moved_into(number),
                }
                previous = Some(self.after.entries[number].name.to_owned());
            }
        }
    }

    /// The first thing of a kind that is as new as what holds it.
    fn first_new(&self, container: usize, kind: ElementKind) -> Option<String> {
        self.after
            .list(Some(container), kind)
            .iter()
            .find(|number| !self.pairs.before_of.contains_key(number))
            .map(|number| self.after.entries[*number].name.to_owned())
    }

    fn push_added(&mut self, after: usize, container: Option<usize>, position: Option<Position>) {
        self.others.push(Difference {
            address: self.before.path_of(container),
            element: self.after.path_of(Some(after)),
            field: Vec::new(),
            change: Change::Added {
                value: self.after.without_known(&self.pairs.before_of, after),
                position,
            },
        });
    }

    fn push_moved(
        &mut self,
        before: usize,
        after: usize,
        container: Option<usize>,
        position: Option<Position>,
    ) {
        self.already_moved.insert(before);
        let di_prima = self.before.entries[before].container;
        let altrove = di_prima != container;
        let name = self.after.entries[after]
            .container
            .filter(|_| altrove)
            .map(|number| self.after.entries[number].name.to_owned());
        self.others.push(Difference {
            address: self.before.path_of(Some(before)),
            element: self.after.path_of(Some(after)),
            field: Vec::new(),
            change: Change::Moved {
                previous: self.previous_name(before),
                container: name,
                position,
            },
        });
    }

    /// The name of what stood right before a thing.
    fn previous_name(&self, before: usize) -> Option<String> {
        let entry = &self.before.entries[before];
        let list = self.before.list(entry.container, entry.kind);
        let place = list.iter().position(|number| *number == before)?;
        let previous = list[place.checked_sub(1)?];
        Some(self.before.entries[previous].name.to_owned())
    }

    fn push_suppressed(&mut self, before: usize) {
        let element_path = self.before.path_of(Some(before));
        self.suppressions.push(Difference {
            address: element_path.clone(),
            element: element_path,
            field: Vec::new(),
            change: Change::Suppressed {
                value: self.before.without_known(&self.pairs.after_of, before),
            },
        });
    }

    /// The things of a list that need not move: the longest run that keeps its order, with all those
    /// that no act moved, if they are one.
    fn unmoved(&self, old: &[usize], new: &[usize]) -> HashSet<usize> {
        let places: HashMap<usize, usize> = old.iter().copied().zip(0..).collect();
        let kept: Vec<(usize, usize)> = new
            .iter()
            .filter_map(|number| {
                let partner = self.pairs.before_of.get(number)?;
                Some((*places.get(partner)?, *number))
            })
            .collect();
        longest_increasing(&self.around_unmoved(kept))
            .into_iter()
            .collect()
    }

    /// Without the things that moved past one that no act moved. Every longest run of what remains
    /// has all those that no act moved in it.
    fn around_unmoved(&self, kept: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let mossa = |number: &usize| {
            let partner = self.pairs.before_of.get(number);
            partner.is_some_and(|partner| self.moved_by_act.contains(partner))
        };
        let ferme: Vec<usize> = kept
            .iter()
            .filter(|(_, number)| !mossa(number))
            .map(|(place, _)| *place)
            .collect();
        let nessuna_mossa = ferme.len() == kept.len();
        if nessuna_mossa || !ferme.is_sorted() {
            return kept;
        }
        let mut passate = 0;
        let fra_le_ferme = |(place, number): &(usize, usize)| {
            if !mossa(number) {
                passate += 1;
                return true;
            }
            let dopo_la_precedente = passate == 0 || ferme[passate - 1] < *place;
            dopo_la_precedente && ferme.get(passate).is_none_or(|next| *place < *next)
        };
        kept.into_iter().filter(fra_le_ferme).collect()
    }
}

/// Whether the keys of two groups are compared one by one. Periods are names of any shape and
/// compare as one value; where the order prints, it must be the one that setting the keys gives.
fn is_compared_by_key(field: &[String], old: &Mapping, new: &Mapping) -> bool {
    match field.first().map(String::as_str) {
        Some("valori_osservati") => false,
        Some("risultati_attesi" | "risorse_economiche") => {
            let kept = values::keys(old).filter(|key| new.contains_key(*key));
            let aggiunte = values::keys(new).filter(|key| !old.contains_key(*key));
            kept.chain(aggiunte).eq(values::keys(new))
        }
        _ => true,
    }
}

/// The values of the longest increasing run, by key.
fn longest_increasing(pairs: &[(usize, usize)]) -> Vec<usize> {
    // `ultime[n]` is the place of the smallest key that ends a run of n + 1.
    let mut last: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (place, (key, _)) in pairs.iter().enumerate() {
        let long = last.partition_point(|latest| pairs[*latest].0 < *key);
        previous.push(long.checked_sub(1).map(|n| last[n]));
        if long == last.len() {
            last.push(place);
        } else {
            last[long] = place;
        }
    }
    let end = last.last().copied();
    std::iter::successors(end, |place| previous[*place])
        .map(|place| pairs[place].1)
        .collect()
}
