//! The day by which a target is to be reached: `entro il 30/06/2027`, `31 dicembre`.

use jiff::civil::Date;

use super::cursor::Cursor;
use super::mistake::Mistake;
use crate::piano::anno::{Anno, MONTHS};

/// A day, with its year if it says one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetDay {
    /// The year.
    pub year: Option<Anno>,
    /// The month, from 1 to 12.
    pub month: i8,
    /// The day, from 1 to 31.
    pub day: i8,
}

impl TargetDay {
    /// Its place in a year, in days. Those of the months are taken as 31, which keeps the order.
    pub fn place_in_year(self) -> i32 {
        i32::from(self.month) * 31 + i32::from(self.day)
    }
}

/// Takes a day that stands next. `is_expected` says that the words before want one, so that `30/6` and
/// `giugno` are days too.
pub(super) fn take(
    cursor: &mut Cursor<'_>,
    expected: Expected,
) -> Option<Result<TargetDay, Mistake>> {
    let start = *cursor;
    let found = take_figures(cursor, expected)
        .or_else(|| take_with_month_name(cursor))
        .or_else(|| {
            (expected == Expected::Day)
                .then(|| take_month(cursor))
                .flatten()
        });
    if found.is_none() {
        cursor.move_to(start.at());
    }
    found
}

/// What the words before a place want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A day: they are `entro il`, `al`.
    Day,
    /// Anything.
    Anything,
}

fn take_figures(cursor: &mut Cursor<'_>, expected: Expected) -> Option<Result<TargetDay, Mistake>> {
    let rest = cursor.rest();
    let end = rest
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-'))
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['.', '-', '/']);
    let parts: Vec<&str> = written.split(['/', '.', '-']).collect();
    let separators = ['/', '.', '-']
        .iter()
        .filter(|sign| written.contains(**sign))
        .count();
    let is_short = |part: &&str| (1..=2).contains(&part.len());
    let numbers: Option<Vec<i16>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let (day, month, year) = match (parts.as_slice(), numbers.as_slice()) {
        ([_, _, year], [day, month, number])
            if parts[..2].iter().all(is_short) && separators == 1 =>
        {
            match year.len() {
                4 => (*day, *month, Some(*number)),
                2 => (*day, *month, Some(2000 + *number)),
                _ => return None,
            }
        }
        ([year, _, _], [number, month, day])
            if year.len() == 4 && written.contains('-') && separators == 1 =>
        {
            (*day, *month, Some(*number))
        }
        ([_, _], [day, month])
            if expected == Expected::Day
                && parts.iter().all(is_short)
                && *day <= 31
                && *month <= 12 =>
        {
            (*day, *month, None)
        }
        _ => return None,
    };
    cursor.advance(written.len());
    Some(checked(day, month, year, written))
}

/// `30 giugno 2027`, `1° giugno`.
fn take_with_month_name(cursor: &mut Cursor<'_>) -> Option<Result<TargetDay, Mistake>> {
    let start = cursor.at();
    let rest = cursor.rest();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day: i16 = rest[..digits].parse().ok().filter(|_| digits <= 2)?;
    cursor.advance(digits);
    cursor.take_char(&['°', 'º']);
    cursor.skip_space();
    let month = take_month_name(cursor)?;
    let year = take_year(cursor);
    let written = cursor.before()[start..].to_owned();
    Some(checked(day, month, year, &written))
}

/// `giugno 2027`, `fine giugno`: its last day.
fn take_month(cursor: &mut Cursor<'_>) -> Option<Result<TargetDay, Mistake>> {
    cursor.take_one_of(&["la fine di", "fine", "il mese di", "mese di", "metà"]);
    cursor.skip_space();
    let month = take_month_name(cursor)?;
    let year = take_year(cursor);
    let last = Date::new(year.unwrap_or(2000), i8::try_from(month).ok()?, 1).ok()?;
    Some(Ok(TargetDay {
        year: year.and_then(anno),
        month: last.month(),
        day: last.days_in_month(),
    }))
}

fn take_month_name(cursor: &mut Cursor<'_>) -> Option<i16> {
    let position = MONTHS.iter().position(|name| cursor.take_phrase(name))?;
    i16::try_from(position + 1).ok()
}

fn take_year(cursor: &mut Cursor<'_>) -> Option<i16> {
    let mut ahead = *cursor;
    ahead.skip_space();
    ahead.take_one_of(&["del", "dell'anno"]);
    ahead.skip_space();
    let digits = ahead.rest().bytes().take_while(u8::is_ascii_digit).count();
    let year = ahead.rest()[..digits]
        .parse()
        .ok()
        .filter(|_| digits == 4)?;
    ahead.advance(digits);
    *cursor = ahead;
    Some(year)
}

fn checked(day: i16, month: i16, year: Option<i16>, written: &str) -> Result<TargetDay, Mistake> {
    let wrong = || Mistake::NoSuchDay(written.trim().to_owned());
    let (day, month) = (i8::try_from(day), i8::try_from(month));
    let (day, month) = day.ok().zip(month.ok()).ok_or_else(wrong)?;
    // Without a year, the 29th of February may be one.
    Date::new(year.unwrap_or(2000), month, day).map_err(|_| wrong())?;
    Ok(TargetDay {
        year: year.and_then(anno),
        month,
        day,
    })
}

fn anno(year: i16) -> Option<Anno> {
    Anno::parse(&year.to_string())
}
