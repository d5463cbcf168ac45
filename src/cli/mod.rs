//! The command line: the arguments, and one file per command.

mod allega;
mod argomenti;
mod confronta;
mod consolida;
mod esporta;
mod estrai;
mod formats;
mod genera;
mod guasto;
mod ingresso;
mod modelli;
mod nuovo;
mod reissue;
mod schema;
mod scrittura;
mod shell;
mod temporary_folder;
mod uso;
mod verifica;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use argomenti::{Comando, Pira};
use pira::rilievi::{Rapporto, Rilievo, in_testo};
use pira::{OpenError, SystemFailure};

/// Why a command did not do its job; each reason has its exit code.
enum Fallimento {
    /// The input has errors (1).
    Rilievi(Rapporto),
    /// The command was used wrongly (2).
    Uso(String),
    /// The system failed: disk, permissions (3).
    Sistema(String),
    /// There is nothing more to say: a code of its own.
    Detto(u8),
}

impl From<Rapporto> for Fallimento {
    fn from(rapporto: Rapporto) -> Self {
        Self::Rilievi(rapporto)
    }
}

impl From<Rilievo> for Fallimento {
    fn from(rilievo: Rilievo) -> Self {
        Self::Rilievi(rilievo.into())
    }
}

impl From<SystemFailure> for Fallimento {
    fn from(failure: SystemFailure) -> Self {
        Self::Sistema(failure.to_string())
    }
}

impl From<OpenError> for Fallimento {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Rilievi(rapporto) => rapporto.into(),
            OpenError::System(failure) => failure.into(),
        }
    }
}

/// Runs the command of the process: 0 done, 1 the input has errors, 2 wrong usage, 3 the system
/// failed.
pub fn esegui() -> ExitCode {
    // On Windows it is the program, not the shell, that knows what `*.yaml` stands for.
    let pira = match Pira::try_parse_from(wild::args_os()) {
        Ok(pira) => pira,
        Err(errore) => return uso::spiega(&errore),
    };
    match guasto::riparato(|| esegui_comando(pira.comando)) {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(fallimento)) => ExitCode::from(racconta(fallimento)),
        None => ExitCode::from(3),
    }
}

fn esegui_comando(comando: Comando) -> Result<(), Fallimento> {
    match comando {
        Comando::Genera(argomenti) => genera::genera(argomenti),
        Comando::Verifica(argomenti) => verifica::verifica(argomenti),
        Comando::Confronta(argomenti) => rayon::scope(|_| confronta::confronta(argomenti)),
        Comando::Consolida(argomenti) => consolida::consolida(argomenti),
        Comando::Allega(argomenti) => allega::allega(argomenti),
        Comando::Esporta(argomenti) => esporta::esporta(argomenti),
        Comando::Estrai(argomenti) => estrai::estrai(argomenti),
        Comando::Nuovo(argomenti) => nuovo::nuovo(argomenti),
        Comando::Schema(argomenti) => schema::schema(argomenti),
        Comando::Modelli(argomenti) => modelli::modelli(argomenti),
    }
}

/// Says why a command did not do its job, and gives the exit code of the reason.
fn racconta(fallimento: Fallimento) -> u8 {
    match fallimento {
        Fallimento::Rilievi(rapporto) => {
            di_rapporto(&rapporto);
            1
        }
        Fallimento::Detto(codice) => codice,
        Fallimento::Uso(parole) => {
            di(&format!("{parole}\n\nPer l'aiuto: pira --help"));
            2
        }
        Fallimento::Sistema(parole) => {
            di_rapporto(&Rilievo::errore(parole).into());
            3
        }
    }
}

/// Says something to the person at the terminal; a closed terminal is no failure.
fn di(parole: &str) {
    let _ = writeln!(std::io::stderr(), "{parole}");
}

fn di_rapporto(rapporto: &Rapporto) {
    let colori = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    di(&in_testo(rapporto, colori));
}

/// `1 errore`, `2 errori`.
fn conta(quanti: usize, uno: &str, molti: &str) -> String {
    format!("{quanti} {}", if quanti == 1 { uno } else { molti })
}
