//! `pira esporta`: the plan's data in an open format.

use super::argomenti::{Esporta, FormatoDati};
use super::formats::Format;
use super::scrittura::Destination;
use super::{Fallimento, formats, ingresso};
use crate::dati;

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
    let ingresso = ingresso::leggi_tutto(&argomenti.piano, &argomenti.variazioni)?;
    let destination = destination.sparing(&ingresso.paths)?;
    formats::check_name(format, argomenti.uscita.as_deref())?;
    let piano = &ingresso.coordinato.letto.piano;
    let byte = match format {
        FormatoDati::Csv if argomenti.csv_italiano => dati::in_italian_csv(piano),
        FormatoDati::Csv => dati::in_csv(piano),
        FormatoDati::Json => dati::in_json(piano),
        FormatoDati::Xlsx => dati::in_xlsx(piano)?,
    };
    destination.write(&byte)?;
    if destination.path().is_some() {
        super::di(&format!("{}: {} byte", destination.name(), byte.len()));
    }
    Ok(())
}
