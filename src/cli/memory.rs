//! The end of memory, told in Italian. Without this, a template that asks for more memory than the
//! system gives would end the program with an English line and an abort; with it the run ends as any
//! other failure of the system does, with exit code 3.

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;

/// The system's allocator, which tells the user when it has no more memory to give.
pub(crate) struct TellingAllocator;

// SAFETY: every call goes to the system's allocator with its own arguments, and what the system
// answers comes back unchanged, but for a refusal, which ends the process.
#[allow(
    unsafe_code,
    reason = "the trait is unsafe: an allocator cannot be written otherwise"
)]
unsafe impl GlobalAlloc for TellingAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        or_exit(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        or_exit(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        or_exit(unsafe { System.realloc(memory, layout, new_size) })
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

/// The memory that the system gave; a null pointer, its refusal, ends the process.
fn or_exit(memory: *mut u8) -> *mut u8 {
    if memory.is_null() {
        tell_and_exit();
    }
    memory
}

/// Writes the message straight to standard error, since formatting it would ask for memory again.
#[cold]
fn tell_and_exit() -> ! {
    let _ = std::io::stderr().write_all(
        "errore: la memoria non basta\n  \
         = rimedio: chiudere altri programmi, dare un file più piccolo, o correggere il modello che ne chiede tanta\n"
            .as_bytes(),
    );
    std::process::exit(3)
}
