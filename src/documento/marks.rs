//! The marks in the margin of what amendments changed.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::literal;
use crate::confronto::{Change, Difference};
use crate::piano::{Described, ElementIndex, ElementKind, Kind, TotalKind, Totals, ValoreNode};
use crate::variazioni::Coordinato;

/// What a mark is on: an element, by its kind and its name; `None` for the plan itself.
type MarkPlace = Option<(ElementKind, String)>;

/// The marks of a document.
#[derive(Debug, Default)]
pub struct MarginMarks {
    marks: HashMap<MarkPlace, Vec<Mark>>,
    suppressed: Vec<Suppressed>,
}

/// A mark.
#[derive(Debug, Clone)]
struct Mark {
    /// The field; empty for the whole element.
    field: Vec<String>,
    /// What happened; `None` inside an added element, where only the bar is drawn.
    word: Option<String>,
    atti: Vec<usize>,
}

/// A suppressed element, which the first page lists.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Suppressed {
    /// What it was.
    pub cosa: String,
    /// The acts, counted from 1.
    pub atti: Vec<usize>,
}

impl MarginMarks {
    /// The marks of what amendments changed.
    pub fn of_coordinato(coordinato: &Coordinato) -> Self {
        let (before, after) = (coordinato.plan_before(), &coordinato.parsed.piano);
        let mut marks = Self::default();
        let Some(value) = after.valore() else {
            return marks;
        };
        let elements = ElementIndex::new(&ValoreNode(&value));
        let totals = [before.totals(), after.totals()];
        for difference in coordinato.differences() {
            let atti = coordinato.reasons(&difference).atti;
            marks.mark_difference(&elements, &difference, &atti);
            marks.mark_totali(&totals, &difference, &atti);
        }
        marks
    }

    /// Marks the totals that a difference changes.
    fn mark_totali(
        &mut self,
        [before, after]: &[Totals<'_>; 2],
        difference: &Difference,
        atti: &[usize],
    ) {
        let is_of_resources = match &difference.change {
            Change::Value { .. } => is_amount_of_obiettivo(difference),
            _ => holds_amounts(difference),
        };
        if !is_of_resources {
            return;
        }
        let mark = Mark {
            field: vec!["totale".to_owned()],
            word: Some("modificato".to_owned()),
            atti: atti.to_vec(),
        };
        for (kind, name) in &difference.element {
            let total_kind = match kind {
                ElementKind::Missione => TotalKind::Missione,
                ElementKind::Programma => TotalKind::Programma,
                _ => continue,
            };
            if before.of_codice(total_kind, name) != after.of_codice(total_kind, name) {
                self.add(Some((*kind, name.clone())), mark.clone());
            }
        }
        if !difference.element.is_empty() && before.obiettivi != after.obiettivi {
            self.add(None, mark);
        }
    }

    /// The suppressed elements.
    pub fn suppressed(&self) -> &[Suppressed] {
        &self.suppressed
    }

    fn mark_difference(
        &mut self,
        elements: &ElementIndex<ValoreNode<'_>>,
        difference: &Difference,
        atti: &[usize],
    ) {
        let mark = |field: &[String], word: Option<&str>| Mark {
            field: field.to_vec(),
            word: word.map(str::to_owned),
            atti: atti.to_vec(),
        };
        let mut containers = difference.element.iter().rev().skip(1).cloned();
        let place = difference.element.last().cloned();
        // A field of action and a function have no row of their own: the mark goes on what holds them.
        if let Some((kind @ (ElementKind::Ambito | ElementKind::Funzione), _)) = &place {
            let field = [kind.list_keys()[0].to_owned()];
            self.add(containers.next(), mark(&field, Some("modificato")));
            return;
        }
        match &difference.change {
            Change::Value { before, after } => {
                let word = match (before, after) {
                    (None, _) => "aggiunto",
                    (_, None) => "soppresso",
                    _ => "modificato",
                };
                self.add(place, mark(&difference.field, Some(word)));
            }
            Change::Added { .. } => {
                for within in elements_within(elements, &place) {
                    self.add(Some(within), mark(&[], None));
                }
                self.add(place, mark(&[], Some("aggiunto")));
            }
            Change::Moved { .. } => {
                let field = place.as_ref().map(|(kind, _)| naming_key(*kind).to_owned());
                let field: Vec<String> = field.into_iter().collect();
                self.add(place, mark(&field, Some("spostato")));
            }
            Change::Suppressed { .. } => {
                if let Some((kind, name)) = &place {
                    self.suppressed.push(Suppressed {
                        cosa: format!("{} {name}", kind.noun()),
                        atti: atti.iter().map(|atto| atto + 1).collect(),
                    });
                    let field = [kind.list_keys()[0].to_owned()];
                    // It stands beside the title of what held it: the mark must say what was suppressed.
                    let ending = if kind.is_feminine() { "a" } else { "o" };
                    let word = format!("soppress{ending} {} {name}", kind.noun());
                    self.add(containers.next(), mark(&field, Some(&word)));
                }
            }
        }
    }

    fn add(&mut self, place: MarkPlace, mark: Mark) {
        self.marks.entry(place).or_default().push(mark);
    }

    /// The mark of some fields of some elements of a kind, as Typst content: what happened and the
    /// acts; empty where only the bar is drawn. `None` for what nobody changed. Fields are separated by
    /// spaces; a point enters a field.
    pub fn markup(&self, kind: &str, names: &[String], fields: &str) -> Option<String> {
        let kind = ElementKind::ALL
            .into_iter()
            .find(|known| known.noun() == kind);
        let elements: Vec<MarkPlace> = match kind {
            Some(kind) => names.iter().map(|n| Some((kind, n.clone()))).collect(),
            None => vec![None],
        };
        let paths: Vec<Vec<&str>> = fields
            .split_whitespace()
            .map(|field| field.split('.').collect())
            .collect();
        let touches = |mark: &&Mark| {
            let begins = |path: &Vec<&str>| mark.field.iter().zip(path).all(|(a, b)| a == b);
            paths.iter().any(begins)
        };
        let first_row = paths.iter().any(|path| is_on_first_row(kind, path[0]));
        let marks = elements
            .iter()
            .filter_map(|element| self.marks.get(element));
        // What happened, in the order in which it is met, each with all its acts.
        let mut words: Option<IndexMap<&str, BTreeSet<usize>>> = None;
        for mark in marks.flatten().filter(touches) {
            let words = words.get_or_insert_default();
            let is_of_the_whole = mark.field.is_empty() && !first_row;
            if let Some(word) = mark.word.as_ref().filter(|_| !is_of_the_whole) {
                words.entry(word).or_default().extend(&mark.atti);
            }
        }
        let line =
            |(word, atti): (&str, BTreeSet<usize>)| format!("{word} ({})", act_numbers(&atti));
        let lines: Vec<String> = words?.into_iter().map(line).collect();
        Some(literal::markup(&lines.join("\n")))
    }
}

/// The key of the words by which a person calls an element of a kind: its title, or its identity.
fn naming_key(kind: ElementKind) -> &'static str {
    kind.title_key().unwrap_or(kind.identity_key())
}

/// Whether a difference is in the resources of an objective: of its fields only they are amounts.
fn is_amount_of_obiettivo(difference: &Difference) -> bool {
    let is_of_obiettivo = matches!(difference.element.last(), Some((ElementKind::Obiettivo, _)));
    let found = difference.described();
    is_of_obiettivo && found.is_some_and(|found| found.kind.admits(Kind::Amount))
}

/// Whether a difference is in an element that comes or goes with resources: an objective, or what holds it.
fn holds_amounts(difference: &Difference) -> bool {
    let kind = difference.element.last().map(|(kind, _)| *kind);
    kind.is_some_and(|kind| {
        matches!(
            kind,
            ElementKind::Missione | ElementKind::Programma | ElementKind::Obiettivo
        )
    })
}

/// Whether a field stands on the first row of an element, which says what happened to the whole of it.
fn is_on_first_row(kind: Option<ElementKind>, field: &str) -> bool {
    kind.is_some_and(|kind| field == naming_key(kind) || field == "titoli")
}

fn act_numbers(atti: &BTreeSet<usize>) -> String {
    let numbers: Vec<String> = atti.iter().map(|atto| (atto + 1).to_string()).collect();
    numbers.join(", ")
}

/// The elements with rows of their own within a new one.
fn elements_within(
    elements: &ElementIndex<ValoreNode<'_>>,
    new: &MarkPlace,
) -> Vec<(ElementKind, String)> {
    let Some((kind, name)) = new else {
        return Vec::new();
    };
    let new = elements.with_name(*kind, name, None);
    let within = new.iter().flat_map(|new| elements.within(new.node));
    within
        .filter(|element| element.kind.has_code())
        .map(|element| (element.kind, element.identity.clone()))
        .collect()
}
