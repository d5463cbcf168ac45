//! The amended plan as a file, to start from next year.
//!
//! Lines that say what they said are copied, comments and all; only what changed is written anew.

mod regions;
mod rewrite;
mod source;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_yaml::Value;

use super::coordinato::Coordinato;
use super::{valori, yaml};
use crate::lettura::{self, Albero, Nodo, Specie};
use crate::rilievi::Rapporto;
use regions::Regions;
use rewrite::Rewrite;
use source::Source;

/// A plan written with its amendments in it.
#[derive(Debug)]
pub struct Consolidato {
    /// The YAML.
    pub testo: String,
    /// The lines of the original, from 1, whose comments could not be kept though what they are about
    /// is still there.
    pub lost_comments: Vec<usize>,
    /// Whether they were lost because the original repeats values by anchors.
    pub has_anchors: bool,
}

/// Writes the amended plan; what did not change keeps its lines, its order and its comments. Those of
/// what is no more go with it.
///
/// # Errors
/// A plan that its own reader refuses.
pub fn consolida(coordinato: &Coordinato) -> Result<Consolidato, Rapporto> {
    let voluti = valori::di(&coordinato.letto.piano);
    let (prima, dopo) = (coordinato.albero_prima(), &coordinato.letto.albero);
    let source = Source::new(prima);
    let regions = regions::find(&source);
    let ripetuti = repeated(prima);
    let tentativi = [HashSet::new(), ripetuti.clone()];
    let scritto = tentativi
        .iter()
        .take(if ripetuti.is_empty() { 1 } else { 2 })
        .map(|da_riscrivere| Rewrite::new(&source, &regions, dopo, da_riscrivere).text())
        .find(|testo| {
            let riletto = lettura::leggi("", testo.as_bytes());
            riletto.is_ok_and(|letto| valori::identici(&valori::di(&letto.piano), &voluti))
        });
    let testo = match scritto {
        Some(testo) => testo,
        None => {
            let Value::Mapping(gruppo) = voluti else {
                return Err(Rapporto::default());
            };
            yaml::gruppo(&gruppo, 0).join("\n") + "\n"
        }
    };
    Ok(Consolidato {
        lost_comments: lost_comments(&source, &regions, dopo, &testo)?,
        has_anchors: !ripetuti.is_empty(),
        testo,
    })
}

/// The nodes that an anchor repeats, and those that it repeats.
fn repeated(albero: &Albero) -> HashSet<Nodo> {
    let mut per_posto: BTreeMap<(usize, usize), Vec<Nodo>> = BTreeMap::new();
    for nodo in nodes(albero) {
        let dove = albero.luogo(nodo).intervallo;
        let posto = (dove.start, dove.end);
        per_posto.entry(posto).or_default().push(nodo);
    }
    let gruppi = per_posto.into_values().filter(|nodi| nodi.len() > 1);
    gruppi.flatten().collect()
}

/// The nodes of the values of a tree.
fn nodes(albero: &Albero) -> BTreeSet<Nodo> {
    let mut nodi = BTreeSet::new();
    let mut da_vedere = vec![albero.radice()];
    while let Some(nodo) = da_vedere.pop() {
        nodi.insert(nodo);
        match albero.specie(nodo) {
            Specie::Scalare { .. } => {}
            Specie::Elenco(voci) => da_vedere.extend(voci),
            Specie::Gruppo(chiavi) => da_vedere.extend(chiavi.iter().map(|(_, valore)| *valore)),
        }
    }
    nodi
}

/// The lines, from 1, of the comments that the new text lacks, without those of what is no more.
fn lost_comments(
    source: &Source<'_>,
    regions: &Regions,
    dopo: &Albero,
    testo: &str,
) -> Result<Vec<usize>, Rapporto> {
    let riletto = lettura::leggi("", testo.as_bytes())?;
    let nuovo = Source::new(&riletto.albero);
    let mut rimasti: HashMap<&str, usize> = HashMap::new();
    for commento in (0..nuovo.line_count()).filter_map(|riga| nuovo.comment(riga)) {
        *rimasti.entry(commento.trim_end()).or_default() += 1;
    }
    let tolte = regions::deleted_lines(source, regions, &nodes(dopo).into_iter().collect());
    let perduto = |riga: &usize| {
        let Some(commento) = source.comment(*riga) else {
            return false;
        };
        match rimasti.get_mut(commento.trim_end()) {
            Some(quanti) if *quanti > 0 => {
                *quanti -= 1;
                false
            }
            _ => !tolte.contains(riga),
        }
    };
    let perduti = (0..source.line_count()).filter(perduto);
    Ok(perduti.map(|riga| riga + 1).collect())
}
