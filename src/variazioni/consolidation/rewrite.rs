//! The new text: lines of the original where nothing changed, new ones where something did.
//!
//! The amended tree grew from that of the original and shares its nodes, so that a node alone says whether
//! a value is the one that the original wrote, and which lines are its own. From the root inwards:
//! - a value in which nothing changed is copied with all its lines, moved sideways where what holds it
//!   stands further right or left than before: an indicator that went to another objective;
//! - a group or a list in which something changed keeps the line of its key, and its own keys or entries
//!   are written one by one, each by these same rules;
//! - anything else is new, and is written as a person would; within it, what moved there from elsewhere is
//!   still copied.
//!
//! Comments go with what they stand right above. Those around a deleted entry and not its own (set
//! off by an empty line, or below it) stay, before what follows it now. A comment is never moved further
//! right than what it precedes: below a block of text it would become part of the text.

use std::collections::{HashMap, HashSet};

use super::super::yaml::{self, YamlValue};
use super::regions::{Region, Regions};
use super::source_lines::{SourceLines, moved};
use crate::lettura::{Node, NodeKind, SyntaxTree, indent_of};
use crate::piano::{Described, Kind, Piano};

/// The writing of an amended plan over its original.
pub(crate) struct Rewrite<'a> {
    source: &'a SourceLines<'a>,
    regions: &'a Regions,
    after: &'a SyntaxTree,
    to_rewrite: &'a HashSet<Node>,
    unchanged: HashMap<Node, bool>,
    /// What the plan holds at a node.
    kinds: HashMap<Node, Kind>,
}

impl<'a> Rewrite<'a> {
    /// Prepares the writing; what is in `to_rewrite` is written anew even if it did not change.
    pub(crate) fn new(
        source: &'a SourceLines<'a>,
        regions: &'a Regions,
        after: &'a SyntaxTree,
        to_rewrite: &'a HashSet<Node>,
    ) -> Self {
        let mut rewrite = Self {
            source,
            regions,
            after,
            to_rewrite,
            unchanged: HashMap::new(),
            kinds: HashMap::new(),
        };
        rewrite.find_unchanged(after.root());
        rewrite.find_kinds(after.root(), Piano::KIND);
        rewrite
    }

    /// The text.
    pub(crate) fn text(&self) -> String {
        let typed = self.source.tree().source().text();
        let line_end = if typed.contains("\r\n") { "\r\n" } else { "\n" };
        let root = self.after.root();
        let lines = if self.is_unchanged(root) {
            (0..self.source.line_count())
                .map(|line| self.source.line(line).to_owned())
                .collect()
        } else {
            self.group_lines(root, 0)
        };
        lines.join(line_end) + line_end
    }

    /// Notes which nodes say what they said in the original.
    fn find_unchanged(&mut self, node: Node) -> bool {
        let children: Vec<Node> = match self.after.kind(node) {
            NodeKind::Scalar { .. } => Vec::new(),
            NodeKind::List(entries) => entries.clone(),
            NodeKind::Group(keys) => keys.iter().map(|(_, value)| *value).collect(),
        };
        let mut are_children_unchanged = true;
        for child in children {
            are_children_unchanged &= self.find_unchanged(child);
        }
        let before = self.source.tree();
        let is_same = before.has_node(node)
            && match (before.kind(node), self.after.kind(node)) {
                (NodeKind::List(before), NodeKind::List(after)) => before == after,
                (NodeKind::Group(before), NodeKind::Group(after)) => before == after,
                _ => true,
            };
        let is_unchanged = are_children_unchanged && is_same && !self.to_rewrite.contains(&node);
        self.unchanged.insert(node, is_unchanged);
        is_unchanged
    }

    /// Notes what the plan holds at a node and within it.
    fn find_kinds(&mut self, node: Node, kind: Kind) {
        self.kinds.insert(node, kind);
        match self.after.kind(node) {
            NodeKind::Scalar { .. } => {}
            NodeKind::List(entries) => {
                let Some(kind) = kind.entries() else { return };
                for entry in entries {
                    self.find_kinds(*entry, kind);
                }
            }
            NodeKind::Group(keys) => {
                for (key, value) in keys {
                    let found = self.after.text(*key).and_then(|key| kind.find([key]));
                    if let Some(found) = found {
                        self.find_kinds(*value, found.kind);
                    }
                }
            }
        }
    }

    /// A value of the amended plan, to be written anew.
    fn yaml_value(&self, node: Node) -> YamlValue<'a> {
        YamlValue::of_node(self.after, node, self.kinds.get(&node).copied())
    }

    fn is_unchanged(&self, node: Node) -> bool {
        self.unchanged.get(&node).copied().unwrap_or(false)
    }

    /// The lines that a value or an entry has in the original.
    fn region(&self, node: Node) -> Option<&'a Region> {
        let is_original = self.source.tree().has_node(node);
        self.regions.region_of(node).filter(|_| is_original)
    }

    /// Whether something in a value comes from lines of the original.
    fn holds_lines(&self, node: Node) -> bool {
        let children: Vec<Node> = match self.after.kind(node) {
            NodeKind::Scalar { .. } => return false,
            NodeKind::List(entries) => entries.clone(),
            NodeKind::Group(keys) => keys.iter().map(|(_, value)| *value).collect(),
        };
        let mut children = children.into_iter();
        children.any(|node| self.region(node).is_some() || self.holds_lines(node))
    }

    /// The lines of a group, its keys `indent` spaces to the right.
    fn group_lines(&self, node: Node, indent: usize) -> Vec<String> {
        let NodeKind::Group(keys) = self.after.kind(node) else {
            return Vec::new();
        };
        let before = self.source.tree();
        let old: Vec<(Node, Node)> = if before.has_node(node) {
            let old = self.source.entries(node);
            let has_lines = |(_, value): &(Node, Node)| self.region(*value).is_some();
            old.into_iter().filter(has_lines).collect()
        } else {
            Vec::new()
        };
        let name = |node: Node| self.after.text(node).unwrap_or_default();
        let remains = |previous: Node| keys.iter().any(|(key, _)| name(*key) == name(previous));
        let values: Vec<Node> = old.iter().map(|(_, value)| *value).collect();
        let mut loose = self.loose_comments(&values, indent, |place| remains(old[place].0));
        let mut lines = Vec::new();
        for (key, value) in keys {
            let previous = old.iter().find(|(old_key, _)| name(*old_key) == name(*key));
            match previous {
                Some((previous, old_value)) => {
                    lines.extend(loose.remove(&Some(*old_value)).unwrap_or_default());
                    lines.extend(self.pair_lines(*previous, *old_value, *value, indent));
                }
                None => lines.extend(self.new_pair(name(*key), *value, indent)),
            }
        }
        lines.extend(loose.remove(&None).unwrap_or_default());
        lines.extend(self.foot_lines(node, indent));
        lines
    }

    /// The pause below the last of the keys or entries of the original that is not about it.
    fn foot_lines(&self, node: Node, indent: usize) -> Vec<String> {
        if !self.source.tree().has_node(node) {
            return Vec::new();
        }
        let foot = self.regions.foot(node);
        let lines = foot.filter(|line| self.source.is_pause(*line));
        let written_line = |line| {
            if self.source.is_comment(line) {
                self.comment_line(line, indent)
            } else {
                String::new()
            }
        };
        lines.map(written_line).collect()
    }

    /// The comments around deleted entries that do not belong to them, keyed by the node that follows;
    /// `None` for those at the end.
    fn loose_comments(
        &self,
        values: &[Node],
        indent: usize,
        remains: impl Fn(usize) -> bool,
    ) -> HashMap<Option<Node>, Vec<String>> {
        let mut loose = HashMap::new();
        let mut collected: Vec<String> = Vec::new();
        for (place, value) in values.iter().enumerate() {
            if remains(place) {
                if !collected.is_empty() {
                    loose.insert(Some(*value), std::mem::take(&mut collected));
                }
                continue;
            }
            if let Some(region) = self.region(*value) {
                let above = region.all.start..region.own_start;
                let below = region.value.end..region.all.end;
                collected.extend(self.comment_lines(above.chain(below), indent));
            }
        }
        if !collected.is_empty() {
            loose.insert(None, collected);
        }
        loose
    }

    /// The comments among some lines, no further right than `indent`: there they cannot be taken for
    /// the text of a block above them.
    fn comment_lines(&self, lines: impl Iterator<Item = usize>, indent: usize) -> Vec<String> {
        let comments = lines.filter(|line| self.source.is_comment(*line));
        comments
            .map(|line| self.comment_line(line, indent))
            .collect()
    }

    fn comment_line(&self, line: usize, indent: usize) -> String {
        let text = self.source.line(line);
        let column = indent_of(text).min(indent);
        format!("{}{}", " ".repeat(column), text.trim_start())
    }

    /// The lines of a key that the original has, its value changed or not.
    fn pair_lines(&self, key: Node, old: Node, value: Node, indent: usize) -> Vec<String> {
        let Some(region) = self.region(old) else {
            return Vec::new();
        };
        let column = self.source.column(key);
        let offset = indent as isize - column as isize;
        let line = region.value.start;
        if value == old && self.is_unchanged(value) {
            let lines = region.all.clone();
            return lines
                .map(|n| self.copied_line(n, line, column, offset))
                .collect();
        }
        let above = (region.all.start..line).filter(|line| self.source.is_pause(*line));
        let mut lines: Vec<String> = above
            .map(|line| moved(self.source.line(line), offset))
            .collect();
        if value == old && self.stays_in_lines(value) {
            lines.push(self.copied_line(line, line, column, offset));
            let within = match self.after.kind(value) {
                NodeKind::Group(_) => {
                    self.group_lines(value, shifted(self.inner_column(old), offset))
                }
                _ => self.list_lines(value, shifted(self.inner_dash(old), offset)),
            };
            lines.extend(within);
            return lines;
        }
        let name = self.source.tree().text(key).unwrap_or_default();
        lines.extend(self.hoisted_comments(old, value, region, indent));
        let mut added = self.rewritten_pair(name, old, value, indent);
        if let Some(comment) = self.comment_beside(old, region) {
            added[0].push_str(comment);
        }
        lines.extend(added);
        lines.extend(self.comments_below(old, region, indent));
        lines
    }

    /// Whether a list or a group of lines is still one: empty, it is written within brackets.
    fn stays_in_lines(&self, value: Node) -> bool {
        let is_full = match self.after.kind(value) {
            NodeKind::Group(keys) => !keys.is_empty(),
            NodeKind::List(entries) => !entries.is_empty(),
            NodeKind::Scalar { .. } => false,
        };
        is_full && !self.source.is_in_brackets(value) && !self.to_rewrite.contains(&value)
    }

    /// The comments within brackets that are written anew, above them.
    fn hoisted_comments(
        &self,
        old: Node,
        value: Node,
        region: &Region,
        indent: usize,
    ) -> Vec<String> {
        if value != old || !self.source.is_in_brackets(old) {
            return Vec::new();
        }
        let last = region.value.end - 1;
        let comments = (region.value.start..last).filter_map(|line| self.source.comment(line));
        comments
            .map(|comment| format!("{}{comment}", " ".repeat(indent)))
            .collect()
    }

    /// The comment beside a value that is written anew, with the white space before it.
    fn comment_beside(&self, old: Node, region: &Region) -> Option<&'a str> {
        let is_of_lines = !matches!(self.source.tree().kind(old), NodeKind::Scalar { .. })
            && !self.source.is_in_brackets(old);
        let line = if is_of_lines || self.source.is_block(old) {
            region.value.start
        } else {
            region.value.end - 1
        };
        self.source.comment_beside(line)
    }

    /// The comments below a value that is written anew. In a list or a group of lines they stand
    /// below its entries, and go with those that moved elsewhere.
    fn comments_below(&self, old: Node, region: &Region, indent: usize) -> Vec<String> {
        let within = self.source.entries(old).into_iter();
        let within: Vec<Node> = within.map(|(_, value)| value).collect();
        if !within.iter().any(|value| self.region(*value).is_some()) {
            return self.comment_lines(region.value.end..region.all.end, indent);
        }
        let mut gone = within;
        gone.retain(|value| !self.unchanged.contains_key(value));
        let mut loose = self.loose_comments(&gone, indent, |_| false);
        let mut lines = loose.remove(&None).unwrap_or_default();
        lines.extend(self.foot_lines(old, indent));
        lines
    }

    /// A key with a value that is new: within braces if the old one was, and there is room.
    fn rewritten_pair(&self, name: &str, old: Node, value: Node, indent: usize) -> Vec<String> {
        if self.source.is_in_brackets(old) && !self.holds_lines(value) {
            let on_one_line = yaml::inline(&self.yaml_value(value));
            let written = yaml::short_scalar(name);
            let line = format!("{}{written}: {on_one_line}", " ".repeat(indent));
            if line.chars().count() <= yaml::LINE_WIDTH {
                return vec![line];
            }
        }
        self.new_pair(name, value, indent)
    }

    /// A key with a value that the original does not have in this place; elements of the original that
    /// moved into it keep their lines.
    fn new_pair(&self, name: &str, value: Node, indent: usize) -> Vec<String> {
        let name = yaml::short_scalar(name);
        if !self.holds_lines(value) {
            return yaml::pair_lines(&name, &self.yaml_value(value), indent);
        }
        let mut lines = vec![format!("{}{name}:", " ".repeat(indent))];
        lines.extend(match self.after.kind(value) {
            NodeKind::Group(_) => self.group_lines(value, indent + yaml::INDENT),
            _ => self.list_lines(value, indent + yaml::INDENT),
        });
        lines
    }

    /// The lines of a list that changed, its dashes `indent` spaces to the right.
    fn list_lines(&self, node: Node, indent: usize) -> Vec<String> {
        let entries = self.after.entries(node);
        let old: Vec<Node> = if self.source.tree().has_node(node) {
            self.source.tree().entries(node).to_vec()
        } else {
            Vec::new()
        };
        // What moved elsewhere took all its lines along.
        let is_gone = |place: usize| !self.unchanged.contains_key(&old[place]);
        let mut loose = self.loose_comments(&old, indent, |place| !is_gone(place));
        let mut lines = Vec::new();
        for &entry in entries {
            lines.extend(loose.remove(&Some(entry)).unwrap_or_default());
            lines.extend(self.entry_lines(entry, indent));
        }
        let mut left: Vec<(usize, Vec<String>)> = loose
            .into_iter()
            .map(|(after, lines)| {
                let place = old.iter().position(|entry| Some(*entry) == after);
                (place.unwrap_or(old.len()), lines)
            })
            .collect();
        left.sort_by_key(|(place, _)| *place);
        lines.extend(left.into_iter().flat_map(|(_, lines)| lines));
        lines.extend(self.foot_lines(node, indent));
        lines
    }

    /// The lines of an entry of a list.
    fn entry_lines(&self, entry: Node, indent: usize) -> Vec<String> {
        let Some(region) = self.region(entry) else {
            return self.new_entry(entry, indent);
        };
        let dash = self.source.dash_column(entry);
        let offset = indent as isize - dash as isize;
        if self.is_unchanged(entry) {
            let lines = region.all.clone();
            return lines
                .map(|line| moved(self.source.line(line), offset))
                .collect();
        }
        if self.stays_in_lines(entry) {
            let column = shifted(self.source.column(entry), offset);
            return with_dash(self.group_lines(entry, column), indent, column);
        }
        let above = (region.all.start..region.value.start).filter(|r| self.source.is_pause(*r));
        let mut lines: Vec<String> = above
            .map(|line| moved(self.source.line(line), offset))
            .collect();
        lines.extend(self.hoisted_comments(entry, entry, region, indent));
        let on_one_line = yaml::inline(&self.yaml_value(entry));
        let on_one_line = format!("{}- {on_one_line}", " ".repeat(indent));
        let fits = on_one_line.chars().count() <= yaml::LINE_WIDTH && !self.holds_lines(entry);
        let mut new = if self.source.is_in_brackets(entry) && fits {
            vec![on_one_line]
        } else {
            self.new_entry(entry, indent)
        };
        if let Some(comment) = self.comment_beside(entry, region) {
            new[0].push_str(comment);
        }
        lines.extend(new);
        lines.extend(self.comment_lines(region.value.end..region.all.end, indent));
        lines
    }

    /// An entry that the original does not have in lines; elements of the original that moved into it
    /// keep theirs.
    fn new_entry(&self, entry: Node, indent: usize) -> Vec<String> {
        if !self.holds_lines(entry) {
            return yaml::entry_lines(&self.yaml_value(entry), indent);
        }
        let column = indent + yaml::INDENT;
        with_dash(self.group_lines(entry, column), indent, column)
    }

    /// A line of the original, moved sideways; that of a key which opens an entry of a list without
    /// the dash.
    fn copied_line(&self, line: usize, key_line: usize, column: usize, offset: isize) -> String {
        let text = self.source.line(line);
        if line == key_line {
            let from_key: String = text.chars().skip(column).collect();
            return moved(&(" ".repeat(column) + &from_key), offset);
        }
        moved(text, offset)
    }

    /// Where the keys of a group stood in the original.
    fn inner_column(&self, group: Node) -> usize {
        let first = self.source.entries(group).into_iter().next();
        first.map_or(0, |(key, _)| self.source.column(key))
    }

    /// Where the dashes of a list stood in the original.
    fn inner_dash(&self, list: Node) -> usize {
        let first = self.source.entries(list).into_iter().next();
        first.map_or(0, |(entry, _)| self.source.dash_column(entry))
    }
}

fn shifted(column: usize, offset: isize) -> usize {
    column.saturating_add_signed(offset)
}

/// The lines of a group as an entry of a list: a dash before its first key.
fn with_dash(mut lines: Vec<String>, indent: usize, column: usize) -> Vec<String> {
    let is_pause = |line: &str| {
        let text = line.trim_start();
        text.is_empty() || text.starts_with('#')
    };
    if let Some(first) = lines.iter_mut().find(|line| !is_pause(line)) {
        let rest = first.trim_start().to_owned();
        let spaces = column.saturating_sub(indent + 1);
        *first = format!("{}-{}{rest}", " ".repeat(indent), " ".repeat(spaces));
    }
    lines
}
