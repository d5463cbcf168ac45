//! What all the PDFs we write have in common: how streams and files end, object streams, the
//! cross-reference table.

mod object_table;
mod packing;

pub(crate) use object_table::{ObjectLocation, write_plain_table, write_stream_table};
pub(crate) use packing::{OBJECTS_PER_STREAM, compressed, object_stream};

/// The program and its version, which every PDF that we write states in its properties.
pub(crate) const PROGRAM: &str = concat!("pira ", env!("CARGO_PKG_VERSION"));

/// What follows the data of a stream. Two bytes end its line, so that a carriage return at the end of
/// the data is never taken for half of the line end, which strict checkers count away (ISO 32000-1
/// 7.3.8.1; ISO 19005-2 6.1.7.1).
pub(crate) const END_OF_STREAM: &[u8] = b"\r\nendstream";

/// The end of a file: a line by itself, ended, so that whoever appends to the file (a signature, an
/// attachment) begins on a line of its own (ISO 32000-1 7.5.5; ISO 19005-2 6.1.3).
pub(crate) const END_OF_FILE: &[u8] = b"%%EOF\n";
