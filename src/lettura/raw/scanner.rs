//! Going through the lines of a file, keeping in mind what each of them leaves open.

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
    Quote(char),
    Flow(usize),
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
    /// The last line with a finding.
    told_line: usize,
    read: RawLines,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a Arc<Sorgente>) -> Self {
        Self {
            source,
            state: State::Structure,
            last: None,
            lists: Vec::new(),
            groups: Vec::new(),
            number: 0,
            start: 0,
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
            State::Quote(quote) => {
                if line::closing_quote(line, *quote).is_some() {
                    self.state = State::Structure;
                }
            }
            State::Flow(open) => {
                self.state = match line::open_brackets(line, *open) {
                    0 => State::Structure,
                    open => State::Flow(open),
                };
            }
            State::Block(_) => self.block_line(line),
            State::Structure => self.structure_line(line),
        }
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
        let is_boundary = column == 0 && (rest.starts_with("---") || rest.starts_with("..."));
        is_entry && self.lists.contains(&column) || is_key || is_boundary
    }

    fn structure_line(&mut self, line: &str) {
        let Some(line) = self.with_plain_indent(line) else {
            return;
        };
        let rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let (mut rest, mut is_entry) = (rest.to_owned(), false);
        self.lists.retain(|list| *list <= column);
        loop {
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
        self.remember(name, meant, &rest[key.value..]);
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
            return self.remember(name.to_owned(), column, value);
        }
        if is_entry {
            let dash = self.lists.last().copied().unwrap_or(column);
            self.remember(String::new(), dash, rest);
        }
    }

    fn remember(&mut self, name: String, column: usize, text: &str) {
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
            Value::OpenQuote(quote) => self.state = State::Quote(quote),
            Value::Flow(open) if open > 0 => self.state = State::Flow(open),
            _ => {}
        }
        self.last = Some(Last {
            name,
            column,
            value,
        });
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
        self.read
            .mended
            .retain(|(number, _)| *number != self.number);
        self.read.mended.push((self.number, line));
    }
}

fn indented(column: usize, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{}{text}", " ".repeat(column))
}
