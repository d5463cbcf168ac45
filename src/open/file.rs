//! Reading whole files, which another program may be writing at this moment.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use super::failure::SystemFailure;

/// The largest plan or amendment, in bytes: a thousand times a real one.
pub const LARGEST_PLAN: u64 = 64 * 1024 * 1024;

/// The largest PDF, in bytes: a preventivo of scanned pages fits.
pub const LARGEST_PDF: u64 = 512 * 1024 * 1024;

/// How many times a file that changes while it is read is read again.
const ATTEMPTS: usize = 20;

/// The pause before each new reading.
const PAUSE: Duration = Duration::from_millis(50);

/// Reads a file of at most `largest` bytes. If its size or its time changes meanwhile, it is read again,
/// for about a second: an editor may be saving it.
///
/// # Errors
/// The system's refusal; a file too large, or that keeps changing.
pub fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, SystemFailure> {
    read_at_rest(path, largest).map_err(|error| SystemFailure::new(path, error))
}

/// Reads at most `largest` bytes from any reader, such as standard input; a failure names `path`.
///
/// # Errors
/// The system's refusal; more bytes than `largest`.
pub fn read_from_reader(
    path: &Path,
    largest: u64,
    reader: impl Read,
) -> Result<Vec<u8>, SystemFailure> {
    read_up_to(largest, reader).map_err(|error| SystemFailure::new(path, error))
}

/// Reads a file until its size and its time are the same before and after the reading.
fn read_at_rest(path: &Path, largest: u64) -> io::Result<Vec<u8>> {
    for _ in 0..ATTEMPTS {
        let file = File::open(path)?;
        let before = file.metadata()?;
        if before.is_file() && before.len() > largest {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let bytes = read_up_to(largest, &file)?;
        let after = fs::metadata(path)?;
        let is_at_rest =
            after.len() == bytes.len() as u64 && before.modified().ok() == after.modified().ok();
        if is_at_rest || !before.is_file() {
            return Ok(bytes);
        }
        std::thread::sleep(PAUSE);
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn read_up_to(largest: u64, reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}
