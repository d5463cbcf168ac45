//! Numbers that the standard does not allow (ISO 32000-1 7.3.3) but that all readers understand alike:
//! `--5`, a lone point, an integer too large for any reader.
//!
//! lopdf refuses the whole object that holds one. They are replaced by what readers take them for, in the
//! same number of bytes, so that everything else stays where the cross-reference table says.

use lopdf::Document;
use lopdf::xref::XrefEntry;

use super::lexer::{Lexer, Token};

/// The largest integer that every reader holds (ISO 32000-1, annex C).
const LARGEST_INTEGER: &str = "2147483647";

/// A copy of a file in which the odd numbers of some objects are valid; `None` if they have none. `header`
/// is the byte of `%PDF-`, from which the offsets of objects count.
pub(crate) fn with_plain_numbers(
    document: &Document,
    bytes: &[u8],
    header: usize,
    objects: &[u32],
) -> Option<Vec<u8>> {
    let mut rewritten = None;
    for number in objects {
        let entry = document.reference_table.get(*number);
        let Some(XrefEntry::Normal { offset, .. }) = entry else {
            continue;
        };
        for (position, text) in odd_numbers(&bytes[header..], *offset as usize, *number) {
            let position = header + position;
            let copy = rewritten.get_or_insert_with(|| bytes.to_vec());
            copy[position..position + text.len()].copy_from_slice(&text);
        }
    }
    rewritten
}

/// The offset of each odd number of an object, with the bytes to put in its place, as many.
fn odd_numbers(body: &[u8], start: usize, number: u32) -> Vec<(usize, Vec<u8>)> {
    let mut lexer = Lexer::new(body, start);
    let written = lexer.next();
    let is_wanted =
        matches!(written, Some(Token::Number(written)) if written == number.to_string().as_bytes());
    if !is_wanted || lexer.nth(1) != Some(Token::Keyword(b"obj")) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    while let Some(token) = lexer.next() {
        match token {
            Token::Number(number) => {
                let plain = plain_number(number).filter(|plain| plain.len() <= number.len());
                let offset = lexer.position() - number.len();
                found.extend(plain.map(|plain| (offset, padded(&plain, number.len()))));
            }
            Token::Open => depth += 1,
            Token::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

/// An odd number as readers understand it; `None` if it is valid, or if readers disagree.
fn plain_number(number: &[u8]) -> Option<String> {
    let number = std::str::from_utf8(number).ok()?;
    let (sign, unsigned) = match number.strip_prefix(['+', '-']) {
        // Readers ignore the minus signs after the first sign.
        Some(rest) => (&number[..1], rest.trim_start_matches('-')),
        None => ("", number),
    };
    let is_number = unsigned.chars().all(|c| c.is_ascii_digit() || c == '.');
    if !is_number || unsigned.matches('.').count() > 1 {
        return None;
    }
    if !unsigned.contains(|c: char| c.is_ascii_digit()) {
        return Some("0".to_owned());
    }
    if !unsigned.contains('.') && format!("{sign}{unsigned}").parse::<i64>().is_err() {
        return Some(format!("{sign}{LARGEST_INTEGER}"));
    }
    let plain = format!("{sign}{unsigned}");
    (plain != number).then_some(plain)
}

/// A number with spaces before it, which change nothing, up to a length.
fn padded(plain: &str, length: usize) -> Vec<u8> {
    format!("{plain:>length$}").into_bytes()
}
