//! The files that a document shows: only those the plan names, only from the plan's folder.

use std::path::{Component, Path};

use super::mondo::Risorse;
use crate::lettura::Letto;
use crate::rilievi::{Rapporto, Rilievo};

/// The largest image, in bytes.
const MASSIMO: u64 = 8 * 1024 * 1024;

/// Reads the files that a plan names, from the plan's folder.
///
/// # Errors
/// A path that leaves the folder, a file that is missing, too large or of an unknown kind.
pub fn raccogli(letto: &Letto, cartella: &Path) -> Result<Risorse, Rapporto> {
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

fn leggi(file: &str, cartella: &Path) -> Result<Vec<u8>, &'static str> {
    let percorso = Path::new(file);
    let interno = percorso
        .components()
        .all(|parte| matches!(parte, Component::Normal(_)));
    if !interno || file.contains('\\') {
        return Err("il percorso deve restare nella cartella del piano");
    }
    let noto = percorso
        .extension()
        .and_then(|estensione| estensione.to_str())
        .is_some_and(|estensione| matches!(estensione, "svg" | "png" | "jpg" | "jpeg"));
    if !noto {
        return Err("non è un'immagine svg, png o jpg");
    }
    let assente = |_| "il file non c'è o non si può leggere";
    let radice = cartella.canonicalize().map_err(assente)?;
    let vero = radice.join(percorso).canonicalize().map_err(assente)?;
    if !vero.starts_with(&radice) {
        return Err("il file sta fuori dalla cartella del piano");
    }
    let stato = vero.metadata().map_err(assente)?;
    if !stato.is_file() || stato.len() > MASSIMO {
        return Err("non è un file, o è troppo grande");
    }
    std::fs::read(vero).map_err(assente)
}
