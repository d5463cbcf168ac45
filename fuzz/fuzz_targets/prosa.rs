//! A prose of any text.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code, reason = "each target tries its own property")]
#[path = "../../tests/suite/support/hostile.rs"]
mod hostile;

fuzz_target!(|text: &str| hostile::prosa(text));
