//! Corrects the name of the structure namespace of PDF 2.0 (ISO 32000-2 14.8.6.1), which typst-pdf
//! misspells.

use memchr::memmem::find;

use super::packing::ObjectTable;

/// The name that typst-pdf writes.
const WRITTEN: &[u8] = b"(https://www.iso.org/pdf2/ssn)";

/// The name in the standard, followed by spaces to the same length, so that no object moves.
const OF_THE_NORM: &[u8] = b"(http://iso.org/pdf2/ssn)     ";

/// Corrects the namespace of a PDF 2.0; any other PDF is returned as it is.
pub(crate) fn with_norm_namespace(mut pdf: Vec<u8>) -> Vec<u8> {
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
        // In any other object the same bytes may be a text of the plan.
        if find(object, b"/Type/Namespace").is_some()
            && let Some(offset) = find(object, WRITTEN)
        {
            object[offset..offset + WRITTEN.len()].copy_from_slice(OF_THE_NORM);
        }
    }
    pdf
}
