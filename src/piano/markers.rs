//! The markers with which items of a list begin: `-`, `•`, `3.`, `07)`, `a)`, `(b)`, `iv)`, `1.2`.

use std::ops::Range;

/// What kind of list an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MarkerKind {
    /// `-`, which Markdown knows and the document draws its own way.
    Dash,
    /// `*`, likewise; it may also be a multiplication.
    Asterisk,
    /// A bullet that is drawn as it is typed: `•`.
    Bullet,
    /// A dash that a wrapped line may begin with too: `–`, `—`.
    LongDash,
    /// A number with its point, bracket or degree: `3.`, `(3)`, `3°`.
    Number,
    /// A number of many parts: `1.2`, `1.2.`.
    Outline,
    /// A letter or a Roman numeral with its bracket: `a)`, `(iv)`.
    Letter,
    /// A letter or a Roman numeral with a point, as an initial has too: `A.`, `II.`.
    Initial,
}

impl MarkerKind {
    /// Whether the marker tells the position of its item in the list.
    pub(crate) fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Outline | Self::Letter | Self::Initial
        )
    }
}

/// A marker at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Its kind.
    pub kind: MarkerKind,
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Whether a text follows it on the line.
    pub has_text: bool,
}

/// The most digits of the number of an item.
const MAX_DIGITS: usize = 9;

/// The marker at the beginning of a line, after spaces.
pub(crate) fn marker(line: &str) -> Option<Marker> {
    let rest = line.trim_start();
    let start = line.len() - rest.len();
    let word = rest.split(char::is_whitespace).next()?;
    let kind = marker_kind(word)?;
    let after = &rest[word.len()..];
    Some(Marker {
        kind,
        range: start..start + word.len(),
        has_text: !after.trim().is_empty(),
    })
}

fn marker_kind(word: &str) -> Option<MarkerKind> {
    match word {
        "-" => return Some(MarkerKind::Dash),
        "*" => return Some(MarkerKind::Asterisk),
        "–" | "—" | "―" | "−" => return Some(MarkerKind::LongDash),
        "•" | "·" | "▪" | "▫" | "■" | "□" | "●" | "◦" | "○" | "‣" | "⁃" | "➢" | "➤" | "►" | "▶"
        | "✓" | "✔" | "→" | "⇒" | "◆" | "❖" | "★" => {
            return Some(MarkerKind::Bullet);
        }
        _ => {}
    }
    if is_outline(word) {
        return Some(MarkerKind::Outline);
    }
    let inner = word.strip_suffix([')', '.', ']', '°', 'º'])?;
    let end = &word[inner.len()..];
    let name = match inner.strip_prefix(['(', '[']) {
        Some(name) if matches!(end, ")" | "]") => name,
        Some(_) => return None,
        None if end == "]" => return None,
        None => inner,
    };
    if !name.is_empty() && name.len() <= MAX_DIGITS && name.bytes().all(|b| b.is_ascii_digit()) {
        return Some(MarkerKind::Number);
    }
    match end {
        ")" | "]" if is_letter(name) => Some(MarkerKind::Letter),
        "." if is_letter(name) => Some(MarkerKind::Initial),
        _ => None,
    }
}

/// Whether a word is a number of several parts, of one or two digits each: `1.2`, `1.2.3.`, `1.2)`.
fn is_outline(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches(['.', ')']).split('.').collect();
    let is_part =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(is_part)
}

/// Whether a name is one letter, the same letter twice or a small Roman numeral; also with `-bis`, `-ter`,
/// `-quater`.
fn is_letter(name: &str) -> bool {
    let name = ["-bis", "-ter", "-quater"]
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .unwrap_or(name);
    let letters = name.as_bytes();
    let is_alphabetic = !name.is_empty() && letters.iter().all(u8::is_ascii_alphabetic);
    let is_one_letter_repeated =
        letters.len() <= 2 && letters.iter().all(|letter| letters.first() == Some(letter));
    is_alphabetic && (is_one_letter_repeated || roman_value(name).is_some())
}

/// The positions that a marker may tell: two for a letter that is also a Roman numeral (`i)` is 9 or 1).
pub(crate) fn possible_numbers(marker: &str) -> Vec<u32> {
    let name = marker.trim_matches(|c: char| !c.is_alphanumeric());
    if name.contains('.') {
        let last = name.rsplit('.').next().and_then(|part| part.parse().ok());
        return last.into_iter().collect();
    }
    if let Ok(number) = name.parse() {
        return vec![number];
    }
    let letter = match name.as_bytes() {
        [letter] => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        [letter, other] if letter == other => {
            Some(u32::from(letter.to_ascii_lowercase() - b'a') + 27)
        }
        _ => None,
    };
    letter.into_iter().chain(roman_value(name)).collect()
}

/// The value of a Roman numeral below forty, all in small letters or all in capitals.
fn roman_value(name: &str) -> Option<u32> {
    let small = name.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    let capital = name.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    if name.is_empty() || name.len() > 7 || !(small || capital) {
        return None;
    }
    let value = |b: u8| match b.to_ascii_lowercase() {
        b'i' => 1,
        b'v' => 5,
        _ => 10,
    };
    let values: Vec<u32> = name.bytes().map(value).collect();
    let next = values.iter().skip(1).chain(&[0]);
    let (added, subtracted) =
        values
            .iter()
            .zip(next)
            .fold((0, 0), |(added, subtracted), (this, next)| {
                if this < next {
                    (added, subtracted + this)
                } else {
                    (added + this, subtracted)
                }
            });
    Some(u32::saturating_sub(added, subtracted))
}
