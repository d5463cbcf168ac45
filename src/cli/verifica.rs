//! `pira verifica`: what is wrong in the plans.

use std::path::Path;

use pira::OpenPlan;
use pira::legge::Compliance;
use pira::rilievi::{Report, reports_to_json, to_json, to_text};

use super::arguments::{RilieviFormat, Verifica};
use super::{Failure, counted, explain, input, wants_colors, writing};

/// Checks the plans and prints all findings, or the tables of conformity.
pub(super) fn verifica(arguments: Verifica) -> Result<(), Failure> {
    if arguments.piani.len() > 1 && !arguments.variazioni.is_empty() {
        return Err(Failure::Usage(
            "--variazione vuole un solo piano: verificarli uno per volta".to_owned(),
        ));
    }
    if arguments.conformita && arguments.formato == RilieviFormat::Json {
        return Err(Failure::Usage(
            "--conformita stampa una tabella: non sta con --formato json".to_owned(),
        ));
    }
    let mut exit_code = 0;
    let mut reports: Vec<(String, Report)> = Vec::new();
    for piano in &arguments.piani {
        match checked(&arguments, piano) {
            Ok(report) => reports.push((piano.display().to_string(), report)),
            Err(failure) => exit_code = exit_code.max(explain(failure)),
        }
    }
    if arguments.formato == RilieviFormat::Json {
        writing::write_to_standard_output((as_json(&arguments, &reports) + "\n").as_bytes())?;
    }
    let fails =
        |report: &Report| report.has_errors() || arguments.severo && report.warning_count() > 0;
    if reports.iter().any(|(_, report)| fails(report)) {
        exit_code = exit_code.max(1);
    }
    if exit_code > 0 {
        return Err(Failure::Reported(exit_code));
    }
    Ok(())
}

/// Checks a plan, and prints what was asked as text.
fn checked(arguments: &Verifica, piano: &Path) -> Result<Report, Failure> {
    let (plan, report) = match input::open(piano, &arguments.variazioni) {
        Ok(plan) => {
            let report = plan.check();
            (Some(plan), report)
        }
        Err(Failure::Rilievi(report)) => (None, report),
        Err(other) => return Err(other),
    };
    match &plan {
        Some(plan) if arguments.conformita && !report.has_errors() => {
            let table = compliance_table(plan, (arguments.piani.len() > 1).then_some(piano));
            writing::write_to_standard_output(table.as_bytes())?;
        }
        _ if arguments.formato == RilieviFormat::Testo => {
            writing::write_to_standard_output(as_text(piano, &report).as_bytes())?;
        }
        _ => {}
    }
    // The process is about to end: freeing the plan piece by piece would only take time.
    std::mem::forget(plan);
    Ok(report)
}

fn as_json(arguments: &Verifica, reports: &[(String, Report)]) -> String {
    match (arguments.piani.as_slice(), reports) {
        ([_], [(_, report)]) => to_json(report),
        _ => reports_to_json(reports.iter().map(|(name, report)| (name.clone(), report))),
    }
}

/// The findings, in colour on a terminal unless `NO_COLOR` is set, and how many there are.
fn as_text(piano: &Path, report: &Report) -> String {
    let mut text = to_text(report, wants_colors(&std::io::stdout()));
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    let warnings = report.warning_count();
    let errors = counted(report.rilievi().len() - warnings, "errore", "errori");
    let warnings = counted(warnings, "avviso", "avvisi");
    let accepted = match report.accepted().len() {
        0 => String::new(),
        count => format!(", {}", counted(count, "accettato", "accettati")),
    };
    text + &format!("{}: {errors}, {warnings}{accepted}\n", piano.display())
}

/// A row for each requirement: article, words, how many satisfy it, which do not.
fn compliance_table(plan: &OpenPlan, name: Option<&Path>) -> String {
    let lines: String = plan.compliance().iter().map(table_row).collect();
    let name = name.map(|name| format!("{}: ", name.display()));
    format!(
        "{}Conformità al DPCM 18/09/2012\n\n{lines}",
        name.unwrap_or_default()
    )
}

fn table_row(compliance: &Compliance) -> String {
    let missing: Vec<&str> = compliance.missing().collect();
    let all = compliance.satisfied + missing.len();
    let who = match (missing.len(), compliance.satisfied) {
        (0, 0) => "nessuno a cui chiederlo".to_owned(),
        (0, _) => "tutti".to_owned(),
        (_, 0) => "nessuno".to_owned(),
        _ => format!("mancano {}", missing.join(", ")),
    };
    format!(
        "{:<15} {:<59} {:>3} su {all:<3} {who}\n",
        compliance.requirement.article, compliance.requirement.words, compliance.satisfied
    )
}
