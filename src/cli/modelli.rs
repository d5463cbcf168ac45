//! `pira modelli`: the built-in templates, to be changed by the office, and what they see.

use std::path::Path;

use super::Fallimento;
use super::argomenti::Modelli;
use super::scrittura::Destination;
use pira::{BUILT_IN_TEMPLATES, TEMPLATE_REFERENCE};

/// Writes the built-in templates and the page about them into a folder; files that are there already stop it.
pub fn modelli(argomenti: Modelli) -> Result<(), Fallimento> {
    let cartella = argomenti.cartella;
    let file: Vec<(Destination, &str)> = BUILT_IN_TEMPLATES
        .iter()
        .chain([&TEMPLATE_REFERENCE])
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
        "{}: {} modelli, e {} che dice che cosa vedono; si usano con pira genera PIANO.yaml --modelli {0}",
        cartella.display(),
        BUILT_IN_TEMPLATES.len(),
        TEMPLATE_REFERENCE.0,
    ));
    Ok(())
}
