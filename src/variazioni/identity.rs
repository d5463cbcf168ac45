//! Which act an amendment is, however its number and its words are written.

use super::lettura::VariazioneLetta;
use super::variazione::AttoDiVariazione;
use crate::rilievi::{Rapporto, Rilievo};

/// A part of an act's number: digits compare by their value, other signs as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Digits: how many there are without the leading zeros, and which.
    Digits(usize, String),
    /// Letters and signs, without capitals.
    Signs(String),
}

/// The number of an act in parts that sort as a person reads them: `9`, `9/bis`, `10`, `10/2021`;
/// empty when it is not known.
pub fn number(atto: &AttoDiVariazione) -> Vec<Part> {
    let scritto = atto.numero.as_deref().unwrap_or_default().to_lowercase();
    let scritto: String = scritto.split_whitespace().collect();
    let cifre = scritto
        .trim_start_matches("n.")
        .trim_start_matches("n°")
        .trim_start_matches("nr.");
    let mut parti: Vec<(bool, String)> = Vec::new();
    for carattere in cifre.chars() {
        let cifra = carattere.is_ascii_digit();
        match parti.last_mut() {
            Some((stessa, parte)) if *stessa == cifra => parte.push(carattere),
            _ => parti.push((cifra, carattere.to_string())),
        }
    }
    parti
        .into_iter()
        .map(|(cifra, parte)| {
            if !cifra {
                return Part::Signs(parte);
            }
            let cifre = parte.trim_start_matches('0');
            Part::Digits(cifre.len(), cifre.to_owned())
        })
        .collect()
}

/// Amendments that are the same act: applied twice, what they add would stand twice.
pub fn repeated(variazioni: &[VariazioneLetta]) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (posto, dopo) in variazioni.iter().enumerate() {
        let stesso = |prima: &&VariazioneLetta| same_act(prima, dopo);
        let Some(prima) = variazioni[..posto].iter().find(stesso) else {
            continue;
        };
        let atto = |letta: &VariazioneLetta| letta.luogo(letta.albero.radice(), "atto");
        rapporto.aggiungi(
            Rilievo::errore(format!(
                "“{}” e “{}” sono lo stesso atto: {}",
                prima.nome,
                dopo.nome,
                dopo.variazione.atto.citazione()
            ))
            .in_luogo(atto(dopo))
            .con_altro_luogo(atto(prima), "qui la prima volta")
            .regola("un atto si applica una volta sola: tipo, organo, numero e data dicono quale è")
            .rimedio(
                "togliere uno dei due file, o scrivere il numero e la data che distinguono gli atti",
            ),
        );
    }
    rapporto
}

/// Whether two amendments are one act. A number tells an act among those of its organ and day; two
/// drafts without one are the same if they have the same object, or none and the same changes.
fn same_act(una: &VariazioneLetta, altra: &VariazioneLetta) -> bool {
    let (uno, altro) = (&una.variazione.atto, &altra.variazione.atto);
    let stessi_estremi = kind(&uno.tipo) == kind(&altro.tipo)
        && words(&uno.organo) == words(&altro.organo)
        && number(uno) == number(altro)
        && uno.data == altro.data;
    if !stessi_estremi {
        return false;
    }
    if !number(uno).is_empty() {
        return true;
    }
    let oggetto = |atto: &AttoDiVariazione| atto.oggetto.as_deref().map(words);
    match (oggetto(uno), oggetto(altro)) {
        (None, None) => una.variazione.modifiche == altra.variazione.modifiche,
        (uno, altro) => uno == altro,
    }
}

/// The kind of an act: the office writes `delibera` and `deliberazione` for the same.
fn kind(tipo: &str) -> String {
    match words(tipo).as_str() {
        "delibera" => "deliberazione".to_owned(),
        "determina" => "determinazione".to_owned(),
        altro => altro.to_owned(),
    }
}

/// A text without capitals, its words parted by one space.
fn words(testo: &str) -> String {
    let testo = testo.to_lowercase();
    testo.split_whitespace().collect::<Vec<_>>().join(" ")
}
