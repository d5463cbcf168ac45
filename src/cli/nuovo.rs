//! `pira nuovo`: a plan to fill in.

use std::path::Path;

use super::arguments::Nuovo;
use super::writing::Destination;
use super::{Failure, formats};
use pira::new_plan;

/// The name of the plan when the output is a folder.
const USUAL_NAME: &str = "piano.yaml";

/// Writes a commented plan to fill in; an existing file is not replaced.
pub(super) fn nuovo(arguments: Nuovo) -> Result<(), Failure> {
    let output = arguments.output.as_deref().unwrap_or(Path::new("-"));
    let destination =
        Destination::new(Some(output), Path::new(USUAL_NAME), arguments.overwrite, [])
            .only_new(arguments.overwrite);
    destination.check()?;
    formats::check_only_name(&["yaml", "yml"], Some(output))?;
    destination.write(new_plan(&arguments.ente, arguments.anno).as_bytes())?;
    if let Some(file) = destination.path() {
        super::tell(&format!(
            "{0}: si apre con un editor di testo, poi pira verifica {0}",
            file.display()
        ));
    }
    Ok(())
}
