//! Which lines of the original belong to each key and to each entry of a list.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::source_lines::SourceLines;
use crate::lettura::{Node, NodeKind, indent_of};

/// The lines of a key with its value, or of an entry of a list.
#[derive(Debug, Clone)]
pub(crate) struct Region {
    /// All of them: from the pauses above to those below.
    pub all: Range<usize>,
    /// The first of the comments that stand right above it and are its own.
    pub own_start: usize,
    /// Those of the value: from the line of the key or of the dash to the last of the value.
    pub value: Range<usize>,
}

/// The lines of a text, by what they belong to. Within brackets nothing has lines of its own.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    region_of: HashMap<Node, Region>,
    feet: HashMap<Node, Range<usize>>,
}

impl Regions {
    /// The lines of the value of a key, or of an entry of a list.
    pub(crate) fn region_of(&self, value: Node) -> Option<&Region> {
        self.region_of.get(&value)
    }

    /// The empty lines and comments after the last entry of a group or list that do not belong to it,
    /// because they are not indented deeper than it.
    pub(crate) fn foot(&self, node: Node) -> Range<usize> {
        self.feet.get(&node).cloned().unwrap_or_default()
    }
}

/// Finds the lines of everything in a text.
pub(crate) fn find(source: &SourceLines<'_>) -> Regions {
    let mut regions = Regions::default();
    let root = source.tree().root();
    collect(source, root, 0..source.line_count(), &mut regions);
    regions
}

fn collect(source: &SourceLines<'_>, node: Node, lines: Range<usize>, regions: &mut Regions) {
    if source.is_in_brackets(node) {
        return;
    }
    let is_list = matches!(source.tree().kind(node), NodeKind::List(_));
    let column = |entry: Node| match is_list {
        true => source.dash_column(entry),
        false => source.column(entry),
    };
    let entries_here: Vec<(Node, Node)> = source
        .entries(node)
        .into_iter()
        .filter(|(start, _)| lines.contains(&source.first_line(*start)))
        .collect();
    let mut start = lines.start;
    for (place, (first, value)) in entries_here.iter().enumerate() {
        let line = source.first_line(*first).max(start);
        let next = entries_here.get(place + 1).map(|(next, _)| *next);
        let limit = next.map_or(lines.end, |node| source.first_line(node).max(line));
        let value_end = source.last_line(*value, &(line..limit)) + 1;
        let pause = value_end..limit.max(value_end);
        let end = end_before(source, pause, column(next.unwrap_or(*first)));
        let region = Region {
            all: start..end,
            own_start: own_comments_start(source, start..line),
            value: line..value_end,
        };
        // What a key holds begins below its line; what an entry holds, beside its dash.
        let inner_start = if is_list { start } else { line + 1 };
        collect(source, *value, inner_start..end, regions);
        if is_list {
            leave_comments_to_the_entry(source, *value, regions);
        }
        regions.region_of.insert(*value, region);
        start = end;
    }
    if !entries_here.is_empty() {
        regions.feet.insert(node, start..lines.end.max(start));
    }
}

/// In the empty lines and comments before an entry at a column, where the comments indented deeper than
/// that entry end: they belong to the entry before.
fn end_before(source: &SourceLines<'_>, pause: Range<usize>, column: usize) -> usize {
    let is_further_right =
        |line: &usize| source.is_comment(*line) && indent_of(source.line(*line)) > column;
    pause
        .clone()
        .rev()
        .find(is_further_right)
        .map_or(pause.start, |line| line + 1)
}

/// Where the comments that stand right above something begin.
fn own_comments_start(source: &SourceLines<'_>, above: Range<usize>) -> usize {
    let mut own = above
        .clone()
        .rev()
        .take_while(|line| source.is_comment(*line));
    own.by_ref().last().unwrap_or(above.end)
}

/// The comments above an entry are about the entry, and not about its first key.
fn leave_comments_to_the_entry(source: &SourceLines<'_>, entry: Node, regions: &mut Regions) {
    if let Some((_, first)) = source.entries(entry).first()
        && let Some(region) = regions.region_of.get_mut(first)
    {
        region.own_start = region.value.start;
    }
}

/// The lines of the deleted entries, whose comments are deleted too. `alive`: the nodes that the new text
/// still has.
pub(crate) fn deleted_lines(
    source: &SourceLines<'_>,
    regions: &Regions,
    alive: &HashSet<Node>,
) -> HashSet<usize> {
    let mut lines = HashSet::new();
    mark_deleted(source, regions, alive, source.tree().root(), &mut lines);
    lines
}

fn mark_deleted(
    source: &SourceLines<'_>,
    regions: &Regions,
    alive: &HashSet<Node>,
    node: Node,
    lines: &mut HashSet<usize>,
) {
    for (_, value) in source.entries(node) {
        let Some(region) = regions.region_of(value) else {
            continue;
        };
        let own_lines = region.own_start..region.value.end;
        if alive.contains(&value) {
            own_lines.for_each(|line| {
                lines.remove(&line);
            });
        } else {
            lines.extend(own_lines);
        }
        mark_deleted(source, regions, alive, value, lines);
    }
}
