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

/// How many codes a message names before it counts the rest.
const MAX_CODES: usize = 10;

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

/// One finding for each requirement that somebody does not satisfy.
pub(crate) fn check(context: &RuleContext<'_>) -> Report {
    compliance(context)
        .iter()
        .filter_map(|compliance| rilievo(context, compliance))
        .collect()
}

fn rilievo(parsed: &ParsedPlan, compliance: &Compliance) -> Option<Rilievo> {
    let requirement = compliance.requirement;
    let mut untold = compliance
        .missing
        .iter()
        .filter(|(_, node)| !is_told_as_placeholder(parsed, *node, requirement.key));
    let (_, first) = untold.next()?;
    let message = match requirement.subject {
        Subject::Piano(_) => format!("nel piano manca il capitolo: {}", requirement.words),
        Subject::Indicatore(_) => missing_message(compliance, "indicatore", "indicatori"),
        Subject::Obiettivo(_) => missing_message(compliance, "obiettivo", "obiettivi"),
    };
    let message = match text_under(parsed, *first, requirement.key) {
        Some(text) if !text.trim().is_empty() => format!("{message}; qui c'è “{text}”"),
        _ => message,
    };
    let rilievo = Rilievo::warning(message)
        .with_regola(format!("{DPCM} {}; {MINIMUM_CONTENT}", requirement.article))
        .at(place(parsed, *first, requirement));
    Some(match requirement.subject {
        Subject::Piano(_) => rilievo.with_rimedio("aggiungere il capitolo a “capitoli”"),
        _ => rilievo.with_rimedio(remedy(requirement)),
    })
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

fn missing_message(compliance: &Compliance, one: &str, several: &str) -> String {
    let count = compliance.missing.len();
    let all = count + compliance.satisfied;
    let noun = if count == 1 { one } else { several };
    let words = compliance.requirement.words;
    format!(
        "{words}: manca a {count} {noun} su {all} ({})",
        code_list(compliance)
    )
}

fn code_list(compliance: &Compliance) -> String {
    let codici: Vec<&str> = compliance
        .missing
        .iter()
        .map(|(codice, _)| codice.as_str())
        .collect();
    match codici.len().checked_sub(MAX_CODES) {
        Some(rest) if rest > 0 => format!("{} e altri {rest}", codici[..MAX_CODES].join(", ")),
        _ => codici.join(", "),
    }
}
