//! The numbers of a target, as offices write them.

use rust_decimal::Decimal;

use super::cursor::Cursor;
use super::mistake::Mistake;
use crate::piano::decimal_text::read_number;

/// A number read from a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) number: Decimal,
    /// Whether it is written whole in figures: not so `1,5 mln`, `2½` and `tre`.
    pub(super) is_in_figures: bool,
    /// Whether a sign of the euro stands before it.
    pub(super) is_money: bool,
}

/// Numbers in words, `uno` aside, since it is also the article.
const WORDS: [(&str, i64); 36] = [
    ("zero", 0),
    ("nessuno", 0),
    ("nessuna", 0),
    ("nessun", 0),
    ("due", 2),
    ("tre", 3),
    ("quattro", 4),
    ("cinque", 5),
    ("sei", 6),
    ("sette", 7),
    ("otto", 8),
    ("nove", 9),
    ("dieci", 10),
    ("undici", 11),
    ("dodici", 12),
    ("tredici", 13),
    ("quattordici", 14),
    ("quindici", 15),
    ("sedici", 16),
    ("diciassette", 17),
    ("diciotto", 18),
    ("diciannove", 19),
    ("venti", 20),
    ("venticinque", 25),
    ("trenta", 30),
    ("quaranta", 40),
    ("quarantacinque", 45),
    ("cinquanta", 50),
    ("sessanta", 60),
    ("settanta", 70),
    ("ottanta", 80),
    ("novanta", 90),
    ("cento", 100),
    ("duecento", 200),
    ("cinquecento", 500),
    ("mille", 1000),
];

/// One, in words.
const ONE: [&str; 5] = ["uno", "una", "un", "un'", "un’"];

const FRACTIONS: [(char, i64); 3] = [('½', 50), ('¼', 25), ('¾', 75)];

/// The words that multiply the number before them.
const MULTIPLIERS: [(&str, i64); 26] = [
    ("mila", 1_000),
    ("migliaia", 1_000),
    ("migliaio", 1_000),
    ("mgl", 1_000),
    ("k", 1_000),
    ("keuro", 1_000),
    ("keur", 1_000),
    ("k€", 1_000),
    ("milione", 1_000_000),
    ("milioni", 1_000_000),
    ("mil", 1_000_000),
    ("mln", 1_000_000),
    ("mio", 1_000_000),
    ("ml", 1_000_000),
    ("meuro", 1_000_000),
    ("meur", 1_000_000),
    ("m€", 1_000_000),
    ("miliardo", 1_000_000_000),
    ("miliardi", 1_000_000_000),
    ("mld", 1_000_000_000),
    ("mlrd", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("decine", 10),
    ("dozzine", 12),
    ("centinaia", 100),
    ("bn", 1_000_000_000),
];

/// Multipliers whose last sign is that of the currency, which stays to be read as the unit.
const OF_CURRENCY: [&str; 6] = ["k€", "m€", "keuro", "keur", "meuro", "meur"];

/// Takes a number: in figures, with what multiplies it, or in words. `None` if there is none; a mistake if
/// it is one written as nobody should.
pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<Result<Written, Mistake>> {
    let start = *cursor;
    let mut marks = skip_marks(cursor);
    let is_negative = cursor.take_char(&['-', '−', '–']).is_some();
    if !is_negative {
        cursor.take_char(&['+']);
    }
    cursor.skip_space();
    marks.add(skip_marks(cursor));
    let Some(read) = take_figures(cursor) else {
        cursor.move_to(start.at());
        return None;
    };
    Some(read.map(|written| {
        let written = with_fraction_and_multiplier(written, cursor);
        Written {
            number: if is_negative {
                -written.number
            } else {
                written.number
            },
            is_in_figures: written.is_in_figures && !marks.is_about,
            is_money: marks.is_money,
        }
    }))
}

/// Takes a number in words.
pub(super) fn take_words(cursor: &mut Cursor<'_>) -> Option<Written> {
    skip_marks(cursor);
    let found = WORDS.iter().find(|(word, _)| cursor.take_phrase(word));
    found.map(|(_, number)| in_words(*number))
}

/// Takes `un`, `una`, which is a number only where one is expected.
pub(super) fn take_one(cursor: &mut Cursor<'_>) -> Option<Written> {
    cursor.take_one_of(&ONE).then(|| in_words(1))
}

fn in_words(number: i64) -> Written {
    Written {
        number: number.into(),
        is_in_figures: false,
        is_money: false,
    }
}

/// What stood before a number.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    is_money: bool,
    is_about: bool,
}

impl Marks {
    fn add(&mut self, other: Self) {
        self.is_money |= other.is_money;
        self.is_about |= other.is_about;
    }
}

/// Skips what may stand before a number: `n.`, `€`, `circa`.
fn skip_marks(cursor: &mut Cursor<'_>) -> Marks {
    const NUMBER: [&str; 9] = ["numero", "n°", "n.", "nr.", "nr", "num.", "nº", "n", "#"];
    const MONEY: [&str; 3] = ["€", "euro", "eur"];
    const ABOUT: [&str; 3] = ["circa", "ca.", "~"];
    let mut marks = Marks::default();
    loop {
        if cursor.take_one_of(&MONEY) {
            marks.is_money = true;
        } else if cursor.take_one_of(&ABOUT) {
            marks.is_about = true;
        } else if !cursor.take_one_of(&NUMBER) {
            return marks;
        }
        cursor.skip_space();
    }
}

fn take_figures(cursor: &mut Cursor<'_>) -> Option<Result<Written, Mistake>> {
    let rest = cursor.rest();
    if let Some((sign, hundredths)) = FRACTIONS.iter().find(|(sign, _)| rest.starts_with(*sign)) {
        cursor.advance(sign.len_utf8());
        return Some(Ok(Written {
            number: Decimal::new(*hundredths, 2),
            is_in_figures: false,
            is_money: false,
        }));
    }
    let starts = rest.starts_with(|c: char| c.is_ascii_digit())
        || rest.starts_with(['.', ',']) && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if !starts {
        return None;
    }
    let figures = &rest[..end_of_figures(rest)];
    cursor.advance(figures.len());
    Some(read_figures(figures))
}

/// Where the figures that begin a text end; a point or a comma after them is of the sentence.
fn end_of_figures(text: &str) -> usize {
    let mut end = 0;
    let mut indices = text.char_indices().peekable();
    while let Some((at, c)) = indices.next() {
        if c.is_ascii_digit() || matches!(c, '.' | ',') {
            end = at + c.len_utf8();
        } else if !(is_group_space(c) && is_group(&text[at + c.len_utf8()..]) && at == end) {
            break;
        } else {
            indices.peek();
        }
    }
    let figures = &text[..end];
    let trimmed = figures.trim_end_matches(['.', ',']);
    trimmed.len()
}

/// Whether a text begins with three digits and no more.
fn is_group(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Whether a character groups thousands, beside the point.
fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}

fn read_figures(figures: &str) -> Result<Written, Mistake> {
    let plain: String = figures.chars().filter(|c| !is_group_space(*c)).collect();
    if let Some(number) = read_number(&plain) {
        return Ok(Written {
            number,
            is_in_figures: true,
            is_money: false,
        });
    }
    let has_double = [",,", "..", ".,", ",."]
        .iter()
        .any(|pair| plain.contains(pair));
    let points = plain.matches('.').count();
    let commas = plain.matches(',').count();
    Err(match (points, commas) {
        _ if has_double => Mistake::DoubleSeparator(figures.to_owned()),
        (1, _) => Mistake::EnglishDecimals(figures.to_owned()),
        _ => Mistake::NotANumber(figures.to_owned()),
    })
}

fn with_fraction_and_multiplier(written: Written, cursor: &mut Cursor<'_>) -> Written {
    let mut written = written;
    let mut ahead = *cursor;
    ahead.skip_space();
    for (sign, hundredths) in FRACTIONS {
        if ahead.take_char(&[sign]).is_some() {
            *cursor = ahead;
            written.number += Decimal::new(hundredths, 2);
            written.is_in_figures = false;
        }
    }
    let mut ahead = *cursor;
    ahead.skip_space();
    let found = MULTIPLIERS.iter().find(|(word, _)| ahead.take_phrase(word));
    if let Some((word, times)) = found {
        if OF_CURRENCY.contains(word) {
            ahead.move_to(ahead.at() - word.len() + 1);
        } else {
            let mut after = ahead;
            after.take_char(&['.']);
            after.skip_space();
            if after.take_one_of(&["di", "d'", "d’"]) {
                ahead = after;
            }
        }
        *cursor = ahead;
        written.number = written.number.saturating_mul((*times).into());
        written.is_in_figures = false;
    }
    written
}
