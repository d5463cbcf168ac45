//! The command line of `pira`: parses the arguments, runs a command, turns its result into an exit
//! code.

#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::panic, clippy::todo)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
