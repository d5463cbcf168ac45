//! The files that a document shows: only those the plan names, only from the plan's folder.

use std::path::Path;

use super::mondo::Risorse;
use crate::lettura::{Folder, Letto};
use crate::rilievi::{Rapporto, Rilievo};

/// The largest image, in bytes.
const MASSIMO: u64 = 8 * 1024 * 1024;

/// Reads the files that a plan names, from the plan's folder.
///
/// # Errors
/// A path that leaves the folder, a file that is missing, too large or of an unknown kind.
pub fn raccogli(letto: &Letto, cartella: &Folder) -> Result<Risorse, Rapporto> {
    let Some(logo) = &letto.piano.ente.logo else {
        return Ok(Risorse::new());
    };
    let nodo = letto.albero.segui(["ente", "logo", "file"]).0;
    match leggi(&logo.file, cartella) {
        Ok(dati) => Ok(Risorse::from([(logo.file.to_string(), dati)])),
        Err(perche) => Err(Rilievo::errore(format!("non posso usare il logo “{}”: {perche}", logo.file))
            .in_luogo(letto.albero.luogo(nodo))
            .regola("il logo è un'immagine svg, png o jpg dentro la cartella del piano, non più grande di 8 MiB")
            .rimedio("copiare l'immagine accanto al piano e scriverne il nome: logo.svg")
            .into()),
    }
}

fn leggi(file: &str, cartella: &Folder) -> Result<Vec<u8>, &'static str> {
    let noto = Path::new(file)
        .extension()
        .and_then(|estensione| estensione.to_str())
        .is_some_and(|estensione| matches!(estensione, "svg" | "png" | "jpg" | "jpeg"));
    let dati = cartella.read(file, MASSIMO)?;
    if noto {
        Ok(dati)
    } else {
        Err("non è un'immagine svg, png o jpg")
    }
}
