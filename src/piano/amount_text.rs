//! Reads an amount as offices write it: `460.000,00`, `€ 1.200,5`, `320000.50`, `44.272.725,00 euro`.
//!
//! A text with one reading is read. One with two, or with none, is an error that says what to write
//! instead: a wrong guess would be a wrong figure in the act.

use rust_decimal::Decimal;

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is something else.
    NotAnAmount,
    /// It has more than two decimals.
    TooManyDecimals,
    /// The point or the comma may begin the decimals or group thousands, as in `1,234`: the two readings,
    /// in this order.
    Ambiguous(Decimal, Decimal),
    /// Written with a word such as `mln`: the amount that it means.
    InWords(Decimal),
}

/// The most decimals of an amount.
const MAX_DECIMALS: usize = 2;

/// The words and abbreviations by which Italian offices multiply an amount.
const MULTIPLIERS: [(&str, u32); 10] = [
    ("mila", 1_000),
    ("migliaia", 1_000),
    ("k", 1_000),
    ("milioni", 1_000_000),
    ("milione", 1_000_000),
    ("mln", 1_000_000),
    ("ml", 1_000_000),
    ("miliardi", 1_000_000_000),
    ("miliardo", 1_000_000_000),
    ("mld", 1_000_000_000),
];

/// Reads an amount in euro.
///
/// # Errors
/// A text that has no reading, two, or one in words.
pub(crate) fn read(text: &str) -> Result<Decimal, Unreadable> {
    let (is_negative, digits) = without_sign_and_currency(text);
    if let Some((digits, times)) = before_multiplier(digits) {
        let amount = read_unsigned(digits).or_else(|_| read_any_decimals(digits))?;
        let amount = amount
            .checked_mul(times.into())
            .ok_or(Unreadable::NotAnAmount)?;
        return Err(Unreadable::InWords(with_sign(
            is_negative,
            amount.normalize(),
        )));
    }
    match read_unsigned(digits) {
        Ok(amount) => Ok(with_sign(is_negative, amount)),
        Err(Unreadable::Ambiguous(fraction, other)) => Err(Unreadable::Ambiguous(
            with_sign(is_negative, fraction),
            with_sign(is_negative, other),
        )),
        Err(other) => Err(other),
    }
}

fn with_sign(negative: bool, amount: Decimal) -> Decimal {
    if negative { -amount } else { amount }
}

/// Whether an amount is negative, and its text without sign and currency, which come in either order.
fn without_sign_and_currency(text: &str) -> (bool, &str) {
    let mut rest = text.trim();
    let mut is_negative = false;
    loop {
        let before = rest;
        if let Some(after) = rest.strip_prefix(['-', '−']) {
            is_negative = true;
            rest = after.trim_start();
        }
        rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
        rest = without_currency(rest);
        if rest == before {
            break;
        }
    }
    // `1.000,=` and `1.000,--` say that there are no cents.
    for no_cents in [",=", ",--", ",-", ".="] {
        rest = rest.strip_suffix(no_cents).unwrap_or(rest);
    }
    (is_negative, rest)
}

fn without_currency(text: &str) -> &str {
    for word in ["€", "euro", "eur"] {
        let start = text.get(..word.len());
        if start.is_some_and(|start| start.eq_ignore_ascii_case(word)) {
            let rest = &text[word.len()..];
            return rest.strip_prefix(". ").unwrap_or(rest).trim_start();
        }
        let end = text.len().checked_sub(word.len());
        let last = end.and_then(|end| text.get(end..));
        if let (Some(end), Some(last)) = (end, last)
            && last.eq_ignore_ascii_case(word)
        {
            return text[..end].trim_end();
        }
    }
    text
}

/// The text before a word that multiplies, and the factor.
fn before_multiplier(text: &str) -> Option<(&str, u32)> {
    let start = text.find(char::is_alphabetic)?;
    let word = text[start..].split_whitespace().next()?;
    let word = word.trim_end_matches('.').to_lowercase();
    let (_, times) = MULTIPLIERS.iter().find(|(known, _)| *known == word)?;
    Some((text[..start].trim_end(), *times))
}

/// Reads the number before a word that multiplies: `1,234 mln` may have any number of decimals.
fn read_any_decimals(digits: &str) -> Result<Decimal, Unreadable> {
    let number = digits.replace(',', ".");
    Decimal::from_str_exact(&number).map_err(|_| Unreadable::NotAnAmount)
}

/// Reads an amount without sign.
fn read_unsigned(text: &str) -> Result<Decimal, Unreadable> {
    let is_known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group_space(c);
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(is_known) {
        return Err(Unreadable::NotAnAmount);
    }
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    match (text.rfind('.'), text.rfind(',')) {
        (None, None) => read_whole(text, is_group_space),
        (Some(point), Some(comma)) if point < comma && commas == 1 => {
            read_decimal(&text[..comma], '.', &text[comma + 1..])
        }
        (Some(point), Some(comma)) if comma < point && points == 1 => {
            read_decimal(&text[..point], ',', &text[point + 1..])
        }
        (Some(_), None) if points > 1 => read_whole(text, |c| c == '.'),
        (None, Some(_)) if commas > 1 => read_whole(text, |c| c == ','),
        (Some(position), None) => read_with_one_point(&text[..position], &text[position + 1..]),
        (None, Some(position)) => read_with_one_comma(&text[..position], &text[position + 1..]),
        _ => Err(Unreadable::NotAnAmount),
    }
}

/// Reads a number with one point and no comma: the point groups thousands if three digits follow
/// (`15.000`), otherwise it begins the decimals.
fn read_with_one_point(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    if after.len() != 3 {
        return read_spaced_decimal(before, after);
    }
    if before.starts_with('0') {
        return Err(ambiguous(before, after));
    }
    match read_whole(&format!("{before}.{after}"), |c| c == '.') {
        Err(_) if is_digits(before) && is_digits(after) => Err(Unreadable::TooManyDecimals),
        read => read,
    }
}

/// Reads a number with one comma and no point: the comma begins the decimals. If three digits follow it is
/// ambiguous, since in English the comma groups thousands.
fn read_with_one_comma(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    let could_group = (1..=3).contains(&before.len()) && after.len() == 3;
    if could_group && is_digits(before) && is_digits(after) {
        return Err(ambiguous(before, after));
    }
    read_spaced_decimal(before, after)
}

/// The two readings of `0.500` or `1,234`: a fraction, or thousands.
fn ambiguous(before: &str, after: &str) -> Unreadable {
    let fraction = Decimal::from_str_exact(&format!("{before}.{after}"));
    let thousands = Decimal::from_str_exact(&format!("{before}{after}"));
    match (fraction, thousands) {
        (Ok(fraction), Ok(thousands)) => Unreadable::Ambiguous(fraction, thousands),
        _ => Unreadable::NotAnAmount,
    }
}

fn read_spaced_decimal(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    let grouped: String = before.chars().filter(|c| !is_group_space(*c)).collect();
    read_whole(before, is_group_space)?;
    read_cents(&grouped, after)
}

fn read_decimal(before: &str, group: char, after: &str) -> Result<Decimal, Unreadable> {
    read_whole(before, |c| c == group)?;
    let digits: String = before.chars().filter(|c| *c != group).collect();
    read_cents(&digits, after)
}

fn read_cents(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    if !is_digits(after) {
        return Err(Unreadable::NotAnAmount);
    }
    if after.len() > MAX_DECIMALS {
        return Err(Unreadable::TooManyDecimals);
    }
    Decimal::from_str_exact(&format!("{before}.{after}")).map_err(|_| Unreadable::NotAnAmount)
}

/// Reads a whole number, with its thousands grouped or not.
fn read_whole(text: &str, is_separator: impl Fn(char) -> bool) -> Result<Decimal, Unreadable> {
    let parts: Vec<&str> = text.split(is_separator).collect();
    let is_well_grouped = parts.len() == 1
        || (1..=3).contains(&parts[0].len())
            && !parts[0].starts_with('0')
            && parts[1..].iter().all(|part| part.len() == 3);
    if !is_well_grouped || !parts.iter().all(|part| is_digits(part)) {
        return Err(Unreadable::NotAnAmount);
    }
    Decimal::from_str_exact(&parts.concat()).map_err(|_| Unreadable::NotAnAmount)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a character groups thousands, beside the point: spaces, also unbreakable, and apostrophes.
fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}
