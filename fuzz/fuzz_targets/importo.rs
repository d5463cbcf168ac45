//! An amount of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/comune/ostili.rs"]
mod ostili;

fuzz_target!(|testo: &str| ostili::importo(testo));
