//! The command line: the arguments, and one file per command.

mod allega;
mod arguments;
mod confronta;
mod consolida;
mod crash;
mod esporta;
mod estrai;
mod formats;
mod genera;
mod input;
mod memory;
mod modelli;
mod nuovo;
mod reissue;
mod schema;
mod shell;
mod spiega;
mod temporary_folder;
mod usage;
mod verifica;
mod writing;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use arguments::{Command, Pira};
pub(crate) use memory::TellingAllocator;
use pira::rilievi::{Report, Rilievo, to_text};
use pira::{OpenError, SystemFailure};

/// Why a command failed; each reason has its exit code.
enum Failure {
    /// The input has errors (1).
    Rilievi(Report),
    /// The command was used wrongly (2).
    Usage(String),
    /// The system failed: disk, permissions (3).
    System(String),
    /// The reason has already been printed; this exit code is left to return.
    Reported(u8),
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self::Rilievi(report)
    }
}

impl From<Rilievo> for Failure {
    fn from(rilievo: Rilievo) -> Self {
        Self::Rilievi(rilievo.into())
    }
}

impl From<SystemFailure> for Failure {
    fn from(failure: SystemFailure) -> Self {
        Self::System(failure.to_string())
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Rilievi(report) => report.into(),
            OpenError::System(failure) => failure.into(),
        }
    }
}

/// Runs the command of the process: 0 done, 1 the input has errors, 2 wrong usage, 3 the system
/// failed.
pub(crate) fn run() -> ExitCode {
    // On Windows it is the program, not the shell, that knows what `*.yaml` stands for.
    let pira = match Pira::try_parse_from(wild::args_os()) {
        Ok(pira) => pira,
        Err(error) => return usage::explain(&error),
    };
    match crash::run_guarded(|| run_command(pira.command)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(failure)) => ExitCode::from(explain(failure)),
        None => ExitCode::from(3),
    }
}

fn run_command(command: Command) -> Result<(), Failure> {
    match command {
        Command::Genera(arguments) => genera::genera(arguments),
        Command::Verifica(arguments) => verifica::verifica(arguments),
        Command::Spiega(arguments) => spiega::spiega(arguments),
        Command::Confronta(arguments) => rayon::scope(|_| confronta::confronta(arguments)),
        Command::Consolida(arguments) => consolida::consolida(arguments),
        Command::Allega(arguments) => allega::allega(arguments),
        Command::Esporta(arguments) => esporta::esporta(arguments),
        Command::Estrai(arguments) => estrai::estrai(arguments),
        Command::Nuovo(arguments) => nuovo::nuovo(arguments),
        Command::Schema(arguments) => schema::schema(arguments),
        Command::Modelli(arguments) => modelli::modelli(arguments),
    }
}

/// Prints why a command failed, and gives the exit code of that reason.
fn explain(failure: Failure) -> u8 {
    match failure {
        Failure::Rilievi(report) => {
            tell_report(&report);
            1
        }
        Failure::Reported(code) => code,
        Failure::Usage(words) => {
            tell(&format!("{words}\n\nPer l'aiuto: pira --help"));
            2
        }
        Failure::System(words) => {
            tell_report(&Rilievo::error(words).into());
            3
        }
    }
}

/// Prints a line on standard error; a closed one is no failure, since nobody reads it.
fn tell(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

/// Prints findings on standard error, in colour on a terminal unless `NO_COLOR` is set.
fn tell_report(report: &Report) {
    tell(&to_text(report, wants_colors(&std::io::stderr())));
}

/// Whether a stream is a terminal on which the person wants colours.
fn wants_colors(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// `1 errore`, `2 errori`.
fn counted(count: usize, singular: &str, plural: &str) -> String {
    format!("{count} {}", if count == 1 { singular } else { plural })
}
