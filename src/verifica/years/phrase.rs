//! The phrase that a year ends: `nel corso del`, `preventivo`, `entro il`.

use super::document_names::document;
use super::mention::{Mention, Shape};
use super::words::{Word, ends_with_any};

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
    let course = || of(Sense::Course, &["nel corso del", "nel corso dei"]).filter(|_| has_part);
    let during =
        || of(Sense::In, &["nel", "nei", "negli", "nell"]).filter(|_| has_part || is_of_day);
    by().or_else(at)
        .or_else(from)
        .or_else(course)
        .or_else(during)
        .or_else(|| {
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
