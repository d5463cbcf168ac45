//! Names: one centre, one name; one body, one spelling; one chamber, this one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::nodes::{entries_or_text, obiettivi};
use super::{Regola, RuleContext, content_of, regex};
use crate::lettura::Node;
use crate::piano::{Content, ElementKind};
use crate::rilievi::{Report, Rilievo};

/// The rules of names.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "centro-con-due-nomi",
        words: "un codice di centro di responsabilità ha un solo nome",
        source: "DPCM 18/09/2012 art. 4: il centro di responsabilità di ciascun obiettivo",
        example_of: Some(ElementKind::Obiettivo),
        wrong: r#"centro_di_responsabilita: ["CDR 9 - Studi", "CDR 9 - Promozione"]"#,
        right: r#"centro_di_responsabilita: ["CDR 8 - Studi", "CDR 9 - Promozione"]"#,
        check: centres,
    },
    Regola {
        name: "sigla-in-due-modi",
        words: "un ente si scrive sempre nello stesso modo",
        source: "una lettera in più o in meno fa di un ente un altro",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "descrizione: Con UNIONCAMERE e con UNIONCAMRE.",
        right: "descrizione: Con UNIONCAMERE e con UNIONCAMERE.",
        check: spellings,
    },
    Regola {
        name: "altra-camera",
        words: "il piano parla della Camera che lo adotta",
        source: "i piani si copiano da una Camera all'altra",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "descrizione: La Camera di Commercio di Altrove assiste le imprese.",
        right: "descrizione: La Camera di Commercio assiste le imprese.",
        check: chambers,
    },
];

/// The code of a centre of responsibility and its name: `CDR 3 - Studi`.
static CENTRE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ *([^ ]+ +[A-Z0-9]+) *[-–:] *(.+?)[. ]*$"));

/// A chamber and what it is the chamber of.
static CHAMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"Camera di [Cc]ommercio(?: di| del| della| dell'| delle|)?((?:[ '-][A-ZÀ-Ý][A-Za-zÀ-ÿ'-]*)+)",
    )
});

/// The same code of a centre with two names.
pub(crate) fn centres(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let mut known: BTreeMap<String, (String, Node)> = BTreeMap::new();
    let mut report = Report::default();
    for (_, obiettivo) in obiettivi(context) {
        for node in entries_or_text(tree, obiettivo, "centro_di_responsabilita") {
            let Some(parts) = tree.text(node).and_then(|text| CENTRE.captures(text)) else {
                continue;
            };
            let (codice, name) = (parts[1].to_owned(), parts[2].to_owned());
            match known.get(&codice) {
                None => {
                    known.insert(codice, (name, node));
                }
                Some((other, first)) if *other != name => report.add(
                    Rilievo::warning(format!("{codice} ha due nomi: “{other}” e “{name}”"))
                        .at(tree.location(node))
                        .with_other_location(tree.location(*first), "qui l'altro nome")
                        .with_rimedio("usare lo stesso nome, o il codice dell'altro centro"),
                ),
                Some(_) => {}
            }
        }
    }
    report
}

/// Two spellings of one body that differ by a letter.
pub(crate) fn spellings(context: &RuleContext<'_>) -> Report {
    let mut first_uses: BTreeMap<String, Node> = BTreeMap::new();
    let mut report = Report::default();
    for value in &context.values {
        if matches!(content_of(value), Content::Capitals | Content::Signs) {
            continue;
        }
        for sigla in capital_names(value.text) {
            if first_uses.contains_key(sigla) {
                continue;
            }
            let similar = first_uses
                .iter()
                .find(|(known, _)| strsim::levenshtein(known, sigla) == 1);
            if let Some((known, first)) = similar {
                report.add(
                    Rilievo::warning(format!(
                        "“{sigla}” e “{known}” sembrano la stessa sigla scritta in due modi"
                    ))
                    .at(context.tree.location_of_fragment(value.node, sigla))
                    .with_other_location(
                        context.tree.location_of_fragment(*first, known),
                        format!("qui “{known}”"),
                    )
                    .with_rimedio("scriverla sempre nello stesso modo"),
                );
            }
            first_uses.insert(sigla.to_owned(), value.node);
        }
    }
    report
}

/// The short names in capitals of a text: `ASPIIN`.
fn capital_names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() >= 4 && word.bytes().all(|b| b.is_ascii_uppercase()))
}

/// The name of another chamber.
pub(crate) fn chambers(context: &RuleContext<'_>) -> Report {
    let Some(own) = CHAMBER
        .captures(&context.piano.ente.nome)
        .map(|parts| words(&parts[1]))
    else {
        return Report::default();
    };
    let values = &context.values;
    let others = values
        .iter()
        .filter(|value| value.text.contains("Camera di"))
        .filter_map(|value| {
            let other = CHAMBER
                .captures_iter(value.text)
                .find(|parts| words(&parts[1]) != own)?;
            Some(
                Rilievo::warning(format!("“{}” è il nome di un'altra Camera", &other[0]))
                    .at(context.tree.location_of_fragment(value.node, &other[0]))
                    .with_rimedio(format!(
                        "scrivere “{}”, se si intende questa",
                        context.piano.ente.nome
                    )),
            )
        });
    others.collect()
}

fn words(name: &str) -> Vec<String> {
    name.split([' ', '-', '\''])
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
