//! Findings as Rust errors; they display as the text that the command line prints, without colours.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};

use super::{Report, Rilievo, to_text};

impl Display for Report {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        output.write_str(&to_text(self, false))
    }
}

/// As it displays: what a `main` that fails shows of its error.
impl Debug for Report {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, output)
    }
}

impl Display for Rilievo {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&Report::from(self.clone()), output)
    }
}

impl Error for Report {}

impl Error for Rilievo {}
