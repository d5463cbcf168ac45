//! `pira estrai`: the files that a PDF carries.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::arguments::Estrai;
use super::input::{self, is_dash};
use super::reissue::Reissue;
use super::temporary_folder::TemporaryFolder;
use super::writing::Destination;
use super::{Failure, counted};
use pira::ReissueCommand;
use pira::fascicolo::{Extraction, ExtractionEntry, ExtractionFault, Renaming, printable};
use pira::rilievi::{Report, Rilievo};

/// Writes the files that a PDF carries into a folder, all or none; then prints the command that makes the
/// document again, or runs it if asked.
pub(super) fn estrai(arguments: Estrai) -> Result<(), Failure> {
    let bytes = input::read_pdf_bytes(&arguments.pdf)?;
    let pdf_name = arguments.pdf.display().to_string();
    let extraction = Extraction::open(&pdf_name, &bytes)?;
    let folder = arguments.folder.clone().unwrap_or_else(|| {
        let pdf_name = arguments.pdf.file_stem().unwrap_or_default();
        PathBuf::from(if is_dash(&arguments.pdf) {
            "estratti".as_ref()
        } else {
            pdf_name
        })
    });
    let temporary = TemporaryFolder::for_target(&folder)?;
    let replacing = |name: &Path| {
        let pdf = [arguments.pdf.clone()];
        Destination::new_file(&folder, name, arguments.overwrite, pdf)
    };
    let (written, report) = write_entries(&extraction, &temporary)?;
    if written.is_empty() {
        report.into_result()?;
        return Ok(());
    }
    temporary.move_all(&written, replacing)?;
    super::tell(&format!(
        "{}: {}",
        folder.display(),
        counted(written.len(), "file", "file")
    ));
    tell_renamed(&extraction, &written);
    // From a damaged PDF the document is not made again.
    report.into_result()?;
    let reissue = Reissue::read(&folder, &written);
    if let Some(reissue) = &reissue {
        reissue.tell_which_act(how_many_acts(&extraction));
    }
    match (reissue, arguments.rigenera) {
        (Some(reissue), false) => reissue.tell_command(),
        (Some(reissue), true) => reissue.regenerate(&pdf_name, &bytes)?,
        (None, true) => {
            return Err(Rilievo::error(format!(
                "{pdf_name} non dice come generare di nuovo il documento"
            ))
            .with_rimedio("lo dicono i PDF generati con --con-dati")
            .into());
        }
        (None, false) => {}
    }
    Ok(())
}

/// How many documents the PDF carries the data of: a dossier may hold more than one.
fn how_many_acts(extraction: &Extraction<'_>) -> usize {
    let entries = extraction.entries().iter();
    entries
        .filter(|entry| entry.stated_name == ReissueCommand::FILE_NAME)
        .count()
}

/// Writes the undamaged files; gives their names, and the findings about the others.
fn write_entries(
    extraction: &Extraction<'_>,
    temporary: &TemporaryFolder,
) -> Result<(Vec<PathBuf>, Report), Failure> {
    let mut written_names = Vec::new();
    let mut refused = Vec::new();
    let mut allowance = extraction.allowance();
    for entry in extraction.entries() {
        // No `sync` of each file: for thousands of them it takes minutes, and after a power failure they
        // can be extracted again.
        let mut file = BufWriter::new(temporary.create(&entry.path)?);
        let written = extraction.write_entry(entry, &mut allowance, &mut file);
        match written.and_then(|()| file.flush().map_err(ExtractionFault::System)) {
            Ok(()) => written_names.push(entry.path.clone()),
            Err(ExtractionFault::Rilievo(rilievo)) => {
                drop(file);
                let removed = fs::remove_file(temporary.temporary_path(&entry.path));
                removed.map_err(|error| temporary.refused(&entry.path, &error))?;
                refused.push(*rilievo);
            }
            Err(ExtractionFault::Exhausted(rilievo)) => return Err((*rilievo).into()),
            Err(ExtractionFault::System(error)) => {
                return Err(temporary.refused(&entry.path, &error));
            }
        }
    }
    Ok((written_names, with_rules_once(refused)))
}

/// The findings, where consecutive ones that share a rule and a remedy show them only once, on the last.
fn with_rules_once(mut refused: Vec<Rilievo>) -> Report {
    let rules: Vec<Option<String>> = refused.iter().map(|found| found.regola.clone()).collect();
    for (place, found) in refused.iter_mut().enumerate() {
        if rules.get(place + 1) == rules.get(place) {
            found.regola = None;
            found.rimedio = None;
        }
    }
    let mut report = Report::default();
    for found in refused {
        report.add(found);
    }
    report
}

/// Prints which files could not keep the name that they have in the PDF, and why.
fn tell_renamed(extraction: &Extraction<'_>, written: &[PathBuf]) {
    // Both are in the order of the PDF.
    let mut written = written.iter().peekable();
    for entry in extraction.entries() {
        if written.next_if(|name| **name == entry.path).is_some()
            && let Some(renaming) = entry.renaming
        {
            super::tell(&renaming_message(entry, renaming));
        }
    }
}

fn renaming_message(entry: &ExtractionEntry, renaming: Renaming) -> String {
    let reason = match renaming {
        Renaming::Unwritable => "non tutti i sistemi ammettono quel nome",
        Renaming::Taken => {
            "quel nome, o uno che alcuni sistemi non ne distinguono, è già di un altro file"
        }
    };
    format!(
        "“{}” si chiama {}: {reason}",
        printable(&entry.stated_name),
        entry.path.display()
    )
}
