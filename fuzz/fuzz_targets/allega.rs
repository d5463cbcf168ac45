//! Joining a PDF of any bytes, or attaching a file to it.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|bytes: &[u8]| {
    hostile::allega(bytes);
    hostile::allega(&hostile::with_its_table(bytes));
});
