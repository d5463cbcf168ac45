//! The targets: their years, what they say, their units, where they lead.

mod direction;
mod flips;
mod hundred;
mod illegible;
mod mistake_words;
mod observed;
mod observed_years;
mod part_of_whole;
mod ranges;
mod series;
mod thousands;
mod unit_groups;
mod units;
mod vacuous;
mod words;
mod worsening;
mod years;

use super::{Regola, RuleContext};

/// The rules of expected results.
pub(super) const REGOLE: &[Regola] = &[
    years::OUTSIDE,
    years::MISSING,
    illegible::REGOLA,
    ranges::REGOLA,
    hundred::REGOLA,
    vacuous::REGOLA,
    units::REGOLA,
    flips::REGOLA,
    worsening::REGOLA,
    observed_years::REGOLA,
    observed::REGOLA,
];
