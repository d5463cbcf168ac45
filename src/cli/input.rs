//! The files that a command reads, or standard input.

use std::io;
use std::path::{Path, PathBuf};

use pira::files::{LARGEST_PDF, LARGEST_PLAN, read_file, read_from_reader};
use pira::{OpenPlan, PlanInput};

use super::Failure;

/// The name that findings show for a plan read from standard input.
const STANDARD_INPUT: &str = "standard input";

/// A plan and the amendments given on the command line, ready to be opened.
///
/// # Errors
/// Standard input that cannot be read.
pub(super) fn plan_input(piano: &Path, variazioni: &[PathBuf]) -> Result<PlanInput, Failure> {
    let mut input = if is_dash(piano) {
        PlanInput::from_bytes(STANDARD_INPUT, standard_input(LARGEST_PLAN)?)
            .in_folder(pira::Folder::Disk(".".into()))
    } else {
        PlanInput::from_file(piano)
    };
    for variazione in variazioni {
        input = if is_dash(variazione) {
            input.amended_by_bytes("-", standard_input(LARGEST_PLAN)?)
        } else {
            input.amended_by(variazione)
        };
    }
    Ok(input)
}

/// Opens a plan with the amendments given on the command line.
///
/// # Errors
/// Those of [`PlanInput::open`].
pub(super) fn open(piano: &Path, variazioni: &[PathBuf]) -> Result<OpenPlan, Failure> {
    Ok(plan_input(piano, variazioni)?.open()?)
}

/// Reads a PDF from a file, or from standard input for `-`.
///
/// # Errors
/// The system's refusal; a file too large.
pub(super) fn read_pdf_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if is_dash(path) {
        return standard_input(LARGEST_PDF);
    }
    Ok(read_file(path, LARGEST_PDF)?)
}

fn standard_input(largest: u64) -> Result<Vec<u8>, Failure> {
    Ok(read_from_reader(
        Path::new("-"),
        largest,
        io::stdin().lock(),
    )?)
}

/// The files named on the command line: a plan and its amendments.
pub(super) fn named_files(piano: &Path, variazioni: &[PathBuf]) -> Vec<PathBuf> {
    let piano = std::iter::once(piano.to_owned());
    piano.chain(variazioni.iter().cloned()).collect()
}

/// The name of an output made from a plan: the plan's name with another extension, without folder.
pub(super) fn usual_name(piano: &Path, extension: &str) -> PathBuf {
    let name = if is_dash(piano) {
        Path::new("pira")
    } else {
        piano
    };
    Path::new(name.file_name().unwrap_or(name.as_os_str())).with_extension(extension)
}

/// Whether a path means standard input or output.
pub(super) fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}
