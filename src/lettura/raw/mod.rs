//! Checks of the raw lines, as a person sees them: characters that look like spaces or dashes and are
//! none, texts that lost their indent, keys in the wrong column.
//!
//! YAML reports most of these far from their cause, or not at all. They are heuristics, which a valid
//! file may trip over: their findings are used only when the file cannot be read.

mod block_text;
mod columns;
mod dashes;
mod line;
mod mistakes;
mod scanner;
mod spoilt_keys;

use std::sync::Arc;

use crate::rilievi::{Rilievo, Source};

pub(crate) use line::{
    ValueStyle, closing_bracket, closing_quote, indent_of, leading_key, open_brackets, value_style,
};

pub(crate) use mistakes::lost_dash;

/// What the lines of a file show.
#[derive(Default)]
pub(crate) struct RawLines {
    /// The mistakes, in the order of the file.
    pub findings: Vec<Rilievo>,
    /// The lines with a mistake (numbered from 1), as they were probably meant.
    pub mended_lines: Vec<(usize, String)>,
    /// The places (bytes) of the tabs between a key and its value: YAML allows them there, our parser
    /// does not.
    pub tabs: Vec<usize>,
}

/// Reads the lines of a file; `is_known_key` says whether a name is a key of this kind of file.
pub(crate) fn read_lines(source: &Arc<Source>, is_known_key: &dyn Fn(&str) -> bool) -> RawLines {
    scanner::Scanner::new(source, is_known_key).read()
}

/// The text of a file with a space in place of each tab between a key and its value, so that every byte
/// keeps its place; `None` when it has no tabs.
pub(crate) fn with_spaces_after_keys(source: &Arc<Source>) -> Option<String> {
    if !source.text().contains('\t') {
        return None;
    }
    let mut bytes = source.text().as_bytes().to_vec();
    for place in read_lines(source, &|_| false).tabs {
        bytes[place] = b' ';
    }
    String::from_utf8(bytes).ok()
}
