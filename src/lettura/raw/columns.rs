//! The column where a line was meant to begin: of its indent, of the dash of an entry, of its key.

use super::line::{self, ValueStyle, is_key_name, is_odd_space, looks_white};
use super::mistakes;
use super::scanner::{INDENT, Scanner, indented};

/// A group of keys that is open.
#[derive(Clone)]
pub(super) struct OpenGroup {
    pub(super) column: usize,
    /// The name of its first key.
    pub(super) first: String,
    /// The line of its first key.
    pub(super) line: usize,
    /// Whether it begins with a dash.
    pub(super) is_entry: bool,
}

impl Scanner<'_> {
    /// The line moved to its intended column, if it begins a misplaced entry or belongs to one.
    ///
    /// The shift of a misplaced entry lasts until a line that stands to the left of its dash, an entry
    /// in the column of an open list, or a key already in the column of its group.
    pub(super) fn realigned(&mut self, line: &str, rest: &str) -> String {
        let column = line.len() - rest.len();
        let is_entry = rest == "-" || rest.starts_with("- ");
        // Only the dash may be misplaced, while the keys of its entry are in the right column.
        let is_in_key_column = self
            .groups
            .last()
            .is_some_and(|group| group.column == column);
        let shift_ends = self.shift.is_some_and(|(from, _)| column < from);
        if shift_ends
            || is_entry && self.list_columns.contains(&column)
            || !is_entry && is_in_key_column
        {
            self.shift = None;
        }
        if is_entry && self.shift.is_none() && !self.opens_lost_list(rest, column) {
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

    /// The column of a misplaced dash, and how far the list that it belongs to is from there; `None` when
    /// the dash is in place or begins a new list. A dash farther than a level from every open list may as
    /// well begin a list of its own. Between two lists as near, the next line tells: its keys stand past
    /// their dash.
    fn misplacement(&self, column: usize) -> Option<(usize, isize)> {
        let last = self.last_line.as_ref();
        let opens_a_list = last.is_none_or(|last| last.value_style == ValueStyle::Empty);
        if opens_a_list || self.list_columns.contains(&column) {
            return None;
        }
        let is_text = last.is_some_and(|last| column > last.column);
        let reach = if is_text { INDENT - 1 } else { INDENT };
        let next = self.next_line().map(|(next, _)| next);
        let lists = || self.list_columns.iter().rev().copied();
        let near = || lists().filter(|list| list.abs_diff(column) <= reach);
        let list = near()
            .find(|list| next == Some(list + INDENT))
            .or_else(|| near().next())?;
        Some((column, list.checked_signed_diff(column)?))
    }

    /// Whether an entry shows that the group of keys before it, which begins with the same key, is an entry of
    /// the same list that lost its dash; that is reported at the first line of the group.
    fn opens_lost_list(&mut self, rest: &str, column: usize) -> bool {
        let is_list = self.list_columns.contains(&column);
        let name = rest.strip_prefix("- ").and_then(line::leading_key);
        let Some(name) = name.map(|key| key.name).filter(|_| !is_list) else {
            return false;
        };
        let mut groups = self.groups.iter();
        let lost = groups.find(|group| {
            !group.is_entry && group.column == column + INDENT && group.first == name
        });
        let Some(lost) = lost.cloned() else {
            return false;
        };
        self.report_lost_dash(lost.line, lost.column, name);
        true
    }

    /// The line with an indent of plain spaces; `None` when it contains nothing but white space.
    pub(super) fn with_plain_indent(&mut self, line: &str) -> Option<String> {
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

    /// The intended column of a line with odd white space in its indent: as many columns as it shows. But
    /// how wide a tab shows depends on the editor: such a line is taken to stand in the column of the
    /// line before it, or within it when that one has no value.
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

    /// The intended column of a key; when it stands elsewhere, that is reported.
    ///
    /// A key to the right of one that already has its value is too far right. A key in the column of no
    /// open group, left of one that it closes, belongs to that group and is too far left.
    pub(super) fn column_of_key(
        &mut self,
        name: &str,
        typed: &str,
        column: usize,
        is_entry: bool,
    ) -> usize {
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
        let still_open = self.groups.partition_point(|group| group.column <= column);
        let closed_group = self.groups.get(still_open).cloned();
        self.groups.truncate(still_open);
        let is_aligned = self
            .groups
            .last()
            .is_some_and(|group| group.column == column);
        match closed_group {
            Some(group) if !is_aligned && !is_entry => {
                let meant = group.column;
                let finding = if group.first == name {
                    mistakes::lost_dash(name, meant.saturating_sub(INDENT))
                } else {
                    mistakes::too_far_left(name, &group.first, meant)
                };
                self.report(finding, column, typed.len());
                self.groups.push(group);
                meant
            }
            _ => {
                if !is_aligned {
                    self.groups.push(OpenGroup {
                        column,
                        first: name.to_owned(),
                        line: self.line_number,
                        is_entry,
                    });
                }
                column
            }
        }
    }
}
