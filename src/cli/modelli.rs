//! `pira modelli`: the built-in templates, to be changed by the office.

use std::path::Path;

use super::Fallimento;
use super::argomenti::Modelli;
use super::scrittura::Destination;
use pira::BUILT_IN_TEMPLATES;

/// Writes the built-in templates into a folder; files that are there already stop it.
pub fn modelli(argomenti: Modelli) -> Result<(), Fallimento> {
    let cartella = argomenti.cartella;
    let file: Vec<(Destination, &str)> = BUILT_IN_TEMPLATES
        .iter()
        .map(|(nome, testo)| {
            let file = Destination::new_file(&cartella, Path::new(nome), argomenti.overwrite, []);
            (file, *testo)
        })
        .collect();
    file.iter().try_for_each(|(file, _)| file.check())?;
    for (file, testo) in &file {
        file.write(testo.as_bytes())?;
    }
    super::di(&format!(
        "{}: {} modelli; si usano con pira genera PIANO.yaml --modelli {0}",
        cartella.display(),
        BUILT_IN_TEMPLATES.len()
    ));
    Ok(())
}
