//! What frees a document of another year in prose.

use super::history::{is_compared, is_of_another_body, is_said_of_now};
use super::phrase::phrase_of;
use super::prose::Place;
use super::tenses::{Tense, is_participle, tense_after, tense_before};

/// The stems of nouns of what is told of a document once its year is over.
const ACCOUNTS: [&str; 9] = [
    "consuntiv",
    "esiti",
    "esito",
    "rendicont",
    "chiusur",
    "risultanz",
    "attuazion",
    "economie",
    "residu",
];

/// The stems of words of what is made from a document, or goes with it.
const MADE_FROM: [&str; 5] = ["predispost", "redatt", "accompagn", "coeren", "allega"];

/// What joins another clause.
const JOINTS: [&str; 5] = ["e", "ed", "ma", "mentre", "nonché"];

impl Place<'_> {
    /// Whether a document of another year is named as such.
    pub(super) fn is_document_free(&self) -> bool {
        let start = self.phrase.start;
        is_compared(self.words, start)
            || is_said_of_now(self.words, start, &self.mention)
            || self.is_recorded_document()
            || self.is_told_ahead()
            || self.is_of_history()
            || is_of_another_body(self.words, start, &self.mention)
            || self.has_same_of_budget()
    }

    /// `consuntivo`, `stato di attuazione`, `esiti` of a document.
    fn is_recorded_document(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        let near = before.iter().rev().take(3);
        near.into_iter().any(|word| word.begins_with_any(&ACCOUNTS))
    }

    /// Whether the verb that follows the document, in its own clause, tells the past.
    fn is_told_ahead(&self) -> bool {
        let after = &self.words[self.mention.end..];
        let clause = after
            .iter()
            .position(|word| JOINTS.contains(&word.text.as_str()))
            .unwrap_or(after.len());
        tense_after(&after[..clause.min(12)], 0) == Some(Tense::Past)
    }

    /// `il Consiglio ha adottato il PIAO`, `è definito nel PIAO`: the one in force, of the year before.
    pub(super) fn is_adopted(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        if let [.., participle, within] = before {
            let is_within = matches!(within.text.as_str(), "nel" | "dal" | "col");
            let is_past = tense_before(self.words, self.phrase.start) == Some(Tense::Past);
            if is_within && is_past && is_participle(&participle.text) {
                return true;
            }
        }
        let verbs = before.windows(2).rev().take(12);
        verbs.into_iter().any(|verb| {
            matches!(verb[0].text.as_str(), "ha" | "hanno")
                && verb[1].begins_with_any(&["approvat", "adottat", "aggiornat"])
        })
    }

    /// `introdotto con il bilancio 2014`, `dal preventivo 2014`: a document of some years ago in a history.
    fn is_of_history(&self) -> bool {
        if self.mention.to + 2 > self.budget.esercizio {
            return false;
        }
        let before = &self.words[..self.phrase.start];
        let near = &before[before.len().saturating_sub(8)..];
        let is_made_from_it = near.iter().any(|word| word.begins_with_any(&MADE_FROM));
        let is_since = before.last().is_some_and(|word| word.text == "dal");
        is_since || !is_made_from_it && tense_after(near, 0) == Some(Tense::Past)
    }

    /// Whether the sentence names the same document for the budget's year.
    fn has_same_of_budget(&self) -> bool {
        let first_word = |start: usize| &self.words[start].text;
        self.mentions.iter().any(|other| {
            other.start != self.mention.start
                && other.holds(self.budget.esercizio)
                && phrase_of(self.words, other)
                    .is_some_and(|phrase| first_word(phrase.start) == first_word(self.phrase.start))
        })
    }
}
