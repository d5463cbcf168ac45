//! Issuing an act again from the data that its PDF carries, or saying how.

use std::fs;
use std::path::{Path, PathBuf};

use super::arguments::{Command, Genera, Pira};
use super::{Failure, genera, input, shell};
use clap::Parser;
use pira::fascicolo::{Contained, find_pages, printable};
use pira::rilievi::{Gravita, Rilievo};
use pira::{CarriedFiles, Enclosure, ReissueCommand};

/// The largest file that says how to issue the act again, in bytes.
const LARGEST_REISSUE_FILE: u64 = 64 * 1024;

/// How to issue an act again, with the files that are needed.
pub struct Reissue<'a> {
    stated: ReissueCommand,
    folder: &'a Path,
    files: &'a [PathBuf],
}

impl<'a> Reissue<'a> {
    /// Reads it among the files that a PDF gave.
    pub fn read(folder: &'a Path, files: &'a [PathBuf]) -> Option<Self> {
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

    /// Says which act it is of, when the PDF carries the data of many.
    pub fn tell_which_act(&self, acts: usize) {
        let Some(genera) = self.recognized_command().filter(|_| acts > 1) else {
            return;
        };
        let plan = genera.piani.first().map(|plan| plan.display().to_string());
        super::tell(&format!(
            "il PDF porta i dati di {acts} PIRA: ciò che segue riguarda il primo ({}); per gli altri, usare estrai sul PDF di ciascuno",
            plan.unwrap_or_default()
        ));
    }

    /// The command, if it is one of ours.
    fn recognized_command(&self) -> Option<Genera> {
        recognize(&self.stated, self.files)
    }

    /// Says the command, if it is one of ours: a PDF may come from anybody, and a command is copied
    /// without being read.
    pub fn tell_command(&self) {
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

    /// Makes the act again in the folder, and says whether it is the same as in the PDF, or as the pages
    /// of a dossier.
    ///
    /// # Errors
    /// A command that is not ours, an act that differs, and those of `genera`.
    pub fn regenerate(&self, name: &str, original: &[u8]) -> Result<(), Failure> {
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

/// The command as if it ran where its files are, and the file that it writes.
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

/// The arguments of a command that we could have written for files of these names; `None` for any
/// other, whoever wrote it.
fn recognize(reissue_command: &ReissueCommand, names: &[PathBuf]) -> Option<Genera> {
    // Signs that a terminal obeys: no text of an act has them.
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
        // A dossier may carry the templates of another act too.
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
