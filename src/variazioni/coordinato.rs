//! The plan as it now stands: the approved one with its amendments in it.

use super::action::Action;
use super::apply::{Trace, apply};
use super::reading::ParsedVariazione;
use super::variazione::{AttoDiVariazione, TipoDiModifica};
use super::{act_identity, named_in_plan, order};
use crate::confronto::{
    Change, Difference, History, Quadro, QuadroHeading, Reasons, differences_with_history,
};
use crate::lettura::{Node, ParsedPlan, SyntaxTree, duplicate_codes};
use crate::piano::{Allegato, ElementIndex, ElementPath, Piano};
use crate::rilievi::{Report, Rilievo};

/// An amendment in the history of a plan.
#[derive(Debug, Clone)]
pub struct Approved {
    /// Its act.
    pub atto: AttoDiVariazione,
    /// Its kind.
    pub tipo: TipoDiModifica,
    /// Its reason.
    pub motivazione: String,
    own_motivazioni: Vec<Option<String>>,
}

/// A plan with its amendments.
#[derive(Debug)]
pub struct Coordinato {
    /// The plan as it now stands; its tree holds the texts of the amendments too.
    pub parsed: ParsedPlan,
    /// The plan as approved; `None` when there are no amendments.
    original: Option<Original>,
    /// The amendments, in the order of application.
    pub approved: Vec<Approved>,
    footprints: Vec<Footprint>,
}

/// The plan before its amendments.
#[derive(Debug)]
pub(super) struct Original {
    pub(super) piano: Piano,
    /// Its nodes have the numbers that they have in the tree with the amendments.
    pub(super) tree: SyntaxTree,
    /// Which of its elements are which of the amended plan.
    history: History,
}

/// What a change touched, by the names that lead to it before and after.
#[derive(Debug)]
struct Footprint {
    trace: Trace,
    element_paths: [Option<ElementPath>; 2],
    /// The paths of the elements that it added or removed, nested ones included.
    within: Vec<Vec<String>>,
}

/// Applies amendments to a plan, in the order of their dates. The only way to a plan that can be
/// printed: one without amendments passes here too.
///
/// # Errors
/// Codes that two elements of the plan share; amendments that the plan names and were not given; an act
/// given twice; what the amendments get wrong, each at its line; what is wrong in the plan that they
/// make.
pub fn coordinate(
    parsed: ParsedPlan,
    mut variazioni: Vec<ParsedVariazione>,
) -> Result<Coordinato, Report> {
    order::sort(&mut variazioni);
    let mut report = duplicate_codes(&parsed.tree);
    report.merge(named_in_plan::missing_or_repeated(&parsed, &variazioni));
    if !report.has_errors() {
        report.merge(act_identity::repeated_acts(&variazioni));
    }
    report.sorted().into_result()?;
    if variazioni.is_empty() {
        return Ok(Coordinato::without_amendments(parsed));
    }
    let mut report = order::earlier_than_plan(&parsed, &variazioni);
    let ParsedPlan {
        piano,
        mut tree,
        mut warnings,
    } = parsed;
    tree.copy_repeated_nodes();
    let tree_before = tree.clone();
    let elements_before = ElementIndex::new(&tree);
    let root = tree.root();
    tree.remove_key(root, "variazioni");
    let mut traces = Vec::new();
    for (number, amendment) in variazioni.iter().enumerate() {
        report.merge(without_modifiche(amendment));
        let applied = apply(&mut tree, amendment, number, &mut report);
        traces.extend(applied.traces);
        date_like_the_act(&mut tree, amendment, applied.node_offset, &traces);
        warnings.merge(amendment.warnings.clone());
    }
    report.merge(order::conflicts(&variazioni, &traces));
    report.sorted().into_result()?;
    let elements_after = ElementIndex::new(&tree);
    let parsed = ParsedPlan::from_tree(tree, warnings)?;
    duplicate_codes(&parsed.tree).sorted().into_result()?;
    let remembered = history(&elements_before, &elements_after, &traces);
    let footprint = |trace| Footprint::new(trace, root, [&elements_before, &elements_after]);
    Ok(Coordinato {
        parsed,
        footprints: traces.into_iter().map(footprint).collect(),
        original: Some(Original {
            piano,
            tree: tree_before,
            history: remembered,
        }),
        approved: variazioni.iter().map(approved).collect(),
    })
}

/// What the changes tell of which element is which.
fn history(before: &ElementIndex<Node>, after: &ElementIndex<Node>, traces: &[Trace]) -> History {
    let nodes = |action: fn(Action) -> bool, which: fn(&Trace) -> Vec<Node>| {
        let traces = traces.iter().filter(move |trace| action(trace.action));
        traces.flat_map(which)
    };
    History {
        kept: before.kept_in(after),
        suppressed: nodes(
            |action| action == Action::Suppress,
            |t| t.effect.removed.clone(),
        )
        .filter_map(|id| before.path_of(id))
        .collect(),
        added: nodes(
            |action| matches!(action, Action::Add(_)),
            |t| t.effect.added.clone(),
        )
        .filter_map(|id| after.path_of(id))
        .collect(),
        moved: nodes(|action| action == Action::Move, |t| vec![t.node])
            .filter_map(|id| before.path_of(id))
            .collect(),
    }
}

fn without_modifiche(parsed: &ParsedVariazione) -> Report {
    let variazione = &parsed.variazione;
    if !variazione.modifiche.is_empty() || variazione.tipo == TipoDiModifica::Annotazione {
        return Report::default();
    }
    let root = parsed.tree.root();
    Rilievo::error("la variazione non modifica niente")
        .at(parsed.location_of_key(root, "tipo"))
        .with_regola("solo un'annotazione può non avere modifiche")
        .with_rimedio("scrivere le modifiche, o “tipo: annotazione”")
        .into()
}

/// The document bears the date of the last act, unless an amendment says which.
fn date_like_the_act(
    tree: &mut SyntaxTree,
    parsed: &ParsedVariazione,
    node_offset: usize,
    traces: &[Trace],
) {
    let root = tree.root();
    let is_set_by_amendment = traces.iter().any(|trace| {
        trace.node == root && trace.field.first().is_some_and(|key| key == "documento")
    });
    let (written, _) = parsed.tree.follow(["atto", "data"]);
    let documento = tree.follow(["documento"]).0;
    if let (Some(data), Some((key_node, _)), false) = (
        parsed.variazione.atto.data,
        tree.find_key(documento, "data"),
        is_set_by_amendment,
    ) {
        let new = tree.new_text(data.to_iso(), written + node_offset);
        tree.set_key(documento, key_node, new);
    }
}

fn element_path(elements: &ElementIndex<Node>, root: Node, node: Node) -> Option<ElementPath> {
    if node == root {
        return Some(Vec::new());
    }
    elements.path_of(node)
}

fn approved(parsed: &ParsedVariazione) -> Approved {
    let variazione = &parsed.variazione;
    Approved {
        atto: variazione.atto.clone(),
        tipo: variazione.tipo,
        motivazione: variazione.motivazione.to_string(),
        own_motivazioni: variazione
            .modifiche
            .iter()
            .map(|modifica| modifica.motivazione.as_ref().map(|m| m.to_string()))
            .collect(),
    }
}

impl Coordinato {
    /// A plan that nothing amends.
    fn without_amendments(parsed: ParsedPlan) -> Self {
        Self {
            parsed,
            original: None,
            approved: Vec::new(),
            footprints: Vec::new(),
        }
    }

    /// Says what the document is an annex of; this amends nothing.
    pub fn set_allegato(&mut self, allegato: &Allegato) {
        let original = self.original.as_mut().map(|original| &mut original.piano);
        for piano in original.into_iter().chain([&mut self.parsed.piano]) {
            piano.allegato = Some(allegato.clone());
        }
    }

    /// The plan as approved.
    pub fn plan_before(&self) -> &Piano {
        let original = self.original.as_ref();
        original.map_or(&self.parsed.piano, |original| &original.piano)
    }

    /// The tree of the plan as approved, each node with the number it has in the amended one.
    pub fn tree_before(&self) -> &SyntaxTree {
        let original = self.original.as_ref();
        original.map_or(&self.parsed.tree, |original| &original.tree)
    }

    /// What the amendments changed, all together.
    pub fn differences(&self) -> Vec<Difference> {
        let Some(original) = &self.original else {
            return Vec::new();
        };
        let (before, after) = (&original.piano, &self.parsed.piano);
        let mut found = differences_with_history(before, after, &original.history);
        found.retain(|difference| {
            let data = difference.element.is_empty() && difference.field == ["documento", "data"];
            !data || !self.reasons(difference).atti.is_empty()
        });
        found
    }

    /// The quadro di raffronto of what the amendments changed.
    pub fn quadro(&self) -> Quadro {
        let heading = QuadroHeading {
            before: "Testo previgente".to_owned(),
            after: "Testo modificato".to_owned(),
            atti: self.approved.iter().map(|a| a.atto.citation()).collect(),
        };
        let found = self.differences().into_iter();
        let found = found.map(|difference| {
            let reasons = self.reasons(&difference);
            (difference, reasons)
        });
        Quadro::new(heading, [self.plan_before(), &self.parsed.piano], found)
    }

    /// Which acts made a difference, and why.
    pub fn reasons(&self, difference: &Difference) -> Reasons {
        let mut collected = Reasons::default();
        for footprint in &self.footprints {
            if !footprint.concerns(difference) {
                continue;
            }
            let Trace {
                variazione,
                modifica,
                ..
            } = footprint.trace;
            let approved = &self.approved[variazione];
            let own = approved.own_motivazioni[modifica].as_ref();
            let motivazione = own.unwrap_or(&approved.motivazione);
            if !collected.atti.contains(&variazione) {
                collected.atti.push(variazione);
            }
            collected.add_motivazione(motivazione, variazione);
        }
        collected
    }
}

impl Footprint {
    fn new(trace: Trace, root: Node, elements: [&ElementIndex<Node>; 2]) -> Self {
        let touched = || trace.effect.removed.iter().chain(&trace.effect.added);
        let within = elements
            .iter()
            .flat_map(|elements| touched().filter_map(|node| elements.path_of(*node)))
            .map(|path_here| steps(&path_here, &[]))
            .collect();
        Self {
            element_paths: elements.map(|elements| element_path(elements, root, trace.node)),
            within,
            trace,
        }
    }

    /// Whether the change had a part in a difference.
    fn concerns(&self, difference: &Difference) -> bool {
        let element_paths = || self.element_paths.iter().flatten();
        let paths = || element_paths().map(|element_path| steps(element_path, &self.trace.field));
        if let Change::Moved { .. } = difference.change {
            let is_same = |element_path: &ElementPath| {
                *element_path == difference.element || *element_path == difference.address
            };
            return match self.trace.action {
                Action::Set => {
                    paths().any(|written| steps(&difference.element, &[]).starts_with(&written))
                }
                _ => element_paths().any(is_same) && self.trace.field.is_empty(),
            };
        }
        let told = steps(&difference.element, &difference.field);
        if self.trace.action == Action::Move {
            // A list compared as one value changes also when its entries are reordered.
            return !difference.field.is_empty()
                && paths().any(|path| path.len() > told.len() && path.starts_with(&told));
        }
        paths().any(|written| begin_alike(&written, &told))
            || self.within.iter().any(|path| begin_alike(path, &told))
    }
}

/// The keys and names that lead to a value.
fn steps(element_path: &ElementPath, field: &[String]) -> Vec<String> {
    let mut taken = Vec::new();
    for (kind, name) in element_path {
        taken.extend(kind.list_keys().iter().map(|step| (*step).to_owned()));
        taken.push(name.clone());
    }
    taken.extend(field.iter().cloned());
    taken
}

/// Whether one path begins like the other, whichever is longer.
fn begin_alike(one: &[String], other: &[String]) -> bool {
    one.iter().zip(other).all(|(a, b)| a == b)
}
