//! `pira modelli`: the built-in templates, to be changed by the office.

use std::fs;

use super::argomenti::Modelli;
use super::{Fallimento, scrittura};
use crate::documento::PREDEFINITI;

/// Writes the built-in templates into a folder; files that are there already stop it.
pub fn modelli(argomenti: Modelli) -> Result<(), Fallimento> {
    let cartella = argomenti.cartella;
    fs::create_dir_all(&cartella).map_err(|errore| {
        Fallimento::Sistema(format!(
            "non riesco a creare {}: {}",
            cartella.display(),
            scrittura::perche(&errore)
        ))
    })?;
    if let Some((nome, _)) = PREDEFINITI
        .iter()
        .find(|(nome, _)| cartella.join(nome).exists())
    {
        return Err(Fallimento::Uso(format!(
            "{} esiste già e non si tocca: indicare una cartella nuova",
            cartella.join(nome).display()
        )));
    }
    for (nome, testo) in PREDEFINITI {
        scrittura::in_file(&cartella.join(nome), testo.as_bytes())?;
    }
    super::di(&format!(
        "{}: {} modelli; si usano con pira genera PIANO.yaml --modelli {0}",
        cartella.display(),
        PREDEFINITI.len()
    ));
    Ok(())
}
