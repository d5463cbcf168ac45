//! The signatures: somebody signs, each once, and an office that one person holds has one signature.

use std::collections::BTreeSet;

use super::{Regola, RuleContext};
use crate::lettura::{Node, NodeKind};
use crate::piano::Firma;
use crate::rilievi::{Report, Rilievo};

/// The rule of the signatures.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "firme",
    words: "il piano ha le sue firme, ciascuno firma una volta, e una carica ha una firma",
    source: "il piano è un atto pubblico; il presidente e il segretario generale della Camera sono uno (L. 580/1993 artt. 16 e 20)",
    example_of: None,
    wrong: "firme:
  - { ruolo: IL PRESIDENTE, nome: dott. Mario Esempi }
  - { ruolo: IL PRESIDENTE, nome: rag. Maria Modelli }",
    right: "firme:
  - { ruolo: IL SEGRETARIO GENERALE, nome: dott. Mario Esempi }
  - { ruolo: IL PRESIDENTE, nome: rag. Maria Modelli }",
    check,
}];

/// Offices that one person holds at a time, by the words that their roles begin with.
const SINGLE_OFFICES: &[&str] = &[
    "presidente",
    "segretario generale",
    "direttore generale",
    "commissario straordinario",
];

/// Complements that leave an office the same: the president of the chamber is the president.
const OWN_COMPLEMENTS: &[&str] = &[
    "camera",
    "camerale",
    "giunta",
    "consiglio",
    "ente",
    "cciaa",
    "reggente",
    "pro",
];

/// Words of a role that a person may hold beside another office.
const SECOND_OFFICES: &[&str] = &[
    "dirigente",
    "responsabile",
    "conservatore",
    "capo",
    "interim",
    "area",
    "settore",
    "servizio",
    "ufficio",
    "incarico",
    "funzionario",
    "redattore",
    "estensore",
];

/// Titles before a name, which not every signature writes.
const TITLES: &[&str] = &[
    "dott",
    "dottor",
    "dottoressa",
    "dottssa",
    "dr",
    "drssa",
    "ssa",
    "avv",
    "avvocato",
    "rag",
    "ragioniere",
    "ing",
    "ingegner",
    "ingegnere",
    "arch",
    "geom",
    "prof",
    "professor",
    "professoressa",
    "profssa",
    "cav",
    "comm",
    "gr",
    "uff",
    "on",
    "sen",
    "sig",
    "sigra",
    "ra",
    "signor",
    "signora",
    "notaio",
    "per",
    "ind",
    "pi",
];

fn check(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let Some((key, list)) = tree.find_key(tree.root(), "firme") else {
        return Report::default();
    };
    let firme = &context.piano.firme;
    if firme.is_empty() {
        return Rilievo::warning("nessuno firma il piano")
            .at(tree.location(key))
            .with_rimedio(
                "scrivere chi firma; se il documento non porta firme sue, togliere la riga",
            )
            .into();
    }
    let nodes = match tree.kind(list) {
        NodeKind::List(nodes) => nodes.as_slice(),
        _ => &[],
    };
    let signed: Vec<(&Firma, Node)> = firme.iter().zip(nodes.iter().copied()).collect();
    let found = signed.iter().enumerate().filter_map(|(place, other)| {
        let mut before = signed[..place].iter();
        before.find_map(|first| clash(context, *first, *other))
    });
    found.collect()
}

/// What is wrong with two signatures together.
fn clash(
    context: &RuleContext<'_>,
    (first, first_node): (&Firma, Node),
    (other, node): (&Firma, Node),
) -> Option<Rilievo> {
    let same_person = name(first)
        .zip(name(other))
        .filter(|(one, two)| is_same_person(one, two));
    let same_role = role(&first.ruolo) == role(&other.ruolo);
    let same_office = single_office(&first.ruolo)
        .is_some_and(|office| Some(office) == single_office(&other.ruolo));
    let (message, key, rimedio) = if same_person.is_some() && (same_role || same_office) {
        ("questa firma c'è già", "nome", "lasciarne una")
    } else if same_office {
        (
            "due firme per una carica che ha una persona sola",
            "ruolo",
            "lasciare la firma di chi ha la carica, o correggere il ruolo",
        )
    } else if same_person.is_some() && !is_second_office(first) && !is_second_office(other) {
        (
            "la stessa persona firma due volte, con due ruoli",
            "nome",
            "correggere il nome, o lasciare una firma",
        )
    } else if same_role && name(first).is_none() && name(other).is_none() {
        (
            "questa firma c'è già",
            "ruolo",
            "lasciarne una, o scrivere i nomi",
        )
    } else {
        return None;
    };
    let tree = &context.tree;
    let location = |node| {
        let place = tree.find_key(node, key);
        tree.location(place.map_or(node, |(_, value)| value))
    };
    Some(
        Rilievo::warning(message)
            .at(location(node))
            .with_other_location(location(first_node), "qui l'altra")
            .with_rimedio(rimedio),
    )
}

/// The words of a text, in small letters and without points.
fn plain_words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['.', '’', '\''], " ");
    let words = plain.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A role without its article, `f.f.` and the gender of who holds it.
fn role(ruolo: &str) -> String {
    let words = plain_words(ruolo).into_iter();
    let words = words.filter(|word| {
        ![
            "il", "la", "lo", "l", "f", "ff", "di", "del", "della", "dell",
        ]
        .contains(&word.as_str())
    });
    let words = words.map(|word| match word.as_str() {
        "segretaria" => "segretario".to_owned(),
        "direttrice" => "direttore".to_owned(),
        "commissaria" => "commissario".to_owned(),
        "presidentessa" => "presidente".to_owned(),
        "straordinaria" => "straordinario".to_owned(),
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The office that only one person holds, if a role is one: not the president of another body.
fn single_office(ruolo: &str) -> Option<&'static str> {
    let role = role(ruolo);
    SINGLE_OFFICES.iter().copied().find(|office| {
        role.strip_prefix(office).is_some_and(|complement| {
            let first = complement.split_whitespace().next();
            complement.is_empty()
                || complement.starts_with(' ')
                    && first.is_some_and(|w| OWN_COMPLEMENTS.contains(&w))
        })
    })
}

fn is_second_office(firma: &Firma) -> bool {
    let words = plain_words(&firma.ruolo);
    words
        .iter()
        .any(|word| SECOND_OFFICES.contains(&word.as_str()))
}

/// The words of the name of who signs, without titles; `None` where no name is given.
fn name(firma: &Firma) -> Option<BTreeSet<String>> {
    let words = plain_words(firma.nome.as_deref()?).into_iter();
    let words: BTreeSet<String> = words
        .filter(|word| !TITLES.contains(&word.as_str()))
        .collect();
    (words.len() > 1).then_some(words)
}

/// Whether two names are of one person: the same words, or a first name and its initial.
fn is_same_person(one: &BTreeSet<String>, two: &BTreeSet<String>) -> bool {
    let only_one: Vec<&String> = one.difference(two).collect();
    let only_two: Vec<&String> = two.difference(one).collect();
    match (only_one.as_slice(), only_two.as_slice()) {
        ([], []) => true,
        ([a], [b]) => {
            let is_initial = a.len() == 1 || b.len() == 1;
            is_initial && a.chars().next() == b.chars().next()
        }
        _ => false,
    }
}
