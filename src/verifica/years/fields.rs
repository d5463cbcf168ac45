//! The fields that name the budget's own years: what they say is held to the budget.

use super::history::{is_compared, is_of_agreement, is_of_programme, is_recorded};
use super::mention::{Mention, Shape, mentions_of};
use super::norms::cites_norm_of;
use super::prose::Budget;
use super::report::{Found, held_rilievo, leftover, rilievo};
use super::words::{Word, ends_with, words_of};
use crate::lettura::{FieldText, Node};
use crate::piano::{Data, Obiettivo};
use crate::rilievi::Rilievo;
use crate::verifica::RuleContext;
use crate::verifica::nodes::obiettivi;

/// What the years of a field are held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// A title of the document, or a document of the budget's year: that year, or years from it.
    Title,
    /// A label above the targets: the years of the budget.
    Label,
    /// The three years that begin with the budget's.
    Triennium,
    /// The years of a mandate, among which is the budget's.
    Mandate,
    /// A day by which something of the budget's year is due.
    Deadline,
    /// The year of the report on the budget's year.
    ReportYear,
    /// The day of an act of the budget: of the year before, or later.
    Act,
}

/// What a key of one of `atti` is held to.
pub(super) fn held_in_act(act: &str, key: &str) -> Option<Held> {
    match (act, key) {
        ("programma_pluriennale", "nome" | "periodo") => Some(Held::Mandate),
        ("relazione_previsionale" | "preventivo_economico", "nome" | "periodo") => {
            Some(Held::Title)
        }
        ("piano_della_performance", "nome" | "periodo") => Some(Held::Triennium),
        ("piano_della_performance", "termine") => Some(Held::Deadline),
        ("piano_della_performance", "relazione" | "anno_relazione") => Some(Held::ReportYear),
        _ => None,
    }
}

/// The years of a field that are not those that it is held to.
pub(super) fn of_held_text(
    context: &RuleContext<'_>,
    value: &FieldText<'_>,
    held: Held,
    budget: Budget,
) -> Vec<Rilievo> {
    let words = words_of(value.text);
    let mentions = mentions_of(&words);
    let is_of_norm = |mention: &Mention| {
        cites_norm_of(&words, &mentions, mention)
            || mention.start > 0 && is_norm(&words[..mention.start])
    };
    let is_kept = |mention: &&Mention| {
        !is_kept_by(
            held,
            mention,
            value.text,
            &words,
            context.piano.documento.data,
            budget,
        )
    };
    let found = mentions
        .iter()
        .filter(is_kept)
        .filter(|mention| !is_of_norm(mention));
    // The acts of a budget are of the year before.
    let lead = i32::from(held == Held::Act);
    found
        .map(|mention| {
            let found = found_at(value, &words, mention, budget);
            let delay = found.delay - lead;
            let found = Found { delay, ..found };
            match held {
                Held::Mandate => leftover(context, &found, budget).with_rimedio(format!(
                    "indicare il programma pluriennale che comprende il {}",
                    budget.esercizio
                )),
                _ => held_rilievo(context, &found, budget),
            }
        })
        .collect()
}

/// Whether some words end within the citation of a norm: `D.Lgs. 31 maggio`, `DPR n. 254 del`.
fn is_norm(before: &[Word]) -> bool {
    let near = before.iter().rev().take(4);
    near.into_iter().any(|word| {
        [
            "legge",
            "decreto",
            "dlgs",
            "dl",
            "dpr",
            "dpcm",
            "dm",
            "lgs",
            "regolamento",
            "direttiva",
            "art",
        ]
        .contains(&word.text.as_str())
    })
}

fn is_kept_by(
    held: Held,
    mention: &Mention,
    text: &str,
    words: &[Word],
    made: Data,
    budget: Budget,
) -> bool {
    let Budget {
        esercizio, last, ..
    } = budget;
    let is_alone = mention.length() == 1;
    match held {
        Held::Title | Held::Triennium | Held::Label if matches!(mention.shape, Shape::Day(_)) => {
            true
        }
        Held::Title if is_alone => mention.from == esercizio,
        Held::Title => {
            mention.from == esercizio || mention.length() > 3 && mention.holds(esercizio)
        }
        Held::Label => mention.from >= esercizio && mention.to <= last,
        Held::Triennium => mention.from == esercizio,
        Held::Mandate => is_alone || mention.holds(esercizio),
        Held::Deadline => {
            let typed = &text[words[mention.start].span.start..words[mention.end - 1].span.end];
            let is_to_come = Data::parse(typed).is_some_and(|day| day > made);
            mention.holds(esercizio) || mention.from + 1 == esercizio && is_to_come
        }
        Held::Act => mention.from + 1 >= esercizio,
        Held::ReportYear => (esercizio..=esercizio + 1).contains(&mention.from),
    }
}

fn found_at<'a>(
    value: &FieldText<'a>,
    words: &[Word],
    mention: &Mention,
    budget: Budget,
) -> Found<'a> {
    let years = words[mention.start].span.start..words[mention.end - 1].span.end;
    Found {
        node: value.node,
        text: value.text,
        phrase: 0..value.text.len(),
        years,
        delay: i32::from(budget.esercizio) - i32::from(mention.from),
    }
}

/// The stems of nouns whose year, in the heading of a chapter, is that of what is planned.
const PLANNED: [&str; 12] = [
    "obiettiv",
    "attività",
    "intervent",
    "programm",
    "linee",
    "priorit",
    "strategi",
    "azion",
    "misur",
    "vincol",
    "indirizz",
    "previsioni",
];

/// The heading of a chapter: `Obiettivi 2026`, but not `Risultati 2025`.
pub(super) fn of_heading(
    context: &RuleContext<'_>,
    value: &FieldText<'_>,
    budget: Budget,
) -> Vec<Rilievo> {
    let words = words_of(value.text);
    let mentions = mentions_of(&words);
    let is_chapter = value.fields.len() == 2;
    let is_left = |mention: &&Mention| {
        let before = &words[..mention.start];
        let mut near = before.iter().rev().filter(|word| word.is_letters()).take(2);
        // An objective may be about what others planned for some years.
        let is_short = mention.length() < if is_chapter { 4 } else { 2 };
        let is_late = mention.from < budget.esercizio
            && (is_chapter || mention.from + 2 >= budget.esercizio)
            && mention.shape != Shape::Month;
        let is_planned = near.any(|word| word.begins_with_any(&PLANNED));
        let is_of_year = is_chapter && ends_with(before, "anno").is_some();
        is_late
            && is_short
            && (is_planned || is_of_year)
            && !is_recorded(&words, mention.start)
            && !is_compared(&words, mention.start)
            && !is_of_programme(&words, mention.start)
            && !is_of_agreement(&words, mention.start)
    };
    let left = mentions.iter().filter(is_left);
    left.map(|mention| rilievo(context, &found_at(value, &words, mention, budget), budget))
        .collect()
}

/// The periods of the objectives that are those of another plan.
pub(super) fn periods_of_objectives(context: &RuleContext<'_>, budget: Budget) -> Vec<Rilievo> {
    obiettivi(context)
        .filter_map(|(obiettivo, node)| period_of(context, obiettivo, node, budget))
        .collect()
}

fn period_of(
    context: &RuleContext<'_>,
    obiettivo: &Obiettivo,
    node: Node,
    budget: Budget,
) -> Option<Rilievo> {
    let (_, value) = context.tree.find_key(node, "arco_temporale")?;
    let text = context.tree.text(value)?;
    let words = words_of(text);
    let mentions = mentions_of(&words);
    let from = mentions.iter().map(|mention| mention.from).min()?;
    let to = mentions.iter().map(|mention| mention.to).max()?;
    let goes_on = words.iter().any(|word| {
        ["prosegu", "avviat", "iniziat", "già"]
            .iter()
            .any(|stem| word.text.starts_with(stem))
    });
    if goes_on || is_period_of_budget(obiettivo, from, to, budget) {
        return None;
    }
    let first = mentions.first()?;
    let years = words[first.start].span.start..words[mentions.last()?.end - 1].span.end;
    let found = Found {
        node: value,
        text,
        phrase: years.clone(),
        years,
        delay: i32::from(budget.esercizio) - i32::from(from),
    };
    Some(held_rilievo(context, &found, budget))
}

/// Whether a period is one of the plan: it begins with the budget's year; or it is longer, and holds it;
/// or it begins later, and no result is expected before.
fn is_period_of_budget(obiettivo: &Obiettivo, from: u16, to: u16, budget: Budget) -> bool {
    let Budget {
        esercizio, last, ..
    } = budget;
    let is_typed_well = to <= last + 10;
    if from == esercizio {
        return is_typed_well;
    }
    if from < esercizio {
        return is_typed_well && to >= esercizio && to - from >= 3;
    }
    let expects = |anno: u16| {
        let indicatori = obiettivo.indicatori.iter();
        let mut years = indicatori.flat_map(|indicatore| indicatore.risultati_attesi.keys());
        years.any(|year| u16::from(*year) == anno)
    };
    to <= last && !expects(esercizio)
}
