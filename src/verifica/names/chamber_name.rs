//! How a chamber of commerce is named in a text: `Camera di commercio, industria, artigianato e agricoltura
//! di Frosinone-Latina`, `CCIAA della Maremma e del Tirreno`, `Camera di Cuneo`.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::places::is_place;
use crate::verifica::regex;

/// What stands before the place in the name of a chamber.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)\bcamera\s+di\s+commercio",
        r"(?:,?\s*(?:industria|\bi\.?)[\s,]*(?:e\s+)?(?:artigianato|a\.?)[\s,]*(?:ed?\s+)?(?:agricoltura\b|a\b\.?))?",
        r"|\bc\.\s?c\.\s?i\.\s?a\.\s?a\.|\bcciaa\b|\bcamera\b"
    ))
});

/// The preposition before a place.
static PREPOSITION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?i)\s+(?:(di|del|della|delle)\s+|(d|dell)['’]\s*)"));

/// What may stand before a place without a preposition.
static NO_PREPOSITION: LazyLock<Regex> = LazyLock::new(|| regex(r"^\s*(?:[-–]\s*|\s)"));

/// A word of the name of a place.
static WORD: LazyLock<Regex> = LazyLock::new(|| regex(r"^[A-ZÀ-Ý][A-Za-zÀ-ÿ]*"));

/// What joins the words of the name of a place.
static JOINT: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:\s*[-–—|/]\s*|\s*,\s*|['’]",
        r"|\s+(?i:ed?)\s+(?:(?i:del|della|delle|di)\s+|(?i:dell|d)['’])?",
        r"|\s+(?:(?i:di)\s+|(?i:d|nell)['’]\s*)|\s+)"
    ))
});

/// What chambers, other than those of commerce, are of: `Camera di conciliazione`.
const OTHER_CHAMBERS: [&str; 9] = [
    "arbitrato",
    "commercio",
    "compensazione",
    "conciliazione",
    "consiglio",
    "consultazione",
    "deputati",
    "lavoro",
    "mediazione",
];

/// The place that a chamber is of, as a text names it.
#[derive(Debug)]
pub(super) struct ChamberName {
    /// Where the whole name stands in the text.
    pub span: Range<usize>,
    /// The words of the place, in small letters, each with what joins it to the one before.
    pub words: Vec<(String, Joint)>,
    /// Before the place stands a preposition with its article, as before regions: `della Romagna`.
    pub has_article: bool,
}

/// What joins a word of a place to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing: it is the first.
    First,
    /// A space, a hyphen without spaces, an apostrophe, a preposition: it is a word of one name.
    Close,
    /// `e`, a comma, a dash between spaces: another name may begin.
    Loose,
}

impl ChamberName {
    /// The words of the place without what joins them.
    pub(super) fn place(&self) -> Vec<&str> {
        self.words.iter().map(|(word, _)| word.as_str()).collect()
    }
}

/// Whether a text may name a chamber: quickly said.
pub(super) fn may_name_chambers(text: &str) -> bool {
    let marks = ["amera", "AMERA", "CIAA", "ciaa", ".A.A."];
    marks.iter().any(|mark| text.contains(mark))
}

/// The name of the chamber that a text is: of the body of the plan.
pub(super) fn own_name(text: &str) -> Option<ChamberName> {
    let head = HEAD.find(text)?;
    place_after(text, head.range(), |_| true)
}

/// The names of chambers in a text. `is_own_word` says which words are of the name of the plan's own.
pub(super) fn chamber_names(text: &str, is_own_word: impl Fn(&str) -> bool) -> Vec<ChamberName> {
    let heads = HEAD.find_iter(text);
    let names = heads.filter_map(|head| place_after(text, head.range(), &is_own_word));
    names.collect()
}

fn place_after(
    text: &str,
    head: Range<usize>,
    is_own_word: impl Fn(&str) -> bool,
) -> Option<ChamberName> {
    let written = &text[head.clone()];
    let is_bare = written.eq_ignore_ascii_case("camera");
    if is_bare && !written.starts_with('C') {
        return None;
    }
    let rest = &text[head.end..];
    let preposition = PREPOSITION.captures(rest);
    let is_di = preposition.as_ref().is_some_and(|found| {
        let word = found.get(1).or(found.get(2));
        word.is_some_and(|word| matches!(word.as_str(), "di" | "DI" | "d" | "D"))
    });
    let start = match &preposition {
        Some(found) => found.get(0)?.end(),
        None => NO_PREPOSITION.find(rest)?.end(),
    };
    let (words, length) = words_of_place(&rest[start..]);
    let first = words.first().map(|(word, _)| word.as_str())?;
    let is_known = is_place(first) || is_own_word(first);
    let is_named = match (is_bare, is_di) {
        (true, true) => !OTHER_CHAMBERS.contains(&first),
        (false, true) => true,
        (true, false) => preposition.is_some() && is_known,
        (false, false) => is_known,
    };
    is_named.then(|| ChamberName {
        span: head.start..head.end + start + length,
        words,
        has_article: preposition.is_some() && !is_di,
    })
}

/// The words of a place at the start of a text, and how many bytes they take.
fn words_of_place(text: &str) -> (Vec<(String, Joint)>, usize) {
    let mut words: Vec<(String, Joint)> = Vec::new();
    let mut end = 0;
    let mut joint = Joint::First;
    let mut start = 0;
    while let Some(found) = WORD.find(&text[start..]) {
        let word = found.as_str().to_lowercase();
        // After a comma a list goes on with something else, unless it is a place.
        let is_list = joint == Joint::Loose && text[end..start].contains(',');
        if is_list && !is_place(&word) {
            break;
        }
        if matches!(word.as_str(), "e" | "ed" | "di" | "del" | "della") && !words.is_empty() {
            break;
        }
        words.push((word, joint));
        end = start + found.end();
        let Some(next) = JOINT.find(&text[end..]) else {
            break;
        };
        joint = joint_of(next.as_str());
        start = end + next.end();
    }
    (words, end)
}

fn joint_of(written: &str) -> Joint {
    let trimmed = written.trim().to_lowercase();
    let is_loose = trimmed.starts_with('e')
        || trimmed == ","
        || matches!(trimmed.as_str(), "-" | "–" | "—" | "|") && written.len() > trimmed.len();
    if is_loose { Joint::Loose } else { Joint::Close }
}
