//! The plan as JSON, which its schema makes fit for preservation (AgID).

use crate::piano::Piano;

/// The plan, as its file writes it, without what it leaves out. It fits the plan's schema.
pub fn in_json(piano: &Piano) -> Vec<u8> {
    let valore = crate::variazioni::valori_di(piano);
    let testo = serde_json::to_string_pretty(&valore).expect("a plan is plain data");
    (testo + "\n").into_bytes()
}
