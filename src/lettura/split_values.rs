//! Values within braces that a comma splits: YAML takes the second half for a key.

use super::tree::{Node, NodeKind, SyntaxTree};
use crate::rilievi::{Location, Rilievo};

/// Looks for a value that a comma splits, on either side of the last key of a path: the violation may
/// concern the first half of the value, or the second half taken for a key.
pub(super) fn find_split_value(tree: &SyntaxTree, path: &[String]) -> Option<Rilievo> {
    let (name, above) = path.split_last()?;
    let (group, _) = tree.follow(above);
    let NodeKind::Group(keys) = tree.kind(group) else {
        return None;
    };
    let key = |place: usize| tree.text(keys.get(place)?.0);
    let place = (0..keys.len()).find(|place| key(*place) == Some(name))?;
    let next = key(place + 1).and_then(|next| split_before_key(tree, group, next));
    next.or_else(|| split_before_key(tree, group, name))
}

/// Reports the value before a key when the two are halves of one value that a comma splits: in
/// `{ 2027: almeno 2, forse 3 }` YAML takes `forse 3` for a key without a value.
pub(super) fn split_before_key(tree: &SyntaxTree, group: Node, name: &str) -> Option<Rilievo> {
    let NodeKind::Group(keys) = tree.kind(group) else {
        return None;
    };
    let place = keys
        .iter()
        .position(|(key, _)| tree.text(*key) == Some(name))?;
    split_before_place(tree, keys, place)
}

/// Reports the value before the key at a place of a group when the two are halves of one value.
pub(super) fn split_before_place(
    tree: &SyntaxTree,
    keys: &[(Node, Node)],
    place: usize,
) -> Option<Rilievo> {
    let (_, before) = keys.get(place.checked_sub(1)?)?;
    let (key, value) = keys[place];
    let has_no_value = matches!(tree.kind(value), NodeKind::Scalar { text, .. } if text.is_empty());
    let (start, end) = (tree.location(*before), tree.location(key));
    let text = start.source.text();
    let between = text.get(start.span.end..end.span.start)?;
    let after = text[end.span.end..].trim_start();
    if after.starts_with(':') {
        return None;
    }
    if !has_no_value
        || between.trim() != ","
        || !matches!(tree.kind(*before), NodeKind::Scalar { is_plain: true, .. })
    {
        return None;
    }
    let whole = start.span.start..end.span.end;
    let typed = text[whole.clone()].to_owned();
    let place = Location {
        span: whole,
        ..start
    };
    Some(split_by_comma(place, &typed))
}

/// The finding for a value that a comma splits. The remedy joins an amount without its space (`1.000, 00`
/// becomes `1.000,00`), and leaves any other text as typed.
pub(super) fn split_by_comma(place: Location, typed: &str) -> Rilievo {
    let is_amount = !typed.contains(|c: char| !c.is_ascii_digit() && !"., ".contains(c));
    let whole = if is_amount {
        typed.replace(' ', "")
    } else {
        typed.to_owned()
    };
    Rilievo::error("la virgola qui separa due chiavi, e taglia il valore")
        .at(place)
        .with_regola("fra parentesi { } la virgola separa le chiavi: un valore che la contiene va fra virgolette")
        .with_rimedio(format!("scrivere {}", super::quoted(&whole)))
}

/// Reports a year without the space after its colon: of `{ 2027:">= 3" }` YAML makes one key.
pub(super) fn stuck_year(tree: &SyntaxTree, group: Node, name: &str) -> Option<Rilievo> {
    stuck_key(tree, tree.find_key(group, name)?.0)
}

/// Reports such a year by its key. The finding about its value, which it then lacks, is the same.
pub(super) fn stuck_key(tree: &SyntaxTree, key: Node) -> Option<Rilievo> {
    let (year, value) = tree.text(key)?.split_once(':')?;
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    (is_year && !value.trim().is_empty()).then(|| {
        Rilievo::error(format!("dopo “{year}:” manca lo spazio"))
            .at(tree.location(key))
            .with_regola("in YAML la chiave finisce con due punti e uno spazio")
            .with_rimedio(format!("scrivere “{year}: {}”", value.trim()))
    })
}
