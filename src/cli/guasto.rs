//! What nobody foresaw: a mistake of the program, memory that runs out. Both are told in Italian, and
//! end the run as a failure of the system does.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;
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

/// The system's allocator, that tells its user when there is no more memory.
pub struct Allocatore;

// SAFETY: every call goes to the system's allocator as it came, and its answer comes back unless it
// is a refusal, which ends the process.
#[allow(unsafe_code, reason = "an allocator cannot be written otherwise")]
unsafe impl GlobalAlloc for Allocatore {
    unsafe fn alloc(&self, forma: Layout) -> *mut u8 {
        concessa(unsafe { System.alloc(forma) })
    }

    unsafe fn alloc_zeroed(&self, forma: Layout) -> *mut u8 {
        concessa(unsafe { System.alloc_zeroed(forma) })
    }

    unsafe fn realloc(&self, dove: *mut u8, forma: Layout, quanta: usize) -> *mut u8 {
        concessa(unsafe { System.realloc(dove, forma, quanta) })
    }

    unsafe fn dealloc(&self, dove: *mut u8, forma: Layout) {
        unsafe { System.dealloc(dove, forma) }
    }
}

fn concessa(dove: *mut u8) -> *mut u8 {
    if dove.is_null() {
        esaurita();
    }
    dove
}

/// Says it without asking for more.
#[cold]
fn esaurita() -> ! {
    let _ = std::io::stderr().write_all(
        "errore: la memoria non basta\n  \
         = rimedio: chiudere altri programmi, dare un file più piccolo, o correggere il modello che ne chiede tanta\n"
            .as_bytes(),
    );
    std::process::exit(3)
}
