//! The files that a document may show: those that the plan names, within the plan's folder.

use std::path::Path;

use super::world::Assets;
use crate::lettura::{Folder, ParsedPlan};
use crate::rilievi::{Report, Rilievo};

/// The largest image, in bytes.
const LARGEST_IMAGE: u64 = 8 * 1024 * 1024;

/// Reads the files that a plan names, from the plan's folder.
///
/// # Errors
/// A path that leaves the folder, a file that is missing, too large or of an unknown kind.
pub(crate) fn collect_assets(parsed: &ParsedPlan, folder: &Folder) -> Result<Assets, Report> {
    let Some(logo) = &parsed.piano.ente.logo else {
        return Ok(Assets::new());
    };
    let node = parsed.tree.follow(["ente", "logo", "file"]).0;
    match read_image(&logo.file, folder) {
        Ok(image) => Ok(Assets::from([(logo.file.to_string(), image)])),
        Err(reason) => Err(Rilievo::error(format!("non posso usare il logo “{}”: {reason}", logo.file))
            .at(parsed.tree.location(node))
            .with_regola("il logo è un'immagine svg, png o jpg dentro la cartella del piano, non più grande di 8 MiB")
            .with_rimedio("copiare l'immagine accanto al piano e scriverne il nome: logo.svg")
            .into()),
    }
}

fn read_image(file: &str, folder: &Folder) -> Result<Vec<u8>, &'static str> {
    let is_known_kind = Path::new(file)
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| matches!(extension, "svg" | "png" | "jpg" | "jpeg"));
    let image = folder.read(file, LARGEST_IMAGE)?;
    if is_known_kind {
        Ok(image)
    } else {
        Err("non è un'immagine svg, png o jpg")
    }
}
