//! Tells which lines of a prose begin an item of a list, and at which depth.
//!
//! Offices write lists with markers that Markdown does not know (`a)`, `1°`, `•`), and sentences that
//! happen to be broken before something that looks like a marker (`ai sensi della lettera / a) del comma
//! 2`). So the line before, the marker and the lines after decide together.

use std::ops::Range;

use crate::piano::markers::{Marker, MarkerKind, marker, possible_numbers};
use crate::piano::sentences;

/// The columns by which an item must begin to the right of another to be nested in it.
const NESTING: usize = 2;

/// The role of a line of a prose in its lists.
pub(crate) enum Item {
    /// The first line of an item.
    First {
        /// The number of items that it is nested in.
        depth: usize,
        /// The marker given to Markdown in place of the typed one: another sign begins another list.
        sign: char,
        /// The bytes of the typed marker in the line.
        marker: Range<usize>,
    },
    /// A line that continues an item after an empty line.
    Within {
        /// The number of items that it is nested in.
        depth: usize,
    },
    /// Any other line.
    Text,
}

impl Item {
    /// Where the text of a line begins, after its indent and its marker.
    pub(crate) fn content(&self, line: &str) -> usize {
        let after = match self {
            Self::First { marker, .. } => marker.end,
            Self::Within { .. } => 0,
            // An empty line may hold spaces, such as unbreakable ones, that are none to Markdown.
            Self::Text if line.trim().is_empty() => 0,
            Self::Text => return 0,
        };
        line.len() - line[after..].trim_start_matches(is_inline_space).len()
    }

    /// The indent and marker given to Markdown in place of the typed ones.
    pub(crate) fn markdown_prefix(&self) -> String {
        match self {
            Self::First { depth, sign, .. } => format!("{}{sign} ", "  ".repeat(*depth)),
            Self::Within { depth } => "  ".repeat(*depth),
            Self::Text => String::new(),
        }
    }

    /// The marker of the line, if it begins an item.
    pub(crate) fn marker(&self) -> Option<Range<usize>> {
        match self {
            Self::First { marker, .. } => Some(marker.clone()),
            _ => None,
        }
    }
}

fn is_inline_space(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\r'
}

/// The lines of a prose, with their line ends, each with its role.
pub(crate) fn lines(prose: &str) -> Vec<(&str, Item)> {
    let mut lists = Lists::default();
    let lines: Vec<&str> = prose.split_inclusive('\n').collect();
    let read = lines.iter().enumerate().map(|(index, line)| {
        let following = lines[index + 1..].iter().map(|line| line.trim_end());
        let item = lists.read(line.trim_end_matches(['\n', '\r']), following);
        (*line, item)
    });
    read.collect()
}

/// What the line before implies for the next one.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum LineBefore {
    /// An empty line, or none.
    #[default]
    Nothing,
    /// An item of a list.
    Item,
    /// A line that announces items or separates them: it ends with `:` or `;`.
    Announcement,
    /// A line that ends a sentence or a clause: with `.` or `,`.
    Sentence,
    /// A line whose last word must be followed by more: `della`, `lettera`.
    GoingOn,
    /// Any other line.
    Line,
}

/// An item still open.
struct OpenItem {
    /// The column of its marker.
    column: usize,
    kind: MarkerKind,
    marker: String,
    sign: char,
}

#[derive(Default)]
struct Lists {
    open: Vec<OpenItem>,
    before: LineBefore,
}

impl Lists {
    fn read<'a>(&mut self, line: &str, following: impl Iterator<Item = &'a str>) -> Item {
        let found = marker(line).filter(|found| found.has_text && !is_rule(line));
        let item = match &found {
            Some(found) if self.begins_item(found, line, following) => self.read_item(found, line),
            _ => self.read_text(line),
        };
        self.before = line_before(line, &item);
        item
    }

    /// Whether a line that begins with a marker is an item, rather than the rest of a sentence broken
    /// there.
    fn begins_item<'a>(
        &self,
        found: &Marker,
        line: &str,
        following: impl Iterator<Item = &'a str>,
    ) -> bool {
        let text = &line[found.range.clone()];
        let is_next = self.last(found.kind).is_some_and(|last| {
            !found.kind.is_ordered() && last.marker == text
                || follows(&last.marker, text)
                || found.kind == MarkerKind::Number && is_soon_after(&last.marker, text)
        });
        match (found.kind, self.before) {
            (MarkerKind::Dash | MarkerKind::Bullet, _) => true,
            _ if is_next => true,
            (_, LineBefore::GoingOn) => false,
            // `A.` may be an initial and `1.2` a number: they are items only if another one follows.
            (MarkerKind::Initial | MarkerKind::Outline, _) => {
                is_continued(found.kind, text, following)
            }
            (_, LineBefore::Nothing | LineBefore::Item | LineBefore::Announcement) => true,
            (MarkerKind::Letter | MarkerKind::LongDash, LineBefore::Sentence) => true,
            (MarkerKind::Number, _) if possible_numbers(text) == [1] => true,
            _ => is_continued(found.kind, text, following),
        }
    }

    fn last(&self, kind: MarkerKind) -> Option<&OpenItem> {
        self.open.iter().rev().find(|open| open.kind == kind)
    }

    fn read_item(&mut self, found: &Marker, line: &str) -> Item {
        let column = column(line);
        while self.open.len() > 1 && self.open.last().is_some_and(|open| column < open.column) {
            self.open.pop();
        }
        let marker = line[found.range.clone()].to_owned();
        let sibling = match self.open.last() {
            Some(open) if column < open.column + NESTING => self.open.pop(),
            _ => None,
        };
        let sign = item_sign(found.kind, &marker, sibling.as_ref());
        self.open.push(OpenItem {
            column: sibling.map_or(column, |sibling| sibling.column),
            kind: found.kind,
            marker,
            sign,
        });
        Item::First {
            depth: self.open.len() - 1,
            sign,
            marker: found.range.clone(),
        }
    }

    /// Reads a line that begins no item: after an empty line it continues the item that it is indented
    /// under, or ends the lists.
    fn read_text(&mut self, line: &str) -> Item {
        if line.trim().is_empty() || self.before != LineBefore::Nothing {
            return Item::Text;
        }
        let column = column(line);
        self.open.retain(|open| open.column < column);
        match self.open.len() {
            0 => Item::Text,
            depth => Item::Within { depth },
        }
    }
}

/// Whether the next marker of the same kind in the paragraph continues the sequence (`b)` after `a)`):
/// two such markers make a list.
fn is_continued<'a>(
    kind: MarkerKind,
    text: &str,
    following: impl Iterator<Item = &'a str>,
) -> bool {
    let paragraph = following.take_while(|line| !line.trim().is_empty());
    let next = paragraph
        .filter_map(|line| Some((marker(line)?, line)))
        .find(|(next, _)| next.kind == kind && next.has_text);
    next.is_some_and(|(next, line)| {
        let next = &line[next.range];
        if kind.is_ordered() {
            follows(text, next)
        } else {
            next == text
        }
    })
}

/// Whether a marker is the next one after another: `b)` after `a)`, `ii)` after `i)`.
fn follows(before: &str, after: &str) -> bool {
    let after = possible_numbers(after);
    possible_numbers(before)
        .iter()
        .any(|number| after.contains(&(number + 1)))
}

/// The most numbers that a list may skip.
const MOST_LEFT_OUT: u32 = 20;

/// Whether a number follows another within [`MOST_LEFT_OUT`]: `10.` after `2.`, but not a year.
fn is_soon_after(before: &str, after: &str) -> bool {
    match (
        possible_numbers(before).first(),
        possible_numbers(after).first(),
    ) {
        (Some(before), Some(after)) => after > before && after - before <= MOST_LEFT_OUT,
        _ => false,
    }
}

/// The marker given to Markdown for an item: that of the item before if they are of one list, another one
/// if not. `+` stands for all ordered lists, so that it is known which ones to number.
fn item_sign(kind: MarkerKind, marker: &str, sibling: Option<&OpenItem>) -> char {
    if kind.is_ordered() {
        return '+';
    }
    match sibling {
        Some(sibling) if sibling.marker == marker => sibling.sign,
        Some(sibling) if sibling.sign == '-' => '*',
        _ => '-',
    }
}

fn line_before(line: &str, item: &Item) -> LineBefore {
    let line = line.trim_end();
    match (line.chars().next_back(), item) {
        (None, _) => LineBefore::Nothing,
        _ if sentences::sentence_continues(line) => LineBefore::GoingOn,
        (Some(_), Item::First { .. }) => LineBefore::Item,
        (Some(':' | ';'), _) => LineBefore::Announcement,
        (Some('.' | ','), _) => LineBefore::Sentence,
        (Some(_), _) => LineBefore::Line,
    }
}

fn column(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// Whether a line is a horizontal rule typed with signs: `* * *`, `---`.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let first = signs.next();
    matches!(first, Some('*' | '-')) && signs.all(|sign| Some(sign) == first)
}
