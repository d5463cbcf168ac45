//! `pira confronta`: what differs between two plans, or between a plan and its amendments.

use std::path::Path;

use pira::Comparison;

use super::argomenti::{Confronta, FormatoConfronto};
use super::formats::{self, Format};
use super::ingresso;
use super::scrittura::Destination;
use super::{Fallimento, conta};

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
    let before = ingresso::open(&argomenti.prima, &argomenti.variazioni)?;
    destination = destination.sparing(before.paths())?;
    let after = match &argomenti.dopo {
        Some(dopo) => Some(ingresso::open(dopo, &[])?),
        None if before.history().is_empty() => {
            return Err(Fallimento::Uso(
                "con che cosa confrontare? Indicare un secondo piano, o --variazione VARIAZIONE.yaml"
                    .to_owned(),
            ));
        }
        None => None,
    };
    if let Some(after) = &after {
        destination = destination.sparing(after.paths())?;
    }
    formats::check_name(argomenti.format(), argomenti.uscita.as_deref())?;
    let comparison = match &after {
        Some(after) => before.compare(after),
        None => before.amendments(),
    };
    let testo = match argomenti.format() {
        FormatoConfronto::Testo => comparison.to_text(),
        FormatoConfronto::Markdown => comparison.to_markdown(),
        FormatoConfronto::Json => comparison.to_json(),
        FormatoConfronto::Variazione => comparison.to_variazione(),
        FormatoConfronto::Typ => comparison.to_typst()?,
        FormatoConfronto::Pdf => {
            write_pdf(&comparison, &destination)?;
            return Ok(comparison.count());
        }
    };
    destination.write(testo.as_bytes())?;
    Ok(comparison.count())
}

fn write_pdf(comparison: &Comparison<'_>, destination: &Destination) -> Result<(), Fallimento> {
    let document = comparison.compose()?;
    destination.write(&document.pdf()?)?;
    if destination.path().is_some() {
        let pagine = conta(document.page_count(), "pagina", "pagine");
        let quante = conta(comparison.count(), "differenza", "differenze");
        super::di(&format!("{}: {pagine}, {quante}", destination.name()));
    }
    Ok(())
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
