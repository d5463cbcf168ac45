//! Where `pira genera` writes its documents.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::arguments::{DocumentFormat, Genera};
use crate::cli::formats::{self, Format};
use crate::cli::input::{self, is_dash};
use crate::cli::writing::{Destination, Inputs, make_folder, may_be_an_input};
use pira::Templates;

/// Where the document of a plan is written.
#[derive(Clone)]
pub(super) struct DocumentOutput {
    destination: Destination,
    files: Files,
    format: DocumentFormat,
    asked: Option<PathBuf>,
}

/// How many files a document is written to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    One,
    /// One for each page: `NOME-001.png`.
    OnePerPage,
}

impl DocumentOutput {
    /// The output for the only plan of a run.
    ///
    /// # Errors
    /// Images on standard output; an output that would destroy a file.
    pub(super) fn for_one(arguments: &Genera, piano: &Path) -> Result<Self, Failure> {
        let asked = arguments.output.as_deref();
        if arguments.format() == DocumentFormat::Png && asked.is_some_and(is_dash) {
            return Err(Failure::Usage(
                "le immagini sono un file per pagina e non vanno sullo standard output: indicare -o FILE.png".to_owned(),
            ));
        }
        let output = Self::for_piano(arguments, asked, piano);
        output.check()?;
        Ok(output)
    }

    /// The outputs for many plans, all in one folder, which is made if it is missing.
    ///
    /// # Errors
    /// Standard output; two plans whose documents would have the same name; a document that would
    /// overwrite a file that the run reads; a folder that cannot be made.
    pub(super) fn for_many(arguments: &Genera) -> Result<Vec<Self>, Failure> {
        let folder = arguments.output.as_deref().unwrap_or(Path::new(""));
        if is_dash(folder) {
            return Err(Failure::Usage(
                "i documenti di più piani non vanno sullo standard output: indicare -o CARTELLA"
                    .to_owned(),
            ));
        }
        let mut names: HashMap<PathBuf, &Path> = HashMap::new();
        let mut outputs = Vec::new();
        for piano in &arguments.piani {
            let name = input::usual_name(piano, arguments.format().extension());
            if let Some(other) = names.insert(comparable_name(&name), piano) {
                return Err(Failure::Usage(format!(
                    "{} e {} diventerebbero lo stesso file, {}: generarli separatamente, ciascuno con il suo -o",
                    other.display(),
                    piano.display(),
                    name.display()
                )));
            }
            // The separator at the end says that it is a folder, even if it does not exist yet.
            let asked = arguments.output.as_ref().map(|_| folder.join(""));
            outputs.push(Self::for_piano(arguments, asked.as_deref(), piano));
        }
        check_no_input_replaced(arguments, &outputs)?;
        make_folder(folder)?;
        Ok(outputs)
    }

    fn for_piano(arguments: &Genera, asked: Option<&Path>, piano: &Path) -> Self {
        let name = input::usual_name(piano, arguments.format().extension());
        let inputs = named_files(arguments, [piano]);
        Self {
            destination: Destination::new(asked, &name, arguments.overwrite, inputs),
            files: match arguments.format() {
                DocumentFormat::Png => Files::OnePerPage,
                _ => Files::One,
            },
            format: arguments.format(),
            asked: asked.map(Path::to_owned),
        }
    }

    /// The same output, which must not overwrite these files either: those that the plan names, known only
    /// once it is read. The format is checked here too, after the more serious error.
    ///
    /// # Errors
    /// An output that is one of them; a name with the extension of another format.
    pub(super) fn protecting(&self, inputs: &[PathBuf]) -> Result<Self, Failure> {
        let output = Self {
            destination: self.destination.with_inputs(inputs),
            ..self.clone()
        };
        output
            .existing()
            .iter()
            .try_for_each(Destination::check_inputs)?;
        formats::check_name(self.format, self.asked.as_deref())?;
        Ok(output)
    }

    /// Checks, before any long work, that nothing would be lost.
    ///
    /// # Errors
    /// An output that would destroy a file.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.existing().iter().try_for_each(Destination::check)
    }

    /// Writes the files of a document: all of them, or none where something would be lost.
    ///
    /// # Errors
    /// An output that would destroy a file; the system's refusal.
    pub(super) fn write(&self, contents: &[Vec<u8>]) -> Result<(), Failure> {
        let destinations: Vec<Destination> = match self.files {
            Files::One => vec![self.destination.clone()],
            Files::OnePerPage => (1..=contents.len())
                .map(|number| self.page(number))
                .collect(),
        };
        if destinations.len() > 1 {
            destinations.iter().try_for_each(Destination::check)?;
        }
        destinations
            .iter()
            .zip(contents)
            .try_for_each(|(destination, content)| destination.write(content))
    }

    /// The name that a summary shows.
    pub(super) fn name(&self) -> String {
        match self.files {
            Files::One => self.destination.name(),
            Files::OnePerPage => self.page(1).name() + " …",
        }
    }

    fn page(&self, number: usize) -> Destination {
        self.destination.beside(|path| page_path(path, number))
    }

    /// The files to be checked for overwriting. How many images there will be is not known yet, so of the
    /// numbered files those that exist already.
    fn existing(&self) -> Vec<Destination> {
        match self.files {
            Files::One => vec![self.destination.clone()],
            Files::OnePerPage => (1..)
                .map(|number| self.page(number))
                .take_while(|page| page.path().is_some_and(Path::exists))
                .collect(),
        }
    }
}

/// `NOME-001.png`: three digits, so that the files sort as the pages do.
fn page_path(path: &Path, number: usize) -> PathBuf {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}-{number:03}.png"))
}

/// A name in the form that the file system compares: in lower case on Windows and macOS.
fn comparable_name(name: &Path) -> PathBuf {
    if cfg!(any(windows, target_os = "macos")) {
        return name.to_string_lossy().to_lowercase().into();
    }
    name.to_owned()
}

/// The files named on the command line: plans, amendments, the office's templates.
fn named_files<'a>(arguments: &Genera, plans: impl IntoIterator<Item = &'a Path>) -> Vec<PathBuf> {
    let templates = arguments.modelli.as_deref().map(Templates::files);
    plans
        .into_iter()
        .map(Path::to_owned)
        .chain(arguments.variazioni.iter().cloned())
        .chain(templates.into_iter().flatten())
        .collect()
}

/// Refuses a run in which the document of one plan would overwrite a file that another is made from.
fn check_no_input_replaced(arguments: &Genera, outputs: &[DocumentOutput]) -> Result<(), Failure> {
    let destinations: Vec<Destination> =
        outputs.iter().flat_map(DocumentOutput::existing).collect();
    let present: Vec<&Path> = destinations
        .iter()
        .filter_map(Destination::path)
        .filter(|file| file.exists())
        .collect();
    if present.is_empty() {
        return Ok(());
    }
    let plans = arguments.piani.iter().map(PathBuf::as_path);
    let mut inputs = named_files(arguments, plans);
    // The plans are opened for the files that they name only if one of those could be overwritten. They
    // are never PDFs, so this is rare.
    if present.iter().any(|file| may_be_an_input(file)) {
        for piano in &arguments.piani {
            if let Ok(plan) = input::open(piano, &[]) {
                inputs.extend_from_slice(plan.paths());
            }
        }
    }
    let inputs = Inputs::new(&inputs);
    present
        .iter()
        .try_for_each(|file| inputs.check_not_overwritten(file))
}
