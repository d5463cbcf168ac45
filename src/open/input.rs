//! The files that a plan is opened from.

use std::path::{Path, PathBuf};

use super::OpenPlan;
use super::failure::{OpenError, SystemFailure};
use super::file::{LARGEST_PLAN, read_file};
use super::paths::{displayed_path, file_name, folder_of};
use super::reading;
use crate::lettura::Folder;
use crate::piano::Allegato;

/// The name that a plan in memory has when a PDF carries it.
const NAME_OF_A_PLAN_IN_MEMORY: &str = "piano.yaml";

/// A plan to be opened, with what is given beside it. Nothing is read before [`PlanInput::open`].
///
/// ```
/// let text = "esercizio: duemila\n";
/// let error = pira::PlanInput::from_bytes("piano.yaml", text).open().unwrap_err();
/// assert!(error.to_string().contains("piano.yaml:1"));
/// ```
#[derive(Debug, Clone)]
pub struct PlanInput {
    pub(super) plan: FileSource,
    pub(super) amendments: Vec<FileSource>,
    pub(super) folder: Folder,
    pub(super) allegato: Option<Allegato>,
}

/// Where the text of a plan or an amendment is.
#[derive(Debug, Clone)]
pub(super) enum FileSource {
    Disk(PathBuf),
    Memory { name: String, bytes: Vec<u8> },
}

impl PlanInput {
    /// A plan of the disk; the files that it names are in its folder.
    pub fn from_file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self {
            folder: Folder::Disk(folder_of(&path).to_owned()),
            plan: FileSource::Disk(path),
            amendments: Vec::new(),
            allegato: None,
        }
    }

    /// A plan in memory; `name` is what findings show. It names no files, unless [`Self::in_folder`]
    /// says where they are.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            plan: FileSource::Memory {
                name: name.into(),
                bytes: bytes.into(),
            },
            amendments: Vec::new(),
            folder: Folder::default(),
            allegato: None,
        }
    }

    /// Says where the files that the plan names are: its amendments, its logo.
    pub fn in_folder(mut self, folder: Folder) -> Self {
        self.folder = folder;
        self
    }

    /// Adds an amendment of the disk. One that the plan names itself may be given too: it applies once.
    pub fn amended_by(mut self, path: impl Into<PathBuf>) -> Self {
        self.amendments.push(FileSource::Disk(path.into()));
        self
    }

    /// Adds an amendment in memory; `name` is what findings show.
    pub fn amended_by_bytes(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.amendments.push(FileSource::Memory {
            name: name.into(),
            bytes: bytes.into(),
        });
        self
    }

    /// Says which annex of which act the document is, in place of what the plan says. It is no amendment:
    /// nothing is marked as changed.
    pub fn annexed_as(mut self, allegato: Allegato) -> Self {
        self.allegato = Some(allegato);
        self
    }

    /// Reads the plan and all its amendments, and applies them in the order of their dates: those given
    /// here, and those that the plan names.
    ///
    /// # Errors
    /// A file that the system does not give; the findings that stop the reading or the amending, each
    /// at its place.
    pub fn open(self) -> Result<OpenPlan, OpenError> {
        reading::open(self)
    }
}

impl FileSource {
    /// Reads the bytes.
    pub(super) fn read(&self) -> Result<Vec<u8>, SystemFailure> {
        match self {
            Self::Disk(path) => read_file(path, LARGEST_PLAN),
            Self::Memory { bytes, .. } => Ok(bytes.clone()),
        }
    }

    /// The path, of a file on the disk.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Disk(path) => Some(path),
            Self::Memory { .. } => None,
        }
    }

    /// The name that findings show for a plan: its path as it was given.
    pub(super) fn plan_name(&self) -> String {
        match self {
            Self::Disk(path) => path.to_string_lossy().into_owned(),
            Self::Memory { name, .. } => name.clone(),
        }
    }

    /// The name that findings show for an amendment: its path without a leading `./`.
    pub(super) fn amendment_name(&self) -> String {
        match self {
            Self::Disk(path) => displayed_path(path),
            Self::Memory { name, .. } => name.clone(),
        }
    }

    /// The name without the folder.
    pub(super) fn file_name(&self) -> String {
        match self {
            Self::Disk(path) => file_name(path),
            Self::Memory { name, .. } => file_name(Path::new(name)),
        }
    }

    /// The name that a plan has when a PDF carries it.
    pub(super) fn carried_name(&self) -> String {
        match self {
            Self::Disk(path) => file_name(path),
            Self::Memory { .. } => NAME_OF_A_PLAN_IN_MEMORY.to_owned(),
        }
    }
}
