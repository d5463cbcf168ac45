//! The command line: the arguments, and one file per command.

mod argomenti;
mod genera;
mod modelli;
mod scrittura;
mod uso;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;

use crate::rilievi::{Rapporto, Rilievo, in_testo};
use argomenti::{Comando, Pira};

/// Why a command did not do its job; each reason has its exit code.
enum Fallimento {
    /// The input has errors (1).
    Rilievi(Rapporto),
    /// The command was used wrongly (2).
    Uso(String),
    /// The system failed: disk, permissions (3).
    Sistema(String),
}

impl From<Rapporto> for Fallimento {
    fn from(rapporto: Rapporto) -> Self {
        Self::Rilievi(rapporto)
    }
}

/// Runs the command of the process: 0 done, 1 the input has errors, 2 wrong usage, 3 the system
/// failed.
pub fn esegui() -> ExitCode {
    let pira = match Pira::try_parse() {
        Ok(pira) => pira,
        Err(errore) => return uso::spiega(&errore),
    };
    let esito = match pira.comando {
        Comando::Genera(argomenti) => genera::genera(argomenti),
        Comando::Modelli(argomenti) => modelli::modelli(argomenti),
    };
    match esito {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fallimento::Rilievi(rapporto)) => {
            di_rapporto(&rapporto);
            ExitCode::from(1)
        }
        Err(Fallimento::Uso(parole)) => {
            di(&format!("{parole}\n\nPer l'aiuto: pira --help"));
            ExitCode::from(2)
        }
        Err(Fallimento::Sistema(parole)) => {
            di_rapporto(&Rilievo::errore(parole).into());
            ExitCode::from(3)
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
