//! Writes many files all or none: first into a temporary folder, then moved to their place together.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::Failure;
use super::writing::{self, Destination};

/// A temporary folder, and the folder that its files will be moved to.
pub(super) struct TemporaryFolder {
    folder: TempDir,
    target: PathBuf,
}

impl TemporaryFolder {
    /// Makes a temporary folder on the same disk as its target, since moving between disks is copying: in
    /// the target if it exists, otherwise beside it.
    ///
    /// # Errors
    /// A target that is no folder; the system's refusal.
    pub(super) fn for_target(target: &Path) -> Result<Self, Failure> {
        if target.exists() && !target.is_dir() {
            return Err(Failure::Usage(format!(
                "{} esiste già e non è una cartella: indicarne un'altra con -o",
                target.display()
            )));
        }
        let parent = match target.parent() {
            _ if target.is_dir() => target,
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let make = || {
            fs::create_dir_all(parent)?;
            let mut builder = tempfile::Builder::new();
            builder.prefix(".pira-");
            #[cfg(unix)]
            builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
            builder.tempdir_in(parent)
        };
        Ok(Self {
            folder: make().map_err(|error| refusal("creare", target, &error))?,
            target: target.to_owned(),
        })
    }

    /// The path of a file until it is moved.
    pub(super) fn temporary_path(&self, name: &Path) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a file, and the folders that it is in.
    ///
    /// # Errors
    /// The system's refusal.
    pub(super) fn create(&self, name: &Path) -> Result<File, Failure> {
        let path = self.temporary_path(name);
        let make = || {
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent)?;
            }
            File::create(&path)
        };
        make().map_err(|error| self.refused(name, &error))
    }

    /// The failure for a file that the system refuses, by the name that it was to have.
    pub(super) fn refused(&self, name: &Path, error: &io::Error) -> Failure {
        refusal("scrivere", &self.target.join(name), error)
    }

    /// Moves the files to the target folder. An existing file with other bytes is replaced only if its
    /// destination allows it; if one does not, nothing is moved.
    ///
    /// # Errors
    /// A file that is there; the system's refusal.
    pub(super) fn move_all(
        self,
        names: &[PathBuf],
        destination: impl Fn(&Path) -> Destination,
    ) -> Result<(), Failure> {
        for name in names {
            self.check_free(name, &destination(name))?;
        }
        if !self.target.exists() {
            let folder = self.folder.keep();
            return fs::rename(&folder, &self.target).map_err(|error| {
                let _ = fs::remove_dir_all(&folder);
                refusal("scrivere", &self.target, &error)
            });
        }
        for name in names {
            let target = self.target.join(name);
            let move_one = || {
                if let Some(parent) = target.parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::rename(self.temporary_path(name), &target)
            };
            move_one().map_err(|error| self.refused(name, &error))?;
        }
        Ok(())
    }

    /// Checks that a file can be moved to its place: nothing is there, or the same bytes, or a file that may
    /// be replaced. The folders above it must be real ones: a link would lead out of the target.
    fn check_free(&self, name: &Path, destination: &Destination) -> Result<(), Failure> {
        let mut above = self.target.clone();
        let parents: Vec<_> = name
            .parent()
            .into_iter()
            .flat_map(Path::components)
            .collect();
        for parent in parents {
            above.push(parent);
            match fs::symlink_metadata(&above) {
                Ok(there) if !there.is_dir() => return Err(taken(&above)),
                _ => {}
            }
        }
        let target = self.target.join(name);
        match fs::symlink_metadata(&target) {
            Err(_) => Ok(()),
            Ok(there) if there.is_file() && same_bytes(&target, &self.temporary_path(name)) => {
                Ok(())
            }
            Ok(there) if there.is_file() => destination.check(),
            Ok(_) => Err(taken(&target)),
        }
    }
}

fn taken(path: &Path) -> Failure {
    Failure::Usage(format!(
        "{} esiste già ed è diverso: indicare una cartella nuova con -o",
        path.display()
    ))
}

fn refusal(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::System(format!(
        "non riesco a {verb} {}: {}",
        path.display(),
        writing::reason(error)
    ))
}

fn same_bytes(first: &Path, second: &Path) -> bool {
    let compare = || -> io::Result<bool> {
        let (mut first, mut second) = (File::open(first)?, File::open(second)?);
        if first.metadata()?.len() != second.metadata()?.len() {
            return Ok(false);
        }
        let (mut left, mut right) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
        loop {
            let read = first.read(&mut left)?;
            if read == 0 {
                return Ok(true);
            }
            second.read_exact(&mut right[..read])?;
            if left[..read] != right[..read] {
                return Ok(false);
            }
        }
    };
    compare().unwrap_or(false)
}
