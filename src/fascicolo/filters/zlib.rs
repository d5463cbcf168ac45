//! Compressed data that must come to their end, with their checksum (`FlateDecode`).

use std::io::Write;

use flate2::{Decompress, FlushDecompress, Status};

use super::{Checksum, Fault};

/// Decodes the format of zlib (RFC 1950): two bytes of header, the data, their checksum. The data must
/// come to their end; the checksum may be missing, as some programs forget it, but not wrong. flate2's
/// own reader does not tell the two apart, so header and checksum are read here.
pub(crate) fn inflate(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
    let (Some([method, flags]), Some(rest)) = (data.get(..2), data.get(2..)) else {
        return Err(Fault::Damaged);
    };
    let header = u16::from(*method) * 256 + u16::from(*flags);
    if method & 15 != 8 || header % 31 != 0 || flags & 32 != 0 {
        return Err(Fault::Damaged);
    }
    let mut inflater = Decompress::new(false);
    let mut buffer = vec![0; 64 * 1024];
    let mut adler = Adler::default();
    loop {
        let read_before = inflater.total_in();
        let written_before = inflater.total_out();
        let input = rest
            .get(usize::try_from(read_before).unwrap_or(usize::MAX)..)
            .unwrap_or_default();
        let status = inflater
            .decompress(input, &mut buffer, FlushDecompress::None)
            .map_err(|_| Fault::Damaged)?;
        let decoded = &buffer[..(inflater.total_out() - written_before) as usize];
        if inflater.total_out() > limit {
            return Err(Fault::TooLarge);
        }
        adler.add(decoded);
        output.write_all(decoded)?;
        if status == Status::StreamEnd {
            break;
        }
        if decoded.is_empty() && inflater.total_in() == read_before {
            return Err(Fault::Damaged);
        }
    }
    let end = usize::try_from(inflater.total_in()).unwrap_or(usize::MAX);
    match rest.get(end..end + 4) {
        Some(sum) if sum == adler.sum().to_be_bytes() => Ok(Checksum::Right),
        Some(_) => Err(Fault::Damaged),
        None => Ok(Checksum::Missing),
    }
}

/// The Adler-32 checksum (RFC 1950).
struct Adler(u32, u32);

impl Default for Adler {
    fn default() -> Self {
        Self(1, 0)
    }
}

impl Adler {
    fn add(&mut self, bytes: &[u8]) {
        // The most bytes that can be added before the 32-bit sums overflow.
        for bytes in bytes.chunks(5552) {
            for byte in bytes {
                self.0 += u32::from(*byte);
                self.1 += self.0;
            }
            self.0 %= 65521;
            self.1 %= 65521;
        }
    }

    fn sum(&self) -> u32 {
        self.1 << 16 | self.0
    }
}
