//! The chamber that a plan speaks of is the one that adopts it: the name of another is mostly left from the
//! plan that was copied. Another may be named as a partner, or as one that was merged.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::chamber_name::{ChamberName, Joint, chamber_names, may_name_chambers, own_name};
use super::places::is_place;
use crate::lettura::FieldText;
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};
use crate::verifica::{Regola, RuleContext, regex};

pub(super) const REGOLA: Regola = Regola {
    name: "altra-camera",
    words: "il piano parla della Camera che lo adotta",
    source: "pratica: i piani si copiano da una Camera all'altra",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: La Camera di Commercio di Altrove assiste le imprese.",
    right: "descrizione: La Camera di Commercio assiste le imprese.",
    check,
};

/// The words right before the name of a partner, or of a chamber that is no more.
static BEFORE_PARTNER: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)\b(?:con|come|insieme(?: ad?)?|assieme ad?|unitamente ad?|tra|fra|altr[ae]|anche|ex|già|allora",
        r"|cessat[ae]|soppress[ae]|estint[ae]|preesistent[ei]|precedent[ei]|vecchi[ae]|storic[ae]|consorell[ae]",
        r"|omologh[ae]|capofila|partner)",
        r"(?: (?:la|le|alla|alle|dalla|della|lla))?\s*$",
        r"|\b(?:con|insieme|assieme|unitamente) (?:al)?la\s*$|\b(?:coordinat|guidat|capitanat|promoss)[oaie] dalla\s*$",
        r"|\b(?:partecip|aderi|collabor|interven|conven)[a-z]* (?:alla|la)\s*$"
    ))
});

/// The words by which a sentence speaks of partners, of mergers, of what another chamber is known for.
static SENTENCE_OF_PARTNERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)accorpament|accorpat|\bfusione\b|capofila|partenariat|partner\b|gemellagg|\bcollaboran|in collaborazione|d['’]intesa con",
        r"|protocoll[oi] d['’]intesa|convenzione (?:con|tra|fra|stipulata con)|accord[oi] (?:con|tra|fra)|rete (?:tra|fra) ",
        r"|tribunal|azienda speciale|listin[oi]|prezzi|borsa merci|borsa immobiliare|camera arbitrale|confronto con",
        r"|esperienz[ae]|buon[ae] p|sull['’]esempio|sul modello|benchmark|subentra|succedut|confluit|all['’]estero|per l['’]estero"
    ))
});

/// A chamber that a text names, and is not the plan's own.
struct Other<'a> {
    value: &'a FieldText<'a>,
    name: ChamberName,
    is_partner: bool,
}

/// The name of another chamber.
fn check(context: &RuleContext<'_>) -> Report {
    let Some(own) = own_name(&context.piano.ente.nome) else {
        return Report::default();
    };
    let values = context.values.iter();
    let others: Vec<Other<'_>> = values
        .filter(|value| may_name_chambers(value.text))
        .flat_map(|value| others_in(value, &own))
        .collect();
    let partners: BTreeSet<String> = others
        .iter()
        .filter(|other| other.is_partner)
        .map(|other| other.name.place().join(" "))
        .collect();
    let mut told = BTreeSet::new();
    let strangers = others.iter().filter(|other| {
        let place = other.name.place().join(" ");
        !partners.contains(&place) && told.insert((other.value.node, place))
    });
    strangers
        .map(|other| rilievo(context, other, &own))
        .collect()
}

fn rilievo(context: &RuleContext<'_>, other: &Other<'_>, own: &ChamberName) -> Rilievo {
    let written = &other.value.text[other.name.span.clone()];
    let (place, own_place) = (other.name.place().join(" "), own.place().join(" "));
    let message = if strsim::levenshtein(&place, &own_place) <= 2 {
        format!("“{written}” non è il nome di questa Camera")
    } else {
        format!("“{written}” è il nome di un'altra Camera")
    };
    Rilievo::warning(message)
        .at(context.tree.location_of_fragment(other.value.node, written))
        .with_rimedio(format!(
            "scrivere “{}”, se si intende questa",
            context.piano.ente.nome
        ))
}

/// The chambers that a text names and are not the plan's own.
fn others_in<'a>(value: &'a FieldText<'a>, own: &ChamberName) -> Vec<Other<'a>> {
    let text = value.text;
    let own_words = own.place();
    let is_own_word = |word: &str| {
        let mut words = own_words.iter();
        words.any(|own| strsim::levenshtein(own, word) <= 1)
    };
    let is_capitals = !text.contains(char::is_lowercase);
    let names = chamber_names(text, is_own_word);
    let (own_ones, others): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|name| is_own(name, own, is_capitals));
    others
        .into_iter()
        .map(|name| {
            let sentence = sentence_around(text, name.span.start);
            let has_own = own_ones
                .iter()
                .any(|own| sentence.contains(&own.span.start));
            let before = &text[sentence.start..name.span.start];
            let is_partner = has_own
                || BEFORE_PARTNER.is_match(before)
                || SENTENCE_OF_PARTNERS.is_match(&text[sentence]);
            Other {
                value,
                name,
                is_partner,
            }
        })
        .collect()
}

/// Where the sentence around a place stands in a text.
fn sentence_around(text: &str, place: usize) -> std::ops::Range<usize> {
    let ends = [". ", "; ", "\n\n", ".\n", ";\n"];
    let start = ends
        .iter()
        .filter_map(|end| Some(text[..place].rfind(end)? + end.len()));
    let end = ends
        .iter()
        .filter_map(|end| Some(place + text[place..].find(end)?));
    start.max().unwrap_or(0)..end.min().unwrap_or(text.len())
}

/// Whether a name is one of the plan's own chamber: all of its place, in any order and however joined; the
/// beginning of a long one; or all of it with words after it that are of the sentence.
fn is_own(name: &ChamberName, own: &ChamberName, is_capitals: bool) -> bool {
    let (place, own_place) = (name.place(), own.place());
    let in_any_order = |words: &[&str]| -> BTreeSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    };
    if place.concat() == own_place.concat() || in_any_order(&place) == in_any_order(&own_place) {
        return true;
    }
    if let Some((next, joint)) = name
        .words
        .get(own_place.len())
        .filter(|_| place.starts_with(&own_place))
    {
        let is_of_name = own_place.len() == 1 && *joint == Joint::Close && is_place(next);
        return !is_of_name || is_capitals;
    }
    let is_cut_at_dash = own
        .words
        .get(place.len())
        .is_some_and(|(_, joint)| *joint == Joint::Loose);
    own_place.starts_with(&place) && (place.len() >= 2 || own.has_article && is_cut_at_dash)
}
