//! `pira nuovo`: a plan to fill in.

use super::argomenti::Nuovo;
use super::{Fallimento, ingresso, scrittura};
use crate::nuovo::piano_nuovo;

/// Writes a commented plan; a file that is there already is left alone.
pub fn nuovo(argomenti: Nuovo) -> Result<(), Fallimento> {
    let piano = piano_nuovo(&argomenti.ente, argomenti.anno);
    match argomenti.uscita {
        Some(file) if !ingresso::e_trattino(&file) => {
            if file.exists() {
                return Err(Fallimento::Uso(format!(
                    "{} esiste già e non si tocca: indicare un altro nome",
                    file.display()
                )));
            }
            scrittura::in_file(&file, piano.as_bytes())?;
            super::di(&format!(
                "{0}: si apre con un editor di testo, poi pira verifica {0}",
                file.display()
            ));
            Ok(())
        }
        _ => scrittura::in_uscita(piano.as_bytes()),
    }
}
