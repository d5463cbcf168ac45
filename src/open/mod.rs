//! The entrance of the library: a plan opened with all its amendments, and what can be asked of it.

mod allegato_argument;
mod failure;
mod file;
mod input;
mod paths;
mod reading;

use std::path::PathBuf;

use crate::dati;
use crate::documento::{check_characters, collect_assets};
use crate::lettura::{Folder, ParsedPlan, with_places};
use crate::piano::{Allegato, Piano};
use crate::rilievi::Report;
use crate::variazioni::{Approved, ConsolidatedPlan, Coordinato, consolidate};
use crate::verifica::{Compliance, accept, check_plan, compliance};

pub(crate) use allegato_argument::allegato_as_argument;
pub use failure::{OpenError, SystemFailure, reason};
pub use file::{LARGEST_PDF, LARGEST_PLAN, read_file, read_from_reader};
pub use input::PlanInput;
pub use paths::{displayed_path, file_name, folder_of};

/// Opens a plan of the disk with the amendments that it names. [`PlanInput`] gives more amendments, or
/// a plan in memory.
///
/// # Errors
/// Those of [`PlanInput::open`].
pub fn open(path: impl Into<PathBuf>) -> Result<OpenPlan, OpenError> {
    PlanInput::from_file(path).open()
}

/// A plan with its amendments applied: the only kind of plan that can be checked, compared or printed.
#[derive(Debug)]
pub struct OpenPlan {
    pub(crate) coordinato: Coordinato,
    /// The name of its file, without the folder.
    pub(crate) name: String,
    /// The plan's file as it was given.
    pub(crate) plan: InputFile,
    /// The files of the amendments as they were given.
    pub(crate) amendments: Vec<InputFile>,
    pub(crate) folder: Folder,
    /// The annex that the document is, when the caller said so in place of the plan.
    pub(crate) allegato: Option<Allegato>,
    paths: Vec<PathBuf>,
}

/// A file as it was given.
#[derive(Debug)]
pub(crate) struct InputFile {
    /// Its path in the plan's folder, if the plan names it; otherwise its name alone.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// Whether the plan itself names it.
    pub(crate) is_named: bool,
}

/// An open format of the plan's data (art. 29 D.Lgs. 33/2013).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// The indicators as CSV (RFC 4180), a row for each indicator and year.
    Csv,
    /// The same CSV for an Italian spreadsheet: semicolons, decimal commas, texts that stay texts.
    ItalianCsv,
    /// The plan as JSON, with years and amounts as numbers; it fits the schema of the plan.
    Json,
    /// A workbook of indicators, objectives and totals.
    Xlsx,
}

impl OpenPlan {
    /// The plan with its amendments applied.
    pub fn piano(&self) -> &Piano {
        &self.coordinato.parsed.piano
    }

    /// The plan as it was approved, before its amendments.
    pub fn plan_as_approved(&self) -> &Piano {
        self.coordinato.plan_before()
    }

    /// The amendments, in the order in which they apply.
    pub fn history(&self) -> &[Approved] {
        &self.coordinato.approved
    }

    /// The files of the disk that it was read from, or that it shows: the plan, the amendments, the
    /// logo.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// All that is wrong in the plan, in the order of its text: what breaks a rule, characters that no
    /// font of the program can print, a logo that is not there; each with what stands at its place. Errors
    /// stop the document, warnings do not.
    pub fn check(&self) -> Report {
        let parsed = &self.coordinato.parsed;
        let report = match collect_assets(parsed, &self.folder) {
            Ok(_) => findings(parsed),
            Err(missing) => {
                let mut report = findings(parsed);
                report.merge(missing);
                report.sorted()
            }
        };
        settled(with_places(report, &parsed.tree), parsed)
    }

    /// The requirements of the law for a plan (DPCM 18/09/2012), each with how many elements satisfy it and
    /// which do not.
    pub fn compliance(&self) -> Vec<Compliance> {
        compliance(&self.coordinato.parsed)
    }

    /// The plan with its amendments applied, as the YAML of a plan to start from next year. What did not
    /// change keeps its lines and its comments.
    ///
    /// # Errors
    /// A consolidated text that cannot be read back as the same plan; it is never given.
    pub fn consolidate(&self) -> Result<ConsolidatedPlan, Report> {
        consolidate(&self.coordinato)
    }

    /// The plan's data in an open format.
    ///
    /// # Errors
    /// More than a workbook can hold: a text of over 32,767 characters, over a million rows.
    pub fn export(&self, format: ExportFormat) -> Result<Vec<u8>, Report> {
        let piano = self.piano();
        match format {
            ExportFormat::Csv => Ok(dati::to_csv(piano)),
            ExportFormat::ItalianCsv => Ok(dati::to_italian_csv(piano)),
            ExportFormat::Json => Ok(dati::to_json(piano)),
            ExportFormat::Xlsx => dati::to_xlsx(piano),
        }
    }
}

/// Findings that know their places: those that the plan acknowledges set apart, those that repeat told once.
fn settled(report: Report, parsed: &ParsedPlan) -> Report {
    let is_plain = parsed.piano.accettati.is_empty();
    let report = if is_plain {
        report
    } else {
        accept(report, parsed)
    };
    report.grouped()
}

/// How many warnings [`OpenPlan::check`] gives, from the findings of the rules alone.
///
/// # Errors
/// The findings, when any of them is an error.
pub(crate) fn count_warnings(report: Report, parsed: &ParsedPlan) -> Result<usize, Report> {
    let report = report.into_result()?;
    let needs_places = !parsed.piano.accettati.is_empty();
    let report = if needs_places {
        with_places(report, &parsed.tree)
    } else {
        report
    };
    Ok(settled(report, parsed).warning_count())
}

/// The findings of the rules, and the characters that no font can print.
fn findings(parsed: &ParsedPlan) -> Report {
    let mut report = check_plan(parsed);
    report.merge(check_characters(&parsed.tree));
    report.sorted()
}
