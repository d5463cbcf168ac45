//! Opens a PDF, or says why it cannot be opened.

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::object_completion::complete_objects;
use super::odd_numbers::with_plain_numbers;
use super::pieces::{Pieces, empty_large_stream};
use crate::rilievi::{Report, Rilievo};

/// The largest that a single stream may become when it is decoded, in bytes.
pub(crate) const LARGEST_STREAM: usize = 256 * 1024 * 1024;

/// A document whose large streams are left in its file.
#[derive(Debug)]
pub(crate) struct OpenedDocument {
    /// Its objects; the large streams are empty.
    pub document: Document,
    /// Where the data of the large streams are.
    pub pieces: Pieces,
}

/// Opens a PDF; `name` is what findings call it.
///
/// # Errors
/// A file that is not a PDF, is encrypted, or is damaged: with the number of the object, if it is one.
pub(crate) fn open_document(name: &str, bytes: &[u8]) -> Result<Document, Report> {
    let OpenedDocument {
        mut document,
        pieces,
    } = open_in_pieces(name, bytes)?;
    for (id, piece) in pieces.iter() {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(id) {
            stream.set_content(piece.data_in(bytes).to_vec());
        }
    }
    Ok(document)
}

/// Opens a PDF without taking its large streams into memory.
///
/// # Errors
/// Those of [`open_document`].
pub(crate) fn open_in_pieces(name: &str, bytes: &[u8]) -> Result<OpenedDocument, Report> {
    // Some programs put a few bytes before the header; readers look for it in the first kilobyte.
    let head = &bytes[..bytes.len().min(1024)];
    let Some(header) = head.windows(5).position(|window| window == b"%PDF-") else {
        return Err(Rilievo::error(format!("{name} non è un PDF"))
            .with_regola("un PDF comincia con %PDF-")
            .with_rimedio("esportare il documento in PDF, e dare quel file")
            .into());
    };
    let mut document = load_document(name, bytes)?;
    // Made valid, the odd numbers take the same bytes: everything else stays where it was.
    let unreadable_numbers: Vec<u32> = unreadable_objects(&document).collect();
    let rewritten = with_plain_numbers(&document, bytes, header, &unreadable_numbers);
    let bytes = rewritten.as_deref().unwrap_or(bytes);
    if rewritten.is_some() {
        document = load_document(name, bytes)?;
    }
    if document.is_encrypted() || document.was_encrypted() || document.trailer.has(b"Encrypt") {
        return Err(encrypted(name));
    }
    if document.xref_recovery.is_some() {
        return Err(damaged(
            name,
            "la tabella degli oggetti (xref) non è dove il file dice",
        ));
    }
    if let Some(number) = unreadable_objects(&document).next() {
        return Err(damaged(name, &format!("l'oggetto {number} non si legge")));
    }
    if document.catalog().is_err() {
        return Err(damaged(name, "manca il catalogo del documento"));
    }
    // New objects are numbered after the last one: a file may claim to have used up all the numbers.
    if document.max_id > u32::MAX / 2 {
        return Err(damaged(name, "i numeri degli oggetti sono finiti"));
    }
    let pieces =
        complete_objects(&mut document, bytes, header).map_err(|reason| damaged(name, &reason))?;
    Ok(OpenedDocument { document, pieces })
}

fn load_document(name: &str, bytes: &[u8]) -> Result<Document, Report> {
    let options = LoadOptions {
        max_decompressed_size: Some(LARGEST_STREAM),
        filter: Some(empty_large_stream),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|error| unreadable(name, &error))
}

fn encrypted(name: &str) -> Report {
    Rilievo::error(format!("{name} è cifrato"))
        .with_regola("un PDF cifrato non si può unire né conservare: il PDF/A lo vieta")
        .with_rimedio("chiedere il file senza password a chi l'ha prodotto")
        .into()
}

/// The finding for a damaged file; `problem` says in Italian what is wrong with it.
pub(crate) fn damaged(name: &str, problem: &str) -> Report {
    Rilievo::error(format!("{name} è danneggiato: {problem}"))
        .with_regola("ciò che si unisce resta com'è: da un file danneggiato si perderebbe qualcosa")
        .with_rimedio(
            "chiedere di nuovo il file, o esportarlo di nuovo dal programma che l'ha prodotto",
        )
        .into()
}

fn unreadable(name: &str, error: &lopdf::Error) -> Report {
    use lopdf::Error;
    match error {
        Error::Decryption(_) | Error::InvalidPassword | Error::AlreadyEncrypted => encrypted(name),
        Error::ObjectNotFound((number, _)) | Error::ReferenceCycle((number, _)) => {
            damaged(name, &format!("l'oggetto {number} non si legge"))
        }
        Error::InvalidOffset(offset) => {
            damaged(name, &format!("al byte {offset} non c'è un oggetto"))
        }
        Error::Decompress(_) | Error::InvalidStream(_) | Error::InvalidObjectStream(_) => {
            damaged(name, "un flusso compresso non si legge")
        }
        _ => damaged(name, "la struttura del file non si legge"),
    }
}

/// The numbers of the objects that the cross-reference table lists and that could not be read.
fn unreadable_objects(document: &Document) -> impl Iterator<Item = u32> {
    use lopdf::xref::XrefEntry;
    let entries = document.reference_table.entries.iter();
    entries.filter_map(|(number, entry)| {
        let id: ObjectId = match entry {
            XrefEntry::Normal { generation, .. } => (*number, *generation),
            XrefEntry::Compressed { .. } => (*number, 0),
            _ => return None,
        };
        (!document.objects.contains_key(&id)).then_some(*number)
    })
}
