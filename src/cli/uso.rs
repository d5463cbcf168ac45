//! Wrong usage, in Italian.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::argomenti::Pira;

/// Prints the help that was asked for, or says what is wrong with the arguments.
pub fn spiega(errore: &clap::Error) -> ExitCode {
    if matches!(
        errore.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = write!(std::io::stdout(), "{errore}");
        return ExitCode::SUCCESS;
    }
    super::di(&format!("{}\n\nPer l'aiuto: pira --help", parole(errore)));
    ExitCode::from(2)
}

fn parole(errore: &clap::Error) -> String {
    let argomento = contesto(errore, ContextKind::InvalidArg);
    let valore = contesto(errore, ContextKind::InvalidValue);
    match errore.kind() {
        ErrorKind::UnknownArgument => format!(
            "l'opzione {argomento} non esiste{}",
            forse(errore, ContextKind::SuggestedArg)
        ),
        ErrorKind::InvalidSubcommand => format!(
            "il comando {} non esiste{}",
            contesto(errore, ContextKind::InvalidSubcommand),
            forse(errore, ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let pira = Pira::command();
            let comandi: Vec<&str> = pira.get_subcommands().map(|c| c.get_name()).collect();
            format!("manca il comando: {}", comandi.join(", "))
        }
        ErrorKind::MissingRequiredArgument => format!("manca {argomento}"),
        ErrorKind::InvalidValue if valore.is_empty() => format!("{argomento} vuole un valore"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argomento}: “{valore}” non va bene{}", ammessi(errore))
        }
        ErrorKind::ArgumentConflict => in_conflict(errore, &argomento),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("{argomento} ha troppi valori")
        }
        ErrorKind::InvalidUtf8 => "un argomento non è in UTF-8".to_owned(),
        _ => "gli argomenti non vanno bene".to_owned(),
    }
}

/// An argument that is there twice, or that does not go with others.
fn in_conflict(errore: &clap::Error, argument: &str) -> String {
    let others = match errore.get(ContextKind::PriorArg) {
        Some(ContextValue::String(other)) => vec![other.clone()],
        Some(ContextValue::Strings(others)) => others.clone(),
        _ => Vec::new(),
    };
    let others: Vec<&str> = others
        .iter()
        .map(String::as_str)
        .filter(|other| *other != argument)
        .collect();
    match others.as_slice() {
        [] => format!("{argument} è scritto due volte: ne basta uno"),
        [other] => format!("{argument} e {other} si escludono: scrivere l'uno o l'altro"),
        [first @ .., last] => format!(
            "{argument} non sta con {} né con {last}: toglierlo, o togliere quelli",
            first.join(", ")
        ),
    }
}

fn contesto(errore: &clap::Error, quale: ContextKind) -> String {
    match errore.get(quale) {
        Some(ContextValue::String(testo)) => testo.clone(),
        Some(ContextValue::Strings(testi)) => testi.join(", "),
        _ => String::new(),
    }
}

fn forse(errore: &clap::Error, quale: ContextKind) -> String {
    match contesto(errore, quale) {
        vuoto if vuoto.is_empty() => String::new(),
        simile => format!("; forse si voleva scrivere {simile}"),
    }
}

fn ammessi(errore: &clap::Error) -> String {
    let valori = contesto(errore, ContextKind::ValidValue);
    if !valori.is_empty() {
        return format!("; i valori ammessi sono: {valori}");
    }
    let argomento = contesto(errore, ContextKind::InvalidArg);
    if argomento.starts_with("--ppi") {
        return "; serve un numero da 20 a 600".to_owned();
    }
    if argomento.starts_with("--memoria") {
        return "; serve un numero da 64 a 999999".to_owned();
    }
    if argomento.starts_with("--pagin") || argomento.starts_with("--tempo") {
        return "; serve un numero da 1 a 999999".to_owned();
    }
    // The other values are read by our own types, which say in Italian what they want.
    match std::error::Error::source(errore) {
        Some(perche) => format!("; {perche}"),
        None => String::new(),
    }
}
