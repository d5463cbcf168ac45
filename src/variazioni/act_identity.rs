//! Which act an amendment is, however its number and its words are written.

use super::reading::ParsedVariazione;
use super::variazione::AttoDiVariazione;
use crate::rilievi::{Report, Rilievo};

/// A part of an act's number: digits compare by their value, other signs as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberPart {
    /// Digits: how many there are without the leading zeros, and which.
    Digits(usize, String),
    /// Letters and signs, without capitals.
    Signs(String),
}

/// The number of an act in parts that sort as a person reads them: `9`, `9/bis`, `10`, `10/2021`;
/// empty when it is not known.
pub(crate) fn act_number(atto: &AttoDiVariazione) -> Vec<NumberPart> {
    let written = atto.numero.as_deref().unwrap_or_default().to_lowercase();
    let written: String = written.split_whitespace().collect();
    let digits = written
        .trim_start_matches("n.")
        .trim_start_matches("n°")
        .trim_start_matches("nr.");
    let mut parts: Vec<(bool, String)> = Vec::new();
    for character in digits.chars() {
        let digit = character.is_ascii_digit();
        match parts.last_mut() {
            Some((is_digits, part)) if *is_digits == digit => part.push(character),
            _ => parts.push((digit, character.to_string())),
        }
    }
    parts
        .into_iter()
        .map(|(digit, part)| {
            if !digit {
                return NumberPart::Signs(part);
            }
            let digits = part.trim_start_matches('0');
            NumberPart::Digits(digits.len(), digits.to_owned())
        })
        .collect()
}

/// Amendments that are the same act: applied twice, what they add would stand twice.
pub(crate) fn repeated_acts(variazioni: &[ParsedVariazione]) -> Report {
    let mut report = Report::default();
    for (place, after) in variazioni.iter().enumerate() {
        let is_repeated = |before: &&ParsedVariazione| is_same_act(before, after);
        let Some(before) = variazioni[..place].iter().find(is_repeated) else {
            continue;
        };
        let atto = |parsed: &ParsedVariazione| parsed.location_of_key(parsed.tree.root(), "atto");
        report.add(
            Rilievo::error(format!(
                "“{}” e “{}” sono lo stesso atto: {}",
                before.name,
                after.name,
                after.variazione.atto.citation()
            ))
            .at(atto(after))
            .with_other_location(atto(before), "qui la prima volta")
            .with_regola("un atto si applica una volta sola: tipo, organo, numero e data dicono quale è")
            .with_rimedio(
                "togliere uno dei due file, o scrivere il numero e la data che distinguono gli atti",
            ),
        );
    }
    report
}

/// Whether two amendments are one act. A number tells an act among those of its organ and day; two
/// drafts without one are the same if they have the same object, or none and the same changes.
fn is_same_act(one: &ParsedVariazione, other: &ParsedVariazione) -> bool {
    let (first, second) = (&one.variazione.atto, &other.variazione.atto);
    let has_same_details = act_kind(&first.tipo) == act_kind(&second.tipo)
        && normalized_words(&first.organo) == normalized_words(&second.organo)
        && act_number(first) == act_number(second)
        && first.data == second.data;
    if !has_same_details {
        return false;
    }
    if !act_number(first).is_empty() {
        return true;
    }
    let object = |atto: &AttoDiVariazione| atto.oggetto.as_deref().map(normalized_words);
    match (object(first), object(second)) {
        (None, None) => one.variazione.modifiche == other.variazione.modifiche,
        (first, second) => first == second,
    }
}

/// The kind of an act: the office writes `delibera` and `deliberazione` for the same.
fn act_kind(tipo: &str) -> String {
    match normalized_words(tipo).as_str() {
        "delibera" => "deliberazione".to_owned(),
        "determina" => "determinazione".to_owned(),
        other => other.to_owned(),
    }
}

/// A text without capitals, its words separated by one space.
fn normalized_words(text: &str) -> String {
    let text = text.to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
