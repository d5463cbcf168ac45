//! `pira allega`: the PIRA and the other annexes with the preventivo, in one file.

use std::path::{Path, PathBuf};

use super::argomenti::{Allega, ArgomentoParte};
use super::ingresso;
use super::scrittura::Destination;
use super::{Fallimento, conta};
use crate::fascicolo::{self, Allegabile, Parte, allega_come_file, unisci};
use crate::rilievi::{Rapporto, Rilievo};

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

/// Joins the annexes to the preventivo, or attaches them to it as files.
pub fn allega(argomenti: Allega) -> Result<(), Fallimento> {
    let annessi = annessi(&argomenti);
    let uscita = destination(&argomenti, &annessi);
    uscita.check()?;
    let preventivo = ingresso::byte_del_pdf(&argomenti.a)?;
    if argomenti.come_file {
        return come_file(&argomenti.a, &preventivo, &annessi, &uscita);
    }
    let mut rapporto = Rapporto::default();
    let mut parti = Vec::new();
    let mut apri = |file: &Path, titolo: Option<&str>, byte: &[u8]| match Parte::apri(
        &file.display().to_string(),
        titolo,
        byte,
    ) {
        Ok(parte) => parti.push(parte),
        Err(rilievi) => rapporto.unisci(rilievi),
    };
    apri(&argomenti.a, argomenti.titolo.as_deref(), &preventivo);
    drop(preventivo);
    for annesso in &annessi {
        let titolo = format!("Allegato {}) {}", annesso.lettera, annesso.titolo);
        apri(
            &annesso.file,
            Some(&titolo),
            &ingresso::byte_del_pdf(&annesso.file)?,
        );
    }
    rapporto.in_errore()?;
    let quante = conta(parti.len(), "parte", "parti");
    let fascicolo = unisci(parti)?;
    for ribasso in &fascicolo.ribassi {
        super::di_rapporto(&Rilievo::avviso(ribasso.as_str()).into());
    }
    uscita.write(&fascicolo.byte)?;
    let pagine = conta(fascicolo.pagine, "pagina", "pagine");
    super::di(&format!(
        "{}: {pagine}, {quante}, {}",
        uscita.name(),
        fascicolo.conformita
    ));
    Ok(())
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
    .with_a_name_of_ours()
}

fn come_file(
    preventivo: &Path,
    byte: &[u8],
    annessi: &[Annesso],
    uscita: &Destination,
) -> Result<(), Fallimento> {
    let mut letti = Vec::new();
    for annesso in annessi {
        let nome = annesso
            .file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy();
        let descrizione = format!("Allegato {}) {}", annesso.lettera, annesso.titolo);
        letti.push((
            nome.into_owned(),
            descrizione,
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
    let aggiornato = allega_come_file(&preventivo.display().to_string(), byte, &allegabili)?;
    uscita.write(&aggiornato)?;
    let quanti = conta(allegabili.len(), "file allegato", "file allegati");
    super::di(&format!("{}: {quanti}, pagine intatte", uscita.name()));
    if fascicolo::apri(&preventivo.display().to_string(), byte)
        .is_ok_and(|d| fascicolo::e_firmato(&d))
    {
        super::di(
            "la firma resta valida; i lettori diranno che dopo la firma è stato aggiunto qualcosa",
        );
    }
    Ok(())
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
