//! What the law asks of a plan (DPCM 18/09/2012), requirement by requirement.

mod requirements;

use super::nodes::{entries_under, indicatori, key_location, obiettivi};
use super::texts::placeholders::is_whole_placeholder;
use super::{Regola, RuleContext};
use crate::lettura::{Node, ParsedPlan};
use crate::piano::ElementKind;
use crate::rilievi::{Location, Report, Rilievo};

pub use requirements::Requirement;
use requirements::{REQUIREMENTS, Subject, TYPE_BESIDE_FINANCIAL, deals_with};

/// The rules of the law on the content of the plan.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "senza-missioni",
        words: "il piano è fatto di missioni, programmi e obiettivi",
        source: "art. 19 D.Lgs. 91/2011; DPCM 18/09/2012 art. 2",
        example_of: None,
        wrong: "missioni: []",
        right: r#"missioni: [{ codice: "011", nome: Competitività e sviluppo delle imprese, programmi: [] }]"#,
        check: missioni,
    },
    Regola {
        name: "contenuto-minimo",
        words: MINIMUM_CONTENT,
        source: "DPCM 18/09/2012 artt. 3, 4 e 5",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"fonte: "---""#,
        right: "fonte: Rilevazione interna",
        check,
    },
];

/// The kinds of indicator, as the law calls them.
const KINDS: &str =
    "realizzazione fisica, risultato (output), impatto (outcome), realizzazione finanziaria, altro";

const DPCM: &str = "DPCM 18/09/2012";

/// Who satisfies a requirement and who does not, by their codes.
pub struct Compliance {
    /// The requirement.
    pub requirement: &'static Requirement,
    /// How many satisfy it.
    pub satisfied: usize,
    /// Those that do not: code and node.
    pub(crate) missing: Vec<(String, Node)>,
}

impl Compliance {
    /// The codes of those that do not satisfy it.
    pub fn missing(&self) -> impl ExactSizeIterator<Item = &str> {
        self.missing.iter().map(|(codice, _)| codice.as_str())
    }
}

const MINIMUM_CONTENT: &str = "il contenuto minimo del piano";

/// Who satisfies each requirement.
pub(crate) fn compliance(parsed: &ParsedPlan) -> Vec<Compliance> {
    REQUIREMENTS
        .iter()
        .map(|requirement| compliance_with(parsed, requirement))
        .collect()
}

fn compliance_with(parsed: &ParsedPlan, requirement: &'static Requirement) -> Compliance {
    let outcomes: Vec<(bool, String, Node)> = match &requirement.subject {
        Subject::Indicatore(is_satisfied) => indicatori(parsed)
            .map(|(i, node)| (is_satisfied(i), i.codice.to_string(), node))
            .collect(),
        Subject::Obiettivo(is_satisfied) => obiettivi(parsed)
            .map(|(o, node)| (is_satisfied(o), o.codice.to_string(), node))
            .collect(),
        Subject::Piano(tema) => {
            let is_covered = parsed
                .piano
                .capitoli
                .iter()
                .any(|capitolo| deals_with(capitolo, *tema));
            vec![(is_covered, "piano".to_owned(), parsed.tree.root())]
        }
    };
    let satisfied = outcomes.iter().filter(|(outcome, ..)| *outcome).count();
    let missing = outcomes
        .into_iter()
        .filter(|(outcome, ..)| !outcome)
        .map(|(_, codice, node)| (codice, node))
        .collect();
    Compliance {
        requirement,
        satisfied,
        missing,
    }
}

/// A plan without missions says nothing.
pub(crate) fn missioni(context: &RuleContext<'_>) -> Report {
    if !context.piano.missioni.is_empty() {
        return Report::default();
    }
    Rilievo::error("il piano non ha missioni")
        .at(context.tree.location(context.tree.follow(["missioni"]).0))
        .with_rimedio("pira nuovo scrive un piano con le missioni delle Camere")
        .into()
}

/// A finding for each that does not satisfy a requirement.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
    let compliance = compliance(context);
    let missing = compliance.iter().flat_map(|compliance| {
        let missing = compliance.missing.iter();
        missing.map(|(codice, node)| (compliance.requirement, codice, *node))
    });
    let untold = missing
        .filter(|(requirement, _, node)| !is_told_as_placeholder(context, *node, requirement.key));
    untold
        .map(|(requirement, codice, node)| rilievo(context, requirement, codice, node))
        .collect()
}

fn rilievo(parsed: &ParsedPlan, requirement: &Requirement, codice: &str, node: Node) -> Rilievo {
    let words = requirement.words;
    let message = match requirement.subject {
        Subject::Piano(_) => format!("nel piano manca il capitolo: {words}"),
        _ => format!("{words}: manca"),
    };
    let message = match text_under(parsed, node, requirement.key) {
        Some(text) if !text.trim().is_empty() => format!("{message}; qui c'è “{text}”"),
        _ => message,
    };
    let key = requirement.key;
    let (what, rimedio) = match &requirement.subject {
        Subject::Piano(tema) => {
            let tema = tema.name();
            let rimedio = format!(
                "aggiungere il capitolo a “capitoli”; se c'è con un altro titolo, scriverci “tema: {tema}”"
            );
            (format!("{key}, tema {tema}"), rimedio)
        }
        Subject::Indicatore(_) => (format!("indicatore {codice}, {key}"), remedy(requirement)),
        Subject::Obiettivo(_) => (format!("obiettivo {codice}, {key}"), remedy(requirement)),
    };
    Rilievo::warning(message)
        .with_regola(format!("{DPCM} {}; {MINIMUM_CONTENT}", requirement.article))
        .at(place(parsed, node, requirement))
        .about(what)
        .with_rimedio(rimedio)
}

/// Whether what stands under a key is told already, as a text that waits to be written.
fn is_told_as_placeholder(parsed: &ParsedPlan, node: Node, key: &str) -> bool {
    text_under(parsed, node, key).is_some_and(is_whole_placeholder)
}

/// The text under a key.
fn text_under<'a>(parsed: &'a ParsedPlan, node: Node, key: &str) -> Option<&'a str> {
    let (_, value) = parsed.tree.find_key(node, key)?;
    parsed.tree.text(value)
}

/// What to do for a requirement of objectives or indicators.
fn remedy(requirement: &Requirement) -> String {
    match (requirement.key, requirement.words) {
        ("tipo", _) => format!("scrivere in “tipo” uno di quelli della legge: {KINDS}"),
        ("indicatori", TYPE_BESIDE_FINANCIAL) => {
            "aggiungere all'obiettivo un indicatore di un altro tipo".to_owned()
        }
        (key, _) => format!("completare la chiave “{key}”"),
    }
}

/// Where what a requirement asks is missing.
fn place(parsed: &ParsedPlan, node: Node, requirement: &Requirement) -> Location {
    let tree = &parsed.tree;
    match requirement.subject {
        // A chapter that is not there is missing from the list, whose key says so.
        Subject::Piano(_) => {
            let key = tree.find_key(node, requirement.key).map(|(key, _)| key);
            tree.location(key.unwrap_or(node))
        }
        _ if requirement.words == TYPE_BESIDE_FINANCIAL => {
            let first = entries_under(tree, node, "indicatori").into_iter().next();
            key_location(tree, first.unwrap_or(node), "tipo")
        }
        _ => key_location(tree, node, requirement.key),
    }
}
