//! Joining a PDF of any bytes, or attaching a file to it.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|byte: &[u8]| {
    hostile::allega(byte);
    hostile::allega(&hostile::with_its_table(byte));
});
