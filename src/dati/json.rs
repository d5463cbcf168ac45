//! The plan as JSON, which its schema makes fit for preservation (AgID).

use super::numbers::WithNumbers;
use crate::piano::{Described, Piano};

/// The plan, as its file writes it, without what it leaves out; years and amounts are numbers. It fits
/// the plan's schema, and is a plan too.
pub(crate) fn to_json(piano: &Piano) -> Vec<u8> {
    let value = piano.valore();
    let text = serde_json::to_string_pretty(&value.as_ref().map(WithNumbers))
        .expect("a plan is plain data");
    (text + "\n").into_bytes()
}
