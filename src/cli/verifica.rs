//! `pira verifica`: what is wrong in a plan.

use pira::OpenPlan;
use pira::legge::Compliance;
use pira::rilievi::{Report, to_json};

use super::arguments::{RilieviFormat, Verifica};
use super::{Failure, input, writing};

/// Checks a plan and prints all findings, or the table of conformity.
pub(super) fn verifica(arguments: Verifica) -> Result<(), Failure> {
    let plan = match input::open(&arguments.piano, &arguments.variazioni) {
        Ok(plan) => plan,
        Err(Failure::Rilievi(report)) => return answer(&arguments, report),
        Err(other) => return Err(other),
    };
    let report = plan.check();
    if arguments.conformita && !report.has_errors() {
        return writing::write_to_standard_output(compliance_table(&plan).as_bytes());
    }
    // The process is about to end: freeing the plan piece by piece would only take time.
    std::mem::forget(plan);
    answer(&arguments, report)
}

/// Prints the findings in the format asked for; the failure that they amount to, if any.
fn answer(arguments: &Verifica, report: Report) -> Result<(), Failure> {
    match arguments.formato {
        RilieviFormat::Json => {
            writing::write_to_standard_output((to_json(&report) + "\n").as_bytes())?
        }
        RilieviFormat::Testo if report.rilievi().is_empty() => {}
        RilieviFormat::Testo => super::tell_report(&report),
    }
    let (warnings, all) = (report.warning_count(), report.rilievi().len());
    if arguments.formato == RilieviFormat::Testo {
        let errors = super::counted(all - warnings, "errore", "errori");
        let warnings = super::counted(warnings, "avviso", "avvisi");
        super::tell(&format!(
            "{}: {errors}, {warnings}",
            arguments.piano.display()
        ));
    }
    if report.has_errors() || arguments.severo && warnings > 0 {
        return Err(Failure::Reported(1));
    }
    Ok(())
}

/// A row for each requirement: article, words, how many satisfy it, which do not.
fn compliance_table(plan: &OpenPlan) -> String {
    let lines: String = plan.compliance().iter().map(table_row).collect();
    format!("Conformità al DPCM 18/09/2012\n\n{lines}")
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
