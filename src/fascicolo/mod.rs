//! PDF files: joins them into a dossier, attaches one to another, extracts the files that they carry.
//!
//! lopdf reads and holds the objects. Beside it this module has what lopdf lacks or does leniently:
//! strict decoding, digits kept as typed, name and number trees of any content, a page tree that must
//! hold together, and the merging itself.

mod bookmarks;
mod conformance;
mod contained;
mod destinations;
mod direct_values;
mod embedded_files;
mod embedded_targets;
mod exact_reals;
mod extraction;
mod file_attachment;
mod file_names;
mod file_specifications;
mod filters;
mod form_actions;
mod forms;
mod free_names;
mod icc;
mod joining;
mod layers;
mod lexer;
mod losses;
mod marking;
mod metadata;
mod object_completion;
mod objects;
mod odd_numbers;
mod opening;
mod output_intents;
mod pages;
mod part;
mod pieces;
mod roles;
mod signatures;
mod signed_bytes;
mod structure;
mod validation;
mod writer;
mod xmp;

pub use conformance::Conformance;
pub use contained::{Contained, find_pages, page_count};
pub use extraction::{
    ExtractedFile, Extraction, ExtractionEntry, ExtractionFault, Renaming, extract_files,
};
pub use file_attachment::{Attachment, UpdatedDocument, attach_as_file};
pub use file_names::printable;
pub(crate) use file_names::{LONGEST_NAME, TakenNames, safe_name};
pub use joining::{Fascicolo, join_parts};
pub use part::Part;
pub use signed_bytes::{is_signed_envelope, is_signed_pdf};
