//! Names: one centre, one name; one body, one spelling; one chamber, this one.

mod acronyms;
mod centres;
mod chamber_name;
mod chambers;
mod known_acronyms;
mod places;

use super::Regola;

/// The rules of names.
pub(super) const REGOLE: &[Regola] = &[
    centres::TWO_NAMES,
    centres::TWO_CODES,
    acronyms::REGOLA,
    chambers::REGOLA,
];
