//! Files that exist already and that writing could destroy: those that the command reads, and those that
//! it may not replace.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use memchr::memmem::find;

use super::reason;
use crate::cli::Failure;
use crate::cli::input::is_dash;
use pira::fascicolo::{is_signed_envelope, is_signed_pdf};
use pira::files::displayed_path;

/// In how many of the first bytes the header of a PDF is looked for: some programs put others before it.
const HEAD_LENGTH: u64 = 1024;

/// Bytes that every PDF of this program has in its metadata.
const OUR_MARK: &[u8] = b"CreatorTool>pira ";

/// What a command may do to an existing file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Replacing {
    /// Nothing: the command only makes new files.
    Nothing,
    /// Replace it unless it is signed or is a PDF of another program: the user did not choose its name.
    OurOwn,
    /// Replace it unless it is signed: the user named it.
    Unsigned,
    /// Replace it: the user gave `--sovrascrivi`.
    Anything,
}

impl Replacing {
    /// Refuses a path whose file may not be replaced.
    ///
    /// # Errors
    /// A file that the command may not replace, or that cannot be looked into.
    pub(crate) fn check(self, path: &Path) -> Result<(), Failure> {
        match self {
            Self::Anything => Ok(()),
            Self::Nothing if path.exists() => Err(Failure::Usage(format!(
                "{} esiste già e non si tocca: indicare un altro nome, o --sovrascrivi per prenderne il posto",
                path.display()
            ))),
            Self::Nothing => Ok(()),
            Self::OurOwn | Self::Unsigned => self.check_content(path),
        }
    }

    fn check_content(self, path: &Path) -> Result<(), Failure> {
        let content = document_bytes(path).map_err(|error| {
            Failure::System(format!(
                "non riesco a leggere {}, che c'è già: {}",
                path.display(),
                reason(&error)
            ))
        })?;
        let Some(content) = content else {
            return Ok(());
        };
        let name = path.display();
        if is_signed_pdf(&content) || is_signed_envelope(&content) {
            return Err(Failure::Usage(format!(
                "{name} è firmato: scrivendoci sopra le firme andrebbero perdute. Indicare un altro nome con -o; --sovrascrivi lo sostituisce lo stesso"
            )));
        }
        if self == Self::OurOwn && find(&content, OUR_MARK).is_none() {
            return Err(Failure::Usage(format!(
                "{name} esiste già e l'ha fatto un altro programma: indicare un altro nome con -o; --sovrascrivi lo sostituisce lo stesso"
            )));
        }
        Ok(())
    }
}

/// The bytes of a file that is a PDF or a signed envelope (`.p7m`); `None` for any other file.
fn document_bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    if !path.is_file() {
        return Ok(None);
    }
    let mut file = File::open(path)?;
    let mut content = Vec::new();
    (&mut file).take(HEAD_LENGTH).read_to_end(&mut content)?;
    if find(&content, b"%PDF-").is_none() && !is_signed_envelope(&content) {
        return Ok(None);
    }
    file.read_to_end(&mut content)?;
    Ok(Some(content))
}

/// Whether a path leads to an existing file that is no PDF, and so might be one that a plan names.
pub(crate) fn may_be_an_input(path: &Path) -> bool {
    let mut head = Vec::new();
    path.is_file()
        && File::open(path)
            .and_then(|file| file.take(HEAD_LENGTH).read_to_end(&mut head))
            .is_ok_and(|_| find(&head, b"%PDF-").is_none())
}

/// The files that a command reads, recognised through links and other spellings of their paths.
pub(crate) struct Inputs {
    by_identity: HashMap<Identity, PathBuf>,
    paths: Vec<PathBuf>,
}

impl Inputs {
    /// Identifies the files of some paths; `-` is the file that standard input is redirected from.
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        let identities = paths
            .iter()
            .filter_map(|path| Some((identity_of_input(path)?, path.clone())));
        Self {
            by_identity: identities.collect(),
            paths: paths.to_vec(),
        }
    }

    /// Refuses a path that leads to one of them.
    ///
    /// # Errors
    /// A path that leads to one of them, even through a link or with another spelling.
    pub(crate) fn check_not_overwritten(&self, path: &Path) -> Result<(), Failure> {
        let same = match identity(path) {
            Some(identity) => self.by_identity.get(&identity),
            // A file that an editor is saving may be missing for an instant: then its path alone tells it.
            None if !path.exists() => self.paths.iter().find(|input| *input == path),
            None => None,
        };
        let Some(input) = same else {
            return Ok(());
        };
        let input = if is_dash(input) {
            "il file che arriva dallo standard input".to_owned()
        } else if displayed_path(input) == path.display().to_string() {
            "uno dei file che il comando legge".to_owned()
        } else {
            let input = displayed_path(input);
            format!("lo stesso file di {input}, che il comando legge")
        };
        Err(Failure::Usage(format!(
            "{} è {input}, e scrivendoci sopra andrebbe perduto: indicare un altro nome con -o",
            path.display()
        )))
    }
}

fn identity_of_input(path: &Path) -> Option<Identity> {
    if is_dash(path) {
        identity_of_standard_input()
    } else {
        identity(path)
    }
}

/// The identity of a file, whatever its path: its device, and its number there.
#[cfg(unix)]
type Identity = (u64, u64);

/// The identity of a file, whatever its path: its volume, and its number there.
#[cfg(windows)]
type Identity = same_file::Handle;

/// The identity of a file as far as its path tells it.
#[cfg(not(any(unix, windows)))]
type Identity = PathBuf;

// The file is not opened: opening a fifo would wait for another program to write into it.
#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    identity_in(&fs::metadata(path).ok()?)
}

#[cfg(unix)]
fn identity_in(metadata: &fs::Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    // Only regular files: writing to a device destroys nothing.
    metadata.is_file().then(|| (metadata.dev(), metadata.ino()))
}

#[cfg(unix)]
fn identity_of_standard_input() -> Option<Identity> {
    use std::os::fd::AsFd;
    let input = io::stdin().as_fd().try_clone_to_owned().ok()?;
    identity_in(&File::from(input).metadata().ok()?)
}

#[cfg(windows)]
fn identity(path: &Path) -> Option<Identity> {
    let file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    file.then(|| same_file::Handle::from_path(path).ok())?
}

#[cfg(windows)]
fn identity_of_standard_input() -> Option<Identity> {
    same_file::Handle::stdin().ok()
}

#[cfg(not(any(unix, windows)))]
fn identity(path: &Path) -> Option<Identity> {
    fs::canonicalize(path).ok()
}

#[cfg(not(any(unix, windows)))]
fn identity_of_standard_input() -> Option<Identity> {
    None
}
