//! The quadro di raffronto: only what changed, by objective.

mod rows;

use serde::Serialize;

use super::difference::{Difference, differences};
use super::totali::{self, TotaliComparison};
use super::words::Fragment;
use crate::piano::{Described, ElementIndex, ElementKind, ElementPath, Piano, ValoreNode};
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
    /// Gli atti di ciascuna motivazione, contati da 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atti_delle_motivazioni: Vec<Vec<usize>>,
    /// Gli atti, contati da 1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub atti: Vec<usize>,
}

/// What stands above the columns of the quadro.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuadroHeading {
    /// Of the text before.
    pub before: String,
    /// Of the text after.
    pub after: String,
    /// The acts that amended the plan, in order.
    pub atti: Vec<String>,
}

/// Which acts made a difference, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// The amendments, from 0, in the order of application.
    pub atti: Vec<usize>,
    /// The reasons, each once.
    pub motivazioni: Vec<String>,
    /// The amendments that give each reason, from 0.
    pub atti_delle_motivazioni: Vec<Vec<usize>>,
}

impl Reasons {
    /// Adds the reason that an amendment gives.
    pub fn add_motivazione(&mut self, motivazione: &str, atto: usize) {
        let known = self.motivazioni.iter().position(|m| m == motivazione);
        let place = known.unwrap_or_else(|| {
            self.motivazioni.push(motivazione.to_owned());
            self.atti_delle_motivazioni.push(Vec::new());
            self.motivazioni.len() - 1
        });
        let atti = &mut self.atti_delle_motivazioni[place];
        if !atti.contains(&atto) {
            atti.push(atto);
        }
    }
}

impl Quadro {
    /// The quadro of some differences between two plans, each with its reasons, which are empty when
    /// no act made it.
    pub fn new(
        heading: QuadroHeading,
        [before, after]: [&Piano; 2],
        differences: impl IntoIterator<Item = (Difference, Reasons)>,
    ) -> Self {
        let mut collector = RowCollector::default();
        for (difference, reasons) in differences {
            collector.accept(&difference, &reasons);
        }
        Self {
            prima: heading.before,
            dopo: heading.after,
            atti: heading.atti,
            gruppi: collector.into_groups(before, after),
            totali: totali::compare(before, after),
        }
    }

    /// What differs between two plans; each has a name of its own.
    pub fn of_plans(before: (&str, &Piano), after: (&str, &Piano)) -> Self {
        let heading = QuadroHeading {
            before: format!("Prima: {}", before.0),
            after: format!("Dopo: {}", after.0),
            atti: Vec::new(),
        };
        let found = differences(before.1, after.1).into_iter();
        let found = found.map(|difference| (difference, Reasons::default()));
        Self::new(heading, [before.1, after.1], found)
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
#[derive(Default)]
struct RowCollector {
    groups: Vec<(ElementPath, Vec<QuadroRow>)>,
}

impl RowCollector {
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

    fn into_groups(mut self, before: &Piano, after: &Piano) -> Vec<QuadroGroup> {
        let values = [after, before].map(|piano| piano.valore());
        let plans: Vec<ElementIndex<_>> = values
            .iter()
            .flatten()
            .map(|value| ElementIndex::new(&ValoreNode(value)))
            .collect();
        // A suppressed element has its place and its title from the plan before.
        self.groups.sort_by_cached_key(|(path, _)| {
            let mut places = plans.iter().filter_map(|plan| place_in_plan(plan, path));
            places.next()
        });
        let title = |path: &ElementPath| {
            let mut titles = plans.iter().filter_map(|plan| group_title(plan, path));
            titles.next().unwrap_or_else(|| "Documento".to_owned())
        };
        let groups = self.groups.into_iter();
        groups
            .map(|(path, rows)| QuadroGroup {
                titolo: title(&path),
                righe: rows,
            })
            .collect()
    }
}

impl QuadroRow {
    fn with_reasons(mut self, reasons: &Reasons) -> Self {
        let counted = |atti: &Vec<usize>| atti.iter().map(|atto| atto + 1).collect();
        self.motivazioni = reasons.motivazioni.clone();
        self.atti_delle_motivazioni = reasons.atti_delle_motivazioni.iter().map(counted).collect();
        self.atti = counted(&reasons.atti);
        self
    }
}

/// Whether the quadro has a group of rows for each element of a kind.
fn has_group(kind: ElementKind) -> bool {
    matches!(
        kind,
        ElementKind::Missione | ElementKind::Programma | ElementKind::Obiettivo
    )
}

/// The path up to the objective, or to what stands above one.
fn group_path(element_path: &ElementPath) -> ElementPath {
    let in_group = |(kind, _): &&(ElementKind, String)| has_group(*kind);
    element_path.iter().take_while(in_group).cloned().collect()
}

/// The place of a group in the document: of the mission, of the programme in it, of the objective, each
/// from 1; what stands above the others comes before them. `None` when the plan does not have it.
fn place_in_plan(
    plan: &ElementIndex<ValoreNode<'_>>,
    group_path: &ElementPath,
) -> Option<[usize; 3]> {
    let mut places = [0; 3];
    for (depth, place) in places.iter_mut().enumerate().take(group_path.len()) {
        let element = plan.at_path(&group_path[..=depth])?;
        let siblings = plan.list(element.container, element.kind).iter();
        let mut siblings = siblings.map(|number| plan.elements()[*number].node);
        *place = siblings.position(|node| node == element.node)? + 1;
    }
    Some(places)
}

/// `Obiettivo A1 – Valorizzare il territorio`; `None` when the plan does not have it.
fn group_title(plan: &ElementIndex<ValoreNode<'_>>, group_path: &ElementPath) -> Option<String> {
    let (kind, name) = group_path.last()?;
    let element = *plan.with_name(*kind, name, None).first()?;
    let title = element.node.0.get(kind.title_key()?)?.text()?;
    Some(format!("{} {name} – {title}", capitalized(kind.noun())))
}
