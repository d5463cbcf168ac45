//! What nobody foresaw: a mistake of the program. It is told in Italian, and ends the run as a failure
//! of the system does.

use std::panic::{PanicHookInfo, UnwindSafe, catch_unwind, set_hook};

use super::tell;

/// Runs a command; `None` if the program made a mistake, which has been told.
pub fn run_guarded<T>(command: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    set_hook(Box::new(tell_panic));
    catch_unwind(command).ok()
}

fn tell_panic(panic: &PanicHookInfo<'_>) {
    let what = panic.payload_as_str().unwrap_or("senza parole");
    let place = panic.location().map(ToString::to_string);
    tell(&format!(
        "errore: il programma ha sbagliato, e si ferma senza scrivere\n  \
         = regola: non dovrebbe succedere con nessun piano: {what} ({})\n  \
         = rimedio: mandare il piano e queste righe a chi cura il programma",
        place.as_deref().unwrap_or("?")
    ));
}
