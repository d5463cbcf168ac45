//! How to issue an act again from the files that its PDF carries.

use serde::{Deserialize, Serialize};

/// How to issue an act again from the files that its PDF carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReissueCommand {
    /// The program and its version.
    pub programma: String,
    /// The arguments of the command, from `genera` on.
    pub argomenti: Vec<String>,
}

impl ReissueCommand {
    /// The name of its file.
    pub const FILE_NAME: &'static str = "ristampa.json";

    /// The folder of the office's own templates, inside the PDF.
    pub const TEMPLATES: &'static str = "modelli";
}
