//! Object streams: small objects packed together and compressed (ISO 32000-1 7.5.7).

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::END_OF_STREAM;

/// The number of objects in a stream. More would make the file hardly smaller, and slower to open.
pub(crate) const OBJECTS_PER_STREAM: usize = 200;

/// An object stream, from its dictionary to `endstream`. Its data are the number and offset of each
/// object, then the objects.
pub(crate) fn object_stream<B: AsRef<[u8]>>(objects: &[(usize, B)]) -> Vec<u8> {
    let mut index = String::new();
    let mut bodies = Vec::new();
    for (number, body) in objects {
        index.push_str(&format!("{number} {} ", bodies.len()));
        bodies.extend_from_slice(body.as_ref());
        bodies.push(b'\n');
    }
    let first = index.len();
    let data = compressed(&[index.as_bytes(), &bodies]);
    let mut stream = format!(
        "<</Type/ObjStm/N {}/First {first}/Filter/FlateDecode/Length {}>>\nstream\n",
        objects.len(),
        data.len()
    )
    .into_bytes();
    stream.extend(data);
    stream.extend_from_slice(END_OF_STREAM);
    stream.push(b'\n');
    stream
}

/// Compresses some bytes, one after the other, for `FlateDecode`.
pub(crate) fn compressed(pieces: &[&[u8]]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    for piece in pieces {
        encoder.write_all(piece).expect("memory takes all");
    }
    encoder.finish().expect("memory takes all")
}
