//! Which thing of a plan is which of another, when codes changed.

use std::collections::HashSet;

use serde_yaml::Value;

use super::elements::ElementKind;
use super::values;

/// How much of their words two things must share to be taken for the same.
const SIMILARITY_THRESHOLD: f64 = 0.6;

/// How many pairs are worth comparing.
const MAX_PAIRS: usize = 250_000;

/// Pairs the things of two lists that have no code in common, the likest first.
pub fn pair_by_similarity(
    kind: ElementKind,
    before: &[(usize, &Value)],
    after: &[(usize, &Value)],
) -> Vec<(usize, usize)> {
    if before.len() * after.len() > MAX_PAIRS {
        return Vec::new();
    }
    let words = |elements: &[(usize, &Value)]| -> Vec<HashSet<String>> {
        elements
            .iter()
            .map(|(_, v)| telling_words(kind, v))
            .collect()
    };
    let (words_before, words_after) = (words(before), words(after));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, one) in words_before.iter().enumerate() {
        for (j, other) in words_after.iter().enumerate() {
            let simili = similarity(one, other);
            if simili >= SIMILARITY_THRESHOLD {
                pairs.push((simili, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut presi_prima, mut presi_dopo) = (HashSet::new(), HashSet::new());
    let mut choices = Vec::new();
    for (_, i, j) in pairs {
        if presi_prima.contains(&i) || presi_dopo.contains(&j) {
            continue;
        }
        presi_prima.insert(i);
        presi_dopo.insert(j);
        choices.push((before[i].0, after[j].0));
    }
    choices
}

/// The share of words that two sets have in common.
fn similarity(one: &HashSet<String>, other: &HashSet<String>) -> f64 {
    let comuni = one.intersection(other).count();
    let all = one.len() + other.len() - comuni;
    if all == 0 {
        return 0.0;
    }
    comuni as f64 / all as f64
}

fn telling_words(kind: ElementKind, value: &Value) -> HashSet<String> {
    let keys: &[&str] = match kind {
        ElementKind::Obiettivo => &["titolo"],
        ElementKind::Indicatore => &["nome", "algoritmo"],
        _ => &["nome"],
    };
    keys.iter()
        .filter_map(|key| values::text_of_key(value, key))
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
