//! The same warning at many places, told once with the list of them.

use std::collections::BTreeMap;

use super::{Gravita, Repetition, Report, Rilievo};

/// From how many on warnings are told once that differ only in the words that they quote.
const SIMILAR_TOLD_ONCE: usize = 3;

/// What warnings have in common that are told once: the rule, what is wrong without the words quoted,
/// the remedy.
type Likeness = (&'static str, String, Option<String>);

impl Report {
    /// The same findings, those that repeat told once: warnings of a rule that say the same, or the same
    /// of other words, at many places. Errors are told one by one, since each is to be mended.
    pub fn grouped(self) -> Self {
        let mut alike: BTreeMap<Likeness, Vec<usize>> = BTreeMap::new();
        for (number, rilievo) in self.rilievi.iter().enumerate() {
            if let Some(likeness) = likeness(rilievo) {
                alike.entry(likeness).or_default().push(number);
            }
        }
        let mut first_of: Vec<Option<usize>> = vec![None; self.rilievi.len()];
        for numbers in alike.values().filter(|numbers| self.is_told_once(numbers)) {
            for number in &numbers[1..] {
                first_of[*number] = Some(numbers[0]);
            }
        }
        self.merged_into(&first_of)
    }

    fn is_told_once(&self, numbers: &[usize]) -> bool {
        let message = |number: &usize| &self.rilievi[*number].message;
        numbers.len() >= SIMILAR_TOLD_ONCE
            || numbers
                .windows(2)
                .all(|pair| message(&pair[0]) == message(&pair[1]))
    }

    /// Each finding, or what it repeats: the number of one that stands before it.
    fn merged_into(self, first_of: &[Option<usize>]) -> Self {
        let mut kept: BTreeMap<usize, Rilievo> = BTreeMap::new();
        for (number, rilievo) in self.rilievi.into_iter().enumerate() {
            let first = first_of[number].and_then(|first| kept.get_mut(&first));
            match (first, rilievo.location.clone()) {
                (Some(first), Some(location)) => first.repetitions.push(Repetition {
                    message: rilievo.message,
                    location,
                    place: rilievo.place,
                }),
                _ => {
                    kept.insert(number, rilievo);
                }
            }
        }
        Self {
            rilievi: kept.into_values().collect(),
            accepted: self.accepted,
        }
    }
}

/// What a finding has in common with others; `None` for what is always told by itself.
fn likeness(rilievo: &Rilievo) -> Option<Likeness> {
    let is_alone = rilievo.severity == Gravita::Errore || rilievo.location.is_none();
    let name = rilievo.name.filter(|_| !is_alone)?;
    Some((
        name,
        without_quotations(&rilievo.message),
        rilievo.rimedio.clone(),
    ))
}

/// A message without what stands between its quotation marks.
fn without_quotations(message: &str) -> String {
    let mut depth = 0_usize;
    message
        .chars()
        .filter(|sign| {
            match sign {
                '“' => depth += 1,
                '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0
        })
        .collect()
}
