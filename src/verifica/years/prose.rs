//! Prose that names the years of another plan.
//!
//! Prose is free for the past and for norms: a year is asked about only after words that speak of the
//! budget's own time, and only where nothing says that the past, a norm or others are meant.

use std::ops::Range;

use super::history::{
    is_compared, is_of_agreement, is_of_base, is_of_programme, is_recorded, is_said_of_now,
};
use super::mention::{Mention, Shape, may_name_years, mentions_of};
use super::norms::cites_norm_of;
use super::phrase::{Phrase, Sense, phrase_of};
use super::tenses::Tense;
use super::words::{Word, sentences_of, words_of};

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
    /// By how many years it is early, or late.
    pub(super) delay: i32,
}

/// A mention within its sentence.
pub(super) struct Place<'a> {
    pub(super) words: &'a [Word],
    pub(super) mentions: &'a [Mention],
    pub(super) mention: Mention,
    pub(super) phrase: Phrase,
    pub(super) budget: Budget,
    pub(super) manner: Manner,
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

/// How many years ahead no plan of another year speaks of: `per il 2050` is a forecast.
const FAR: u16 = 9;

/// `il preventivo è approvato entro il 31 dicembre 2026`: the day by which the budget of 2027 is adopted.
fn is_term_of_budget(words: &[Word], mention: &Mention, budget: Budget) -> bool {
    let is_last_day = mention.from + 1 == budget.esercizio
        && words[mention.start..mention.end]
            .iter()
            .any(|word| word.begins_with_any(&["dicembre", "12"]));
    let has = |stems: &[&str]| words.iter().any(|word| word.begins_with_any(stems));
    is_last_day && has(&["preventiv", "bilanci", "budget"]) && has(&["approv", "predispo", "adott"])
}

fn leftovers_of(words: &[Word], manner: Manner, budget: Budget) -> Vec<Leftover> {
    let mentions = mentions_of(words);
    let near = mentions
        .iter()
        .filter(|mention| mention.from <= budget.esercizio + FAR);
    let found = near.filter_map(|mention| {
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
        let is_left = place.is_leftover() && !is_term_of_budget(words, mention, budget);
        is_left.then(|| Leftover {
            span: words[start].span.start..words[mention.end - 1].span.end,
            years: words[mention.start].span.start..words[mention.end - 1].span.end,
            delay: i32::from(budget.esercizio) - i32::from(mention.from),
        })
    });
    let acts = mentions
        .iter()
        .filter_map(|mention| act_of_another_year(words, &mentions, mention, budget));
    found.chain(acts).collect()
}

/// `la Relazione previsionale 2027, approvata con deliberazione n. 13 del 30 ottobre 2025`: the day of an
/// act that approves a document of the budget is of the year before, or later.
fn act_of_another_year(
    words: &[Word],
    mentions: &[Mention],
    day: &Mention,
    budget: Budget,
) -> Option<Leftover> {
    let is_early = matches!(day.shape, Shape::Day(_)) && day.from + 1 < budget.esercizio;
    let before = mentions.iter().rfind(|other| other.start < day.start)?;
    let of_document = |mention: &Mention| {
        phrase_of(words, mention).is_some_and(|phrase| phrase.sense == Sense::Document)
    };
    if !is_early || before.from != budget.esercizio || !of_document(before) {
        return None;
    }
    let between = &words[before.end..day.start];
    let is_act =
        |word: &Word| word.begins_with_any(&["deliber", "determinazion", "approvat", "adottat"]);
    let is_norm = |word: &Word| {
        word.begins_with_any(&[
            "legge",
            "decreto",
            "dlgs",
            "dpr",
            "dpcm",
            "dm",
            "circolar",
            "programma",
            "piano",
        ])
    };
    let is_approval = between.iter().any(is_act) && !between.iter().any(is_norm);
    is_approval.then(|| {
        let span = words[day.start].span.start..words[day.end - 1].span.end;
        Leftover {
            span: span.clone(),
            years: span,
            delay: i32::from(budget.esercizio) - 1 - i32::from(day.from),
        }
    })
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
                let is_of_course = match self.phrase.sense {
                    Sense::Amounts => false,
                    Sense::From => self.mention.shape != Shape::Year,
                    _ => true,
                };
                is_of_course && !self.is_base_of_measure()
            }
            _ if self.is_of_others() => false,
            Sense::Esercizio | Sense::Course => !self.is_past() && !self.is_done_by(),
            Sense::For => !self.is_past() && !self.is_estimated() && !self.is_forecast(),
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
    pub(super) fn is_of_programme(&self) -> bool {
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

    pub(super) fn is_norm(&self) -> bool {
        cites_norm_of(self.words, self.mentions, &self.mention)
    }

    /// Whether the sentence also names a year of the budget.
    fn names_budget(&self) -> bool {
        self.mentions
            .iter()
            .any(|other| other.to >= self.budget.esercizio && other.to <= self.budget.last + 3)
    }
}
