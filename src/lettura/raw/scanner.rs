//! Going through the lines of a file, keeping in mind what each of them leaves open.

use std::ops::Range;
use std::sync::Arc;

use super::line::{self, Value, is_a_name, is_odd_space, is_white, key_of, value_of};
use super::{RawLines, mistakes};
use crate::rilievi::{Luogo, Rilievo, Sorgente};

/// How far to the right of its key a text stands, when no line of it says so.
const INDENT: usize = 2;

/// What the lines so far leave open.
enum State {
    Structure,
    Block(Block),
    Quote(char, Opened),
    Flow(usize, Opened),
}

/// A value that its line does not close.
#[derive(Clone)]
struct Opened {
    line: usize,
    /// The bytes of its first sign.
    sign: Range<usize>,
    /// The column of its key.
    column: usize,
    /// What stands before it on its line.
    head: String,
}

/// A text of many lines.
struct Block {
    key: String,
    key_line: usize,
    /// The column that its lines stand to the right of.
    column: usize,
    /// The column of its first line.
    content: Option<usize>,
    /// Whether a line that lost its indent has been told.
    told: bool,
}

/// The last line with a key, or with an entry that is a text.
struct Last {
    name: String,
    column: usize,
    value: Value,
}

pub struct Scanner<'a> {
    source: &'a Arc<Sorgente>,
    state: State,
    last: Option<Last>,
    /// The columns of the dashes of the lists that are open.
    lists: Vec<usize>,
    /// The groups of keys that are open: their column, and their first key.
    groups: Vec<(usize, String)>,
    number: usize,
    start: usize,
    /// From which column on, and by how much, the lines of a misplaced item stand elsewhere.
    shift: Option<(usize, isize)>,
    is_key: &'a dyn Fn(&str) -> bool,
    /// The last line with a finding.
    told_line: usize,
    read: RawLines,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a Arc<Sorgente>, is_key: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            source,
            state: State::Structure,
            last: None,
            lists: Vec::new(),
            groups: Vec::new(),
            number: 0,
            start: 0,
            shift: None,
            is_key,
            told_line: 0,
            read: RawLines::default(),
        }
    }

    pub fn read(mut self) -> RawLines {
        let source = Arc::clone(self.source);
        let mut number = 1;
        loop {
            let range = source.riga_intera(number);
            let is_past_the_end = number > 1 && range.start >= source.testo().len();
            if is_past_the_end {
                return self.read;
            }
            (self.number, self.start) = (number, range.start);
            self.line(&source.testo()[range]);
            number += 1;
        }
    }

    fn line(&mut self, line: &str) {
        match &self.state {
            State::Quote(_, opened) | State::Flow(_, opened) if self.is_past(opened, line) => {
                let opened = opened.clone();
                self.close(&opened);
                self.structure_line(line);
            }
            State::Quote(quote, _) => {
                if line::closing_quote(line, *quote).is_some() {
                    self.state = State::Structure;
                }
            }
            State::Flow(open, opened) => {
                self.state = match line::open_brackets(line, *open) {
                    0 => State::Structure,
                    open => State::Flow(open, opened.clone()),
                };
            }
            State::Block(_) => self.block_line(line),
            State::Structure => self.structure_line(line),
        }
    }

    /// Whether a line is a key of the plan that stands beside, or above, a value still open.
    fn is_past(&self, opened: &Opened, line: &str) -> bool {
        let rest = line.trim_start_matches([' ', '-']);
        let key = key_of(rest).filter(|key| (self.is_key)(key.name));
        key.is_some() && line.len() - rest.len() <= opened.column
    }

    /// Tells a value that nothing closes, and reads on as if it were an empty text.
    fn close(&mut self, opened: &Opened) {
        let finding = match self.state {
            State::Quote(..) => mistakes::open_quote(),
            _ => mistakes::open_bracket(),
        };
        let place = Luogo {
            sorgente: Arc::clone(self.source),
            intervallo: opened.sign.clone(),
        };
        self.read.findings.push(finding.in_luogo(place));
        self.mend_line(opened.line, format!("{}\"\"", opened.head));
        (opened.line + 1..self.number).for_each(|line| self.mend_line(line, String::new()));
        self.state = State::Structure;
    }

    /// A line within a text of many lines, or the first after it.
    fn block_line(&mut self, line: &str) {
        let State::Block(block) = &mut self.state else {
            return;
        };
        let rest = line.trim_start_matches(' ');
        let column = line.len() - rest.len();
        if rest.is_empty() {
            return;
        }
        if column > block.column {
            let content = *block.content.get_or_insert(column);
            if column < content && !rest.starts_with('#') {
                let finding = mistakes::less_indent(&block.key, block.key_line, content);
                self.tell(finding, column, rest.len());
                self.mend(format!("{}{rest}", " ".repeat(content)));
            }
            return;
        }
        let content = block.content.unwrap_or(block.column + INDENT);
        if let Some(odd) = rest.chars().next().filter(|c| is_odd_space(*c)) {
            let text = rest.trim_start_matches(is_white);
            let finding = if text.is_empty() {
                mistakes::odd_empty_line(odd)
            } else {
                mistakes::odd_indent(odd)
            };
            self.tell(finding, column, odd.len_utf8());
            self.mend(indented(content, text));
            return;
        }
        if rest.starts_with('#') || self.is_structure(rest, column) {
            self.state = State::Structure;
            self.structure_line(line);
            return;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        if word.contains('_') && (self.is_key)(word) {
            self.tell(mistakes::no_colon(word), column, word.len());
            self.mend(indented(column, &format!("{word}: \"\"")));
            self.state = State::Structure;
            return;
        }
        self.mend(indented(content, rest));
        if let State::Block(block) = &mut self.state
            && !std::mem::replace(&mut block.told, true)
        {
            let finding = mistakes::lost_indent(&block.key, block.key_line, content);
            self.tell(finding, column, rest.trim_end().len());
        }
    }

    /// Whether a line after a text is a part of the plan, and not a line of that text.
    fn is_structure(&self, rest: &str, column: usize) -> bool {
        let is_entry = rest == "-" || rest.starts_with("- ");
        let is_key = key_of(rest).is_some_and(|key| is_a_name(key.name));
        let after_dash = rest.strip_prefix('-').and_then(key_of);
        let is_stuck_dash = after_dash.is_some_and(|key| (self.is_key)(key.name));
        let is_boundary = column == 0 && (rest.starts_with("---") || rest.starts_with("..."));
        is_entry && self.lists.contains(&column) || is_key || is_stuck_dash || is_boundary
    }

    fn structure_line(&mut self, line: &str) {
        let Some(line) = self.with_plain_indent(line) else {
            return;
        };
        let rest = line.trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let line = self.in_its_column(&line, rest);
        let rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        let (mut rest, mut is_entry) = (rest.to_owned(), false);
        self.lists.retain(|list| *list <= column);
        loop {
            if let Some(spaced) = self.with_spaced_dash(&rest, column) {
                self.mend(format!("{}{spaced}", &line[..line.len() - rest.len()]));
                rest = spaced;
            }
            if let Some(dash) = line::false_dash(&rest).filter(|_| !self.goes_on(column)) {
                self.tell(mistakes::false_dash(dash), column, dash.len_utf8());
                rest.replace_range(..dash.len_utf8(), "-");
                self.mend(format!("{}{rest}", &line[..column.min(line.len())]));
            }
            if rest != "-" && !rest.starts_with("- ") && !rest.starts_with("-\t") {
                break;
            }
            self.lists.retain(|list| *list < column);
            self.lists.push(column);
            self.groups.retain(|(group, _)| *group <= column);
            self.last = None;
            is_entry = true;
            let text = rest[1..].trim_start_matches([' ', '\t']);
            self.spaces_for_tabs(column + 1, &rest[1..rest.len() - text.len()]);
            column += rest.len() - text.len();
            rest = text.to_owned();
        }
        if !is_entry {
            self.lists.retain(|list| *list < column);
        }
        self.key_or_text(&line, &rest, column, is_entry);
    }

    /// The line where it was meant to begin: beside the other entries of its list, and with what
    /// belongs to a misplaced entry.
    fn in_its_column(&mut self, line: &str, rest: &str) -> String {
        let column = line.len() - rest.len();
        let is_entry = rest == "-" || rest.starts_with("- ");
        // An entry may stand elsewhere alone, and its keys where they were meant to.
        let is_meant = self
            .groups
            .last()
            .is_some_and(|(group, _)| *group == column);
        let ends = self.shift.is_some_and(|(from, _)| column < from);
        if ends || is_entry && self.lists.contains(&column) || !is_entry && is_meant {
            self.shift = None;
        }
        if is_entry && self.shift.is_none() {
            self.shift = self.misplaced(column);
            if let Some((_, by)) = self.shift {
                let finding = mistakes::misplaced_dash(column.saturating_add_signed(by));
                self.tell(finding, column, 1);
            }
        }
        match self.shift {
            Some((_, by)) => {
                let mended = indented(column.saturating_add_signed(by), rest);
                self.mend(mended.clone());
                mended
            }
            None => line.to_owned(),
        }
    }

    /// How far a dash stands from the column of the list that is open beside it.
    fn misplaced(&self, column: usize) -> Option<(usize, isize)> {
        let last = self.last.as_ref();
        let opens_one = last.is_none_or(|last| last.value == Value::Empty);
        if opens_one || self.lists.contains(&column) {
            return None;
        }
        let beside = |list: &&usize| list.abs_diff(column) < INDENT;
        let list = self.lists.iter().rev().find(beside)?;
        Some((column, list.checked_signed_diff(column)?))
    }

    /// An entry whose dash has no plain space after it, with one.
    fn with_spaced_dash(&mut self, rest: &str, column: usize) -> Option<String> {
        let text = rest.strip_prefix('-')?;
        let first = text.chars().next()?;
        if is_odd_space(first) {
            self.tell(
                mistakes::odd_space_after_dash(first),
                column + 1,
                first.len_utf8(),
            );
            return Some(format!("- {}", text.trim_start_matches(is_white)));
        }
        let key = key_of(text).filter(|key| (self.is_key)(key.name))?;
        self.tell(mistakes::no_space_after_dash(), column, 1 + key.name.len());
        Some(format!("- {text}"))
    }

    /// The line with spaces in its indent; none when it only looked empty.
    fn with_plain_indent(&mut self, line: &str) -> Option<String> {
        let text = line.trim_start_matches(is_white);
        let indent = &line[..line.len() - text.len()];
        let odd = indent
            .char_indices()
            .find(|(_, c)| *c == '\t' || is_odd_space(*c));
        let Some((place, odd)) = odd else {
            return Some(line.to_owned());
        };
        if text.is_empty() {
            if odd != '\t' {
                self.tell(mistakes::odd_empty_line(odd), place, odd.len_utf8());
                self.mend(String::new());
            }
            return None;
        }
        self.tell(mistakes::odd_indent(odd), place, odd.len_utf8());
        let mended = indented(self.meant_column(indent, text), text);
        self.mend(mended.clone());
        Some(mended)
    }

    /// Where a line with odd spaces in its indent was meant to begin. How wide a tab is depends on
    /// the editor: the line is taken to stand beside the one before it, or within it.
    fn meant_column(&self, indent: &str, text: &str) -> usize {
        let visible = indent.chars().filter(|c| !line::is_invisible(*c));
        match &self.last {
            _ if !indent.contains('\t') => visible.count(),
            _ if text.starts_with("- ") => self.lists.last().copied().unwrap_or(INDENT),
            Some(last) if last.value == Value::Empty => last.column + INDENT,
            Some(last) => last.column,
            None => visible.count(),
        }
    }

    fn key_or_text(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        let Some(key) = key_of(rest) else {
            return self.text(line, rest, column, is_entry);
        };
        let name = key.name.trim_matches(['"', '\'']).to_owned();
        let white = &rest[key.colon + 1..key.value];
        if let Some(odd) = white.chars().find(|c| is_odd_space(*c)) {
            let place = column + key.colon + 1;
            self.tell(mistakes::odd_space_after_colon(odd), place, odd.len_utf8());
            let head = &line[..line.len() - rest.len() + key.colon + 1];
            self.mend(format!("{head} {}", &rest[key.value..]));
        } else {
            self.spaces_for_tabs(column + key.colon + 1, white);
        }
        let meant = self.column_of_key(&name, key.name, column, is_entry);
        if meant != column {
            self.mend(indented(meant, rest));
        }
        let place = line.len() - rest.len() + key.value;
        self.remember(name, meant, place, &rest[key.value..]);
    }

    /// The column where a key was meant to begin: told, when it is another one.
    fn column_of_key(&mut self, name: &str, typed: &str, column: usize, is_entry: bool) -> usize {
        let last = self.last.as_ref().filter(|last| {
            column > last.column && !matches!(last.value, Value::Empty | Value::Block)
        });
        if let Some(last) = last
            && is_a_name(typed)
            && !last.name.is_empty()
        {
            let meant = last.column;
            let finding = mistakes::too_far_right(name, &last.name, meant);
            self.tell(finding, column, typed.len());
            return meant;
        }
        let still_open = self.groups.partition_point(|(group, _)| *group <= column);
        let left = self.groups.get(still_open).cloned();
        self.groups.truncate(still_open);
        let aligned = self
            .groups
            .last()
            .is_some_and(|(group, _)| *group == column);
        match left {
            Some((meant, first)) if !aligned && !is_entry => {
                let finding = mistakes::too_far_left(name, &first, meant);
                self.tell(finding, column, typed.len());
                self.groups.push((meant, first));
                meant
            }
            _ => {
                if !aligned {
                    self.groups.push((column, name.to_owned()));
                }
                column
            }
        }
    }

    /// A line without a key: an entry of a list, a text that goes on, or a key without its space.
    fn text(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        let stuck = rest.split_once(':').filter(|(name, value)| {
            is_a_name(name)
                && name.starts_with(|c: char| c.is_ascii_lowercase())
                && !value.is_empty()
                && !value.starts_with('/')
        });
        let beside = self.last.as_ref().is_some_and(|last| last.column == column);
        if let Some((name, value)) = stuck.filter(|_| beside || is_entry) {
            self.tell(mistakes::no_space_after_colon(name), column, name.len() + 1);
            self.mend(format!(
                "{}{name}: {value}",
                &line[..line.len() - rest.len()]
            ));
            return self.remember(name.to_owned(), column, line.len() - value.len(), value);
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        if beside && (self.is_key)(word) {
            self.tell(mistakes::no_colon(word), column, word.len());
            let value = if rest.trim_end() == word { "" } else { " \"\"" };
            self.mend(format!(
                "{}{word}:{value}",
                &line[..line.len() - rest.len()]
            ));
            return self.remember(word.to_owned(), column, line.len(), value);
        }
        if is_entry {
            let dash = self.lists.last().copied().unwrap_or(column);
            self.remember(String::new(), dash, line.len() - rest.len(), rest);
        }
    }

    /// Keeps in mind a key and its value, which begins at a place of the line.
    fn remember(&mut self, name: String, column: usize, place: usize, text: &str) {
        let value = value_of(text);
        match value {
            Value::Block => {
                self.state = State::Block(Block {
                    key: name.clone(),
                    key_line: self.number,
                    column,
                    content: None,
                    told: false,
                });
            }
            Value::OpenQuote(quote) => {
                self.state = State::Quote(quote, self.opened(column, place));
            }
            Value::Flow(open) if open > 0 => {
                self.state = State::Flow(open, self.opened(column, place));
            }
            _ => {}
        }
        self.last = Some(Last {
            name,
            column,
            value,
        });
    }

    /// The value that begins at a place of this line, left open.
    fn opened(&self, column: usize, place: usize) -> Opened {
        let range = self.source.riga_intera(self.number);
        let line = &self.source.testo()[range.clone()];
        let mut places = (0..=place.min(line.len())).rev();
        let place = places.find(|place| line.is_char_boundary(*place));
        let place = place.unwrap_or_default();
        let length = line[place..].chars().next().map_or(0, char::len_utf8);
        let sign = range.start + place;
        Opened {
            line: self.number,
            sign: sign..sign + length,
            column,
            head: line[..place].to_owned(),
        }
    }

    /// Whether a line in a column goes on with a text without quotes.
    fn goes_on(&self, column: usize) -> bool {
        self.last
            .as_ref()
            .is_some_and(|last| last.value == Value::Plain && column > last.column)
    }

    fn spaces_for_tabs(&mut self, place: usize, white: &str) {
        let tabs = white
            .match_indices('\t')
            .map(|(tab, _)| self.start + place + tab);
        self.read.tabs.extend(tabs);
    }

    /// Keeps a finding about so many bytes of the line; of a line, the first one, since after it the
    /// line is read as mended.
    fn tell(&mut self, finding: Rilievo, place: usize, length: usize) {
        if self.told_line == self.number {
            return;
        }
        self.told_line = self.number;
        let line = self.source.riga_intera(self.number);
        let start = (self.start + place).min(line.end);
        let place = Luogo {
            sorgente: Arc::clone(self.source),
            intervallo: start..(start + length).min(line.end),
        };
        self.read.findings.push(finding.in_luogo(place));
    }

    fn mend(&mut self, line: String) {
        self.mend_line(self.number, line);
    }

    fn mend_line(&mut self, number: usize, line: String) {
        self.read.mended.retain(|(other, _)| *other != number);
        self.read.mended.push((number, line));
    }
}

fn indented(column: usize, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{}{text}", " ".repeat(column))
}
