//! The command line of `pira`: parses the arguments, runs a command, turns its result into an exit
//! code.

#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_methods,
    reason = "the clock, the environment and the end of the process are the command line's, not the library's"
)]
#![warn(clippy::unwrap_used, clippy::panic, clippy::todo)]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::esegui()
}
