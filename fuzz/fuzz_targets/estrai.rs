//! The files inside a PDF of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|bytes: &[u8]| {
    hostile::estrai_files(bytes);
    hostile::estrai_files(&hostile::with_its_table(bytes));
});
