//! The years of the targets.

use super::series::anno_location;
use super::{Regola, RuleContext};
use crate::lettura::Node;
use crate::piano::{Anno, ElementKind, Indicatore, Obiettivo, Piano};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::nodes::{entries_under, key_location, obiettivi};

pub(super) const OUTSIDE: Regola = Regola {
    name: "anno-fuori-dal-triennio",
    words: "i risultati attesi sono quelli degli anni del triennio",
    source: "DPCM 18/09/2012 art. 3 c. 3 e: il valore e l'anno in cui è atteso; il piano segue il bilancio, che è triennale",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2019: ">= 2" }"#,
    right: "risultati_attesi: {}",
    check: outside,
};

pub(super) const MISSING: Regola = Regola {
    name: "anno-mancante",
    words: "ogni indicatore ha un risultato atteso per ciascun anno del suo obiettivo",
    source: "DPCM 18/09/2012 art. 3 c. 2 b e c. 3 e: il triennio, o l'altro periodo dell'obiettivo, e i valori attesi con i loro anni",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: ">= 2", 2023: ">= 2" }"#,
    right: r#"risultati_attesi: { 2021: ">= 2", 2022: ">= 2", 2023: ">= 2" }"#,
    check: missing,
};

fn outside(context: &RuleContext<'_>) -> Report {
    let piano = &context.piano;
    let period = period(piano);
    let of_period = match piano.triennio.is_empty() {
        true => format!("dall'esercizio {} e dai due anni seguenti", piano.esercizio),
        false => format!("dal triennio {}", joined(&piano.triennio)),
    };
    let mut report = Report::default();
    for (obiettivo, indicatore, node) in indicatori_with_obiettivi(context) {
        let span = Span::of(obiettivo);
        let strange = |anno: &&Anno| {
            let is_of_span = span
                .as_ref()
                .is_some_and(|span| span.extends(&period, **anno));
            !period.contains(anno) && !is_of_span
        };
        for anno in indicatore.risultati_attesi.keys().filter(strange) {
            report.add(
                Rilievo::warning(format!("il {anno} è fuori {of_period}"))
                    .at(anno_location(context, node, *anno))
                    .with_rimedio("correggere l'anno, o aggiungerlo al triennio"),
            );
        }
    }
    report
}

/// The years of the budget; those that follow the esercizio, if the plan does not list them.
fn period(piano: &Piano) -> Vec<Anno> {
    if !piano.triennio.is_empty() {
        return piano.triennio.clone();
    }
    let esercizio = u16::from(piano.esercizio);
    (esercizio..esercizio + 3)
        .filter_map(|anno| Anno::parse(&anno.to_string()))
        .collect()
}

fn missing(context: &RuleContext<'_>) -> Report {
    let piano = &context.piano;
    let mut report = Report::default();
    // A body may plan one year only, all through.
    let mut targets = piano
        .indicatori()
        .flat_map(|indicatore| indicatore.risultati_attesi.keys());
    let is_of_one_year = targets.all(|anno| *anno == piano.esercizio);
    for (obiettivo, indicatore, node) in indicatori_with_obiettivi(context) {
        if indicatore.risultati_attesi.is_empty() {
            continue;
        }
        let asked = asked(piano, obiettivo);
        let is_missing = |anno: &Anno| {
            !indicatore.risultati_attesi.contains_key(anno)
                && (!is_of_one_year || *anno == piano.esercizio)
                && !is_explained(indicatore, *anno)
        };
        let missing: Vec<Anno> = asked.into_iter().filter(is_missing).collect();
        if !missing.is_empty() {
            report.add(
                Rilievo::warning(format!(
                    "manca il risultato atteso del {}",
                    joined(&missing)
                ))
                .at(key_location(&context.tree, node, "risultati_attesi"))
                .with_rimedio("aggiungere l'anno, con \"---\" se il risultato non è previsto"),
            );
        }
    }
    report
}

/// The years for which an objective wants targets. A plan that does not list its years has one only.
fn asked(piano: &Piano, obiettivo: &Obiettivo) -> Vec<Anno> {
    let all = match piano.triennio.is_empty() {
        true => vec![piano.esercizio],
        false => piano.triennio.clone(),
    };
    let Some(span) = Span::of(obiettivo) else {
        return all;
    };
    let within = all
        .iter()
        .copied()
        .filter(|anno| span.holds(piano.esercizio, *anno));
    let within: Vec<Anno> = within.collect();
    // A span of other years is a mistake of its own.
    if within.is_empty() { all } else { within }
}

/// Whether the notes of an indicator speak of a year.
fn is_explained(indicatore: &Indicatore, anno: Anno) -> bool {
    indicatore
        .note
        .as_ref()
        .is_some_and(|note| note.contains(&anno.to_string()))
}

fn indicatori_with_obiettivi<'a>(
    context: &'a RuleContext<'_>,
) -> impl Iterator<Item = (&'a Obiettivo, &'a Indicatore, Node)> {
    obiettivi(context).flat_map(|(obiettivo, node)| {
        let nodes = entries_under(&context.tree, node, "indicatori");
        let of_indicatori = obiettivo.indicatori.iter().zip(nodes);
        of_indicatori.map(move |(indicatore, node)| (obiettivo, indicatore, node))
    })
}

/// The years for which an objective works, as its `arco_temporale` says.
enum Span {
    /// From a year to another.
    Years(u16, u16),
    /// From a year on.
    From(u16),
    /// So many years, from that of the budget.
    Count(u16),
}

impl Span {
    fn of(obiettivo: &Obiettivo) -> Option<Self> {
        let text = obiettivo.arco_temporale.as_deref()?.to_lowercase();
        let years = years_in(&text);
        let length = [
            ("annual", 1),
            ("bienn", 2),
            ("trienn", 3),
            ("quadrienn", 4),
            ("quinquenn", 5),
        ]
        .into_iter()
        .find(|(stem, _)| super::words::has_stem(&text, &[*stem]))
        .map(|(_, length)| length);
        match (years.iter().min(), years.iter().max()) {
            (Some(first), Some(last)) if first < last => Some(Self::Years(*first, *last)),
            (Some(only), _) if text.contains("dal ") || text.contains("in poi") => {
                Some(Self::From(*only))
            }
            (Some(only), _) => Some(Self::Years(*only, *only + length.unwrap_or(1) - 1)),
            _ => length.map(Self::Count),
        }
    }

    fn holds(&self, esercizio: Anno, anno: Anno) -> bool {
        let anno = u16::from(anno);
        match self {
            Self::Years(first, last) => (*first..=*last).contains(&anno),
            Self::From(first) => anno >= *first,
            Self::Count(length) => anno < u16::from(esercizio) + length,
        }
    }

    /// Whether an objective that begins within the triennio goes on to a year after it.
    fn extends(&self, triennio: &[Anno], anno: Anno) -> bool {
        match self {
            Self::Years(first, last) => {
                let is_later = triennio.iter().all(|known| *known < anno);
                let overlaps = triennio.iter().any(|known| u16::from(*known) >= *first);
                is_later && overlaps && u16::from(anno) <= *last
            }
            Self::From(_) | Self::Count(_) => false,
        }
    }
}

/// The years of a text: `2027/2029`, `2027-29`.
fn years_in(text: &str) -> Vec<u16> {
    let mut years = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from_start = &rest[start..];
        let end = from_start
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from_start.len());
        let digits = &from_start[..end];
        let follows_year = rest[..start].trim_end().ends_with(['/', '-', '–']);
        match (Anno::parse(digits), years.last()) {
            (Some(anno), _) => years.push(u16::from(anno)),
            (None, Some(last)) if digits.len() == 2 && follows_year => {
                years.extend(
                    digits
                        .parse::<u16>()
                        .ok()
                        .map(|short| last / 100 * 100 + short),
                );
            }
            _ => {}
        }
        rest = &from_start[end..];
    }
    years
}

fn joined(anni: &[Anno]) -> String {
    anni.iter()
        .map(Anno::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
