//! `pira confronta`: what differs between two plans, or between a plan and its amendments.

use std::path::Path;

use super::argomenti::{Confronta, FormatoConfronto};
use super::formats::{self, Format};
use super::ingresso::{self, e_trattino};
use super::scrittura::Destination;
use super::{Fallimento, conta};
use crate::dati::Confronto;
use crate::documento::{self, Impaginato, Modelli, Standard, Standards};
use crate::lettura::Letto;
use crate::variazioni::{self, Coordinato, Quadro, differenze};

/// The name of what the command writes, when it does not say.
const PREDEFINITO: &str = "quadro-di-raffronto";

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
    let mut destination = destination(argomenti);
    destination.check()?;
    let uno = ingresso::leggi_tutto(&argomenti.prima, &argomenti.variazioni)?;
    destination = destination.sparing(&uno.paths)?;
    let uno = uno.coordinato;
    let altro = match &argomenti.dopo {
        Some(dopo) => {
            let altro = ingresso::leggi_tutto(dopo, &[])?;
            destination = destination.sparing(&altro.paths)?;
            Some(altro.coordinato)
        }
        None if uno.storia.is_empty() => {
            return Err(Fallimento::Uso(
                "con che cosa confrontare? Indicare un secondo piano, o --variazione VARIAZIONE.yaml"
                    .to_owned(),
            ));
        }
        None => None,
    };
    formats::check_name(argomenti.format(), argomenti.uscita.as_deref())?;
    let (prima, dopo) = match &altro {
        Some(altro) => (&uno.letto.piano, &altro.letto),
        None => (uno.prima(), &uno.letto),
    };
    let quadro = match &argomenti.dopo {
        Some(file) => Quadro::di((&nome(&argomenti.prima), prima), (&nome(file), &dopo.piano)),
        None => Quadro::del_coordinato(&uno),
    };
    let quante = quadro.differenze();
    let testo = match argomenti.format() {
        FormatoConfronto::Testo => variazioni::in_testo(&quadro),
        FormatoConfronto::Markdown => variazioni::in_markdown(&quadro),
        FormatoConfronto::Json => in_json(argomenti, &quadro, &uno, altro.as_ref()),
        FormatoConfronto::Variazione => variazioni::in_variazione(&differenze(prima, &dopo.piano)),
        FormatoConfronto::Pdf | FormatoConfronto::Typ => {
            scrivi_documento(argomenti, &destination, [&uno.letto, dopo], quadro)?;
            return Ok(quante);
        }
    };
    destination.write(testo.as_bytes())?;
    Ok(quante)
}

/// The differences as data.
fn in_json(
    argomenti: &Confronta,
    quadro: &Quadro,
    uno: &Coordinato,
    altro: Option<&Coordinato>,
) -> String {
    let confronto = match (&argomenti.dopo, altro) {
        (Some(file), Some(altro)) => Confronto::between(
            quadro,
            (&nome(&argomenti.prima), &uno.letto),
            (&nome(file), &altro.letto),
        ),
        _ => Confronto::of_amendments(quadro, uno),
    };
    confronto.in_json()
}

/// Where the comparison goes: standard output if nothing is said, but a PDF has a file.
fn destination(argomenti: &Confronta) -> Destination {
    let format = argomenti.format();
    let standard_output = format != FormatoConfronto::Pdf;
    let asked = argomenti.uscita.as_deref();
    Destination::new(
        asked.or(standard_output.then_some(Path::new("-"))),
        &Path::new(PREDEFINITO).with_extension(format.extension()),
        argomenti.overwrite,
        ingresso::with_plan(&argomenti.prima, &argomenti.variazioni)
            .into_iter()
            .chain(argomenti.dopo.clone()),
    )
}

fn scrivi_documento(
    argomenti: &Confronta,
    destination: &Destination,
    [prima, dopo]: [&Letto; 2],
    quadro: Quadro,
) -> Result<(), Fallimento> {
    documento::prepara();
    let quante = conta(quadro.differenze(), "differenza", "differenze");
    let reso = documento::rendi_quadro([prima, dopo], quadro, &Modelli::default())?;
    if argomenti.format() == FormatoConfronto::Typ {
        return destination.write(reso.testo.as_bytes());
    }
    let cartella = argomenti.dopo.as_ref().unwrap_or(&argomenti.prima);
    let cartella = ingresso::cartella_di(cartella);
    let risorse = documento::raccogli_risorse(dopo, cartella)?;
    let impaginato = Impaginato::new(reso, &risorse)?;
    let standards = Standards::new(&Standard::PREDEFINITI)?;
    let dati = impaginato.pdf(&standards)?;
    let pagine = conta(impaginato.pagine(), "pagina", "pagine");
    destination.write(&dati)?;
    if destination.path().is_some() {
        super::di(&format!("{}: {pagine}, {quante}", destination.name()));
    }
    Ok(())
}

/// The name of a plan's file, without its folder.
fn nome(piano: &Path) -> String {
    if e_trattino(piano) {
        return "standard input".to_owned();
    }
    ingresso::solo_nome(piano)
}
