//! Warnings about values that this program reads as typed but other YAML programs would read
//! differently: `no` as false, `2020-12-03` as a date; and about lines that look like keys and are text.

use super::raw::leading_key;
use super::structure::FileShape;
use super::tree::{SyntaxTree, TextValue};
use crate::piano::{Described, Kind, Scelta};
use crate::rilievi::{Location, Report, Rilievo};

/// The bare words that YAML 1.1 programs read as true or false.
const TRUE_OR_FALSE: [&str; 6] = ["y", "n", "yes", "no", "on", "off"];

/// Finds the values that other programs would read differently.
pub(crate) fn check(tree: &SyntaxTree, shape: &FileShape) -> Report {
    let values = tree.text_values();
    let pitfalls = Pitfalls {
        choices: shape.keys_of(Scelta::KIND),
        dates: shape.keys_of(Kind::Date),
    };
    let plain = values.iter().filter(|scalar| scalar.is_plain);
    let misread =
        plain.filter_map(|scalar| Some(pitfalls.of(scalar)?.at(tree.location(scalar.node))));
    let swallowed = values
        .iter()
        .filter_map(|value| swallowed_key(tree, shape, value));
    misread.chain(swallowed).collect()
}

/// A line of a long text that begins with a key of the plan: a key indented too far becomes text.
fn swallowed_key(tree: &SyntaxTree, shape: &FileShape, value: &TextValue<'_>) -> Option<Rilievo> {
    let mut lines = value.text.lines().skip(1).map(str::trim_start);
    let (line, name) = lines.find_map(|line| {
        let key = leading_key(line)?;
        shape.has_key(key.name).then_some((line, key.name))
    })?;
    Some(
        Rilievo::warning(format!("“{name}” sembra una chiave, e si stamperebbe nel testo"))
            .named("chiave-nel-testo")
            .at(tree.location_of_fragment(value.node, line))
            .with_regola("le righe che rientrano più della chiave sono il suo testo, qualunque cosa dicano")
            .with_rimedio(format!(
                "se è una chiave, farla cominciare nella colonna di “{}”; se è testo, cominciarlo con la maiuscola",
                value.key
            )),
    )
}

/// The keys under which a bare word or day is what it looks like.
struct Pitfalls {
    /// Those whose value is yes or no, where `no` is meant.
    choices: Vec<&'static str>,
    /// Those whose value is a day.
    dates: Vec<&'static str>,
}

impl Pitfalls {
    /// The warning for one value without quotes, still without a place.
    fn of(&self, value: &TextValue<'_>) -> Option<Rilievo> {
        let text = value.text;
        let lowercase = text.to_lowercase();
        let word = TRUE_OR_FALSE.contains(&lowercase.as_str());
        if word && !self.choices.contains(&value.key) {
            return Some(
                Rilievo::warning(format!("{text} senza virgolette è una parola equivoca"))
                    .named("valore-equivoco")
                    .with_regola(format!(
                        "qui si stampa {text}, ma altri programmi che leggono YAML la prendono per vero o falso"
                    ))
                    .with_rimedio(format!("scriverla fra virgolette: \"{text}\"")),
            );
        }
        if is_date(text) && !self.dates.contains(&value.key) {
            return Some(
                Rilievo::warning(format!(
                    "{text} senza virgolette è una data per altri programmi"
                ))
                .named("valore-equivoco")
                .with_regola(format!("qui si stampa {text}, così com'è"))
                .with_rimedio(format!(
                    "scriverla fra virgolette, o all'italiana: {}",
                    italian_date(text)
                )),
            );
        }
        None
    }
}

fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}

/// `2020-12-03` as `3/12/2020`.
fn italian_date(date: &str) -> String {
    let parts: Vec<&str> = date
        .split('-')
        .map(|part| part.trim_start_matches('0'))
        .collect();
    format!("{}/{}/{}", parts[2], parts[1], parts[0])
}

/// A finding for a text that begins with a byte-order mark.
pub(crate) fn byte_order_mark(location: Location) -> Rilievo {
    Rilievo::warning("il file comincia con un segno d'ordine (BOM), che non si vede")
        .named("segni-del-file")
        .at(location)
        .with_regola(
            "qui non dà disturbo, ma altri programmi lo leggono come parte della prima chiave",
        )
        .with_rimedio("salvare il file in “UTF-8”, non in “UTF-8 con BOM”")
}

/// A finding for line ends of two kinds in one text.
pub(crate) fn mixed_line_ends(location: Location) -> Rilievo {
    Rilievo::warning("il file mescola righe di Windows e righe di altri sistemi")
        .named("segni-del-file")
        .at(location)
        .with_regola("qui non dà disturbo, ma un confronto fra due versioni mostrerebbe righe uguali come diverse")
        .with_rimedio("salvare il file con un solo tipo di fine riga")
}
