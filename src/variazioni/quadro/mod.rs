//! The quadro di raffronto: only what changed, by objective.

mod rows;

use serde::Serialize;

use super::coordinato::{Coordinato, Reasons};
use super::difference::{Difference, differences};
use super::elements::{ElementKind, ElementPath};
use super::totali::{self, TotaliComparison};
use super::words::Fragment;
use crate::piano::Piano;
use rows::{capitalized, rows};

/// The comparison of two plans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quadro {
    /// L'intestazione del testo di prima.
    pub prima: String,
    /// L'intestazione del testo di dopo.
    pub dopo: String,
    /// Gli atti che hanno modificato il piano, in ordine.
    pub atti: Vec<String>,
    /// Le differenze, raccolte per obiettivo.
    pub gruppi: Vec<QuadroGroup>,
    /// I totali delle risorse.
    pub totali: TotaliComparison,
}

/// The differences of an objective, or of what stands above objectives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuadroGroup {
    /// Di che cosa sono le differenze.
    pub titolo: String,
    /// Le differenze.
    pub righe: Vec<QuadroRow>,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuadroRow {
    /// Che cosa è diverso.
    pub voce: String,
    /// Il testo di prima; vuoto se non c'era.
    pub prima: Vec<Fragment>,
    /// Il testo di dopo; vuoto se non c'è più.
    pub dopo: Vec<Fragment>,
    /// Che cosa è cambiato, in parole o in cifre.
    pub variazione: Vec<String>,
    /// Perché.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub motivazioni: Vec<String>,
    /// Gli atti, contati da 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atti: Vec<usize>,
}

impl Quadro {
    /// What the amendments changed.
    pub fn of_coordinato(coordinato: &Coordinato) -> Self {
        let atti: Vec<String> = coordinato
            .approved
            .iter()
            .map(|approvata| approvata.atto.citation())
            .collect();
        let (before, after) = (coordinato.plan_before(), &coordinato.parsed.piano);
        let mut collector = RowCollector::new(before, after);
        for difference in coordinato.differences() {
            let reasons = coordinato.reasons(&difference);
            collector.accept(&difference, &reasons);
        }
        Self {
            prima: "Testo previgente".to_owned(),
            dopo: "Testo modificato".to_owned(),
            atti,
            gruppi: collector.into_groups(),
            totali: totali::compare(before, after),
        }
    }

    /// What differs between two plans; each has a name of its own.
    pub fn of_plans(before: (&str, &Piano), after: (&str, &Piano)) -> Self {
        let mut collector = RowCollector::new(before.1, after.1);
        for difference in differences(before.1, after.1) {
            collector.accept(&difference, &Reasons::default());
        }
        Self {
            prima: format!("Prima: {}", before.0),
            dopo: format!("Dopo: {}", after.0),
            atti: Vec::new(),
            gruppi: collector.into_groups(),
            totali: totali::compare(before.1, after.1),
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.gruppi.is_empty()
    }

    /// How many differences there are.
    pub fn difference_count(&self) -> usize {
        self.gruppi.iter().map(|group| group.righe.len()).sum()
    }
}

/// Gathers the rows under the objective they are about, in the order of the document.
struct RowCollector<'a> {
    before: &'a Piano,
    after: &'a Piano,
    groups: Vec<(ElementPath, Vec<QuadroRow>)>,
}

impl<'a> RowCollector<'a> {
    fn new(before: &'a Piano, after: &'a Piano) -> Self {
        Self {
            before,
            after,
            groups: Vec::new(),
        }
    }

    fn accept(&mut self, difference: &Difference, reasons: &Reasons) {
        let head = group_path(&difference.element);
        let new_rows: Vec<QuadroRow> = rows(difference)
            .into_iter()
            .map(|row| row.with_reasons(reasons))
            .collect();
        match self.groups.iter_mut().find(|(other, _)| *other == head) {
            Some((_, others)) => others.extend(new_rows),
            None => self.groups.push((head, new_rows)),
        }
    }

    fn into_groups(self) -> Vec<QuadroGroup> {
        let Self {
            before,
            after,
            mut groups,
        } = self;
        groups.sort_by_key(|(group_path, _)| {
            place_in_plan(after, group_path).or_else(|| place_in_plan(before, group_path))
        });
        groups
            .into_iter()
            .map(|(group_path, rows)| QuadroGroup {
                titolo: group_title(after, &group_path)
                    .or_else(|| group_title(before, &group_path))
                    .unwrap_or_else(|| "Documento".to_owned()),
                righe: rows,
            })
            .collect()
    }
}

impl QuadroRow {
    fn with_reasons(mut self, reasons: &Reasons) -> Self {
        self.motivazioni = reasons.motivazioni.clone();
        self.atti = reasons.atti.iter().map(|atto| atto + 1).collect();
        self
    }
}

/// The chain up to the objective, or to what stands above one.
fn group_path(element_path: &ElementPath) -> ElementPath {
    let coperte = |(kind, _): &&(ElementKind, String)| {
        matches!(
            kind,
            ElementKind::Missione | ElementKind::Programma | ElementKind::Obiettivo
        )
    };
    element_path.iter().take_while(coperte).cloned().collect()
}

/// The place of a group in the document: mission, programme, objective.
fn place_in_plan(piano: &Piano, group_path: &ElementPath) -> Option<[usize; 3]> {
    let mut places = [0; 3];
    let name = |n: usize| group_path.get(n).map(|(_, name)| name.as_str());
    let Some(missione) = name(0) else {
        return Some(places);
    };
    let missioni = &piano.missioni;
    let m = missioni.iter().position(|m| &*m.codice == missione)?;
    places[0] = m + 1;
    let programmi = &missioni[m].programmi;
    let Some(programma) = name(1) else {
        return Some(places);
    };
    let p = programmi.iter().position(|p| &*p.codice == programma)?;
    places[1] = p + 1;
    let Some(obiettivo) = name(2) else {
        return Some(places);
    };
    let obiettivi = &programmi[p].obiettivi;
    places[2] = obiettivi.iter().position(|o| &*o.codice == obiettivo)? + 1;
    Some(places)
}

fn group_title(piano: &Piano, group_path: &ElementPath) -> Option<String> {
    let (kind, name) = group_path.last()?;
    let missioni = piano.missioni.iter();
    let detto = match kind {
        ElementKind::Missione => {
            missioni
                .map(|m| (&m.codice, &m.nome))
                .find(|(codice, _)| &***codice == name)?
                .1
        }
        ElementKind::Programma => {
            missioni
                .flat_map(|m| &m.programmi)
                .map(|p| (&p.codice, &p.nome))
                .find(|(codice, _)| &***codice == name)?
                .1
        }
        _ => {
            &piano
                .obiettivi()
                .find(|obiettivo| &*obiettivo.codice == name)?
                .titolo
        }
    };
    Some(format!("{} {name} – {detto}", capitalized(kind.noun())))
}
