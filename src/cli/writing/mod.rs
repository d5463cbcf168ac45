//! Writing results: whole or not at all, and never over what must not be lost.

mod destination;
mod existing;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Failure;
use pira::files::folder_of;

pub(super) use destination::{Destination, is_folder, make_folder};
pub(super) use existing::{Inputs, Replacing, may_be_an_input};
pub(super) use pira::files::reason;

/// How many links a path may go through: as many as systems follow.
const MAX_LINKS: usize = 40;

/// How many bytes are buffered before they go to the disk.
const BUFFER_SIZE: usize = 256 * 1024;

/// Writes a file through a temporary one beside it, so that the old file stays whole until the new one is
/// complete. `write_pieces` writes the content piece by piece, since some files are too large to be
/// held whole. Only [`Destination`] calls it, since it knows what must not be overwritten.
///
/// # Errors
/// The system's refusal, in Italian.
fn write_file(
    path: &Path,
    write_pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    write_atomically(path, write_pieces).map_err(|error| {
        Failure::System(format!(
            "non riesco a scrivere {}: {}",
            path.display(),
            reason(&error)
        ))
    })
}

fn write_atomically(
    path: &Path,
    write_pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if path.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    // A device or a fifo is written into: replacing it with a file would take it away from everybody.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return write_pieces(&mut fs::OpenOptions::new().write(true).open(path)?);
    }
    let target = follow_links(path)?;
    let folder = folder_of(&target);
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pira-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = builder.tempfile_in(folder)?;
    let mut buffered = io::BufWriter::with_capacity(BUFFER_SIZE, temporary.as_file());
    write_pieces(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Follows symbolic links to the final target, which may not exist yet: the target is replaced, and the
/// links stay.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(next) = fs::read_link(&target) else {
            return Ok(target);
        };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    Err(ErrorKind::TooManyLinks.into())
}

/// Writes to standard output. If the reader has closed it (`pira … | head`), that is no failure.
///
/// # Errors
/// The system's refusal, in Italian.
pub(super) fn write_to_standard_output(data: &[u8]) -> Result<(), Failure> {
    write_pieces_to_standard_output(|output| output.write_all(data))
}

fn write_pieces_to_standard_output(
    write_pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match write_pieces(&mut output).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::System(format!(
            "non riesco a scrivere sullo standard output: {}",
            reason(&error)
        ))),
        _ => Ok(()),
    }
}
