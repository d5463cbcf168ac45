//! Which thing of a plan is which of another, when codes changed.

use std::collections::HashSet;

use serde_yaml::Value;

use super::cose::Classe;
use super::valori;

/// How much of their words two things must share to be taken for the same.
const SOGLIA: f64 = 0.6;

/// How many pairs are worth comparing.
const COPPIE: usize = 250_000;

/// Pairs the things of two lists that have no code in common, the likest first.
pub fn accoppia(
    classe: Classe,
    prima: &[(usize, &Value)],
    dopo: &[(usize, &Value)],
) -> Vec<(usize, usize)> {
    if prima.len() * dopo.len() > COPPIE {
        return Vec::new();
    }
    let parole = |cose: &[(usize, &Value)]| -> Vec<HashSet<String>> {
        cose.iter().map(|(_, v)| parole(classe, v)).collect()
    };
    let (parole_prima, parole_dopo) = (parole(prima), parole(dopo));
    let mut coppie: Vec<(f64, usize, usize)> = Vec::new();
    for (i, una) in parole_prima.iter().enumerate() {
        for (j, altra) in parole_dopo.iter().enumerate() {
            let simili = somiglianza(una, altra);
            if simili >= SOGLIA {
                coppie.push((simili, i, j));
            }
        }
    }
    coppie.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut presi_prima, mut presi_dopo) = (HashSet::new(), HashSet::new());
    let mut scelte = Vec::new();
    for (_, i, j) in coppie {
        if presi_prima.contains(&i) || presi_dopo.contains(&j) {
            continue;
        }
        presi_prima.insert(i);
        presi_dopo.insert(j);
        scelte.push((prima[i].0, dopo[j].0));
    }
    scelte
}

/// The share of words that two sets have in common.
fn somiglianza(una: &HashSet<String>, altra: &HashSet<String>) -> f64 {
    let comuni = una.intersection(altra).count();
    let tutte = una.len() + altra.len() - comuni;
    if tutte == 0 {
        return 0.0;
    }
    comuni as f64 / tutte as f64
}

fn parole(classe: Classe, valore: &Value) -> HashSet<String> {
    let chiavi: &[&str] = match classe {
        Classe::Obiettivo => &["titolo"],
        Classe::Indicatore => &["nome", "algoritmo"],
        _ => &["nome"],
    };
    chiavi
        .iter()
        .filter_map(|chiave| valori::testo(valore, chiave))
        .flat_map(|testo| testo.split(|c: char| !c.is_alphanumeric()))
        .filter(|parola| !parola.is_empty())
        .map(str::to_lowercase)
        .collect()
}
