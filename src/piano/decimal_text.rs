//! Decimal numbers in Italian writing.

use rust_decimal::Decimal;

/// Reads `2`, `2,5`, `-1.000`, `460.000,00`: the point groups thousands, the comma begins the decimals.
/// `None` for anything else: for `2.5`, and for `0.500`, which nobody writes for five hundred.
pub(crate) fn read_number(text: &str) -> Option<Decimal> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, decimals) = digits.split_once(',').unwrap_or((digits, "0"));
    let groups: Vec<&str> = whole.split('.').collect();
    let is_well_grouped = groups.len() == 1
        || (1..=3).contains(&groups[0].len())
            && !groups[0].starts_with('0')
            && groups[1..].iter().all(|group| group.len() == 3);
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !is_well_grouped || !groups.iter().all(|group| is_digits(group)) || !is_digits(decimals) {
        return None;
    }
    let number = format!("{sign}{}.{decimals}", groups.concat());
    if digits.contains(',') {
        Decimal::from_str_exact(&number).ok()
    } else {
        Decimal::from_str_exact(number.trim_end_matches(".0")).ok()
    }
}

/// Writes a number with its thousands grouped and at least `min_decimals` decimals: `1.234,50`.
pub(crate) fn write_number(number: Decimal, min_decimals: u32) -> String {
    let mut number = number;
    if number.scale() < min_decimals {
        number.rescale(min_decimals);
    }
    let text = number.abs().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() {
        "-"
    } else {
        ""
    };
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{decimals}", group_thousands(whole))
}

fn group_thousands(digits: &str) -> String {
    let mut groups = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            groups.push('.');
        }
        groups.push(digit);
    }
    groups
}
