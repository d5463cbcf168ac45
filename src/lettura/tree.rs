//! The YAML text as a tree in which every node knows its place. A tree may hold nodes of several
//! texts: what an amendment writes into a plan keeps its place in the amendment.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::lost_text::{self, ScannedText};
use super::structure::{self, FileShape};
use super::{raw, syntax};
use crate::piano::{Field, Kind};
use crate::rilievi::{Location, Report, Rilievo, Source};

/// How deep lists and groups may nest: three times what a plan needs.
const MAX_DEPTH: usize = 32;

/// How many nodes a file may hold once its anchors are expanded.
const MAX_NODES: usize = 2_000_000;

/// What began more than so many lines before an error, and reaches it, may be its cause.
const LONG_TEXT_LINES: usize = 15;

/// The number of a node in its tree.
pub type Node = usize;

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
    /// Which of the tree's texts it stands in.
    pub(super) source_index: u16,
}

/// A text of the tree that is a value, with the key that it is the value of.
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

/// A tree with its texts.
#[derive(Debug, Clone)]
pub struct SyntaxTree {
    pub(super) sources: Vec<Arc<Source>>,
    pub(super) nodes: Vec<NodeData>,
    pub(super) root: Node,
}

impl SyntaxTree {
    /// Builds the tree of a text, with what is wrong in what it holds: duplicate keys, texts that
    /// YAML cuts.
    ///
    /// # Errors
    /// What leaves no tree: syntax, too much depth or too many nodes.
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

    /// The root.
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

    /// Where a character of a scalar's text stands; the whole scalar when it is written otherwise there
    /// (an escape).
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

    /// Where a part of a scalar's text stands; the whole scalar when the text is written otherwise
    /// there (escapes, folded words).
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

    /// The text of a scalar.
    pub fn text(&self, node: Node) -> Option<&str> {
        match self.kind(node) {
            NodeKind::Scalar { text: typed, .. } => Some(typed),
            _ => None,
        }
    }

    /// The value of a key, with the node of the key.
    pub fn find_key(&self, node: Node, name: &str) -> Option<(Node, Node)> {
        match self.kind(node) {
            NodeKind::Group(keys) => keys
                .iter()
                .copied()
                .find(|(key, _)| self.text(*key) == Some(name)),
            _ => None,
        }
    }

    /// The node that a path leads to, and the last key on the way; the path goes as far as it can.
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

    fn remaining_nodes(&self, node: Node, rest: usize) -> Option<usize> {
        let rest = rest.checked_sub(1)?;
        match self.kind(node) {
            NodeKind::Scalar { .. } => Some(rest),
            NodeKind::List(entries) => entries
                .iter()
                .try_fold(rest, |r, v| self.remaining_nodes(*v, r)),
            NodeKind::Group(keys) => keys
                .iter()
                .try_fold(rest, |r, (_, v)| self.remaining_nodes(*v, r)),
        }
    }
}

/// How many bytes some words take at the start of a text, whatever white space parts them.
fn written_length(text: &str, words: &[&str]) -> Option<usize> {
    let mut rest = text;
    for word in words {
        rest = rest.trim_start().strip_prefix(word)?;
    }
    Some(text.len() - rest.len())
}

/// A list or group still open.
struct OpenContainer {
    node: Node,
    pending_key: Option<Node>,
}

struct TreeBuilder<'a> {
    source: &'a Arc<Source>,
    shape: &'a FileShape,
    nodes: Vec<NodeData>,
    open_containers: Vec<OpenContainer>,
    anchors: Vec<(usize, Node)>,
    /// The anchors that something recalls.
    recalled_anchors: HashSet<usize>,
    root: Option<Node>,
    report: Report,
}

impl<'a> TreeBuilder<'a> {
    fn new(source: &'a Arc<Source>, shape: &'a FileShape) -> Self {
        Self {
            source,
            shape,
            nodes: Vec::new(),
            open_containers: Vec::new(),
            anchors: Vec::new(),
            recalled_anchors: HashSet::new(),
            root: None,
            report: Report::default(),
        }
    }

    fn build(mut self) -> Result<(Vec<NodeData>, Node, Report), Report> {
        let source = self.source;
        let plain_spaces = raw::with_spaces_after_keys(source);
        let text = plain_spaces.as_deref().unwrap_or(source.text());
        for event in Parser::new_from_str(text) {
            match event {
                Ok((event, span)) => self.accept(event, span)?,
                Err(_) if self.is_last_text_cut() => return Err(self.report),
                Err(failure) => {
                    let rilievo = self.with_possible_cause(syntax::rilievo(source, &failure));
                    self.report.add(rilievo);
                    return Err(self.report);
                }
            }
        }
        let Some(root) = self.root else {
            return Err(Rilievo::error("il file è vuoto")
                .at(self.location(0..0))
                .with_rimedio(format!("si comincia con {}", self.shape.first_keys()))
                .into());
        };
        self.tell_unused_anchors();
        self.apply_merge_keys();
        Ok((self.nodes, root, self.report))
    }

    /// Whether the last text before a syntax error is one that a comment cuts, which explains it.
    fn is_last_text_cut(&self) -> bool {
        let line = |place: usize| self.source.line_and_column(place).0;
        let found = self
            .report
            .rilievi()
            .last()
            .and_then(|found| found.location.as_ref());
        let last = self.nodes.last().map(|entry| line(entry.span.end));
        found.map(|place| line(place.span.start)) == last && last.is_some()
    }

    /// Shows, beside a syntax error, what began long before it and reaches it: a text that, for
    /// want of a key, swallowed the lines after it; a group that lost its first line.
    fn with_possible_cause(&self, rilievo: Rilievo) -> Rilievo {
        let Some(error) = &rilievo.location else {
            return rilievo;
        };
        let (line, _) = self.source.line_and_column(error.span.start);
        let lontano = |entry: &&NodeData| {
            let (start, _) = self.source.line_and_column(entry.span.start);
            line.saturating_sub(start) > LONG_TEXT_LINES
        };
        let text = self.nodes.last().filter(lontano);
        let group = self
            .open_containers
            .last()
            .map(|open| &self.nodes[open.node])
            .filter(lontano);
        match (text, group) {
            (Some(entry), _) => rilievo.with_other_location(
                self.location(entry.span.clone()),
                "questo testo arriva fino all'errore: dopo di esso manca una chiave, o un rientro",
            ),
            (None, Some(entry)) => rilievo.with_other_location(
                self.location(entry.span.clone()),
                "il gruppo che comincia qui arriva fino all'errore: forse ha perso la sua prima riga",
            ),
            (None, None) => rilievo,
        }
    }

    fn accept(&mut self, event: Event<'_>, span: Span) -> Result<(), Report> {
        let range = self.byte_range(span);
        match event {
            Event::Scalar(text, stile, anchor, tag) => {
                let is_plain = stile == ScalarStyle::Plain;
                self.report.merge(lost_text::check(&ScannedText {
                    source: self.source,
                    shape: self.shape,
                    text: &text,
                    range: range.clone(),
                    style: stile,
                    tag: tag.as_deref(),
                }));
                let kind = NodeKind::Scalar {
                    text: text.into_owned(),
                    is_plain,
                };
                let node = self.add_node(kind, range, anchor);
                self.place_node(node);
            }
            Event::Alias(anchor) => {
                let known = self.anchors.iter().find(|(number, _)| *number == anchor);
                if let Some(&(_, node)) = known
                    && !self.open_containers.iter().any(|open| open.node == node)
                {
                    self.place_node(node);
                    self.recalled_anchors.insert(anchor);
                } else {
                    return Err(
                        Rilievo::error("il richiamo non rimanda a un valore già chiuso")
                            .at(self.location(range))
                            .with_regola(
                                "un richiamo (*nome) ripete un valore segnato prima con &nome",
                            )
                            .into(),
                    );
                }
            }
            Event::SequenceStart(anchor, _) => {
                self.open(NodeKind::List(Vec::new()), range, anchor)?;
            }
            Event::MappingStart(anchor, _) => {
                self.open(NodeKind::Group(Vec::new()), range, anchor)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open_containers.pop() {
                    let start = self.nodes[open.node].span.start;
                    let whole = start..range.end.max(start);
                    self.nodes[open.node].span = whole.clone();
                    self.tell_comments_within(whole);
                }
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(Rilievo::error("il file contiene più di un documento")
                    .at(self.location(range))
                    .with_regola("un file, un piano: le righe --- separano documenti diversi")
                    .with_rimedio("togliere la riga --- e ciò che la segue")
                    .into());
            }
            _ => {}
        }
        Ok(())
    }

    /// Brackets within brackets hold the same comments: each is told once.
    fn tell_comments_within(&mut self, range: Range<usize>) {
        for finding in lost_text::comments_within_brackets(self.source, range) {
            if !self.report.rilievi().contains(&finding) {
                self.report.add(finding);
            }
        }
    }

    /// A first word after `&` that nothing recalls was a word of the text.
    fn tell_unused_anchors(&mut self) {
        for (anchor, node) in &self.anchors {
            if !self.recalled_anchors.contains(anchor) {
                let data = &self.nodes[*node];
                let text = match &data.kind {
                    NodeKind::Scalar {
                        text: scalar_text,
                        is_plain: true,
                    } => Some(scalar_text.as_str()),
                    _ => None,
                };
                let place = data.span.start;
                self.report
                    .add(lost_text::unused_anchor(self.source, place, text));
            }
        }
    }

    fn open(&mut self, kind: NodeKind, span: Range<usize>, anchor: usize) -> Result<(), Report> {
        if self.open_containers.len() >= MAX_DEPTH {
            return Err(Rilievo::error("troppi livelli, uno dentro l'altro")
                .at(self.location(span))
                .with_regola(format!("un piano non ha più di {MAX_DEPTH} livelli"))
                .into());
        }
        let node = self.add_node(kind, span, anchor);
        self.place_node(node);
        self.open_containers.push(OpenContainer {
            node,
            pending_key: None,
        });
        Ok(())
    }

    fn add_node(&mut self, kind: NodeKind, span: Range<usize>, anchor: usize) -> Node {
        let node = self.nodes.len();
        self.nodes.push(NodeData {
            kind,
            span,
            source_index: 0,
        });
        if anchor > 0 {
            self.anchors.push((anchor, node));
        }
        node
    }

    /// Puts a node where the innermost open list or group expects it.
    fn place_node(&mut self, node: Node) {
        let Some(open) = self.open_containers.last_mut() else {
            self.root = Some(node);
            return;
        };
        let container = open.node;
        match (&mut self.nodes[container].kind, open.pending_key.take()) {
            (NodeKind::List(entries), _) => entries.push(node),
            (NodeKind::Group(_), None) => open.pending_key = Some(node),
            (NodeKind::Group(keys), Some(key)) => {
                keys.push((key, node));
                self.check_key(container, key);
            }
            (NodeKind::Scalar { .. }, _) => unreachable!("a scalar is never open"),
        }
    }

    fn check_key(&mut self, group: Node, key: Node) {
        let location = self.location(self.nodes[key].span.clone());
        let NodeKind::Scalar { text: typed, .. } = &self.nodes[key].kind else {
            self.report.add(
                Rilievo::error("una chiave non può essere un elenco o un gruppo")
                    .at(location)
                    .with_rimedio("se è un testo con parentesi, scriverlo fra virgolette"),
            );
            return;
        };
        let NodeKind::Group(keys) = &self.nodes[group].kind else {
            return;
        };
        let before = keys.iter().map(|(other, _)| *other).find(|other| {
            *other != key
                && matches!(&self.nodes[*other].kind, NodeKind::Scalar { text: t, .. } if t == typed)
        });
        if let Some(before) = before {
            if let Some(finding) = self.split_amount(group, key) {
                self.report.add(finding);
                return;
            }
            let rilievo = Rilievo::error(format!("la chiave “{typed}” è scritta due volte"))
                .at(location)
                .with_other_location(self.location(self.nodes[before].span.clone()), "qui la prima")
                .with_regola("in un gruppo ogni chiave sta una volta sola")
                .with_rimedio("tenere una delle due righe, oppure far cominciare un'altra voce con il trattino");
            self.report.add(rilievo);
        }
    }

    /// `{ 2027: 1.000,00, 2028: 2.000,00 }`: the cents, twice the same, are no keys.
    fn split_amount(&self, group: Node, key: Node) -> Option<Rilievo> {
        let NodeKind::Group(keys) = &self.nodes[group].kind else {
            return None;
        };
        let place = keys.iter().position(|(other, _)| *other == key)?;
        let (_, value) = keys.get(place.checked_sub(1)?)?;
        let (start, end) = (&self.nodes[*value].span, &self.nodes[key].span);
        let text = self.source.text();
        let is_digits = |range: &Range<usize>| {
            let text = text[range.clone()].bytes();
            text.clone().count() > 0 && text.into_iter().all(|b| b.is_ascii_digit() || b == b'.')
        };
        let between = text.get(start.end..end.start)?;
        if between.trim() != "," || !is_digits(start) || !is_digits(end) {
            return None;
        }
        Some(structure::split_by_comma(
            self.location(start.start..end.end),
            &text[start.start..end.end],
        ))
    }

    /// Replaces every merge key with the keys it brings.
    fn apply_merge_keys(&mut self) {
        for group in 0..self.nodes.len() {
            if let NodeKind::Group(keys) = &self.nodes[group].kind
                && let Some(place) = keys.iter().position(|(key, _)| self.is_merge_key(*key))
            {
                self.apply_merge_key(group, place);
            }
        }
    }

    fn is_merge_key(&self, key: Node) -> bool {
        matches!(&self.nodes[key].kind, NodeKind::Scalar { text, is_plain: true } if text == "<<")
    }

    fn apply_merge_key(&mut self, group: Node, place: usize) {
        let NodeKind::Group(mut keys) = self.nodes[group].kind.clone() else {
            return;
        };
        let (_, value) = keys.remove(place);
        let fonti = match &self.nodes[value].kind {
            NodeKind::List(entries) => entries.clone(),
            _ => vec![value],
        };
        for fonte in fonti {
            let NodeKind::Group(portate) = &self.nodes[fonte].kind else {
                let finding = Rilievo::error(
                    "“<<” qui non porta nessuna chiave, e il suo testo si perderebbe",
                )
                .at(self.location(self.nodes[fonte].span.clone()))
                .with_regola(
                    "in YAML “<<: *nome” porta qui le chiavi di un gruppo segnato con &nome",
                )
                .with_rimedio("scrivere una chiave del piano, o togliere la riga");
                self.report.add(finding);
                continue;
            };
            for (key, value) in portate {
                let text = |node: Node| match &self.nodes[node].kind {
                    NodeKind::Scalar { text, .. } => Some(text.as_str()),
                    _ => None,
                };
                if !keys.iter().any(|(other, _)| text(*other) == text(*key)) {
                    keys.push((*key, *value));
                }
            }
        }
        self.nodes[group].kind = NodeKind::Group(keys);
    }

    fn byte_range(&self, span: Span) -> Range<usize> {
        let start = self.source.byte_at(span.start.line(), span.start.col());
        let end = self.source.byte_at(span.end.line(), span.end.col());
        start..end.max(start)
    }

    fn location(&self, span: Range<usize>) -> Location {
        Location {
            source: Arc::clone(self.source),
            span,
        }
    }
}
