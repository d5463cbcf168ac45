//! The name of PDF 2.0's structure elements, as the norm writes it.

use memchr::memmem::find;

use super::packing::ObjectTable;

/// The name that the exporter writes.
const WRITTEN: &[u8] = b"(https://www.iso.org/pdf2/ssn)";

/// The name of ISO 32000-2 14.8.6.1, as many bytes long: the objects stay where the file says.
const OF_THE_NORM: &[u8] = b"(http://iso.org/pdf2/ssn)     ";

/// A PDF whose structure elements are those of PDF 2.0 for whoever reads it too.
pub fn with_norm_namespace(mut pdf: Vec<u8>) -> Vec<u8> {
    if !pdf.starts_with(b"%PDF-2") {
        return pdf;
    }
    let Some(table) = ObjectTable::read(&pdf) else {
        return pdf;
    };
    for object in table.ranges() {
        let Some(object) = pdf.get_mut(object) else {
            continue;
        };
        // Elsewhere the same words are somebody's text.
        if find(object, b"/Type/Namespace").is_some()
            && let Some(offset) = find(object, WRITTEN)
        {
            object[offset..offset + WRITTEN.len()].copy_from_slice(OF_THE_NORM);
        }
    }
    pdf
}
