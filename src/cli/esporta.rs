//! `pira esporta`: the plan's data in an open format.

use super::argomenti::{Esporta, FormatoDati};
use super::formats::Format;
use super::scrittura::Destination;
use super::{Fallimento, formats, ingresso};
use pira::ExportFormat;

/// Reads, amends, writes the tables.
pub fn esporta(argomenti: Esporta) -> Result<(), Fallimento> {
    let format = argomenti.format();
    if argomenti.csv_italiano && format != FormatoDati::Csv {
        return Err(Fallimento::Uso(
            "--csv-italiano riguarda il solo csv: toglierlo, o chiedere --formato csv in un file che finisca con .csv"
                .to_owned(),
        ));
    }
    let destination = Destination::new(
        argomenti.uscita.as_deref(),
        &ingresso::usual_name(&argomenti.piano, format.extension()),
        argomenti.overwrite,
        ingresso::with_plan(&argomenti.piano, &argomenti.variazioni),
    );
    destination.check()?;
    let plan = ingresso::open(&argomenti.piano, &argomenti.variazioni)?;
    let destination = destination.sparing(plan.paths())?;
    formats::check_name(format, argomenti.uscita.as_deref())?;
    let byte = plan.export(match format {
        FormatoDati::Csv if argomenti.csv_italiano => ExportFormat::ItalianCsv,
        FormatoDati::Csv => ExportFormat::Csv,
        FormatoDati::Json => ExportFormat::Json,
        FormatoDati::Xlsx => ExportFormat::Xlsx,
    })?;
    destination.write(&byte)?;
    if destination.path().is_some() {
        super::di(&format!("{}: {} byte", destination.name(), byte.len()));
    }
    Ok(())
}
