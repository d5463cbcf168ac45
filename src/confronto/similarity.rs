//! Pairs elements whose codes changed, by the words that they share.

use std::collections::HashSet;

use crate::piano::{ElementKind, Role, Valore};

/// How much of their words two elements must share to be taken for the same.
const SIMILARITY_THRESHOLD: f64 = 0.6;

/// How many pairs are worth comparing.
const MAX_PAIRS: usize = 250_000;

/// Pairs the elements of two lists that have no code in common, the likest first; of pairs as like, the
/// first in the plan, so that the same plans always give the same pairs.
pub(crate) fn pair_by_similarity(
    kind: ElementKind,
    before: &[(usize, &Valore)],
    after: &[(usize, &Valore)],
) -> Vec<(usize, usize)> {
    if before.len() * after.len() > MAX_PAIRS {
        return Vec::new();
    }
    let words = |elements: &[(usize, &Valore)]| -> Vec<HashSet<String>> {
        elements
            .iter()
            .map(|(_, v)| identifying_words(kind, v))
            .collect()
    };
    let (words_before, words_after) = (words(before), words(after));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in words_before.iter().enumerate() {
        for (j, other) in words_after.iter().enumerate() {
            let likeness = similarity(one, other);
            if likeness >= SIMILARITY_THRESHOLD {
                pairs.push((likeness, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken_before, mut taken_after) = (HashSet::new(), HashSet::new());
    let mut choices = Vec::new();
    for (_, i, j) in pairs {
        if taken_before.contains(&i) || taken_after.contains(&j) {
            continue;
        }
        taken_before.insert(i);
        taken_after.insert(j);
        choices.push((before[i].0, after[j].0));
    }
    choices
}

/// The share of words that two sets have in common.
fn similarity(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let common = one.intersection(other).count();
    let all = one.len() + other.len() - common;
    if all == 0 {
        return 0.0;
    }
    common as f64 / all as f64
}

/// The words by which a person recognises an element: of its name, and of what else is as much its own.
fn identifying_words(kind: ElementKind, value: &Valore) -> HashSet<String> {
    let fields = kind.description().own_fields().iter();
    fields
        .filter(|field| matches!(field.role, Some(Role::Name | Role::Likeness)))
        .filter_map(|field| value.get(field.key)?.text())
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
