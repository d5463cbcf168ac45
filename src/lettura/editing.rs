//! Editing a tree: grafting the nodes of another one, adding and removing keys and entries. A grafted
//! node keeps its place in its own text; a new node takes the place of the node that it comes from.

use super::tree::{Node, NodeData, NodeKind, SyntaxTree};
use crate::rilievi::Source;

impl SyntaxTree {
    /// Replaces the repeated uses of an anchored node with copies, so that every node has one parent:
    /// otherwise changing an objective would change the others that repeat its values.
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

    /// Adds all nodes of another tree. Gives the offset to add to the node numbers of that tree.
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

    /// Adds a scalar to be used as a key, at the place of the node `origin`.
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

    /// Adds an empty group, at the place of the node `origin`.
    pub fn new_group(&mut self, origin: Node) -> Node {
        let entry = NodeData {
            kind: NodeKind::Group(Vec::new()),
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// Adds an empty list, at the place of the node `origin`.
    pub fn new_list(&mut self, origin: Node) -> Node {
        let entry = NodeData {
            kind: NodeKind::List(Vec::new()),
            ..self.nodes[origin].clone()
        };
        self.add_node(entry)
    }

    /// Adds a text, at the place of the node `origin`.
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

    /// Sets the value of a key in a group; the node `key` is added when the group has no key of its name.
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

    /// Removes a key from a group.
    pub fn remove_key(&mut self, group: Node, name: &str) {
        let Some((key, _)) = self.find_key(group, name) else {
            return;
        };
        if let NodeKind::Group(keys) = &mut self.nodes[group].kind {
            keys.retain(|(other, _)| *other != key);
        }
    }

    /// Inserts an entry in a list, at a position from 0; past the end it becomes the last.
    pub fn insert_entry(&mut self, list: Node, index: usize, entry: Node) {
        if let NodeKind::List(entries) = &mut self.nodes[list].kind {
            entries.insert(index.min(entries.len()), entry);
        }
    }

    /// Removes an entry from a list.
    pub fn remove_entry(&mut self, list: Node, entry: Node) {
        if let NodeKind::List(entries) = &mut self.nodes[list].kind {
            entries.retain(|other| *other != entry);
        }
    }

    /// Whether the tree has a node of this number.
    pub fn has_node(&self, node: Node) -> bool {
        node < self.nodes.len()
    }

    /// The text that the tree was first read from.
    pub fn source(&self) -> &Source {
        &self.sources[0]
    }

    /// The entries of a list; empty when the node is not a list.
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
