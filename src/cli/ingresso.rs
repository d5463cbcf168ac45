//! Reading a plan from a file or from standard input.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use super::{Fallimento, scrittura};
use crate::lettura::{self, Letto};

/// The largest plan, in bytes: a thousand times a real one.
const MASSIMO: u64 = 64 * 1024 * 1024;

/// Reads a plan.
///
/// # Errors
/// The system's refusal; the findings that stop the reading.
pub fn leggi(percorso: &Path) -> Result<Letto, Fallimento> {
    let letti = if e_trattino(percorso) {
        fino_al_massimo(io::stdin().lock())
    } else {
        fs::File::open(percorso).and_then(fino_al_massimo)
    };
    let byte = letti.map_err(|errore| {
        Fallimento::Sistema(format!(
            "non riesco a leggere {}: {}",
            percorso.display(),
            scrittura::perche(&errore)
        ))
    })?;
    let nome = if e_trattino(percorso) {
        "standard input".into()
    } else {
        percorso.to_string_lossy()
    };
    Ok(lettura::leggi(&nome, &byte)?)
}

/// Whether a path means standard input or output.
pub fn e_trattino(percorso: &Path) -> bool {
    percorso == Path::new("-")
}

fn fino_al_massimo(lettore: impl Read) -> io::Result<Vec<u8>> {
    let mut byte = Vec::new();
    lettore.take(MASSIMO + 1).read_to_end(&mut byte)?;
    if byte.len() as u64 > MASSIMO {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(byte)
}
