//! Panics, which are mistakes of the program: they are told in Italian, and the run ends with exit code 3
//! as for a failure of the system.

use std::panic::{PanicHookInfo, UnwindSafe, catch_unwind, set_hook};

use super::tell;

/// Runs a command; `None` if it panicked, which has been told.
pub(super) fn run_guarded<T>(command: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
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
