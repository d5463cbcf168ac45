//! Making a document again from the files that its PDF carries, or printing the command that does.
//!
//! The command comes from the PDF, and a PDF may come from anybody: only a command that pira could have
//! written itself for these very files is printed or run.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{Command, Genera, Pira};
use super::{Failure, genera, input, shell};
use clap::Parser;
use pira::fascicolo::{Contained, find_pages, printable};
use pira::rilievi::{Gravita, Rilievo};
use pira::{CarriedFiles, Enclosure, ReissueCommand};

/// The largest reissue file that is read, in bytes.
const LARGEST_REISSUE_FILE: u64 = 64 * 1024;

/// The command that makes a document again, with the folder and the names of the extracted files.
pub(super) struct Reissue<'a> {
    stated: ReissueCommand,
    folder: &'a Path,
    files: &'a [PathBuf],
}

impl<'a> Reissue<'a> {
    /// Reads the command from the extracted files; `None` when the PDF carries none.
    pub(super) fn read(folder: &'a Path, files: &'a [PathBuf]) -> Option<Self> {
        let name = Path::new(ReissueCommand::FILE_NAME);
        let file = folder.join(files.iter().find(|file| *file == name)?);
        if fs::metadata(&file).ok()?.len() > LARGEST_REISSUE_FILE {
            return None;
        }
        Some(Self {
            stated: serde_json::from_slice(&fs::read(file).ok()?).ok()?,
            folder,
            files,
        })
    }

    /// Prints which document the command is of, when the PDF carries the data of several.
    pub(super) fn tell_which_act(&self, acts: usize) {
        let Some(genera) = self.recognized_command().filter(|_| acts > 1) else {
            return;
        };
        let plan = genera.piani.first().map(|plan| plan.display().to_string());
        super::tell(&format!(
            "il PDF porta i dati di {acts} PIRA: ciò che segue riguarda il primo ({}); per gli altri, usare estrai sul PDF di ciascuno",
            plan.unwrap_or_default()
        ));
    }

    /// The arguments of the command, if pira recognises it as its own.
    fn recognized_command(&self) -> Option<Genera> {
        recognize(&self.stated, self.files)
    }

    /// Prints the command if pira recognises it as its own. A foreign one is not printed, since users copy
    /// commands without reading them.
    pub(super) fn tell_command(&self) {
        if self.recognized_command().is_none() {
            super::tell_report(&strange_command().into());
            return;
        }
        let words: Vec<String> = std::iter::once("pira".to_owned())
            .chain(self.stated.argomenti.iter().cloned())
            .collect();
        match shell::command_line(&words) {
            Some(command) => super::tell(&format!(
                "per generare di nuovo il documento, in quella cartella: {command}"
            )),
            None => {
                super::tell("per generare di nuovo il documento: pira estrai con --rigenera");
            }
        }
    }

    /// Makes the document again in the folder, and prints whether it is identical to the PDF, or to some
    /// pages of it if the PDF is a dossier.
    ///
    /// # Errors
    /// A foreign command, a document that differs, and the errors of `genera`.
    pub(super) fn regenerate(&self, name: &str, original: &[u8]) -> Result<(), Failure> {
        let Some(genera) = self.recognized_command() else {
            let mut rilievo = strange_command();
            rilievo.severity = Gravita::Errore;
            return Err(rilievo.into());
        };
        let (genera, made) = in_folder(genera, self.folder);
        if made.exists() {
            return Err(Failure::Usage(format!(
                "{} esiste già: indicare una cartella nuova con -o",
                made.display()
            )));
        }
        genera::genera(genera)?;
        let bytes = input::read_pdf_bytes(&made)?;
        if bytes == original {
            super::tell("è identico all'originale, byte per byte");
            return Ok(());
        }
        if original.starts_with(&bytes) {
            super::tell(
                "è identico all'originale, byte per byte, prima di ciò che vi è stato aggiunto (una firma, un allegato)",
            );
            return Ok(());
        }
        let made = made.display().to_string();
        match find_pages((name, original), (&made, &bytes))? {
            Contained::Pages(first, last) => {
                super::tell(&format!(
                    "{name} è un fascicolo: ha anche altre pagine. Il PIRA è generato di nuovo in {made}, e le sue pagine sono uguali a quelle del fascicolo da {first} a {last}"
                ));
                Ok(())
            }
            Contained::NotLarger => Err(self.difference_failure(&format!(
                "{made} non è identico all'originale, che fu generato con {}",
                printable(&self.stated.programma)
            ))),
            Contained::Missing => Err(self.difference_failure(&format!(
                "{name} è un fascicolo: ha anche altre pagine. Il PIRA è generato di nuovo in {made}, ma nel fascicolo non ci sono pagine uguali alle sue; vi fu generato con {}",
                printable(&self.stated.programma)
            ))),
        }
    }

    /// The failure for a document made again that differs from the original.
    fn difference_failure(&self, how: &str) -> Failure {
        let ours = concat!("pira ", env!("CARGO_PKG_VERSION"));
        let differs = Rilievo::error(how).with_regola(
            "la stessa versione del programma, dagli stessi file, genera gli stessi byte",
        );
        let differs = if self.stated.programma == ours {
            differs.with_rimedio("la versione è questa stessa: chiedere a chi ha prodotto il PDF se l'ha modificato dopo, o unito ad altri con un altro programma")
        } else {
            differs.with_rimedio("generarlo con quella versione")
        };
        differs.into()
    }
}

fn strange_command() -> Rilievo {
    Rilievo::warning("il PDF dice un comando che non è di quelli che pira scrive: non lo mostro")
        .with_regola("il comando genera il piano che il PDF porta, con i file che il PDF porta e nient'altro")
        .with_rimedio("guardare i file estratti, e chiedere a chi ha prodotto il PDF")
}

/// The arguments with their paths in the folder of the extracted files, and the PDF that they write.
fn in_folder(mut genera: Genera, folder: &Path) -> (Genera, PathBuf) {
    let written = genera.piani.first().map_or_else(PathBuf::new, |piano| {
        let name = piano.file_name().unwrap_or_default();
        folder.join(Path::new(name).with_extension("pdf"))
    });
    let paths = genera.piani.iter_mut().chain(&mut genera.variazioni);
    for path in paths.chain(&mut genera.modelli) {
        *path = folder.join(&*path);
    }
    genera.output = Some(written.clone());
    (genera, written)
}

/// Parses the arguments of a reissue command; `None` unless pira itself could have written them for files
/// of these names. The test is to write the command anew from what was parsed: it must come out the
/// same, word for word.
fn recognize(reissue_command: &ReissueCommand, names: &[PathBuf]) -> Option<Genera> {
    // Control characters could make a terminal show another command than the one copied.
    if reissue_command
        .argomenti
        .iter()
        .any(|argument| argument.chars().any(char::is_control))
    {
        return None;
    }
    let words = std::iter::once("pira").chain(reissue_command.argomenti.iter().map(String::as_str));
    let Command::Genera(genera) = Pira::try_parse_from(words).ok()?.command else {
        return None;
    };
    let [piano] = genera.piani.as_slice() else {
        return None;
    };
    let carried = |file: &PathBuf| {
        let file = file.strip_prefix(".").unwrap_or(file);
        let is_carried = names.iter().any(|name| name == file);
        file.to_str().filter(|_| is_carried).map(str::to_owned)
    };
    let amendments: Option<Vec<String>> = genera.variazioni.iter().map(carried).collect();
    let carried = CarriedFiles {
        plan: carried(piano)?,
        amendments: amendments?,
        // A dossier may also carry the templates of another document, so their files prove nothing alone.
        has_templates: genera.modelli.is_some()
            && names
                .iter()
                .any(|name| name.starts_with(ReissueCommand::TEMPLATES)),
    };
    let options = genera::options(&genera);
    let allegato = genera.allegato.as_ref().map(|allegato| &allegato.allegato);
    let ours = ReissueCommand::new(&options, allegato, &carried);
    let is_ours =
        options.enclosure == Enclosure::Data && ours.argomenti == reissue_command.argomenti;
    is_ours.then_some(genera)
}
