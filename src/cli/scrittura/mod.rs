//! Writing results: whole or not at all, and never over what must not be lost.

mod destination;
mod existing;

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::Fallimento;

pub use destination::{Destination, is_folder, make_folder};
pub use existing::{Inputs, Replacing, may_be_an_input};
pub use pira::files::reason as perche;

/// How many links a path may go through: as many as systems follow.
const COLLEGAMENTI: usize = 40;

/// How many bytes go to the disk together.
const PEZZO: usize = 256 * 1024;

/// Has a file written through a temporary one beside it, so that what was there stays whole until the
/// new one is complete; piece by piece, since some are too large to be held whole. Only a [`Destination`] calls it, which knows what must not be lost.
///
/// # Errors
/// The system's refusal, in Italian.
fn in_file(
    percorso: &Path,
    pezzi: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fallimento> {
    scrivi(percorso, pezzi).map_err(|errore| {
        Fallimento::Sistema(format!(
            "non riesco a scrivere {}: {}",
            percorso.display(),
            perche(&errore)
        ))
    })
}

fn scrivi(percorso: &Path, pezzi: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if percorso.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    // A device or a fifo is written to: a file in its place would take it away from everybody.
    if fs::metadata(percorso).is_ok_and(|stato| !stato.is_file()) {
        return pezzi(&mut fs::OpenOptions::new().write(true).open(percorso)?);
    }
    let vero = oltre_i_collegamenti(percorso)?;
    let cartella = match vero.parent() {
        Some(cartella) if !cartella.as_os_str().is_empty() => cartella,
        _ => Path::new("."),
    };
    let mut costruttore = tempfile::Builder::new();
    costruttore.prefix(".pira-");
    #[cfg(unix)]
    costruttore.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporaneo = costruttore.tempfile_in(cartella)?;
    let mut raccolto = io::BufWriter::with_capacity(PEZZO, temporaneo.as_file());
    pezzi(&mut raccolto)?;
    raccolto.flush()?;
    drop(raccolto);
    temporaneo.as_file().sync_all()?;
    temporaneo.persist(&vero).map_err(|errore| errore.error)?;
    Ok(())
}

/// Where a link leads, even to a file that is not there yet: a link keeps pointing where it did, and
/// its target is what gets replaced.
fn oltre_i_collegamenti(percorso: &Path) -> io::Result<PathBuf> {
    let mut vero = percorso.to_owned();
    for _ in 0..COLLEGAMENTI {
        let Ok(meta) = fs::read_link(&vero) else {
            return Ok(vero);
        };
        vero = vero.parent().unwrap_or(Path::new("")).join(meta);
    }
    Err(ErrorKind::TooManyLinks.into())
}

/// Writes to standard output; a reader that closed it has had enough, and is no failure.
///
/// # Errors
/// The system's refusal, in Italian.
pub fn in_uscita(dati: &[u8]) -> Result<(), Fallimento> {
    in_uscita_a_pezzi(|uscita| uscita.write_all(dati))
}

fn in_uscita_a_pezzi(
    pezzi: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fallimento> {
    let mut uscita = io::stdout().lock();
    match pezzi(&mut uscita).and_then(|()| uscita.flush()) {
        Err(errore) if errore.kind() != ErrorKind::BrokenPipe => Err(Fallimento::Sistema(format!(
            "non riesco a scrivere sullo standard output: {}",
            perche(&errore)
        ))),
        _ => Ok(()),
    }
}
