//! Codes that differ only in what a reader does not see: capitals, zeros in front, the sign between two
//! parts.

use std::collections::BTreeMap;

use super::super::RuleContext;
use super::codes_by_kind;
use crate::lettura::Node;
use crate::rilievi::{Report, Rilievo};

/// Codes of one kind that a reader takes for one another. Equal ones are told as doubled.
pub(super) fn check(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let mut report = Report::default();
    for (kind, codici) in codes_by_kind(context) {
        let mut seen: BTreeMap<String, (String, Node)> = BTreeMap::new();
        for (codice, node) in codici {
            match seen.get(&as_read(&codice)) {
                None => {
                    seen.insert(as_read(&codice), (codice, node));
                }
                Some((other, first)) if *other != codice => report.add(
                    Rilievo::warning(format!(
                        "“{codice}” si confonde con “{other}”, fra {}",
                        kind.plural_with_article()
                    ))
                    .at(tree.location(node))
                    .with_other_location(tree.location(*first), "qui l'altro")
                    .with_rimedio("dare a una delle due voci un codice che nessun'altra ha"),
                ),
                Some(_) => {}
            }
        }
    }
    report
}

/// A code as a reader takes it in.
fn as_read(codice: &str) -> String {
    let (mut read, mut number) = (String::new(), String::new());
    for c in codice.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() {
            number.push(c);
            continue;
        }
        push_number(&mut read, &mut number);
        if c.is_alphanumeric() {
            read.extend(c.to_lowercase());
        } else {
            read.push('.');
        }
    }
    push_number(&mut read, &mut number);
    read
}

/// Moves a number to the end of a text, without the zeros in front of it.
fn push_number(read: &mut String, number: &mut String) {
    let significant = number.trim_start_matches('0');
    match significant {
        "" if number.is_empty() => {}
        "" => read.push('0'),
        digits => read.push_str(digits),
    }
    number.clear();
}
