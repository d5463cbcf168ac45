//! The files of a folder, the plan's or the templates'. A name that leads out of the folder is refused.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The reason for a file that does not exist or cannot be read.
const MISSING: &str = "il file non c'è o non si può leggere";

/// The reason for what is no file, or a file too large.
const UNFIT: &str = "non è un file, o è troppo grande";

/// The folder of a plan, where the files that it names are: its amendments, its logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Folder {
    /// A folder of the disk.
    Disk(PathBuf),
    /// Files in memory, by their path from the plan.
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Default for Folder {
    /// A folder with nothing in it.
    fn default() -> Self {
        Self::Memory(BTreeMap::new())
    }
}

impl Folder {
    /// Reads one of its files, no larger than `largest` bytes.
    ///
    /// # Errors
    /// In words for the user: a path that leaves the folder, even through a link; a file that is
    /// missing, too large or no file.
    pub(crate) fn read(&self, file: &str, largest: u64) -> Result<Vec<u8>, &'static str> {
        match self {
            Self::Disk(folder) => read_from_folder(file, folder, largest),
            Self::Memory(files) => match files.get(file) {
                None => Err(MISSING),
                Some(bytes) if bytes.len() as u64 > largest => Err(UNFIT),
                Some(bytes) => Ok(bytes.clone()),
            },
        }
    }

    /// The path of one of its files on the disk; `None` for a folder in memory.
    pub(crate) fn path_of(&self, file: &str) -> Option<PathBuf> {
        match self {
            Self::Disk(folder) => Some(folder.join(file)),
            Self::Memory(_) => None,
        }
    }
}

/// Reads a file of a folder, no larger than `largest` bytes.
///
/// # Errors
/// In words for the user: a path that leaves the folder, even through a link; a file that is
/// missing, too large or no file.
pub(crate) fn read_from_folder(
    file: &str,
    folder: &Path,
    largest: u64,
) -> Result<Vec<u8>, &'static str> {
    let path = Path::new(file);
    let is_inside = path
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    if !is_inside || file.contains('\\') {
        return Err("il percorso deve restare nella cartella");
    }
    let missing = |_| MISSING;
    let root = folder.canonicalize().map_err(missing)?;
    let real_path = root.join(path).canonicalize().map_err(missing)?;
    if !real_path.starts_with(&root) {
        return Err("il file sta fuori dalla cartella");
    }
    let metadata = real_path.metadata().map_err(missing)?;
    if !metadata.is_file() || metadata.len() > largest {
        return Err(UNFIT);
    }
    std::fs::read(real_path).map_err(missing)
}
