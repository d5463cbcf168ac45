//! The amounts of the objectives: none is negative, the years are those of the budget, and the budget's own
//! year is among them.

use super::nodes::{key_location, obiettivi};
use super::{Regola, RuleContext};
use crate::lettura::Node;
use crate::piano::{
    Anno, ElementKind, Importo, ImportoOrTesto, Obiettivo, RisorseAnno, RisorseEconomiche,
};
use crate::rilievi::{Location, Report, Rilievo};

const OF_THE_BUDGET: &str = "il piano illustra le spese del bilancio a cui è allegato (art. 19 c. 1 D.Lgs. 91/2011), anno per anno (DPCM 18/09/2012 art. 4)";

/// The rules of the amounts.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "importo-negativo",
        words: "le risorse di un obiettivo non sono meno di zero",
        source: "DPCM 18/09/2012 art. 4: le risorse sono ciò che si spende per l'obiettivo",
        example_of: Some(ElementKind::Obiettivo),
        wrong: r#"risorse_economiche: "-4.500,00""#,
        right: r#"risorse_economiche: "4.500,00""#,
        check: negative,
    },
    Regola {
        name: "importo-fuori-dal-triennio",
        words: "gli anni delle risorse sono quelli del bilancio",
        source: OF_THE_BUDGET,
        example_of: Some(ElementKind::Obiettivo),
        wrong: r#"risorse_economiche: { 2020: "1.000,00", 2021: "1.000,00" }"#,
        right: r#"risorse_economiche: { 2021: "1.000,00", 2022: "1.000,00" }"#,
        check: outside,
    },
    Regola {
        name: "importo-mancante",
        words: "fra le risorse anno per anno ci sono quelle dell'esercizio",
        source: OF_THE_BUDGET,
        example_of: Some(ElementKind::Obiettivo),
        wrong: r#"risorse_economiche: { 2022: "1.000,00", 2023: "1.000,00" }"#,
        right: r#"risorse_economiche: { 2021: "1.000,00", 2022: "1.000,00" }"#,
        check: missing,
    },
];

/// How many years a budget without a `triennio` may look ahead.
const LATER_YEARS: u16 = 2;

/// Texts that stand in the place of an amount not yet known.
const UNKNOWN: &[&str] = &[
    "nd",
    "np",
    "nc",
    "xxx",
    "dadefinire",
    "dadeterminare",
    "daquantificare",
    "dastanziare",
    "daindicare",
    "dainserire",
    "dacompletare",
    "incorsodidefinizione",
    "nondisponibile",
    "nonquantificato",
    "nondefinito",
];

/// Where the amount of a year stands, or its year.
fn location_of_year(context: &RuleContext<'_>, node: Node, anno: Anno, part: Part) -> Location {
    let tree = &context.tree;
    let risorse = tree.find_key(node, "risorse_economiche");
    let entry = risorse.and_then(|(_, risorse)| tree.find_key(risorse, &anno.to_string()));
    let place = entry.map(|(key, value)| match part {
        Part::Year => key,
        Part::Amount => value,
    });
    place.map_or_else(
        || key_location(tree, node, "risorse_economiche"),
        |place| tree.location(place),
    )
}

/// Which part of `2027: 1.000,00` a finding is about.
#[derive(Clone, Copy)]
enum Part {
    Year,
    Amount,
}

/// Negative amounts; in the quadratura they are right, and the total of the preventivo is no such line.
fn negative(context: &RuleContext<'_>) -> Report {
    let of_obiettivi = obiettivi(context).flat_map(|(obiettivo, node)| {
        let amounts = negative_amounts(obiettivo).into_iter();
        amounts.map(move |(anno, importo)| {
            let location = match anno {
                Some(anno) => location_of_year(context, node, anno, Part::Amount),
                None => key_location(&context.tree, node, "risorse_economiche"),
            };
            negative_rilievo(importo, location)
        })
    });
    let totali = context.piano.totali.as_ref();
    let preventivo = totali.and_then(|totali| totali.preventivo);
    let preventivo = preventivo
        .filter(|importo| *importo < Importo::default())
        .map(|importo| {
            let (node, _) = context.tree.follow(["totali", "preventivo"]);
            negative_rilievo(importo, context.tree.location(node))
        });
    of_obiettivi.chain(preventivo).collect()
}

fn negative_amounts(obiettivo: &Obiettivo) -> Vec<(Option<Anno>, Importo)> {
    let amounts: Vec<(Option<Anno>, Importo)> = match &obiettivo.risorse_economiche {
        Some(RisorseEconomiche::Importo(importo)) => vec![(None, *importo)],
        Some(RisorseEconomiche::PerYear(anni)) => anni
            .iter()
            .filter_map(|entry| Some((Some(entry.anno), entry.importo.importo()?)))
            .collect(),
        _ => Vec::new(),
    };
    let amounts = amounts.into_iter();
    amounts
        .filter(|(_, importo)| *importo < Importo::default())
        .collect()
}

fn negative_rilievo(importo: Importo, location: Location) -> Rilievo {
    Rilievo::warning(format!("l'importo {importo} è negativo"))
        .at(location)
        .with_rimedio("togliere il segno meno; ciò che si toglie dal totale sta in “quadratura”")
}

/// The objectives with amounts by year, each with its node.
fn by_year<'a>(
    context: &'a RuleContext<'_>,
) -> impl Iterator<Item = (&'a Obiettivo, &'a [RisorseAnno], Node)> {
    obiettivi(context).filter_map(|(obiettivo, node)| match &obiettivo.risorse_economiche {
        Some(RisorseEconomiche::PerYear(anni)) => Some((obiettivo, anni.as_slice(), node)),
        _ => None,
    })
}

/// The first and the last year of the budget.
fn budget_years(context: &RuleContext<'_>) -> (u16, u16) {
    let piano = &context.piano;
    let esercizio = u16::from(piano.esercizio);
    let triennio = || piano.triennio.iter().map(|anno| u16::from(*anno));
    match (triennio().min(), triennio().max()) {
        // A triennio that does not hold the year of the budget is told as such: it is no measure.
        (Some(first), Some(last)) if (first..=last).contains(&esercizio) => (first, last),
        _ => (esercizio, esercizio + LATER_YEARS),
    }
}

/// Amounts of years that the budget does not have.
fn outside(context: &RuleContext<'_>) -> Report {
    let (first, last) = budget_years(context);
    let mut report = Report::default();
    for (_, anni, node) in by_year(context) {
        let outside = anni.iter().filter(|entry| is_outside(context, entry));
        let outside: Vec<Anno> = outside.map(|entry| entry.anno).collect();
        let Some(at) = outside.first() else {
            continue;
        };
        let years: Vec<String> = outside.iter().map(Anno::to_string).collect();
        report.add(
            Rilievo::warning(format!(
                "le risorse sono anche del {}, che non è fra gli anni del bilancio",
                years.join(", ")
            ))
            .at(location_of_year(context, node, *at, Part::Year))
            .with_rimedio(format!(
                "correggere l'anno: il bilancio va dal {first} al {last}"
            )),
        );
    }
    report
}

fn is_outside(context: &RuleContext<'_>, entry: &RisorseAnno) -> bool {
    let (first, last) = budget_years(context);
    !(first..=last).contains(&u16::from(entry.anno))
}

/// Amounts by year without that of the budget's year.
fn missing(context: &RuleContext<'_>) -> Report {
    let esercizio = context.piano.esercizio;
    let mut report = Report::default();
    for (obiettivo, anni, node) in by_year(context) {
        let has_amount = anni.iter().any(|entry| entry.importo.importo().is_some());
        // A year outside the budget is probably this one, mistyped, and is told.
        let is_told = anni.iter().any(|entry| is_outside(context, entry));
        let own = anni.iter().find(|entry| entry.anno == esercizio);
        if !has_amount || is_told || own.is_some_and(is_said) || begins_later(obiettivo, esercizio)
        {
            continue;
        }
        report.add(
            Rilievo::warning(format!(
                "fra le risorse mancano quelle del {esercizio}, che il totale conta per zero"
            ))
            .at(location_of_year(context, node, esercizio, Part::Amount))
            .with_rimedio(format!(
                "aggiungere l'importo del {esercizio}; se l'obiettivo non ha spese in quell'anno, 0,00"
            )),
        );
    }
    report
}

/// Whether a year has an amount, or words that say why it has none.
fn is_said(entry: &RisorseAnno) -> bool {
    match &entry.importo {
        ImportoOrTesto::Importo(_) => true,
        ImportoOrTesto::Testo(text) => {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            let letters: String = letters.flat_map(char::to_lowercase).collect();
            !letters.is_empty() && !UNKNOWN.contains(&letters.as_str())
        }
    }
}

/// Whether an objective begins after a year: by its period, or because its indicators have results only for
/// later years.
fn begins_later(obiettivo: &Obiettivo, anno: Anno) -> bool {
    let period = obiettivo.arco_temporale.as_deref().unwrap_or_default();
    let years = period.split(|c: char| !c.is_ascii_digit());
    let from_period = years.filter_map(Anno::parse).min();
    let results = obiettivo
        .indicatori
        .iter()
        .flat_map(|i| &i.risultati_attesi);
    let given = results.filter(|(_, result)| result.text().chars().any(char::is_alphanumeric));
    let from_results = given.map(|(year, _)| *year).min();
    [from_period, from_results]
        .into_iter()
        .flatten()
        .any(|first| first > anno)
}
