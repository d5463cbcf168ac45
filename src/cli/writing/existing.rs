//! The files that are there already: those that a command reads, and those whose place it may not
//! take.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use memchr::memmem::find;

use super::reason;
use crate::cli::Failure;
use crate::cli::input::{displayed_path, is_dash};
use pira::fascicolo::{is_signed_envelope, is_signed_pdf};

/// How many of the first bytes tell a PDF: some programs put a few before its header.
const HEAD_LENGTH: u64 = 1024;

/// What every PDF of ours says in its metadata.
const OUR_MARK: &[u8] = b"CreatorTool>pira ";

/// What a command may do to a file that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacing {
    /// Leave it: the command only makes new files.
    Nothing,
    /// Take the place of what this program made: the name is not the user's.
    OurOwn,
    /// Take its place unless it is signed: the user named it.
    Unsigned,
    /// Take its place: the user said `--sovrascrivi`.
    Anything,
}

impl Replacing {
    /// Refuses to take the place of a file that must stay.
    ///
    /// # Errors
    /// A file that the command may not replace, or that cannot be looked into.
    pub fn check(self, path: &Path) -> Result<(), Failure> {
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

/// The bytes of a file that is a PDF or a signed envelope; none of any other.
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

/// Whether a path leads to a file that is there and is no PDF: what a plan may name.
pub fn may_be_an_input(path: &Path) -> bool {
    let mut head = Vec::new();
    path.is_file()
        && File::open(path)
            .and_then(|file| file.take(HEAD_LENGTH).read_to_end(&mut head))
            .is_ok_and(|_| find(&head, b"%PDF-").is_none())
}

/// The files that a command reads, known by what they are and not by how they are spelt.
pub struct Inputs {
    by_identity: HashMap<Identity, PathBuf>,
    paths: Vec<PathBuf>,
}

impl Inputs {
    /// Looks at the files of some paths; `-` is the file that standard input comes from.
    pub fn new(paths: &[PathBuf]) -> Self {
        let identities = paths
            .iter()
            .filter_map(|path| Some((identity_of_input(path)?, path.clone())));
        Self {
            by_identity: identities.collect(),
            paths: paths.to_vec(),
        }
    }

    /// Refuses to write where one of them is.
    ///
    /// # Errors
    /// A path that leads to one of them, even through a link or with another spelling.
    pub fn check_not_overwritten(&self, path: &Path) -> Result<(), Failure> {
        let same = match identity(path) {
            Some(identity) => self.by_identity.get(&identity),
            // A file that is being saved may be missing for an instant.
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

/// What a file is, whatever it is called: its device and its number on it.
#[cfg(unix)]
type Identity = (u64, u64);

/// What a file is, whatever it is called: its volume and its number on it.
#[cfg(windows)]
type Identity = same_file::Handle;

/// What a file is, as far as its path says it.
#[cfg(not(any(unix, windows)))]
type Identity = PathBuf;

// Asked of the system without opening the file: opening a fifo would wait for whoever writes to it.
#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    identity_in(&fs::metadata(path).ok()?)
}

#[cfg(unix)]
fn identity_in(metadata: &fs::Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    // Writing to a device loses nothing that was in it.
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
