//! `pira estrai`: the files that a PDF carries.

use std::fs;
use std::path::{Path, PathBuf};

use super::argomenti::Estrai;
use super::scrittura::Destination;
use super::{Fallimento, conta, ingresso};
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
    let nuovi: Vec<(Destination, &FileInterno)> = interni
        .iter()
        .filter(|interno| !c_e_gia(&cartella, interno))
        .map(|interno| {
            let pdf = [argomenti.pdf.clone()];
            let file = Destination::new_file(&cartella, &interno.nome, argomenti.overwrite, pdf);
            (file, interno)
        })
        .collect();
    nuovi.iter().try_for_each(|(file, _)| file.check())?;
    for (file, interno) in &nuovi {
        file.write(&interno.byte)?;
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

/// Whether a file is there already, the same.
fn c_e_gia(cartella: &Path, interno: &FileInterno) -> bool {
    fs::read(cartella.join(&interno.nome)).is_ok_and(|byte| byte == interno.byte)
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
