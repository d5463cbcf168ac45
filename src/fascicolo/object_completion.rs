//! Completes the objects that lopdf read, from the bytes of their file.
//!
//! Three things are missing after lopdf has loaded a document:
//!
//! - a stream whose length is wrong or missing is empty, or is read as its dictionary alone, and the page
//!   that uses it with it: its data are found by their last word, `endstream`, as every reader does;
//! - the large streams were emptied on purpose ([`super::pieces`]): here it is noted where their data are
//!   in the file;
//! - reals have lost digits ([`super::exact_reals`]).
//!
//! Each object is found again through the cross-reference table, so nothing is guessed: what cannot be
//! delimited with certainty makes the file damaged, since a part that is joined must stay as it is.

use std::collections::BTreeMap;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::exact_reals;
use super::filters::decode;
use super::lexer::{Lexer, RawObject, ends_at, find_end, indirect_object, read_reals};
use super::opening::LARGEST_STREAM;
use super::pieces::{Piece, Pieces};

/// Completes the objects of a document from the bytes of its file; `header` is the byte where `%PDF-`
/// stands. Returns where the data of the large streams are.
///
/// # Errors
/// In Italian: a stream whose end cannot be told; object streams that cannot be decoded.
pub(crate) fn complete_objects(
    document: &mut Document,
    bytes: &[u8],
    header: usize,
) -> Result<Pieces, String> {
    // The cross-reference table counts bytes from the header, which a few bytes may precede.
    let body = &bytes[header..];
    let integers = integer_objects(document);
    let bounds = object_bounds(document, body.len());
    let mut pieces = Pieces::new();
    let table = &document.reference_table;
    for (id, object) in &mut document.objects {
        let Some(XrefEntry::Normal { offset, .. }) = table.get(id.0) else {
            continue;
        };
        let offset = *offset as usize;
        let stream_or_dictionary = matches!(object, Object::Stream(_) | Object::Dictionary(_));
        if !stream_or_dictionary && !exact_reals::has_reals(object) {
            continue;
        }
        let Some(raw) = indirect_object(body, offset, id.0) else {
            continue;
        };
        exact_reals::keep_digits(object, &raw.reals);
        let next_bound = bounds.partition_point(|bound| *bound <= offset);
        let bound = bounds.get(next_bound).copied().unwrap_or(body.len());
        let object_in_file = ObjectInFile {
            body,
            raw: &raw,
            bound,
            integers: &integers,
        };
        if let Some((start, length)) = object_in_file
            .complete_stream(object)
            .map_err(|()| undelimited(id.0))?
        {
            let piece = Piece::new(bytes, header + start, length);
            pieces.insert(*id, piece.ok_or_else(|| undelimited(id.0))?);
        }
    }
    keep_packed_reals(document)?;
    Ok(pieces)
}

fn undelimited(number: u32) -> String {
    format!("il flusso dell'oggetto {number} non dice dove finisce")
}

/// The objects that are integers: streams may state their length in one of them.
fn integer_objects(document: &Document) -> BTreeMap<ObjectId, i64> {
    let objects = document.objects.iter();
    objects
        .filter_map(|(id, object)| Some((*id, object.as_i64().ok()?)))
        .collect()
}

/// Where each object begins, in order: an object ends at the latest where the next one begins.
fn object_bounds(document: &Document, length: usize) -> Vec<usize> {
    let entries = document.reference_table.entries.values();
    let mut bounds: Vec<usize> = entries
        .filter_map(|entry| match entry {
            XrefEntry::Normal { offset, .. } => Some(*offset as usize),
            _ => None,
        })
        .chain([document.xref_start, length])
        .collect();
    bounds.sort_unstable();
    bounds
}

/// An object and where it stands in its file.
struct ObjectInFile<'a> {
    body: &'a [u8],
    raw: &'a RawObject<'a>,
    bound: usize,
    integers: &'a BTreeMap<ObjectId, i64>,
}

impl ObjectInFile<'_> {
    /// Gives a stream its data, if it lacks them. Of a stream emptied because it is large, returns where
    /// the data begin and their length instead.
    fn complete_stream(&self, object: &mut Object) -> Result<Option<(usize, usize)>, ()> {
        match (&mut *object, self.raw.data) {
            // The word `stream` follows a dictionary: lopdf could not delimit the stream and kept the
            // dictionary alone.
            (Object::Dictionary(dictionary), Some(start)) => {
                let dictionary = std::mem::take(dictionary);
                let data = self.delimited_data(&dictionary, start)?;
                *object = Stream::new(dictionary, data.to_vec()).into();
                Ok(None)
            }
            // lopdf notes the position of a stream whose data it has still to read: it did not, because the
            // length was missing or wrong.
            (Object::Stream(stream), Some(start)) if stream.start_position.is_some() => {
                let data = self.delimited_data(&stream.dict, start)?;
                stream.set_content(data.to_vec());
                stream.start_position = None;
                Ok(None)
            }
            // Emptied as a large one, or empty in the file: the length, as lopdf understood it, tells.
            (Object::Stream(stream), data) if stream.content.is_empty() => {
                let length = stream.dict.get(b"Length").and_then(Object::as_i64);
                let length = usize::try_from(length.unwrap_or(0)).map_err(|_| ())?;
                match data {
                    _ if length == 0 => Ok(None),
                    Some(start) if ends_at(self.body, start + length) => Ok(Some((start, length))),
                    // The file states a wrong length, and lopdf found the end by itself: both must agree.
                    Some(start) => match find_end(self.body, start, self.bound) {
                        Some(end) if end - start == length => Ok(Some((start, length))),
                        _ => Err(()),
                    },
                    None => Err(()),
                }
            }
            _ => Ok(None),
        }
    }

    /// The data of a stream: as long as it states, if `endstream` stands there; otherwise up to the one
    /// `endstream` of the object.
    fn delimited_data(&self, dictionary: &Dictionary, start: usize) -> Result<&[u8], ()> {
        let stated = match dictionary.get(b"Length") {
            Ok(Object::Integer(length)) => Some(*length),
            Ok(Object::Reference(id)) => self.integers.get(id).copied(),
            _ => None,
        };
        let stated = stated
            .and_then(|length| usize::try_from(length).ok())
            .and_then(|length| start.checked_add(length))
            .filter(|end| ends_at(self.body, *end));
        let end = match stated {
            Some(end) => end,
            None => find_end(self.body, start, self.bound).ok_or(())?,
        };
        self.body.get(start..end).ok_or(())
    }
}

/// Keeps the digits of the reals in packed objects. Object streams are decoded strictly here: lopdf reads
/// as many objects as it can from a damaged one, and a page or a font could be missing.
fn keep_packed_reals(document: &mut Document) -> Result<(), String> {
    let is_object_stream =
        |object: &Object| matches!(object, Object::Stream(s) if s.dict.has_type(b"ObjStm"));
    let object_streams: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| is_object_stream(object))
        .map(|(id, _)| *id)
        .collect();
    for id in object_streams {
        let Some(Object::Stream(stream)) = document.objects.get(&id) else {
            continue;
        };
        let members = document.reference_table.entries.iter();
        let members: Vec<u32> = members
            .filter(|(_, entry)| {
                matches!(entry, XrefEntry::Compressed { container, .. } if *container == id.0)
            })
            .map(|(number, _)| *number)
            .collect();
        if members.is_empty() {
            continue;
        }
        let mut content = Vec::new();
        decode(
            document,
            &stream.dict,
            &stream.content,
            LARGEST_STREAM as u64,
            &mut content,
        )
        .map_err(|_| format!("gli oggetti riuniti nel flusso {} non si leggono", id.0))?;
        let first = stream.dict.get(b"First").and_then(Object::as_i64);
        let starts = packed_starts(&content, first.unwrap_or(0));
        for number in members {
            let start = starts.get(&number).copied();
            if let (Some(object), Some(start)) = (document.objects.get_mut(&(number, 0)), start)
                && exact_reals::has_reals(object)
            {
                exact_reals::keep_digits(object, &read_reals(&mut Lexer::new(&content, start)));
            }
        }
    }
    Ok(())
}

/// Where each object of a decoded object stream begins: its index lists number and offset from `first`
/// (ISO 32000-1 7.5.7).
fn packed_starts(content: &[u8], first: i64) -> BTreeMap<u32, usize> {
    let Ok(first) = usize::try_from(first) else {
        return BTreeMap::new();
    };
    let index = content.get(..first).unwrap_or_default();
    let numbers: Vec<u32> = String::from_utf8_lossy(index)
        .split_whitespace()
        .map_while(|number| number.parse().ok())
        .collect();
    let pairs = numbers.chunks_exact(2);
    pairs
        .map(|pair| (pair[0], first.saturating_add(pair[1] as usize)))
        .collect()
}
