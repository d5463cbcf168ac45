//! Which lines of the original belong to each key and to each entry of a list.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::source::{Source, indent};
use crate::lettura::{Nodo, Specie};

/// The lines of a key with its value, or of an entry of a list.
#[derive(Debug, Clone)]
pub struct Region {
    /// All of them: from the pauses above to those below.
    pub all: Range<usize>,
    /// The first of the comments that stand right above it and are its own.
    pub own: usize,
    /// Those of the value: from the line of the key or of the dash to the last of the value.
    pub value: Range<usize>,
}

/// The lines of a text, by what they belong to. Within brackets nothing has lines of its own.
#[derive(Debug, Default)]
pub struct Regions {
    of: HashMap<Nodo, Region>,
    feet: HashMap<Nodo, Range<usize>>,
}

impl Regions {
    /// The lines of the value of a key, or of an entry of a list.
    pub fn of(&self, valore: Nodo) -> Option<&Region> {
        self.of.get(&valore)
    }

    /// The pause below the last of the keys of a group, or of the entries of a list, that is not about
    /// it: it stands no further right.
    pub fn foot(&self, nodo: Nodo) -> Range<usize> {
        self.feet.get(&nodo).cloned().unwrap_or_default()
    }
}

/// Finds the lines of everything in a text.
pub fn find(source: &Source<'_>) -> Regions {
    let mut regions = Regions::default();
    let radice = source.albero().radice();
    collect(source, radice, 0..source.line_count(), &mut regions);
    regions
}

fn collect(source: &Source<'_>, nodo: Nodo, righe: Range<usize>, regions: &mut Regions) {
    if source.is_in_brackets(nodo) {
        return;
    }
    let e_un_elenco = matches!(source.albero().specie(nodo), Specie::Elenco(_));
    let colonna = |voce: Nodo| match e_un_elenco {
        true => source.dash(voce),
        false => source.column(voce),
    };
    let qui: Vec<(Nodo, Nodo)> = source
        .entries(nodo)
        .into_iter()
        .filter(|(inizio, _)| righe.contains(&source.first_line(*inizio)))
        .collect();
    let mut inizio = righe.start;
    for (posto, (prima, valore)) in qui.iter().enumerate() {
        let riga = source.first_line(*prima).max(inizio);
        let prossima = qui.get(posto + 1).map(|(prossima, _)| *prossima);
        let limite = prossima.map_or(righe.end, |nodo| source.first_line(nodo).max(riga));
        let fine_del_valore = source.last_line(*valore, &(riga..limite)) + 1;
        let pausa = fine_del_valore..limite.max(fine_del_valore);
        let fine = end_before(source, pausa, colonna(prossima.unwrap_or(*prima)));
        let region = Region {
            all: inizio..fine,
            own: own_comments(source, inizio..riga),
            value: riga..fine_del_valore,
        };
        // What a key holds begins below its line; what an entry holds, beside its dash.
        let dentro = if e_un_elenco { inizio } else { riga + 1 };
        collect(source, *valore, dentro..fine, regions);
        if e_un_elenco {
            leave_comments_to_the_entry(source, *valore, regions);
        }
        regions.of.insert(*valore, region);
        inizio = fine;
    }
    if !qui.is_empty() {
        regions.feet.insert(nodo, inizio..righe.end.max(inizio));
    }
}

/// Where, in the pause before something at a column, what stands further right ends: it is about what
/// comes before.
fn end_before(source: &Source<'_>, pausa: Range<usize>, colonna: usize) -> usize {
    let a_destra = |riga: &usize| source.is_comment(*riga) && indent(source.line(*riga)) > colonna;
    pausa
        .clone()
        .rev()
        .find(a_destra)
        .map_or(pausa.start, |riga| riga + 1)
}

/// Where the comments that stand right above something begin.
fn own_comments(source: &Source<'_>, sopra: Range<usize>) -> usize {
    let mut proprie = sopra
        .clone()
        .rev()
        .take_while(|riga| source.is_comment(*riga));
    proprie.by_ref().last().unwrap_or(sopra.end)
}

/// The comments above an entry are about the entry, and not about its first key.
fn leave_comments_to_the_entry(source: &Source<'_>, voce: Nodo, regions: &mut Regions) {
    if let Some((_, primo)) = source.entries(voce).first()
        && let Some(region) = regions.of.get_mut(primo)
    {
        region.own = region.value.start;
    }
}

/// The lines of what is no more: their comments go with it. `vivi` is what the new text has.
pub fn deleted_lines(
    source: &Source<'_>,
    regions: &Regions,
    vivi: &HashSet<Nodo>,
) -> HashSet<usize> {
    let mut righe = HashSet::new();
    mark(source, regions, vivi, source.albero().radice(), &mut righe);
    righe
}

fn mark(
    source: &Source<'_>,
    regions: &Regions,
    vivi: &HashSet<Nodo>,
    nodo: Nodo,
    righe: &mut HashSet<usize>,
) {
    for (_, valore) in source.entries(nodo) {
        let Some(region) = regions.of(valore) else {
            continue;
        };
        let sue = region.own..region.value.end;
        if vivi.contains(&valore) {
            sue.for_each(|riga| {
                righe.remove(&riga);
            });
        } else {
            righe.extend(sue);
        }
        mark(source, regions, vivi, valore, righe);
    }
}
