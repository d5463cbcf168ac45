//! The marker that begins an item of a list: `-`, `•`, `3.`, `07)`, `a)`, `(b)`, `iv)`, `1.2`.

use std::ops::Range;

/// What kind of list an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// `-`, which Markdown knows and the document draws its own way.
    Dash,
    /// `*`, likewise; it may also be the sign of a product.
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
    /// Whether the marker says which item it is.
    pub fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Outline | Self::Letter | Self::Initial
        )
    }
}

/// A marker at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its kind.
    pub kind: MarkerKind,
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Whether a text follows it on the line.
    pub has_text: bool,
}

/// How many digits the number of an item may have.
const MAX_DIGITS: usize = 9;

/// The marker that a line begins with.
pub fn marker(line: &str) -> Option<Marker> {
    let rest = line.trim_start();
    let start = line.len() - rest.len();
    let word = rest.split(char::is_whitespace).next()?;
    let kind = kind(word)?;
    let after = &rest[word.len()..];
    Some(Marker {
        kind,
        range: start..start + word.len(),
        has_text: !after.trim().is_empty(),
    })
}

fn kind(word: &str) -> Option<MarkerKind> {
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

/// `1.2`, `1.2.3.`, `1.2)`.
fn is_outline(word: &str) -> bool {
    let parts: Vec<&str> = word.trim_end_matches(['.', ')']).split('.').collect();
    let is_part =
        |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(is_part)
}

/// One letter, twice the same one, or a Roman numeral of a few; `a-bis` too.
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

/// The item numbers that a marker may stand for: `i)` is 9 as a letter and 1 as a Roman numeral.
pub fn possible_numbers(marker: &str) -> Vec<u32> {
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

/// A Roman numeral below forty, all small or all capital.
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
    let (add, subtract) = values
        .iter()
        .zip(next)
        .fold((0, 0), |(add, subtract), (this, next)| {
            if this < next {
                (add, subtract + this)
            } else {
                (add + this, subtract)
            }
        });
    Some(u32::saturating_sub(add, subtract))
}
