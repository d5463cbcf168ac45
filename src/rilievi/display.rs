//! Findings as errors of the language: their display is their text, without colours.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use super::{Rapporto, Rilievo, in_testo};

impl Display for Rapporto {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        output.write_str(&in_testo(self, false))
    }
}

impl Display for Rilievo {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        Rapporto::from(self.clone()).fmt(output)
    }
}

impl Error for Rapporto {}

impl Error for Rilievo {}
