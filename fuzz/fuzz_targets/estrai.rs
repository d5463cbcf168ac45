//! The files inside a PDF of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|byte: &[u8]| {
    hostile::estrai_files(byte);
    hostile::estrai_files(&hostile::with_its_table(byte));
});
