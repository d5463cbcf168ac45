//! `pira nuovo`: a plan to fill in.

use std::path::Path;

use super::argomenti::Nuovo;
use super::scrittura::Destination;
use super::{Fallimento, formats};
use pira::piano_nuovo;

/// The name of the plan in a folder.
const USUAL: &str = "piano.yaml";

/// Writes a commented plan; a file that is there already is left alone.
pub fn nuovo(argomenti: Nuovo) -> Result<(), Fallimento> {
    let uscita = argomenti.uscita.as_deref().unwrap_or(Path::new("-"));
    let destination = Destination::new(Some(uscita), Path::new(USUAL), argomenti.overwrite, [])
        .only_new(argomenti.overwrite);
    destination.check()?;
    formats::check_only_name(&["yaml", "yml"], Some(uscita))?;
    destination.write(piano_nuovo(&argomenti.ente, argomenti.anno).as_bytes())?;
    if let Some(file) = destination.path() {
        super::di(&format!(
            "{0}: si apre con un editor di testo, poi pira verifica {0}",
            file.display()
        ));
    }
    Ok(())
}
