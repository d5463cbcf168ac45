//! The cross-reference table of a file, in its two forms.

use std::io::{self, Write};

use super::packing::compressed;
use super::{END_OF_FILE, END_OF_STREAM};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ObjectLocation {
    /// There is none: the number is free.
    Free,
    /// At a byte of the file; with the generation.
    Byte(u64, u16),
    /// In an object stream: the number of the stream, the index within it.
    Packed(usize, usize),
}

/// Writes the table of a file as a cross-reference stream (ISO 32000-1 7.5.8) and ends the file.
///
/// Each section is the number of its first object and the locations of the objects from there on; the
/// stream adds itself. `start` is the byte of the file where it begins. `entries` are those of the trailer
/// except `/Size`, as written in a dictionary.
///
/// A row of the table is seven bytes: the kind, four for a byte or the number of a stream, two for a
/// generation or an index. Each is stored as the difference from the row above (PNG predictor 2), which
/// compresses to almost nothing.
///
/// # Errors
/// The writer's; a file too large for the table.
pub(crate) fn write_stream_table(
    file: &mut impl Write,
    start: u64,
    sections: &[(usize, Vec<ObjectLocation>)],
    entries: &[u8],
) -> io::Result<()> {
    let number = sections
        .iter()
        .map(|(first, locations)| first + locations.len());
    let number = number.max().unwrap_or(1);
    let own = (number, vec![ObjectLocation::Byte(start, 0)]);
    let mut table = Vec::new();
    let mut above = [0; 7];
    let mut index = String::new();
    let mut listed: Vec<(usize, usize)> = Vec::new();
    for (first, locations) in sections.iter().chain([&own]) {
        match listed.last_mut() {
            Some((previous_start, count)) if *previous_start + *count == *first => {
                *count += locations.len()
            }
            _ => listed.push((*first, locations.len())),
        }
        for location in locations {
            let row = table_row(*location)?;
            table.push(2);
            table.extend(
                row.iter()
                    .zip(above)
                    .map(|(byte, above)| byte.wrapping_sub(above)),
            );
            above = row;
        }
    }
    if listed != [(0, number + 1)] {
        let pairs: Vec<String> = listed
            .iter()
            .map(|(section_start, section_length)| format!("{section_start} {section_length}"))
            .collect();
        index = format!("/Index[{}]", pairs.join(" "));
    }
    let data = compressed(&[&table]);
    write!(
        file,
        "{number} 0 obj\n<</Type/XRef/W[1 4 2]{index}/Size {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length {}",
        number + 1,
        data.len()
    )?;
    file.write_all(entries)?;
    file.write_all(b">>\nstream\n")?;
    file.write_all(&data)?;
    file.write_all(END_OF_STREAM)?;
    write!(file, "\nendobj\nstartxref\n{start}\n")?;
    file.write_all(END_OF_FILE)
}

fn table_row(location: ObjectLocation) -> io::Result<[u8; 7]> {
    let (kind, first, second): (u8, u64, usize) = match location {
        ObjectLocation::Free => (0, 0, usize::from(u16::MAX)),
        ObjectLocation::Byte(byte, generation) => (1, byte, usize::from(generation)),
        ObjectLocation::Packed(stream, index) => (2, stream as u64, index),
    };
    let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
    let [a, b, c, d] = u32::try_from(first).map_err(|_| too_large())?.to_be_bytes();
    let [e, f] = u16::try_from(second)
        .map_err(|_| too_large())?
        .to_be_bytes();
    Ok([kind, a, b, c, d, e, f])
}

/// Writes the table of a file in lines (ISO 32000-1 7.5.4), which every version of PDF reads, and ends the
/// file. The arguments are those of [`write_stream_table`].
///
/// # Errors
/// The writer's; a file too large for the table.
pub(crate) fn write_plain_table(
    file: &mut impl Write,
    start: u64,
    sections: &[(usize, Vec<ObjectLocation>)],
    entries: &[u8],
) -> io::Result<()> {
    writeln!(file, "xref")?;
    let mut size = 1;
    for (first, locations) in sections {
        size = size.max(first + locations.len());
        writeln!(file, "{first} {}", locations.len())?;
        for location in locations {
            match location {
                ObjectLocation::Byte(byte, generation) if *byte < 10_000_000_000 => {
                    write!(file, "{byte:010} {generation:05} n\r\n")?;
                }
                ObjectLocation::Byte(..) => return Err(io::ErrorKind::FileTooLarge.into()),
                // Free numbers form a list; with generation 65535 none is used again, and each may point
                // to number 0, the head of the list.
                ObjectLocation::Free | ObjectLocation::Packed(..) => {
                    write!(file, "0000000000 65535 f\r\n")?
                }
            }
        }
    }
    write!(file, "trailer\n<</Size {size}")?;
    file.write_all(entries)?;
    write!(file, ">>\nstartxref\n{start}\n")?;
    file.write_all(END_OF_FILE)
}
