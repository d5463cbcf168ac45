//! The lines of a file as a person sees them, before YAML does: signs that look like spaces and
//! dashes and are none, texts that lost their indent, keys that stand too far to the right.
//!
//! YAML reports most of these far from where they are, or not at all. What is found here is told
//! only when the reading fails; a file that reads well is as it was meant.

mod line;
mod mistakes;
mod scanner;

use std::sync::Arc;

use crate::rilievi::{Rilievo, Source};

pub use line::{
    ValueStyle, closing_bracket, closing_quote, leading_key, open_brackets, value_style,
};

/// What the lines of a file say.
#[derive(Default)]
pub struct RawLines {
    /// The mistakes, in the order of the file.
    pub findings: Vec<Rilievo>,
    /// The lines (from 1) as they were meant.
    pub mended_lines: Vec<(usize, String)>,
    /// The bytes of the tabs that part a key from its value: YAML allows them, and our parser does
    /// not.
    pub tabs: Vec<usize>,
}

/// Reads the lines of a file; `is_known_key` tells the keys that it may have.
pub fn read_lines(source: &Arc<Source>, is_known_key: &dyn Fn(&str) -> bool) -> RawLines {
    scanner::Scanner::new(source, is_known_key).read()
}

/// The text of a file with spaces in the place of the tabs that part keys from values; every byte
/// keeps its place.
pub fn with_spaces_after_keys(source: &Arc<Source>) -> Option<String> {
    if !source.text().contains('\t') {
        return None;
    }
    let mut bytes = source.text().as_bytes().to_vec();
    for place in read_lines(source, &|_| false).tabs {
        bytes[place] = b' ';
    }
    String::from_utf8(bytes).ok()
}
