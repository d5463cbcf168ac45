//! What stands at a place of a plan's text, in the words by which amendments address it.

use std::sync::Arc;

use super::tree::{Node, NodeKind, SyntaxTree};
use crate::piano::{Element, ElementIndex};
use crate::rilievi::{Location, Report, Rilievo};

/// The nodes of a tree by their places, each with the one that holds it.
struct Places<'a> {
    tree: &'a SyntaxTree,
    elements: ElementIndex<Node>,
    /// The nodes in the order of the texts, those that hold others first.
    by_place: Vec<Node>,
    /// For each node what holds it: the key, if any, and the list or group.
    holders: Vec<Option<(Option<Node>, Node)>>,
}

/// Adds to each finding what stands at its place in a plan, unless it says what it is about.
pub(crate) fn with_places(report: Report, tree: &SyntaxTree) -> Report {
    let places = tree.places();
    let place = |location: &Location| places.name_of(location);
    report
        .into_rilievi()
        .into_iter()
        .map(|rilievo| Rilievo {
            place: rilievo
                .place
                .or_else(|| rilievo.location.as_ref().and_then(place)),
            ..rilievo
        })
        .collect()
}

impl SyntaxTree {
    /// The nodes by their places.
    fn places(&self) -> Places<'_> {
        let mut places = Places {
            tree: self,
            elements: ElementIndex::new(self),
            by_place: Vec::new(),
            holders: vec![None; self.nodes.len()],
        };
        places.collect(self.root());
        places.by_place.sort_by_key(|node| {
            let data = &self.nodes[*node];
            (
                data.source_index,
                data.span.start,
                std::cmp::Reverse(data.span.end),
            )
        });
        places
    }
}

impl Places<'_> {
    fn collect(&mut self, node: Node) {
        self.by_place.push(node);
        let held: Vec<(Option<Node>, Node)> = match self.tree.kind(node) {
            NodeKind::Scalar { .. } => Vec::new(),
            NodeKind::List(entries) => entries.iter().map(|entry| (None, *entry)).collect(),
            NodeKind::Group(keys) => keys
                .iter()
                .map(|(key, value)| (Some(*key), *value))
                .collect(),
        };
        for (key, value) in held {
            self.by_place.extend(key);
            // A key stands for its value; a value that aliases repeat stands where it is met first.
            if let Some(key) = key {
                self.holders[key] = Some((Some(key), node));
            }
            if self.holders[value].is_none() {
                self.holders[value] = Some((key, node));
                self.collect(value);
            }
        }
    }

    /// What stands at a place, or `None` for one outside the plan: `indicatore A1.1, fonte`,
    /// `atti.preventivo_economico.anno`.
    fn name_of(&self, location: &Location) -> Option<String> {
        let mut node = self.node_at(location)?;
        let mut keys = Vec::new();
        loop {
            if let Some(element) = self.elements.at_node(node) {
                return Some(self.named(element, keys));
            }
            let Some((key, holder)) = self.holders[node] else {
                break;
            };
            keys.extend(key.and_then(|key| self.tree.text(key)));
            node = holder;
        }
        keys.reverse();
        (!keys.is_empty()).then(|| keys.join("."))
    }

    /// The innermost node at a place: the one that it is, or the one that it is a part of.
    fn node_at(&self, location: &Location) -> Option<Node> {
        let source = self
            .tree
            .sources
            .iter()
            .position(|source| Arc::ptr_eq(source, &location.source))?;
        let span = &location.span;
        let end = self.by_place.partition_point(|node| {
            let data = &self.tree.nodes[*node];
            (usize::from(data.source_index), data.span.start) <= (source, span.start)
        });
        let candidates = self.by_place[..end].iter().rev().copied();
        let mut holding = candidates
            .take_while(|node| usize::from(self.tree.nodes[*node].source_index) == source)
            .filter(|node| self.tree.nodes[*node].span.end >= span.end);
        holding.next()
    }

    fn named(&self, element: &Element<Node>, mut keys: Vec<&str>) -> String {
        keys.reverse();
        let path = self.elements.path_of(element.node).unwrap_or_default();
        // A code says enough; a title may be that of another element elsewhere.
        let from = path
            .iter()
            .rposition(|(kind, _)| kind.has_code())
            .unwrap_or_default();
        let names = path[from..]
            .iter()
            .map(|(kind, name)| format!("{} {name}", kind.noun()));
        let field = (!keys.is_empty()).then(|| keys.join("."));
        names.chain(field).collect::<Vec<_>>().join(", ")
    }
}
