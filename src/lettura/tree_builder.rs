//! The building of a tree from the events of the YAML parser.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::lost_text::{self, ScannedText};
use super::structure::FileShape;
use super::tree::{Node, NodeData, NodeKind};
use super::{lost_comments, raw, split_values, syntax};
use crate::rilievi::{Location, Report, Rilievo, Source};

/// How deep lists and groups may nest: three times what a plan needs.
const MAX_DEPTH: usize = 32;

/// A text or group that began more than this many lines before a syntax error, and is still open
/// there, may be the cause of the error.
const LONG_TEXT_LINES: usize = 15;

/// What is said of a line `---` between the keys.
pub(super) const SEVERAL_DOCUMENTS: &str = "il file contiene più di un documento";

/// A list or group that the parser has entered and not left.
struct OpenContainer {
    node: Node,
    /// Of a group, the key whose value comes next.
    pending_key: Option<Node>,
    /// Of a group, its keys by their texts.
    keys: HashMap<String, Node>,
    /// Whether an entry that lost its dash was reported in the group: its keys follow.
    holds_lost_entry: bool,
}

/// Builds a tree from the events of the YAML parser, collecting the findings on the way.
pub(super) struct TreeBuilder<'a> {
    source: &'a Arc<Source>,
    shape: &'a FileShape,
    nodes: Vec<NodeData>,
    open_containers: Vec<OpenContainer>,
    /// The anchors met so far: the parser's number, and the node that it names.
    anchors: Vec<(usize, Node)>,
    /// The anchors that an alias has used.
    recalled_anchors: HashSet<usize>,
    root: Option<Node>,
    report: Report,
}

impl<'a> TreeBuilder<'a> {
    pub(super) fn new(source: &'a Arc<Source>, shape: &'a FileShape) -> Self {
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

    /// The nodes, the root, and the findings that leave a tree.
    ///
    /// # Errors
    /// The findings so far, with the one that leaves no tree.
    pub(super) fn build(mut self) -> Result<(Vec<NodeData>, Node, Report), Report> {
        let source = self.source;
        let plain_spaces = raw::with_spaces_after_keys(source);
        let text = plain_spaces.as_deref().unwrap_or(source.text());
        for event in Parser::new_from_str(text) {
            match event {
                Ok((event, span)) => self.accept(event, span)?,
                Err(_) if self.is_last_text_cut() => return Err(self.report),
                Err(error) => {
                    let rilievo = self.with_possible_cause(syntax::finding(source, &error));
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
        self.report_unused_anchors();
        self.apply_merge_keys();
        Ok((self.nodes, root, self.report))
    }

    /// Whether the last finding concerns the last text before a syntax error: `#` cut that text, and what
    /// the parser complains of is only the consequence.
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

    /// Adds to a syntax error the place of what may cause it: a text or a group, still open at the error,
    /// that began many lines before. Such a text swallowed the lines of a key that lost its name; such
    /// a group lost its first line.
    fn with_possible_cause(&self, rilievo: Rilievo) -> Rilievo {
        let Some(error) = &rilievo.location else {
            return rilievo;
        };
        let (line, _) = self.source.line_and_column(error.span.start);
        let is_far = |entry: &&NodeData| {
            let (start, _) = self.source.line_and_column(entry.span.start);
            line.saturating_sub(start) > LONG_TEXT_LINES
        };
        let text = self.nodes.last().filter(is_far);
        let group = self
            .open_containers
            .last()
            .map(|open| &self.nodes[open.node])
            .filter(is_far);
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
            Event::Scalar(text, style, anchor, tag) => {
                let is_plain = style == ScalarStyle::Plain;
                self.report.merge(lost_text::check(&ScannedText {
                    source: self.source,
                    shape: self.shape,
                    text: &text,
                    range: range.clone(),
                    style,
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
                    self.report_comments_within(whole);
                }
            }
            Event::DocumentStart(_) if self.root.is_some() => {
                return Err(Rilievo::error(SEVERAL_DOCUMENTS)
                    .at(self.location(range))
                    .with_regola("un file, un piano: le righe --- separano documenti diversi")
                    .with_rimedio("togliere la riga --- e ciò che la segue")
                    .into());
            }
            _ => {}
        }
        Ok(())
    }

    /// Reports the comments within brackets. Nested brackets hold the same comments: each is reported once.
    fn report_comments_within(&mut self, range: Range<usize>) {
        for finding in lost_comments::comments_within_brackets(self.source, range) {
            if !self.report.rilievi().contains(&finding) {
                self.report.add(finding);
            }
        }
    }

    /// Reports the anchors that no alias uses: `&word` at the start of a text was probably meant as text.
    fn report_unused_anchors(&mut self) {
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

    /// Enters a list or a group.
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
            keys: HashMap::new(),
            holds_lost_entry: false,
        });
        Ok(())
    }

    /// Adds a node; `anchor` is 0 when none marks it.
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

    /// Reports a key that is no text, or that its group has already.
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
        let Some(open) = self.open_containers.last_mut() else {
            return;
        };
        let Some(&before) = open.keys.get(typed) else {
            open.keys.insert(typed.clone(), key);
            return;
        };
        if let Some(finding) = self.split_amount(group, key) {
            self.report.add(finding);
            return;
        }
        let rilievo = self.doubled_key(group, key, before);
        self.report
            .merge(rilievo.map(Report::from).unwrap_or_default());
    }

    /// The finding for a key that its group has already. In an entry of a list, the key that the entry begins
    /// with begins another that lost its dash, and the keys after it are of that one.
    fn doubled_key(&mut self, group: Node, key: Node, before: Node) -> Option<Rilievo> {
        let is_first = matches!(&self.nodes[group].kind, NodeKind::Group(keys)
            if keys.first().is_some_and(|(first, _)| *first == before));
        let containers = self.open_containers.len();
        let holder = containers
            .checked_sub(2)
            .map(|place| self.open_containers[place].node);
        let is_entry =
            holder.is_some_and(|holder| matches!(self.nodes[holder].kind, NodeKind::List(_)));
        let open = self.open_containers.last_mut()?;
        if open.holds_lost_entry {
            return None;
        }
        open.holds_lost_entry = is_first && is_entry;
        let is_lost_entry = open.holds_lost_entry;
        let NodeKind::Scalar { text, .. } = &self.nodes[key].kind else {
            return None;
        };
        let span = |node: Node| self.nodes[node].span.clone();
        let rilievo = if is_lost_entry {
            let column = self.location(span(before)).column();
            raw::lost_dash(text, column.saturating_sub(3))
        } else {
            Rilievo::error(format!("la chiave “{text}” è scritta due volte"))
                .with_regola("in un gruppo ogni chiave sta una volta sola")
                .with_rimedio("tenere una delle due righe, oppure far cominciare un'altra voce con il trattino")
        };
        Some(
            rilievo
                .at(self.location(span(key)))
                .with_other_location(self.location(span(before)), "qui la prima"),
        )
    }

    /// Recognises an amount that its decimal comma splits within braces. In
    /// `{ 2027: 1.000,00, 2028: 2.000,00 }` YAML takes the two `00` for keys, one the double of the other.
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
        Some(split_values::split_by_comma(
            self.location(start.start..end.end),
            &text[start.start..end.end],
        ))
    }

    /// Replaces every merge key (`<<: *name`) with the keys of the group that it names.
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

    /// Replaces one merge key, at a position in its group; the group's own keys win.
    fn apply_merge_key(&mut self, group: Node, place: usize) {
        let NodeKind::Group(mut keys) = self.nodes[group].kind.clone() else {
            return;
        };
        let (_, value) = keys.remove(place);
        let merged_groups = match &self.nodes[value].kind {
            NodeKind::List(entries) => entries.clone(),
            _ => vec![value],
        };
        for merged_group in merged_groups {
            let NodeKind::Group(brought_keys) = &self.nodes[merged_group].kind else {
                let finding = Rilievo::error(
                    "“<<” qui non porta nessuna chiave, e il suo testo si perderebbe",
                )
                .at(self.location(self.nodes[merged_group].span.clone()))
                .with_regola(
                    "in YAML “<<: *nome” porta qui le chiavi di un gruppo segnato con &nome",
                )
                .with_rimedio("scrivere una chiave del piano, o togliere la riga");
                self.report.add(finding);
                continue;
            };
            for (key, value) in brought_keys {
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
