//! The cross-reference table, which tells where each object of a file is: as a stream and as plain lines.

use std::io::{self, Write};

use super::packing::compressed;
use super::{END_OF_FILE, END_OF_STREAM};

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ObjectPlace {
    /// Nowhere: no object has this number.
    Free,
    /// At a byte of the file, with its generation.
    Byte(u64, u16),
    /// In an object stream: the number of the stream, and the index of the object in it (from 0).
    Packed(usize, usize),
}

/// Writes the cross-reference table as a stream (ISO 32000-1 7.5.8) and ends the file.
///
/// Each of the `sections` holds the places of consecutive object numbers, from a first one on; the
/// place of the stream itself is added here, under the next free number. `start` is the byte at which
/// the stream is written. `entries` are the entries of the trailer dictionary except /Size, in PDF
/// syntax.
///
/// Each row holds a kind (1 byte), a byte offset or a stream number (4) and a generation or an index
/// (2), and is written as its difference from the row above (PNG predictor “up”), which compresses
/// to almost nothing.
///
/// # Errors
/// The writer's; a file too large for the table.
pub fn write_stream_table(
    file: &mut impl Write,
    start: u64,
    sections: &[(usize, Vec<ObjectPlace>)],
    entries: &[u8],
) -> io::Result<()> {
    let stream_number = sections.iter().map(|(first, places)| first + places.len());
    let stream_number = stream_number.max().unwrap_or(1);
    let own = (stream_number, vec![ObjectPlace::Byte(start, 0)]);
    let mut rows = Vec::new();
    let mut above = [0; 7];
    let mut index = String::new();
    let mut listed: Vec<(usize, usize)> = Vec::new();
    for (first, places) in sections.iter().chain([&own]) {
        match listed.last_mut() {
            Some((before, count)) if *before + *count == *first => *count += places.len(),
            _ => listed.push((*first, places.len())),
        }
        for place in places {
            let row = table_row(*place)?;
            rows.push(2);
            rows.extend(
                row.iter()
                    .zip(above)
                    .map(|(byte, above)| byte.wrapping_sub(above)),
            );
            above = row;
        }
    }
    if listed != [(0, stream_number + 1)] {
        let pairs: Vec<String> = listed
            .iter()
            .map(|(section_start, section_length)| format!("{section_start} {section_length}"))
            .collect();
        index = format!("/Index[{}]", pairs.join(" "));
    }
    let data = compressed(&[&rows]);
    write!(
        file,
        "{stream_number} 0 obj\n<</Type/XRef/W[1 4 2]{index}/Size {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>/Length {}",
        stream_number + 1,
        data.len()
    )?;
    file.write_all(entries)?;
    file.write_all(b">>\nstream\n")?;
    file.write_all(&data)?;
    file.write_all(END_OF_STREAM)?;
    write!(file, "\nendobj\nstartxref\n{start}\n")?;
    file.write_all(END_OF_FILE)
}

fn table_row(place: ObjectPlace) -> io::Result<[u8; 7]> {
    let (kind, first, second): (u8, u64, usize) = match place {
        ObjectPlace::Free => (0, 0, usize::from(u16::MAX)),
        ObjectPlace::Byte(byte, generation) => (1, byte, usize::from(generation)),
        ObjectPlace::Packed(stream, at) => (2, stream as u64, at),
    };
    let too_large = || io::Error::from(io::ErrorKind::FileTooLarge);
    let [a, b, c, d] = u32::try_from(first).map_err(|_| too_large())?.to_be_bytes();
    let [e, f] = u16::try_from(second)
        .map_err(|_| too_large())?
        .to_be_bytes();
    Ok([kind, a, b, c, d, e, f])
}

/// Writes the cross-reference table as plain lines (ISO 32000-1 7.5.4), which every version of PDF reads,
/// and ends the file. The arguments are those of [`write_stream_table`].
///
/// # Errors
/// The writer's; a file too large for the table.
pub fn write_plain_table(
    file: &mut impl Write,
    start: u64,
    sections: &[(usize, Vec<ObjectPlace>)],
    entries: &[u8],
) -> io::Result<()> {
    writeln!(file, "xref")?;
    let mut size = 1;
    for (first, places) in sections {
        size = size.max(first + places.len());
        writeln!(file, "{first} {}", places.len())?;
        for place in places {
            match place {
                ObjectPlace::Byte(byte, generation) if *byte < 10_000_000_000 => {
                    write!(file, "{byte:010} {generation:05} n\r\n")?;
                }
                ObjectPlace::Byte(..) => return Err(io::ErrorKind::FileTooLarge.into()),
                // No number is ever used again: each free one points to zero, the head of the list.
                ObjectPlace::Free | ObjectPlace::Packed(..) => {
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
