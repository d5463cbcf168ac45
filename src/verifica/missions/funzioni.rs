//! Functions of DPR 254/2005 under a mission that does not comprise them, or with the name of another.

use std::sync::LazyLock;

use super::super::RuleContext;
use super::super::nodes::entries_under;
use super::chamber_missioni;
use super::codes::missione_number;
use super::table::{self, FUNZIONI, TabledFunzione, TabledMissione};
use super::wording::Wording;
use crate::lettura::Node;
use crate::piano::Funzione;
use crate::rilievi::{Report, Rilievo};

static WORDINGS: LazyLock<Vec<Wording>> =
    LazyLock::new(|| FUNZIONI.iter().map(|f| Wording::new(f.name)).collect());

/// The functions of a chamber that are not of their mission.
pub(super) fn misplaced(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    for (missione, node) in chamber_missioni(context) {
        let tabled = missione_number(&missione.codice).and_then(table::missione);
        let Some(tabled) = tabled.filter(|tabled| !tabled.funzioni.is_empty()) else {
            continue;
        };
        let nodes = entries_under(&context.tree, node, "funzioni");
        for (funzione, node) in missione.funzioni.iter().zip(nodes) {
            let found = of_other_missione(context, tabled, funzione, node)
                .or_else(|| with_other_name(context, funzione, node));
            if let Some(rilievo) = found {
                report.add(rilievo);
            }
        }
    }
    report
}

/// The letter of a function: `D`, `d)`, `Funzione D`.
fn tabled(codice: &str) -> Option<&'static TabledFunzione> {
    let lowercase = codice.to_lowercase();
    let bare = lowercase.trim_start_matches("funzione");
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    let mut funzioni = FUNZIONI.iter();
    funzioni.find(|f| bare.len() == 1 && bare.starts_with(f.letter.to_ascii_lowercase()))
}

fn of_other_missione(
    context: &RuleContext<'_>,
    missione: &TabledMissione,
    funzione: &Funzione,
    node: Node,
) -> Option<Rilievo> {
    let letter = tabled(&funzione.codice)?.letter;
    if missione.funzioni.contains(&letter) {
        return None;
    }
    let others = table::MISSIONI
        .iter()
        .filter(|m| m.funzioni.contains(&letter));
    let others: Vec<String> = others.map(TabledMissione::codice).collect();
    let own: Vec<String> = missione.funzioni.iter().map(char::to_string).collect();
    Some(
        Rilievo::warning(format!(
            "la funzione {letter} non è della missione {}, ma della {}",
            missione.codice(),
            others.join(" e della ")
        ))
        .at(code_location(context, node))
        .with_rimedio(format!(
            "scrivere la funzione {} con il suo nome, o togliere questa",
            own.join(" o ")
        )),
    )
}

/// A function with the right letter and the name of another.
fn with_other_name(context: &RuleContext<'_>, funzione: &Funzione, node: Node) -> Option<Rilievo> {
    let own = tabled(&funzione.codice)?;
    let wording = Wording::new(&funzione.nome);
    let mut meant = FUNZIONI
        .iter()
        .zip(&*WORDINGS)
        .filter(|(_, name)| wording.means(name));
    let (other, _) = meant
        .next()
        .filter(|(other, _)| other.letter != own.letter)?;
    if meant.any(|(other, _)| other.letter == own.letter) {
        return None;
    }
    let (_, name) = context.tree.find_key(node, "nome")?;
    Some(
        Rilievo::warning(format!(
            "“{}” è il nome della funzione {}, non della {}",
            funzione.nome, other.letter, own.letter
        ))
        .at(context.tree.location(name))
        .with_rimedio(format!("scrivere “{}”, o correggere il codice", own.name)),
    )
}

fn code_location(context: &RuleContext<'_>, node: Node) -> crate::rilievi::Location {
    super::super::nodes::key_location(&context.tree, node, "codice")
}
