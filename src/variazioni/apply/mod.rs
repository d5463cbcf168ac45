//! Applying one amendment to the tree of a plan.
//!
//! What a change addresses is looked for in the plan as it was before the amendment: an act speaks of the
//! text that its readers have in hand, and a change of code from A1 to A9 must not make the next one, about
//! A1, miss its mark. Where things are put (`sposta_in`, `dopo`, `prima`) is looked for in the plan as the
//! changes before have left it: an act that adds A4 and then A5 “dopo: A4” means the A4 it has just added.
//! A name that no element has any longer still finds the one that had it before the amendment.
//!
//! A change that cannot be applied is told, and the rest still applies, so that one run finds all that is
//! wrong in an act.

mod fields;
mod meaning;
mod paragraph;
mod placement;
mod same_values;

use std::collections::HashSet;

use super::action::Action;
use super::reading::ParsedVariazione;
use super::variazione::Modifica;
use super::yaml;
use crate::lettura::{Node, NodeKind, SyntaxTree};
use crate::piano::{Element, ElementIndex, ElementKind};
use crate::rilievi::{Report, Rilievo, closest_name};

/// What a change did.
#[derive(Debug, Clone)]
pub(crate) struct Trace {
    /// The amendment, in the order of application.
    pub variazione: usize,
    /// The change within it.
    pub modifica: usize,
    /// What it did.
    pub action: Action,
    /// The element it touched: the root for the plan itself, the new element for an addition.
    pub node: Node,
    /// The keys of the field.
    pub field: Vec<String>,
    /// What it did beyond that.
    pub effect: Effect,
}

/// What a change did to elements and paragraphs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Effect {
    /// The elements it took out, and those that were in them.
    pub removed: Vec<Node>,
    /// The elements it put in, and those that are in them.
    pub added: Vec<Node>,
    /// The paragraph it changed, added or took out.
    pub paragraph: Option<TouchedParagraph>,
}

/// A paragraph that a change touched.
#[derive(Debug, Clone)]
pub(crate) struct TouchedParagraph {
    /// Its text before; `None` for a new one.
    pub before: Option<String>,
    /// Its text after; `None` for one taken out.
    pub after: Option<String>,
}

/// What an amendment did.
pub(crate) struct Applied {
    /// What its changes did.
    pub traces: Vec<Trace>,
    /// How much the numbers of its nodes grew in the tree of the plan.
    pub node_offset: usize,
}

/// Applies an amendment; what goes wrong is added to the findings, and the rest still applies.
pub(crate) fn apply(
    tree: &mut SyntaxTree,
    parsed: &ParsedVariazione,
    number: usize,
    report: &mut Report,
) -> Applied {
    let elements = ElementIndex::new(tree);
    let offset = tree.graft(&parsed.tree);
    let mut application = Application {
        tree,
        parsed,
        node_offset: offset,
        elements,
        removed: HashSet::new(),
        effect: Effect::default(),
    };
    let mut traces = Vec::new();
    for (place, modifica) in parsed.variazione.modifiche.iter().enumerate() {
        let node = parsed.modifica_node(place);
        match application.apply_modifica(modifica, node) {
            Ok((action, touched, field)) => traces.push(Trace {
                variazione: number,
                modifica: place,
                action,
                node: touched,
                field,
                effect: std::mem::take(&mut application.effect),
            }),
            Err(rilievo) => report.add(*rilievo),
        }
    }
    Applied {
        traces,
        node_offset: offset,
    }
}

type Outcome<T> = Result<T, Box<Rilievo>>;

struct Application<'a> {
    tree: &'a mut SyntaxTree,
    parsed: &'a ParsedVariazione,
    /// How much the numbers of the amendment's nodes grew in the tree of the plan.
    node_offset: usize,
    /// The elements of the plan before the amendment.
    elements: ElementIndex<Node>,
    /// The nodes that the changes so far have removed, with everything inside them at that moment; what had
    /// been moved out before is not removed.
    removed: HashSet<Node>,
    /// What the change at hand did.
    effect: Effect,
}

impl Application<'_> {
    fn apply_modifica(
        &mut self,
        modifica: &Modifica,
        node: Node,
    ) -> Outcome<(Action, Node, Vec<String>)> {
        let action = Action::of_modifica(modifica).map_err(|refusal| {
            let (rilievo, key) = *refusal;
            Box::new(rilievo.at(self.parsed.location_of_key(node, key)))
        })?;
        self.effect = Effect::default();
        let element = self.target(modifica, node)?;
        let field = modifica.campo.iter().flat_map(|field| field.split('.'));
        let field = field.map(str::to_owned).collect();
        let touched = match action {
            Action::Set | Action::SuppressField | Action::AddParagraph => {
                self.change_field(action, modifica, node, element.as_ref())?;
                self.node_or_root(element.as_ref())
            }
            Action::Add(kind) => self.add(kind, modifica, node, element.as_ref())?,
            Action::Suppress => self.suppress(node, element.as_ref())?,
            Action::Move => self.move_element(modifica, node, element.as_ref())?,
        };
        Ok((action, touched, field))
    }

    /// The node of an element; the root for the plan itself.
    fn node_or_root(&self, element: Option<&Element<Node>>) -> Node {
        element.map_or(self.tree.root(), |element| element.node)
    }

    /// Remembers that a value was taken out, with all the elements in it.
    fn forget(&mut self, value: Node) {
        let removed = self.entries_within(value);
        self.removed.extend(&removed);
        self.effect.removed.extend(removed);
    }

    /// The entries of all the lists in a value, and of the lists in them.
    fn entries_within(&self, value: Node) -> Vec<Node> {
        match self.tree.kind(value) {
            NodeKind::Scalar { .. } => Vec::new(),
            NodeKind::List(entries) => entries
                .iter()
                .flat_map(|entry| std::iter::once(*entry).chain(self.entries_within(*entry)))
                .collect(),
            NodeKind::Group(keys) => keys
                .iter()
                .flat_map(|(_, value)| self.entries_within(*value))
                .collect(),
        }
    }

    /// The element that a change addresses; `None` for the plan itself.
    fn target(&self, modifica: &Modifica, node: Node) -> Outcome<Option<Element<Node>>> {
        let names = [
            (ElementKind::Missione, &modifica.missione),
            (ElementKind::Programma, &modifica.programma),
            (ElementKind::Obiettivo, &modifica.obiettivo),
            (ElementKind::Indicatore, &modifica.indicatore),
            (ElementKind::Ambito, &modifica.ambito),
            (ElementKind::Funzione, &modifica.funzione),
            (ElementKind::Capitolo, &modifica.capitolo),
            (ElementKind::Area, &modifica.area),
            (ElementKind::Quadratura, &modifica.quadratura),
            (ElementKind::Firma, &modifica.firma),
        ];
        let mut element: Option<&Element<Node>> = None;
        for (element_kind, name) in names {
            let Some(name) = name else { continue };
            let within = element.map(|element| element.node);
            let location = || self.parsed.location_of_key(node, element_kind.noun());
            element = match self
                .elements
                .with_name(element_kind, name, within)
                .as_slice()
            {
                [only] => Some(*only),
                [] => {
                    let rilievo = match self.with_title(element_kind, name, within) {
                        Some(only) => named_by_title(only, name),
                        None => unknown_name(
                            element_kind,
                            name,
                            self.elements.names(element_kind, within),
                            NAMED_AS_IN_THE_PLAN,
                        ),
                    };
                    return Err(Box::new(rilievo.at(location())));
                }
                [before, ..] => {
                    return Err(Box::new(
                        Rilievo::error(format!("“{name}” non dice quale {}", element_kind.noun()))
                            .at(location())
                            .with_other_location(self.tree.location(before.node), "qui la prima")
                            .with_regola("ciò che si tocca ha un nome che nessun altro ha")
                            .with_rimedio(how_to_name_one(element_kind)),
                    ));
                }
            };
        }
        let removed = element.filter(|element| self.removed.contains(&element.node));
        match removed {
            Some(element) => Err(Box::new(
                Rilievo::error(format!(
                    "{} “{}” non c'è più, per una modifica che sta prima",
                    element.kind.noun(),
                    element.identity
                ))
                .at(self.parsed.location_of_key(node, element.kind.noun()))
                .with_regola("le modifiche si applicano nell'ordine in cui si leggono")
                .with_rimedio("togliere una delle due modifiche"),
            )),
            None => Ok(element.cloned()),
        }
    }

    /// The element whose title the change gives where its code was expected.
    fn with_title(
        &self,
        kind: ElementKind,
        name: &str,
        within: Option<Node>,
    ) -> Option<&Element<Node>> {
        let titolo = kind.title_key().filter(|_| kind.has_code())?;
        let has_that_title = |element: &&Element<Node>| {
            let own = self.tree.find_key(element.node, titolo);
            let own = own.and_then(|(_, value)| self.tree.text(value));
            own.is_some_and(|own| is_same_title(own, name))
        };
        let mut found = self.elements.of_kind(kind, within).filter(has_that_title);
        found.next().filter(|_| found.next().is_none())
    }

    /// The node that a key of the change has in the tree of the plan.
    fn modifica_key(&self, node: Node, key: &str) -> Outcome<(Node, Node)> {
        self.tree
            .find_key(node + self.node_offset, key)
            .ok_or_else(|| {
                Box::new(
                    Rilievo::error(format!("manca la chiave “{key}”"))
                        .at(self.parsed.tree.location(node)),
                )
            })
    }

    fn modifica_text(&self, node: Node, key: &str) -> Outcome<String> {
        let (_, value) = self.modifica_key(node, key)?;
        match self.tree.text(value) {
            Some(text) => Ok(text.trim_end().to_owned()),
            None => Err(Box::new(
                Rilievo::error("un capoverso è un testo")
                    .at(self.parsed.location_of_key(node, key)),
            )),
        }
    }
}

/// The rule that a change must change something.
pub(crate) const MUST_CHANGE_SOMETHING: &str =
    "ciò che un atto modifica cambia davvero: una modifica senza effetto nasconde un errore";

const NAMED_AS_IN_THE_PLAN: &str =
    "ciò che si tocca si nomina con il codice o il titolo che ha nel piano prima della variazione";

fn how_to_name_one(kind: ElementKind) -> &'static str {
    match kind {
        ElementKind::Ambito => "nominare anche l'obiettivo a cui appartiene",
        ElementKind::Funzione => "nominare anche la missione a cui appartiene",
        _ => "cambiare l'elenco per intero, con “campo” e “a”",
    }
}

/// Whether two titles are the same to a person: white space, capitals and a last point do not count.
fn is_same_title(one: &str, other: &str) -> bool {
    let words = |text: &str| {
        let text = text.trim().trim_end_matches('.').to_lowercase();
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    words(one) == words(other)
}

/// A finding for an element with a code that was called by its title.
fn named_by_title(element: &Element<Node>, name: &str) -> Rilievo {
    let (kind, codice) = (element.kind, &element.identity);
    Rilievo::error(format!(
        "“{name}” è il {}, non il codice, {} “{codice}”",
        kind.title_key().unwrap_or("titolo"),
        kind.noun_with_di()
    ))
    .with_regola(NAMED_AS_IN_THE_PLAN)
    .with_rimedio(format!(
        "scrivere: {}: {}",
        kind.noun(),
        yaml::short_scalar(codice)
    ))
}

/// A finding for a name that no element of the plan has, with the nearest one.
fn unknown_name<'a>(
    kind: ElementKind,
    name: &str,
    known: impl Iterator<Item = &'a str>,
    regola: &str,
) -> Rilievo {
    let known: Vec<&str> = known.collect();
    let closest = closest_name(name, &known);
    let element = kind.noun();
    let rilievo =
        Rilievo::error(format!("il piano non ha qui {element} “{name}”")).with_regola(regola);
    match closest {
        Some(closest) => rilievo.with_rimedio(format!(
            "forse si voleva scrivere “{closest}”; qui ci sono: {}",
            known.join(", ")
        )),
        None => rilievo.with_rimedio(format!("qui il piano non ha {element}")),
    }
}
