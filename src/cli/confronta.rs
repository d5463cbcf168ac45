//! `pira confronta`: what differs between two plans, or between a plan and its amendments.

use std::path::Path;

use super::argomenti::{Confronta, FormatoConfronto};
use super::ingresso::{self, e_trattino};
use super::{Fallimento, conta, scrittura};
use crate::documento::{self, Impaginato, Modelli, Standard, Standards};
use crate::lettura::Letto;
use crate::variazioni::{self, Quadro, differenze};

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
    let uno = ingresso::leggi_coordinato(&argomenti.prima, &argomenti.variazioni)?;
    let altro = match &argomenti.dopo {
        Some(dopo) => Some(ingresso::leggi_coordinato(dopo, &[])?),
        None if uno.storia.is_empty() => {
            return Err(Fallimento::Uso(
                "con che cosa confrontare? Indicare un secondo piano, o --variazione VARIAZIONE.yaml"
                    .to_owned(),
            ));
        }
        None => None,
    };
    let (prima, dopo) = match &altro {
        Some(altro) => (&uno.letto.piano, &altro.letto),
        None => (uno.prima(), &uno.letto),
    };
    let quadro = match &argomenti.dopo {
        Some(file) => Quadro::di((&nome(&argomenti.prima), prima), (&nome(file), &dopo.piano)),
        None => Quadro::del_coordinato(&uno),
    };
    let quante = quadro.differenze();
    let testo = match argomenti.formato {
        FormatoConfronto::Testo => variazioni::in_testo(&quadro),
        FormatoConfronto::Markdown => variazioni::in_markdown(&quadro),
        FormatoConfronto::Json => in_json(&quadro),
        FormatoConfronto::Variazione => variazioni::in_variazione(&differenze(prima, &dopo.piano)),
        FormatoConfronto::Pdf | FormatoConfronto::Typ => {
            scrivi_documento(argomenti, [&uno.letto, dopo], quadro)?;
            return Ok(quante);
        }
    };
    scrittura::dove_detto(argomenti.uscita.as_deref(), testo.as_bytes())?;
    Ok(quante)
}

fn scrivi_documento(
    argomenti: &Confronta,
    [prima, dopo]: [&Letto; 2],
    quadro: Quadro,
) -> Result<(), Fallimento> {
    documento::prepara();
    let quante = conta(quadro.differenze(), "differenza", "differenze");
    let reso = documento::rendi_quadro([prima, dopo], quadro, &Modelli::default())?;
    if argomenti.formato == FormatoConfronto::Typ {
        return scrittura::dove_detto(argomenti.uscita.as_deref(), reso.testo.as_bytes());
    }
    let cartella = argomenti.dopo.as_ref().unwrap_or(&argomenti.prima);
    let cartella = ingresso::cartella_di(cartella);
    let risorse = documento::raccogli_risorse(dopo, cartella)?;
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

/// The name of a plan's file, without its folder.
fn nome(piano: &Path) -> String {
    if e_trattino(piano) {
        return "standard input".to_owned();
    }
    ingresso::solo_nome(piano)
}
