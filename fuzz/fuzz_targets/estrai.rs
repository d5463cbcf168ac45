//! The files inside a PDF of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|byte: &[u8]| {
    hostile::estrai_i_file(byte);
    hostile::estrai_i_file(&hostile::con_la_sua_tabella(byte));
});
