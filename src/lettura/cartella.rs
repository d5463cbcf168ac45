//! The files of a folder, the plan's or the templates': never from outside it.

use std::path::{Component, Path};

/// Reads a file of a folder, no larger than `massimo` bytes.
///
/// # Errors
/// In words for the user: a path that leaves the folder, even through a link; a file that is
/// missing, too large or no file.
pub fn leggi_dalla_cartella(
    file: &str,
    cartella: &Path,
    massimo: u64,
) -> Result<Vec<u8>, &'static str> {
    let percorso = Path::new(file);
    let interno = percorso
        .components()
        .all(|parte| matches!(parte, Component::Normal(_)));
    if !interno || file.contains('\\') {
        return Err("il percorso deve restare nella cartella");
    }
    let assente = |_| "il file non c'è o non si può leggere";
    let radice = cartella.canonicalize().map_err(assente)?;
    let vero = radice.join(percorso).canonicalize().map_err(assente)?;
    if !vero.starts_with(&radice) {
        return Err("il file sta fuori dalla cartella");
    }
    let stato = vero.metadata().map_err(assente)?;
    if !stato.is_file() || stato.len() > massimo {
        return Err("non è un file, o è troppo grande");
    }
    std::fs::read(vero).map_err(assente)
}
