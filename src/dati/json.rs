//! The plan as JSON, which its schema makes fit for preservation (AgID).

use super::numbers::with_numbers;
use crate::piano::Piano;

/// The plan, as its file writes it, without what it leaves out; years and amounts are numbers. It fits
/// the plan's schema, and is a plan too.
pub fn in_json(piano: &Piano) -> Vec<u8> {
    let valore = with_numbers("", &crate::variazioni::valori_di(piano));
    let testo = serde_json::to_string_pretty(&valore).expect("a plan is plain data");
    (testo + "\n").into_bytes()
}
