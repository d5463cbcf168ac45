//! Parses the arguments, runs, turns the result into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    pira::cli::esegui()
}
