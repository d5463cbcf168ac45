//! `pira allega`: the PIRA and the other annexes with the preventivo, in one file.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::argomenti::{Allega, ArgomentoParte};
use super::ingresso::{self, e_trattino};
use super::scrittura::Destination;
use super::{Fallimento, conta, formats};
use pira::fascicolo::{Allegabile, Parte, allega_come_file, unisci};
use pira::rilievi::{Rapporto, Rilievo};

/// The annexes of the preventivo, in order (DM MEF 27/03/2013 art. 2 c. 4).
const DEL_DECRETO: [(&str, &str); 5] = [
    ("a", "Budget economico pluriennale"),
    ("b", "Relazione illustrativa"),
    (
        "c",
        "Prospetto delle previsioni di spesa per missioni e programmi",
    ),
    ("d", "PIRA"),
    ("e", "Relazione dei revisori"),
];

/// An annex with its letter.
struct Annesso {
    lettera: String,
    titolo: String,
    file: PathBuf,
}

impl Annesso {
    /// What its bookmark says.
    fn full_title(&self) -> String {
        format!("Allegato {}) {}", self.lettera, self.titolo)
    }

    /// The name that it has inside another file.
    fn attached_name(&self) -> String {
        if e_trattino(&self.file) {
            return format!("allegato-{}.pdf", self.lettera);
        }
        ingresso::solo_nome(&self.file)
    }
}

/// Joins the annexes to the preventivo, or attaches them to it as files.
pub fn allega(argomenti: Allega) -> Result<(), Fallimento> {
    let annessi = annessi(&argomenti);
    let uscita = destination(&argomenti, &annessi);
    uscita.check()?;
    formats::check_only_name(&["pdf"], argomenti.uscita.as_deref())?;
    if argomenti.come_file {
        return come_file(&argomenti.a, &annessi, &uscita);
    }
    let mut rapporto = Rapporto::default();
    let mut parti = Vec::new();
    let titoli = annessi
        .iter()
        .map(|a| (a.file.as_path(), Some(a.full_title())));
    let preventivo = (argomenti.a.as_path(), argomenti.titolo.clone());
    for (file, titolo) in std::iter::once(preventivo).chain(titoli) {
        let byte = ingresso::byte_del_pdf(file)?;
        match open_part(file, titolo.as_deref(), &byte) {
            Ok(mut parte) => {
                if argomenti.verifica_parti {
                    parte.judge(&byte);
                }
                parti.push(parte);
            }
            Err(rilievi) if told_already(&rapporto, &rilievi) => {}
            Err(rilievi) => rapporto.unisci(rilievi),
        }
    }
    rapporto.in_errore()?;
    let quante = conta(parti.len(), "parte", "parti");
    let fascicolo = unisci(parti);
    // A file that is used twice has the same to say twice.
    let mut told = HashSet::new();
    for detto in fascicolo.ribassi.iter().chain(&fascicolo.losses) {
        if told.insert(detto) {
            super::di_rapporto(&Rilievo::avviso(detto.as_str()).into());
        }
    }
    uscita.write_with(|file| fascicolo.write_to(file))?;
    let pagine = conta(fascicolo.pagine, "pagina", "pagine");
    super::di(&format!(
        "{}: {pagine}, {quante}, {}",
        uscita.name(),
        fascicolo.standard()
    ));
    Ok(())
}

/// Whether what is wrong with a file was already found in it: it is used twice.
fn told_already(rapporto: &Rapporto, found: &Rapporto) -> bool {
    let mut found = found.rilievi().iter();
    found.all(|rilievo| rapporto.rilievi().contains(rilievo))
}

/// Opens a part.
fn open_part(file: &Path, titolo: Option<&str>, byte: &[u8]) -> Result<Parte, Rapporto> {
    let nome = file.display().to_string();
    // What is no file on a disk cannot be read twice.
    let riletto = Some(file)
        .filter(|file| !e_trattino(file) && file.is_file())
        .and_then(|file| File::open(file).ok());
    match riletto {
        Some(file) => Parte::open_from_file(&nome, titolo, byte, file),
        None => Parte::apri(&nome, titolo, byte),
    }
}

/// Where the dossier goes: never over one of its parts.
fn destination(argomenti: &Allega, annessi: &[Annesso]) -> Destination {
    let nome = argomenti.a.file_stem().unwrap_or_default();
    let nome = format!("{}-fascicolo.pdf", nome.to_string_lossy());
    let parti = annessi.iter().map(|annesso| annesso.file.clone());
    Destination::new(
        argomenti.uscita.as_deref(),
        Path::new(&nome),
        argomenti.overwrite,
        parti.chain([argomenti.a.clone()]),
    )
}

fn come_file(
    preventivo: &Path,
    annessi: &[Annesso],
    uscita: &Destination,
) -> Result<(), Fallimento> {
    let byte = ingresso::byte_del_pdf(preventivo)?;
    let nome = preventivo.display().to_string();
    let mut letti = Vec::new();
    for annesso in annessi {
        letti.push((
            annesso.attached_name(),
            annesso.full_title(),
            ingresso::byte_del_pdf(&annesso.file)?,
        ));
    }
    let allegabili: Vec<Allegabile<'_>> = letti
        .iter()
        .map(|(nome, descrizione, byte)| Allegabile {
            nome,
            descrizione,
            byte,
        })
        .collect();
    let aggiornato = allega_come_file(&nome, &byte, &allegabili)?;
    uscita.write_with(|file| aggiornato.write_to(file))?;
    let quanti = conta(allegabili.len(), "file allegato", "file allegati");
    super::di(&format!("{}: {quanti}, pagine intatte", uscita.name()));
    if let Some(said) = said_of_signatures(aggiornato.signatures(), allegabili.len()) {
        super::di(&said);
    }
    Ok(())
}

/// What becomes of the signatures of a document to which files are attached.
fn said_of_signatures(signatures: usize, files: usize) -> Option<String> {
    let [covers, invalid, before, covers_not] = match signatures {
        0 => return None,
        1 => [
            "la firma copre",
            "la firma non valida",
            "della firma",
            "la firma non",
        ],
        _ => [
            "le firme coprono",
            "le firme non valide",
            "delle firme",
            "le firme non",
        ],
    };
    let [added, it] = match files {
        1 => ["il file allegato è stato aggiunto", "lo"],
        _ => ["i file allegati sono stati aggiunti", "li"],
    };
    let cover = if signatures == 1 { "copre" } else { "coprono" };
    Some(format!(
        "{covers} ancora, intatti, i byte di prima; {added} dopo e {covers_not} {it} {cover}: \
         alcuni programmi di verifica lo dicono soltanto, altri considerano l'aggiunta non ammessa e {invalid}. \
         Prima di depositare il file, verificarlo con il programma che userà chi lo riceve; per non avere dubbi, allegare prima {before}"
    ))
}

/// The PIRA and the other annexes, in the order of their letters unless told otherwise.
fn annessi(argomenti: &Allega) -> Vec<Annesso> {
    let pira = ArgomentoParte {
        lettera: "d".to_owned(),
        titolo: None,
        file: argomenti.pira.clone(),
    };
    let mut annessi: Vec<Annesso> = std::iter::once(&pira)
        .chain(&argomenti.allegati)
        .map(|parte| {
            let del_decreto = DEL_DECRETO
                .iter()
                .find(|(lettera, _)| *lettera == parte.lettera);
            let nome = parte.file.file_stem().unwrap_or_default().to_string_lossy();
            let titolo = parte.titolo.clone();
            Annesso {
                titolo: titolo.unwrap_or_else(|| match del_decreto {
                    Some((_, titolo)) => (*titolo).to_owned(),
                    None => nome.into_owned(),
                }),
                lettera: parte.lettera.clone(),
                file: parte.file.clone(),
            }
        })
        .collect();
    if !argomenti.in_questo_ordine {
        annessi.sort_by(|a, b| (a.lettera.len(), &a.lettera).cmp(&(b.lettera.len(), &b.lettera)));
    }
    annessi
}
