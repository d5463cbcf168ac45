//! `pira genera`: the document from a plan.

use std::path::{Path, PathBuf};

use super::argomenti::{Formato, Genera};
use super::ingresso::{self, e_trattino};
use super::{Fallimento, conta, corredo, scrittura};
use crate::documento::{
    self, Annesso, Impaginato, Margine, Modelli, Numerazione, Reso, Risorse, Standard, Standards,
    Stato, Veste, raccogli_risorse,
};
use crate::variazioni::Coordinato;
use crate::verifica::verifica;

/// Reads, checks, renders, lays out, writes, and sums up in one line.
pub fn genera(argomenti: Genera) -> Result<(), Fallimento> {
    let uscita = Uscita::scegli(&argomenti)?;
    let standards = standards(&argomenti)?;
    let modelli = match &argomenti.modelli {
        Some(cartella) => Modelli::da_cartella(cartella)?,
        None => Modelli::default(),
    };
    let (ingresso, modelli) = rayon::join(
        || ingresso::leggi_tutto(&argomenti.piano, &argomenti.variazioni),
        || {
            documento::prepara();
            modelli.compila()
        },
    );
    let (mut ingresso, modelli) = (ingresso?, modelli?);
    if let Some(allegato) = &argomenti.allegato {
        ingresso.coordinato.imposta_allegato(&allegato.0);
    }
    let letto = &ingresso.coordinato.letto;
    let mut risorse = raccogli_risorse(letto, ingresso::cartella_di(&argomenti.piano))?;
    let dati = if argomenti.con_dati {
        corredo::corredo(&argomenti, &ingresso, modelli.modelli(), &risorse)
    } else {
        Vec::new()
    };
    let coordinato = ingresso.coordinato;
    let (rapporto, reso) = rayon::join(
        || verifica(&coordinato.letto),
        || documento::rendi_con_dati(&coordinato, &modelli, veste(&argomenti), &dati),
    );
    documento::aggiungi_dati(&mut risorse, dati);
    let avvisi = rapporto.in_errore()?.avvisi();
    let reso = reso?;
    let contenuto = contenuto(&coordinato);
    // The plan has said all it had to: its memory serves the pages.
    drop(coordinato);
    let (dati, pagine) = componi(reso, &risorse, &argomenti, &standards)?;
    uscita.scrivi(&dati)?;
    let pagine = pagine.map(|pagine| conta(pagine, "pagina", "pagine"));
    let avvisi = (avvisi > 0).then(|| {
        format!(
            "{} (pira verifica li mostra)",
            conta(avvisi, "avviso", "avvisi")
        )
    });
    let voci: Vec<String> = pagine.into_iter().chain(contenuto).chain(avvisi).collect();
    super::di(&format!("{}: {}", uscita.nome(), voci.join(", ")));
    Ok(())
}

fn veste(argomenti: &Genera) -> Veste {
    Veste {
        stato: if argomenti.bozza {
            Stato::Bozza
        } else {
            Stato::Definitivo
        },
        margine: if argomenti.senza_segni {
            Margine::Pulito
        } else {
            Margine::Segnato
        },
        annesso: if argomenti.quadro {
            Annesso::Quadro
        } else {
            Annesso::Nessuno
        },
        numerazione: argomenti.pagina_iniziale.map(|prima| Numerazione {
            prima,
            totale: argomenti.pagine_totali,
        }),
    }
}

/// The files of the format asked for, and how many pages they hold.
fn componi(
    reso: Reso,
    risorse: &Risorse,
    argomenti: &Genera,
    standards: &Standards,
) -> Result<(Vec<Vec<u8>>, Option<usize>), Fallimento> {
    if argomenti.formato == Formato::Typ {
        return Ok((vec![reso.testo.into_bytes()], None));
    }
    let impaginato = Impaginato::new(reso, risorse)?;
    if !impaginato.avvisi().rilievi().is_empty() {
        super::di_rapporto(impaginato.avvisi());
    }
    let dati = match argomenti.formato {
        Formato::Png => impaginato.png(argomenti.ppi),
        _ => vec![impaginato.pdf(standards)?],
    };
    let pagine = impaginato.pagine();
    // The process is about to end: freeing the pages one by one would only take time.
    std::mem::forget(impaginato);
    Ok((dati, Some(pagine)))
}

/// Amendments, objectives, indicators and total of the resources, for the summary.
fn contenuto(coordinato: &Coordinato) -> Vec<String> {
    let piano = &coordinato.letto.piano;
    let variazioni = coordinato.storia.len();
    let variazioni = (variazioni > 0).then(|| conta(variazioni, "variazione", "variazioni"));
    let voci = [
        conta(piano.obiettivi().count(), "obiettivo", "obiettivi"),
        conta(piano.indicatori().count(), "indicatore", "indicatori"),
        format!("risorse {} €", piano.risorse()),
    ];
    variazioni.into_iter().chain(voci).collect()
}

fn standards(argomenti: &Genera) -> Result<Standards, Fallimento> {
    let elenco = match (argomenti.standard.as_slice(), argomenti.con_dati) {
        ([], false) => &Standard::PREDEFINITI,
        ([], true) => &Standard::CON_DATI,
        (richiesti, false) => richiesti,
        (richiesti, true) if richiesti.iter().any(|standard| standard.porta_file()) => richiesti,
        _ => {
            return Err(Fallimento::Uso(
                "lo standard chiesto non può portare file: con --con-dati serve a-3a, a-3b, a-3u, a-4f o un PDF semplice"
                    .to_owned(),
            ));
        }
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
