//! Makes a name unique by adding a number: `Titolo-2`.

use std::collections::BTreeMap;

/// Gives names like others, each with a number; what it gave once it does not try again.
#[derive(Debug, Default)]
pub(crate) struct NameNumbering {
    last_numbers: BTreeMap<Vec<u8>, u32>,
}

impl NameNumbering {
    /// A name with the first free number after it; `is_taken` says which names are not free.
    pub(crate) fn free_name(&mut self, name: &[u8], is_taken: impl Fn(&[u8]) -> bool) -> Vec<u8> {
        let last = self.last_numbers.entry(name.to_vec()).or_insert(1);
        loop {
            *last += 1;
            let new = with_number(name, *last);
            if !is_taken(&new) {
                return new;
            }
        }
    }
}

/// As [`NameNumbering::free_name`], for a single name.
pub(crate) fn free_name(name: &[u8], is_taken: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    NameNumbering::default().free_name(name, is_taken)
}

/// Adds a number to a name; in a text string in UTF-16 each character takes two bytes.
fn with_number(name: &[u8], number: u32) -> Vec<u8> {
    let number = format!("-{number}");
    if name.starts_with(b"\xfe\xff") {
        let suffix = number.encode_utf16().flat_map(u16::to_be_bytes);
        name.iter().copied().chain(suffix).collect()
    } else {
        [name, number.as_bytes()].concat()
    }
}
