//! Several mistakes of one file told together: each line that stops the reading is mended in a copy,
//! the way its remedy says, and the reading goes on as long as it gets further.

use std::sync::Arc;

use saphyr_parser::{Parser, ScanError};

use super::raw::{self, RawLines, Value};
use super::sintassi;
use super::struttura::Forma;
use crate::rilievi::{Rapporto, Rilievo, Sorgente};

/// How many mistakes of syntax are told at once.
const AT_ONCE: usize = 20;

/// All that can be said of a text that could not be read, of which `first` is what stopped it.
pub fn explain(source: &Arc<Sorgente>, forma: &Forma, first: Rapporto) -> Rapporto {
    let RawLines {
        findings, mended, ..
    } = raw::read(source, &|name| forma.has_key(name));
    let mut copy = Copy::new(source, &mended);
    // Without mistakes of its lines, what stops the copy first is what `first` tells.
    let mut is_told = findings.is_empty();
    let mut report: Rapporto = if is_told {
        first
    } else {
        findings.into_iter().collect()
    };
    let mut told = lines_of(&report);
    let mut last = 0;
    for _ in 0..AT_ONCE {
        let Some(error) = copy.error() else {
            break;
        };
        let line = error.marker().line();
        // Past the last line stands what a line before it left open, and that has been told.
        if line <= last || copy.is_empty(line) && last > 0 {
            break;
        }
        last = line;
        let finding = sintassi::rilievo(source, &error);
        let is_new = !std::mem::take(&mut is_told);
        if is_new && !told.contains(&line) && !copy.is_mended(line) {
            told.push(line);
            report.aggiungi(finding);
        }
        if !copy.mend(line) {
            break;
        }
    }
    report.ordinato()
}

fn lines_of(report: &Rapporto) -> Vec<usize> {
    let line = |finding: &Rilievo| {
        let place = finding.luogo.as_ref()?;
        Some(place.sorgente.riga_e_colonna(place.intervallo.start).0)
    };
    report.rilievi().iter().filter_map(line).collect()
}

/// The lines of a text, some of them mended.
struct Copy {
    lines: Vec<String>,
    mended: Vec<usize>,
}

impl Copy {
    fn new(source: &Sorgente, mended: &[(usize, String)]) -> Self {
        let mut lines = Vec::new();
        let mut number = 1;
        loop {
            let range = source.riga_intera(number);
            lines.push(source.testo()[range.clone()].to_owned());
            if range.end >= source.testo().trim_end_matches(['\r', '\n']).len() {
                break;
            }
            number += 1;
        }
        for (number, line) in mended {
            if let Some(old) = lines.get_mut(number - 1) {
                old.clone_from(line);
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

    /// What stops the reading of the copy.
    fn error(&self) -> Option<ScanError> {
        let text = self.lines.join("\n") + "\n";
        Parser::new_from_str(&text).find_map(Result::err)
    }

    /// Mends a line (from 1): its value between quotes, where that is enough; otherwise neither it
    /// nor what stands under it is read. False when there is nothing to mend.
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
                self.silence_under(line, column(&typed));
                return true;
            }
            self.lines[line - 1] = typed;
        }
        self.silence(line);
        true
    }

    fn silence(&mut self, line: usize) {
        let column = column(&self.lines[line - 1]);
        self.lines[line - 1].clear();
        self.silence_under(line, column);
    }

    /// What stands under a line went on from it: it is not read either.
    fn silence_under(&mut self, line: usize, column: usize) {
        for text in &mut self.lines[line..] {
            if !text.trim().is_empty() && self::column(text) <= column {
                break;
            }
            text.clear();
        }
    }
}

fn column(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `chiave: valore` with the whole of its value between quotes.
fn with_quoted_value(line: &str) -> Option<String> {
    let rest = line.trim_start_matches([' ', '-']);
    let key = raw::key_of(rest)?;
    let value = rest[key.value..].trim_end();
    let head = &line[..line.len() - rest.len() + key.value];
    if matches!(raw::value_of(value), Value::Empty) {
        return None;
    }
    Some(format!("{head}{}", super::quoted(value)))
}
