//! `pira confronta`: what differs between two plans, or between a plan and its amendments.

use std::path::Path;

use pira::Comparison;

use super::arguments::{Confronta, ConfrontoFormat};
use super::formats::{self, Format};
use super::input;
use super::writing::Destination;
use super::{Failure, counted};

/// The name of the output, without extension, when the user gives none.
const USUAL_NAME: &str = "quadro-di-raffronto";

/// Compares, like `diff`: the exit code is 0 when nothing differs, 1 when something does, 2 when a plan
/// has errors.
pub(super) fn confronta(arguments: Confronta) -> Result<(), Failure> {
    match tell_differences(&arguments) {
        Ok(0) => Ok(()),
        Ok(_) => Err(Failure::Reported(1)),
        Err(Failure::Rilievi(report)) => {
            super::tell_report(&report);
            Err(Failure::Reported(2))
        }
        Err(other) => Err(other),
    }
}

/// Writes the differences; gives how many there are.
fn tell_differences(arguments: &Confronta) -> Result<usize, Failure> {
    let mut destination = destination(arguments);
    destination.check()?;
    let before = input::open(&arguments.before, &arguments.variazioni)?;
    destination = destination.protecting(before.paths())?;
    let after = match &arguments.after {
        Some(later) => Some(input::open(later, &[])?),
        None if before.history().is_empty() => {
            return Err(Failure::Usage(
                "con che cosa confrontare? Indicare un secondo piano, o --variazione VARIAZIONE.yaml"
                    .to_owned(),
            ));
        }
        None => None,
    };
    if let Some(after) = &after {
        destination = destination.protecting(after.paths())?;
    }
    formats::check_name(arguments.format(), arguments.output.as_deref())?;
    let comparison = match &after {
        Some(after) => before.compare(after),
        None => before.compare_amendments(),
    };
    let text = match arguments.format() {
        ConfrontoFormat::Testo => comparison.to_text(),
        ConfrontoFormat::Markdown => comparison.to_markdown(),
        ConfrontoFormat::Json => comparison.to_json(),
        ConfrontoFormat::Variazione => comparison.to_variazione(),
        ConfrontoFormat::Typ => comparison.to_typst()?,
        ConfrontoFormat::Pdf => {
            write_pdf(&comparison, &destination)?;
            return Ok(comparison.difference_count());
        }
    };
    destination.write(text.as_bytes())?;
    Ok(comparison.difference_count())
}

fn write_pdf(comparison: &Comparison<'_>, destination: &Destination) -> Result<(), Failure> {
    let document = comparison.compose()?;
    destination.write(&document.pdf()?)?;
    if destination.path().is_some() {
        let pages = counted(document.page_count(), "pagina", "pagine");
        let count = counted(comparison.difference_count(), "differenza", "differenze");
        super::tell(&format!("{}: {pages}, {count}", destination.name()));
    }
    Ok(())
}

/// Where the comparison is written when the user does not say: standard output, but a file for a PDF.
fn destination(arguments: &Confronta) -> Destination {
    let format = arguments.format();
    let standard_output = format != ConfrontoFormat::Pdf;
    let asked = arguments.output.as_deref();
    Destination::new(
        asked.or(standard_output.then_some(Path::new("-"))),
        &Path::new(USUAL_NAME).with_extension(format.extension()),
        arguments.overwrite,
        input::named_files(&arguments.before, &arguments.variazioni)
            .into_iter()
            .chain(arguments.after.clone()),
    )
}
