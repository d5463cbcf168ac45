//! The amended plan as a file, to start from next year.
//!
//! Lines that say what they said are copied, comments and all; only what changed is written anew.

mod regions;
mod rewrite;
mod source_lines;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::coordinato::Coordinato;
use super::yaml::{self, YamlValue};
use crate::lettura::{self, Node, NodeKind, SyntaxTree};
use crate::piano::Described;
use crate::rilievi::Report;
use regions::Regions;
use rewrite::Rewrite;
use source_lines::SourceLines;

/// A plan written with its amendments in it.
#[derive(Debug)]
pub struct ConsolidatedPlan {
    /// The YAML.
    pub text: String,
    /// The lines of the original, from 1, whose comments could not be kept though what they are about
    /// is still there.
    pub lost_comments: Vec<usize>,
    /// Whether they were lost because the original repeats values by anchors.
    pub has_anchors: bool,
}

/// Writes the amended plan; what did not change keeps its lines, its order and its comments. The
/// comments of deleted elements are deleted.
///
/// The text is read again before it is given: only one that says what the amended plan says is good. When
/// lines copied from an original with anchors do not, what the anchors repeat is written anew; when that
/// fails too, the whole plan is, without its comments.
///
/// # Errors
/// A plan that its own reader refuses.
pub fn consolidate(coordinato: &Coordinato) -> Result<ConsolidatedPlan, Report> {
    let wanted = coordinato.parsed.piano.valore();
    let (before, after) = (coordinato.tree_before(), &coordinato.parsed.tree);
    let source = SourceLines::new(before);
    let regions = regions::find(&source);
    let repeated = repeated_nodes(before);
    let attempts = [HashSet::new(), repeated.clone()];
    let written = attempts
        .iter()
        .take(if repeated.is_empty() { 1 } else { 2 })
        .map(|to_rewrite| Rewrite::new(&source, &regions, after, to_rewrite).text())
        .find(|text| {
            let reread = lettura::parse_plan("", text.as_bytes());
            reread.is_ok_and(|parsed| parsed.piano.valore() == wanted)
        });
    let text = match written {
        Some(text) => text,
        None => {
            let Some(YamlValue::Group(keys)) = wanted.as_ref().map(YamlValue::from) else {
                return Err(Report::default());
            };
            yaml::group_lines(&keys, 0).join("\n") + "\n"
        }
    };
    Ok(ConsolidatedPlan {
        lost_comments: lost_comments(&source, &regions, after, &text)?,
        has_anchors: !repeated.is_empty(),
        text,
    })
}

/// The nodes that an anchor repeats, and those that it repeats.
fn repeated_nodes(tree: &SyntaxTree) -> HashSet<Node> {
    let mut by_place: BTreeMap<(usize, usize), Vec<Node>> = BTreeMap::new();
    for node in nodes(tree) {
        let place = tree.location(node).span;
        let index = (place.start, place.end);
        by_place.entry(index).or_default().push(node);
    }
    let groups = by_place.into_values().filter(|ids| ids.len() > 1);
    groups.flatten().collect()
}

/// The nodes of the values of a tree.
fn nodes(tree: &SyntaxTree) -> BTreeSet<Node> {
    let mut ids = BTreeSet::new();
    let mut to_visit = vec![tree.root()];
    while let Some(node) = to_visit.pop() {
        ids.insert(node);
        match tree.kind(node) {
            NodeKind::Scalar { .. } => {}
            NodeKind::List(entries) => to_visit.extend(entries),
            NodeKind::Group(keys) => to_visit.extend(keys.iter().map(|(_, value)| *value)),
        }
    }
    ids
}

/// The lines, from 1, of the comments that the new text lost, not counting the comments of deleted
/// elements.
fn lost_comments(
    source: &SourceLines<'_>,
    regions: &Regions,
    after: &SyntaxTree,
    text: &str,
) -> Result<Vec<usize>, Report> {
    let reread = lettura::parse_plan("", text.as_bytes())?;
    let new_source = SourceLines::new(&reread.tree);
    let mut remaining: HashMap<&str, usize> = HashMap::new();
    for comment in (0..new_source.line_count()).filter_map(|line| new_source.comment(line)) {
        *remaining.entry(comment.trim_end()).or_default() += 1;
    }
    let deleted = regions::deleted_lines(source, regions, &nodes(after).into_iter().collect());
    let is_lost = |line: &usize| {
        let Some(comment) = source.comment(*line) else {
            return false;
        };
        match remaining.get_mut(comment.trim_end()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => !deleted.contains(line),
        }
    };
    let lost = (0..source.line_count()).filter(is_lost);
    Ok(lost.map(|line| line + 1).collect())
}
