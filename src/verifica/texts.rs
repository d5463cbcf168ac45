//! Texts: what a reader would stumble on.

mod echoes;
mod endings;
mod pairs;
pub(super) mod placeholders;
mod repeated_words;
mod unfinished;

use std::sync::LazyLock;

use regex_lite::Regex;

use super::{Regola, RuleContext, content_of, regex};
use crate::lettura::FieldText;
use crate::piano::{Content, ElementKind, Field, Kind};
use crate::rilievi::{Report, Rilievo};

/// The rules of texts.
pub(super) const REGOLE: &[Regola] = &[
    echoes::ALGORITHM,
    echoes::DESCRIPTION,
    pairs::REGOLA,
    endings::REGOLA,
    repeated_words::REGOLA,
    placeholders::REGOLA,
    Regola {
        name: "testo-vuoto",
        words: "un testo dice qualcosa",
        source: "pratica: una chiave con un testo vuoto stampa una riga vuota",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"fonte: """#,
        right: "fonte: Rilevazione interna",
        check: empty_texts,
    },
    Regola {
        name: "anno-riportato",
        words: "il testo di un anno non porta le date di un altro",
        source: "il piano è dell'esercizio del bilancio a cui è allegato (art. 19 D.Lgs. 91/2011)",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "descrizione: Nell'anno 2011 si assistono le imprese.",
        right: "descrizione: Nell'anno si assistono le imprese.",
        check: anni,
    },
];

/// A year, with what stands before and after it.
static ANNO: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:19|20)[0-9]{2}\b"));

/// The words before a year by which it is the year of a law or of a rule.
static LAW_BEFORE_ANNO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:/|[0-9][./] ?|\b(?:[Ll]egge|[Dd]ecreto|[Dd]\. ?[Ll]gs\.?|D\.?P\.?R\.?|D\.?P\.?C\.?M\.?|D\.?M\.?|L\.|n\.|[Rr]egolamento|[Cc]ircolare|[Dd]irettiva)(?:[ /.,-][^.;]{0,40})?)$",
    )
});

/// The texts that are words for a reader, and not codes or values.
fn reader_texts<'a>(context: &'a RuleContext<'a>) -> impl Iterator<Item = &'a FieldText<'a>> {
    let is_words = |value: &&FieldText<'_>| {
        let kind = value.fields.last().map(|field| field.kind);
        let is_typed = kind.is_some_and(|kind| kind.admits_text() && !kind.admits(Kind::Amount));
        is_typed && matches!(content_of(value), Content::Words | Content::Capitals)
    };
    context.values.iter().filter(is_words)
}

/// The findings of a rule that names the part of a text that breaks it.
fn report<'a>(
    context: &RuleContext<'a>,
    values: impl Iterator<Item = &'a FieldText<'a>>,
    find: impl Fn(&str) -> Option<(String, Rilievo)>,
) -> Report {
    values
        .filter_map(|value| {
            let (fragment, rilievo) = find(value.text)?;
            Some(rilievo.at(context.tree.location_of_fragment(value.node, &fragment)))
        })
        .collect()
}

/// Texts that hold nothing.
pub(crate) fn empty_texts(context: &RuleContext<'_>) -> Report {
    report(context, context.values.iter(), |text| {
        text.trim().is_empty().then(|| {
            let rilievo = Rilievo::warning("il testo è vuoto: la riga si stampa senza valore")
                .with_rimedio(
                    "scrivere il valore, o togliere la chiave perché la riga non si stampi",
                );
            (String::new(), rilievo)
        })
    })
}

/// Years in the prose that belong to no period of the plan: copied from another year's plan.
pub(crate) fn anni(context: &RuleContext<'_>) -> Report {
    let known_anni = anni_of_piano(context);
    report(context, reader_texts(context), |text| {
        if !text.contains("19") && !text.contains("20") {
            return None;
        }
        let unknown_anno = ANNO.find_iter(text).find(|anno| {
            !known_anni.iter().any(|known| known == anno.as_str())
                && !LAW_BEFORE_ANNO.is_match(&text[..anno.start()])
                && !text[anno.end()..].starts_with('/')
        })?;
        Some((
            unknown_anno.as_str().to_owned(),
            Rilievo::warning(format!(
                "l'anno {} non appartiene a nessun periodo del piano",
                unknown_anno.as_str()
            ))
            .with_rimedio(format!(
                "correggerlo; gli anni del piano sono: {}",
                known_anni.join(", ")
            )),
        ))
    })
}

/// The years that the plan itself names: budget, three-year period, targets, observed values, acts.
fn anni_of_piano(context: &RuleContext<'_>) -> Vec<String> {
    let declares = |field: &&Field| field.content == Content::Periods;
    let declared = context
        .values
        .iter()
        .filter(|value| value.fields.iter().any(declares))
        .flat_map(|value| expanded_anni(value.text));
    let of_targets = context
        .piano
        .indicatori()
        .flat_map(|i| i.risultati_attesi.keys())
        .map(ToString::to_string);
    let mut anni: Vec<String> = declared.chain(of_targets).collect();
    anni.sort();
    anni.dedup();
    anni
}

/// The years of a text; `2021-2025` and `2021/2023` name those in between too.
fn expanded_anni(text: &str) -> Vec<String> {
    let anni: Vec<u16> = ANNO
        .find_iter(text)
        .filter_map(|anno| anno.as_str().parse().ok())
        .collect();
    match anni.as_slice() {
        [first, last] if first < last && last - first < 10 => {
            (*first..=*last).map(|anno| anno.to_string()).collect()
        }
        _ => anni.iter().map(u16::to_string).collect(),
    }
}
