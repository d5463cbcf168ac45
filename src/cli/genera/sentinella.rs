//! The bound on time: Typst has none of its own, and a template can ask it for anything.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use crate::cli::di_rapporto;
use crate::rilievi::Rilievo;

/// Does a piece of work; past so many seconds says so and ends the process, since Typst cannot be
/// interrupted.
pub fn entro<T>(secondi: u32, lavoro: impl FnOnce() -> T) -> T {
    let (finito, attesa) = channel::<()>();
    thread::spawn(move || {
        let esito = attesa.recv_timeout(Duration::from_secs(secondi.into()));
        if esito == Err(RecvTimeoutError::Timeout) {
            di_rapporto(&scaduto(secondi).into());
            std::process::exit(1);
        }
    });
    let fatto = lavoro();
    drop(finito);
    fatto
}

fn scaduto(secondi: u32) -> Rilievo {
    let quanto = if secondi == 1 {
        "un secondo".to_owned()
    } else {
        format!("{secondi} secondi")
    };
    Rilievo::errore(format!("l'impaginazione non è finita entro {quanto}"))
        .regola("un modello può chiedere a Typst pagine senza fine: il tempo ha un limite")
        .rimedio("correggere il modello; per un documento davvero così grande, alzare il limite con --tempo-massimo")
}
