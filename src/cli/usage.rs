//! The messages of clap about wrong usage, said in Italian.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::arguments::Pira;

/// Prints the help that was asked for, or says what is wrong with the arguments.
pub(super) fn explain(error: &clap::Error) -> ExitCode {
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let _ = write!(std::io::stdout(), "{error}");
        return ExitCode::SUCCESS;
    }
    super::tell(&format!("{}\n\nPer l'aiuto: pira --help", message(error)));
    ExitCode::from(2)
}

fn message(error: &clap::Error) -> String {
    let argument = context_value(error, ContextKind::InvalidArg);
    let value = context_value(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!(
            "l'opzione {argument} non esiste{}",
            suggestion(error, ContextKind::SuggestedArg)
        ),
        ErrorKind::InvalidSubcommand => format!(
            "il comando {} non esiste{}",
            context_value(error, ContextKind::InvalidSubcommand),
            suggestion(error, ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let pira = Pira::command();
            let commands: Vec<&str> = pira.get_subcommands().map(|c| c.get_name()).collect();
            format!("manca il comando: {}", commands.join(", "))
        }
        ErrorKind::MissingRequiredArgument => format!("manca {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} vuole un valore"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument}: “{value}” non va bene{}", allowed_values(error))
        }
        ErrorKind::ArgumentConflict => in_conflict(error, &argument),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} ha troppi valori")
        }
        ErrorKind::InvalidUtf8 => "un argomento non è in UTF-8".to_owned(),
        _ => "gli argomenti non vanno bene".to_owned(),
    }
}

/// The message for an argument given twice, or together with others that exclude it.
fn in_conflict(error: &clap::Error, argument: &str) -> String {
    let others = match error.get(ContextKind::PriorArg) {
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

fn context_value(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}

fn suggestion(error: &clap::Error, kind: ContextKind) -> String {
    match context_value(error, kind) {
        empty if empty.is_empty() => String::new(),
        similar => format!("; forse si voleva scrivere {similar}"),
    }
}

fn allowed_values(error: &clap::Error) -> String {
    let values = context_value(error, ContextKind::ValidValue);
    if !values.is_empty() {
        return format!("; i valori ammessi sono: {values}");
    }
    let argument = context_value(error, ContextKind::InvalidArg);
    if argument.starts_with("--ppi") {
        return "; serve un numero da 20 a 600".to_owned();
    }
    if argument.starts_with("--memoria") {
        return "; serve un numero da 64 a 999999".to_owned();
    }
    if argument.starts_with("--pagin") || argument.starts_with("--tempo") {
        return "; serve un numero da 1 a 999999".to_owned();
    }
    // The other values are read by our own types, which say in Italian what they want.
    match std::error::Error::source(error) {
        Some(reason) => format!("; {reason}"),
        None => String::new(),
    }
}
