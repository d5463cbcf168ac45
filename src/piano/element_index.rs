//! The elements of a plan, found by one walk whatever the plan is held in.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use super::element::{ElementKind, ElementPath};
use super::valore::Valore;

/// A form in which a plan is held as keys with values: the tree of its text, or its typed values.
pub(crate) trait PlanTree {
    /// A value in it.
    type Node: Copy + Eq + Hash;

    /// The plan itself.
    fn top(&self) -> Self::Node;

    /// The value of a key of a group.
    fn value_of(&self, group: Self::Node, key: &str) -> Option<Self::Node>;

    /// The entries of a list; none if the node is not a list.
    fn entries_of(&self, list: Self::Node) -> impl Iterator<Item = Self::Node>;

    /// The words of a text.
    fn text_of(&self, node: Self::Node) -> Option<&str>;

    /// The value that some keys lead to.
    fn value_at(&self, node: Self::Node, keys: &[&str]) -> Option<Self::Node> {
        keys.iter()
            .try_fold(node, |node, key| self.value_of(node, key))
    }
}

/// A value where it stands in a plan: two equal texts in two places are two of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValoreNode<'a>(pub &'a Valore);

impl PartialEq for ValoreNode<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

impl Eq for ValoreNode<'_> {}

impl Hash for ValoreNode<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::hash(self.0, state);
    }
}

impl<'a> PlanTree for ValoreNode<'a> {
    type Node = Self;

    fn top(&self) -> Self {
        *self
    }

    fn value_of(&self, group: Self, key: &str) -> Option<Self> {
        group.0.get(key).map(Self)
    }

    fn entries_of(&self, list: Self) -> impl Iterator<Item = Self> {
        let entries: &'a [Valore] = list.0.entries();
        entries.iter().map(Self)
    }

    fn text_of(&self, node: Self) -> Option<&str> {
        node.0.text()
    }
}

/// An element of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Element<N> {
    /// Its kind.
    pub kind: ElementKind,
    /// Its code or title.
    pub identity: String,
    /// Its node.
    pub node: N,
    /// The list where it stands.
    pub list: N,
    /// The number of the element that contains it; `None` for what stands directly in the plan.
    pub container: Option<usize>,
}

/// The elements of a plan, numbered in the order of the walk: each right before those that it contains.
/// One without a text for its identity is no element, as a plan that is being written may have.
#[derive(Debug)]
pub(crate) struct ElementIndex<N> {
    elements: Vec<Element<N>>,
    by_node: HashMap<N, usize>,
    by_identity: HashMap<(ElementKind, String), Vec<usize>>,
    lists: HashMap<(Option<usize>, ElementKind), Vec<usize>>,
}

impl<N: Copy + Eq + Hash> ElementIndex<N> {
    /// Finds the elements of a plan.
    pub(crate) fn new(tree: &impl PlanTree<Node = N>) -> Self {
        let mut index = Self {
            elements: Vec::new(),
            by_node: HashMap::new(),
            by_identity: HashMap::new(),
            lists: HashMap::new(),
        };
        index.collect(tree, tree.top(), None);
        index
    }

    fn collect(&mut self, tree: &impl PlanTree<Node = N>, node: N, container: Option<usize>) {
        let kind = container.map(|number| self.elements[number].kind);
        for kind in ElementKind::held_by(kind) {
            let Some(list) = tree.value_at(node, kind.list_keys()) else {
                continue;
            };
            let identity_key = kind.identity_key();
            let mut numbers = Vec::new();
            for entry in tree.entries_of(list) {
                let identity = tree.value_of(entry, identity_key);
                let Some(identity) = identity.and_then(|value| tree.text_of(value)) else {
                    continue;
                };
                let number = self.elements.len();
                let name = (kind, identity.to_owned());
                self.elements.push(Element {
                    kind,
                    identity: identity.to_owned(),
                    node: entry,
                    list,
                    container,
                });
                self.by_node.insert(entry, number);
                self.by_identity.entry(name).or_default().push(number);
                numbers.push(number);
                self.collect(tree, entry, Some(number));
            }
            self.lists.insert((container, kind), numbers);
        }
    }

    /// All the elements, by their numbers.
    pub(crate) fn elements(&self) -> &[Element<N>] {
        &self.elements
    }

    /// The numbers of the elements of a kind that an element contains, in order; with `None`, those that
    /// the plan contains directly.
    pub(crate) fn list(&self, container: Option<usize>, kind: ElementKind) -> &[usize] {
        let numbers = self.lists.get(&(container, kind));
        numbers.map_or(&[], Vec::as_slice)
    }

    /// The element at a node, if the node is an element.
    pub(crate) fn at_node(&self, node: N) -> Option<&Element<N>> {
        let number = self.by_node.get(&node)?;
        Some(&self.elements[*number])
    }

    /// The first element that some names lead to; `None` for the plan itself.
    pub(crate) fn at_path(&self, path: &[(ElementKind, String)]) -> Option<&Element<N>> {
        let number = path.iter().try_fold(None, |container, (kind, name)| {
            let mut numbers = self.list(container, *kind).iter().copied();
            let number = numbers.find(|number| self.elements[*number].identity == *name)?;
            Some(Some(number))
        })?;
        Some(&self.elements[number?])
    }

    /// The elements of a kind with a name, within another element or anywhere.
    pub(crate) fn with_name(
        &self,
        kind: ElementKind,
        name: &str,
        within: Option<N>,
    ) -> Vec<&Element<N>> {
        self.by_identity
            .get(&(kind, name.to_owned()))
            .into_iter()
            .flatten()
            .map(|number| &self.elements[*number])
            .filter(|element| within.is_none_or(|node| self.is_within(element, node)))
            .collect()
    }

    /// The elements of a kind, within another element or anywhere.
    pub(crate) fn of_kind(
        &self,
        kind: ElementKind,
        within: Option<N>,
    ) -> impl Iterator<Item = &Element<N>> {
        self.elements.iter().filter(move |element| {
            element.kind == kind && within.is_none_or(|node| self.is_within(element, node))
        })
    }

    /// The elements that an element contains, and those that they contain.
    pub(crate) fn within(&self, node: N) -> impl Iterator<Item = &Element<N>> {
        let elements = self.elements.iter();
        elements.filter(move |element| self.is_within(element, node))
    }

    /// The names of the elements of a kind, within another element or anywhere.
    pub(crate) fn names(&self, kind: ElementKind, within: Option<N>) -> impl Iterator<Item = &str> {
        let elements = self.of_kind(kind, within);
        elements.map(|element| element.identity.as_str())
    }

    /// The names that lead to a node; `None` for a node that is no element.
    pub(crate) fn path_of(&self, node: N) -> Option<ElementPath> {
        let number = self.by_node.get(&node)?;
        Some(self.path_of_number(Some(*number)))
    }

    /// The names that lead to the element of a number; with `None`, to the plan itself.
    pub(crate) fn path_of_number(&self, number: Option<usize>) -> ElementPath {
        let mut path: ElementPath = self
            .numbers_outwards(number)
            .map(|number| {
                let element = &self.elements[number];
                (element.kind, element.identity.clone())
            })
            .collect();
        path.reverse();
        path
    }

    /// The elements that another index of the same nodes still has: for each, its path here and its path
    /// there.
    pub(crate) fn kept_in(&self, after: &Self) -> Vec<(ElementPath, ElementPath)> {
        let nodes = self.elements.iter().map(|element| element.node);
        nodes
            .filter_map(|node| Some((self.path_of(node)?, after.path_of(node)?)))
            .collect()
    }

    /// The number of an element and of those that contain it, from the innermost.
    fn numbers_outwards(&self, number: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(number, |number| self.elements[*number].container)
    }

    fn is_within(&self, element: &Element<N>, node: N) -> bool {
        let mut containers = self.numbers_outwards(element.container);
        containers.any(|number| self.elements[number].node == node)
    }
}
