//! Opening a plan: the amendments that it names are read and applied with it, and a plan that could not
//! be printed, such as one with a code used twice, is refused. All of it is done in one place, so that
//! no caller can skip a part.

use std::path::{Path, PathBuf};

use super::allegato_argument::allegato_as_argument;
use super::failure::OpenError;
use super::file::LARGEST_PLAN;
use super::input::{FileSource, PlanInput};
use super::paths::displayed_path;
use super::{InputFile, OpenPlan, findings, settled};
use crate::documento::check_text;
use crate::lettura::duplicate_codes;
use crate::lettura::{self, Folder, ParsedPlan, with_places};
use crate::rilievi::{Report, Rilievo};
use crate::variazioni::{self, ParsedVariazione, coordinate};

/// Opens a plan with its amendments.
pub(super) fn open(input: PlanInput) -> Result<OpenPlan, OpenError> {
    if let Some(allegato) = &input.allegato {
        check_text("allegato", &allegato_as_argument(allegato)).into_result()?;
    }
    let bytes = input.plan.read()?;
    let parsed = lettura::parse_plan(&input.plan.plan_name(), &bytes)?;
    let is_alone = parsed.piano.variazioni.is_empty() && input.amendments.is_empty();
    if is_alone && duplicate_codes(&parsed.tree).has_errors() {
        return Err(settled(with_places(findings(&parsed), &parsed.tree), &parsed).into());
    }
    let mut amendments = Amendments::default();
    amendments.read_named(&parsed, &input.folder)?;
    for source in &input.amendments {
        amendments.read_given(source)?;
    }
    let mut report = amendments.report;
    if report.has_errors() {
        report.merge(duplicate_codes(&parsed.tree));
    }
    report.sorted().into_result()?;
    let mut paths: Vec<PathBuf> = input.plan.path().map(Path::to_owned).into_iter().collect();
    paths.extend(logo(&parsed, &input.folder));
    let mut coordinato = coordinate(parsed, amendments.parsed)?;
    paths.extend(amendments.paths);
    paths.extend(logo(&coordinato.parsed, &input.folder));
    if let Some(allegato) = &input.allegato {
        coordinato.set_allegato(allegato);
    }
    Ok(OpenPlan {
        coordinato,
        name: input.plan.file_name(),
        plan: InputFile {
            name: input.plan.carried_name(),
            bytes,
            is_named: true,
        },
        amendments: amendments.files,
        folder: input.folder,
        allegato: input.allegato,
        paths,
    })
}

/// The amendments read so far.
#[derive(Default)]
struct Amendments {
    parsed: Vec<ParsedVariazione>,
    files: Vec<InputFile>,
    paths: Vec<PathBuf>,
    report: Report,
}

impl Amendments {
    /// Reads the amendments that the plan names.
    fn read_named(&mut self, parsed: &ParsedPlan, folder: &Folder) -> Result<(), OpenError> {
        for (index, name) in parsed.piano.variazioni.iter().enumerate() {
            let bytes = folder.read(name, LARGEST_PLAN).map_err(|reason| {
                let node = parsed.tree.follow(["variazioni", &index.to_string()]).0;
                Rilievo::error(format!(
                    "non posso leggere la variazione “{name}”: {reason}"
                ))
                .at(parsed.tree.location(node))
                .with_regola("“variazioni” elenca file che stanno nella cartella del piano")
                .with_rimedio("correggere il nome, o passare il file con --variazione")
            })?;
            let path = folder.path_of(name);
            self.parse(
                &path.as_deref().map_or(name.to_string(), displayed_path),
                &bytes,
            );
            self.paths.extend(path);
            self.files.push(InputFile {
                name: name.to_string(),
                bytes,
                is_named: true,
            });
        }
        Ok(())
    }

    /// Reads an amendment that the caller gave, unless the plan names it too.
    fn read_given(&mut self, source: &FileSource) -> Result<(), OpenError> {
        let path = source.path();
        if path.is_some_and(|path| self.paths.iter().any(|other| is_same_file(other, path))) {
            return Ok(());
        }
        let bytes = source.read()?;
        self.parse(&source.amendment_name(), &bytes);
        self.paths.extend(path.map(Path::to_owned));
        self.files.push(InputFile {
            name: source.file_name(),
            bytes,
            is_named: false,
        });
        Ok(())
    }

    fn parse(&mut self, name: &str, bytes: &[u8]) {
        match variazioni::parse_variazione(name, bytes) {
            Ok(read) => self.parsed.push(read),
            Err(report) => self.report.merge(report),
        }
    }
}

/// The path of the logo that a plan shows.
fn logo(parsed: &ParsedPlan, folder: &Folder) -> Option<PathBuf> {
    folder.path_of(&parsed.piano.ente.logo.as_ref()?.file)
}

fn is_same_file(first: &Path, second: &Path) -> bool {
    match (first.canonicalize(), second.canonicalize()) {
        (Ok(first), Ok(second)) => first == second,
        _ => first == second,
    }
}
