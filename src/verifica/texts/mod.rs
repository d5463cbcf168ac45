//! Texts: what a reader would stumble on.

mod echoes;
mod endings;
mod pairs;
pub(super) mod placeholders;
mod repeated_words;
mod unfinished;

use super::{Regola, RuleContext, content_of};
use crate::lettura::FieldText;
use crate::piano::{Content, ElementKind, Kind};
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
];

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
    // What the plan accepts is not printed, and is told by its own rule.
    let is_printed = |value: &&FieldText<'_>| {
        let mut keys = value.fields.iter().map(|field| field.key);
        keys.next() != Some("accettati")
    };
    report(context, context.values.iter().filter(is_printed), |text| {
        text.trim().is_empty().then(|| {
            let rilievo = Rilievo::warning("il testo è vuoto: la riga si stampa senza valore")
                .with_rimedio(
                    "scrivere il valore, o togliere la chiave perché la riga non si stampi",
                );
            (String::new(), rilievo)
        })
    })
}
