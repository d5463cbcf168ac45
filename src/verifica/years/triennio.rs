//! `triennio-incoerente`: the years of the budget begin with its own, and follow each other.

use crate::lettura::{Node, NodeKind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::{Regola, RuleContext};

pub(super) const REGOLA: Regola = Regola {
    name: "triennio-incoerente",
    words: "il triennio comincia con l'esercizio, e i suoi anni si seguono",
    source: "DPCM 18/09/2012 art. 3 c. 2 b: il piano ha un orizzonte triennale, che è quello del bilancio",
    example_of: None,
    wrong: "triennio: [2020, 2021, 2022]",
    right: "triennio: [2021, 2022, 2023]",
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    let piano = &context.piano;
    let anni: Vec<u16> = piano.triennio.iter().copied().map(u16::from).collect();
    let esercizio = u16::from(piano.esercizio);
    let Some((message, place)) = first_fault(&anni, esercizio) else {
        return Report::default();
    };
    let Some((_, node)) = context.tree.find_key(context.tree.root(), "triennio") else {
        return Report::default();
    };
    let right: Vec<String> = (esercizio..)
        .take(anni.len())
        .map(|anno| anno.to_string())
        .collect();
    let esercizio_node = context.tree.follow(["esercizio"]).0;
    Rilievo::warning(message)
        .at(context.tree.location(entry(context, node, place)))
        .with_other_location(context.tree.location(esercizio_node), "l'esercizio")
        .with_rimedio(format!(
            "scrivere [{}], o correggere l'esercizio",
            right.join(", ")
        ))
        .into()
}

fn entry(context: &RuleContext<'_>, node: Node, place: usize) -> Node {
    match context.tree.kind(node) {
        NodeKind::List(entries) => entries.get(place).copied().unwrap_or(node),
        _ => node,
    }
}

/// What is wrong first, and at which of the years.
fn first_fault(anni: &[u16], esercizio: u16) -> Option<(String, usize)> {
    let first = *anni.first()?;
    if !anni.contains(&esercizio) {
        return Some((
            format!("il triennio non comprende l'esercizio {esercizio}"),
            0,
        ));
    }
    let step = anni.windows(2).position(|pair| pair[1] != pair[0] + 1);
    if let Some(place) = step {
        let (before, after) = (anni[place], anni[place + 1]);
        let message = match after {
            _ if anni[..=place].contains(&after) => format!("il {after} è due volte nel triennio"),
            _ if after < before => format!("nel triennio il {after} viene dopo il {before}"),
            _ => format!("nel triennio, dopo il {before} manca il {}", before + 1),
        };
        return Some((message, place + 1));
    }
    (first != esercizio).then(|| {
        let message = format!("il triennio comincia dal {first}, e l'esercizio è il {esercizio}");
        (message, 0)
    })
}
