//! The files that a command reads, or standard input.

use std::io;
use std::path::{Path, PathBuf};

use pira::files::{LARGEST_PDF, LARGEST_PLAN, read_file, read_from};
use pira::{OpenPlan, PlanInput};

use super::Fallimento;

/// What findings call standard input.
const STANDARD_INPUT: &str = "standard input";

/// A plan and the amendments of the command line, to be opened.
///
/// # Errors
/// Standard input that cannot be read.
pub fn input(piano: &Path, variazioni: &[PathBuf]) -> Result<PlanInput, Fallimento> {
    let mut input = if e_trattino(piano) {
        PlanInput::from_bytes(STANDARD_INPUT, standard_input(LARGEST_PLAN)?)
            .in_folder(pira::Folder::Disk(".".into()))
    } else {
        PlanInput::from_file(piano)
    };
    for variazione in variazioni {
        input = if e_trattino(variazione) {
            input.amended_by_bytes("-", standard_input(LARGEST_PLAN)?)
        } else {
            input.amended_by(variazione)
        };
    }
    Ok(input)
}

/// Opens a plan with the amendments of the command line.
///
/// # Errors
/// Those of [`PlanInput::open`].
pub fn open(piano: &Path, variazioni: &[PathBuf]) -> Result<OpenPlan, Fallimento> {
    Ok(input(piano, variazioni)?.open()?)
}

/// The bytes of a PDF, or of standard input.
///
/// # Errors
/// The system's refusal; a file too large.
pub fn byte_del_pdf(percorso: &Path) -> Result<Vec<u8>, Fallimento> {
    if e_trattino(percorso) {
        return standard_input(LARGEST_PDF);
    }
    Ok(read_file(percorso, LARGEST_PDF)?)
}

fn standard_input(largest: u64) -> Result<Vec<u8>, Fallimento> {
    Ok(read_from(Path::new("-"), largest, io::stdin().lock())?)
}

/// The files that the command line names: a plan and its amendments.
pub fn with_plan(piano: &Path, variazioni: &[PathBuf]) -> Vec<PathBuf> {
    let piano = std::iter::once(piano.to_owned());
    piano.chain(variazioni.iter().cloned()).collect()
}

/// The name of what is made from a plan: the plan's own with another extension, in no folder.
pub fn usual_name(piano: &Path, extension: &str) -> PathBuf {
    let nome = if e_trattino(piano) {
        Path::new("pira")
    } else {
        piano
    };
    Path::new(nome.file_name().unwrap_or(nome.as_os_str())).with_extension(extension)
}

/// The name of a file, without its folder.
pub fn solo_nome(percorso: &Path) -> String {
    let nome = percorso.file_name().unwrap_or(percorso.as_os_str());
    nome.to_string_lossy().into_owned()
}

/// A path as findings show it.
pub fn mostrato(percorso: &Path) -> String {
    let percorso = percorso.strip_prefix(".").unwrap_or(percorso);
    percorso.to_string_lossy().into_owned()
}

/// The folder of a plan.
pub fn cartella_di(piano: &Path) -> &Path {
    match piano.parent() {
        Some(cartella) if !cartella.as_os_str().is_empty() => cartella,
        _ => Path::new("."),
    }
}

/// Whether a path means standard input or output.
pub fn e_trattino(percorso: &Path) -> bool {
    percorso == Path::new("-")
}
