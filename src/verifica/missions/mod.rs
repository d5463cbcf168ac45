//! Missions, programmes and functions: a chamber has those of the ministry's table; in every body a
//! programme stands under the mission that its code names.

mod codes;
mod funzioni;
mod programmi;
mod table;
mod wording;

use std::sync::LazyLock;

use super::nodes::missioni;
use super::{Regola, RuleContext};
use crate::lettura::{Node, NodeKind};
use crate::piano::{ElementKind, Missione};
use crate::rilievi::{Report, Rilievo};
use codes::missione_number;
use table::{MISSIONI, TabledMissione};
use wording::Wording;

const MISSIONS_OF_CHAMBERS: &str = "DM MEF 27/03/2013 e note del Ministero dello sviluppo economico: le missioni e i programmi delle Camere di commercio sono quelli del bilancio dello Stato (DPCM 12/12/2012)";

/// The rules of missions, programmes and functions.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "missione-ignota",
        words: "le missioni di una Camera di commercio sono 011, 012, 016, 032 e 033",
        source: MISSIONS_OF_CHAMBERS,
        example_of: Some(ElementKind::Missione),
        wrong: r#"codice: "017""#,
        right: r#"codice: "011""#,
        check: unknown,
    },
    Regola {
        name: "nome-di-altra-missione",
        words: "ogni missione ha il nome che il suo codice vuole",
        source: MISSIONS_OF_CHAMBERS,
        example_of: Some(ElementKind::Missione),
        wrong: "nome: Regolazione dei mercati",
        right: "nome: Competitività e sviluppo delle imprese",
        check: misnamed,
    },
    Regola {
        name: "programma-di-altra-missione",
        words: "un programma sta sotto la missione del suo codice e del suo nome",
        source: MISSIONS_OF_CHAMBERS,
        example_of: Some(ElementKind::Programma),
        wrong: r#"codice: "012-004""#,
        right: r#"codice: "011-005""#,
        check: programmi::misplaced,
    },
    Regola {
        name: "funzione-di-altra-missione",
        words: "una funzione sta sotto la missione che la comprende: D sotto 011 e 016, C sotto 012, A e B sotto 032",
        source: "DPR 254/2005, allegato A; note del Ministero dello sviluppo economico al DM 27/03/2013",
        example_of: Some(ElementKind::Missione),
        wrong: "funzioni: [{ codice: C, nome: Anagrafe e servizi di regolazione dei mercati }]",
        right: r#"funzioni: [{ codice: D, nome: "Studio, formazione, informazione e promozione economica" }]"#,
        check: funzioni::misplaced,
    },
];

/// What the names of the body of a chamber begin with, or hold.
const CHAMBER: &[&str] = &[
    "camera di commercio",
    "cciaa",
    "camera valdostana",
    "handelskammer",
];

/// Bodies of the chambers that are none themselves.
const NO_CHAMBER: &[&str] = &[
    "azienda",
    "union",
    "fondazione",
    "consorzio",
    "agenzia",
    "istituto",
    "societ",
];

/// The wordings of each mission's names.
static WORDINGS: LazyLock<Vec<(&TabledMissione, Vec<Wording>)>> = LazyLock::new(|| {
    let missioni = MISSIONI.iter();
    missioni
        .map(|missione| (missione, wordings(missione.names)))
        .collect()
});

fn wordings(names: &[&str]) -> Vec<Wording> {
    names.iter().map(|name| Wording::new(name)).collect()
}

/// Whether the plan is a chamber's, by the name of its body.
fn is_chamber(context: &RuleContext<'_>) -> bool {
    let name: String = context.piano.ente.nome.to_lowercase().replace('.', "");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    CHAMBER.iter().any(|words| name.contains(words))
        && !NO_CHAMBER.iter().any(|word| name.starts_with(word))
}

/// The missions of a chamber, with their nodes; none of another body.
fn chamber_missioni<'a>(context: &'a RuleContext<'_>) -> Vec<(&'a Missione, Node)> {
    if is_chamber(context) {
        missioni(context).collect()
    } else {
        Vec::new()
    }
}

/// Whether a mission has three digits, as its code must; another code is told as malformed.
fn has_three_digits(codice: &str) -> bool {
    codice.len() == 3 && codice.bytes().all(|b| b.is_ascii_digit())
}

/// Missions that the chambers do not have.
fn unknown(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let unknown = chamber_missioni(context)
        .into_iter()
        .filter(|(missione, _)| {
            has_three_digits(&missione.codice)
                && missione_number(&missione.codice).is_some_and(|n| table::missione(n).is_none())
        });
    unknown
        .filter_map(|(missione, node)| {
            let (_, codice) = tree.find_key(node, "codice")?;
            let rimedio = match named_by(&Wording::new(&missione.nome)) {
                Some(meant) => format!(
                    "scrivere \"{}\", che è “{}”, anche dove il codice è richiamato",
                    meant.codice(),
                    meant.name()
                ),
                None => format!("controllare il codice; {}", listed_missioni()),
            };
            Some(
                Rilievo::warning(format!(
                    "{} non è il codice di una missione delle Camere di commercio",
                    missione.codice
                ))
                .at(tree.location(codice))
                .with_rimedio(rimedio),
            )
        })
        .collect()
}

/// The missions of the table, in words.
fn listed_missioni() -> String {
    let missioni: Vec<String> = MISSIONI
        .iter()
        .map(|missione| format!("{} {}", missione.codice(), missione.name()))
        .collect();
    format!("le missioni sono: {}", missioni.join("; "))
}

/// The mission that a name means.
fn named_by(wording: &Wording) -> Option<&'static TabledMissione> {
    let found = WORDINGS
        .iter()
        .find(|(_, names)| names.iter().any(|name| wording.means(name)));
    found.map(|(missione, _)| *missione)
}

/// Missions with the name of another one, in any part of the document.
fn misnamed(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let mut report = Report::default();
    for (missione, node) in chamber_missioni(context) {
        let Some(number) = missione_number(&missione.codice) else {
            continue;
        };
        let Some((own, own_names)) = WORDINGS.iter().find(|(m, _)| m.number == number) else {
            continue;
        };
        for name in names_of(context, node) {
            let typed = tree.text(name).unwrap_or_default();
            let wording = Wording::new(typed);
            let meant = named_by(&wording).filter(|meant| meant.number != number);
            if let Some(meant) = meant.filter(|_| !wording.speaks_of(own_names)) {
                report.add(
                    Rilievo::warning(format!(
                        "“{typed}” è il nome della missione {}, non della {}",
                        meant.codice(),
                        own.codice()
                    ))
                    .at(tree.location(name))
                    .with_rimedio(format!("scrivere “{}”, o correggere il codice", own.name())),
                );
            }
        }
    }
    report
}

/// The nodes of the names of a mission or programme: the name, and those of the parts of the document.
fn names_of(context: &RuleContext<'_>, node: Node) -> Vec<Node> {
    let tree = &context.tree;
    let name = tree.find_key(node, "nome").map(|(_, name)| name);
    let titoli = tree.find_key(node, "titoli").map(|(_, titoli)| titoli);
    let titoli = match titoli.map(|titoli| tree.kind(titoli)) {
        Some(NodeKind::Group(keys)) => keys.iter().map(|(_, title)| *title).collect(),
        _ => Vec::new(),
    };
    name.into_iter().chain(titoli).collect()
}
