//! `pira confronta`: what differs between two plans, or between a plan and its amendments.

use std::path::{Path, PathBuf};

use super::argomenti::{Confronta, FormatoConfronto};
use super::ingresso::{self, e_trattino};
use super::{Fallimento, conta, scrittura};
use crate::documento::{self, Impaginato, Modelli, Standard, Standards};
use crate::variazioni::{self, Coordinato, Quadro, differenze};

/// Where the PDF goes when the command does not say.
const PREDEFINITO: &str = "quadro-di-raffronto.pdf";

/// Reads, compares, tells; fails with 1 when the plans differ, with 2 when one is wrong.
pub fn confronta(argomenti: Confronta) -> Result<(), Fallimento> {
    match racconta(&argomenti) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Fallimento::Detto(1)),
        Err(Fallimento::Rilievi(rapporto)) => {
            super::di_rapporto(&rapporto);
            Err(Fallimento::Detto(2))
        }
        Err(altro) => Err(altro),
    }
}

/// Tells the differences and counts them.
fn racconta(argomenti: &Confronta) -> Result<usize, Fallimento> {
    let (prima, dopo) = piani(argomenti)?;
    let quadro = match &argomenti.dopo {
        Some(file) => Quadro::di(
            (&nome(&argomenti.prima), &prima.letto.piano),
            (&nome(file), &dopo.letto.piano),
        ),
        None => Quadro::del_coordinato(&dopo),
    };
    let quante = quadro.differenze();
    let testo = match argomenti.formato {
        FormatoConfronto::Testo => variazioni::in_testo(&quadro),
        FormatoConfronto::Markdown => variazioni::in_markdown(&quadro),
        FormatoConfronto::Json => in_json(&quadro),
        FormatoConfronto::Variazione => {
            let differenze = differenze(&prima.letto.piano, &dopo.letto.piano);
            variazioni::in_variazione(&differenze)
        }
        FormatoConfronto::Pdf | FormatoConfronto::Typ => {
            scrivi_documento(argomenti, [&prima, &dopo], quadro)?;
            return Ok(quante);
        }
    };
    match file_di(argomenti) {
        Some(file) => scrittura::in_file(&file, testo.as_bytes())?,
        None => scrittura::in_uscita(testo.as_bytes())?,
    }
    Ok(quante)
}

/// The two plans: two files, or a file without and with its amendments.
fn piani(argomenti: &Confronta) -> Result<(Coordinato, Coordinato), Fallimento> {
    match &argomenti.dopo {
        Some(dopo) => {
            let prima = ingresso::leggi_coordinato(&argomenti.prima, &argomenti.variazioni)?;
            Ok((prima, ingresso::leggi_coordinato(dopo, &[])?))
        }
        None => {
            let dopo = ingresso::leggi_coordinato(&argomenti.prima, &argomenti.variazioni)?;
            if dopo.storia.is_empty() {
                return Err(Fallimento::Uso(
                    "con che cosa confrontare? Indicare un secondo piano, o --variazione VARIAZIONE.yaml"
                        .to_owned(),
                ));
            }
            Ok((dopo.senza_variazioni()?, dopo))
        }
    }
}

fn scrivi_documento(
    argomenti: &Confronta,
    [prima, dopo]: [&Coordinato; 2],
    quadro: Quadro,
) -> Result<(), Fallimento> {
    documento::prepara();
    let quante = conta(quadro.differenze(), "differenza", "differenze");
    let reso = documento::rendi_quadro([&prima.letto, &dopo.letto], quadro, &Modelli::default())?;
    if argomenti.formato == FormatoConfronto::Typ {
        return match file_di(argomenti) {
            Some(file) => scrittura::in_file(&file, reso.testo.as_bytes()),
            None => scrittura::in_uscita(reso.testo.as_bytes()),
        };
    }
    let cartella = argomenti.dopo.as_ref().unwrap_or(&argomenti.prima);
    let cartella = ingresso::cartella_di(cartella);
    let risorse = documento::raccogli_risorse(&dopo.letto, cartella)?;
    let impaginato = Impaginato::new(reso, &risorse)?;
    let standards = Standards::new(&Standard::PREDEFINITI)?;
    let dati = impaginato.pdf(&standards)?;
    let pagine = conta(impaginato.pagine(), "pagina", "pagine");
    match &argomenti.uscita {
        Some(uscita) if e_trattino(uscita) => scrittura::in_uscita(&dati),
        uscita => {
            let file = uscita.clone().unwrap_or_else(|| PREDEFINITO.into());
            scrittura::in_file(&file, &dati)?;
            super::di(&format!("{}: {pagine}, {quante}", file.display()));
            Ok(())
        }
    }
}

fn in_json(quadro: &Quadro) -> String {
    serde_json::to_string_pretty(quadro).expect("a comparison is plain data") + "\n"
}

fn file_di(argomenti: &Confronta) -> Option<PathBuf> {
    argomenti
        .uscita
        .clone()
        .filter(|uscita| !e_trattino(uscita))
}

/// The name of a plan's file, without its folder.
fn nome(piano: &Path) -> String {
    if e_trattino(piano) {
        return "standard input".to_owned();
    }
    let nome = piano.file_name().unwrap_or(piano.as_os_str());
    nome.to_string_lossy().into_owned()
}
