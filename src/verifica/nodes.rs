//! The elements of a plan, each with its node in the tree of the text.

use crate::lettura::{Node, NodeKind, ParsedPlan, SyntaxTree};
use crate::piano::{Indicatore, Missione, Obiettivo, Programma};
use crate::rilievi::Location;

/// The missions and their nodes.
pub(crate) fn missioni(parsed: &ParsedPlan) -> impl Iterator<Item = (&Missione, Node)> {
    parsed
        .piano
        .missioni
        .iter()
        .zip(entries_under(&parsed.tree, parsed.tree.root(), "missioni"))
}

/// The programmes and their nodes.
pub(crate) fn programmi(parsed: &ParsedPlan) -> impl Iterator<Item = (&Programma, Node)> {
    missioni(parsed).flat_map(|(missione, node)| {
        missione
            .programmi
            .iter()
            .zip(entries_under(&parsed.tree, node, "programmi"))
    })
}

/// The objectives and their nodes.
pub(crate) fn obiettivi(parsed: &ParsedPlan) -> impl Iterator<Item = (&Obiettivo, Node)> {
    programmi(parsed).flat_map(|(programma, node)| {
        programma
            .obiettivi
            .iter()
            .zip(entries_under(&parsed.tree, node, "obiettivi"))
    })
}

/// The indicators and their nodes.
pub(crate) fn indicatori(parsed: &ParsedPlan) -> impl Iterator<Item = (&Indicatore, Node)> {
    obiettivi(parsed).flat_map(|(obiettivo, node)| {
        obiettivo
            .indicatori
            .iter()
            .zip(entries_under(&parsed.tree, node, "indicatori"))
    })
}

/// The entries of a list under a key.
pub(crate) fn entries_under(tree: &SyntaxTree, node: Node, key: &str) -> Vec<Node> {
    match tree.find_key(node, key).map(|(_, value)| tree.kind(value)) {
        Some(NodeKind::List(entries)) => entries.clone(),
        _ => Vec::new(),
    }
}

/// Where the value of a key stands; without the key, where its code does.
pub(crate) fn key_location(tree: &SyntaxTree, node: Node, key: &str) -> Location {
    let value = tree
        .find_key(node, key)
        .or_else(|| tree.find_key(node, "codice"));
    tree.location(value.map_or(node, |(_, value)| value))
}

/// The texts under a key that holds one or a list of them.
pub(crate) fn entries_or_text(tree: &SyntaxTree, node: Node, key: &str) -> Vec<Node> {
    match tree.find_key(node, key) {
        Some((_, value)) => match tree.kind(value) {
            NodeKind::List(entries) => entries.clone(),
            _ => vec![value],
        },
        None => Vec::new(),
    }
}
