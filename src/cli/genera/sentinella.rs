//! The bounds on time and memory: templates can ask Typst for anything, and Typst has no bounds of its
//! own.

use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use memory_stats::memory_stats;

use crate::cli::argomenti::Genera;
use crate::cli::{conta, di_rapporto};
use pira::rilievi::Rilievo;

/// How often the bounds are looked at.
const RONDA: Duration = Duration::from_millis(100);

/// How much a document may ask for.
#[derive(Clone, Copy)]
pub struct Limiti {
    tempo: Duration,
    /// In bytes, of the whole process.
    memoria: usize,
}

impl Limiti {
    /// Those of the arguments.
    pub fn di(argomenti: &Genera) -> Self {
        Self {
            tempo: Duration::from_secs(argomenti.tempo_massimo.into()),
            memoria: usize::try_from(argomenti.memoria_massima)
                .unwrap_or(usize::MAX)
                .saturating_mul(1 << 20),
        }
    }
}

/// Does a piece of work; past the bounds says so and ends the process, since neither Typst nor a
/// template can be interrupted.
pub fn entro<T>(limiti: Limiti, lavoro: impl FnOnce() -> T) -> T {
    let (finito, attesa) = channel::<()>();
    thread::spawn(move || {
        if let Some(rilievo) = sorveglia(limiti, &attesa) {
            di_rapporto(&rilievo.into());
            std::process::exit(1);
        }
    });
    let fatto = lavoro();
    drop(finito);
    fatto
}

/// Which bound was passed, if one was before the work was done.
fn sorveglia(limiti: Limiti, finito: &Receiver<()>) -> Option<Rilievo> {
    let inizio = Instant::now();
    while finito.recv_timeout(RONDA) == Err(RecvTimeoutError::Timeout) {
        if inizio.elapsed() >= limiti.tempo {
            return Some(troppo_tempo(limiti.tempo.as_secs()));
        }
        if memory_stats().is_some_and(|uso| uso.physical_mem > limiti.memoria) {
            return Some(troppa_memoria(limiti.memoria >> 20));
        }
    }
    None
}

fn troppo_tempo(secondi: u64) -> Rilievo {
    let quanto = conta(
        secondi.try_into().unwrap_or(usize::MAX),
        "secondo",
        "secondi",
    );
    Rilievo::errore(format!("il documento non è finito entro {quanto}"))
        .regola("un modello può chiedere pagine senza fine: il tempo ha un limite")
        .rimedio("correggere il modello; per un documento davvero così grande, --tempo-massimo")
}

fn troppa_memoria(mebibyte: usize) -> Rilievo {
    Rilievo::errore(format!(
        "il documento ha chiesto più di {mebibyte} MiB di memoria"
    ))
    .regola("un modello può chiedere pagine senza fine: la memoria ha un limite")
    .rimedio("correggere il modello; per un documento davvero così grande, --memoria-massima")
}
