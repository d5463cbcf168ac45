//! Findings as Rust errors; they display as the text that the command line prints, without colours.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{Report, Rilievo, to_text};

impl Display for Report {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        output.write_str(&to_text(self, false))
    }
}

impl Display for Rilievo {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        Report::from(self.clone()).fmt(output)
    }
}

impl Error for Report {}

impl Error for Rilievo {}
