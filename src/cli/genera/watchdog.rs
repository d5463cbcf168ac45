//! The limits on time and memory. A template can ask Typst for pages without end, and Typst has no limits
//! of its own.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use memory_stats::memory_stats;

use crate::cli::arguments::Genera;
use crate::cli::{counted, tell_report};
use pira::rilievi::Rilievo;

/// How often time and memory are checked.
const CHECK_INTERVAL: Duration = Duration::from_millis(100);

/// The time and the memory that a document may take.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    time: Duration,
    /// In bytes, of the whole process.
    memory: usize,
}

impl Limits {
    /// The limits of `--tempo-massimo` and `--memoria-massima`.
    pub(super) fn of_arguments(arguments: &Genera) -> Self {
        Self {
            time: Duration::from_secs(arguments.tempo_massimo.into()),
            memory: usize::try_from(arguments.memoria_massima)
                .unwrap_or(usize::MAX)
                .saturating_mul(1 << 20),
        }
    }
}

/// Runs a piece of work within limits. When one is exceeded, prints which and ends the process with exit
/// code 1, since neither Typst nor a template can be interrupted.
pub(super) fn run_within<T>(limits: Limits, work: impl FnOnce() -> T) -> T {
    let (end_sender, end_receiver) = channel::<()>();
    thread::spawn(move || {
        if let Some(rilievo) = passed_limit(limits, &end_receiver) {
            tell_report(&rilievo.into());
            std::process::exit(1);
        }
    });
    let result = work();
    drop(end_sender);
    result
}

/// Checks the limits until the work is done; gives the finding for the one exceeded, if any was.
fn passed_limit(limits: Limits, end: &Receiver<()>) -> Option<Rilievo> {
    let start = Instant::now();
    while end.recv_timeout(CHECK_INTERVAL) == Err(RecvTimeoutError::Timeout) {
        if start.elapsed() >= limits.time {
            return Some(time_exceeded(limits.time.as_secs()));
        }
        if memory_stats().is_some_and(|usage| usage.physical_mem > limits.memory) {
            return Some(memory_exceeded(limits.memory >> 20));
        }
    }
    None
}

fn time_exceeded(seconds: u64) -> Rilievo {
    let time = counted(
        seconds.try_into().unwrap_or(usize::MAX),
        "secondo",
        "secondi",
    );
    Rilievo::error(format!("il documento non è finito entro {time}"))
        .with_regola("un modello può chiedere pagine senza fine: il tempo ha un limite")
        .with_rimedio(
            "correggere il modello; per un documento davvero così grande, --tempo-massimo",
        )
}

fn memory_exceeded(mebibytes: usize) -> Rilievo {
    Rilievo::error(format!(
        "il documento ha chiesto più di {mebibytes} MiB di memoria"
    ))
    .with_regola("un modello può chiedere pagine senza fine: la memoria ha un limite")
    .with_rimedio("correggere il modello; per un documento davvero così grande, --memoria-massima")
}
