//! The YAML text as a tree in which every node knows its place. After an amendment is applied, the
//! tree holds nodes of several texts, and each node keeps its place in the text that it came from:
//! a finding about an amended value points into the amendment.

use std::ops::Range;
use std::sync::Arc;

use super::structure::FileShape;
use super::tree_builder::TreeBuilder;
use crate::piano::{Field, Kind};
use crate::rilievi::{Location, Report, Rilievo, Source};

/// How many nodes a file may hold once its anchors are expanded.
const MAX_NODES: usize = 2_000_000;

/// The number of a node in its tree.
pub(crate) type Node = usize;

/// What a node is.
#[derive(Debug, Clone)]
pub enum NodeKind {
    /// A scalar: its text, and whether it was typed without quotes.
    Scalar {
        /// The text, after folding and unquoting.
        text: String,
        /// Typed without quotes and without a block.
        is_plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A group of keys, each with the node of the key and that of the value.
    Group(Vec<(Node, Node)>),
}

#[derive(Debug, Clone)]
pub(super) struct NodeData {
    pub(super) kind: NodeKind,
    pub(super) span: Range<usize>,
    /// Index of its text among the sources of the tree.
    pub(super) source_index: u16,
}

/// A scalar that is a value and not a key, with the keys that lead to it; positions in lists are left out.
#[derive(Debug, Clone, Copy)]
pub struct TextValue<'a> {
    /// Its node.
    pub node: Node,
    /// The text.
    pub text: &'a str,
    /// Typed without quotes and without a block.
    pub is_plain: bool,
    /// The key that it is the value of.
    pub key: &'a str,
}

/// A text of a plan that is a value, with the fields that lead to it, from the outermost.
#[derive(Debug, Clone)]
pub struct FieldText<'a> {
    /// Its node.
    pub node: Node,
    /// The text.
    pub text: &'a str,
    /// The fields; none beyond a key that the plan does not know.
    pub fields: Vec<&'static Field>,
}

/// A tree with the texts that its nodes come from, the original one first.
#[derive(Debug, Clone)]
pub struct SyntaxTree {
    pub(super) sources: Vec<Arc<Source>>,
    pub(super) nodes: Vec<NodeData>,
    pub(super) root: Node,
}

impl SyntaxTree {
    /// Parses a text into a tree. The report holds the errors that still leave a tree: duplicate keys,
    /// texts that YAML cuts.
    ///
    /// # Errors
    /// Errors that leave no tree: of syntax, too much depth, too many nodes.
    pub fn parse(source: Arc<Source>, shape: &FileShape) -> Result<(Self, Report), Report> {
        let builder = TreeBuilder::new(&source, shape);
        let (entries, root, report) = builder.build()?;
        let tree = Self {
            sources: vec![source],
            nodes: entries,
            root,
        };
        if tree.remaining_nodes(tree.root, MAX_NODES).is_none() {
            return Err(
                Rilievo::error("le ancore del file, espanse, danno troppi valori")
                    .at(tree.location(tree.root))
                    .with_regola(format!("un piano non può avere più di {MAX_NODES} valori"))
                    .into(),
            );
        }
        Ok((tree, report))
    }

    /// The node of the whole file.
    pub fn root(&self) -> Node {
        self.root
    }

    /// What a node is.
    pub fn kind(&self, node: Node) -> &NodeKind {
        &self.nodes[node].kind
    }

    /// Where a node stands.
    pub fn location(&self, node: Node) -> Location {
        let entry = &self.nodes[node];
        Location {
            source: Arc::clone(&self.sources[usize::from(entry.source_index)]),
            span: entry.span.clone(),
        }
    }

    /// Whether a node stands in the text that the tree was first read from.
    pub fn is_original(&self, node: Node) -> bool {
        self.nodes[node].source_index == 0
    }

    /// Where a character of a scalar's text stands in the file; the place of the whole scalar when the
    /// file does not hold that character as such, but an escape of it.
    pub fn location_of_character(&self, node: Node, character: char) -> Location {
        let location = self.location(node);
        let written = &location.source.text()[location.span.clone()];
        match written.find(character) {
            Some(place) => {
                let start = location.span.start + place;
                Location {
                    span: start..start + character.len_utf8(),
                    ..location
                }
            }
            None => location,
        }
    }

    /// Where a part of a scalar's text stands in the file; the place of the whole scalar when the file
    /// writes that part otherwise, with escapes. Line ends may separate the words there.
    pub fn location_of_fragment(&self, node: Node, fragment: &str) -> Location {
        let location = self.location(node);
        if fragment.trim().is_empty() {
            return location;
        }
        let written = &location.source.text()[location.span.clone()];
        let words: Vec<&str> = fragment.split_whitespace().collect();
        let found = written
            .match_indices(words.first().copied().unwrap_or(fragment))
            .find_map(|(start, _)| Some(start..start + written_length(&written[start..], &words)?));
        match found {
            Some(place) => {
                let offset = location.span.start;
                Location {
                    span: offset + place.start..offset + place.end,
                    ..location
                }
            }
            None => location,
        }
    }

    /// The text of a scalar; `None` for a list or a group.
    pub fn text(&self, node: Node) -> Option<&str> {
        match self.kind(node) {
            NodeKind::Scalar { text: typed, .. } => Some(typed),
            _ => None,
        }
    }

    /// The entry of a key in a group: the node of the key and that of its value.
    pub fn find_key(&self, node: Node, name: &str) -> Option<(Node, Node)> {
        match self.kind(node) {
            NodeKind::Group(keys) => keys
                .iter()
                .copied()
                .find(|(key, _)| self.text(*key) == Some(name)),
            _ => None,
        }
    }

    /// Follows a path of keys and of positions in lists (from 0, as text), as far as it exists. Gives the
    /// node reached and the last key on the way.
    pub fn follow<S: AsRef<str>>(&self, path: impl IntoIterator<Item = S>) -> (Node, Option<Node>) {
        let (mut node, mut last) = (self.root, None);
        for step in path {
            let step = step.as_ref();
            if let Some((key, value)) = self.find_key(node, step) {
                (node, last) = (value, Some(key));
            } else if let NodeKind::List(entries) = self.kind(node) {
                match step
                    .parse::<usize>()
                    .ok()
                    .and_then(|place| entries.get(place))
                {
                    Some(&entry) => node = entry,
                    None => break,
                }
            } else {
                break;
            }
        }
        (node, last)
    }

    /// Every scalar of the tree, keys included, each once.
    pub fn scalars(&self) -> impl Iterator<Item = (Node, &str)> {
        (0..self.nodes.len()).filter_map(|node| Some((node, self.text(node)?)))
    }

    /// Every text of the tree that is a value, each once, with the key that leads to it.
    pub fn text_values(&self) -> Vec<TextValue<'_>> {
        let mut values = Vec::new();
        self.visit_texts("", &|_, key| key, &mut |node, key| {
            if let NodeKind::Scalar { text, is_plain } = self.kind(node) {
                values.push(TextValue {
                    node,
                    text,
                    is_plain: *is_plain,
                    key,
                });
            }
        });
        values
    }

    /// Every text of a tree of a kind that is a value, each once, with the fields that lead to it.
    pub fn field_texts(&self, kind: Kind) -> Vec<FieldText<'_>> {
        let mut texts = Vec::new();
        let start = (Some(kind), Vec::new());
        let step = |(kind, fields): &(Option<Kind>, Vec<&'static Field>), key: &str| {
            let found = kind.and_then(|kind| kind.step(key));
            let field = found.and_then(|(field, _)| field);
            let fields = fields.iter().copied().chain(field).collect();
            (found.map(|(_, kind)| kind), fields)
        };
        self.visit_texts(start, &step, &mut |node, (_, fields)| {
            if let Some(text) = self.text(node) {
                texts.push(FieldText { node, text, fields });
            }
        });
        texts
    }

    /// Visits every scalar that is a value, once, with what the keys that lead to it make of a start.
    fn visit_texts<'a, T: Clone>(
        &'a self,
        start: T,
        step: &impl Fn(&T, &'a str) -> T,
        visit: &mut impl FnMut(Node, T),
    ) {
        let mut seen = vec![false; self.nodes.len()];
        self.visit_texts_under(self.root, start, step, &mut seen, visit);
    }

    fn visit_texts_under<'a, T: Clone>(
        &'a self,
        node: Node,
        here: T,
        step: &impl Fn(&T, &'a str) -> T,
        seen: &mut [bool],
        visit: &mut impl FnMut(Node, T),
    ) {
        if std::mem::replace(&mut seen[node], true) {
            return;
        }
        match self.kind(node) {
            NodeKind::Scalar { .. } => visit(node, here),
            NodeKind::List(entries) => {
                for entry in entries {
                    self.visit_texts_under(*entry, here.clone(), step, seen, visit);
                }
            }
            NodeKind::Group(keys) => {
                for (key, value) in keys {
                    let key = self.text(*key).unwrap_or_default();
                    self.visit_texts_under(*value, step(&here, key), step, seen, visit);
                }
            }
        }
    }

    /// Counts down the nodes under a node, an anchor's once for each alias; `None` when there are more
    /// than `remaining`. A short file can repeat anchors within anchors into billions of nodes.
    fn remaining_nodes(&self, node: Node, remaining: usize) -> Option<usize> {
        let remaining = remaining.checked_sub(1)?;
        match self.kind(node) {
            NodeKind::Scalar { .. } => Some(remaining),
            NodeKind::List(entries) => entries
                .iter()
                .try_fold(remaining, |left, child| self.remaining_nodes(*child, left)),
            NodeKind::Group(keys) => keys.iter().try_fold(remaining, |left, (_, child)| {
                self.remaining_nodes(*child, left)
            }),
        }
    }
}

/// How many bytes some words take at the start of a text, whatever white space stands between them.
fn written_length(text: &str, words: &[&str]) -> Option<usize> {
    let mut rest = text;
    for word in words {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}
