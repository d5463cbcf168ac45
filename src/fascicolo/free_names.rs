//! Names that nobody has yet, made from those that somebody has.

use std::collections::BTreeMap;

/// Gives names like others, each with a number; what it gave once it does not try again.
#[derive(Debug, Default)]
pub struct NameNumbering {
    last_numbers: BTreeMap<Vec<u8>, u32>,
}

impl NameNumbering {
    /// A name like another that nobody has yet.
    pub fn free_name(&mut self, name: &[u8], taken: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let last = self.last_numbers.entry(name.to_vec()).or_insert(1);
        loop {
            *last += 1;
            let new = with_number(name, *last);
            if !taken(&new) {
                return new;
            }
        }
    }
}

/// A name like another that nobody has yet.
pub fn free_name(name: &[u8], taken: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    NameNumbering::default().free_name(name, taken)
}

/// Of a text in UTF-16 each sign of the number is two bytes.
fn with_number(name: &[u8], number: u32) -> Vec<u8> {
    let number = format!("-{number}");
    if name.starts_with(b"\xfe\xff") {
        let suffix = number.encode_utf16().flat_map(u16::to_be_bytes);
        name.iter().copied().chain(suffix).collect()
    } else {
        [name, number.as_bytes()].concat()
    }
}
