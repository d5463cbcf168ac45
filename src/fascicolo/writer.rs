//! Writes a document, or the update of one.
//!
//! lopdf's own writer is not used because it must have all streams in memory, writes reals in 32 bits,
//! gives the file no identifier of its content, and counts an update from the first byte of the file
//! rather than from its header.

use std::io::{self, Write};

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat};
use md5::{Digest, Md5};

use super::exact_reals;
use super::pieces::{PartSource, Pieces};
use crate::pdf::{
    END_OF_STREAM, OBJECTS_PER_STREAM, ObjectLocation, object_stream, write_plain_table,
    write_stream_table,
};

/// How objects are stored and listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Small objects in object streams, a compressed cross-reference stream: from PDF 1.5 on.
    Packed,
    /// Each object by itself, a cross-reference table in lines: any version.
    Plain,
}

/// Writes a whole document. `large_streams` are the streams to be copied from the files of the parts.
/// The identifier (ISO 32000-1 14.4) is the MD5 digest of the bytes: equal documents have the same, and
/// no clock is needed.
///
/// # Errors
/// The writer's; a piece that changed in its file.
pub(crate) fn write_document(
    output: &mut dyn Write,
    document: &Document,
    root: ObjectId,
    large_streams: &[(PartSource, Pieces)],
    layout: Layout,
) -> io::Result<()> {
    let mut file = DigestingWriter::new(output, 0);
    write!(file, "%PDF-{}\n%", document.version)?;
    file.write_all(b"\xe2\xe3\xcf\xd3\n")?;
    let size = document.objects.keys().next_back().map_or(0, |id| id.0) as usize + 1;
    let mut places = vec![ObjectLocation::Free; size];
    let mut small: Vec<(usize, Vec<u8>)> = Vec::new();
    for (id, object) in &document.objects {
        let number = id.0 as usize;
        if layout == Layout::Packed && !matches!(object, Object::Stream(_)) {
            small.push((number, value_bytes(object)));
            continue;
        }
        places[number] = ObjectLocation::Byte(file.position, 0);
        write_object(&mut file, (id.0, 0), *id, object, large_streams)?;
    }
    for objects in small.chunks(OBJECTS_PER_STREAM) {
        let stream = places.len();
        for (index, (number, _)) in objects.iter().enumerate() {
            places[*number] = ObjectLocation::Packed(stream, index);
        }
        places.push(ObjectLocation::Byte(file.position, 0));
        writeln!(file, "{stream} 0 obj")?;
        file.write_all(&object_stream(objects))?;
        file.write_all(b"endobj\n")?;
    }
    let id = hexadecimal(&file.digest.clone().finalize());
    let entries = format!("/Root {} 0 R/ID[<{id}><{id}>]", root.0);
    let start = file.position;
    let sections = [(0, places)];
    match layout {
        Layout::Packed => write_stream_table(&mut file, start, &sections, entries.as_bytes()),
        Layout::Plain => write_plain_table(&mut file, start, &sections, entries.as_bytes()),
    }
}

/// The entries of a trailer that an update does not copy: those of the cross-reference stream that it is
/// read from, and those that the update states anew.
const TABLE_ENTRIES: [&[u8]; 10] = [
    b"Size",
    b"Prev",
    b"Type",
    b"W",
    b"Index",
    b"Filter",
    b"DecodeParms",
    b"Length",
    b"XRefStm",
    b"ID",
];

/// Writes an incremental update (ISO 32000-1 7.5.6): the bytes to append to `original`, from which
/// `previous` was read. `header` is the byte of `%PDF-` in it.
///
/// # Errors
/// The writer's.
pub(crate) fn write_update(
    output: &mut dyn Write,
    original: &[u8],
    header: usize,
    previous: &Document,
    objects: &[(ObjectId, Object)],
) -> io::Result<()> {
    // Offsets count from the header, which a few bytes may precede.
    let mut file = DigestingWriter::new(output, (original.len() - header) as u64);
    if !original.ends_with(b"\n") {
        file.write_all(b"\n")?;
    }
    let mut sections: Vec<(usize, Vec<ObjectLocation>)> = Vec::new();
    for (id, object) in objects {
        let place = ObjectLocation::Byte(file.position, id.1);
        let number = id.0 as usize;
        match sections.last_mut() {
            Some((first, places)) if *first + places.len() == number => places.push(place),
            _ => sections.push((number, vec![place])),
        }
        write_object(&mut file, *id, *id, object, &[])?;
    }
    let mut entries = Vec::new();
    let trailer = previous.trailer.iter();
    for (key, entry) in trailer.filter(|(key, _)| !TABLE_ENTRIES.contains(&key.as_slice())) {
        write_name(&mut entries, key);
        entries.push(b' ');
        write_value(&mut entries, entry);
    }
    entries.extend(format!("/Prev {}", previous.xref_start).bytes());
    if let Some(Object::String(first, _)) = identifier(previous) {
        let digest = hexadecimal(&file.digest.clone().finalize());
        let id = format!("/ID[<{}><{digest}>]", hexadecimal(first));
        entries.extend(id.bytes());
    }
    let start = file.position;
    match previous.reference_table.cross_reference_type {
        XrefType::CrossReferenceStream => write_stream_table(&mut file, start, &sections, &entries),
        XrefType::CrossReferenceTable => write_plain_table(&mut file, start, &sections, &entries),
    }
}

/// The part of a file's identifier that stays the same in all its versions.
fn identifier(document: &Document) -> Option<&Object> {
    let id = document.trailer.get(b"ID").ok()?;
    let id = document.dereference(id).ok()?.1.as_array().ok()?;
    Some(document.dereference(id.first()?).ok()?.1)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Counts and digests the bytes that pass through it.
struct DigestingWriter<'a> {
    output: &'a mut dyn Write,
    position: u64,
    digest: Md5,
}

impl<'a> DigestingWriter<'a> {
    fn new(output: &'a mut dyn Write, position: u64) -> Self {
        Self {
            output,
            position,
            digest: Md5::new(),
        }
    }
}

impl Write for DigestingWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.position += written as u64;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

fn write_object(
    file: &mut DigestingWriter<'_>,
    written_id: (u32, u16),
    id: ObjectId,
    object: &Object,
    large_streams: &[(PartSource, Pieces)],
) -> io::Result<()> {
    writeln!(file, "{} {} obj", written_id.0, written_id.1)?;
    match object {
        Object::Stream(stream) => {
            let mut dictionary = Vec::new();
            write_dictionary(&mut dictionary, &stream.dict);
            file.write_all(&dictionary)?;
            file.write_all(b"\nstream\n")?;
            let elsewhere = large_streams.iter().find_map(|(source, pieces)| {
                let piece = pieces.get(&id)?;
                Some((source, piece))
            });
            match elsewhere {
                Some((source, piece)) => source.copy_piece(piece, file)?,
                None => file.write_all(&stream.content)?,
            }
            file.write_all(END_OF_STREAM)?;
        }
        other => file.write_all(&value_bytes(other))?,
    }
    file.write_all(b"\nendobj\n")
}

fn value_bytes(object: &Object) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_value(&mut bytes, object);
    bytes
}

/// Writes a value. A stream cannot stand inside another value: only its dictionary is written.
pub(crate) fn write_value(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend(b"null"),
        Object::Boolean(true) => bytes.extend(b"true"),
        Object::Boolean(false) => bytes.extend(b"false"),
        Object::Integer(number) => bytes.extend(number.to_string().bytes()),
        Object::Real(number) => {
            let text = number.to_string();
            bytes.extend(text.bytes());
            if !text.contains('.') {
                bytes.extend(b".0");
            }
        }
        Object::Name(name) => match exact_reals::typed_number(name) {
            Some(number) => bytes.extend(number),
            None => write_name(bytes, name),
        },
        Object::String(text, StringFormat::Literal) => write_literal(bytes, text),
        Object::String(text, StringFormat::Hexadecimal) => {
            bytes.push(b'<');
            bytes.extend(hexadecimal(text).bytes());
            bytes.push(b'>');
        }
        Object::Array(items) => {
            bytes.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    bytes.push(b' ');
                }
                write_value(bytes, item);
            }
            bytes.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(bytes, dictionary),
        Object::Stream(stream) => write_dictionary(bytes, &stream.dict),
        Object::Reference((number, generation)) => {
            bytes.extend(format!("{number} {generation} R").bytes());
        }
    }
}

fn write_dictionary(bytes: &mut Vec<u8>, dictionary: &Dictionary) {
    bytes.extend(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(bytes, key);
        bytes.push(b' ');
        write_value(bytes, value);
    }
    bytes.extend(b">>");
}

/// Writes a name; bytes other than regular printable characters become `#` and two digits (ISO 32000-1
/// 7.3.5).
pub(crate) fn write_name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.extend(format!("#{byte:02X}").bytes());
        }
    }
}

fn write_literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            b'\r' => bytes.extend(b"\\r"),
            b'\n' => bytes.extend(b"\\n"),
            byte => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}
