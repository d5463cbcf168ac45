//! `pira modelli`: the built-in templates, for the office to change, and the page about what they see.

use std::path::Path;

use super::Failure;
use super::arguments::Modelli;
use super::writing::Destination;
use pira::{BUILT_IN_TEMPLATES, TEMPLATE_REFERENCE};

/// Writes the built-in templates and the page about them into a folder; nothing if one of the files exists.
pub(super) fn modelli(arguments: Modelli) -> Result<(), Failure> {
    let folder = arguments.folder;
    let files: Vec<(Destination, &str)> = BUILT_IN_TEMPLATES
        .iter()
        .chain([&TEMPLATE_REFERENCE])
        .map(|(name, text)| {
            let destination =
                Destination::new_file(&folder, Path::new(name), arguments.overwrite, []);
            (destination, *text)
        })
        .collect();
    files
        .iter()
        .try_for_each(|(destination, _)| destination.check())?;
    for (destination, text) in &files {
        destination.write(text.as_bytes())?;
    }
    super::tell(&format!(
        "{}: {} modelli, e {} che dice che cosa vedono; si usano con pira genera PIANO.yaml --modelli {0}",
        folder.display(),
        BUILT_IN_TEMPLATES.len(),
        TEMPLATE_REFERENCE.0,
    ));
    Ok(())
}
