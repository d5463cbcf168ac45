//! Codes: amendments, differences and yearly results refer to them.

mod confusable;
mod form;

pub(super) use form::with_digits;

use super::{Regola, RuleContext};
use crate::lettura::{CODES_ARE_UNIQUE, Node, ParsedPlan, duplicate_codes};
use crate::piano::{ElementIndex, ElementKind};
use crate::rilievi::{Report, Rilievo};

/// The rules of codes.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "codice-doppio",
        words: CODES_ARE_UNIQUE,
        source: "le variazioni, i confronti e il Rapporto sui risultati (DPCM 18/09/2012 art. 6) citano obiettivi e indicatori per codice",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "indicatori:
  - { codice: A1.1, nome: Imprese assistite }
  - { codice: A1.1, nome: Incontri tenuti }",
        right: "indicatori:
  - { codice: A1.1, nome: Imprese assistite }
  - { codice: A1.2, nome: Incontri tenuti }",
        check: doubled,
    },
    Regola {
        name: "codice-malformato",
        words: "un codice è fatto di lettere e cifre, con un segno solo fra l'una e l'altra; quello di una missione ha tre cifre",
        source: "i codici delle missioni sono quelli del bilancio dello Stato (DPCM 12/12/2012); uno spazio o un segno in più in un codice non si vede",
        example_of: Some(ElementKind::Indicatore),
        wrong: "codice: A1 .1",
        right: "codice: A1.1",
        check: malformed,
    },
    Regola {
        name: "codici-che-si-confondono",
        words: "due codici differiscono in qualcosa che si vede",
        source: "chi cita A1.1 e chi cita a1.1 intende la stessa cosa: per il programma sono due",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "indicatori:
  - { codice: A1.1, nome: Imprese assistite }
  - { codice: a1.1, nome: Incontri tenuti }",
        right: "indicatori:
  - { codice: A1.1, nome: Imprese assistite }
  - { codice: A1.2, nome: Incontri tenuti }",
        check: confusable::check,
    },
];

/// Codes that two elements of the same kind share.
fn doubled(context: &RuleContext<'_>) -> Report {
    duplicate_codes(&context.tree)
}

/// Codes that are no codes: spaces, other signs; a mission without its three digits.
fn malformed(context: &RuleContext<'_>) -> Report {
    let mut report = Report::default();
    for (kind, codici) in codes_by_kind(context) {
        for (codice, node) in codici {
            let Some(defect) = form::defect(kind, &codice) else {
                continue;
            };
            let rimedio = defect.mended.map_or_else(
                || "scrivere un codice come \"011\", \"011-005\", A1, A1.1".to_owned(),
                |mended| format!("scrivere \"{mended}\", anche dove il codice è richiamato"),
            );
            let words = kind.plural_with_article();
            report.add(
                Rilievo::warning(format!(
                    "“{codice}” non è un codice ben formato fra {words}: {}",
                    defect.reason
                ))
                .at(context.tree.location(node))
                .with_rimedio(rimedio),
            );
        }
    }
    report
}

/// The codes of each kind of element that has one, from the outermost, with their nodes.
fn codes_by_kind(parsed: &ParsedPlan) -> Vec<(ElementKind, Vec<(String, Node)>)> {
    let elements = ElementIndex::new(&parsed.tree);
    let kinds = ElementKind::ALL.into_iter().filter(|kind| kind.has_code());
    kinds
        .map(|kind| {
            let codes = elements.of_kind(kind, None).filter_map(|element| {
                let (_, node) = parsed.tree.find_key(element.node, kind.identity_key())?;
                Some((element.identity.clone(), node))
            });
            (kind, codes.collect())
        })
        .collect()
}
