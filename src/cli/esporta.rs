//! `pira esporta`: the plan's data in an open format.

use super::arguments::{DataFormat, Esporta};
use super::formats::Format;
use super::writing::Destination;
use super::{Failure, formats, input};
use pira::ExportFormat;

/// Writes the data of the amended plan.
pub(super) fn esporta(arguments: Esporta) -> Result<(), Failure> {
    let format = arguments.format();
    if arguments.csv_italiano && format != DataFormat::Csv {
        return Err(Failure::Usage(
            "--csv-italiano riguarda il solo csv: toglierlo, o chiedere --formato csv in un file che finisca con .csv"
                .to_owned(),
        ));
    }
    let destination = Destination::new(
        arguments.output.as_deref(),
        &input::usual_name(&arguments.piano, format.extension()),
        arguments.overwrite,
        input::named_files(&arguments.piano, &arguments.variazioni),
    );
    destination.check()?;
    let plan = input::open(&arguments.piano, &arguments.variazioni)?;
    let destination = destination.protecting(plan.paths())?;
    formats::check_name(format, arguments.output.as_deref())?;
    let bytes = plan.export(match format {
        DataFormat::Csv if arguments.csv_italiano => ExportFormat::ItalianCsv,
        DataFormat::Csv => ExportFormat::Csv,
        DataFormat::Json => ExportFormat::Json,
        DataFormat::Xlsx => ExportFormat::Xlsx,
    })?;
    destination.write(&bytes)?;
    if destination.path().is_some() {
        super::tell(&format!("{}: {} byte", destination.name(), bytes.len()));
    }
    Ok(())
}
