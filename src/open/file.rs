//! Reading a file that somebody may be writing.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::time::Duration;

use super::failure::SystemFailure;

/// The largest plan or amendment, in bytes: a thousand times a real one.
pub const LARGEST_PLAN: u64 = 64 * 1024 * 1024;

/// The largest PDF, in bytes: a preventivo of scanned pages fits.
pub const LARGEST_PDF: u64 = 512 * 1024 * 1024;

/// How many times a file that somebody is writing is read again.
const ATTEMPTS: usize = 20;

/// How long it is waited for, each time.
const PAUSE: Duration = Duration::from_millis(50);

/// The bytes of a file that nobody is writing, no more than `largest`.
///
/// # Errors
/// The system's refusal; a file too large, or that changes all the time.
pub fn read_file(path: &Path, largest: u64) -> Result<Vec<u8>, SystemFailure> {
    read_at_rest(path, largest).map_err(|error| SystemFailure::new(path, error))
}

/// As [`read_file`], from anything that gives bytes; `path` is what a failure names.
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

/// A file is at rest when it has as many bytes, and as old, before and after it is read.
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
