//! Prose that names the years of another plan.
//!
//! Prose is free for the past and for norms: a year is asked about only after words that speak of the
//! budget's own time, and only where nothing says that the past, a norm or others are meant.

use std::ops::Range;

use super::history::{
    cites_norm_of, is_compared, is_of_agreement, is_of_base, is_of_programme, is_recorded,
    is_said_of_now,
};
use super::mention::{Mention, may_name_years, mentions_of};
use super::phrase::{Phrase, Sense, phrase_of};
use super::tenses::{Tense, is_infinitive, is_participle, is_planning, tense_after, tense_before};
use super::words::{Word, ends_with_any, sentences_of, words_of};

/// The years that a plan is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Budget {
    /// The year of the budget.
    pub(super) esercizio: u16,
    /// The last of its three years.
    pub(super) last: u16,
    /// The year in which the document is made.
    pub(super) made: u16,
}

/// What a text is, which says how strictly its years are held to the budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Prose, free for the past.
    Prose,
    /// What an indicator measures, each year of the plan: the past is there only to compare with.
    Measure,
    /// Where data come from: free but for the documents of the budget.
    Source,
}

/// A year that looks left from another plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leftover {
    /// The phrase with the year.
    pub(super) span: Range<usize>,
    /// The year, or the years, alone.
    pub(super) years: Range<usize>,
    pub(super) sense: Sense,
    pub(super) from: u16,
}

/// A mention within its sentence.
struct Place<'a> {
    words: &'a [Word],
    mentions: &'a [Mention],
    mention: Mention,
    phrase: Phrase,
    budget: Budget,
    manner: Manner,
}

/// The years of a text that look left from another plan.
pub(super) fn leftovers(text: &str, manner: Manner, budget: Budget) -> Vec<Leftover> {
    if !may_name_years(text) {
        return Vec::new();
    }
    let words = words_of(text);
    let sentences = sentences_of(&words);
    sentences
        .into_iter()
        .flat_map(|sentence| leftovers_of(&words[sentence], manner, budget))
        .collect()
}

fn leftovers_of(words: &[Word], manner: Manner, budget: Budget) -> Vec<Leftover> {
    let mentions = mentions_of(words);
    let found = mentions.iter().filter_map(|mention| {
        let phrase = phrase_of(words, mention)?;
        let place = Place {
            words,
            mentions: &mentions,
            mention: *mention,
            phrase,
            budget,
            manner,
        };
        let start = phrase.start.min(mention.start);
        place.is_leftover().then(|| Leftover {
            span: words[start].span.start..words[mention.end - 1].span.end,
            years: words[mention.start].span.start..words[mention.end - 1].span.end,
            sense: phrase.sense,
            from: mention.from,
        })
    });
    found.collect()
}

impl Place<'_> {
    fn is_leftover(&self) -> bool {
        match self.phrase.sense {
            Sense::Document => !self.is_of_budget() && !self.is_document_free(),
            Sense::TriennialDocument => {
                !self.is_of_budget()
                    && !self.is_document_free()
                    && !self.is_norm()
                    && !self.is_adopted()
            }
            Sense::MandateProgramme => {
                self.is_span()
                    && !self.mention.holds(self.budget.esercizio)
                    && !self.is_document_free()
            }
            _ if self.manner == Manner::Source => false,
            Sense::Years => self.are_years_left(),
            _ if self.is_mistyped() => true,
            _ if self.mention.to >= self.budget.esercizio => false,
            _ if self.manner == Manner::Measure => {
                self.phrase.sense != Sense::Amounts && !self.is_base_of_measure()
            }
            _ if self.is_of_others() => false,
            Sense::Esercizio | Sense::Course => !self.is_past() && !self.is_done_by(),
            Sense::For => !self.is_past() && !self.is_estimated(),
            Sense::By => !self.is_past() && !self.is_done_by(),
            Sense::In => self.is_planned() && !self.is_forecast(),
            Sense::At => self.mention.to < self.budget.made && self.is_planned(),
            Sense::From => self.is_planned(),
            Sense::Amounts => self.tense() == Some(Tense::Plan) && !self.is_past(),
        }
    }

    fn is_span(&self) -> bool {
        self.mention.length() > 1
    }

    /// Whether the mention is of the budget's year, or of years that begin with it or hold it within a
    /// longer programme.
    fn is_of_budget(&self) -> bool {
        let Budget {
            esercizio, last, ..
        } = self.budget;
        let Mention { from, .. } = self.mention;
        if self.is_span() {
            return from == esercizio || self.mention.length() > 3 && self.mention.holds(esercizio);
        }
        (esercizio..=last).contains(&from)
    }

    /// A year beyond what any plan is about: digits that changed places.
    fn is_mistyped(&self) -> bool {
        let is_plain = matches!(
            self.phrase.sense,
            Sense::Esercizio | Sense::Course | Sense::For
        );
        is_plain && self.mention.to > self.budget.last + 20
    }

    /// Whether a document of another year is named as such.
    fn is_document_free(&self) -> bool {
        let start = self.phrase.start;
        is_compared(self.words, start)
            || is_said_of_now(self.words, start, &self.mention)
            || self.is_recorded_document()
            || self.is_told_ahead()
            || self.is_of_another_body()
            || self.has_same_of_budget()
    }

    /// `consuntivo`, `stato di attuazione`, `esiti` of a document.
    fn is_recorded_document(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        let near = before.iter().rev().take(3);
        near.into_iter().any(|word| {
            ["consuntiv", "esit", "rendicont", "chiusur", "risultanz"]
                .iter()
                .any(|stem| word.text.starts_with(stem))
        })
    }

    /// Whether the verb that follows the document, in its own clause, tells the past.
    fn is_told_ahead(&self) -> bool {
        let after = &self.words[self.mention.end..];
        let clause = after
            .iter()
            .position(|word| {
                matches!(
                    word.text.as_str(),
                    "e" | "ed" | "ma" | "mentre" | "nonché" | "che"
                )
            })
            .filter(|place| after[*place].text != "che")
            .unwrap_or(after.len());
        tense_after(&after[..clause.min(12)], 0) == Some(Tense::Past)
    }

    /// `il Consiglio ha adottato il PIAO`: the one in force, which is of the year before.
    fn is_adopted(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        let verbs = before.windows(2).rev().take(12);
        verbs.into_iter().any(|verb| {
            matches!(verb[0].text.as_str(), "ha" | "hanno")
                && ["approvat", "adottat", "aggiornat"]
                    .iter()
                    .any(|stem| verb[1].text.starts_with(stem))
        })
    }

    fn is_of_another_body(&self) -> bool {
        let after = self.words[self.mention.end..].iter().take(3);
        let mut names = after.map(|word| word.text.as_str());
        names.any(|word| {
            [
                "stato",
                "regione",
                "regionale",
                "comune",
                "provincia",
                "unione",
                "unioncamere",
                "ministero",
                "europea",
                "europeo",
            ]
            .contains(&word)
        })
    }

    /// Whether the sentence names the same kind of document, or the same noun, for the budget's year.
    fn has_same_of_budget(&self) -> bool {
        self.mentions.iter().any(|other| {
            other.start != self.mention.start
                && other.holds(self.budget.esercizio)
                && phrase_of(self.words, other).is_some_and(|phrase| {
                    self.words[phrase.start].text == self.words[self.phrase.start].text
                })
        })
    }

    /// Whether a comparison, a record, a norm, a programme of others, or the budget's own year beside it,
    /// says why the year is there.
    fn is_of_others(&self) -> bool {
        let start = self.phrase.start;
        is_compared(self.words, start)
            || is_recorded(self.words, start)
            || self.is_of_programme()
            || is_said_of_now(self.words, start, &self.mention)
            || self.is_norm()
            || self.names_budget()
    }

    /// Whether others programme what the year is of. A deadline is not that of a call that it is for.
    fn is_of_programme(&self) -> bool {
        let start = self.phrase.start;
        is_of_programme(self.words, start)
            || self.phrase.sense != Sense::By && is_of_agreement(self.words, start)
    }

    /// Whether a measure names the year to compare with it.
    fn is_base_of_measure(&self) -> bool {
        let start = self.phrase.start;
        is_compared(self.words, start)
            || is_of_base(self.words, start)
            || self.is_of_programme()
            || self.is_norm()
            || self.names_budget()
    }

    fn is_norm(&self) -> bool {
        cites_norm_of(self.words, self.mentions, &self.mention)
    }

    /// Whether the sentence also names a year of the budget.
    fn names_budget(&self) -> bool {
        self.mentions
            .iter()
            .any(|other| other.to >= self.budget.esercizio && other.to <= self.budget.last + 3)
    }

    /// What the nearest verb says: one that follows, else one that comes before.
    fn tense(&self) -> Option<Tense> {
        tense_after(self.words, self.mention.end)
            .or_else(|| tense_before(self.words, self.phrase.start))
    }

    /// Whether the past is told; not by `è stato inserito per l'anno`, which was meant for that year.
    fn is_past(&self) -> bool {
        match tense_after(self.words, self.mention.end) {
            Some(tense) => {
                tense == Tense::Past || tense == Tense::Estimate && self.phrase.sense == Sense::For
            }
            None => self.is_past_before(),
        }
    }

    fn is_past_before(&self) -> bool {
        let start = self.phrase.start;
        let before = &self.words[..start];
        let last = before.last();
        let is_for = self.words[start].text == "per";
        if is_for && last.is_some_and(|word| is_planning(&word.text)) {
            return false;
        }
        // `avviata nel corso del 2025`: the participle of a noun tells the past of what it did.
        let is_begun =
            last.is_some_and(|word| BEGUN.iter().any(|stem| word.text.starts_with(stem)));
        is_begun || tense_before(self.words, start) == Some(Tense::Past)
    }

    /// `presentate entro il`, `assunto nell'esercizio`, said of things; what `sono presentate entro il` is
    /// meant to be done, and so is what is `finanziato nell'esercizio`.
    fn is_done_by(&self) -> bool {
        let before = &self.words[..self.phrase.start];
        let [.., verb, participle] = before else {
            return false;
        };
        is_participle(&participle.text)
            && !is_planning(&participle.text)
            && ![
                "è", "sono", "viene", "vengono", "sarà", "saranno", "essere", "venga", "siano",
                "verrà", "verranno", "sia",
            ]
            .contains(&verb.text.as_str())
    }

    fn is_estimated(&self) -> bool {
        self.tense() == Some(Tense::Estimate)
    }

    /// Whether what the sentence says is meant to be done: a future, or an infinitive that rules it.
    fn is_planned(&self) -> bool {
        let start = self.phrase.start;
        let is_done = self.words[..start]
            .last()
            .is_some_and(|word| is_participle(&word.text));
        if is_done {
            return false;
        }
        match self.tense() {
            Some(Tense::Plan) => true,
            Some(_) => false,
            None => {
                let first = self
                    .words
                    .iter()
                    .find(|word| word.is_letters() && word.text.len() > 2);
                let before = &self.words[..start];
                first.is_some_and(|word| is_infinitive(&word.text))
                    && !before.iter().any(|word| is_participle(&word.text))
            }
        }
    }

    /// Whether an economy is spoken of, whose year is not yet over when the document is made.
    fn is_forecast(&self) -> bool {
        self.mention.to == self.budget.made
            && self.words.iter().any(|word| {
                [
                    "pil",
                    "prezz",
                    "inflazion",
                    "export",
                    "esportazion",
                    "occupazion",
                    "consum",
                    "econom",
                    "istat",
                    "prometeia",
                    "congiuntur",
                    "mercat",
                ]
                .iter()
                .any(|stem| word.text.starts_with(stem))
            })
    }

    /// Whether some years in a row are the three of another plan.
    fn are_years_left(&self) -> bool {
        let Budget { esercizio, .. } = self.budget;
        let Mention { from, to, .. } = self.mention;
        if self.mention.length() != 3 || from == esercizio {
            return false;
        }
        if self.is_of_others_years()
            || tense_after(self.words, self.mention.end) == Some(Tense::Past)
        {
            return false;
        }
        let is_named = ends_with_any(
            &self.words[..self.mention.start],
            &["triennio", "trienni", "anni", "esercizi"],
        )
        .is_some();
        if from < esercizio && esercizio <= to {
            return is_named && tense_before(self.words, self.phrase.start) != Some(Tense::Past);
        }
        let is_for = matches!(self.words[self.phrase.start].text.as_str(), "per");
        is_for && is_named && !self.is_past()
    }

    fn is_of_others_years(&self) -> bool {
        let start = self.phrase.start;
        let is_next = self.words[..start].iter().rev().take(3).any(|word| {
            ["prossim", "successiv", "futur", "nuov"]
                .iter()
                .any(|stem| word.text.starts_with(stem))
        });
        is_next
            || is_compared(self.words, start)
            || is_recorded(self.words, start)
            || self.is_of_programme()
            || is_said_of_now(self.words, start, &self.mention)
            || self.is_norm()
    }
}

/// The participles of what began, or was done, in a year.
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
