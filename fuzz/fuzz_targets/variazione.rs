//! An amendment of any bytes, to a plan that has every field.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|bytes: &[u8]| hostile::variazione(bytes));
