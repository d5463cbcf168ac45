//! How a year left from another plan is told.

use std::ops::Range;

use super::prose::Budget;
use crate::lettura::Node;
use crate::rilievi::{Location, Rilievo};
use crate::verifica::RuleContext;

/// A year of another plan in a text: the phrase to quote, and the years alone, which are pointed at.
pub(super) struct Found<'a> {
    pub(super) node: Node,
    pub(super) text: &'a str,
    pub(super) phrase: Range<usize>,
    pub(super) years: Range<usize>,
    /// By how many years it is early (or late).
    pub(super) delay: i32,
}

/// The finding for a year of another plan in prose, where the past may be meant.
pub(super) fn rilievo(context: &RuleContext<'_>, found: &Found<'_>, budget: Budget) -> Rilievo {
    let right = shifted(&found.quoted(), found.delay);
    leftover(context, found, budget).with_rimedio(format!(
        "se è rimasto dal testo di un altro anno, scrivere “{right}”; se parla del passato, dirlo con un verbo al passato o con un confronto"
    ))
}

/// The finding for a year of another plan in a field that names the budget's own.
pub(super) fn held_rilievo(
    context: &RuleContext<'_>,
    found: &Found<'_>,
    budget: Budget,
) -> Rilievo {
    let right = shifted(&found.quoted(), found.delay);
    leftover(context, found, budget).with_rimedio(format!("scrivere “{right}”"))
}

/// The finding for a year of another plan, still without a remedy.
pub(super) fn leftover(context: &RuleContext<'_>, found: &Found<'_>, budget: Budget) -> Rilievo {
    Rilievo::warning(format!(
        "“{}” sembra di un altro piano: l'esercizio è il {}",
        found.quoted(),
        budget.esercizio
    ))
    .at(location(context, found))
}

impl Found<'_> {
    /// The phrase on one line.
    fn quoted(&self) -> String {
        one_line(&self.text[self.phrase.clone()])
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the years stand: found by the words before them, since the same year may stand earlier too.
pub(super) fn location(context: &RuleContext<'_>, found: &Found<'_>) -> Location {
    let whole = context.tree.location(found.node);
    let years = &found.text[found.years.clone()];
    let paragraph = found.text[..found.phrase.start]
        .rfind('\n')
        .map_or(0, |end| end + 1);
    let starts = [paragraph, found.phrase.start, found.years.start];
    for start in starts {
        let fragment = &found.text[start..found.years.end];
        let place = context.tree.location_of_fragment(found.node, fragment);
        let written = &place.source.text()[place.span.clone()];
        let end = place.span.end;
        if place != whole && written.ends_with(years) {
            return Location {
                span: end - years.len()..end,
                ..place
            };
        }
        if place != whole {
            return place;
        }
    }
    whole
}

/// A phrase with its years moved: `triennio 2026-2028` by one is `triennio 2027-2029`.
pub(super) fn shifted(text: &str, delay: i32) -> String {
    let mut moved = String::new();
    let mut rest = text;
    let mut after_year = false;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits_on) = rest.split_at(start);
        let length = digits_on
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits_on.len());
        let digits = &digits_on[..length];
        moved.push_str(before);
        let is_short = after_year && length == 2 && matches!(before, "/" | "-" | "–");
        after_year = length == 4 && matches!(&digits[..2], "19" | "20");
        match digits.parse::<i32>() {
            Ok(number) if after_year => moved.push_str(&(number + delay).to_string()),
            Ok(number) if is_short => {
                moved.push_str(&format!("{:02}", (number + delay).rem_euclid(100)))
            }
            _ => moved.push_str(digits),
        }
        rest = &digits_on[length..];
    }
    moved + rest
}
