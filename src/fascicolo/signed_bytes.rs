//! Tells from the bytes of a file whether it is signed, also if it is damaged, so that no signed file is
//! overwritten.

use memchr::memmem::{find, find_iter, rfind};

use super::opening::open_document;
use super::signatures;

/// The type of signed data in a CMS envelope (RFC 5652), as DER writes it: what a `.p7m` begins with.
const SIGNED_DATA: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";

/// The same type in base64, for each of the three alignments that its bytes may have.
const SIGNED_DATA_IN_BASE64: [&[u8]; 3] = [b"KoZIhvcNAQcC", b"GCSqGSIb3DQEHA", b"BgkqhkiG9w0BBwK"];

/// The bytes of a text in which the type of a signed envelope is looked for.
const TEXT_HEAD: usize = 1024;

/// The most bytes that a CMS envelope has before the type of its content.
const ENVELOPE_HEAD: usize = 16;

/// Whether the bytes of a PDF hold a signature; an empty signature field does not count.
///
/// A signature covers all the bytes of the file except its own, which it tells by their position. So it is
/// never compressed or packed, and can be found even if the rest of the file cannot be read.
pub fn is_signed_pdf(bytes: &[u8]) -> bool {
    let mut ranges = find_iter(bytes, b"/ByteRange");
    if ranges.any(|position| has_value(object_around(bytes, position))) {
        return true;
    }
    // An old kind of signature has no `/ByteRange`: only reading the whole document finds it.
    find(bytes, b"/Sig").is_some()
        && open_document("", bytes).is_ok_and(|document| signatures::is_signed(&document))
}

/// Whether the bytes are a signed envelope (`.p7m`): in DER, or in base64 with or without the header
/// lines of PEM or of a message.
pub fn is_signed_envelope(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(ENVELOPE_HEAD + SIGNED_DATA.len())];
    if head.starts_with(b"\x30") {
        return find(head, SIGNED_DATA).is_some();
    }
    let head = &bytes[..bytes.len().min(TEXT_HEAD)];
    let text: Vec<u8> = head
        .iter()
        .copied()
        .filter(|b| !b.is_ascii_whitespace())
        .collect();
    SIGNED_DATA_IN_BASE64
        .iter()
        .any(|signed| find(&text, signed).is_some())
}

/// The bytes of the object around a position.
fn object_around(bytes: &[u8], position: usize) -> &[u8] {
    let start = rfind(&bytes[..position], b" obj").unwrap_or(0);
    let end = find(&bytes[position..], b"endobj").map_or(bytes.len(), |end| position + end);
    &bytes[start..end]
}

/// Whether a signature has a value: a placeholder for one is all zeros. In doubt, yes, since a signed
/// file must not be lost.
fn has_value(signature: &[u8]) -> bool {
    let Some(position) = find(signature, b"/Contents") else {
        return true;
    };
    let value = signature[position + b"/Contents".len()..].trim_ascii_start();
    let Some(digits) = value.strip_prefix(b"<") else {
        return true;
    };
    digits
        .iter()
        .take_while(|byte| **byte != b'>')
        .any(|byte| *byte != b'0' && !byte.is_ascii_whitespace())
}
