//! The lines of a YAML text, and where in them values end and comments begin.

use std::ops::Range;

use crate::lettura::{Node, NodeKind, SyntaxTree, indent_of};

/// A text with its tree, line by line; lines count from 0.
pub(crate) struct SourceLines<'a> {
    tree: &'a SyntaxTree,
    lines: Vec<&'a str>,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// Where the comment of each line begins, in bytes from the start of the line.
    comments: Vec<Option<usize>>,
}

impl<'a> SourceLines<'a> {
    /// The lines of the text that a tree was read from.
    pub(crate) fn new(tree: &'a SyntaxTree) -> Self {
        let source_text = tree.source();
        let count = source_text.line_and_column(source_text.text().len()).0;
        let whole = || (1..=count).map(|line| source_text.whole_line(line));
        let mut lines: Vec<&str> = whole().map(|line| &source_text.text()[line]).collect();
        if lines.last().is_some_and(|last| last.is_empty()) {
            lines.pop();
        }
        let mut source = Self {
            tree,
            comments: vec![None; lines.len()],
            starts: whole().map(|line| line.start).collect(),
            lines,
        };
        source.find_comments();
        source
    }

    /// The tree.
    pub(crate) fn tree(&self) -> &'a SyntaxTree {
        self.tree
    }

    /// How many lines there are.
    pub(crate) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// A line, without its end.
    pub(crate) fn line(&self, line: usize) -> &'a str {
        self.lines.get(line).copied().unwrap_or_default()
    }

    /// The comment of a line, from its sign on.
    pub(crate) fn comment(&self, line: usize) -> Option<&'a str> {
        let start = self.comments.get(line).copied().flatten()?;
        Some(&self.line(line)[start..])
    }

    /// The comment beside the value of a line, with the white space that parts them.
    pub(crate) fn comment_beside(&self, line: usize) -> Option<&'a str> {
        let start = self.comments.get(line).copied().flatten()?;
        let value_end = self.line(line)[..start].trim_end().len();
        (value_end > 0).then(|| &self.line(line)[value_end..])
    }

    /// Whether a line holds a comment and nothing else.
    pub(crate) fn is_comment(&self, line: usize) -> bool {
        let start = self.comments.get(line).copied().flatten();
        start.is_some_and(|start| self.line(line)[..start].trim().is_empty())
    }

    /// Whether a line is empty, or holds a comment and nothing else.
    pub(crate) fn is_pause(&self, line: usize) -> bool {
        self.line(line).trim().is_empty() || self.is_comment(line)
    }

    /// The line on which a node begins.
    pub(crate) fn first_line(&self, node: Node) -> usize {
        self.line_of(self.tree.location(node).span.start)
    }

    /// The line that a byte stands in.
    fn line_of(&self, byte: usize) -> usize {
        self.starts
            .partition_point(|start| *start <= byte)
            .saturating_sub(1)
    }

    /// The column at which a node begins, in characters from 0.
    pub(crate) fn column(&self, node: Node) -> usize {
        let start = self.tree.location(node).span.start;
        self.tree.source().line_and_column(start).1 - 1
    }

    /// Where the dash of an entry of a list stands.
    pub(crate) fn dash_column(&self, entry: Node) -> usize {
        let line = self.line(self.first_line(entry));
        line.chars().position(|c| c == '-').unwrap_or_default()
    }

    /// Whether a list or a group stands within brackets.
    pub(crate) fn is_in_brackets(&self, node: Node) -> bool {
        let start = self.tree.location(node).span.start;
        let text = &self.tree.source().text()[start..];
        match self.tree.kind(node) {
            NodeKind::Scalar { .. } => false,
            NodeKind::List(_) => text.starts_with('['),
            NodeKind::Group(_) => text.starts_with('{'),
        }
    }

    /// Whether a scalar is a block of lines.
    pub(crate) fn is_block(&self, node: Node) -> bool {
        let NodeKind::Scalar {
            is_plain: false, ..
        } = self.tree.kind(node)
        else {
            return false;
        };
        let start = self.tree.location(node).span.start;
        let text = &self.tree.source().text()[start..];
        // A block begins with its first word, which may be in quotes.
        !text.starts_with(['"', '\'']) || self.block_head_line(node).is_some()
    }

    /// The line of the head of a block, if what stands at the start of a line follows one.
    fn block_head_line(&self, node: Node) -> Option<usize> {
        let line = self.first_line(node);
        if indent_of(self.line(line)) < self.column(node) {
            return None;
        }
        (0..line)
            .rev()
            .find(|line| !self.line(*line).trim().is_empty())
            .filter(|line| is_block_head(self.line(*line)))
    }

    /// The entries of a list or the keys of a group: the node that begins each, and that of its value.
    pub(crate) fn entries(&self, node: Node) -> Vec<(Node, Node)> {
        match self.tree.kind(node) {
            NodeKind::Group(keys) => keys.clone(),
            NodeKind::List(list) => list.iter().map(|entry| (*entry, *entry)).collect(),
            NodeKind::Scalar { .. } => Vec::new(),
        }
    }

    /// The last line on which a value stands, within some lines: what an anchor repeats stands
    /// elsewhere.
    pub(crate) fn last_line(&self, node: Node, within: &Range<usize>) -> usize {
        let line_before = |byte: usize| self.line_of(byte.saturating_sub(1));
        let last = if self.is_block(node) {
            self.block_lines(node).end.saturating_sub(1)
        } else if matches!(self.tree.kind(node), NodeKind::Scalar { .. }) {
            line_before(self.scalar_bytes(node).end)
        } else if self.is_in_brackets(node) {
            line_before(self.end_of_brackets(node))
        } else {
            let last_lines = self
                .entries(node)
                .into_iter()
                .flat_map(|(start, value)| [self.first_line(start), self.last_line(value, within)]);
            let last = last_lines.filter(|line| within.contains(line)).max();
            last.unwrap_or(within.start)
        };
        last.clamp(within.start, within.end.saturating_sub(1).max(within.start))
    }

    /// The bytes of a scalar that is no block, its quotes included.
    fn scalar_bytes(&self, node: Node) -> Range<usize> {
        let place = self.tree.location(node).span;
        let text = &self.tree.source().text()[place.start..];
        let quotes = text.chars().next().filter(|c| matches!(c, '"' | '\''));
        let bare = matches!(
            self.tree.kind(node),
            NodeKind::Scalar { is_plain: true, .. }
        );
        match quotes {
            Some(sign) if !bare => place.start..place.start + quoted_length(text, sign),
            _ => place,
        }
    }

    /// The lines of a block, its head included.
    fn block_lines(&self, node: Node) -> Range<usize> {
        let before = self.first_line(node);
        let head = self.block_head_line(node).unwrap_or(before);
        if self.tree.text(node).is_none_or(|t| t.trim().is_empty()) {
            return head..head + 1;
        }
        let place = self.tree.location(node).span;
        let text = &self.tree.source().text()[place.clone()];
        let keeps_empty_lines = without_comment(self.line(head)).contains('+');
        let length = if keeps_empty_lines {
            text.trim_end_matches(' ').len()
        } else {
            text.trim_end().len()
        };
        let last = (place.start + length).saturating_sub(1);
        let latest = self.line_of(last);
        head..latest.max(head) + 1
    }

    /// The byte after the bracket that closes a list or a group.
    fn end_of_brackets(&self, node: Node) -> usize {
        let text = self.tree.source().text();
        let within = self.entries(node).into_iter().flat_map(|(start, value)| {
            [start, value].map(|node| match self.tree.kind(node) {
                NodeKind::Scalar { .. } => self.scalar_bytes(node).end,
                _ if self.is_in_brackets(node) => self.end_of_brackets(node),
                _ => self.tree.location(node).span.end,
            })
        });
        let place = self.tree.location(node).span;
        let last = within.filter(|end| *end <= place.end).max();
        let mut index = last.unwrap_or(place.start + 1);
        let mut is_in_comment = false;
        for (offset, character) in text[index..].char_indices() {
            match character {
                '#' => is_in_comment = true,
                '\n' | '\r' => is_in_comment = false,
                '}' | ']' if !is_in_comment => {
                    index += offset + 1;
                    break;
                }
                _ => {}
            }
        }
        index
    }

    fn find_comments(&mut self) {
        let mut scalars: Vec<Range<usize>> = Vec::new();
        let mut in_blocks = vec![false; self.line_count()];
        for (node, _) in self.tree.scalars() {
            if !self.tree.is_original(node) {
                continue;
            }
            if self.is_block(node) {
                let lines = self.block_lines(node);
                in_blocks[lines.start + 1..lines.end].fill(true);
            } else {
                scalars.push(self.scalar_bytes(node));
            }
        }
        scalars.sort_by_key(|span| span.start);
        let is_in_scalar = |byte: usize| {
            let started = scalars.partition_point(|span| span.start <= byte);
            scalars[..started]
                .iter()
                .rev()
                .take(8)
                .any(|span| span.contains(&byte))
        };
        let outside = in_blocks.iter().enumerate();
        let outside = outside.filter(|(_, is_in_block)| !**is_in_block);
        for (line, _) in outside {
            let start = self.starts[line];
            let text = self.lines[line];
            self.comments[line] = text
                .match_indices('#')
                .map(|(place, _)| place)
                .find(|place| {
                    let character_before = text[..*place].chars().next_back();
                    character_before.is_none_or(char::is_whitespace) && !is_in_scalar(start + place)
                });
        }
    }
}

/// A line moved sideways.
pub(crate) fn moved(line: &str, offset: isize) -> String {
    if line.trim().is_empty() {
        return line.to_owned();
    }
    let spaces = indent_of(line);
    let new_spaces = spaces.saturating_add_signed(offset);
    format!("{}{}", " ".repeat(new_spaces), &line[spaces..])
}

/// Whether a line ends with the head of a block: `|`, `>-`, `|2+`, after a key, a dash or a name.
fn is_block_head(line: &str) -> bool {
    let head = without_comment(line).trim_end();
    let head = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    let Some(before) = head.strip_suffix(['|', '>']) else {
        return false;
    };
    let last = before.split_whitespace().next_back().unwrap_or_default();
    before.trim().is_empty()
        || before.ends_with(' ')
            && (last.ends_with(':') || last == "-" || last.starts_with(['&', '!']))
}

fn without_comment(line: &str) -> &str {
    line.split(" #").next().unwrap_or(line)
}

/// How many bytes a quoted text takes, from its first quote to its last.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            // In single quotes a quote is written twice.
            if quote == '\'' && characters.peek().is_some_and(|(_, other)| *other == quote) {
                characters.next();
                continue;
            }
            return place + quote.len_utf8();
        }
    }
    text.len()
}
