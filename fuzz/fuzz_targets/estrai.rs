//! The files inside a PDF of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/comune/ostili.rs"]
mod ostili;

fuzz_target!(|byte: &[u8]| {
    ostili::estrai_i_file(byte);
    ostili::estrai_i_file(&ostili::con_la_sua_tabella(byte));
});
