//! `anno-riportato`: a year left from the plan of another budget.

use super::budget_of;
use super::fields::{self, Held};
use super::prose::{Budget, Manner, leftovers};
use super::report::{Found, rilievo};
use super::targets;
use crate::lettura::FieldText;
use crate::piano::{Content, ElementKind, Kind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::{Regola, RuleContext, content_of};

pub(super) const REGOLA: Regola = Regola {
    name: "anno-riportato",
    words: "il testo di un anno non porta le date di un altro",
    source: "il piano è dell'esercizio del bilancio a cui è allegato (art. 19 D.Lgs. 91/2011)",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: Nell'anno 2020 si assistono le imprese.",
    right: "descrizione: Nell'anno 2021 si assistono le imprese, dopo le difficoltà del 2020.",
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    let budget = budget_of(context);
    let texts = context
        .values
        .iter()
        .flat_map(|value| of_text(context, value, budget));
    let periods = fields::periods_of_objectives(context, budget);
    let results = targets::dates_of_results(context);
    texts.chain(periods).chain(results).collect()
}

/// How a text is read, by the keys that lead to it.
enum Reading {
    Held(Held),
    Heading,
    Free(Manner),
    Unread,
}

fn reading_of(value: &FieldText<'_>) -> Reading {
    let keys: Vec<&str> = value.fields.iter().map(|field| field.key).collect();
    match keys.as_slice() {
        ["atti", act, key] => fields::held_in_act(act, key).map_or(Reading::Unread, Reading::Held),
        ["documento" | "premessa" | "raccordo" | "totali", "titolo"] => Reading::Held(Held::Title),
        [
            ..,
            "etichette",
            "risultati_attesi" | "target" | "risorse_economiche",
        ] => Reading::Held(Held::Label),
        ["allegato", "lettera"] => Reading::Held(Held::Act),
        ["atti" | "allegato" | "firme" | "ente" | "variazioni", ..]
        | [
            ..,
            "arco_temporale" | "valori_osservati" | "risultati_attesi",
        ]
        | [.., "etichette", _] => Reading::Unread,
        _ if !is_words(value) => Reading::Unread,
        ["capitoli", "titolo"] | [.., "obiettivi", "titolo" | "titolo_narrativa"] => {
            Reading::Heading
        }
        [.., "indicatori", "fonte"] => Reading::Free(Manner::Source),
        [.., "indicatori", "nome" | "algoritmo" | "unita_di_misura"] => {
            Reading::Free(Manner::Measure)
        }
        _ => Reading::Free(Manner::Prose),
    }
}

fn is_words(value: &FieldText<'_>) -> bool {
    let kind = value.fields.last().map(|field| field.kind);
    kind.is_some_and(|kind| kind.admits_text() && !kind.admits(Kind::Amount))
        && matches!(content_of(value), Content::Words | Content::Capitals)
}

fn of_text(context: &RuleContext<'_>, value: &FieldText<'_>, budget: Budget) -> Vec<Rilievo> {
    match reading_of(value) {
        Reading::Held(held) => fields::of_held_text(context, value, held, budget),
        Reading::Heading => {
            let mut found = fields::of_heading(context, value, budget);
            if found.is_empty() {
                found = of_prose(context, value, Manner::Prose, budget);
            }
            found
        }
        Reading::Free(manner) => of_prose(context, value, manner, budget),
        Reading::Unread => Vec::new(),
    }
}

fn of_prose(
    context: &RuleContext<'_>,
    value: &FieldText<'_>,
    manner: Manner,
    budget: Budget,
) -> Vec<Rilievo> {
    let found = leftovers(value.text, manner, budget).into_iter();
    found
        .map(|leftover| {
            let found = Found {
                node: value.node,
                text: value.text,
                phrase: leftover.span,
                years: leftover.years,
                delay: leftover.delay,
            };
            rilievo(context, &found, budget)
        })
        .collect()
}
