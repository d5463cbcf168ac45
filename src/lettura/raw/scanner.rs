//! Going through the lines of a file, keeping in mind what each of them leaves open.

use std::ops::Range;
use std::sync::Arc;

use super::line::{
    self, ValueStyle, is_key_name, is_odd_space, leading_key, looks_white, value_style,
};
use super::{RawLines, mistakes};
use crate::rilievi::{Location, Rilievo, Source};

/// How far to the right of its key a text stands, when no line of it says so.
const INDENT: usize = 2;

/// What the lines so far leave open.
enum LineState {
    Structure,
    Block(BlockText),
    Quote(char, OpenedValue),
    Flow(usize, OpenedValue),
}

/// A value that its line does not close.
#[derive(Clone)]
struct OpenedValue {
    line: usize,
    /// The bytes of its first sign.
    opening_range: Range<usize>,
    /// The column of its key.
    key_column: usize,
    /// What stands before it on its line.
    head: String,
}

/// A text of many lines.
struct BlockText {
    key: String,
    key_line: usize,
    /// The column that its lines stand to the right of.
    key_column: usize,
    /// The column of its first line.
    content_column: Option<usize>,
    /// Whether a line that lost its indent has been told.
    is_reported: bool,
}

/// The last line with a key, or with an entry that is a text.
struct LastLine {
    name: String,
    column: usize,
    value_style: ValueStyle,
}

pub struct Scanner<'a> {
    source: &'a Arc<Source>,
    state: LineState,
    last_line: Option<LastLine>,
    /// The columns of the dashes of the lists that are open.
    list_columns: Vec<usize>,
    /// The groups of keys that are open: their column, and their first key.
    groups: Vec<(usize, String)>,
    line_number: usize,
    line_start: usize,
    /// From which column on, and by how much, the lines of a misplaced item stand elsewhere.
    shift: Option<(usize, isize)>,
    is_known_key: &'a dyn Fn(&str) -> bool,
    /// The last line with a finding.
    reported_line: usize,
    raw_lines: RawLines,
}

impl<'a> Scanner<'a> {
    pub fn new(source: &'a Arc<Source>, is_known_key: &'a dyn Fn(&str) -> bool) -> Self {
        Self {
            source,
            state: LineState::Structure,
            last_line: None,
            list_columns: Vec::new(),
            groups: Vec::new(),
            line_number: 0,
            line_start: 0,
            shift: None,
            is_known_key,
            reported_line: 0,
            raw_lines: RawLines::default(),
        }
    }

    pub fn read(mut self) -> RawLines {
        let source = Arc::clone(self.source);
        let mut number = 1;
        loop {
            let range = source.whole_line(number);
            let is_past_the_end = number > 1 && range.start >= source.text().len();
            if is_past_the_end {
                return self.raw_lines;
            }
            (self.line_number, self.line_start) = (number, range.start);
            self.read_line(&source.text()[range]);
            number += 1;
        }
    }

    fn read_line(&mut self, line: &str) {
        match &self.state {
            LineState::Quote(_, opened) | LineState::Flow(_, opened)
                if self.is_past_open_value(opened, line) =>
            {
                let opened = opened.clone();
                self.report_unclosed(&opened);
                self.structure_line(line);
            }
            LineState::Quote(quote, _) => {
                if line::closing_quote(line, *quote).is_some() {
                    self.state = LineState::Structure;
                }
            }
            LineState::Flow(open, opened) => {
                self.state = match line::open_brackets(line, *open) {
                    0 => LineState::Structure,
                    open => LineState::Flow(open, opened.clone()),
                };
            }
            LineState::Block(_) => self.block_line(line),
            LineState::Structure => self.structure_line(line),
        }
    }

    /// Whether a line is a key of the plan that stands beside, or above, a value still open.
    fn is_past_open_value(&self, opened: &OpenedValue, line: &str) -> bool {
        let rest = line.trim_start_matches([' ', '-']);
        let key = leading_key(rest).filter(|key| (self.is_known_key)(key.name));
        key.is_some() && line.len() - rest.len() <= opened.key_column
    }

    /// Tells a value that nothing closes, and reads on as if it were an empty text.
    fn report_unclosed(&mut self, opened: &OpenedValue) {
        let finding = match self.state {
            LineState::Quote(..) => mistakes::unclosed_quote(),
            _ => mistakes::unclosed_bracket(),
        };
        let place = Location {
            source: Arc::clone(self.source),
            span: opened.opening_range.clone(),
        };
        self.raw_lines.findings.push(finding.at(place));
        self.mend_line(opened.line, format!("{}\"\"", opened.head));
        (opened.line + 1..self.line_number).for_each(|line| self.mend_line(line, String::new()));
        self.state = LineState::Structure;
    }

    /// A line within a text of many lines, or the first after it.
    fn block_line(&mut self, line: &str) {
        let LineState::Block(block) = &mut self.state else {
            return;
        };
        let rest = line.trim_start_matches(' ');
        let column = line.len() - rest.len();
        if rest.is_empty() {
            return;
        }
        if column > block.key_column {
            let content_column = *block.content_column.get_or_insert(column);
            if column < content_column && !rest.starts_with('#') {
                let finding = mistakes::less_indent(&block.key, block.key_line, content_column);
                self.report(finding, column, rest.len());
                self.mend(format!("{}{rest}", " ".repeat(content_column)));
            }
            return;
        }
        let content_column = block.content_column.unwrap_or(block.key_column + INDENT);
        if let Some(odd) = rest.chars().next().filter(|c| is_odd_space(*c)) {
            let text = rest.trim_start_matches(looks_white);
            let finding = if text.is_empty() {
                mistakes::odd_empty_line(odd)
            } else {
                mistakes::odd_indent(odd)
            };
            self.report(finding, column, odd.len_utf8());
            self.mend(indented(content_column, text));
            return;
        }
        if rest.starts_with('#') || self.is_structure(rest, column) {
            self.state = LineState::Structure;
            self.structure_line(line);
            return;
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        if word.contains('_') && (self.is_known_key)(word) {
            self.report(mistakes::missing_colon(word), column, word.len());
            self.mend(indented(column, &format!("{word}: \"\"")));
            self.state = LineState::Structure;
            return;
        }
        self.mend(indented(content_column, rest));
        if let LineState::Block(block) = &mut self.state
            && !std::mem::replace(&mut block.is_reported, true)
        {
            let finding = mistakes::lost_indent(&block.key, block.key_line, content_column);
            self.report(finding, column, rest.trim_end().len());
        }
    }

    /// Whether a line after a text is a part of the plan, and not a line of that text.
    fn is_structure(&self, rest: &str, column: usize) -> bool {
        let is_entry = rest == "-" || rest.starts_with("- ");
        let is_key = leading_key(rest).is_some_and(|key| is_key_name(key.name));
        let after_dash = rest.strip_prefix('-').and_then(leading_key);
        let is_stuck_dash = after_dash.is_some_and(|key| (self.is_known_key)(key.name));
        let is_boundary = column == 0 && (rest.starts_with("---") || rest.starts_with("..."));
        is_entry && self.list_columns.contains(&column) || is_key || is_stuck_dash || is_boundary
    }

    fn structure_line(&mut self, line: &str) {
        let Some(line) = self.with_plain_indent(line) else {
            return;
        };
        let rest = line.trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') {
            return;
        }
        let line = self.realigned(&line, rest);
        let rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        let (mut rest, mut is_entry) = (rest.to_owned(), false);
        self.list_columns.retain(|list| *list <= column);
        loop {
            if let Some(spaced) = self.with_spaced_dash(&rest, column) {
                self.mend(format!("{}{spaced}", &line[..line.len() - rest.len()]));
                rest = spaced;
            }
            if let Some(dash) =
                line::leading_false_dash(&rest).filter(|_| !self.is_continuation(column))
            {
                self.report(mistakes::false_dash(dash), column, dash.len_utf8());
                rest.replace_range(..dash.len_utf8(), "-");
                self.mend(format!("{}{rest}", &line[..column.min(line.len())]));
            }
            if rest != "-" && !rest.starts_with("- ") && !rest.starts_with("-\t") {
                break;
            }
            self.list_columns.retain(|list| *list < column);
            self.list_columns.push(column);
            self.groups.retain(|(group, _)| *group <= column);
            self.last_line = None;
            is_entry = true;
            let text = rest[1..].trim_start_matches([' ', '\t']);
            self.record_tabs(column + 1, &rest[1..rest.len() - text.len()]);
            column += rest.len() - text.len();
            rest = text.to_owned();
        }
        if !is_entry {
            self.list_columns.retain(|list| *list < column);
        }
        self.key_or_text(&line, &rest, column, is_entry);
    }

    /// The line where it was meant to begin: beside the other entries of its list, and with what
    /// belongs to a misplaced entry.
    fn realigned(&mut self, line: &str, rest: &str) -> String {
        let column = line.len() - rest.len();
        let is_entry = rest == "-" || rest.starts_with("- ");
        // An entry may stand elsewhere alone, and its keys where they were meant to.
        let is_in_key_column = self
            .groups
            .last()
            .is_some_and(|(group, _)| *group == column);
        let shift_ends = self.shift.is_some_and(|(from, _)| column < from);
        if shift_ends
            || is_entry && self.list_columns.contains(&column)
            || !is_entry && is_in_key_column
        {
            self.shift = None;
        }
        if is_entry && self.shift.is_none() {
            self.shift = self.misplacement(column);
            if let Some((_, by)) = self.shift {
                let finding = mistakes::misplaced_dash(column.saturating_add_signed(by));
                self.report(finding, column, 1);
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
    fn misplacement(&self, column: usize) -> Option<(usize, isize)> {
        let last = self.last_line.as_ref();
        let opens_a_list = last.is_none_or(|last| last.value_style == ValueStyle::Empty);
        if opens_a_list || self.list_columns.contains(&column) {
            return None;
        }
        let beside = |list: &&usize| list.abs_diff(column) < INDENT;
        let list = self.list_columns.iter().rev().find(beside)?;
        Some((column, list.checked_signed_diff(column)?))
    }

    /// An entry whose dash has no plain space after it, with one.
    fn with_spaced_dash(&mut self, rest: &str, column: usize) -> Option<String> {
        let text = rest.strip_prefix('-')?;
        let first = text.chars().next()?;
        if is_odd_space(first) {
            self.report(
                mistakes::odd_space_after_dash(first),
                column + 1,
                first.len_utf8(),
            );
            return Some(format!("- {}", text.trim_start_matches(looks_white)));
        }
        let key = leading_key(text).filter(|key| (self.is_known_key)(key.name))?;
        self.report(
            mistakes::missing_space_after_dash(),
            column,
            1 + key.name.len(),
        );
        Some(format!("- {text}"))
    }

    /// The line with spaces in its indent; none when it only looked empty.
    fn with_plain_indent(&mut self, line: &str) -> Option<String> {
        let text = line.trim_start_matches(looks_white);
        let indent = &line[..line.len() - text.len()];
        let odd = indent
            .char_indices()
            .find(|(_, c)| *c == '\t' || is_odd_space(*c));
        let Some((place, odd)) = odd else {
            return Some(line.to_owned());
        };
        if text.is_empty() {
            if odd != '\t' {
                self.report(mistakes::odd_empty_line(odd), place, odd.len_utf8());
                self.mend(String::new());
            }
            return None;
        }
        self.report(mistakes::odd_indent(odd), place, odd.len_utf8());
        let mended = indented(self.meant_column(indent, text), text);
        self.mend(mended.clone());
        Some(mended)
    }

    /// Where a line with odd spaces in its indent was meant to begin. How wide a tab is depends on
    /// the editor: the line is taken to stand beside the one before it, or within it.
    fn meant_column(&self, indent: &str, text: &str) -> usize {
        let visible = indent.chars().filter(|c| !line::is_invisible(*c));
        match &self.last_line {
            _ if !indent.contains('\t') => visible.count(),
            _ if text.starts_with("- ") => self.list_columns.last().copied().unwrap_or(INDENT),
            Some(last) if last.value_style == ValueStyle::Empty => last.column + INDENT,
            Some(last) => last.column,
            None => visible.count(),
        }
    }

    fn key_or_text(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        let Some(key) = leading_key(rest) else {
            return self.line_without_key(line, rest, column, is_entry);
        };
        let name = key.name.trim_matches(['"', '\'']).to_owned();
        let white = &rest[key.colon + 1..key.value_start];
        if let Some(odd) = white.chars().find(|c| is_odd_space(*c)) {
            let place = column + key.colon + 1;
            self.report(mistakes::odd_space_after_colon(odd), place, odd.len_utf8());
            let head = &line[..line.len() - rest.len() + key.colon + 1];
            self.mend(format!("{head} {}", &rest[key.value_start..]));
        } else {
            self.record_tabs(column + key.colon + 1, white);
        }
        let meant = self.column_of_key(&name, key.name, column, is_entry);
        if meant != column {
            self.mend(indented(meant, rest));
        }
        let place = line.len() - rest.len() + key.value_start;
        self.remember_key(name, meant, place, &rest[key.value_start..]);
    }

    /// The column where a key was meant to begin: told, when it is another one.
    fn column_of_key(&mut self, name: &str, typed: &str, column: usize, is_entry: bool) -> usize {
        let last = self.last_line.as_ref().filter(|last| {
            column > last.column
                && !matches!(last.value_style, ValueStyle::Empty | ValueStyle::Block)
        });
        if let Some(last) = last
            && is_key_name(typed)
            && !last.name.is_empty()
        {
            let meant = last.column;
            let finding = mistakes::too_far_right(name, &last.name, meant);
            self.report(finding, column, typed.len());
            return meant;
        }
        let still_open = self.groups.partition_point(|(group, _)| *group <= column);
        let closed_group = self.groups.get(still_open).cloned();
        self.groups.truncate(still_open);
        let is_aligned = self
            .groups
            .last()
            .is_some_and(|(group, _)| *group == column);
        match closed_group {
            Some((meant, first)) if !is_aligned && !is_entry => {
                let finding = mistakes::too_far_left(name, &first, meant);
                self.report(finding, column, typed.len());
                self.groups.push((meant, first));
                meant
            }
            _ => {
                if !is_aligned {
                    self.groups.push((column, name.to_owned()));
                }
                column
            }
        }
    }

    /// A line without a key: an entry of a list, a text that goes on, or a key without its space.
    fn line_without_key(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        let stuck_key = rest.split_once(':').filter(|(name, value)| {
            is_key_name(name)
                && name.starts_with(|c: char| c.is_ascii_lowercase())
                && !value.is_empty()
                && !value.starts_with('/')
        });
        let is_beside = self
            .last_line
            .as_ref()
            .is_some_and(|last| last.column == column);
        if let Some((name, value)) = stuck_key.filter(|_| is_beside || is_entry) {
            self.report(
                mistakes::missing_space_after_colon(name),
                column,
                name.len() + 1,
            );
            self.mend(format!(
                "{}{name}: {value}",
                &line[..line.len() - rest.len()]
            ));
            return self.remember_key(name.to_owned(), column, line.len() - value.len(), value);
        }
        let word = rest.split_whitespace().next().unwrap_or_default();
        if is_beside && (self.is_known_key)(word) {
            self.report(mistakes::missing_colon(word), column, word.len());
            let value = if rest.trim_end() == word { "" } else { " \"\"" };
            self.mend(format!(
                "{}{word}:{value}",
                &line[..line.len() - rest.len()]
            ));
            return self.remember_key(word.to_owned(), column, line.len(), value);
        }
        if is_entry {
            let dash = self.list_columns.last().copied().unwrap_or(column);
            self.remember_key(String::new(), dash, line.len() - rest.len(), rest);
        }
    }

    /// Keeps in mind a key and its value, which begins at a place of the line.
    fn remember_key(&mut self, name: String, column: usize, place: usize, text: &str) {
        let value = value_style(text);
        match value {
            ValueStyle::Block => {
                self.state = LineState::Block(BlockText {
                    key: name.clone(),
                    key_line: self.line_number,
                    key_column: column,
                    content_column: None,
                    is_reported: false,
                });
            }
            ValueStyle::OpenQuote(quote) => {
                self.state = LineState::Quote(quote, self.opened_value(column, place));
            }
            ValueStyle::Flow(open) if open > 0 => {
                self.state = LineState::Flow(open, self.opened_value(column, place));
            }
            _ => {}
        }
        self.last_line = Some(LastLine {
            name,
            column,
            value_style: value,
        });
    }

    /// The value that begins at a place of this line, left open.
    fn opened_value(&self, column: usize, place: usize) -> OpenedValue {
        let range = self.source.whole_line(self.line_number);
        let line = &self.source.text()[range.clone()];
        let mut places = (0..=place.min(line.len())).rev();
        let place = places.find(|place| line.is_char_boundary(*place));
        let place = place.unwrap_or_default();
        let length = line[place..].chars().next().map_or(0, char::len_utf8);
        let opening_start = range.start + place;
        OpenedValue {
            line: self.line_number,
            opening_range: opening_start..opening_start + length,
            key_column: column,
            head: line[..place].to_owned(),
        }
    }

    /// Whether a line in a column goes on with a text without quotes.
    fn is_continuation(&self, column: usize) -> bool {
        self.last_line
            .as_ref()
            .is_some_and(|last| last.value_style == ValueStyle::Plain && column > last.column)
    }

    fn record_tabs(&mut self, place: usize, white: &str) {
        let tabs = white
            .match_indices('\t')
            .map(|(tab, _)| self.line_start + place + tab);
        self.raw_lines.tabs.extend(tabs);
    }

    /// Keeps a finding about so many bytes of the line; of a line, the first one, since after it the
    /// line is read as mended.
    fn report(&mut self, finding: Rilievo, place: usize, length: usize) {
        if self.reported_line == self.line_number {
            return;
        }
        self.reported_line = self.line_number;
        let line = self.source.whole_line(self.line_number);
        let start = (self.line_start + place).min(line.end);
        let place = Location {
            source: Arc::clone(self.source),
            span: start..(start + length).min(line.end),
        };
        self.raw_lines.findings.push(finding.at(place));
    }

    fn mend(&mut self, line: String) {
        self.mend_line(self.line_number, line);
    }

    fn mend_line(&mut self, number: usize, line: String) {
        self.raw_lines
            .mended_lines
            .retain(|(other, _)| *other != number);
        self.raw_lines.mended_lines.push((number, line));
    }
}

fn indented(column: usize, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{}{text}", " ".repeat(column))
}
