//! Which lines of a prose begin the item of a list, and at which depth.

use std::ops::Range;

use super::markers::{Kind, Marker, marker};

/// How far to the right of another item an item within it begins.
const NESTING: usize = 2;

/// What a line of a prose is to the lists.
pub enum Item {
    /// The first line of an item.
    First {
        /// How many items it stands in.
        depth: usize,
        /// The sign that Markdown is shown: another one begins another list.
        sign: char,
        /// The marker, in the line.
        marker: Range<usize>,
    },
    /// A line that goes on with an item after an empty one.
    Within {
        /// How many items it stands in.
        depth: usize,
    },
    /// Any other line.
    Text,
}

impl Item {
    /// Where the text of a line begins, after its indent and its marker.
    pub fn content(&self, line: &str) -> usize {
        let after = match self {
            Self::First { marker, .. } => marker.end,
            Self::Within { .. } => 0,
            Self::Text => return 0,
        };
        after + (line[after..].len() - line[after..].trim_start_matches([' ', '\t']).len())
    }

    /// What Markdown is shown in the place of the indent and the marker.
    pub fn markdown_prefix(&self) -> String {
        match self {
            Self::First { depth, sign, .. } => format!("{}{sign} ", "  ".repeat(*depth)),
            Self::Within { depth } => "  ".repeat(*depth),
            Self::Text => String::new(),
        }
    }

    /// The marker of the line, if it begins an item.
    pub fn marker(&self) -> Option<Range<usize>> {
        match self {
            Self::First { marker, .. } => Some(marker.clone()),
            _ => None,
        }
    }
}

/// The lines of a prose, line ends included, each with what it is to the lists.
pub fn lines(prose: &str) -> impl Iterator<Item = (&str, Item)> {
    let mut lists = Lists::default();
    prose
        .split_inclusive('\n')
        .map(move |line| (line, lists.read(line.trim_end_matches(['\n', '\r']))))
}

/// What the line before says of the one that follows.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Before {
    /// An empty line, or none.
    #[default]
    Nothing,
    /// An item of a list.
    Item,
    /// A line that announces items, or ends one: `:` or `;`.
    Announcement,
    /// A line that ends a sentence or a part of it.
    Sentence,
    /// A line that goes on.
    Line,
}

/// An item still open.
struct Open {
    /// The column of its marker.
    column: usize,
    kind: Kind,
    marker: String,
    sign: char,
}

#[derive(Default)]
struct Lists {
    open: Vec<Open>,
    before: Before,
}

impl Lists {
    fn read(&mut self, line: &str) -> Item {
        let found = marker(line);
        let item = match &found {
            Some(found) if found.has_text && !is_a_rule(line) && self.begins(found, line) => {
                self.item(found, line)
            }
            _ => self.text(line),
        };
        self.before = before(line, &item);
        item
    }

    /// Whether a line that begins with a marker is an item, and no sentence that happens to be
    /// broken there.
    fn begins(&self, found: &Marker, line: &str) -> bool {
        let text = &line[found.range.clone()];
        match (found.kind, self.before) {
            (Kind::Dash | Kind::Bullet, _) => true,
            (_, Before::Nothing | Before::Item | Before::Announcement) => true,
            (Kind::Letter | Kind::LongDash, Before::Sentence) => true,
            (Kind::Number, _) if number(text) == Some(1) => true,
            (Kind::Number, _) => self.last(Kind::Number).is_some_and(|last| {
                let (last, this) = (number(&last.marker), number(text));
                last.zip(this).is_some_and(|(last, this)| this == last + 1)
            }),
            (kind, _) => self.last(kind).is_some(),
        }
    }

    fn last(&self, kind: Kind) -> Option<&Open> {
        self.open.iter().rev().find(|open| open.kind == kind)
    }

    fn item(&mut self, found: &Marker, line: &str) -> Item {
        let column = column(line);
        while self.open.len() > 1 && self.open.last().is_some_and(|open| column < open.column) {
            self.open.pop();
        }
        let marker = line[found.range.clone()].to_owned();
        let sibling = match self.open.last() {
            Some(open) if column < open.column + NESTING => self.open.pop(),
            _ => None,
        };
        let sign = sign(found.kind, &marker, sibling.as_ref());
        self.open.push(Open {
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

    /// A text that is no item: after an empty line it goes on with the item that it is indented
    /// under, or ends the lists.
    fn text(&mut self, line: &str) -> Item {
        if line.trim().is_empty() || self.before != Before::Nothing {
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

/// The sign of an item: that of the item before it when they are of one list.
fn sign(kind: Kind, marker: &str, sibling: Option<&Open>) -> char {
    if matches!(kind, Kind::Number | Kind::Letter) {
        return '+';
    }
    match sibling {
        Some(sibling) if sibling.marker == marker => sibling.sign,
        Some(sibling) if sibling.sign == '-' => '*',
        _ => '-',
    }
}

fn before(line: &str, item: &Item) -> Before {
    let end = line.trim_end().chars().next_back();
    match (end, item) {
        (None, _) => Before::Nothing,
        (Some(_), Item::First { .. }) => Before::Item,
        (Some(':' | ';'), _) => Before::Announcement,
        (Some('.' | ','), _) => Before::Sentence,
        (Some(_), _) => Before::Line,
    }
}

fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The number of a marker.
fn number(marker: &str) -> Option<u32> {
    let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// `* * *`, `---`: a line across the page, typed with signs.
fn is_a_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let first = signs.next();
    matches!(first, Some('*' | '-')) && signs.all(|sign| Some(sign) == first)
}
