//! The days by which results are expected: each is of the year that expects it.

use super::history::{is_compared, is_of_base};
use super::mention::{Mention, Shape, may_name_years, mentions_of};
use super::phrase::{Sense, phrase_of};
use super::report::{Found, location, shifted};
use super::words::words_of;
use crate::lettura::Node;
use crate::rilievi::Rilievo;
use crate::verifica::RuleContext;
use crate::verifica::nodes::indicatori;

/// The days of results that are of another year than theirs. A result of a year may be due at the
/// beginning of the next.
pub(super) fn dates_of_results(context: &RuleContext<'_>) -> Vec<Rilievo> {
    let results = indicatori(context).flat_map(|(indicatore, node)| {
        let results = indicatore.risultati_attesi.iter();
        results.map(move |(anno, result)| (u16::from(*anno), result.text(), node))
    });
    results
        .filter(|(_, text, _)| may_name_years(text))
        .filter_map(|(anno, text, node)| {
            let (_, group) = context.tree.find_key(node, "risultati_attesi")?;
            let (_, value) = context.tree.find_key(group, &anno.to_string())?;
            of_result(context, value, text, anno)
        })
        .collect()
}

fn of_result(context: &RuleContext<'_>, node: Node, text: &str, anno: u16) -> Option<Rilievo> {
    let words = words_of(text);
    let mentions = mentions_of(&words);
    let is_deadline = |mention: &Mention| {
        matches!(mention.shape, Shape::Day(_) | Shape::Month)
            || phrase_of(&words, mention)
                .is_some_and(|phrase| matches!(phrase.sense, Sense::By | Sense::Course))
    };
    let mention = mentions.iter().find(|mention| {
        is_deadline(mention)
            && !(anno..=anno + 1).contains(&mention.from)
            && !is_compared(&words, mention.start)
            && !is_of_base(&words, mention.start)
    })?;
    let years = words[mention.start].span.start..words[mention.end - 1].span.end;
    let found = Found {
        node,
        text,
        phrase: years.clone(),
        years: years.clone(),
        delay: i32::from(anno) - i32::from(mention.from),
    };
    let typed = &text[years];
    Some(
        Rilievo::warning(format!(
            "il risultato atteso del {anno} porta la data “{typed}”, che è di un altro anno"
        ))
        .at(location(context, &found))
        .with_rimedio(format!(
            "scrivere “{}”, o correggere l'anno del risultato",
            shifted(typed, found.delay)
        )),
    )
}
