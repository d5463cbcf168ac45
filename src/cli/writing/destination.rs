//! Where a command writes. All output goes through [`Destination`], so that no command can forget to
//! check what must not be overwritten.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::existing::{Inputs, Replacing};
use super::{reason, write_file, write_pieces_to_standard_output};
use crate::cli::Failure;
use crate::cli::arguments::Overwrite;
use crate::cli::input::is_dash;

/// A file to be written or standard output, with the files that must not be overwritten.
#[derive(Debug, Clone)]
pub(crate) struct Destination {
    /// `None` for standard output.
    path: Option<PathBuf>,
    /// The folder to be made, when the user named one.
    folder: Option<PathBuf>,
    replacing: Replacing,
    inputs: Vec<PathBuf>,
}

impl Destination {
    /// The destination that the user asked for with `-o`: a file; a folder, where the file has its `usual`
    /// name; `-` for standard output. When nothing was asked for, the usual name in the current folder.
    /// `inputs` are the files that the command reads.
    pub(crate) fn new(
        asked: Option<&Path>,
        usual: &Path,
        overwrite: Overwrite,
        inputs: impl IntoIterator<Item = PathBuf>,
    ) -> Self {
        let inputs = inputs.into_iter().collect();
        let (path, folder, replacing) = match asked {
            None => (Some(usual.to_owned()), None, Replacing::OurOwn),
            Some(asked) if is_dash(asked) => (None, None, Replacing::Anything),
            Some(asked) if is_folder(asked) => (
                Some(asked.join(usual)),
                Some(asked.to_owned()),
                Replacing::OurOwn,
            ),
            Some(asked) => (Some(asked.to_owned()), None, Replacing::Unsigned),
        };
        Self {
            path,
            folder,
            replacing: overwrite.or(replacing),
            inputs,
        }
    }

    /// A file in a folder that the command fills; an existing file is replaced only with `--sovrascrivi`.
    pub(crate) fn new_file(
        folder: &Path,
        name: &Path,
        overwrite: Overwrite,
        inputs: impl IntoIterator<Item = PathBuf>,
    ) -> Self {
        let path = folder.join(name);
        Self {
            folder: path.parent().map(Path::to_owned),
            path: Some(path),
            replacing: overwrite.or(Replacing::Nothing),
            inputs: inputs.into_iter().collect(),
        }
    }

    /// The same destination, where an existing file is replaced only with `--sovrascrivi`.
    pub(crate) fn only_new(mut self, overwrite: Overwrite) -> Self {
        self.replacing = overwrite.or(Replacing::Nothing);
        self
    }

    /// Another file by the same rules, whose path is made from this one's.
    pub(crate) fn beside(&self, name: impl FnOnce(&Path) -> PathBuf) -> Self {
        Self {
            path: self.path.as_deref().map(name),
            ..self.clone()
        }
    }

    /// The path; `None` for standard output.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The name that a summary shows.
    pub(crate) fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        }
    }

    /// The same destination, which must not overwrite these files either: those that the plan names, known
    /// only once it is read.
    ///
    /// # Errors
    /// A destination that is one of them.
    pub(crate) fn protecting(&self, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let destination = self.with_inputs(inputs);
        destination.check_inputs()?;
        Ok(destination)
    }

    /// As [`Self::protecting`], without the check: for images the files beside this one are checked.
    pub(crate) fn with_inputs(&self, inputs: &[PathBuf]) -> Self {
        let mut destination = self.clone();
        destination.inputs.extend_from_slice(inputs);
        destination
    }

    /// Checks, before any long work, that nothing would be lost.
    ///
    /// # Errors
    /// A file that the command reads, or one that it may not replace.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.check_inputs()?;
        match &self.path {
            Some(path) => self.replacing.check(path),
            None => Ok(()),
        }
    }

    /// Checks that no file that the command reads would be overwritten.
    ///
    /// # Errors
    /// A destination that is one of them.
    pub(crate) fn check_inputs(&self) -> Result<(), Failure> {
        match &self.path {
            Some(path) => Inputs::new(&self.inputs).check_not_overwritten(path),
            None => Ok(()),
        }
    }

    /// Writes the file, or to standard output. The checks are repeated: while the new document was being
    /// made, someone may have signed the old one.
    ///
    /// # Errors
    /// Those of [`Self::check`]; the system's refusal, in Italian.
    pub(crate) fn write(&self, data: &[u8]) -> Result<(), Failure> {
        self.write_with(|output| output.write_all(data))
    }

    /// As [`Self::write`], for content too large to be held whole: a function writes it piece by piece.
    ///
    /// # Errors
    /// Those of [`Self::write`].
    pub(crate) fn write_with(
        &self,
        write_pieces: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let Some(path) = &self.path else {
            return write_pieces_to_standard_output(write_pieces);
        };
        self.check()?;
        if let Some(folder) = &self.folder {
            make_folder(folder)?;
        }
        write_file(path, write_pieces)
    }
}

/// Whether a path means a folder: it ends with a separator, or a folder of that path exists.
pub(crate) fn is_folder(path: &Path) -> bool {
    let written = path.as_os_str().to_string_lossy();
    written.ends_with(std::path::is_separator) || path.is_dir()
}

/// Makes a folder, and those above it, unless it exists.
///
/// # Errors
/// The system's refusal, in Italian.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        Failure::System(format!(
            "non riesco a usare la cartella {}: {}",
            folder.display(),
            reason(&error)
        ))
    })
}
