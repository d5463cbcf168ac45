//! The data of a stream, decoded without forgiving anything.
//!
//! Readers forgive: a compressed stream that breaks off gives what it had until there. That is right
//! for showing a page and wrong for giving back a file.

use std::io::{self, Write};

use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Document, Object, Stream};

use super::objects::resolved;

/// The most filters that a stream may go through: files use one or two.
const MOST_FILTERS: usize = 8;

/// How many times larger than its data an LZW stream can become: almost four thousand bytes for a code
/// of twelve bits.
const LZW_GROWTH: u64 = 2600;

/// Why a stream gives no data.
#[derive(Debug)]
pub enum Fault {
    /// It breaks off, or its data are not what its filter writes.
    Damaged,
    /// It goes through a filter that we do not know, with its name.
    Unknown(String),
    /// It becomes larger than allowed.
    TooLarge,
    /// With what was decoded before it, it is more work than allowed.
    Exhausted,
    /// The system did not take what was decoded.
    System(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Whether the sum that closes compressed data was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checksum {
    /// It was, and it was right; or the data are not compressed, and have none.
    Right,
    /// The data ended before it.
    Missing,
}

/// How much may be decoded, in bytes.
///
/// A stream that is refused costs as much as one that is given: what was decoded counts for both.
#[derive(Debug)]
pub struct DecodingBudget<'a> {
    /// The most that a stream may become.
    pub limit: u64,
    /// What is left for this stream and those after it.
    pub remaining: &'a mut u64,
}

impl DecodingBudget<'_> {
    fn allowed(&self) -> u64 {
        self.limit.min(*self.remaining)
    }

    fn charge(&mut self, bytes: u64) {
        *self.remaining = self.remaining.saturating_sub(bytes);
    }

    /// Lets a filter work, and counts what it read or wrote, whichever is more.
    fn spend(
        &mut self,
        input: &[u8],
        output: &mut dyn Write,
        filter: impl FnOnce(u64, &mut dyn Write) -> Result<Checksum, Fault>,
    ) -> Result<Checksum, Fault> {
        let allowed = self.allowed();
        let mut counted = CountingWriter { output, count: 0 };
        let outcome = filter(allowed, &mut counted);
        let work = counted.count.max(input.len() as u64);
        match outcome {
            // All that was allowed was decoded, though not all of it was written.
            Err(Fault::TooLarge) => {
                self.charge(allowed);
                Err(if allowed < self.limit {
                    Fault::Exhausted
                } else {
                    Fault::TooLarge
                })
            }
            outcome => {
                self.charge(work);
                outcome
            }
        }
    }
}

/// Bytes that are counted on their way.
struct CountingWriter<'a> {
    output: &'a mut dyn Write,
    count: u64,
}

impl Write for CountingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.count += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// Decodes the data of a stream, no more than `limit` bytes, into `output`; says whether they were
/// closed by their sum.
///
/// # Errors
/// Data that the filters did not write, a filter that is not known, too many bytes.
pub fn decode(
    document: &Document,
    dictionary: &Dictionary,
    data: &[u8],
    limit: u64,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    let mut unbounded = u64::MAX;
    let budget = DecodingBudget {
        limit,
        remaining: &mut unbounded,
    };
    decode_within(document, dictionary, data, budget, output)
}

/// As [`decode`], within what `work` allows for many streams.
///
/// # Errors
/// Those of [`decode`]; too much work.
pub fn decode_within(
    document: &Document,
    dictionary: &Dictionary,
    data: &[u8],
    mut budget: DecodingBudget<'_>,
    output: &mut dyn Write,
) -> Result<Checksum, Fault> {
    let filters = filters(document, dictionary)?;
    let Some((last, before)) = filters.split_last() else {
        return budget.spend(data, output, |allowed, output| {
            copy_plain(data, allowed, output)
        });
    };
    let mut checksum = Checksum::Right;
    let mut decoded: Option<Vec<u8>> = None;
    for filter in before {
        let mut next = Vec::new();
        let input = decoded.as_deref().unwrap_or(data);
        checksum = worse(checksum, filter.decode(input, &mut budget, &mut next)?);
        decoded = Some(next);
    }
    let input = decoded.as_deref().unwrap_or(data);
    Ok(worse(checksum, last.decode(input, &mut budget, output)?))
}

fn copy_plain(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
    if data.len() as u64 > limit {
        return Err(Fault::TooLarge);
    }
    output.write_all(data)?;
    Ok(Checksum::Right)
}

fn worse(one: Checksum, other: Checksum) -> Checksum {
    if one == Checksum::Missing { one } else { other }
}

/// A filter with its parameters.
struct Filter<'a> {
    name: &'a [u8],
    parameters: Option<&'a Dictionary>,
}

fn filters<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
) -> Result<Vec<Filter<'a>>, Fault> {
    let value = |key: &[u8]| resolved(document, dictionary.get(key).ok()?);
    let names: Vec<&Object> = match value(b"Filter") {
        None | Some(Object::Null) => return Ok(Vec::new()),
        Some(Object::Array(names)) => names.iter().filter_map(|n| resolved(document, n)).collect(),
        Some(name) => vec![name],
    };
    let parameters = |index: usize| match value(b"DecodeParms") {
        Some(Object::Array(all)) => resolved(document, all.get(index)?)?.as_dict().ok(),
        Some(Object::Dictionary(only)) => Some(only),
        _ => None,
    };
    if names.len() > MOST_FILTERS {
        return Err(Fault::Damaged);
    }
    let filter = |(index, name): (usize, &'a Object)| {
        let name = name.as_name().map_err(|_| Fault::Damaged)?;
        Ok(Filter {
            name,
            parameters: parameters(index),
        })
    };
    names.into_iter().enumerate().map(filter).collect()
}

impl Filter<'_> {
    fn decode(
        &self,
        data: &[u8],
        budget: &mut DecodingBudget<'_>,
        output: &mut dyn Write,
    ) -> Result<Checksum, Fault> {
        if self.name == b"FlateDecode" && self.has_predictor() {
            // Once for its sum, and once for its data.
            let checksum = budget.spend(data, &mut io::sink(), |allowed, nowhere| {
                inflate(data, allowed, nowhere)
            })?;
            budget.spend(data, output, |allowed, output| {
                self.decode_by_library(data, allowed, output)
            })?;
            return Ok(checksum);
        }
        let allowed = budget.allowed();
        let outcome = budget.spend(data, output, |allowed, output| match self.name {
            b"FlateDecode" => inflate(data, allowed, output),
            b"ASCIIHexDecode" => decode_hexadecimal(data, allowed, output),
            b"ASCII85Decode" => decode_base_85(data, allowed, output),
            b"RunLengthDecode" => decode_run_length(data, allowed, output),
            b"LZWDecode" => {
                self.decode_by_library(data, allowed, output)?;
                Ok(Checksum::Missing)
            }
            b"Crypt" => copy_plain(data, allowed, output),
            other => Err(Fault::Unknown(String::from_utf8_lossy(other).into_owned())),
        });
        if self.name == b"LZWDecode" && matches!(outcome, Err(Fault::Damaged)) {
            // The library does not say how far it came.
            budget.charge(allowed.min(data.len() as u64 * LZW_GROWTH));
        }
        outcome
    }

    fn has_predictor(&self) -> bool {
        let predictor = self.parameters.and_then(|p| p.get(b"Predictor").ok());
        predictor.and_then(|p| p.as_i64().ok()).unwrap_or(1) > 1
    }

    /// What the library decodes, which forgives: for the filters that have no sum of their own.
    fn decode_by_library(
        &self,
        data: &[u8],
        limit: u64,
        output: &mut dyn Write,
    ) -> Result<Checksum, Fault> {
        let mut dictionary = Dictionary::new();
        dictionary.set("Filter", Object::Name(self.name.to_vec()));
        if let Some(parameters) = self.parameters {
            dictionary.set("DecodeParms", parameters.clone());
        }
        let stream = Stream::new(dictionary, data.to_vec());
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let decoded =
            stream
                .decompressed_content_with_limit(limit)
                .map_err(|error| match error {
                    lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded {
                        ..
                    }) => Fault::TooLarge,
                    _ => Fault::Damaged,
                })?;
        output.write_all(&decoded)?;
        Ok(Checksum::Right)
    }
}

/// The format of zlib: two bytes, the data, their sum (RFC 1950). The data must come to their end.
fn inflate(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
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

/// The sum of RFC 1950.
struct Adler(u32, u32);

impl Default for Adler {
    fn default() -> Self {
        Self(1, 0)
    }
}

impl Adler {
    fn add(&mut self, bytes: &[u8]) {
        // As many as can be added before 32 bits are not enough.
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

fn decode_hexadecimal(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
    let end = data.iter().position(|b| *b == b'>').ok_or(Fault::Damaged)?;
    let digit = |byte: &u8| {
        let digit = char::from(*byte).to_digit(16).ok_or(Fault::Damaged)?;
        Ok(digit as u8)
    };
    let digits: Result<Vec<u8>, Fault> = data[..end]
        .iter()
        .filter(|b| !super::lexer::is_space(**b))
        .map(digit)
        .collect();
    let pairs = |pair: &[u8]| pair[0] << 4 | pair.get(1).copied().unwrap_or(0);
    let decoded: Vec<u8> = digits?.chunks(2).map(pairs).collect();
    copy_plain(&decoded, limit, output)
}

fn decode_base_85(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
    let end = data.iter().position(|b| *b == b'~').ok_or(Fault::Damaged)?;
    write_collected(limit, output, |decoded| {
        let mut group: Vec<u8> = Vec::with_capacity(5);
        for byte in data[..end].iter().filter(|b| !super::lexer::is_space(**b)) {
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
                group.resize(5, 84);
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

fn decode_run_length(data: &[u8], limit: u64, output: &mut dyn Write) -> Result<Checksum, Fault> {
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

/// Gives the data that are decoded in one piece. Those before a damage are given too, to be counted.
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
