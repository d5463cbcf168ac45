//! `pira esporta`: the plan's data in an open format.

use std::path::PathBuf;

use super::argomenti::{Esporta, FormatoDati};
use super::ingresso::{self, e_trattino};
use super::{Fallimento, scrittura};
use crate::dati;

/// Reads, amends, writes the tables.
pub fn esporta(argomenti: Esporta) -> Result<(), Fallimento> {
    let coordinato = ingresso::leggi_coordinato(&argomenti.piano, &argomenti.variazioni)?;
    let piano = &coordinato.letto.piano;
    let (byte, estensione) = match argomenti.formato {
        FormatoDati::Csv => (dati::in_csv(piano), "csv"),
        FormatoDati::Json => (dati::in_json(piano), "json"),
        FormatoDati::Xlsx => (dati::in_xlsx(piano), "xlsx"),
    };
    let uscita = argomenti.uscita.unwrap_or_else(|| {
        let nome = argomenti.piano.file_stem().unwrap_or_default();
        let nome = if e_trattino(&argomenti.piano) {
            PathBuf::from("pira")
        } else {
            PathBuf::from(nome)
        };
        nome.with_extension(estensione)
    });
    scrittura::dove_detto(Some(&uscita), &byte)?;
    if !e_trattino(&uscita) {
        super::di(&format!("{}: {} byte", uscita.display(), byte.len()));
    }
    Ok(())
}
