//! `pira estrai`: the files that a PDF carries.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::argomenti::Estrai;
use super::ingresso::{self, e_trattino};
use super::reissue::Reissue;
use super::scrittura::Destination;
use super::temporary_folder::TemporaryFolder;
use super::{Fallimento, conta};
use pira::Ristampa;
use pira::fascicolo::{Extraction, ExtractionFault, Renaming, Voce, shown};
use pira::rilievi::{Rapporto, Rilievo};

/// Reads, writes each file in the folder, says how to issue the act again, or does it.
pub fn estrai(argomenti: Estrai) -> Result<(), Fallimento> {
    let byte = ingresso::byte_del_pdf(&argomenti.pdf)?;
    let nome = argomenti.pdf.display().to_string();
    let estrazione = Extraction::open(&nome, &byte)?;
    let cartella = argomenti.cartella.clone().unwrap_or_else(|| {
        let nome = argomenti.pdf.file_stem().unwrap_or_default();
        PathBuf::from(if e_trattino(&argomenti.pdf) {
            "estratti".as_ref()
        } else {
            nome
        })
    });
    let provvisoria = TemporaryFolder::for_target(&cartella)?;
    let replacing = |name: &Path| {
        let pdf = [argomenti.pdf.clone()];
        Destination::new_file(&cartella, name, argomenti.overwrite, pdf)
    };
    let (scritti, rapporto) = write_entries(&estrazione, &provvisoria)?;
    if scritti.is_empty() {
        rapporto.in_errore()?;
        return Ok(());
    }
    provvisoria.move_all(&scritti, replacing)?;
    super::di(&format!(
        "{}: {}",
        cartella.display(),
        conta(scritti.len(), "file", "file")
    ));
    say_renamed(&estrazione, &scritti);
    // What is left of a damaged PDF makes no act.
    rapporto.in_errore()?;
    let reissue = Reissue::read(&cartella, &scritti);
    if let Some(reissue) = &reissue {
        reissue.say_which(how_many_acts(&estrazione));
    }
    match (reissue, argomenti.rigenera) {
        (Some(reissue), false) => reissue.say_command(),
        (Some(reissue), true) => reissue.regenerate(&nome, &byte)?,
        (None, true) => {
            return Err(Rilievo::errore(format!(
                "{nome} non dice come generare di nuovo il documento"
            ))
            .rimedio("lo dicono i PDF generati con --con-dati")
            .into());
        }
        (None, false) => {}
    }
    Ok(())
}

/// How many acts the PDF carries the data of: a dossier may have more than one.
fn how_many_acts(estrazione: &Extraction<'_>) -> usize {
    let entries = estrazione.entries().iter();
    entries
        .filter(|entry| entry.detto == Ristampa::FILE)
        .count()
}

/// Writes the files that are whole; tells the others.
fn write_entries(
    estrazione: &Extraction<'_>,
    provvisoria: &TemporaryFolder,
) -> Result<(Vec<PathBuf>, Rapporto), Fallimento> {
    let mut scritti = Vec::new();
    let mut refused = Vec::new();
    let mut left = estrazione.allowance();
    for voce in estrazione.entries() {
        // Files are not made safe one by one against a power failure, which for thousands of them takes
        // minutes: they can be extracted again.
        let mut file = BufWriter::new(provvisoria.create(&voce.nome)?);
        let written = estrazione.write_entry(voce, &mut left, &mut file);
        match written.and_then(|()| file.flush().map_err(ExtractionFault::Sistema)) {
            Ok(()) => scritti.push(voce.nome.clone()),
            Err(ExtractionFault::Rilievo(rilievo)) => {
                drop(file);
                let tolto = fs::remove_file(provvisoria.path(&voce.nome));
                tolto.map_err(|errore| provvisoria.refused(&voce.nome, &errore))?;
                refused.push(*rilievo);
            }
            Err(ExtractionFault::Troppi(rilievo)) => return Err((*rilievo).into()),
            Err(ExtractionFault::Sistema(errore)) => {
                return Err(provvisoria.refused(&voce.nome, &errore));
            }
        }
    }
    Ok((scritti, with_rules_once(refused)))
}

/// The findings with each rule, and what to do about it, said once: after the last file that it is of.
fn with_rules_once(mut refused: Vec<Rilievo>) -> Rapporto {
    let rules: Vec<Option<String>> = refused.iter().map(|found| found.regola.clone()).collect();
    for (place, found) in refused.iter_mut().enumerate() {
        if rules.get(place + 1) == rules.get(place) {
            found.regola = None;
            found.rimedio = None;
        }
    }
    let mut rapporto = Rapporto::default();
    for found in refused {
        rapporto.aggiungi(found);
    }
    rapporto
}

/// Says which files have another name than the PDF says, and why.
fn say_renamed(estrazione: &Extraction<'_>, scritti: &[PathBuf]) {
    // Both are in the order of the PDF.
    let mut scritti = scritti.iter().peekable();
    for voce in estrazione.entries() {
        if scritti.next_if(|nome| **nome == voce.nome).is_some()
            && let Some(renaming) = voce.renaming
        {
            super::di(&renamed(voce, renaming));
        }
    }
}

fn renamed(voce: &Voce, renaming: Renaming) -> String {
    let perche = match renaming {
        Renaming::Unwritable => "non tutti i sistemi ammettono quel nome",
        Renaming::Taken => {
            "quel nome, o uno che alcuni sistemi non ne distinguono, è già di un altro file"
        }
    };
    format!(
        "“{}” si chiama {}: {perche}",
        shown(&voce.detto),
        voce.nome.display()
    )
}
