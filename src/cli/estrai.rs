//! `pira estrai`: the files that a PDF carries.

use std::fs;
use std::path::{Path, PathBuf};

use super::argomenti::Estrai;
use super::{Fallimento, conta, ingresso, scrittura};
use crate::dati::Ristampa;
use crate::fascicolo::{self, FileInterno};

/// Reads, writes each file in the folder, says how to issue the act again.
pub fn estrai(argomenti: Estrai) -> Result<(), Fallimento> {
    let byte = ingresso::byte_del_pdf(&argomenti.pdf)?;
    let nome = argomenti.pdf.display().to_string();
    let interni = fascicolo::estrai(&nome, &byte)?;
    let cartella = argomenti.cartella.unwrap_or_else(|| {
        let nome = argomenti.pdf.file_stem().unwrap_or_default();
        PathBuf::from(nome)
    });
    nessuno_diverso(&cartella, &interni)?;
    for interno in &interni {
        let file = cartella.join(&interno.nome);
        let sopra = file.parent().unwrap_or(&cartella);
        fs::create_dir_all(sopra).map_err(|errore| {
            Fallimento::Sistema(format!(
                "non riesco a creare {}: {}",
                sopra.display(),
                scrittura::perche(&errore)
            ))
        })?;
        scrittura::in_file(&file, &interno.byte)?;
    }
    super::di(&format!(
        "{}: {}",
        cartella.display(),
        conta(interni.len(), "file", "file")
    ));
    if let Some(comando) = ristampa(&interni) {
        super::di(&format!(
            "per generare di nuovo il documento, in quella cartella: {comando}"
        ));
    }
    Ok(())
}

/// A file that is there already and says something else is not replaced.
fn nessuno_diverso(cartella: &Path, interni: &[FileInterno]) -> Result<(), Fallimento> {
    let diverso = interni
        .iter()
        .map(|interno| (cartella.join(&interno.nome), interno))
        .find(|(file, interno)| {
            file.exists() && fs::read(file).ok().as_ref() != Some(&interno.byte)
        });
    match diverso {
        Some((file, _)) => Err(Fallimento::Uso(format!(
            "{} esiste già ed è diverso: indicare una cartella nuova con -o",
            file.display()
        ))),
        None => Ok(()),
    }
}

fn ristampa(interni: &[FileInterno]) -> Option<String> {
    let file = interni
        .iter()
        .find(|interno| interno.nome == Path::new(Ristampa::FILE))?;
    let ristampa: Ristampa = serde_json::from_slice(&file.byte).ok()?;
    let argomenti = ristampa.argomenti.iter().map(|argomento| {
        if argomento.contains(|c: char| c.is_whitespace() || c.is_control()) {
            format!("\"{argomento}\"")
        } else {
            argomento.clone()
        }
    });
    let parole: Vec<String> = std::iter::once("pira".to_owned())
        .chain(argomenti)
        .collect();
    Some(parole.join(" "))
}
