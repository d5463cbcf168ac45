//! What the library that reads objects leaves undone: the streams that do not say how long they are,
//! the large ones, the digits of the reals.
//!
//! A stream whose length is wrong or missing is found by its last word, as every reader does. The
//! library empties it, and the page with it.

use std::collections::BTreeMap;

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::exact_reals;
use super::filters::decode;
use super::lexer::{Lexer, RawObject, ends_at, find_end, indirect_object, read_reals};
use super::opening::LARGEST_STREAM;
use super::pieces::{Piece, Pieces};

/// Completes the objects of a document from its file, whose header is at a byte; returns where the
/// data of the large streams are.
///
/// # Errors
/// In words, a stream that does not say where it ends; packed objects whose bytes changed.
pub fn complete_objects(
    document: &mut Document,
    bytes: &[u8],
    header: usize,
) -> Result<Pieces, String> {
    // Places are counted from the header.
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

/// The objects that are whole numbers: lengths, mostly.
fn integer_objects(document: &Document) -> BTreeMap<ObjectId, i64> {
    let objects = document.objects.iter();
    objects
        .filter_map(|(id, object)| Some((*id, object.as_i64().ok()?)))
        .collect()
}

/// Where objects begin, and so end.
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

/// An object in its file.
struct ObjectInFile<'a> {
    body: &'a [u8],
    raw: &'a RawObject<'a>,
    bound: usize,
    integers: &'a BTreeMap<ObjectId, i64>,
}

impl ObjectInFile<'_> {
    /// Gives a stream its data; of a large one, says where they are.
    fn complete_stream(&self, object: &mut Object) -> Result<Option<(usize, usize)>, ()> {
        match (&mut *object, self.raw.data) {
            // The word `stream` follows, and the library did not see it.
            (Object::Dictionary(dictionary), Some(start)) => {
                let dictionary = std::mem::take(dictionary);
                let data = self.delimited_data(&dictionary, start)?;
                *object = Stream::new(dictionary, data.to_vec()).into();
                Ok(None)
            }
            (Object::Stream(stream), Some(start)) if stream.start_position.is_some() => {
                let data = self.delimited_data(&stream.dict, start)?;
                stream.set_content(data.to_vec());
                stream.start_position = None;
                Ok(None)
            }
            (Object::Stream(stream), data) if stream.content.is_empty() => {
                let length = stream.dict.get(b"Length").and_then(Object::as_i64);
                let length = usize::try_from(length.unwrap_or(0)).map_err(|_| ())?;
                match data {
                    _ if length == 0 => Ok(None),
                    Some(start) if ends_at(self.body, start + length) => Ok(Some((start, length))),
                    // The length that the file states was wrong, and the library found the end.
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

/// The reals of packed objects; what packs them is read without forgiving, since a page or a font hang
/// on each.
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

/// Where each packed object begins.
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
