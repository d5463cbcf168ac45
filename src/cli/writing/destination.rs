//! Where a command writes. Nothing else in the command line writes to a file, so that no command can
//! forget what must not be lost.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::existing::{Inputs, Replacing};
use super::{reason, write_file, write_pieces_to_standard_output};
use crate::cli::Failure;
use crate::cli::arguments::Overwrite;
use crate::cli::input::is_dash;

/// A place to write to, with what must not be lost there.
#[derive(Debug, Clone)]
pub struct Destination {
    /// None for standard output.
    path: Option<PathBuf>,
    /// The folder to be made, when the user named one.
    folder: Option<PathBuf>,
    replacing: Replacing,
    inputs: Vec<PathBuf>,
}

impl Destination {
    /// The place that the user asked for: a file, a folder where the file has its usual name, `-` for
    /// standard output; the usual name in the current folder when nothing was asked for. `inputs`
    /// are the files that the command reads.
    pub fn new(
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

    /// A file of a folder that the command fills: it takes the place of nothing.
    pub fn new_file(
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

    /// The same place, where nothing that is there may be replaced.
    pub fn only_new(mut self, overwrite: Overwrite) -> Self {
        self.replacing = overwrite.or(Replacing::Nothing);
        self
    }

    /// A file beside this one, by the same rules.
    pub fn beside(&self, name: impl FnOnce(&Path) -> PathBuf) -> Self {
        Self {
            path: self.path.as_deref().map(name),
            ..self.clone()
        }
    }

    /// The file; none for standard output.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// What it is called in a summary.
    pub fn name(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => "standard output".to_owned(),
        }
    }

    /// The same place, where other files must not be lost either: those that the plan turns out to
    /// name.
    ///
    /// # Errors
    /// A place where one of them is.
    pub fn protecting(&self, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let destination = self.with_inputs(inputs);
        destination.check_inputs()?;
        Ok(destination)
    }

    /// As [`Self::protecting`], of a place that is not written itself.
    pub fn with_inputs(&self, inputs: &[PathBuf]) -> Self {
        let mut destination = self.clone();
        destination.inputs.extend_from_slice(inputs);
        destination
    }

    /// Says, before any long work, whether something would be lost.
    ///
    /// # Errors
    /// A place where a file of the command is, or one that it may not replace.
    pub fn check(&self) -> Result<(), Failure> {
        self.check_inputs()?;
        match &self.path {
            Some(path) => self.replacing.check(path),
            None => Ok(()),
        }
    }

    /// Says whether a file that the command reads would be lost.
    ///
    /// # Errors
    /// A place where one is.
    pub fn check_inputs(&self) -> Result<(), Failure> {
        match &self.path {
            Some(path) => Inputs::new(&self.inputs).check_not_overwritten(path),
            None => Ok(()),
        }
    }

    /// Writes the file, or to standard output. What must not be lost is looked for once more: while a
    /// document is made, the one that is there may be signed.
    ///
    /// # Errors
    /// Those of [`Self::check`]; the system's refusal, in Italian.
    pub fn write(&self, data: &[u8]) -> Result<(), Failure> {
        self.write_with(|output| output.write_all(data))
    }

    /// As [`Self::write`], for what is too large to be held whole: a function writes it.
    ///
    /// # Errors
    /// Those of [`Self::write`].
    pub fn write_with(
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

/// Whether a path asks for a folder: it ends as one, or one is there.
pub fn is_folder(path: &Path) -> bool {
    let written = path.as_os_str().to_string_lossy();
    written.ends_with(std::path::is_separator) || path.is_dir()
}

/// Makes a folder, with those above it, unless it is there.
///
/// # Errors
/// The system's refusal, in Italian.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| {
        Failure::System(format!(
            "non riesco a usare la cartella {}: {}",
            folder.display(),
            reason(&error)
        ))
    })
}
