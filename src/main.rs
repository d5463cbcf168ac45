//! The command line of `pira`: parses the arguments, runs a command, turns its result into an exit
//! code.

// One exception, with its reason: the allocator in `cli/memory.rs`.
#![deny(unsafe_code)]
#![warn(clippy::unwrap_used, clippy::panic, clippy::todo)]

mod cli;

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: cli::TellingAllocator = cli::TellingAllocator;

fn main() -> ExitCode {
    cli::run()
}
