//! The reading of a plan that completes itself: what the plan names is read with it, and no plan is
//! given that cannot be printed.

use std::path::{Path, PathBuf};

use super::failure::OpenError;
use super::file::LARGEST_PLAN;
use super::input::{FileSource, PlanInput, shown};
use super::{InputFile, OpenPlan, findings};
use crate::documento::check_option;
use crate::lettura::{self, Folder, Letto};
use crate::rilievi::{Rapporto, Rilievo};
use crate::variazioni::{self, VariazioneLetta, coordina, doubled_codes};

/// Opens a plan with its amendments.
pub(super) fn open(input: PlanInput) -> Result<OpenPlan, OpenError> {
    if let Some(allegato) = &input.allegato {
        check_option("allegato", &crate::compose::written(allegato)).in_errore()?;
    }
    let bytes = input.plan.read()?;
    let letto = lettura::leggi(&input.plan.as_given(), &bytes)?;
    let is_alone = letto.piano.variazioni.is_empty() && input.amendments.is_empty();
    if is_alone && doubled_codes(&letto.albero).ha_errori() {
        return Err(findings(&letto).into());
    }
    let mut amendments = Amendments::default();
    amendments.read_named(&letto, &input.folder)?;
    for source in &input.amendments {
        amendments.read_given(source)?;
    }
    let mut rapporto = amendments.rapporto;
    if rapporto.ha_errori() {
        rapporto.unisci(doubled_codes(&letto.albero));
    }
    rapporto.ordinato().in_errore()?;
    let mut paths: Vec<PathBuf> = input.plan.path().map(Path::to_owned).into_iter().collect();
    paths.extend(logo(&letto, &input.folder));
    let mut coordinato = coordina(letto, amendments.read)?;
    paths.extend(amendments.paths);
    paths.extend(logo(&coordinato.letto, &input.folder));
    if let Some(allegato) = &input.allegato {
        coordinato.imposta_allegato(allegato);
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
    read: Vec<VariazioneLetta>,
    files: Vec<InputFile>,
    paths: Vec<PathBuf>,
    rapporto: Rapporto,
}

impl Amendments {
    /// Reads those that the plan names.
    fn read_named(&mut self, letto: &Letto, folder: &Folder) -> Result<(), OpenError> {
        for (place, name) in letto.piano.variazioni.iter().enumerate() {
            let bytes = folder.read(name, LARGEST_PLAN).map_err(|reason| {
                let node = letto.albero.segui(["variazioni", &place.to_string()]).0;
                Rilievo::errore(format!(
                    "non posso leggere la variazione “{name}”: {reason}"
                ))
                .in_luogo(letto.albero.luogo(node))
                .regola("“variazioni” elenca file che stanno nella cartella del piano")
                .rimedio("correggere il nome, o passare il file con --variazione")
            })?;
            let path = folder.path_of(name);
            self.parse(&path.as_deref().map_or(name.to_string(), shown), &bytes);
            self.paths.extend(path);
            self.files.push(InputFile {
                name: name.to_string(),
                bytes,
                is_named: true,
            });
        }
        Ok(())
    }

    /// Reads one that was given, unless the plan named it too.
    fn read_given(&mut self, source: &FileSource) -> Result<(), OpenError> {
        let path = source.path();
        if path.is_some_and(|path| self.paths.iter().any(|other| is_same_file(other, path))) {
            return Ok(());
        }
        let bytes = source.read()?;
        self.parse(&source.as_shown(), &bytes);
        self.paths.extend(path.map(Path::to_owned));
        self.files.push(InputFile {
            name: source.file_name(),
            bytes,
            is_named: false,
        });
        Ok(())
    }

    fn parse(&mut self, name: &str, bytes: &[u8]) {
        match variazioni::leggi(name, bytes) {
            Ok(read) => self.read.push(read),
            Err(rapporto) => self.rapporto.unisci(rapporto),
        }
    }
}

/// Where the image that a plan shows is.
fn logo(letto: &Letto, folder: &Folder) -> Option<PathBuf> {
    folder.path_of(&letto.piano.ente.logo.as_ref()?.file)
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
