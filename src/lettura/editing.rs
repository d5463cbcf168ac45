//! Changing a tree: what another tree says takes a place in it, and keeps its own.

use super::tree::{Node, NodeData, NodeKind, SyntaxTree};
use crate::rilievi::Source;

impl SyntaxTree {
    /// Makes every node stand in one place only: what an anchor repeats becomes a copy.
    pub fn copy_repeated_nodes(&mut self) {
        let mut seen = vec![false; self.nodes.len()];
        self.root = self.copy_if_seen(self.root, &mut seen);
    }

    fn copy_if_seen(&mut self, node: Node, seen: &mut Vec<bool>) -> Node {
        let node = match seen.get_mut(node) {
            Some(is_seen) if !*is_seen => {
                *is_seen = true;
                node
            }
            _ => self.add_node(self.nodes[node].clone()),
        };
        let kind = match self.nodes[node].kind.clone() {
            NodeKind::Scalar { .. } => return node,
            NodeKind::List(entries) => NodeKind::List(
                entries
                    .into_iter()
                    .map(|entry| self.copy_if_seen(entry, seen))
                    .collect(),
            ),
            NodeKind::Group(keys) => NodeKind::Group(
                keys.into_iter()
                    .map(|(key, value)| (key, self.copy_if_seen(value, seen)))
                    .collect(),
            ),
        };
        self.nodes[node].kind = kind;
        node
    }

    /// Takes in all the nodes of another tree; returns how much their numbers grow.
    pub fn graft(&mut self, other: &Self) -> usize {
        let offset = self.nodes.len();
        let sources = u16::try_from(self.sources.len()).expect("fewer texts than a u16 counts");
        self.sources.extend(other.sources.iter().cloned());
        self.nodes.extend(other.nodes.iter().map(|entry| {
            NodeData {
                kind: match &entry.kind {
                    NodeKind::List(entries) => {
                        NodeKind::List(entries.iter().map(|value| value + offset).collect())
                    }
                    NodeKind::Group(keys) => NodeKind::Group(
                        keys.iter()
                            .map(|(key, value)| (key + offset, value + offset))
                            .collect(),
                    ),
                    scalar => scalar.clone(),
                },
                source_index: entry.source_index + sources,
                ..entry.clone()
            }
        }));
        offset
    }

    /// A key like `nome` that stands where another node does.
    pub fn new_key(&mut self, name: &str, origin: Node) -> Node {
        let kind = NodeKind::Scalar {
            text: name.to_owned(),
            is_plain: false,
        };
        let entry = NodeData {
            kind,
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// An empty group that stands where another node does.
    pub fn new_group(&mut self, origin: Node) -> Node {
        let entry = NodeData {
            kind: NodeKind::Group(Vec::new()),
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// An empty list that stands where another node does.
    pub fn new_list(&mut self, origin: Node) -> Node {
        let entry = NodeData {
            kind: NodeKind::List(Vec::new()),
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// A text that stands where another node does.
    pub fn new_text(&mut self, text: String, origin: Node) -> Node {
        let entry = NodeData {
            kind: NodeKind::Scalar {
                text,
                is_plain: false,
            },
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// Gives a key of a group a value; `chiave` is the node of the key when the group lacks it.
    pub fn set_key(&mut self, group: Node, key: Node, value: Node) {
        let name = self.text(key).unwrap_or_default().to_owned();
        let known = self.find_key(group, &name).map(|(known, _)| known);
        let NodeKind::Group(keys) = &mut self.nodes[group].kind else {
            return;
        };
        match keys.iter_mut().find(|(other, _)| Some(*other) == known) {
            Some((_, previous)) => *previous = value,
            None => keys.push((key, value)),
        }
    }

    /// Takes a key out of a group.
    pub fn remove_key(&mut self, group: Node, name: &str) {
        let Some((key, _)) = self.find_key(group, name) else {
            return;
        };
        if let NodeKind::Group(keys) = &mut self.nodes[group].kind {
            keys.retain(|(other, _)| *other != key);
        }
    }

    /// Puts a node in a list, at a place from 0.
    pub fn insert_entry(&mut self, list: Node, index: usize, entry: Node) {
        if let NodeKind::List(entries) = &mut self.nodes[list].kind {
            entries.insert(index.min(entries.len()), entry);
        }
    }

    /// Takes a node out of a list.
    pub fn remove_entry(&mut self, list: Node, entry: Node) {
        if let NodeKind::List(entries) = &mut self.nodes[list].kind {
            entries.retain(|other| *other != entry);
        }
    }

    /// Whether a node of that number is in the tree.
    pub fn has_node(&self, node: Node) -> bool {
        node < self.nodes.len()
    }

    /// The text that the tree was first read from.
    pub fn source(&self) -> &Source {
        &self.sources[0]
    }

    /// The entries of a list; none for what is no list.
    pub fn entries(&self, node: Node) -> &[Node] {
        match self.kind(node) {
            NodeKind::List(list) => list,
            _ => &[],
        }
    }

    fn add_node(&mut self, entry: NodeData) -> Node {
        self.nodes.push(entry);
        self.nodes.len() - 1
    }
}
