//! Which values of an indicator are better.

use super::series::{Series, Target, number_of};
use super::words::{IndicatorWords, has_stem};
use crate::piano::{Measure, Operator, TargetValue, Verso};

/// The words of what an office wants less of.
const UNWANTED: [&str; 42] = [
    "ritard",
    "assenz",
    "assenteism",
    "error",
    "errat",
    "reclam",
    "contenzios",
    "ricors",
    "arretrat",
    "inevas",
    "pendent",
    "pendenz",
    "rigett",
    "respint",
    "anomali",
    "non conform",
    "difform",
    "disserviz",
    "infortun",
    "incident",
    "consum",
    "sprec",
    "costo",
    "costi",
    "spese di funzionamento",
    "spese per il personale",
    "spese postali",
    "spese generali",
    "oneri",
    "debit",
    "indebitament",
    "perdit",
    "morosit",
    "insolut",
    "emission",
    "rinunc",
    "abbandon",
    "dispersion",
    "scostament",
    "interruzion",
    "guast",
    "sospes",
];

/// The words of what is done to the unwanted, of which an office wants more.
const HANDLED: [&str; 34] = [
    "copertura",
    "evas",
    "gestit",
    "trattat",
    "risolt",
    "definit",
    "defini",
    "chius",
    "conclus",
    "smalt",
    "recuper",
    "riscoss",
    "riscossion",
    "elimina",
    "corrett",
    "riscontr",
    "lavorat",
    "pagat",
    "riduzion",
    "diminuzion",
    "abbattiment",
    "conteniment",
    "calo",
    "risparmi",
    "tagli",
    "rispett",
    "prevenzion",
    "contrast",
    "monitorat",
    "accolt",
    "efficientament",
    "esit",
    "rispost",
    "esaminat",
];

/// The words of a span of time that should be short.
const TIMES: [&str; 10] = [
    "temp",
    "durata",
    "attesa",
    "ritard",
    "giorni",
    "gg",
    "ore ",
    "tempestiv",
    "lavorazion",
    "intercorr",
];

/// The words of a span of time of which an office gives more.
const TIME_GIVEN: [&str; 16] = [
    "formazion",
    "apertura",
    "assistenz",
    "aperti",
    "erogat",
    "lezion",
    "docenz",
    "corso",
    "corsi",
    "tirocin",
    "stage",
    "alternanza",
    "volontari",
    "event",
    "presenza",
    "disponibil",
];

/// The words of what an office plainly wants more of.
const WANTED: [&str; 30] = [
    "copertura",
    "soddisf",
    "gradiment",
    "realizzat",
    "assistit",
    "evas",
    "impres",
    "event",
    "incontr",
    "partecipant",
    "iscritt",
    "pubblicat",
    "formazion",
    "verific",
    "controll",
    "ispezion",
    "appuntament",
    "visit",
    "utent",
    "bandi",
    "erogat",
    "concess",
    "incass",
    "riscoss",
    "servizi",
    "iniziativ",
    "contatt",
    "certificat",
    "adesion",
    "corsi",
];

/// The direction in which an indicator gets better; `None` where nothing says it.
pub(super) fn direction(series: &Series<'_>) -> Option<Verso> {
    series
        .indicatore
        .verso
        .or_else(|| of_operators(series))
        .or_else(|| of_days(series))
        .or_else(|| of_words(series))
}

/// That of the operators, if all lead to one side.
fn of_operators(series: &Series<'_>) -> Option<Verso> {
    let operators = || operators(series).map(|(_, operator)| operator);
    let up = operators()
        .filter(|operator| operator.is_lower_bound())
        .count();
    let down = operators()
        .filter(|operator| operator.is_upper_bound())
        .count();
    match up.cmp(&down) {
        std::cmp::Ordering::Greater => Some(Verso::Crescente),
        std::cmp::Ordering::Less => Some(Verso::Decrescente),
        std::cmp::Ordering::Equal => None,
    }
}

/// The operators of the targets that are numbers.
pub(super) fn operators<'s>(
    series: &'s Series<'_>,
) -> impl Iterator<Item = (&'s Target<'s>, Operator)> {
    series
        .targets
        .iter()
        .filter_map(|target| match target.value {
            TargetValue::Number(quantity) => Some((target, quantity.operator)),
            _ => None,
        })
}

/// A day is better if it comes sooner.
fn of_days(series: &Series<'_>) -> Option<Verso> {
    let has_day = series
        .targets
        .iter()
        .any(|target| matches!(target.value, TargetValue::Day(_)));
    has_day.then_some(Verso::Decrescente)
}

fn of_words(series: &Series<'_>) -> Option<Verso> {
    let words = IndicatorWords::of(series.indicatore);
    let is_time = is_of_time(series);
    let has_share = is_share(series);
    if words.has(&TIME_GIVEN) && is_time {
        return Some(Verso::Crescente);
    }
    if !has_share
        && (is_time
            || has_stem(
                &words.name,
                &["tempo", "tempi", "durata", "attesa", "giorni di"],
            ))
    {
        return words.has(&TIMES).then_some(Verso::Decrescente);
    }
    if has_stem(&words.name, &UNWANTED) {
        return match words.has(&HANDLED) {
            true if has_share => Some(Verso::Crescente),
            true => None,
            false => Some(Verso::Decrescente),
        };
    }
    if has_stem(&words.algorithm, &UNWANTED) {
        return None;
    }
    words.has(&WANTED).then_some(Verso::Crescente)
}

fn is_of_time(series: &Series<'_>) -> bool {
    let is_time = |measure: &Measure| matches!(measure, Measure::Time(_));
    let targets = series.targets.iter();
    is_time(&series.declared())
        || targets
            .filter_map(Target::quantity)
            .any(|q| is_time(&q.measure))
}

fn is_share(series: &Series<'_>) -> bool {
    let is_share = |measure: &Measure| matches!(measure, Measure::Percent | Measure::PerMille);
    let targets = series.targets.iter();
    is_share(&series.declared())
        || targets
            .filter_map(Target::quantity)
            .any(|q| is_share(&q.measure))
}

/// Whether an indicator speaks of what an office wants less of, or of what is done to it.
pub(super) fn has_unwanted(words: &IndicatorWords) -> bool {
    words.has(&UNWANTED)
}

/// Whether the numbers of at least three years go to one side, each year further.
pub(super) fn is_trend(series: &Series<'_>, verso: Verso) -> bool {
    let numbers: Vec<_> = series
        .targets
        .iter()
        .filter_map(|target| number_of(target.value))
        .collect();
    let goes = |pair: &[rust_decimal::Decimal]| match verso {
        Verso::Crescente => pair[0] < pair[1],
        Verso::Decrescente => pair[0] > pair[1],
        Verso::Esatto => pair[0] == pair[1],
    };
    numbers.len() >= 3 && numbers.windows(2).all(goes)
}
