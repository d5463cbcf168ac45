//! Parses the arguments, runs, turns the result into an exit code.

use std::process::ExitCode;

#[global_allocator]
static MEMORIA: pira::cli::Allocatore = pira::cli::Allocatore;

fn main() -> ExitCode {
    pira::cli::esegui()
}
