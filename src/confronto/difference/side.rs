//! One of the two plans that are compared, its elements numbered.

use std::collections::{HashMap, HashSet};

use crate::piano::{Element, ElementIndex, ElementKind, ElementPath, Valore, ValoreNode};

/// One of the two plans, its elements numbered.
pub(crate) struct Side<'a> {
    piano: &'a Valore,
    index: ElementIndex<ValoreNode<'a>>,
}

impl<'a> Side<'a> {
    /// Numbers the elements of a plan.
    pub(crate) fn new(piano: &'a Valore) -> Self {
        Self {
            piano,
            index: ElementIndex::new(&ValoreNode(piano)),
        }
    }

    /// The elements, by their numbers.
    pub(crate) fn elements(&self) -> &[Element<ValoreNode<'a>>] {
        self.index.elements()
    }

    /// The kind of an element.
    pub(crate) fn kind(&self, number: usize) -> ElementKind {
        self.elements()[number].kind
    }

    /// The code or title of an element.
    pub(crate) fn name(&self, number: usize) -> &str {
        &self.elements()[number].identity
    }

    /// The elements of a kind that an element contains; `None` stands for the plan.
    pub(crate) fn list(&self, container: Option<usize>, kind: ElementKind) -> &[usize] {
        self.index.list(container, kind)
    }

    /// The value of an element, or of the plan.
    pub(crate) fn value(&self, number: Option<usize>) -> &'a Valore {
        number.map_or(self.piano, |number| self.elements()[number].node.0)
    }

    /// The names that lead to an element, or to the plan.
    pub(crate) fn path_of(&self, number: Option<usize>) -> ElementPath {
        self.index.path_of_number(number)
    }

    /// The value of an element, without the nested elements that are paired with the other plan: those are
    /// reported as moved.
    pub(crate) fn without_known(&self, known: &HashMap<usize, usize>, number: usize) -> Valore {
        let mut value = self.value(Some(number)).clone();
        let Valore::Group(group) = &mut value else {
            return value;
        };
        for child in ElementKind::held_by(Some(self.kind(number))).filter(|child| child.has_code())
        {
            let remaining: Vec<Valore> = self
                .list(Some(number), child)
                .iter()
                .filter(|number| !known.contains_key(number))
                .map(|number| self.without_known(known, *number))
                .collect();
            let [key] = child.list_keys() else { continue };
            if let Some(list) = group.get_mut(key) {
                *list = Valore::List(remaining);
            }
        }
        value
    }

    /// Whether an element has a list of a kind, made of entries each with a name of its own: only then can
    /// differences say which entry they mean.
    pub(crate) fn has_distinct_names(&self, container: Option<usize>, kind: ElementKind) -> bool {
        let list = self.list(container, kind);
        let value = self.value(container).find(kind.list_keys().iter().copied());
        let Some(Valore::List(entries)) = value else {
            return false;
        };
        let mut names = HashSet::new();
        entries.len() == list.len() && list.iter().all(|number| names.insert(self.name(*number)))
    }
}
