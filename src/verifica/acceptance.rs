//! The warnings that the plan acknowledges under `accettati` count no more; an acknowledgement without
//! its warning is itself told.

use super::nodes::{entries_under, key_location};
use super::{Regola, RuleContext, find_regola};
use crate::lettura::ParsedPlan;
use crate::piano::Accettazione;
use crate::rilievi::{Gravita, Location, Report, Rilievo};

const NAME: &str = "accettato-a-vuoto";
const WORDS: &str = "ciò che il piano accetta è un avviso che c'è, e di cui dice il motivo";

/// The rule of the acknowledgements. Its findings are those of [`accept`], which knows what the other
/// rules found.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: NAME,
    words: WORDS,
    source: "pratica: chi firma sa quali avvisi l'ufficio ha visto e perché li ha lasciati",
    example_of: None,
    wrong: "accettati: [{ regola: raccordo-ignoto, motivo: Il raccordo è da rivedere (esempio) }]",
    right: "accettati: [{ regola: contenuto-minimo, motivo: I capitoli sono nella relazione (esempio) }]",
    check: |_: &RuleContext<'_>| Report::default(),
}];

/// Sets apart the warnings that a plan acknowledges. The findings must know their places.
pub(crate) fn accept(report: Report, parsed: &ParsedPlan) -> Report {
    let accettati = &parsed.piano.accettati;
    let mut used = vec![false; accettati.len()];
    let mut result = Report::default();
    for rilievo in report.into_rilievi() {
        let number = accettati
            .iter()
            .position(|accettato| accepts(accettato, &rilievo));
        match number {
            Some(number) => {
                used[number] = true;
                result.add_accepted(rilievo, &accettati[number].motivo);
            }
            None => result.add(rilievo),
        }
    }
    let unused = accettati
        .iter()
        .enumerate()
        .filter(|(number, _)| !used[*number]);
    let found: Vec<Rilievo> = unused
        .map(|(number, accettato)| unmatched(accettato, &result).at(location(parsed, number)))
        .collect();
    result.merge(found.into_iter().collect());
    result.sorted()
}

fn accepts(accettato: &Accettazione, rilievo: &Rilievo) -> bool {
    let is_there = match (&accettato.dove, &rilievo.place) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(dove), Some(place)) => is_in(dove.trim(), place),
    };
    rilievo.severity == Gravita::Avviso
        && rilievo.name == Some(accettato.regola.trim())
        && has_reason(accettato)
        && is_there
}

/// Whether the reason says something: dashes do not.
fn has_reason(accettato: &Accettazione) -> bool {
    accettato.motivo.contains(char::is_alphabetic)
}

/// Whether a place, such as `indicatore A1.1, fonte`, is what `dove` says: the whole of it, its element,
/// or the code of that.
fn is_in(dove: &str, place: &str) -> bool {
    let beginning = place.strip_prefix(dove);
    let is_beginning =
        beginning.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.']));
    let is_code = |name: &str| name.split_once(' ').is_some_and(|(_, code)| code == dove);
    is_beginning || place.split(", ").any(is_code)
}

/// What is wrong with an acknowledgement that accepts nothing.
fn unmatched(accettato: &Accettazione, left: &Report) -> Rilievo {
    let regola = accettato.regola.trim();
    let of_the_rule = |severity: Gravita| {
        let mut found = left.rilievi().iter();
        found.any(|rilievo| rilievo.name == Some(regola) && rilievo.severity == severity)
    };
    let (message, rimedio) = if let Err(similar) = find_regola(regola) {
        (
            format!("la regola “{regola}” non esiste"),
            format!("forse si voleva scrivere “{similar}”; pira spiega le elenca tutte"),
        )
    } else if !has_reason(accettato) {
        (
            "manca il motivo per cui l'avviso si accetta".to_owned(),
            "scriverlo accanto a “motivo”".to_owned(),
        )
    } else if of_the_rule(Gravita::Errore) {
        (
            format!("“{regola}” ferma il documento: non si può accettare"),
            "correggere l'errore, e togliere questa voce".to_owned(),
        )
    } else if of_the_rule(Gravita::Avviso) {
        (
            format!("nessun avviso di “{regola}” è nel posto che questa voce dice"),
            "scrivere in “dove” il codice o il posto che l'avviso dice, o togliere questa voce"
                .to_owned(),
        )
    } else if left
        .accepted()
        .iter()
        .any(|other| other.rilievo.name == Some(regola))
    {
        (
            format!("gli avvisi di “{regola}” sono già accettati da un'altra voce"),
            "togliere questa voce, o dire in “dove” di che cosa è ciascuna".to_owned(),
        )
    } else {
        (
            format!("nel piano non c'è nessun avviso di “{regola}”"),
            "togliere questa voce".to_owned(),
        )
    };
    Rilievo::warning(message)
        .named(NAME)
        .with_regola(WORDS)
        .with_rimedio(rimedio)
}

fn location(parsed: &ParsedPlan, number: usize) -> Location {
    let tree = &parsed.tree;
    let entries = entries_under(tree, tree.root(), "accettati");
    key_location(
        tree,
        entries.get(number).copied().unwrap_or(tree.root()),
        "regola",
    )
}
