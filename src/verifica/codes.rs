//! Codes: amendments, differences and yearly results refer to them.

use super::RuleContext;
use super::nodes::entries_under;
use crate::lettura::{Node, ParsedPlan};
use crate::rilievi::{Report, Rilievo};
use crate::variazioni::{ElementKind, duplicate_codes};

/// Codes that two things of the same kind share.
pub fn doubled(parsed: &RuleContext<'_>, _: &'static str) -> Report {
    duplicate_codes(&parsed.tree)
}

/// Codes that are no codes: spaces, other signs; a mission without its three digits.
pub fn malformed(parsed: &RuleContext<'_>, regola: &'static str) -> Report {
    let mut report = Report::default();
    for (kind, codici) in codes_by_kind(parsed) {
        let words = kind.plural_with_article();
        for (codice, node) in codici {
            let ammesso = if kind == ElementKind::Missione {
                is_missione_code(codice)
            } else {
                is_code(codice)
            };
            if !ammesso {
                report.add(
                    Rilievo::warning(format!(
                        "“{codice}” non è un codice ben formato fra {words}"
                    ))
                    .at(parsed.tree.location(node))
                    .with_regola(regola)
                    .with_rimedio("scrivere un codice come \"011\", \"011-005\", A1, A1.1"),
                );
            }
        }
    }
    report
}

fn is_missione_code(codice: &str) -> bool {
    codice.len() == 3 && codice.bytes().all(|b| b.is_ascii_digit())
}

fn is_code(codice: &str) -> bool {
    codice.starts_with(char::is_alphanumeric)
        && codice
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
}

/// The codes of each kind of thing that has one, from the outermost, with their nodes.
fn codes_by_kind(parsed: &ParsedPlan) -> Vec<(ElementKind, Vec<(&str, Node)>)> {
    let tree = &parsed.tree;
    let mut containers = vec![tree.root()];
    let mut all = Vec::new();
    for kind in ElementKind::ALL.into_iter().filter(|c| c.has_code()) {
        containers = containers
            .iter()
            .flat_map(|node| entries_under(tree, *node, kind.list_keys()[0]))
            .collect();
        let codici = containers.iter().filter_map(|entry| {
            let (_, codice) = tree.find_key(*entry, kind.identity_key())?;
            Some((tree.text(codice)?, codice))
        });
        all.push((kind, codici.collect()));
    }
    all
}
