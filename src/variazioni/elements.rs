//! The things of a plan that an amendment addresses by name: missions, programmes, objectives,
//! indicators, and the parts that have a title of their own.

use std::collections::HashMap;

use crate::lettura::{Node, SyntaxTree};
use crate::rilievi::{Report, Rilievo};

/// A kind of thing. Those with a code keep it wherever they stand in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ElementKind {
    /// A mission.
    Missione,
    /// A programme.
    Programma,
    /// An objective.
    Obiettivo,
    /// An indicator.
    Indicatore,
    /// A field of action of an objective.
    Ambito,
    /// A function of a mission.
    Funzione,
    /// A chapter.
    Capitolo,
    /// A row of the raccordo table.
    Area,
    /// A line of the reconciliation of the totals.
    Quadratura,
    /// A signature.
    Firma,
}

use ElementKind::{
    Ambito, Area, Capitolo, Firma, Funzione, Indicatore, Missione, Obiettivo, Programma, Quadratura,
};

impl ElementKind {
    /// All the kinds, those that hold others first.
    pub const ALL: [Self; 10] = [
        Missione, Programma, Obiettivo, Indicatore, Ambito, Funzione, Capitolo, Area, Quadratura,
        Firma,
    ];

    /// The key that addresses a thing of this kind, and its noun.
    pub fn noun(self) -> &'static str {
        match self {
            Missione => "missione",
            Programma => "programma",
            Obiettivo => "obiettivo",
            Indicatore => "indicatore",
            Ambito => "ambito",
            Funzione => "funzione",
            Capitolo => "capitolo",
            Area => "area",
            Quadratura => "quadratura",
            Firma => "firma",
        }
    }

    /// Its noun after “di”, with the article.
    pub fn noun_with_di(self) -> &'static str {
        match self {
            Missione => "della missione",
            Programma => "del programma",
            Obiettivo => "dell'obiettivo",
            Indicatore => "dell'indicatore",
            Ambito => "dell'ambito",
            Funzione => "della funzione",
            Capitolo => "del capitolo",
            Area => "dell'area",
            Quadratura => "della riga della quadratura",
            Firma => "della firma",
        }
    }

    /// Its noun in the plural, with the article.
    pub fn plural_with_article(self) -> &'static str {
        match self {
            Missione => "le missioni",
            Programma => "i programmi",
            Obiettivo => "gli obiettivi",
            Indicatore => "gli indicatori",
            Ambito => "gli ambiti",
            Funzione => "le funzioni",
            Capitolo => "i capitoli",
            Area => "le aree",
            Quadratura => "le righe della quadratura",
            Firma => "le firme",
        }
    }

    /// Whether its noun is feminine.
    pub fn is_feminine(self) -> bool {
        matches!(self, Missione | Funzione | Area | Quadratura | Firma)
    }

    /// The key that adds a thing of this kind.
    pub fn addition_key(self) -> &'static str {
        match self {
            Missione => "nuova_missione",
            Programma => "nuovo_programma",
            Obiettivo => "nuovo_obiettivo",
            Indicatore => "nuovo_indicatore",
            Ambito => "nuovo_ambito",
            Funzione => "nuova_funzione",
            Capitolo => "nuovo_capitolo",
            Area => "nuova_area",
            Quadratura => "nuova_quadratura",
            Firma => "nuova_firma",
        }
    }

    /// The key whose value tells one thing of this kind from another.
    pub fn identity_key(self) -> &'static str {
        match self {
            Missione | Programma | Obiettivo | Indicatore | Funzione => "codice",
            Ambito => "ambito",
            Capitolo => "titolo",
            Area => "area",
            Quadratura => "voce",
            Firma => "ruolo",
        }
    }

    /// The key of the words that a person calls it by, where they are not its identity.
    pub fn title_key(self) -> Option<&'static str> {
        match self {
            Obiettivo => Some("titolo"),
            Missione | Programma | Indicatore | Funzione => Some("nome"),
            Ambito | Capitolo | Area | Quadratura | Firma => None,
        }
    }

    /// Whether a code follows the thing wherever it moves.
    pub fn has_code(self) -> bool {
        matches!(self, Missione | Programma | Obiettivo | Indicatore)
    }

    /// The kind of thing that holds it; none when the plan itself does.
    pub fn container(self) -> Option<Self> {
        match self {
            Programma | Funzione => Some(Missione),
            Obiettivo => Some(Programma),
            Indicatore | Ambito => Some(Obiettivo),
            Missione | Capitolo | Area | Quadratura | Firma => None,
        }
    }

    /// The keys from what holds it to the list where it stands.
    pub fn list_keys(self) -> &'static [&'static str] {
        match self {
            Missione => &["missioni"],
            Programma => &["programmi"],
            Obiettivo => &["obiettivi"],
            Indicatore => &["indicatori"],
            Ambito => &["descrizione"],
            Funzione => &["funzioni"],
            Capitolo => &["capitoli"],
            Area => &["raccordo", "righe"],
            Quadratura => &["totali", "quadratura"],
            Firma => &["firme"],
        }
    }

    /// The kinds that things of a kind hold; those of the plan itself for none.
    pub fn held_by(container: Option<Self>) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |kind| kind.container() == container)
    }
}

/// The names that lead to a thing, from the outermost; empty for the plan itself.
pub type ElementPath = Vec<(ElementKind, String)>;

/// A thing of a tree.
#[derive(Debug, Clone)]
pub struct Element {
    /// Its kind.
    pub kind: ElementKind,
    /// Its code or title.
    pub identity: String,
    /// Its node.
    pub node: Node,
    /// The list where it stands.
    pub list: Node,
    container: Option<usize>,
}

/// The things of a tree.
#[derive(Debug, Default)]
pub struct ElementIndex {
    elements: Vec<Element>,
    by_node: HashMap<Node, usize>,
    by_identity: HashMap<(ElementKind, String), Vec<usize>>,
}

impl ElementIndex {
    /// Finds the things of a tree.
    pub fn of_tree(tree: &SyntaxTree) -> Self {
        let mut elements = Self::default();
        elements.collect(tree, tree.root(), None);
        elements
    }

    fn collect(&mut self, tree: &SyntaxTree, node: Node, container: Option<usize>) {
        let kind = container.map(|number| self.elements[number].kind);
        for kind in ElementKind::held_by(kind) {
            let Some(list) = follow(tree, node, kind.list_keys()) else {
                continue;
            };
            for &entry in tree.entries(list) {
                let identity = tree.find_key(entry, kind.identity_key());
                let Some(identity) = identity.and_then(|(_, value)| tree.text(value)) else {
                    continue;
                };
                let number = self.elements.len();
                let key = (kind, identity.to_owned());
                self.elements.push(Element {
                    kind,
                    identity: identity.to_owned(),
                    node: entry,
                    list,
                    container,
                });
                self.by_node.insert(entry, number);
                self.by_identity.entry(key).or_default().push(number);
                self.collect(tree, entry, Some(number));
            }
        }
    }

    /// The thing that a node is.
    pub fn at_node(&self, node: Node) -> Option<&Element> {
        self.by_node
            .get(&node)
            .map(|number| &self.elements[*number])
    }

    /// The things of a kind with a name, within another thing or anywhere.
    pub fn with_name(&self, kind: ElementKind, name: &str, within: Option<Node>) -> Vec<&Element> {
        self.by_identity
            .get(&(kind, name.to_owned()))
            .into_iter()
            .flatten()
            .map(|number| &self.elements[*number])
            .filter(|element| within.is_none_or(|node| self.is_within(element, node)))
            .collect()
    }

    /// The things of a kind, within another thing or anywhere.
    pub fn of_kind(
        &self,
        kind: ElementKind,
        within: Option<Node>,
    ) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| {
            element.kind == kind && within.is_none_or(|node| self.is_within(element, node))
        })
    }

    /// The names of the things of a kind, within another thing or anywhere.
    pub fn names(&self, kind: ElementKind, within: Option<Node>) -> impl Iterator<Item = &str> {
        let elements = self.of_kind(kind, within);
        elements.map(|element| element.identity.as_str())
    }

    /// The nodes of a thing and of those that hold it, from the innermost.
    pub fn nodes_outwards<'a>(&'a self, element: &'a Element) -> impl Iterator<Item = Node> + 'a {
        std::iter::successors(Some(element), |element| {
            element.container.map(|number| &self.elements[number])
        })
        .map(|element| element.node)
    }

    /// The names that lead to a node; none for a node that is no thing.
    pub fn path_of(&self, node: Node) -> Option<ElementPath> {
        let element = self.at_node(node)?;
        let mut element_path: ElementPath = self
            .nodes_outwards(element)
            .filter_map(|node| self.at_node(node))
            .map(|element| (element.kind, element.identity.clone()))
            .collect();
        element_path.reverse();
        Some(element_path)
    }

    /// The things that are still there, by the names they had and those they have.
    pub fn kept_in(&self, after: &Self) -> Vec<(ElementPath, ElementPath)> {
        let nodes = self.elements.iter().map(|element| element.node);
        nodes
            .filter_map(|node| Some((self.path_of(node)?, after.path_of(node)?)))
            .collect()
    }

    fn is_within(&self, element: &Element, node: Node) -> bool {
        self.nodes_outwards(element)
            .skip(1)
            .any(|other| other == node)
    }
}

/// The node that some keys lead to.
pub fn follow(tree: &SyntaxTree, node: Node, path: &[&str]) -> Option<Node> {
    path.iter().try_fold(node, |node, step| {
        tree.find_key(node, step).map(|(_, value)| value)
    })
}

/// The rule on codes: amendments, comparisons and yearly results refer to them.
pub const CODES_ARE_UNIQUE: &str = "ogni codice identifica una cosa sola";

/// Codes that two things of a kind share: with them neither amendments nor comparisons know what is
/// what.
pub fn duplicate_codes(tree: &SyntaxTree) -> Report {
    let elements = ElementIndex::of_tree(tree);
    let con_codice = ElementKind::ALL.into_iter().filter(|c| c.has_code());
    con_codice
        .flat_map(|kind| elements.of_kind(kind, None))
        .filter_map(|element| {
            let before = elements
                .with_name(element.kind, &element.identity, None)
                .first()
                .copied()?;
            (before.node != element.node).then(|| duplicate_code(tree, before, element))
        })
        .collect()
}

fn duplicate_code(tree: &SyntaxTree, before: &Element, seconda: &Element) -> Rilievo {
    let location = |element: &Element| {
        let codice = tree.find_key(element.node, element.kind.identity_key());
        tree.location(codice.map_or(element.node, |(_, value)| value))
    };
    // Of the two, the one that an amendment wrote is the one to change.
    let written = |element: &Element| {
        let codice = tree.find_key(element.node, element.kind.identity_key());
        !tree.is_original(codice.map_or(element.node, |(_, value)| value))
    };
    let (before, seconda) = if written(before) && !written(seconda) {
        (seconda, before)
    } else {
        (before, seconda)
    };
    let (codice, list) = (&seconda.identity, seconda.kind.plural_with_article());
    Rilievo::error(format!("il codice “{codice}” è già usato fra {list}"))
        .at(location(seconda))
        .with_other_location(location(before), "qui l'altra volta")
        .with_regola(CODES_ARE_UNIQUE)
        .with_rimedio("dare un altro codice a una delle due voci")
}
