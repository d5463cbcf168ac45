//! Whether what is said of a year was, or is meant to be.

use super::phrase::Sense;
use super::prose::Place;
use super::tenses::{Tense, is_infinitive, is_participle, is_planning, tense_after, tense_before};

/// The stems of participles of what began, or was done, in a year.
const BEGUN: [&str; 16] = [
    "avviat",
    "iniziat",
    "approvat",
    "adottat",
    "conclus",
    "chius",
    "istituit",
    "costituit",
    "sottoscritt",
    "stipulat",
    "firmat",
    "pubblicat",
    "terminat",
    "completat",
    "realizzat",
    "emanat",
];

/// The verbs that go with a participle to say what is done or will be.
const AUXILIARIES: [&str; 12] = [
    "è", "sono", "viene", "vengono", "sarà", "saranno", "essere", "venga", "siano", "verrà",
    "verranno", "sia",
];

/// Those who reckon how the economy goes.
const FORECASTERS: [&str; 7] = [
    "istat",
    "prometeia",
    "ocse",
    "fmi",
    "svimez",
    "governo",
    "unioncamere",
];

/// The stems of words of the economy.
const ECONOMY: [&str; 9] = [
    "pil",
    "prezz",
    "inflazion",
    "export",
    "esportazion",
    "occupazion",
    "consum",
    "econom",
    "congiuntur",
];

impl Place<'_> {
    /// What the nearest verb says: one that follows, else one that comes before.
    pub(super) fn tense(&self) -> Option<Tense> {
        tense_after(self.words, self.mention.end)
            .or_else(|| tense_before(self.words, self.phrase.start))
    }

    /// Whether the past is told; not by `è stato inserito per l'anno`, which was meant for that year.
    pub(super) fn is_past(&self) -> bool {
        match tense_after(self.words, self.mention.end) {
            Some(Tense::Estimate) => self.phrase.sense == Sense::For,
            Some(tense) => tense == Tense::Past,
            None => self.is_past_before(),
        }
    }

    fn is_past_before(&self) -> bool {
        let start = self.phrase.start;
        let last = self.words[..start].last();
        let is_for = self.words[start].text == "per";
        if is_for && last.is_some_and(|word| is_planning(&word.text)) {
            return false;
        }
        // `avviata nel corso del 2025`: the participle of a noun tells the past of what it did.
        last.is_some_and(|word| word.begins_with_any(&BEGUN))
            || tense_before(self.words, start) == Some(Tense::Past)
    }

    /// `presentate entro il`, `assunto nell'esercizio`, said of things; what `sono presentate entro il` is
    /// meant to be done, and so is what is `finanziato nell'esercizio`.
    pub(super) fn is_done_by(&self) -> bool {
        let [.., verb, participle] = &self.words[..self.phrase.start] else {
            return false;
        };
        is_participle(&participle.text)
            && !is_planning(&participle.text)
            && !AUXILIARIES.contains(&verb.text.as_str())
    }

    /// Whether the nearest verb reckons or observes: `si stima`.
    pub(super) fn is_estimated(&self) -> bool {
        self.tense() == Some(Tense::Estimate)
    }

    /// Whether what the sentence says is meant to be done: a future, or an infinitive that rules it.
    pub(super) fn is_planned(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        let are_participles = |word: &&super::words::Word| is_participle(&word.text);
        if before.last().filter(are_participles).is_some() {
            return false;
        }
        match self.tense() {
            Some(tense) => tense == Tense::Plan,
            None => {
                let mut words = before.iter();
                let first = words.find(|word| word.is_letters() && word.text.len() > 2);
                first.is_some_and(|word| is_infinitive(&word.text))
                    && !before.iter().any(|word| is_participle(&word.text))
            }
        }
    }

    /// Whether those who reckon are named, or an economy is spoken of, whose year is not yet over when the
    /// document is made.
    pub(super) fn is_forecast(&self) -> bool {
        let names = |stems: &[&str]| self.words.iter().any(|word| word.begins_with_any(stems));
        self.mention.to == self.budget.made
            && (names(&FORECASTERS)
                || self.names_central_bank()
                || self.phrase.sense == Sense::In && names(&ECONOMY))
    }

    fn names_central_bank(&self) -> bool {
        let mut pairs = self.words.windows(2);
        pairs.any(|two| two[0].text == "banca" && two[1].text == "d")
    }
}
