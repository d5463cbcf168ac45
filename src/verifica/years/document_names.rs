//! The documents of the budget, as offices call them.

use super::phrase::Sense;
use super::words::{Word, ends_with, ends_with_any};

/// Documents that are made for one budget.
const DOCUMENTS: [&str; 38] = [
    "preventivo",
    "preventivo economico",
    "preventivo annuale",
    "preventivo economico annuale",
    "bilancio",
    "bilancio preventivo",
    "bilancio di previsione",
    "bilancio annuale di previsione",
    "bilancio previsionale",
    "bilancio annuale",
    "budget",
    "budget economico",
    "budget annuale",
    "budget economico annuale",
    "budget direzionale",
    "budget generale",
    "relazione previsionale",
    "relazione previsionale e programmatica",
    "relazione programmatica",
    "rpp",
    "pira",
    "piano degli indicatori",
    "piano degli indicatori e dei risultati attesi",
    "piano degli indicatori e dei risultati attesi di bilancio",
    "piano degli indicatori e risultati attesi",
    "piano degli indicatori e risultati attesi di bilancio",
    "direttiva generale",
    "piano annuale",
    "piano annuale delle attività",
    "piano delle attività",
    "piano di attività",
    "programma annuale",
    "programma annuale delle attività",
    "programma annuale di attività",
    "programma di attività",
    "programma delle attività",
    "previsioni",
    "previsioni di bilancio",
];

/// Documents that are made each year for three.
const TRIENNIAL_DOCUMENTS: [&str; 9] = [
    "piano della performance",
    "piano delle performance",
    "piano performance",
    "ciclo della performance",
    "piao",
    "piano integrato di attività e organizzazione",
    "bilancio pluriennale",
    "budget economico pluriennale",
    "budget pluriennale",
];

const MANDATE_PROGRAMMES: [&str; 4] = [
    "programma pluriennale",
    "programma pluriennale di attività",
    "programma pluriennale di mandato",
    "programma di mandato",
];

/// What may stand between a document and its year.
const OF_YEAR: [&str; 16] = [
    "per l",
    "dell",
    "per il",
    "del",
    "relativo al",
    "relativa al",
    "relativo all",
    "relativa all",
    "riferito al",
    "riferito all",
    "riferita all",
    "riferita al",
    "-",
    "–",
    ",",
    ":",
];

const YEAR_NOUNS: [&str; 8] = [
    "anno",
    "esercizio",
    "esercizio finanziario",
    "anno finanziario",
    "esercizio contabile",
    "annualità",
    "triennio",
    "periodo",
];

/// A document whose year a mention is, if some words end with one.
pub(super) fn document(before: &[Word]) -> Option<(Sense, usize)> {
    let end = ends_with_any(before, &YEAR_NOUNS).unwrap_or(before.len());
    let end = ends_with_any(&before[..end], &OF_YEAR).unwrap_or(end);
    // `bilancio di previsione (2027)`, `PIRA “2027”`.
    let end = end
        - before[..end]
            .iter()
            .rev()
            .take_while(|word| matches!(word.text.as_str(), "(" | "“" | "«"))
            .count();
    let head = &before[..end];
    let of_kind = |sense, names: &[&str]| ends_with_any(head, names).map(|start| (sense, start));
    let found = of_kind(Sense::MandateProgramme, &MANDATE_PROGRAMMES)
        .or_else(|| of_kind(Sense::TriennialDocument, &TRIENNIAL_DOCUMENTS))
        .or_else(|| of_kind(Sense::Document, &DOCUMENTS))
        .or_else(|| triennial_plan(head))
        .or_else(|| directive(head, before.len() - end));
    found.filter(|(_, start)| !is_of_another(&before[..*start]))
}

/// `piano triennale dei fabbisogni di personale`, whose name goes on for some words.
fn triennial_plan(head: &[Word]) -> Option<(Sense, usize)> {
    let from = head.len().saturating_sub(9);
    (from..head.len().saturating_sub(1))
        .rev()
        .find(|place| {
            matches!(head[*place].text.as_str(), "piano" | "programma")
                && head[place + 1].text == "triennale"
                && head[place + 2..].iter().all(Word::is_letters)
        })
        .map(|place| (Sense::TriennialDocument, place))
}

/// `direttiva generale per l'azione amministrativa e la gestione dell'anno`.
fn directive(head: &[Word], link: usize) -> Option<(Sense, usize)> {
    let from = head.len().saturating_sub(10);
    (from..head.len().saturating_sub(1))
        .rev()
        .find(|place| {
            link > 0
                && head[*place].text == "direttiva"
                && matches!(head[place + 1].text.as_str(), "generale" | "annuale")
                && head[place + 2..].iter().all(Word::is_letters)
        })
        .map(|place| (Sense::Document, place))
}

/// Whether the document named next is the State's, or one that closes the accounts.
fn is_of_another(before: &[Word]) -> bool {
    [
        "legge di",
        "disegno di legge di",
        "decreto",
        "ddl",
        "fra il",
        "chiusura del",
    ]
    .iter()
    .any(|phrase| ends_with(before, phrase).is_some())
}
