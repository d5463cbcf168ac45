//! What a target means.

use rust_decimal::Decimal;

use super::day::TargetDay;
use super::measure::Measure;
use super::mistake::Mistake;
use super::operator::Operator;
use super::reader;

/// What a target, or an observed value, means to who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetValue {
    /// That nothing is expected: `---`.
    Missing,
    /// A comparison with a number: `>= 2`, `almeno 3 eventi`, `80% delle pratiche`.
    Number(Quantity),
    /// A range: `tra 70% e 80%`.
    Range(Interval),
    /// A day: `entro il 30/06/2027`.
    Day(TargetDay),
    /// `sì` or `no`.
    YesNo(bool),
    /// Words that no program measures: `pubblicato`.
    Words,
    /// Something that is typed wrong.
    Mistyped(Mistake),
}

/// A number and how to compare with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How the observed value is to be compared with the number.
    pub operator: Operator,
    /// The number to compare with.
    pub number: Decimal,
    /// What it counts.
    pub measure: Measure,
    /// The words before, if it stands within a sentence: `realizzazione di`.
    pub lead: String,
    /// What follows the number, as typed.
    pub rest: String,
    /// Whether the number is written whole in figures: not so `1,5 mln`, `2½` and `tre`.
    pub is_in_figures: bool,
}

/// A range of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Interval {
    /// The end that is written first.
    pub from: Decimal,
    /// The end that is written second.
    pub to: Decimal,
    /// What they count.
    pub measure: Measure,
    /// Whether it is written as a way from one number to another (`da 30 a 25`), which may go down.
    pub is_way: bool,
}

/// A target read as a comparison with a number that is written whole: `>= 200%`, `<30 gg`, `12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetReading {
    /// How the observed value is to be compared with the number.
    pub operator: Operator,
    /// The number to compare with.
    pub number: Decimal,
    /// The unit after the number (`%`, `gg`); empty if there is none.
    pub unit: String,
    measure: Measure,
}

impl TargetReading {
    /// How much the number grew since another reading, in their unit; `None` when the two do not compare
    /// the same way (`>= 2` and `= 2`) or count another thing (`30 gg` and `30%`).
    pub fn growth_since(&self, before: &Self) -> Option<Decimal> {
        let is_comparable = (self.operator, &self.measure) == (before.operator, &before.measure);
        let growth = self.number.checked_sub(before.number);
        growth.filter(|_| is_comparable)
    }
}

impl TargetValue {
    /// Reads a target, or an observed value.
    pub fn read(text: &str) -> Self {
        reader::read(text)
    }

    /// The comparison with a number that is written whole and stands alone, which the open data give.
    pub(super) fn comparison(&self) -> Option<TargetReading> {
        let Self::Number(quantity) = self else {
            return None;
        };
        let has_more = |c: char| c.is_ascii_digit() || c == '/';
        let is_plain =
            quantity.is_in_figures && quantity.lead.is_empty() && !quantity.rest.contains(has_more);
        is_plain.then(|| TargetReading {
            operator: quantity.operator,
            number: quantity.number,
            unit: quantity.rest.clone(),
            measure: quantity.measure.clone(),
        })
    }
}
