//! The data of large streams, left in their file until they are copied to the output, so that a scan of
//! hundreds of pages is never in memory as a whole.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use lopdf::{Object, ObjectId};
use md5::{Digest, Md5};

/// The size in bytes from which the data of a stream are left in the file.
const LARGE_STREAM: usize = 1024 * 1024;

/// Where the data of the large streams of a document are.
pub(crate) type Pieces = BTreeMap<ObjectId, Piece>;

/// The data of a stream: a run of bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The first byte.
    pub start: usize,
    /// How many there are.
    pub length: usize,
    /// Their MD5 digest, so that a change of the file in the meantime is noticed.
    pub digest: [u8; 16],
}

impl Piece {
    /// A run of the bytes of a file; `None` if it goes past their end.
    pub(crate) fn new(bytes: &[u8], start: usize, length: usize) -> Option<Self> {
        let data = bytes.get(start..start.checked_add(length)?)?;
        Some(Self {
            start,
            length,
            digest: Md5::digest(data).into(),
        })
    }

    /// The data, from the bytes of the file.
    pub(crate) fn data_in<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes
            .get(self.start..self.start + self.length)
            .unwrap_or_default()
    }
}

/// Empties each large stream as soon as lopdf has loaded it, so that they are never all in memory. Object
/// and cross-reference streams are kept, since lopdf still needs them.
pub(crate) fn empty_large_stream(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object
        && stream.content.len() >= LARGE_STREAM
        && !stream.dict.has_type(b"ObjStm")
        && !stream.dict.has_type(b"XRef")
    {
        stream.content = Vec::new();
    }
    // lopdf uses the returned object only for packed objects, which are never streams: a copy of the
    // others would be wasted.
    let returned = match object {
        Object::Stream(_) => Object::Null,
        object => object.clone(),
    };
    Some((id, returned))
}

/// Where the bytes of a part are until they are copied.
#[derive(Debug)]
pub(crate) enum PartSource {
    /// In memory.
    Memory(Vec<u8>),
    /// On disk, and open.
    Disk(File),
}

impl PartSource {
    /// Copies a piece to the output.
    ///
    /// # Errors
    /// Those of reading and writing; a piece that changed since the part was opened ([`io::ErrorKind::InvalidData`]).
    pub(crate) fn copy_piece(&self, piece: &Piece, output: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Memory(bytes) => output.write_all(piece.data_in(bytes)),
            Self::Disk(file) => copy_from_file(file, piece, output),
        }
    }
}

fn copy_from_file(mut file: &File, piece: &Piece, output: &mut dyn Write) -> io::Result<()> {
    file.seek(SeekFrom::Start(piece.start as u64))?;
    let mut digest = Md5::new();
    let mut remaining = piece.length;
    let mut buffer = vec![0; 256 * 1024];
    while remaining > 0 {
        let length = remaining.min(buffer.len());
        file.read_exact(&mut buffer[..length])?;
        digest.update(&buffer[..length]);
        output.write_all(&buffer[..length])?;
        remaining -= length;
    }
    if <[u8; 16]>::from(digest.finalize()) == piece.digest {
        Ok(())
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}
