//! The marker that begins an item of a list: `-`, `•`, `3.`, `07)`, `a)`, `(b)`, `iv)`.

use std::ops::Range;

/// What kind of list an item belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `-`, which Markdown knows and the document draws its own way.
    Dash,
    /// `*`, likewise; it may also be the sign of a product.
    Asterisk,
    /// A bullet that is drawn as it is typed: `•`, `–`.
    Bullet,
    /// A dash that a wrapped line may begin with too: `–`, `—`.
    LongDash,
    /// A number with its point or bracket.
    Number,
    /// A letter or a Roman numeral with its bracket.
    Letter,
}

/// A marker at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// Its kind.
    pub kind: Kind,
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Whether a text follows it on the line.
    pub has_text: bool,
}

/// How many digits Markdown allows in a marker.
const DIGITS: usize = 9;

/// The marker that a line begins with.
pub fn marker(line: &str) -> Option<Marker> {
    let rest = line.trim_start_matches([' ', '\t']);
    let start = line.len() - rest.len();
    let word = rest.split([' ', '\t', '\n', '\r']).next()?;
    let kind = kind(word)?;
    let after = &rest[word.len()..];
    Some(Marker {
        kind,
        range: start..start + word.len(),
        has_text: !after.trim().is_empty(),
    })
}

fn kind(word: &str) -> Option<Kind> {
    match word {
        "-" => return Some(Kind::Dash),
        "*" => return Some(Kind::Asterisk),
        "–" | "—" | "―" => return Some(Kind::LongDash),
        "•" | "·" | "▪" | "■" | "●" | "◦" | "○" | "‣" | "⁃" => {
            return Some(Kind::Bullet);
        }
        _ => {}
    }
    let inner = word.strip_suffix([')', '.'])?;
    let bracketed = word.ends_with(')');
    let name = match inner.strip_prefix('(') {
        Some(name) if bracketed => name,
        Some(_) => return None,
        None => inner,
    };
    if !name.is_empty() && name.len() <= DIGITS && name.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Kind::Number);
    }
    (bracketed && is_letter(name)).then_some(Kind::Letter)
}

/// One letter, or a Roman numeral of a few.
fn is_letter(name: &str) -> bool {
    let one = name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = (2..=5).contains(&name.len())
        && (name.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
            || name.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')));
    let latin = matches!(name, "bis" | "ter" | "quater");
    one || roman || latin
}
