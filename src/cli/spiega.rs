//! `pira spiega`: a rule of `pira verifica`, or the list of them.

use pira::legge::{Regola, find_regola, regole_by_subject};

use super::arguments::Spiega;
use super::{Failure, writing};

/// How wide the names of the rules stand in the list.
const NAME_WIDTH: usize = 30;

/// Prints what is asked for.
pub(super) fn spiega(arguments: Spiega) -> Result<(), Failure> {
    let name = arguments.regola.map(|name| name.trim().to_lowercase());
    let text = match name.as_deref() {
        None => list(),
        Some(name) => explanation(find_regola(name).map_err(|similar| unknown(name, similar))?),
    };
    writing::write_to_standard_output(text.as_bytes())
}

fn unknown(name: &str, similar: &str) -> Failure {
    Failure::Usage(format!(
        "la regola “{name}” non esiste; forse si voleva scrivere {similar}. pira spiega le elenca tutte"
    ))
}

fn list() -> String {
    let subjects = regole_by_subject().map(|(subject, regole)| {
        let lines: String = regole.iter().map(list_line).collect();
        format!("{subject}\n{lines}\n")
    });
    subjects.collect::<String>() + "Per saperne di più di una regola: pira spiega NOME\n"
}

fn list_line(regola: &Regola) -> String {
    format!("  {:<NAME_WIDTH$} {}\n", regola.name, regola.words)
}

fn explanation(regola: &Regola) -> String {
    let keys = regola.place_of_examples();
    format!(
        "{}\n{}\n\nDa dove viene\n{}\n\nSbagliato, {keys}\n{}\n\nGiusto\n{}\n\n\
         Se è un avviso e va bene così, il piano lo accetta\n{}\n",
        regola.name,
        indented(regola.words),
        indented(regola.source),
        indented(&regola.wrong_as_shown()),
        indented(regola.right),
        indented(&format!(
            "accettati:\n  - regola: {}\n    dove: A1.1\n    motivo: perché va bene così",
            regola.name
        )),
    )
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| format!("  {line}"));
    lines.collect::<Vec<_>>().join("\n")
}
