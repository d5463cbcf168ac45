//! The plan as JSON, which its schema makes fit for preservation (AgID).

use super::numbers::WithNumbers;
use crate::piano::{Described, Piano};

/// The plan, as its file writes it, without what it leaves out; years and amounts are numbers. It fits
/// the plan's schema, and is a plan too.
pub fn in_json(piano: &Piano) -> Vec<u8> {
    let valore = piano.valore();
    let testo = serde_json::to_string_pretty(&valore.as_ref().map(WithNumbers))
        .expect("a plan is plain data");
    (testo + "\n").into_bytes()
}
