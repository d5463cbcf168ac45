//! What nobody foresaw: a mistake of the program. It is told in Italian, and ends the run as a failure
//! of the system does.

use std::panic::{PanicHookInfo, UnwindSafe, catch_unwind, set_hook};

use super::di;

/// Runs a command; `None` if the program made a mistake, which has been told.
pub fn riparato<T>(comando: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    set_hook(Box::new(spiega));
    catch_unwind(comando).ok()
}

fn spiega(guasto: &PanicHookInfo<'_>) {
    let che_cosa = guasto.payload_as_str().unwrap_or("senza parole");
    let dove = guasto.location().map(ToString::to_string);
    di(&format!(
        "errore: il programma ha sbagliato, e si ferma senza scrivere\n  \
         = regola: non dovrebbe succedere con nessun piano: {che_cosa} ({})\n  \
         = rimedio: mandare il piano e queste righe a chi cura il programma",
        dove.as_deref().unwrap_or("?")
    ));
}
