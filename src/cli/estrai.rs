//! `pira estrai`: the files that a PDF carries.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::argomenti::{Estrai, Genera};
use super::ingresso::{self, e_trattino};
use super::scrittura::Destination;
use super::temporary_folder::TemporaryFolder;
use super::{Fallimento, conta, corredo, genera, shell};
use crate::dati::Ristampa;
use crate::fascicolo::{Extraction, ExtractionFault, Renaming, Voce, shown};
use crate::rilievi::{Rapporto, Rilievo};

/// The largest file that says how to issue the act again, in bytes.
const RISTAMPA: u64 = 64 * 1024;

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
    match (read_reissue(&cartella, &scritti), argomenti.rigenera) {
        (Some(ristampa), false) => say_command(&ristampa, &scritti),
        (Some(ristampa), true) => regenerate(&ristampa, &cartella, &scritti, &byte)?,
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

fn read_reissue(cartella: &Path, scritti: &[PathBuf]) -> Option<Ristampa> {
    let file = scritti
        .iter()
        .find(|nome| *nome == Path::new(Ristampa::FILE))?;
    let file = cartella.join(file);
    if fs::metadata(&file).ok()?.len() > RISTAMPA {
        return None;
    }
    serde_json::from_slice(&fs::read(file).ok()?).ok()
}

/// Says the command, if it is one of ours: a PDF may come from anybody, and a command is copied without
/// being read.
fn say_command(ristampa: &Ristampa, scritti: &[PathBuf]) {
    if corredo::recognize(ristampa, scritti).is_none() {
        super::di_rapporto(&strange_command().into());
        return;
    }
    let parole: Vec<String> = std::iter::once("pira".to_owned())
        .chain(ristampa.argomenti.iter().cloned())
        .collect();
    match shell::typed(&parole) {
        Some(comando) => super::di(&format!(
            "per generare di nuovo il documento, in quella cartella: {comando}"
        )),
        None => super::di("per generare di nuovo il documento: pira estrai con --rigenera"),
    }
}

fn strange_command() -> Rilievo {
    Rilievo::avviso("il PDF dice un comando che non è di quelli che pira scrive: non lo mostro")
        .regola("il comando genera il piano che il PDF porta, con i file che il PDF porta e nient'altro")
        .rimedio("guardare i file estratti, e chiedere a chi ha prodotto il PDF")
}

/// Makes the act again in the folder, and says whether it is the same.
fn regenerate(
    ristampa: &Ristampa,
    cartella: &Path,
    scritti: &[PathBuf],
    originale: &[u8],
) -> Result<(), Fallimento> {
    let Some(genera) = corredo::recognize(ristampa, scritti) else {
        let mut rilievo = strange_command();
        rilievo.gravita = crate::rilievi::Gravita::Errore;
        return Err(rilievo.into());
    };
    let (genera, nuovo) = in_folder(genera, cartella);
    if nuovo.exists() {
        return Err(Fallimento::Uso(format!(
            "{} esiste già: indicare una cartella nuova con -o",
            nuovo.display()
        )));
    }
    genera::genera(genera)?;
    let byte = ingresso::byte_del_pdf(&nuovo)?;
    if byte == originale {
        super::di("è identico all'originale, byte per byte");
        return Ok(());
    }
    if originale.starts_with(&byte) {
        super::di(
            "è identico all'originale, byte per byte, prima di ciò che vi è stato aggiunto (una firma, un allegato)",
        );
        return Ok(());
    }
    Err(Rilievo::errore(format!(
        "{} non è identico all'originale, che fu generato con {}",
        nuovo.display(),
        shown(&ristampa.programma)
    ))
    .regola("la stessa versione del programma, dagli stessi file, genera gli stessi byte")
    .rimedio("generarlo con quella versione")
    .into())
}

/// The command as if it ran where its files are, and the file that it writes.
fn in_folder(mut genera: Genera, cartella: &Path) -> (Genera, PathBuf) {
    let nuovo = genera.piani.first().map_or_else(PathBuf::new, |piano| {
        let nome = piano.file_name().unwrap_or_default();
        cartella.join(Path::new(nome).with_extension("pdf"))
    });
    let paths = genera.piani.iter_mut().chain(&mut genera.variazioni);
    for path in paths.chain(&mut genera.modelli) {
        *path = cartella.join(&*path);
    }
    genera.uscita = Some(nuovo.clone());
    (genera, nuovo)
}
