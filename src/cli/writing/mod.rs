//! Writing results: whole or not at all, and never over what must not be lost.

mod destination;
mod existing;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Failure;

pub use destination::{Destination, is_folder, make_folder};
pub use existing::{Inputs, Replacing, may_be_an_input};
pub use pira::files::reason as perche;

/// How many links a path may go through: as many as systems follow.
const MAX_LINKS: usize = 40;

/// How many bytes go to the disk together.
const BUFFER_SIZE: usize = 256 * 1024;

/// Has a file written through a temporary one beside it, so that what was there stays whole until the
/// new one is complete; piece by piece, since some are too large to be held whole. Only a [`Destination`] calls it, which knows what must not be lost.
///
/// # Errors
/// The system's refusal, in Italian.
fn write_file(
    path: &Path,
    pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    write_atomically(path, pieces).map_err(|error| {
        Failure::System(format!(
            "non riesco a scrivere {}: {}",
            path.display(),
            perche(&error)
        ))
    })
}

fn write_atomically(
    path: &Path,
    pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    // A device or a fifo is written to: a file in its place would take it away from everybody.
    if fs::metadata(path).is_ok_and(|stato| !stato.is_file()) {
        return pieces(&mut fs::OpenOptions::new().write(true).open(path)?);
    }
    let is_true = follow_links(path)?;
    let folder = match is_true.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut costruttore = tempfile::Builder::new();
    costruttore.prefix(".pira-");
    #[cfg(unix)]
    costruttore.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporaneo = costruttore.tempfile_in(folder)?;
    let mut raccolto = io::BufWriter::with_capacity(BUFFER_SIZE, temporaneo.as_file());
    pieces(&mut raccolto)?;
    raccolto.flush()?;
    drop(raccolto);
    temporaneo.as_file().sync_all()?;
    temporaneo.persist(&is_true).map_err(|error| error.error)?;
    Ok(())
}

/// Where a link leads, even to a file that is not there yet: a link keeps pointing where it did, and
/// its target is what gets replaced.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut is_true = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(meta) = fs::read_link(&is_true) else {
            return Ok(is_true);
        };
        is_true = is_true.parent().unwrap_or(Path::new("")).join(meta);
    }
    Err(ErrorKind::TooManyLinks.into())
}

/// Writes to standard output; a reader that closed it has had enough, and is no failure.
///
/// # Errors
/// The system's refusal, in Italian.
pub fn write_to_standard_output(dati: &[u8]) -> Result<(), Failure> {
    write_pieces_to_standard_output(|output| output.write_all(dati))
}

fn write_pieces_to_standard_output(
    pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match pieces(&mut output).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::System(format!(
            "non riesco a scrivere sullo standard output: {}",
            perche(&error)
        ))),
        _ => Ok(()),
    }
}
