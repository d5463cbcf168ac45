//! Names of embedded files that can be written on a disk, whatever its system.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

/// The names of devices, which no file can have on Windows.
const RESERVED: [&str; 30] = [
    "con", "prn", "aux", "nul", "conin$", "conout$", "com1", "com2", "com3", "com4", "com5",
    "com6", "com7", "com8", "com9", "com¹", "com²", "com³", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5",
    "lpt6", "lpt7", "lpt8", "lpt9", "lpt¹", "lpt²", "lpt³",
];

/// The longest name of a file or folder, in bytes. Systems allow 255; the rest is for a number that may
/// be put before it.
pub(crate) const LONGEST_NAME: usize = 240;

/// The longest path inside a PDF, in bytes.
const LONGEST_PATH: usize = 1000;

/// A stated name as a relative path, if it stays within its folder and every system can write it.
pub(crate) fn safe_name(name: &str) -> Option<PathBuf> {
    if name.is_empty() || name.len() > LONGEST_PATH || name.chars().any(is_forbidden) {
        return None;
    }
    let mut path = PathBuf::new();
    for component in Path::new(name).components() {
        match component {
            Component::Normal(part) if is_safe(&part.to_string_lossy()) => path.push(part),
            _ => return None,
        }
    }
    (!path.as_os_str().is_empty()).then_some(path)
}

/// The longest extension that is kept when a name is shortened, in bytes and with its dot.
const LONGEST_EXTENSION: usize = 20;

/// The nearest path to a stated name that every system can write: forbidden characters become `_`, names
/// of devices get a `_` before, long names are cut before their extension. `None` if nothing is left.
pub(crate) fn writable_name(name: &str) -> Option<PathBuf> {
    let parts = name.split('/').filter(|part| !matches!(*part, "." | ".."));
    let parts: Vec<String> = parts.filter_map(writable).collect();
    let path: PathBuf = parts.iter().collect();
    let last = parts.last()?;
    // Too many folders: the file alone.
    let path = if path.as_os_str().len() > LONGEST_PATH {
        last.into()
    } else {
        path
    };
    Some(path)
}

/// A component of a path, made writable; `None` if nothing is left of it.
fn writable(part: &str) -> Option<String> {
    let characters = part.chars().map(|character| {
        if is_forbidden(character) {
            '_'
        } else {
            character
        }
    });
    let characters: String = characters.collect();
    let mut kept = trimmed(&characters).to_owned();
    if RESERVED.contains(&stem(&kept).as_str()) {
        kept.insert(0, '_');
    }
    let kept = shortened(&kept);
    (!kept.is_empty()).then_some(kept)
}

/// A name without the dots and spaces that Windows drops from its end, nor spaces before it.
fn trimmed(name: &str) -> &str {
    name.trim_end_matches(['.', ' ']).trim_start_matches(' ')
}

/// A name of at most [`LONGEST_NAME`] bytes, cut before its extension.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST_NAME {
        return name.to_owned();
    }
    let extension = match name.rfind('.') {
        Some(dot) if name.len() - dot <= LONGEST_EXTENSION => &name[dot..],
        _ => "",
    };
    let end = name.floor_char_boundary(LONGEST_NAME - extension.len());
    format!("{}{extension}", trimmed(&name[..end]))
}

/// The longest text from a PDF that a message shows, in characters.
const LONGEST_SHOWN: usize = 200;

/// A text from a PDF, safe to show in a terminal: hidden characters are replaced, a long text is cut.
pub fn printable(text: &str) -> String {
    let characters = text.chars().map(|character| {
        if is_hidden(character) {
            '\u{fffd}'
        } else {
            character
        }
    });
    let mut shown: String = characters.take(LONGEST_SHOWN).collect();
    if text.chars().nth(LONGEST_SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// Whether a character is special to some file system, or not visible.
fn is_forbidden(character: char) -> bool {
    is_hidden(character) || "<>:\"|?*\\".contains(character)
}

/// Whether a character controls a terminal, or makes a text look like another: changes of direction,
/// characters without width.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || character == '\u{feff}'
        || ('\u{200b}'..='\u{200f}').contains(&character)
        || ('\u{2028}'..='\u{202e}').contains(&character)
        || ('\u{2060}'..='\u{206f}').contains(&character)
}

/// The part of a name before its first dot: `con.txt` is a device to Windows as much as `con`.
fn stem(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    stem.trim_end().to_lowercase()
}

fn is_safe(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && !RESERVED.contains(&stem(name).as_str())
        && !name.ends_with(['.', ' '])
        && !name.starts_with(' ')
}

/// The names already taken in a folder, compared without case and in Unicode normal form, since some
/// systems tell apart neither `A` from `a` nor the two ways to encode `à`.
#[derive(Debug, Default)]
pub(crate) struct TakenNames {
    files: HashSet<String>,
    folders: HashSet<String>,
    /// The last number given to each name.
    numbers: HashMap<String, usize>,
}

impl TakenNames {
    /// Takes a path if it is free, and returns whether it was: no file or folder has it, and none of its
    /// folders is the name of a file.
    pub(crate) fn take(&mut self, path: &Path) -> bool {
        let key = comparison_key(path);
        let above: Vec<String> = parent_folders(path);
        let is_free = !self.files.contains(&key)
            && !self.folders.contains(&key)
            && !above.iter().any(|folder| self.files.contains(folder));
        if is_free {
            self.files.insert(key);
            self.folders.extend(above);
        }
        is_free
    }

    /// Takes a path, or the same path with the first free number before it.
    pub(crate) fn take_or_number(&mut self, path: PathBuf) -> PathBuf {
        if self.take(&path) {
            return path;
        }
        // If a file has the name of one of the folders, the number goes before the topmost folder.
        let is_folder_taken = parent_folders(&path)
            .iter()
            .any(|folder| self.files.contains(folder));
        let key = comparison_key(&path);
        loop {
            let number = self.numbers.entry(key.clone()).or_insert(1);
            *number += 1;
            let candidate = with_number(&path, *number, is_folder_taken);
            if self.take(&candidate) {
                return candidate;
            }
        }
    }
}

/// `cartella/2-piano.yaml`, or `2-cartella/piano.yaml` when the number goes at the top.
fn with_number(path: &Path, number: usize, at_the_top: bool) -> PathBuf {
    let mut components = path.components();
    let first = components
        .next()
        .map(|first| first.as_os_str().to_string_lossy());
    if at_the_top {
        let top = PathBuf::from(format!("{number}-{}", first.unwrap_or_default()));
        return top.join(components.as_path());
    }
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{number}-{file}"))
}

fn comparison_key(path: &Path) -> String {
    let components = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let components: Vec<String> = components
        .map(|part| part.nfc().collect::<String>().to_uppercase().to_lowercase())
        .collect();
    components.join("/")
}

fn parent_folders(path: &Path) -> Vec<String> {
    let above = path.ancestors().skip(1);
    above
        .filter(|folder| !folder.as_os_str().is_empty())
        .map(comparison_key)
        .collect()
}
