//! The phrase that a year ends: `nel corso del`, `preventivo`, `entro il`.

use super::mention::{Mention, Shape};
use super::words::{Word, ends_with, ends_with_any};

/// What a phrase says of the year that ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// A document of the budget's year: the preventivo, the Relazione previsionale.
    Document,
    /// A document of the three years that begin with the budget's: the PIAO.
    TriennialDocument,
    /// The programme of the mandate, which must hold the budget's year.
    MandateProgramme,
    /// `esercizio`.
    Esercizio,
    /// A time in which something is done: `nell'anno`, `nel corso del`.
    Course,
    /// `per il`.
    For,
    /// `nel`.
    In,
    /// A deadline: `entro il`.
    By,
    /// A day of which something is counted: `al 31 dicembre`.
    At,
    /// A beginning: `a decorrere dal`.
    From,
    /// Amounts of a year: `entrate`.
    Amounts,
    /// Some years in a row: `triennio`, `esercizi`.
    Years,
}

/// A phrase: its sense, and the place of its first word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase {
    pub(super) sense: Sense,
    pub(super) start: usize,
}

/// Documents that are made for one budget.
const DOCUMENTS: [&str; 32] = [
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
    "programma annuale",
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

const AMOUNTS: [&str; 14] = [
    "entrate",
    "uscite",
    "spese",
    "oneri",
    "proventi",
    "ricavi",
    "costi",
    "risorse",
    "stanziamenti",
    "stanziamento",
    "entrate correnti",
    "proventi correnti",
    "oneri correnti",
    "dotazione",
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

/// The phrase that a mention ends, if it says something of the year.
pub(super) fn phrase_of(words: &[Word], mention: &Mention) -> Option<Phrase> {
    let before = &words[..mention.start];
    let phrase = |sense, start| Some(Phrase { sense, start });
    if let Some((sense, start)) = document(before) {
        return phrase(sense, start);
    }
    if mention.shape == Shape::Span {
        let start = ends_with_any(
            before,
            &[
                "triennio",
                "del triennio",
                "per il triennio",
                "nel triennio",
                "dal triennio",
                "trienni",
            ],
        )
        .or_else(|| {
            ends_with_any(
                before,
                &[
                    "anni",
                    "per gli anni",
                    "negli anni",
                    "esercizi",
                    "per gli esercizi",
                    "negli esercizi",
                    "annualità",
                    "per le annualità",
                    "periodo",
                    "nel periodo",
                    "per il periodo",
                ],
            )
        });
        return start.and_then(|start| phrase(Sense::Years, start));
    }
    if let Some(start) = ends_with_any(before, &AMOUNTS) {
        return phrase(Sense::Amounts, start);
    }
    deadline(before, mention).or_else(|| time(before))
}

/// A document whose year a mention is, if some words end with one.
fn document(before: &[Word]) -> Option<(Sense, usize)> {
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

/// A part of the year, before it: `primo semestre`, `mese di giugno`, `fine`.
fn without_part_of_year(before: &[Word]) -> &[Word] {
    const PARTS: [&str; 6] = [
        "semestre",
        "trimestre",
        "quadrimestre",
        "bimestre",
        "mese di",
        "mesi",
    ];
    const OF: [&str; 3] = ["del", "dell", "dell anno"];
    let end = ends_with_any(before, &OF).unwrap_or(before.len());
    let head = &before[..end];
    if let Some(start) = ends_with_any(
        head,
        &[
            "la fine",
            "fine",
            "metà",
            "la metà",
            "l inizio",
            "inizio",
            "alla fine",
            "il termine",
        ],
    ) {
        return &before[..start];
    }
    let Some(start) = ends_with_any(head, &PARTS) else {
        return before;
    };
    let is_ordinal = |word: &Word| {
        matches!(
            word.text.as_str(),
            "primo"
                | "secondo"
                | "terzo"
                | "quarto"
                | "ultimo"
                | "primi"
                | "ultimi"
                | "i"
                | "ii"
                | "iii"
                | "iv"
                | "1"
                | "2"
                | "3"
                | "4"
                | "°"
                | "º"
                | "tre"
                | "sei"
                | "due"
                | "nove"
        )
    };
    let ordinals = before[..start]
        .iter()
        .rev()
        .take_while(|word| is_ordinal(word))
        .count();
    &before[..start - ordinals]
}

/// `entro il 31 dicembre`, `al 31/12`, `a decorrere dal 1° gennaio`.
fn deadline(before: &[Word], mention: &Mention) -> Option<Phrase> {
    let head = without_part_of_year(before);
    let has_part = head.len() < before.len();
    let is_of_day = matches!(mention.shape, Shape::Day(_) | Shape::Month);
    let of =
        |sense, phrases: &[&str]| ends_with_any(head, phrases).map(|start| Phrase { sense, start });
    let by = || {
        of(
            Sense::By,
            &[
                "entro",
                "entro il",
                "entro e non oltre il",
                "non oltre il",
                "entro l",
                "entro l anno",
                "entro e non oltre",
                "entro l esercizio",
                "entro il giorno",
            ],
        )
    };
    let at = || of(Sense::At, &["al", "alla data del"]).filter(|_| is_of_day || has_part);
    let from = || {
        of(
            Sense::From,
            &[
                "dal",
                "dall anno",
                "a decorrere dal",
                "a partire dal",
                "a far data dal",
                "con decorrenza dal",
                "a decorrere da",
                "a partire da",
                "a decorrere dall anno",
                "a partire dall anno",
                "a decorrere dall esercizio",
                "a partire dall esercizio",
                "con decorrenza",
            ],
        )
    };
    let during = || {
        of(Sense::In, &["nel", "nei", "nel corso del", "negli", "nell"])
            .filter(|_| has_part || is_of_day)
    };
    by().or_else(at).or_else(from).or_else(during).or_else(|| {
        // `primo quadrimestre 2027`, with nothing before.
        has_part.then_some(Phrase {
            sense: Sense::In,
            start: head.len(),
        })
    })
}

/// `nel corso del`, `nell'anno`, `per l'esercizio`, `nel`.
fn time(before: &[Word]) -> Option<Phrase> {
    let of = |sense, phrases: &[&str]| {
        ends_with_any(before, phrases).map(|start| Phrase { sense, start })
    };
    of(
        Sense::Course,
        &[
            "nel corso del",
            "nel corso dell anno",
            "nel corso dell esercizio",
            "durante il",
            "durante l anno",
            "nell anno",
            "per l anno",
            "nell annualità",
            "per l annualità",
            "nell arco del",
            "l anno",
            "per tutto il",
            "per tutto l anno",
        ],
    )
    .or_else(|| {
        of(
            Sense::Esercizio,
            &[
                "esercizio",
                "esercizio finanziario",
                "esercizio contabile",
                "nell esercizio",
                "per l esercizio",
                "dell esercizio",
                "nell esercizio finanziario",
                "per l esercizio finanziario",
                "dell esercizio finanziario",
                "anno finanziario",
                "per l anno finanziario",
            ],
        )
    })
    .or_else(|| of(Sense::For, &["per il"]))
    .or_else(|| of(Sense::In, &["nel"]))
}
