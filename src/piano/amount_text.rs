//! How an office writes an amount: `460.000,00`, `€ 1.200,5`, `320000.50`, `44.272.725,00 euro`.
//!
//! What has one reading is read; what has two, or none, is told with what to write instead.

use rust_decimal::Decimal;

/// Why a text is no amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// It holds something else than an amount.
    NotAnAmount,
    /// More decimals than the cents.
    TooManyDecimals,
    /// The point or the comma may group thousands or begin the decimals: the two readings.
    Ambiguous(Decimal, Decimal),
    /// Written with a word such as `mln`: the amount that it means.
    InWords(Decimal),
}

/// How many decimals an amount has at most.
const CENTS: usize = 2;

/// The words that multiply, in Italian offices, and by how much.
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
/// A text that has no reading, or two.
pub fn read(text: &str) -> Result<Decimal, Unreadable> {
    let (negative, digits) = without_sign_and_currency(text);
    if let Some((digits, times)) = in_words(digits) {
        let amount = unsigned(digits).or_else(|_| many_decimals(digits))?;
        let amount = amount
            .checked_mul(times.into())
            .ok_or(Unreadable::NotAnAmount)?;
        return Err(Unreadable::InWords(signed(negative, amount.normalize())));
    }
    match unsigned(digits) {
        Ok(amount) => Ok(signed(negative, amount)),
        Err(Unreadable::Ambiguous(one, other)) => Err(Unreadable::Ambiguous(
            signed(negative, one),
            signed(negative, other),
        )),
        Err(other) => Err(other),
    }
}

fn signed(negative: bool, amount: Decimal) -> Decimal {
    if negative { -amount } else { amount }
}

/// The digits of an amount, and whether a minus stands before them; sign and currency come in
/// either order.
fn without_sign_and_currency(text: &str) -> (bool, &str) {
    let mut rest = text.trim();
    let mut negative = false;
    loop {
        let before = rest;
        if let Some(after) = rest.strip_prefix(['-', '−']) {
            negative = true;
            rest = after.trim_start();
        }
        rest = rest.strip_prefix('+').unwrap_or(rest).trim_start();
        rest = without_currency(rest);
        if rest == before {
            break;
        }
    }
    // `1.000,=` and `1.000,--` say that there are no cents.
    for none in [",=", ",--", ",-", ".="] {
        rest = rest.strip_suffix(none).unwrap_or(rest);
    }
    (negative, rest)
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

/// The digits before a word that multiplies, and by how much it does.
fn in_words(text: &str) -> Option<(&str, u32)> {
    let start = text.find(char::is_alphabetic)?;
    let word = text[start..].split_whitespace().next()?;
    let word = word.trim_end_matches('.').to_lowercase();
    let (_, times) = MULTIPLIERS.iter().find(|(known, _)| *known == word)?;
    Some((text[..start].trim_end(), *times))
}

/// `1,5` and `1,234` before a word that multiplies: decimals as many as it takes.
fn many_decimals(digits: &str) -> Result<Decimal, Unreadable> {
    let number = digits.replace(',', ".");
    Decimal::from_str_exact(&number).map_err(|_| Unreadable::NotAnAmount)
}

/// Reads an amount without sign.
fn unsigned(text: &str) -> Result<Decimal, Unreadable> {
    let known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || is_group_space(c);
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.chars().all(known) {
        return Err(Unreadable::NotAnAmount);
    }
    let (points, commas) = (text.matches('.').count(), text.matches(',').count());
    match (text.rfind('.'), text.rfind(',')) {
        (None, None) => whole(text, is_group_space),
        (Some(point), Some(comma)) if point < comma && commas == 1 => {
            decimal(&text[..comma], '.', &text[comma + 1..])
        }
        (Some(point), Some(comma)) if comma < point && points == 1 => {
            decimal(&text[..point], ',', &text[point + 1..])
        }
        (Some(_), None) if points > 1 => whole(text, |c| c == '.'),
        (None, Some(_)) if commas > 1 => whole(text, |c| c == ','),
        (Some(place), None) => one_point(&text[..place], &text[place + 1..]),
        (None, Some(place)) => one_comma(&text[..place], &text[place + 1..]),
        _ => Err(Unreadable::NotAnAmount),
    }
}

/// One point and no comma: thousands before three digits, decimals before fewer.
fn one_point(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    if after.len() != 3 {
        return spaced_decimal(before, after);
    }
    if before.starts_with('0') {
        return Err(two_readings(before, after));
    }
    match whole(&format!("{before}.{after}"), |c| c == '.') {
        Err(_) if is_digits(before) && is_digits(after) => Err(Unreadable::TooManyDecimals),
        read => read,
    }
}

/// One comma and no point: decimals, unless three digits follow, which English writes so.
fn one_comma(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    let could_group = (1..=3).contains(&before.len()) && after.len() == 3;
    if could_group && is_digits(before) && is_digits(after) {
        return Err(two_readings(before, after));
    }
    spaced_decimal(before, after)
}

/// `0.500` and `1,234`: a fraction, or thousands.
fn two_readings(before: &str, after: &str) -> Unreadable {
    let fraction = Decimal::from_str_exact(&format!("{before}.{after}"));
    let thousands = Decimal::from_str_exact(&format!("{before}{after}"));
    match (fraction, thousands) {
        (Ok(fraction), Ok(thousands)) => Unreadable::Ambiguous(fraction, thousands),
        _ => Unreadable::NotAnAmount,
    }
}

fn spaced_decimal(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    let grouped: String = before.chars().filter(|c| !is_group_space(*c)).collect();
    whole(before, is_group_space)?;
    cents(&grouped, after)
}

fn decimal(before: &str, group: char, after: &str) -> Result<Decimal, Unreadable> {
    whole(before, |c| c == group)?;
    let digits: String = before.chars().filter(|c| *c != group).collect();
    cents(&digits, after)
}

fn cents(before: &str, after: &str) -> Result<Decimal, Unreadable> {
    if !is_digits(after) {
        return Err(Unreadable::NotAnAmount);
    }
    if after.len() > CENTS {
        return Err(Unreadable::TooManyDecimals);
    }
    Decimal::from_str_exact(&format!("{before}.{after}")).map_err(|_| Unreadable::NotAnAmount)
}

/// A whole number, its thousands parted or not.
fn whole(text: &str, groups: impl Fn(char) -> bool) -> Result<Decimal, Unreadable> {
    let parts: Vec<&str> = text.split(groups).collect();
    let well_grouped = parts.len() == 1
        || (1..=3).contains(&parts[0].len())
            && !parts[0].starts_with('0')
            && parts[1..].iter().all(|part| part.len() == 3);
    if !well_grouped || !parts.iter().all(|part| is_digits(part)) {
        return Err(Unreadable::NotAnAmount);
    }
    Decimal::from_str_exact(&parts.concat()).map_err(|_| Unreadable::NotAnAmount)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The signs that part thousands beside the point: spaces that do not break, an apostrophe.
fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
}
