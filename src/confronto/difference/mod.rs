//! What differs between two plans, element by element, in the words of the amendment.
//!
//! The differences stand in the order in which they can be applied as one amendment, since that is what
//! `confronta --formato variazione` writes:
//! 1. new codes, so that the rest can call elements by the codes that they will have;
//! 2. values, additions and moves, in the order of the plan after. An addition or a move says beside which
//!    neighbour it goes, and everything above it in the list is in its place by then;
//! 3. suppressions, last: a suppressed element may hold others that move elsewhere, and they have
//!    moved out by then.

mod pairs;
mod side;

use std::collections::{HashMap, HashSet};

use crate::piano::{
    Described, ElementKind, ElementPath, FoundField, Group, Kind, Piano, Valore, description_at,
};
use pairs::Pairs;
use side::Side;

/// A difference between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The names that lead, in the plan before, to the element that changes; for an addition, to what
    /// holds it.
    pub address: ElementPath,
    /// The names that lead to the element in the plan after; for a suppressed one, in the plan before.
    pub element: ElementPath,
    /// The keys of the field; empty when it is the element itself that changes.
    pub field: Vec<String>,
    /// What changes.
    pub change: Change,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A value: the one before and the one after.
    Value {
        /// The one before; `None` when the plan had none.
        before: Option<Valore>,
        /// The one after; `None` when the plan has none.
        after: Option<Valore>,
    },
    /// An element is new.
    Added {
        /// The element.
        value: Valore,
        /// Where it stands.
        position: Option<Position>,
    },
    /// An element of the plan before is gone.
    Suppressed {
        /// The element.
        value: Valore,
    },
    /// An element stands elsewhere.
    Moved {
        /// The name of what stood right before it; `None` when it was the first.
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
    /// Right after the element of this name.
    After(String),
    /// Right before it.
    Before(String),
}

/// What is known of how one plan became the other; elements are given by the names that lead to them.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// The elements that are still there: for each, its path before and its path after.
    pub kept: Vec<(ElementPath, ElementPath)>,
    /// The elements that an act suppressed: a new element with the same code is a different one, and is not
    /// paired with it.
    pub suppressed: HashSet<ElementPath>,
    /// What an act added.
    pub added: HashSet<ElementPath>,
    /// What an act moved, by the names it had.
    pub moved: HashSet<ElementPath>,
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

/// As [`differences`], when it is known how one plan became the other.
pub(crate) fn differences_with_history(
    before: &Piano,
    after: &Piano,
    history: &History,
) -> Vec<Difference> {
    let [before, after] = [before, after].map(|piano| {
        let mut value = piano.valore().unwrap_or(Valore::Group(Group::default()));
        // Which amendments a plan names, and which warnings it accepts, is no part of what it says.
        if let Valore::Group(group) = &mut value {
            group.remove("variazioni");
            group.remove("accettati");
        }
        value
    });
    let (before, after) = (Side::new(&before), Side::new(&after));
    let moved_by_act = (0..before.elements().len())
        .filter(|_| !history.moved.is_empty())
        .filter(|number| history.moved.contains(&before.path_of(Some(*number))))
        .collect();
    let mut comparison = PlanComparison {
        pairs: Pairs::new(&before, &after, history),
        moved_by_act,
        before,
        after,
        already_moved: HashSet::new(),
        renames: Vec::new(),
        others: Vec::new(),
        suppressions: Vec::new(),
    };
    comparison.compare_elements(None, None);
    let PlanComparison {
        mut renames,
        others,
        suppressions,
        ..
    } = comparison;
    renames.extend(others);
    renames.extend(suppressions);
    renames
}

struct PlanComparison<'a> {
    before: Side<'a>,
    after: Side<'a>,
    pairs: Pairs,
    /// What an act is known to have moved.
    moved_by_act: HashSet<usize>,
    /// What has moved already.
    already_moved: HashSet<usize>,
    /// New codes come first, so that the rest can speak of elements by the codes they will have.
    renames: Vec<Difference>,
    others: Vec<Difference>,
    /// Suppressions go last, when what the element held has moved out.
    suppressions: Vec<Difference>,
}

/// Two elements whose fields are compared; `None` is the plan itself.
struct ComparedFields<'a> {
    before: Option<usize>,
    after: Option<usize>,
    /// The keys of the lists that are compared entry by entry, each with its differences.
    by_entry: &'a [&'a [&'a str]],
}

impl PlanComparison<'_> {
    /// Compares two paired elements; `None` is the plan itself.
    fn compare_elements(&mut self, before: Option<usize>, after: Option<usize>) {
        let (old, new) = (self.before.value(before), self.after.value(after));
        let kind = after.map(|number| self.after.kind(number));
        let children: Vec<ElementKind> = ElementKind::held_by(kind)
            .filter(|child| self.is_compared_by_entry(before, after, *child))
            .collect();
        let paths: Vec<&[&str]> = children.iter().map(|child| child.list_keys()).collect();
        let fields = ComparedFields {
            before,
            after,
            by_entry: &paths,
        };
        let description = kind.map_or(Piano::KIND, ElementKind::description);
        self.compare_fields(
            &fields,
            Vec::new(),
            Some(description),
            [Some(old), Some(new)],
        );
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
        self.before.has_distinct_names(before, kind) && self.after.has_distinct_names(after, kind)
    }

    /// Compares the values of a field, key by key where the keys are the plan's own. `kind` is what the
    /// plan may hold there; `None` for a key that it does not know.
    fn compare_fields(
        &mut self,
        fields: &ComparedFields<'_>,
        field: Vec<String>,
        kind: Option<Kind>,
        values: [Option<&Valore>; 2],
    ) {
        if fields.by_entry.iter().any(|keys| field.iter().eq(*keys)) {
            return;
        }
        if let [Some(Valore::Group(old)), Some(Valore::Group(new))] = values
            && is_compared_by_key(kind, old, new)
        {
            let added = new.iter().filter(|(key, _)| old.get(key).is_none());
            for (key, _) in old.iter().chain(added) {
                let inner = kind
                    .and_then(|kind| kind.find([key]))
                    .map(|found| found.kind);
                let field = field.iter().cloned().chain([key.to_owned()]).collect();
                self.compare_fields(fields, field, inner, [old.get(key), new.get(key)]);
            }
            return;
        }
        let [old, new] = values;
        if old == new {
            return;
        }
        let is_new_code = field == ["codice"] && fields.after.is_some();
        let difference = Difference {
            address: self.before.path_of(fields.before),
            element: self.after.path_of(fields.after),
            field,
            change: Change::Value {
                before: old.cloned(),
                after: new.cloned(),
            },
        };
        if is_new_code {
            self.renames.push(difference);
        } else {
            self.others.push(difference);
        }
    }

    /// Compares the lists of a kind in two paired elements.
    ///
    /// A list is told by its entries: which are new, which stand elsewhere, which are gone. The entries
    /// that stay in place are chosen first, as many as can be: from A, B, C, D to B, C, D, A only A moves.
    /// The others are told from the first to the last, each as standing after the one that precedes it,
    /// which is in its place by then. `names` follows the list as the differences told so far leave it: for
    /// the first entry there is none to stand after, and it stands before whatever is first at that
    /// moment.
    fn compare_lists(&mut self, before: Option<usize>, after: Option<usize>, kind: ElementKind) {
        let old = self.before.list(before, kind).to_vec();
        let new = self.after.list(after, kind).to_vec();
        let unmoved = self.unmoved(&old, &new);
        let name = |side: &Side<'_>, number: usize| side.name(number).to_owned();
        let mut names: Vec<String> = old
            .iter()
            .filter(|number| !self.already_moved.contains(number))
            .map(|number| match self.pairs.after_of.get(number) {
                Some(partner) => name(&self.after, *partner),
                None => name(&self.before, *number),
            })
            .collect();
        let mut previous: Option<String> = None;
        for number in new {
            let own_name = name(&self.after, number);
            let partner = self.pairs.before_of.get(&number).copied();
            if !unmoved.contains(&number) {
                names.retain(|other| *other != own_name);
                let position = match &previous {
                    Some(other) => Some(Position::After(other.clone())),
                    None => names.first().cloned().map(Position::Before),
                };
                let place = match &previous {
                    Some(other) => names.iter().position(|n| n == other).map_or(0, |p| p + 1),
                    None => 0,
                };
                names.insert(place, own_name.clone());
                match partner {
                    Some(partner) => self.push_moved(partner, number, before, position),
                    None => self.push_added(number, before, position),
                }
            }
            match partner {
                Some(partner) => self.compare_elements(Some(partner), Some(number)),
                None => self.compare_moved_into(number),
            }
            previous = Some(own_name);
        }
        for number in old {
            if !self.pairs.after_of.contains_key(&number) {
                self.push_suppressed(number);
            }
        }
    }

    /// Records, inside a new element, the elements that moved there from elsewhere in the plan.
    fn compare_moved_into(&mut self, after: usize) {
        let kind = self.after.kind(after);
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
                previous = Some(self.after.name(number).to_owned());
            }
        }
    }

    /// The first element of a kind, inside a new element, that is itself new.
    fn first_new(&self, container: usize, kind: ElementKind) -> Option<String> {
        self.after
            .list(Some(container), kind)
            .iter()
            .find(|number| !self.pairs.before_of.contains_key(number))
            .map(|number| self.after.name(*number).to_owned())
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
        let has_new_container = self.before.elements()[before].container != container;
        let name = self.after.elements()[after]
            .container
            .filter(|_| has_new_container)
            .map(|number| self.after.name(number).to_owned());
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

    /// The name of what stood right before an element.
    fn previous_name(&self, before: usize) -> Option<String> {
        let element = &self.before.elements()[before];
        let list = self.before.list(element.container, element.kind);
        let place = list.iter().position(|number| *number == before)?;
        let previous = list[place.checked_sub(1)?];
        Some(self.before.name(previous).to_owned())
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

    /// The elements of a list that stay in place: the longest run in unchanged order, containing all those
    /// that no act moved when these keep their order. Without that, an act that moves C before A and B, of
    /// two, might be told as moving A and B.
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

    /// Drops the elements that an act moved across one that no act moved, so that every longest run keeps
    /// all the unmoved ones.
    fn around_unmoved(&self, kept: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let is_moved = |number: &usize| {
            let partner = self.pairs.before_of.get(number);
            partner.is_some_and(|partner| self.moved_by_act.contains(partner))
        };
        let unmoved: Vec<usize> = kept
            .iter()
            .filter(|(_, number)| !is_moved(number))
            .map(|(place, _)| *place)
            .collect();
        let none_moved = unmoved.len() == kept.len();
        if none_moved || !unmoved.is_sorted() {
            return kept;
        }
        let mut passed = 0;
        let stays_between = |(place, number): &(usize, usize)| {
            if !is_moved(number) {
                passed += 1;
                return true;
            }
            let is_after_the_last = passed == 0 || unmoved[passed - 1] < *place;
            is_after_the_last && unmoved.get(passed).is_none_or(|next| *place < *next)
        };
        kept.into_iter().filter(stays_between).collect()
    }
}

/// Whether the keys of two groups are compared one by one.
///
/// Periods are texts of any shape (`I semestre 2021`), which the `campo` of an amendment, with its points,
/// could not name: their group is one value. So are years in an order that setting them one by one would
/// not give: years print in the order of the plan, and a new one goes last. With 2021 and 2022 before,
/// 2021, 2022, 2023 is told as one new year; 2020, 2021, 2022 as another value of the field.
fn is_compared_by_key(kind: Option<Kind>, old: &Group, new: &Group) -> bool {
    let keys =
        |group: &'_ Group| -> Vec<String> { group.iter().map(|(key, _)| key.to_owned()).collect() };
    match kind.map(Kind::of_groups) {
        Some(Kind::PerPeriod(_)) => false,
        Some(Kind::PerYear(_)) => {
            let (old, new) = (keys(old), keys(new));
            let kept = old.iter().filter(|key| new.contains(key));
            let added = new.iter().filter(|key| !old.contains(key));
            kept.chain(added).eq(&new)
        }
        _ => true,
    }
}

impl Difference {
    /// What the field is, with the words for its keys; `None` for what the plan does not know. The field
    /// of an element itself is the element.
    pub fn described(&self) -> Option<FoundField> {
        description_at(&self.element).find(self.field.iter().map(String::as_str))
    }
}

/// The values of the longest increasing run, by key.
fn longest_increasing(pairs: &[(usize, usize)]) -> Vec<usize> {
    // The classic search by patience: `last[n]` is the place of the smallest key that ends a run of n + 1,
    // `previous` links each entry to the one before it in its run. A smaller key at the end leaves more
    // room for what follows, and the run is read backwards from the end of the longest.
    let mut last: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (place, (key, _)) in pairs.iter().enumerate() {
        let length = last.partition_point(|latest| pairs[*latest].0 < *key);
        previous.push(length.checked_sub(1).map(|n| last[n]));
        if length == last.len() {
            last.push(place);
        } else {
            last[length] = place;
        }
    }
    let end = last.last().copied();
    std::iter::successors(end, |place| previous[*place])
        .map(|place| pairs[place].1)
        .collect()
}
