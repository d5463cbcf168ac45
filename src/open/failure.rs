//! Why a plan or a PDF could not be opened.

use std::error::Error;
use std::fmt::{self, Debug, Display, Formatter};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::rilievi::{Report, Rilievo};

/// Why a plan could not be opened. A `main` that returns it as its error shows the findings as they display.
pub enum OpenError {
    /// The plan or an amendment is wrong, at the places that the findings say.
    Rilievi(Report),
    /// A file could not be read.
    System(SystemFailure),
}

/// A file that could not be read, and why. It displays as a sentence in Italian.
#[derive(Debug)]
pub struct SystemFailure {
    path: PathBuf,
    error: io::Error,
}

impl SystemFailure {
    /// A file, and what the system said.
    pub(crate) fn new(path: &Path, error: io::Error) -> Self {
        Self {
            path: path.to_owned(),
            error,
        }
    }

    /// The file, as it was named.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Display for SystemFailure {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        write!(
            output,
            "non riesco a leggere {path}: {}",
            reason(&self.error)
        )
    }
}

impl Error for SystemFailure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

impl Display for OpenError {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rilievi(report) => Display::fmt(report, output),
            Self::System(failure) => Display::fmt(failure, output),
        }
    }
}

/// As it displays: what a `main` that fails shows of its error.
impl Debug for OpenError {
    fn fmt(&self, output: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, output)
    }
}

impl Error for OpenError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Rilievi(_) => None,
            Self::System(failure) => failure.source(),
        }
    }
}

impl From<Report> for OpenError {
    fn from(report: Report) -> Self {
        Self::Rilievi(report)
    }
}

impl From<Rilievo> for OpenError {
    fn from(rilievo: Rilievo) -> Self {
        Self::Rilievi(rilievo.into())
    }
}

impl From<SystemFailure> for OpenError {
    fn from(failure: SystemFailure) -> Self {
        Self::System(failure)
    }
}

/// The reason of a system error about a file, in Italian, to stand after “non riesco a leggere FILE: ”.
pub fn reason(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "il file o la cartella non esiste",
        ErrorKind::PermissionDenied => "il permesso è negato",
        ErrorKind::AlreadyExists => "esiste già",
        ErrorKind::IsADirectory => "è una cartella",
        ErrorKind::NotADirectory => "una parte del percorso non è una cartella",
        ErrorKind::StorageFull => "il disco è pieno",
        ErrorKind::QuotaExceeded => "lo spazio assegnato è finito",
        ErrorKind::ReadOnlyFilesystem => "il disco è di sola lettura",
        ErrorKind::FileTooLarge => "il file è troppo grande",
        ErrorKind::InvalidFilename => "il nome non è valido",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "qualcuno lo sta scrivendo",
        ErrorKind::TooManyLinks => "il collegamento gira su se stesso",
        ErrorKind::InvalidInput => "il percorso non è valido",
        ErrorKind::InvalidData => "un file è cambiato mentre lo leggevo",
        _ => "il sistema non lo consente",
    }
}
