//! The pass over the lines of a file that finds their mistakes and guesses what was meant.
//!
//! It is no YAML parser. It keeps in mind only what the earlier lines leave open: a text of many lines,
//! a quote, brackets, and the columns of the lists and of the groups of keys. From these it knows the
//! column where a line should begin. When a line is wrong, it is reported, and everything after it is
//! read as if that line had been right; so one mistake gives one finding, and the mended lines, put in
//! the place of the typed ones, give the parser a text in which it can find further errors.

use std::ops::Range;
use std::sync::Arc;

use super::columns::OpenGroup;
use super::line::{self, ValueStyle, is_key_name, is_odd_space, leading_key, value_style};
use super::spoilt_keys::spoilt_key;
use super::{RawLines, mistakes};
use crate::rilievi::{Location, Rilievo, Source};

/// How far to the right of its key a text or a group is assumed to stand, when no line shows it.
pub(super) const INDENT: usize = 2;

/// What the lines so far leave open, which decides how the next line is read.
pub(super) enum LineState {
    /// Nothing: the line is a key, an entry, or the continuation of an unquoted text.
    Structure,
    Block(BlockText),
    Quote(char, OpenedValue),
    Flow(usize, OpenedValue),
}

/// A value between quotes or brackets that its line does not close.
#[derive(Clone)]
pub(super) struct OpenedValue {
    line: usize,
    /// The bytes of its opening quote or bracket.
    opening_range: Range<usize>,
    /// The column of its key.
    key_column: usize,
    /// What stands before it on its line, from the start of the line.
    head: String,
}

/// A text of many lines, after `|` or `>`.
pub(super) struct BlockText {
    pub(super) key: String,
    pub(super) key_line: usize,
    /// The column of its key, which its lines must stand to the right of.
    pub(super) key_column: usize,
    /// The column of its first line, once it is known.
    pub(super) content_column: Option<usize>,
    /// Whether a line that lost its indent was reported: the lines after it lost theirs too.
    pub(super) is_reported: bool,
}

/// The last line with a key, or with an entry that is a text.
pub(super) struct LastLine {
    pub(super) name: String,
    pub(super) column: usize,
    pub(super) value_style: ValueStyle,
}

/// The state of the pass; columns count from 0, lines from 1.
pub(crate) struct Scanner<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) state: LineState,
    pub(super) last_line: Option<LastLine>,
    /// The columns of the dashes of the lists that are open.
    pub(super) list_columns: Vec<usize>,
    /// The groups of keys that are open, outermost first.
    pub(super) groups: Vec<OpenGroup>,
    pub(super) line_number: usize,
    line_start: usize,
    /// While within an entry whose dash is misplaced: the column of the dash, and by how many columns
    /// the lines of the entry must move (negative to the left).
    pub(super) shift: Option<(usize, isize)>,
    pub(super) is_known_key: &'a dyn Fn(&str) -> bool,
    /// The last line with a finding; a line has one at most.
    reported_line: usize,
    raw_lines: RawLines,
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(source: &'a Arc<Source>, is_known_key: &'a dyn Fn(&str) -> bool) -> Self {
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

    /// Reads all lines.
    pub(crate) fn read(mut self) -> RawLines {
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

    /// Whether a line shows that a quote or bracket was never closed: it has a key of the plan, in the
    /// column of the open value's key or to the left of it. Without this check one missing quote would
    /// swallow the rest of the file, and be reported at its end.
    fn is_past_open_value(&self, opened: &OpenedValue, line: &str) -> bool {
        let rest = line.trim_start_matches([' ', '-']);
        let key = leading_key(rest).filter(|key| (self.is_known_key)(key.name));
        key.is_some() && line.len() - rest.len() <= opened.key_column
    }

    /// Reports a value that nothing closes. It is mended into an empty text, and the lines that it
    /// swallowed are blanked, so that the lines after it are read as structure.
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

    /// Reads a line of structure: mends its indent, moves it to its column, then takes its dashes one by
    /// one (`- - codice: A1` has two) and at last its key or its text.
    pub(super) fn structure_line(&mut self, line: &str) {
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
            if let Some(single) = self.without_doubled_dash(&rest, column, is_entry) {
                self.mend(format!("{}{single}", &line[..line.len() - rest.len()]));
                rest = single;
            }
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
            self.groups.retain(|group| group.column <= column);
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

    /// Reads what stands on a line after its dashes; `rest` begins in `column`.
    fn key_or_text(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        let spoilt = spoilt_key(rest, self.is_known_key);
        if let Some(spoilt) = spoilt.filter(|key| self.is_key_here(key, column, is_entry)) {
            let length = spoilt.name.len() + usize::from(spoilt.has_colon);
            self.report(spoilt.finding(), column, length);
            let head = &line[..line.len() - rest.len()];
            let mended = format!("{head}{}", spoilt.mended());
            let meant = self.column_of_key(spoilt.name, spoilt.name, column, is_entry);
            let value = spoilt.mended_value();
            self.mend(mended.clone());
            let name = spoilt.name.to_owned();
            return self.remember_key(name, meant, mended.len() - value.len(), value);
        }
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
        let inner = self.inner_group(column, &rest[key.value_start..]);
        let meant = match inner.filter(|_| !is_entry && is_key_name(&name)) {
            Some(inner) => {
                let finding = mistakes::too_far_left(&name, &inner.first, inner.column);
                self.report(finding, column, key.name.len());
                inner.column
            }
            None => self.column_of_key(&name, key.name, column, is_entry),
        };
        if meant != column {
            self.mend(indented(meant, rest));
        }
        let place = line.len() - rest.len() + key.value_start;
        self.remember_key(name, meant, place, &rest[key.value_start..]);
    }

    /// Reads a line without a key: a text that goes on, an entry that is a text, or a text in the column of the
    /// keys.
    fn line_without_key(&mut self, line: &str, rest: &str, column: usize, is_entry: bool) {
        if is_entry {
            let dash = self.list_columns.last().copied().unwrap_or(column);
            return self.remember_key(String::new(), dash, line.len() - rest.len(), rest);
        }
        let is_sign = rest.starts_with(['?', '%', '}', ']', '{', '[']);
        let is_boundary = column == 0 && (rest.starts_with("---") || rest.starts_with("..."));
        let Some(last) = self.last_line.as_ref().filter(|_| !is_sign && !is_boundary) else {
            return;
        };
        if column > last.column || last.value_style != ValueStyle::Plain {
            return;
        }
        let (name, last_column) = (last.name.clone(), last.column);
        let (text, length) = (rest.trim_end(), rest.trim_end().len());
        if name.is_empty() {
            let finding = mistakes::lost_dash_of_text(text);
            self.report(finding, column, length);
            self.mend(indented(last_column, &format!("- {text}")));
        } else {
            let finding = mistakes::text_among_keys(&name, last_column + INDENT);
            self.report(finding, column, length);
            self.mend(String::new());
        }
    }

    /// Keeps in mind a key and what its value leaves open; `place` is the byte of the line where the value
    /// begins, `text` the rest of the line from there.
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
            ValueStyle::Flow(0) if line::unclosed_quote(text).is_some() => {
                let quote = line::unclosed_quote(text).unwrap_or_default();
                self.report(mistakes::unclosed_quote(), place + quote, 1);
                let line = &self.source.text()[self.source.whole_line(self.line_number)];
                let head = line.get(..place).unwrap_or_default().to_owned();
                self.mend(format!("{head}\"\""));
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

    /// The value left open that begins at a byte of this line, as the file has it and not as mended.
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

    /// Whether a line in this column continues an unquoted text, where a dash of Word is only a dash.
    fn is_continuation(&self, column: usize) -> bool {
        self.last_line
            .as_ref()
            .is_some_and(|last| last.value_style == ValueStyle::Plain && column > last.column)
    }

    /// Records the tabs of the white space at a byte of the line.
    fn record_tabs(&mut self, place: usize, white: &str) {
        let tabs = white
            .match_indices('\t')
            .map(|(tab, _)| self.line_start + place + tab);
        self.raw_lines.tabs.extend(tabs);
    }

    /// Reports an entry that lost its dash on a line above, and mends that line.
    pub(super) fn report_lost_dash(&mut self, line: usize, column: usize, key: &str) {
        let range = self.source.whole_line(line);
        let start = (range.start + column).min(range.end);
        let place = Location {
            source: Arc::clone(self.source),
            span: start..(start + key.len()).min(range.end),
        };
        let dash = column.saturating_sub(INDENT);
        let finding = mistakes::first_without_dash(key, dash);
        self.raw_lines.findings.push(finding.at(place));
        let rest = self.source.text()[start..range.end].to_owned();
        self.mend_line(line, indented(dash, &format!("- {rest}")));
    }

    /// Adds a finding about `length` bytes of the current line, at the byte `place`. Only the first finding
    /// of a line is kept: after it the line is read as mended, and its bytes are no longer those typed.
    pub(super) fn report(&mut self, finding: Rilievo, place: usize, length: usize) {
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

    /// Replaces the current line with what was probably meant.
    pub(super) fn mend(&mut self, line: String) {
        self.mend_line(self.line_number, line);
    }

    fn mend_line(&mut self, number: usize, line: String) {
        self.raw_lines
            .mended_lines
            .retain(|(other, _)| *other != number);
        self.raw_lines.mended_lines.push((number, line));
    }
}

pub(super) fn indented(column: usize, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    format!("{}{text}", " ".repeat(column))
}
