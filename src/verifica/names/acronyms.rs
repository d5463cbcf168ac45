//! Acronyms: a body is spelt in one way. Two spellings are told when a slip of the hand makes one of the
//! other, and the one is usual, or the plan's own, and the other is not.

use std::collections::BTreeMap;

use super::known_acronyms::is_known;
use crate::lettura::{FieldText, Node};
use crate::piano::{Content, ElementKind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::likeness::is_grammatical;
use crate::verifica::{Regola, RuleContext, content_of};

pub(super) const REGOLA: Regola = Regola {
    name: "sigla-in-due-modi",
    words: "un ente si scrive sempre nello stesso modo",
    source: "pratica: una lettera in più, in meno o scambiata fa di un ente un altro",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: Con UNIONCAMERE e con UNIONCAMRE.",
    right: "descrizione: Con UNIONCAMERE e con UNIONCAMERE.",
    check,
};

/// The shortest acronym of which one letter more or less makes another spelling. With fewer letters two
/// such acronyms are mostly two bodies: FESR and FEASR.
const LONG_ENOUGH: usize = 5;

/// The shortest of which another letter makes another spelling, and that tells two spellings apart though
/// each is written once.
const LONG: usize = 6;

/// Where an acronym is written, and how often.
struct Use {
    count: usize,
    first: Node,
    /// Its words stand before it, in full: `Punto Impresa Digitale (PID)`.
    is_explained: bool,
}

type Uses<'a> = BTreeMap<&'a str, Use>;

/// Two spellings of one body.
fn check(context: &RuleContext<'_>) -> Report {
    let uses = uses(context);
    let mut by_letters: BTreeMap<Vec<u8>, Vec<&str>> = BTreeMap::new();
    let mut by_gap: BTreeMap<Vec<u8>, Vec<&str>> = BTreeMap::new();
    for sigla in uses.keys().copied() {
        let mut letters = sigla.as_bytes().to_vec();
        letters.sort_unstable();
        by_letters.entry(letters).or_default().push(sigla);
        for gap in gaps(sigla).filter(|_| sigla.len() >= LONG) {
            by_gap.entry(gap).or_default().push(sigla);
        }
    }
    let shorter = uses.keys().copied().flat_map(|sigla| {
        let uses = &uses;
        let without_one = gaps(sigla).filter_map(move |gap| {
            let letters: Vec<u8> = gap.into_iter().filter(|letter| *letter != GAP).collect();
            let (shorter, _) = uses.get_key_value(std::str::from_utf8(&letters).ok()?)?;
            Some((*shorter, sigla))
        });
        without_one.filter(|(shorter, longer)| is_letter_more(shorter, longer))
    });
    let swapped = pairs(&by_letters).filter(|(one, other)| is_swap(one, other));
    let mut found: Vec<(&str, &str)> = shorter.chain(swapped).chain(pairs(&by_gap)).collect();
    found.sort_unstable();
    found.dedup();
    let told = found
        .into_iter()
        .filter_map(|(one, other)| wrong_and_right(one, other, &uses));
    told.map(|(wrong, right)| rilievo(context, wrong, right, &uses))
        .collect()
}

/// What stands for a letter left out.
const GAP: u8 = b'_';

/// An acronym without each of its letters.
fn gaps(sigla: &str) -> impl Iterator<Item = Vec<u8>> {
    (0..sigla.len()).map(|place| {
        let mut letters = sigla.as_bytes().to_vec();
        letters[place] = GAP;
        letters
    })
}

/// The pairs within each group. A group of many is of no use: its members are codes.
fn pairs<'a, K>(groups: &BTreeMap<K, Vec<&'a str>>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let small = groups.values().filter(|group| group.len() <= 8);
    small.flat_map(|group| {
        let firsts = group.iter().enumerate();
        firsts.flat_map(|(place, one)| group[place + 1..].iter().map(|other| (*one, *other)))
    })
}

/// Whether two acronyms of the same letters differ by two letters that changed places: side by side in
/// a short one.
fn is_swap(one: &str, other: &str) -> bool {
    let differing: Vec<usize> = (0..one.len())
        .filter(|place| one.as_bytes()[*place] != other.as_bytes()[*place])
        .collect();
    let is_adjacent = |first: usize, second: usize| second - first == 1;
    matches!(differing[..], [first, second] if is_adjacent(first, second) || one.len() >= LONG_ENOUGH)
}

/// Whether one letter more is a slip: the same letter twice, or one in a long acronym.
fn is_letter_more(shorter: &str, longer: &str) -> bool {
    let doubled = longer.as_bytes().windows(2).enumerate();
    let mut doubled = doubled.filter(|(_, letters)| letters[0] == letters[1]);
    let is_doubled = doubled.any(|(place, _)| {
        let (start, end) = longer.split_at(place);
        shorter.starts_with(start) && shorter.ends_with(&end[1..])
    });
    shorter.len() >= LONG_ENOUGH || is_doubled && shorter.len() >= 3
}

/// Which of two spellings is the wrong one; `None` if both are right, or nothing tells.
fn wrong_and_right<'a>(
    one: &'a str,
    other: &'a str,
    uses: &Uses<'_>,
) -> Option<(&'a str, &'a str)> {
    let is_right = |sigla: &str| is_known(sigla) || uses[sigla].is_explained;
    let (count, other_count) = (uses[one].count, uses[other].count);
    let (wrong, right) = match (is_right(one), is_right(other)) {
        (true, true) => return None,
        (true, false) => (other, one),
        (false, true) => (one, other),
        (false, false) if count <= other_count => (one, other),
        (false, false) => (other, one),
    };
    let (wrong_count, right_count) = (uses[wrong].count, uses[right].count);
    let is_usual = is_right(right) && wrong_count <= right_count.max(2);
    let is_rare = wrong_count == 1 && right_count > 1;
    let is_long = wrong_count == right_count && wrong.len() >= LONG;
    (is_usual || is_rare || is_long).then_some((wrong, right))
}

fn rilievo(context: &RuleContext<'_>, wrong: &str, right: &str, uses: &Uses<'_>) -> Rilievo {
    let place = |sigla: &str| context.tree.location_of_fragment(uses[sigla].first, sigla);
    Rilievo::warning(format!(
        "“{wrong}” e “{right}” sembrano la stessa sigla scritta in due modi"
    ))
    .at(place(wrong))
    .with_other_location(place(right), format!("qui “{right}”"))
    .with_rimedio("scriverla sempre nello stesso modo")
}

/// The acronyms of a plan.
fn uses<'a>(context: &'a RuleContext<'a>) -> Uses<'a> {
    let is_read =
        |value: &&FieldText<'_>| !matches!(content_of(value), Content::Capitals | Content::Signs);
    let mut uses: Uses<'_> = BTreeMap::new();
    for value in context.values.iter().filter(is_read) {
        for (place, sigla) in acronyms(value.text) {
            let found = uses.entry(sigla).or_insert(Use {
                count: 0,
                first: value.node,
                is_explained: false,
            });
            found.count += 1;
            found.is_explained |= is_explained(&value.text[..place], sigla);
        }
    }
    uses
}

/// Whether a word is typed in capitals.
fn is_capitals(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The acronyms of a text, each with its place: `ASPIIN`. Several words in capitals, one after the
/// other, are a title and not acronyms.
fn acronyms(text: &str) -> Vec<(usize, &str)> {
    if !text
        .as_bytes()
        .windows(3)
        .any(|three| three.iter().all(u8::is_ascii_uppercase))
    {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run: Vec<(usize, &str)> = Vec::new();
    let mut end_of_run = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let place = word.as_ptr() as usize - text.as_ptr() as usize;
        let between = &text[end_of_run..place];
        let is_joined = between
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '\'' | '’'));
        if !is_joined || !is_capitals(word) && !word.is_empty() {
            found.extend(acronyms_of_run(&run));
            run.clear();
        }
        // `l'ANAC` is one acronym.
        let is_elided = word.len() == 1 && text[place + 1..].starts_with(['\'', '’']);
        if is_capitals(word) && !is_elided {
            run.push((place, word));
        }
        if !word.is_empty() {
            end_of_run = place + word.len();
        }
    }
    found.extend(acronyms_of_run(&run));
    found
}

fn acronyms_of_run<'a>(run: &[(usize, &'a str)]) -> Vec<(usize, &'a str)> {
    let has_grammar = run
        .iter()
        .any(|(_, word)| is_grammatical(&word.to_lowercase()));
    let is_title = run.len() > 2 || run.len() > 1 && has_grammar;
    let is_numeral = |word: &str| word.bytes().all(|byte| b"IVXLC".contains(&byte));
    let long = run
        .iter()
        .filter(|(_, word)| word.len() >= 3 && !is_numeral(word));
    if is_title {
        Vec::new()
    } else {
        long.copied().collect()
    }
}

/// Whether the words before an acronym begin with its letters.
fn is_explained(before: &str, sigla: &str) -> bool {
    let Some(before) = before.strip_suffix('(') else {
        return false;
    };
    let words: Vec<&str> = before
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !is_grammatical(&word.to_lowercase()))
        .collect();
    let start = words.len().checked_sub(sigla.len());
    start.is_some_and(|start| {
        let initials = words[start..].iter().filter_map(|word| word.chars().next());
        initials.flat_map(char::to_uppercase).eq(sigla.chars())
    })
}
