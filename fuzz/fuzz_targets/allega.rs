//! Joining a PDF of any bytes, or attaching a file to it.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/comune/ostili.rs"]
mod ostili;

fuzz_target!(|byte: &[u8]| {
    ostili::allega(byte);
    ostili::allega(&ostili::con_la_sua_tabella(byte));
});
