//! The years that a text names, with what they are written as.

use super::words::Word;
use crate::piano::MONTHS;

/// How a text names years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A year alone.
    Year,
    /// The years from one to another: `2027-2029`, `2027/29`, `dal 2027 al 2029`, `2027, 2028 e 2029`.
    Span,
    /// A day of a year, with its month: `31 dicembre 2027`, `31/12/2027`.
    Day(u16),
    /// A month of a year: `giugno 2027`.
    Month,
}

/// A year, or some in a row, that a text names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention {
    pub(super) shape: Shape,
    pub(super) from: u16,
    pub(super) to: u16,
    /// Its first word, and the one after its last.
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Mention {
    /// How many years it spans.
    pub(super) fn length(&self) -> u16 {
        self.to - self.from + 1
    }

    /// Whether a year is among them.
    pub(super) fn holds(&self, anno: u16) -> bool {
        (self.from..=self.to).contains(&anno)
    }
}

/// Whether a text may name a year: cheaper than to read it.
pub(super) fn may_name_years(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|digits| matches!(digits, [b'1', b'9', a, b] | [b'2', b'0', a, b] if a.is_ascii_digit() && b.is_ascii_digit()))
}

fn month(word: &Word) -> Option<u16> {
    let place = MONTHS.iter().position(|name| *name == word.text)?;
    u16::try_from(place + 1).ok()
}

/// The years that some words name. Those of laws, of technical norms and of numbered acts, and the
/// numbers that are no year, are left out.
pub(super) fn mentions_of(words: &[Word]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    let mut place = 0;
    while place < words.len() {
        match mention_at(words, place) {
            Some(mention) => {
                place = mention.end;
                mentions.push(mention);
            }
            None => place += 1,
        }
    }
    mentions
}

fn year(words: &[Word], place: usize) -> Option<u16> {
    let anno = words.get(place)?.number(4..5)?;
    (1900..2100).contains(&anno).then_some(anno)
}

/// The mention whose (first) year stands at a place.
fn mention_at(words: &[Word], place: usize) -> Option<Mention> {
    let from = year(words, place)?;
    if let Some(day) = day_before(words, place, from).or_else(|| iso_day(words, place, from)) {
        return Some(day);
    }
    if is_no_year(words, place) {
        return None;
    }
    if place > 0 && month(&words[place - 1]).is_some() {
        return Some(Mention {
            shape: Shape::Month,
            from,
            to: from,
            start: place - 1,
            end: place + 1,
        });
    }
    let (to, end) = span_after(words, place, from);
    if end == place + 1 && is_numbered(words, place) {
        return None;
    }
    Some(Mention {
        shape: if end > place + 1 {
            Shape::Span
        } else {
            Shape::Year
        },
        from,
        to,
        start: place,
        end,
    })
}

/// `31 dicembre 2027`, `1° gennaio 2027`, `31/12/2027`, before whose year the place is.
fn day_before(words: &[Word], place: usize, anno: u16) -> Option<Mention> {
    let day = |place: usize| {
        let number = words[place].number(1..3)?;
        (1..=31).contains(&number).then_some(place)
    };
    let (month, start) = match place.checked_sub(1).map(|before| &words[before])? {
        before if month(before).is_some() => {
            let mut start = place.checked_sub(2)?;
            if matches!(words[start].text.as_str(), "°" | "º") {
                start = start.checked_sub(1)?;
            }
            (month(before)?, day(start)?)
        }
        sign if matches!(sign.text.as_str(), "/" | "." | "-") => {
            let start = place.checked_sub(4)?;
            let is_same_sign = words[start + 1].text == sign.text;
            let month = words[start + 2].number(1..3)?;
            ((1..=12).contains(&month) && is_same_sign).then_some((month, day(start)?))?
        }
        _ => return None,
    };
    Some(Mention {
        shape: Shape::Day(month),
        from: anno,
        to: anno,
        start,
        end: place + 1,
    })
}

/// `2027-12-31`.
fn iso_day(words: &[Word], place: usize, anno: u16) -> Option<Mention> {
    let [dash, month, other, day] = words.get(place + 1..place + 5)? else {
        return None;
    };
    let month = month.number(2..3)?;
    let is_day = dash.text == "-" && other.text == "-" && day.number(2..3).is_some();
    (is_day && (1..=12).contains(&month)).then_some(Mention {
        shape: Shape::Day(month),
        from: anno,
        to: anno,
        start: place,
        end: place + 5,
    })
}

/// The last of the years that follow one, and the place after them.
fn span_after(words: &[Word], place: usize, from: u16) -> (u16, usize) {
    let text = |place: usize| words.get(place).map_or("", |word| word.text.as_str());
    let is_list = matches!(text(place + 1), "," | "e" | "ed");
    if is_list {
        return list_after(words, place, from);
    }
    let link = match (text(place + 1), text(place + 2)) {
        ("-" | "–" | "—" | "/" | "al" | "a", _) => 1,
        ("fino" | "sino", "al") => 2,
        _ => return (from, place + 1),
    };
    let second = place + 1 + link;
    let Some(last) = words.get(second) else {
        return (from, place + 1);
    };
    let to = match last.text.len() {
        2 if !last.is_spaced && !text(place + 1).starts_with('a') => {
            last.number(2..3).map(|number| from / 100 * 100 + number)
        }
        _ => year(words, second),
    };
    match to.filter(|to| from < *to && to - from < 12) {
        Some(to) => (to, second + 1),
        None => (from, place + 1),
    }
}

/// `2027, 2028 e 2029`: years in a row.
fn list_after(words: &[Word], place: usize, from: u16) -> (u16, usize) {
    let (mut to, mut end) = (from, place + 1);
    while words
        .get(end)
        .is_some_and(|sign| matches!(sign.text.as_str(), "," | "e" | "ed"))
        && year(words, end + 1) == Some(to + 1)
    {
        (to, end) = (to + 1, end + 2);
    }
    (to, end)
}

/// Whether a number of four digits is no year by what stands at its side: a part of a longer number, a
/// norm (`9001:2015`), a number of something (`n. 2020`, `comma 2021`), an amount.
fn is_no_year(words: &[Word], place: usize) -> bool {
    let before: Vec<&str> = words[..place]
        .iter()
        .rev()
        .take(2)
        .map(|word| word.text.as_str())
        .collect();
    let is_close = !words[place].is_spaced;
    let after: Vec<&Word> = words[place + 1..].iter().take(2).collect();
    let is_part = is_close
        && matches!(before.as_slice(), ["." | "," | ":" | "/" | "-", digits, ..] if digits.bytes().all(|b| b.is_ascii_digit()))
        // The second of two years whose digits are wrong: `2072/2029`.
        && !(before[0] != ":" && place > 1 && year(words, place - 2).is_some());
    let goes_on = matches!(after.as_slice(), [sign, digits] if matches!(sign.text.as_str(), "." | "," | ":")
        && !sign.is_spaced && !digits.is_spaced && digits.is_number());
    let is_number_of = matches!(
        before.as_slice(),
        ["°" | "º", "n", ..]
            | [
                ".",
                "n" | "nr" | "num" | "prot" | "art" | "artt" | "cap" | "tel" | "co" | "pag",
                ..
            ]
            | [
                "n" | "nr"
                    | "numero"
                    | "comma"
                    | "commi"
                    | "articolo"
                    | "art"
                    | "capitolo"
                    | "punto"
                    | "€"
                    | "euro"
                    | "cap",
                ..
            ]
    );
    let is_amount = after.first().is_some_and(|word| {
        matches!(
            word.text.as_str(),
            "euro" | "€" | "%" | "‰" | "unità" | "mila" | "milioni" | "kg" | "mq" | "ore"
        )
    });
    is_part || goes_on || is_number_of || is_amount
}

/// Whether a year alone is the number of an act: `2016/679`, `prot. 2025/441`.
fn is_numbered(words: &[Word], place: usize) -> bool {
    let has_number = matches!(&words[place + 1..], [bar, number, ..] if bar.text == "/"
        && !bar.is_spaced && number.is_number() && !number.is_spaced);
    has_number && year(words, place + 2).is_none()
}
