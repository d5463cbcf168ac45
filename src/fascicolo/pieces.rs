//! The data of large streams, which stay in their file until they are written: a scan of hundreds of
//! pages goes through the memory once, and only a stream at a time.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use lopdf::{Object, ObjectId};
use md5::{Digest, Md5};

/// From how many bytes on the data of a stream stay in the file.
const LARGE: usize = 1024 * 1024;

/// Where the data of the large streams of a document are.
pub type Pieces = BTreeMap<ObjectId, Piece>;

/// The data of a stream: a run of bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The first byte.
    pub start: usize,
    /// How many there are.
    pub length: usize,
    /// What they add up to, so that a file that changes meanwhile is found out.
    pub digest: [u8; 16],
}

impl Piece {
    /// Some bytes of a file that is in memory.
    pub fn new(bytes: &[u8], start: usize, length: usize) -> Option<Self> {
        let data = bytes.get(start..start.checked_add(length)?)?;
        Some(Self {
            start,
            length,
            digest: Md5::digest(data).into(),
        })
    }

    /// The data, from the bytes of the file.
    pub fn data_in<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        bytes
            .get(self.start..self.start + self.length)
            .unwrap_or_default()
    }
}

/// Empties the large streams while a document is loaded, so that they never add up; the streams that
/// the loading itself needs stay.
pub fn empty_large_stream(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object
        && stream.content.len() >= LARGE
        && !stream.dict.has_type(b"ObjStm")
        && !stream.dict.has_type(b"XRef")
    {
        stream.content = Vec::new();
    }
    // What is returned is used only for packed objects, which are no streams.
    let returned = match object {
        Object::Stream(_) => Object::Null,
        object => object.clone(),
    };
    Some((id, returned))
}

/// Where a file is, between its opening and its writing.
#[derive(Debug)]
pub enum FileSource {
    /// In memory.
    Memory(Vec<u8>),
    /// On disk, and open.
    Disk(File),
}

impl FileSource {
    /// Copies a piece.
    ///
    /// # Errors
    /// The system's; a piece that is not what it was ([`io::ErrorKind::InvalidData`]).
    pub fn copy_piece(&self, piece: &Piece, output: &mut dyn Write) -> io::Result<()> {
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
