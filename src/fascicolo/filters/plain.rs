//! The filters without a checksum that a few lines decode: digits, base 85, runs of a byte
//! (ISO 32000-1 7.4.2, 7.4.3, 7.4.5), and data without a filter.

use std::io::Write;

use super::super::lexer::is_space;
use super::{Checksum, Fault};

/// Gives data as they are.
pub(crate) fn copy_plain(
    data: &[u8],
    limit: u64,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    if data.len() as u64 > limit {
        return Err(Fault::TooLarge);
    }
    output.write_all(data)?;
    Ok(Checksum::Right)
}

/// Decodes `ASCIIHexDecode`; the data must end with `>`.
pub(crate) fn decode_hexadecimal(
    data: &[u8],
    limit: u64,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    let end = data.iter().position(|b| *b == b'>').ok_or(Fault::Damaged)?;
    let digit = |byte: &u8| {
        let digit = char::from(*byte).to_digit(16).ok_or(Fault::Damaged)?;
        Ok(digit as u8)
    };
    let digits: Result<Vec<u8>, Fault> = data[..end]
        .iter()
        .filter(|b| !is_space(**b))
        .map(digit)
        .collect();
    let pairs = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
    let decoded: Vec<u8> = digits?.chunks(2).map(pairs).collect();
    copy_plain(&decoded, limit, output)
}

/// Decodes `ASCII85Decode`; the data must end with `~>`.
pub(crate) fn decode_base_85(
    data: &[u8],
    limit: u64,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    let end = data.iter().position(|b| *b == b'~').ok_or(Fault::Damaged)?;
    write_collected(limit, output, |decoded| {
        let mut group: Vec<u8> = Vec::with_capacity(5);
        for byte in data[..end].iter().filter(|b| !is_space(**b)) {
            match byte {
                b'z' if group.is_empty() => decoded.extend([0; 4]),
                b'!'..=b'u' => group.push(byte - b'!'),
                _ => return Err(Fault::Damaged),
            }
            if group.len() == 5 {
                decoded.extend(decode_base_85_group(&group).ok_or(Fault::Damaged)?);
                group.clear();
            }
            if decoded.len() as u64 > limit {
                return Err(Fault::TooLarge);
            }
        }
        match group.len() {
            0 => {}
            1 => return Err(Fault::Damaged),
            digits => {
                group.resize(5, 84); // the digit of `u`, the largest
                let bytes = decode_base_85_group(&group).ok_or(Fault::Damaged)?;
                decoded.extend(&bytes[..digits - 1]);
            }
        }
        Ok(())
    })
}

fn decode_base_85_group(digits: &[u8]) -> Option<[u8; 4]> {
    let value = digits.iter().try_fold(0_u32, |value, digit| {
        value.checked_mul(85)?.checked_add(u32::from(*digit))
    })?;
    Some(value.to_be_bytes())
}

/// Decodes `RunLengthDecode`; the data must end with the byte 128.
pub(crate) fn decode_run_length(
    data: &[u8],
    limit: u64,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    write_collected(limit, output, |decoded| {
        let mut rest = data;
        loop {
            let (length, after) = rest.split_first().ok_or(Fault::Damaged)?;
            let (piece, after) = match length {
                128 => return Ok(()),
                0..=127 => {
                    let count = usize::from(*length) + 1;
                    let piece = after.get(..count).ok_or(Fault::Damaged)?;
                    (piece.to_vec(), &after[count..])
                }
                _ => {
                    let (byte, after) = after.split_first().ok_or(Fault::Damaged)?;
                    (vec![*byte; 257 - usize::from(*length)], after)
                }
            };
            decoded.extend(piece);
            rest = after;
            if decoded.len() as u64 > limit {
                return Err(Fault::TooLarge);
            }
        }
    })
}

/// Writes data that are decoded in one piece. Those before a damage are written too, so that the budget
/// counts them.
fn write_collected(
    limit: u64,
    output: &mut dyn Write,
    decode: impl FnOnce(&mut Vec<u8>) -> Result<(), Fault>,
) -> Result<Checksum, Fault> {
    let mut decoded = Vec::new();
    let outcome = decode(&mut decoded);
    if decoded.len() as u64 > limit {
        return Err(Fault::TooLarge);
    }
    output.write_all(&decoded)?;
    outcome.map(|()| Checksum::Right)
}
