//! Keeps all the digits of the real numbers of a file.
//!
//! lopdf keeps a real in 32 bits, about seven digits: `1234567.89` would be written again as
//! `1234567.9`. Where that loses digits, the object becomes a PDF name made of a mark and the number as
//! typed, which the writer turns back into the number. No file can hold such a name, since the mark
//! begins with the null character (ISO 32000-1 7.3.5).

use lopdf::Object;

const MARK: &[u8] = b"\0=";

/// Gives the reals of an object the digits that they have in the file; `typed` are the reals as typed,
/// in the same order.
pub(crate) fn keep_digits(object: &mut Object, typed: &[&[u8]]) {
    let mut reals = Vec::new();
    collect_reals(object, &mut reals);
    // A key given twice, of which lopdf keeps the last, or a number glued to something else: we cannot
    // tell which is which, and leave what lopdf read.
    if reals.len() != typed.len() {
        return;
    }
    for (real, typed) in reals.into_iter().zip(typed) {
        let Object::Real(value) = real else { continue };
        let Ok(text) = std::str::from_utf8(typed) else {
            continue;
        };
        if is_plain_real(typed)
            && text.parse() == Ok(*value)
            && significant_digits(text) != significant_digits(&value.to_string())
        {
            *real = Object::Name([MARK, typed].concat());
        }
    }
}

/// The number that a name made by [`keep_digits`] stands for; `None` for any other name.
pub(crate) fn typed_number(name: &[u8]) -> Option<&[u8]> {
    name.strip_prefix(MARK)
        .filter(|number| is_plain_real(number))
}

/// Whether an object is a real, or holds one at any depth.
pub(crate) fn has_reals(object: &Object) -> bool {
    match object {
        Object::Real(_) => true,
        Object::Array(items) => items.iter().any(has_reals),
        Object::Dictionary(dictionary) => dictionary.iter().any(|(_, value)| has_reals(value)),
        Object::Stream(stream) => stream.dict.iter().any(|(_, value)| has_reals(value)),
        _ => false,
    }
}

fn collect_reals<'a>(object: &'a mut Object, reals: &mut Vec<&'a mut Object>) {
    match object {
        Object::Real(_) => reals.push(object),
        Object::Array(items) => items.iter_mut().for_each(|item| collect_reals(item, reals)),
        Object::Dictionary(dictionary) => dictionary
            .iter_mut()
            .for_each(|(_, value)| collect_reals(value, reals)),
        Object::Stream(stream) => stream
            .dict
            .iter_mut()
            .for_each(|(_, value)| collect_reals(value, reals)),
        _ => {}
    }
}

/// Whether some bytes are a sign, digits and one point.
fn is_plain_real(number: &[u8]) -> bool {
    let digits = match number {
        [b'+' | b'-', digits @ ..] => digits,
        digits => digits,
    };
    digits.iter().filter(|b| **b == b'.').count() == 1
        && digits.len() > 1
        && digits.iter().all(|b| b.is_ascii_digit() || *b == b'.')
}

/// A number without zeros at its ends or a plus sign, so that two spellings of one value are equal.
fn significant_digits(number: &str) -> String {
    let (sign, number) = match number.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && fraction.is_empty() {
        return "0".to_owned();
    }
    format!("{sign}{whole}.{fraction}")
}
