//! What the prose refers to by a code must be in the plan.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::nodes::{entries_or_text, entries_under, obiettivi};
use super::{Regola, RuleContext, content_of, regex};
use crate::lettura::{FieldText, Node};
use crate::piano::{Content, ElementKind};
use crate::rilievi::{Report, Rilievo};

/// The rules of what is named by a code.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "obiettivo-ignoto",
        words: "i testi nominano obiettivi e indicatori del piano",
        source: "chi legge cerca la scheda dell'obiettivo nominato",
        example_of: Some(ElementKind::Programma),
        wrong: "testo: Vi concorre l'obiettivo strategico (A9).",
        right: "testo: Vi concorre l'obiettivo strategico (A1).",
        check: named,
    },
    Regola {
        name: "progetto-ignoto",
        words: "la descrizione nomina progetti dell'obiettivo",
        source: "i progetti sono il legame con il Piano della performance",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "progetti: [AA101]
descrizione: Il progetto (AA 109) continua.",
        right: "progetti: [AA101]
descrizione: Il progetto (AA 101) continua.",
        check: progetti,
    },
];

/// What names objectives or indicators, and the codes after it: `obiettivi strategici A1, A2 e (C3)`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:[Oo]biettiv[oi]|OBIETTIV[OI]|[Ii]ndicator[ei]|INDICATOR[EI])(?: strategic[oi]| operativ[oi]| specific[oi])?(?: n\.| nn\.| numero| cod\.| codice| con codice)? ?((?:(?:, ?| e | ed | o | / ?)?[(“«]?[A-Z][A-Za-z]{0,4}[-.]?[0-9][0-9A-Za-z.-]*[)”»]?)+)",
    )
});

/// A code within such a list.
static CODE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[A-Z][A-Za-z]{0,4}[-.]?[0-9][0-9A-Za-z.-]*"));

/// A project that a description names: `(BB101)`, `il progetto BB 101`.
static PROJECT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\(([A-Z]{2}) ?([0-9]{3})\)|[Pp]rogett[oi] ([A-Z]{2}) ?([0-9]{3})\b"));

/// Stems of the words of a sentence about what the plan no longer has, or has not of its own.
const ELSEWHERE: &[&str] = &[
    "soppress",
    "raggiunt",
    "conclus",
    "confluit",
    "sostitui",
    "accorpat",
    "eliminat",
    "cessat",
    "chius",
    "abrogat",
    "non più",
    "non è più",
    "riprogrammat",
    "ripianificat",
    "rinviat",
    "ex obiettivo",
    "precedente",
    "scors",
    "passat",
    "già obiettivo",
    "piano della performance",
    "piao",
    "agenda",
    "pnrr",
    "fesr",
    "feasr",
    "fse",
    "pnc",
    "programma pluriennale",
    "piano strategico",
    "direttiva",
    "piano triennale",
    "ministero",
    "regione",
    "unioncamere",
    "ptpct",
    "dup",
    "piano di",
    "rapporto sui risultati",
    "programma operativo",
    "relazione previsionale",
];

/// The shape of a code: its letters as they are, each of its numbers as one sign.
fn shape(codice: &str) -> String {
    let mut shape = String::new();
    for c in codice.chars() {
        match c {
            _ if c.is_ascii_digit() && shape.ends_with('0') => {}
            _ if c.is_ascii_digit() => shape.push('0'),
            c => shape.push(c),
        }
    }
    shape
}

/// The codes of the objectives and of the indicators, and their shapes.
struct Known<'a> {
    codici: BTreeSet<&'a str>,
    shapes: BTreeSet<String>,
}

impl<'a> Known<'a> {
    fn of(context: &'a RuleContext<'_>) -> Self {
        let obiettivi = context.piano.obiettivi().map(|o| &*o.codice);
        let indicatori = context.piano.indicatori().map(|i| &*i.codice);
        let codici: BTreeSet<&str> = obiettivi.chain(indicatori).collect();
        let shapes = codici.iter().map(|codice| shape(codice)).collect();
        Self { codici, shapes }
    }

    /// Whether a code is like those of the plan, and none of them.
    fn lacks(&self, codice: &str) -> bool {
        !self.codici.contains(codice) && self.shapes.contains(&shape(codice))
    }
}

/// Objectives and indicators that the prose names.
fn named(context: &RuleContext<'_>) -> Report {
    let known = Known::of(context);
    let is_prose = |value: &&FieldText<'_>| {
        !matches!(content_of(value), Content::Signs)
            && ["iettiv", "IETTIV", "ndicator", "NDICATOR"]
                .iter()
                .any(|part| value.text.contains(part))
    };
    let mut report = Report::default();
    for value in context.values.iter().filter(is_prose) {
        for parts in NAMED.captures_iter(value.text) {
            let whole = parts.get(0).map_or(0..0, |found| found.range());
            if speaks_of_elsewhere(value.text, whole) {
                continue;
            }
            for codice in CODE.find_iter(&parts[1]) {
                let codice = codice.as_str().trim_end_matches(['.', '-']);
                if known.lacks(codice) {
                    let is_indicatore = parts[0].to_lowercase().starts_with("ind");
                    let noun = if is_indicatore {
                        "l'indicatore"
                    } else {
                        "l'obiettivo"
                    };
                    let message = format!("il testo nomina {noun} {codice}, che il piano non ha");
                    let location = context.tree.location_of_fragment(value.node, codice);
                    let rimedio = rimedio(codice, &known);
                    report.add(Rilievo::warning(message).at(location).with_rimedio(rimedio));
                }
            }
        }
    }
    report
}

fn rimedio(codice: &str, known: &Known<'_>) -> String {
    let all = known.codici.iter().copied();
    let similar: Vec<&str> = all
        .filter(|other| shape(other) == shape(codice))
        .take(MAX_CODES + 1)
        .collect();
    if similar.len() > MAX_CODES {
        "correggere il codice".to_owned()
    } else {
        format!(
            "correggere il codice; quelli simili del piano sono: {}",
            similar.join(", ")
        )
    }
}

/// How many codes a remedy lists.
const MAX_CODES: usize = 12;

/// Whether the sentence around a mention speaks of what the plan no longer has, or of another plan.
fn speaks_of_elsewhere(text: &str, mention: std::ops::Range<usize>) -> bool {
    let before = &text[..mention.start];
    let start = before.rfind(['.', ';', '\n']).map_or(0, |place| place + 1);
    let after = &text[mention.end..];
    let end = after
        .find(". ")
        .or_else(|| after.find(['\n', ';']))
        .unwrap_or(after.len());
    let sentence = text[start..mention.end + end].to_lowercase();
    ELSEWHERE.iter().any(|stem| sentence.contains(stem))
}

/// Projects that an objective's description names and its `progetti` do not.
fn progetti(context: &RuleContext<'_>) -> Report {
    let tree = &context.tree;
    let typed_by = |node: Node| -> String {
        let progetti = entries_or_text(tree, node, "progetti").into_iter();
        progetti
            .filter_map(|n| tree.text(n))
            .flat_map(str::split_whitespace)
            .collect()
    };
    let of_plan = LazyLock::new(|| -> String {
        obiettivi(context).map(|(_, node)| typed_by(node)).collect()
    });
    let mut report = Report::default();
    for (obiettivo, node) in
        obiettivi(context).filter(|(obiettivo, _)| obiettivo.progetti.is_some())
    {
        let progetti = typed_by(node);
        for description in descriptions(context, node) {
            let text = tree.text(description).unwrap_or_default();
            if !text.contains(['(']) && !text.contains("rogett") {
                continue;
            }
            for parts in PROJECT.captures_iter(text) {
                let is_beside = parts.get(1).is_some();
                let part = |place: usize| parts.get(place).map_or("", |found| found.as_str());
                let codice = format!("{}{}{}{}", part(1), part(2), part(3), part(4));
                // A sentence may speak of another objective's project; in brackets it is this one's.
                if progetti.contains(&codice) || !is_beside && of_plan.contains(&codice) {
                    continue;
                }
                report.add(
                    Rilievo::warning(format!(
                        "la descrizione nomina il progetto {codice}, che non è fra quelli dell'obiettivo {}",
                        obiettivo.codice
                    ))
                    .at(tree.location_of_fragment(description, &parts[0]))
                    .with_rimedio("correggere il codice, o aggiungerlo a “progetti”"),
                );
            }
        }
    }
    report
}

/// The texts that describe an objective.
fn descriptions(context: &RuleContext<'_>, obiettivo: Node) -> Vec<Node> {
    let tree = &context.tree;
    let ambiti = entries_under(tree, obiettivo, "descrizione").into_iter();
    let ambiti = ambiti.filter_map(|ambito| Some(tree.find_key(ambito, "testo")?.1));
    ambiti
        .chain(entries_or_text(tree, obiettivo, "descrizione"))
        .collect()
}
