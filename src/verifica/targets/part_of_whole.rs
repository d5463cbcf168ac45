//! Whether an indicator is the part of a whole, which cannot exceed it.

use super::series::{Series, number_of};
use super::words::{IndicatorWords, has_stem, words};
use crate::piano::Measure;

/// The words of a ratio whose upper term is no part of the lower, or may exceed it: what is done may
/// exceed what was planned.
const NOT_A_PART: [&str; 26] = [
    "precedent",
    "previst",
    "programmat",
    "preventiv",
    "pianificat",
    "stimat",
    "attese",
    "attesi",
    "atteso",
    "attesa",
    "target",
    "media ",
    "medio ",
    "medie ",
    "medi ",
    "massim",
    "minim",
    "variazion",
    "differenz",
    "arretrat",
    "n-1",
    "t-1",
    "inizial",
    "anno prima",
    "storic",
    "incremento",
];

/// The names of what may exceed a hundred.
const NOT_SHARES: [&str; 20] = [
    "copertura",
    "crescit",
    "variazion",
    "increment",
    "aument",
    "svilupp",
    "rotazion",
    "ricambio",
    "turnover",
    "liquidit",
    "redditiv",
    "rendiment",
    "scostament",
    "rapporto",
    "velocit",
    "ritorno",
    "moltiplicator",
    "leva",
    "raggiungiment",
    "autofinanziament",
];

/// The names of what is always a share.
const SHARES: [&str; 34] = [
    "quota d",
    "quota di",
    "percentuale d",
    "percentuali d",
    "% d",
    "soddisf",
    "gradiment",
    "customer satisfaction",
    "grado di evasion",
    "grado di complet",
    "grado di adempiment",
    "grado di attuazion",
    "grado di conformit",
    "grado di trasparen",
    "grado di adesion",
    "grado di accessibil",
    "grado di digitalizz",
    "grado di utilizzo",
    "grado di soddisf",
    "livello di soddisf",
    "livello di complet",
    "livello di adempiment",
    "tasso di assen",
    "tasso medio di assen",
    "tasso di success",
    "tasso di rispost",
    "tasso di adesion",
    "tasso di accogliment",
    "tasso di evasion",
    "tasso di conformit",
    "tasso di partecipazion",
    "tasso di occupazion",
    "indice di trasparen",
    "indice sintetico di trasparen",
];

/// Whether an indicator is the part of a whole: its algorithm divides some things by all of them, or its
/// name says so. One that was observed over a hundred is not.
pub(super) fn is_part_of_whole(series: &Series<'_>) -> bool {
    let words = IndicatorWords::of(series.indicatore);
    let was_over = series
        .observed()
        .iter()
        .any(|seen| number_of(&seen.value).is_some_and(|number| number > 100.into()));
    if was_over || has_stem(&words.algorithm, &NOT_A_PART) {
        return false;
    }
    match ratio(&words.algorithm) {
        Some((above, below)) => {
            is_part(above, below) || is_share_by_name(&words) && is_whole(below)
        }
        None => is_share_by_name(&words),
    }
}

fn is_share_by_name(words: &IndicatorWords) -> bool {
    has_stem(&words.name, &SHARES) && !has_stem(&words.name, &NOT_SHARES)
}

/// The two terms of a ratio: `A / B`, `rapporto fra A e B`, `A sul totale dei B`, `A su B`.
fn ratio(algorithm: &str) -> Option<(&str, &str)> {
    let bars = algorithm.match_indices(['/', '÷', ':']);
    for (at, sign) in bars {
        let (above, below) = (&algorithm[..at], &algorithm[at + sign.len()..]);
        // Neither `e/o` nor `30/06`; a colon without a space is of a time.
        let is_of_word = above.ends_with(|c: char| c.is_ascii_digit())
            || above == "e"
            || above.ends_with(" e")
            || above.ends_with(" si")
            || above.ends_with(" sì")
            || sign == ":" && !above.ends_with(' ');
        if !is_of_word && words(above).count() > 0 && words(below).count() > 0 {
            return Some((above, below));
        }
    }
    for start in [
        "rapporto fra ",
        "rapporto tra ",
        "rapporto percentuale fra ",
        "rapporto percentuale tra ",
    ] {
        if let Some(terms) = algorithm.trim_start().strip_prefix(start) {
            return terms.split_once(" e ");
        }
    }
    for joint in [
        " sul totale ",
        " sul numero ",
        " sul ",
        " sulle ",
        " sui ",
        " sugli ",
        " su ",
        " rispetto al totale ",
    ] {
        if let Some((above, below)) = algorithm.split_once(joint) {
            return Some((above, below));
        }
    }
    None
}

/// Whether the terms of a ratio name the same things, and the lower all of them.
fn is_part(above: &str, below: &str) -> bool {
    if is_flow(above, below)
        || is_of_two_sides(above, below)
        || above.contains(" - ")
        || below.contains(" - ")
    {
        return false;
    }
    let (above, below) = (nouns(above), nouns(below));
    let first_is_in = |nouns: &[String], others: &[String]| {
        nouns.first().is_some_and(|first| others.contains(first))
    };
    first_is_in(&below, &above) || first_is_in(&above, &below) || below.is_empty()
}

/// What leaves over what enters, which may be more: `chiuse / aperte`.
fn is_flow(above: &str, below: &str) -> bool {
    const OUT: [&str; 6] = [
        "chius", "definit", "conclus", "esaurit", "smaltit", "cessat",
    ];
    const IN: [&str; 6] = [
        "apert",
        "sopravven",
        "avviat",
        "nuov",
        "sopraggiunt",
        "iscritt",
    ];
    has_stem(above, &OUT) && has_stem(below, &IN)
}

/// The two sides of an account, of which the one may exceed the other: `ricavi / costi`.
fn is_of_two_sides(above: &str, below: &str) -> bool {
    const IN: [&str; 6] = [
        "ricav",
        "provent",
        "entrat",
        "valore della produzion",
        "attiv",
        "credit",
    ];
    const OUT: [&str; 6] = ["cost", "oner", "uscit", "spes", "passiv", "debit"];
    let is_between = |one: &[&str], other: &[&str]| has_stem(above, one) && has_stem(below, other);
    is_between(&IN, &OUT) || is_between(&OUT, &IN)
}

/// Whether a term is said to be all that there is.
fn is_whole(term: &str) -> bool {
    has_stem(
        term,
        &[
            "total",
            "complessiv",
            "intervistat",
            "rispondent",
            "utilizzabil",
            "disponibil",
            "stanziat",
        ],
    )
}

/// The nouns, adjectives and verbs of a term, without their endings.
fn nouns(term: &str) -> Vec<String> {
    const OTHERS: [&str; 48] = [
        "numero",
        "totale",
        "totali",
        "complessivo",
        "complessiva",
        "complessivi",
        "complessive",
        "delle",
        "degli",
        "dello",
        "della",
        "dell",
        "nell",
        "nella",
        "nelle",
        "negli",
        "anno",
        "somma",
        "valore",
        "percentuale",
        "rapporto",
        "importo",
        "alla",
        "alle",
        "allo",
        "agli",
        "dalla",
        "dalle",
        "tutti",
        "tutte",
        "tutto",
        "tutta",
        "sulla",
        "sulle",
        "quali",
        "quelle",
        "quelli",
        "entro",
        "oltre",
        "mese",
        "corso",
        "termine",
        "per",
        "cento",
        "sul",
        "dei",
        "del",
        "con",
    ];
    words(term)
        .filter(|word| word.chars().count() > 2 && !OTHERS.contains(word))
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .map(
            |word| match word.trim_end_matches(['a', 'e', 'i', 'o', 'à']) {
                "" => word.to_owned(),
                stem => stem.trim_end_matches('h').to_owned(),
            },
        )
        .collect()
}

/// Whether the numbers of an indicator are per cent, by their sign or by the unit it declares.
pub(super) fn is_percent(series: &Series<'_>, measure: &Measure) -> bool {
    match measure {
        Measure::Percent => true,
        Measure::Bare => series.declared() == Measure::Percent,
        _ => false,
    }
}
