//! The text of a weight as a number: `30%`, `30 %`, `0,3`, `50`.

use rust_decimal::Decimal;

use crate::piano::read_number;

/// A weight.
#[derive(Clone, Copy)]
pub(super) struct Weight {
    pub(super) number: Decimal,
    /// Written with the sign of per cent.
    pub(super) is_percentage: bool,
}

/// What stands under `peso`.
pub(super) enum Reading {
    Weight(Weight),
    /// No weight: nothing, dashes.
    Nothing,
    /// A text that is no number.
    Words,
}

/// Reads a weight.
pub(super) fn read(text: &str) -> Reading {
    if !text.chars().any(char::is_alphanumeric) {
        return Reading::Nothing;
    }
    let typed: String = text
        .split_whitespace()
        .collect::<String>()
        .replace('−', "-");
    let lowercase = typed.to_lowercase();
    let bare = lowercase.trim_end_matches(['%', '.']);
    let bare = bare.trim_end_matches("percento").trim_end_matches("/100");
    let is_percentage = bare.len() < lowercase.trim_end_matches('.').len();
    match read_number(bare).or_else(|| with_point(bare)) {
        Some(number) => Reading::Weight(Weight {
            number,
            is_percentage,
        }),
        None => Reading::Words,
    }
}

/// A fraction of one with a decimal point, which nobody takes for thousands: `0.3`.
fn with_point(text: &str) -> Option<Decimal> {
    let decimals = text.trim_start_matches('-').strip_prefix("0.")?;
    let is_digits = !decimals.is_empty() && decimals.bytes().all(|b| b.is_ascii_digit());
    Decimal::from_str_exact(text).ok().filter(|_| is_digits)
}
