//! The format that a command writes: the one asked for, or the one that the extension of the output says.

use std::path::Path;

use clap::ValueEnum;

use super::Failure;
use super::arguments::{ConfrontoFormat, DataFormat, DocumentFormat};
use super::input::is_dash;
use super::writing::is_folder;

/// Extensions with a meaning of their own: an output with one of them must have that format, while any
/// other (`bozza.v2`) is part of the name.
const KNOWN: [&str; 22] = [
    "csv", "doc", "docx", "gif", "html", "jpeg", "jpg", "json", "md", "ods", "odt", "p7m", "pdf",
    "png", "svg", "typ", "xls", "xlsx", "xml", "yaml", "yml", "zip",
];

/// A format that a command writes.
pub(super) trait Format: Copy + Eq + ValueEnum {
    /// The extensions of its files, the usual one first.
    fn extensions(self) -> &'static [&'static str];

    /// The usual extension of its files.
    fn extension(self) -> &'static str {
        self.extensions().first().copied().unwrap_or_default()
    }
}

impl Format for DocumentFormat {
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Typ => &["typ"],
            Self::Png => &["png"],
        }
    }
}

impl Format for DataFormat {
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Csv => &["csv"],
            Self::Json => &["json"],
            Self::Xlsx => &["xlsx"],
        }
    }
}

impl Format for ConfrontoFormat {
    fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Testo => &["txt"],
            Self::Markdown => &["md", "markdown"],
            Self::Json => &["json"],
            Self::Pdf => &["pdf"],
            Self::Typ => &["typ"],
            Self::Variazione => &["yaml", "yml"],
        }
    }
}

/// The format asked for; otherwise that of the output's extension, if the command writes it; otherwise the
/// usual one.
pub(super) fn chosen<F: Format>(asked: Option<F>, output: Option<&Path>, usual: F) -> F {
    asked.or_else(|| named_by(output)).unwrap_or(usual)
}

/// Refuses an output whose extension says another format than the one written in it.
///
/// # Errors
/// An output with the extension of another format.
pub(super) fn check_name<F: Format>(written: F, output: Option<&Path>) -> Result<(), Failure> {
    let other = named_by::<F>(output).filter(|said| *said != written);
    let or_ask = other
        .and_then(|other| other.to_possible_value())
        .map(|other| format!(", o chiedere --formato {}", other.get_name()));
    check(written.extensions(), other.is_some(), output, or_ask)
}

/// As [`check_name`], for a command with only one format.
///
/// # Errors
/// Those of [`check_name`].
pub(super) fn check_only_name(
    extensions: &[&'static str],
    output: Option<&Path>,
) -> Result<(), Failure> {
    check(extensions, false, output, None)
}

fn check(
    extensions: &[&str],
    is_other: bool,
    output: Option<&Path>,
    or_ask: Option<String>,
) -> Result<(), Failure> {
    let Some((output, said)) = output.zip(extension(output)) else {
        return Ok(());
    };
    let is_known = is_other || KNOWN.contains(&said.as_str());
    if !is_known || extensions.contains(&said.as_str()) {
        return Ok(());
    }
    let usual = extensions.first().copied().unwrap_or_default();
    Err(Failure::Usage(format!(
        "{} si chiama come un file {said}, e ciò che vi si scrive è {usual}: dargli un nome che finisca con .{usual}{}",
        output.display(),
        or_ask.unwrap_or_default()
    )))
}

/// The format of the command that the output's extension says.
fn named_by<F: Format>(output: Option<&Path>) -> Option<F> {
    let said = extension(output)?;
    let formats = F::value_variants().iter().copied();
    formats
        .into_iter()
        .find(|format| format.extensions().contains(&said.as_str()))
}

/// The extension of the output in lower case; `None` for standard output or a folder.
fn extension(output: Option<&Path>) -> Option<String> {
    let output = output.filter(|output| !is_dash(output) && !is_folder(output))?;
    Some(output.extension()?.to_str()?.to_lowercase())
}
