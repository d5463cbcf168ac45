//! `pira genera`: the document from a plan.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::argomenti::{Formato, Genera};
use super::{Fallimento, scrittura};
use crate::documento::{
    self, Impaginato, Modelli, Reso, Risorse, Standard, Standards, Stato, raccogli_risorse,
};
use crate::lettura::{self, Letto};
use crate::piano::Piano;
use crate::rilievi::Rapporto;
use crate::verifica::verifica;

/// Reads, checks, renders, lays out, writes, and sums up in one line.
pub fn genera(argomenti: Genera) -> Result<(), Fallimento> {
    let uscita = Uscita::scegli(&argomenti)?;
    let standards = standards(&argomenti.standard)?;
    let letto = leggi(&argomenti.piano)?;
    let mut avvisi = verifica(&letto).in_errore()?;
    let modelli = match &argomenti.modelli {
        Some(cartella) => Modelli::da_cartella(cartella)?,
        None => Modelli::default(),
    };
    let risorse = raccogli_risorse(&letto, cartella_di(&argomenti.piano))?;
    let stato = if argomenti.bozza {
        Stato::Bozza
    } else {
        Stato::Definitivo
    };
    let reso = documento::rendi(&letto, &modelli, stato)?;
    let (dati, pagine) = match argomenti.formato {
        Formato::Typ => (vec![reso.testo.into_bytes()], None),
        Formato::Pdf => {
            let impaginato = impagina(reso, &risorse, &mut avvisi)?;
            (vec![impaginato.pdf(&standards)?], Some(impaginato.pagine()))
        }
        Formato::Png => {
            let impaginato = impagina(reso, &risorse, &mut avvisi)?;
            (impaginato.png(argomenti.ppi), Some(impaginato.pagine()))
        }
    };
    uscita.scrivi(&dati)?;
    if !avvisi.rilievi().is_empty() {
        super::di_rapporto(&avvisi);
    }
    super::di(&riassunto(&letto.piano, pagine, avvisi.avvisi(), &uscita));
    Ok(())
}

fn standards(richiesti: &[Standard]) -> Result<Standards, Fallimento> {
    let elenco = if richiesti.is_empty() {
        &Standard::PREDEFINITI
    } else {
        richiesti
    };
    Standards::new(elenco).map_err(|rapporto| {
        Fallimento::Uso(
            rapporto
                .rilievi()
                .iter()
                .map(|r| {
                    format!(
                        "{}\n{}",
                        r.messaggio,
                        r.regola.as_deref().unwrap_or_default()
                    )
                })
                .collect(),
        )
    })
}

fn leggi(percorso: &Path) -> Result<Letto, Fallimento> {
    let byte = if e_trattino(percorso) {
        let mut byte = Vec::new();
        io::stdin().lock().read_to_end(&mut byte).map(|_| byte)
    } else {
        fs::read(percorso)
    };
    let byte = byte.map_err(|errore| {
        Fallimento::Sistema(format!(
            "non riesco a leggere {}: {}",
            percorso.display(),
            scrittura::perche(&errore)
        ))
    })?;
    let nome = if e_trattino(percorso) {
        "standard input".into()
    } else {
        percorso.to_string_lossy()
    };
    Ok(lettura::leggi(&nome, &byte)?)
}

fn impagina(
    reso: Reso,
    risorse: &Risorse,
    avvisi: &mut Rapporto,
) -> Result<Impaginato, Fallimento> {
    let impaginato = Impaginato::new(reso, risorse)?;
    avvisi.unisci(impaginato.avvisi().clone());
    Ok(impaginato)
}

fn cartella_di(piano: &Path) -> &Path {
    match piano.parent() {
        Some(cartella) if !cartella.as_os_str().is_empty() => cartella,
        _ => Path::new("."),
    }
}

fn e_trattino(percorso: &Path) -> bool {
    percorso == Path::new("-")
}

/// Where the result goes.
enum Uscita {
    StandardOutput,
    File(PathBuf),
    /// One file for each page: `NOME-001.png`.
    Pagine(PathBuf),
}

impl Uscita {
    fn scegli(argomenti: &Genera) -> Result<Self, Fallimento> {
        let percorso = match &argomenti.uscita {
            Some(percorso) => percorso.clone(),
            None => predefinito(&argomenti.piano, argomenti.formato),
        };
        match (argomenti.formato, e_trattino(&percorso)) {
            (Formato::Png, true) => Err(Fallimento::Uso(
                "le immagini sono un file per pagina e non vanno sullo standard output: indicare -o FILE.png".to_owned(),
            )),
            (Formato::Png, false) => Ok(Self::Pagine(percorso)),
            (_, true) => Ok(Self::StandardOutput),
            (_, false) => Ok(Self::File(percorso)),
        }
    }

    fn scrivi(&self, dati: &[Vec<u8>]) -> Result<(), Fallimento> {
        match self {
            Self::StandardOutput => dati.iter().try_for_each(|dati| scrittura::in_uscita(dati)),
            Self::File(percorso) => dati
                .iter()
                .try_for_each(|dati| scrittura::in_file(percorso, dati)),
            Self::Pagine(percorso) => dati.iter().enumerate().try_for_each(|(posto, dati)| {
                scrittura::in_file(&pagina(percorso, posto + 1), dati)
            }),
        }
    }

    fn nome(&self) -> String {
        match self {
            Self::StandardOutput => "standard output".to_owned(),
            Self::File(percorso) => percorso.display().to_string(),
            Self::Pagine(percorso) => pagina(percorso, 1).display().to_string() + " …",
        }
    }
}

/// `NOME-001.png`: three digits, so that the files sort as the pages do.
fn pagina(percorso: &Path, numero: usize) -> PathBuf {
    let nome = percorso.file_stem().unwrap_or_default().to_string_lossy();
    percorso.with_file_name(format!("{nome}-{numero:03}.png"))
}

fn predefinito(piano: &Path, formato: Formato) -> PathBuf {
    let nome = if e_trattino(piano) {
        Path::new("pira")
    } else {
        piano
    };
    Path::new(nome.file_name().unwrap_or(nome.as_os_str())).with_extension(formato.estensione())
}

fn riassunto(piano: &Piano, pagine: Option<usize>, avvisi: usize, uscita: &Uscita) -> String {
    let mut voci = Vec::new();
    voci.extend(pagine.map(|pagine| conta(pagine, "pagina", "pagine")));
    voci.push(conta(piano.obiettivi().count(), "obiettivo", "obiettivi"));
    voci.push(conta(
        piano.indicatori().count(),
        "indicatore",
        "indicatori",
    ));
    voci.push(format!("risorse {} €", piano.risorse()));
    if avvisi > 0 {
        voci.push(conta(avvisi, "avviso", "avvisi"));
    }
    format!("{}: {}", uscita.nome(), voci.join(", "))
}

fn conta(quanti: usize, uno: &str, molti: &str) -> String {
    format!("{quanti} {}", if quanti == 1 { uno } else { molti })
}
