//! Several syntax errors of one file reported together. The parser stops at the first error, so each
//! faulty line is mended in a copy of the text, the way its remedy says, or blanked, and the copy is
//! parsed again. This goes on only while each error comes after the one before: an error that comes
//! back, or moves up, is a consequence of the mending and would tell the user nothing.

use std::sync::Arc;

use saphyr_parser::{Parser, ScanError};

use super::raw::{self, RawLines, ValueStyle, indent_of};
use super::structure::FileShape;
use super::syntax;
use super::tree_builder::SEVERAL_DOCUMENTS;
use crate::rilievi::{Report, Rilievo, Source};

/// How many syntax errors are reported at once.
const MAX_MISTAKES: usize = 20;

/// The report for a text that could not be parsed; `first` holds the error that stopped the parser. When
/// the lines have mistakes of their own, these take the place of `first`, which is their consequence.
pub(crate) fn explain(source: &Arc<Source>, shape: &FileShape, first: Report) -> Report {
    // What follows the line `---` is whole: nothing more can be told of it.
    let is_cut = |rilievo: &Rilievo| rilievo.message == SEVERAL_DOCUMENTS;
    if first.rilievi().iter().any(is_cut) {
        return first;
    }
    let RawLines {
        findings,
        mended_lines: mended,
        ..
    } = raw::read_lines(source, &|name| shape.has_key(name));
    let mut copy = MendedCopy::new(source, &mended);
    // When no line was mended, the first error of the copy is the one that `first` already reports.
    let mut is_first_told = findings.is_empty();
    let mut report: Report = if is_first_told {
        first
    } else {
        findings.into_iter().collect()
    };
    let mut told_lines = lines_of_report(&report);
    let mut last_line = 0;
    for _ in 0..MAX_MISTAKES {
        let Some(error) = copy.error() else {
            break;
        };
        let line = error.marker().line();
        // An error past the last line comes from something left open above, already reported.
        if line <= last_line || copy.is_empty(line) && last_line > 0 {
            break;
        }
        last_line = line;
        let finding = syntax::finding(source, &error);
        let is_new = !std::mem::take(&mut is_first_told);
        if is_new && !told_lines.contains(&line) && !copy.is_mended(line) {
            told_lines.push(line);
            report.add(finding);
        }
        if !copy.mend(line) {
            break;
        }
    }
    report.sorted()
}

fn lines_of_report(report: &Report) -> Vec<usize> {
    let line = |finding: &Rilievo| {
        let place = finding.location.as_ref()?;
        Some(place.source.line_and_column(place.span.start).0)
    };
    report.rilievi().iter().filter_map(line).collect()
}

/// The lines of a text, some of them mended.
struct MendedCopy {
    lines: Vec<String>,
    mended: Vec<usize>,
}

impl MendedCopy {
    fn new(source: &Source, mended: &[(usize, String)]) -> Self {
        let mut lines = Vec::new();
        let mut number = 1;
        loop {
            let range = source.whole_line(number);
            lines.push(source.text()[range.clone()].to_owned());
            if range.end >= source.text().trim_end_matches(['\r', '\n']).len() {
                break;
            }
            number += 1;
        }
        for (number, line) in mended {
            if let Some(line_of_copy) = lines.get_mut(number - 1) {
                line_of_copy.clone_from(line);
            }
        }
        Self {
            lines,
            mended: mended.iter().map(|(number, _)| *number).collect(),
        }
    }

    fn is_mended(&self, line: usize) -> bool {
        self.mended.contains(&line)
    }

    fn is_empty(&self, line: usize) -> bool {
        let text = self.lines.get(line - 1);
        text.is_none_or(|text| text.trim().is_empty())
    }

    /// The first syntax error of the copy.
    fn error(&self) -> Option<ScanError> {
        let text = self.lines.join("\n") + "\n";
        Parser::new_from_str(&text).find_map(Result::err)
    }

    /// Mends a line (from 1) by quoting its value. When that is not enough, blanks the line and those
    /// indented under it. Gives false for an empty line, which cannot be mended.
    fn mend(&mut self, line: usize) -> bool {
        if self.is_empty(line) {
            return false;
        }
        if let Some(quoted) = with_quoted_value(&self.lines[line - 1])
            && !self.is_mended(line)
        {
            let typed = std::mem::replace(&mut self.lines[line - 1], quoted);
            if self
                .error()
                .is_none_or(|error| error.marker().line() > line)
            {
                self.blank_under(line, indent_of(&typed));
                return true;
            }
            self.lines[line - 1] = typed;
        }
        self.blank(line);
        true
    }

    fn blank(&mut self, line: usize) {
        let column = indent_of(&self.lines[line - 1]);
        self.lines[line - 1].clear();
        self.blank_under(line, column);
    }

    /// Blanks the lines under a line that are indented past a column: they belonged to it, and would be
    /// errors without it.
    fn blank_under(&mut self, line: usize, column: usize) {
        for text in &mut self.lines[line..] {
            if !text.trim().is_empty() && indent_of(text) <= column {
                break;
            }
            text.clear();
        }
    }
}

/// A line `key: value` with its whole value between quotes; `None` when it has no key or no value.
fn with_quoted_value(line: &str) -> Option<String> {
    let rest = line.trim_start_matches([' ', '-']);
    let key = raw::leading_key(rest)?;
    let value = rest[key.value_start..].trim_end();
    let head = &line[..line.len() - rest.len() + key.value_start];
    if matches!(raw::value_style(value), ValueStyle::Empty) {
        return None;
    }
    Some(format!("{head}{}", super::quoted(value)))
}
