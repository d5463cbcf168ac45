//! Whether some years in a row are the three of another plan.

use super::history::{is_compared, is_of_another_body, is_recorded, is_said_of_now};
use super::mention::Mention;
use super::norms::is_of_norm;
use super::prose::Place;
use super::tenses::{Tense, tense_after, tense_before};
use super::words::ends_with_any;

impl Place<'_> {
    /// Whether some years in a row are the three of another plan.
    pub(super) fn are_years_left(&self) -> bool {
        let esercizio = self.budget.esercizio;
        let Mention { from, to, .. } = self.mention;
        let is_told = || tense_after(self.words, self.mention.end) == Some(Tense::Past);
        if self.mention.length() != 3 || from == esercizio || self.are_of_others() || is_told() {
            return false;
        }
        let names = ["triennio", "trienni", "anni", "esercizi"];
        if ends_with_any(&self.words[..self.mention.start], &names).is_none() {
            return false;
        }
        if from < esercizio && esercizio <= to {
            return tense_before(self.words, self.phrase.start) != Some(Tense::Past);
        }
        self.words[self.phrase.start].text == "per" && !self.is_past()
    }

    /// Whether the years are those of a comparison, a norm, a programme, another body, or the next ones.
    fn are_of_others(&self) -> bool {
        let start = self.phrase.start;
        let mut near = self.words[..start].iter().rev().take(3);
        near.any(|word| {
            word.begins_with_any(&["prossim", "successiv", "futur", "nuovo"])
                || word
                    .begins_with_any(&["caric", "rinnov", "autorizz", "nomin", "elett", "concess"])
        }) || is_compared(self.words, start)
            || is_recorded(self.words, start)
            || self.is_of_programme()
            || is_said_of_now(self.words, start, &self.mention)
            || self.is_norm()
            || is_of_norm(self.words, start)
            || is_of_another_body(self.words, start, &self.mention)
    }
}
