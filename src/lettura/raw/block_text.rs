//! The lines of a text of many lines, and the first line after it.

use super::line::{is_key_name, is_odd_space, leading_key, looks_white};
use super::mistakes;
use super::scanner::{INDENT, LineState, Scanner, indented};
use super::spoilt_keys::{plain_key, spoilt_key};

impl Scanner<'_> {
    /// Reads a line within a text of many lines, or the first line after it.
    ///
    /// To YAML such a text ends at the first line that is not indented past its key, and a line that lost
    /// its indent would be an error of structure. Here a line ends the text only if it looks like a part
    /// of the plan; any other is taken for text that lost its indent.
    pub(super) fn block_line(&mut self, line: &str) {
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
            let (key, key_column) = (block.key.clone(), block.key_column);
            if column < content_column
                && let Some(name) = self.known_key(rest)
            {
                self.report(
                    mistakes::too_far_right(&name, &key, key_column),
                    column,
                    name.len(),
                );
                let mended = indented(key_column, rest);
                self.mend(mended.clone());
                self.state = LineState::Structure;
                return self.structure_line(&mended);
            }
            let LineState::Block(block) = &self.state else {
                return;
            };
            if column < content_column && !rest.starts_with('#') {
                let finding = mistakes::less_indent(&block.key, block.key_line, content_column);
                self.report(finding, column, rest.len());
                self.mend(format!("{}{rest}", " ".repeat(content_column)));
            }
            return;
        }
        let content_column = block.content_column.unwrap_or(block.key_column + INDENT);
        if rest.starts_with('\t') {
            return self.tabbed_line(line, content_column);
        }
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
        let spoilt = spoilt_key(rest, self.is_known_key);
        if spoilt.is_some_and(|key| key.has_colon || key.has_other_sign || key.name.contains('_')) {
            self.state = LineState::Structure;
            return self.structure_line(line);
        }
        self.mend(indented(content_column, rest));
        if let LineState::Block(block) = &mut self.state
            && !std::mem::replace(&mut block.is_reported, true)
        {
            let finding = mistakes::lost_indent(&block.key, block.key_line, content_column);
            self.report(finding, column, rest.trim_end().len());
        }
    }

    /// The key of the plan that a text begins with.
    fn known_key(&self, text: &str) -> Option<String> {
        let key = leading_key(text).filter(|key| (self.is_known_key)(key.name))?;
        Some(key.name.to_owned())
    }

    /// Reads a line with a tab in its indent, after a text of many lines: a key, an entry, or one more line.
    fn tabbed_line(&mut self, line: &str, content_column: usize) {
        let text = line.trim_start_matches(looks_white);
        let is_known = self
            .known_key(text.trim_start_matches(['-', ' ']))
            .is_some();
        if is_known {
            self.state = LineState::Structure;
            return self.structure_line(line);
        }
        if !text.is_empty() {
            let place = line.find('\t').unwrap_or_default();
            self.report(mistakes::odd_indent('\t'), place, 1);
            self.mend(indented(content_column, text));
        }
    }

    /// Whether a line after a text belongs to the plan's structure: an entry in the column of an open
    /// list, a key, a dash stuck to a known key, the mark between documents. A line that begins with `- `
    /// in any other column is an item of the text.
    fn is_structure(&self, rest: &str, column: usize) -> bool {
        let is_entry = rest == "-" || rest.starts_with("- ");
        let is_key = leading_key(rest)
            .is_some_and(|key| is_key_name(key.name) || (self.is_known_key)(&plain_key(key.name)));
        let after_dash = rest.strip_prefix('-').and_then(leading_key);
        let is_stuck_dash = after_dash.is_some_and(|key| (self.is_known_key)(key.name));
        let is_boundary = column == 0 && (rest.starts_with("---") || rest.starts_with("..."));
        is_entry && self.list_columns.contains(&column) || is_key || is_stuck_dash || is_boundary
    }
}
