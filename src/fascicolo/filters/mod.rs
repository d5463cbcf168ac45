//! Decodes the data of a stream strictly (filters, ISO 32000-1 7.4).
//!
//! PDF readers, and lopdf, are lenient: of a compressed stream that is cut short they give what comes
//! before the cut. That is right for showing a page and wrong for giving a file back.

mod budget;
mod plain;
mod zlib;

use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, Stream};

use super::objects::resolved;
use plain::{copy_plain, decode_base_85, decode_hexadecimal, decode_run_length};
use zlib::inflate;

pub(crate) use budget::DecodingBudget;

/// The most filters that a stream may go through: files use one or two.
const MOST_FILTERS: usize = 8;

/// How many times larger than its data an LZW stream can become: a code of twelve bits stands for almost
/// four thousand bytes.
const LZW_GROWTH: u64 = 2600;

/// Why a stream cannot be decoded.
#[derive(Debug)]
pub(crate) enum Fault {
    /// It is cut short, or its data are not valid for its filter.
    Damaged,
    /// It has a filter that we do not know, with this name.
    Unknown(String),
    /// It becomes larger than allowed.
    TooLarge,
    /// The budget for this stream and the others together is used up.
    Exhausted,
    /// The output could not be written.
    System(io::Error),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Whether compressed data ended with their checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checksum {
    /// The checksum was there and right, or the filter has none.
    Right,
    /// The data ended before the checksum.
    Missing,
}

/// Decodes the data of a stream into `output`, at most `limit` bytes; returns whether their checksum was
/// there.
///
/// # Errors
/// Data that are not valid for their filters, an unknown filter, too many bytes; the writer's.
pub(crate) fn decode(
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

/// As [`decode`], within a budget shared by many streams.
///
/// # Errors
/// Those of [`decode`]; [`Fault::Exhausted`].
pub(crate) fn decode_within(
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
    let value = |key: &[u8]| dictionary.get_deref(key, document).ok();
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
            // lopdf undoes the predictor, but ignores the checksum: the data are decoded once to check
            // it, and once to get them.
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
            // lopdf does not say how much it decoded before the damage: the most possible is charged.
            budget.charge(allowed.min(data.len() as u64 * LZW_GROWTH));
        }
        outcome
    }

    fn has_predictor(&self) -> bool {
        let predictor = self.parameters.and_then(|p| p.get(b"Predictor").ok());
        predictor.and_then(|p| p.as_i64().ok()).unwrap_or(1) > 1
    }

    /// Decodes with lopdf, which is lenient: for what has no checksum, or had it checked before.
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
