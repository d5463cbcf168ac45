//! Opening a PDF, or saying why not.

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::delimitation::delimit;
use super::odd_numbers::with_plain_numbers;
use super::pieces::{Pieces, set_aside};
use crate::rilievi::{Rapporto, Rilievo};

/// How large a single stream may become when it is read, in bytes.
pub const MASSIMO: usize = 256 * 1024 * 1024;

/// A document whose large streams stay in its file.
#[derive(Debug)]
pub struct Opened {
    /// Its objects; the data of the large streams are empty.
    pub documento: Document,
    /// Where the data of the large streams are.
    pub pezzi: Pieces,
}

/// Opens a PDF; `nome` is what findings show.
///
/// # Errors
/// What is no PDF, is encrypted, or is damaged, and at which object.
pub fn apri(nome: &str, byte: &[u8]) -> Result<Document, Rapporto> {
    let Opened {
        mut documento,
        pezzi,
    } = open_in_pieces(nome, byte)?;
    for (id, pezzo) in pezzi.iter() {
        if let Some(Object::Stream(flusso)) = documento.objects.get_mut(id) {
            flusso.set_content(pezzo.of(byte).to_vec());
        }
    }
    Ok(documento)
}

/// Opens a PDF without taking its large streams into memory.
///
/// # Errors
/// Those of [`apri`].
pub fn open_in_pieces(nome: &str, byte: &[u8]) -> Result<Opened, Rapporto> {
    // Some programs put a few bytes before the header; readers look for it in the first kilobyte.
    let testa = &byte[..byte.len().min(1024)];
    let Some(inizio) = testa.windows(5).position(|finestra| finestra == b"%PDF-") else {
        return Err(Rilievo::errore(format!("{nome} non è un PDF"))
            .regola("un PDF comincia con %PDF-")
            .rimedio("esportare il documento in PDF, e dare quel file")
            .into());
    };
    let mut documento = load(nome, byte)?;
    // Written plainly, the numbers take the same bytes: all the rest is where it was.
    let oscuri: Vec<u32> = illeggibili(&documento).collect();
    let chiaro = with_plain_numbers(&documento, byte, inizio, &oscuri);
    let byte = chiaro.as_deref().unwrap_or(byte);
    if chiaro.is_some() {
        documento = load(nome, byte)?;
    }
    if documento.is_encrypted() || documento.was_encrypted() || documento.trailer.has(b"Encrypt") {
        return Err(cifrato(nome));
    }
    if documento.xref_recovery.is_some() {
        return Err(danneggiato(
            nome,
            "la tabella degli oggetti (xref) non è dove il file dice",
        ));
    }
    if let Some(numero) = illeggibili(&documento).next() {
        return Err(danneggiato(
            nome,
            &format!("l'oggetto {numero} non si legge"),
        ));
    }
    if documento.catalog().is_err() {
        return Err(danneggiato(nome, "manca il catalogo del documento"));
    }
    // New objects are numbered after the last: a file may say that there is no number left.
    if documento.max_id > u32::MAX / 2 {
        return Err(danneggiato(nome, "i numeri degli oggetti sono finiti"));
    }
    let pezzi =
        delimit(&mut documento, byte, inizio).map_err(|perche| danneggiato(nome, &perche))?;
    Ok(Opened { documento, pezzi })
}

fn load(nome: &str, byte: &[u8]) -> Result<Document, Rapporto> {
    let opzioni = LoadOptions {
        max_decompressed_size: Some(MASSIMO),
        filter: Some(set_aside),
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(byte, opzioni).map_err(|errore| illeggibile(nome, &errore))
}

fn cifrato(nome: &str) -> Rapporto {
    Rilievo::errore(format!("{nome} è cifrato"))
        .regola("un PDF cifrato non si può unire né conservare: il PDF/A lo vieta")
        .rimedio("chiedere il file senza password a chi l'ha prodotto")
        .into()
}

/// A file that is not joined, for something in it that does not hold together.
pub fn danneggiato(nome: &str, dove: &str) -> Rapporto {
    Rilievo::errore(format!("{nome} è danneggiato: {dove}"))
        .regola("ciò che si unisce resta com'è: da un file danneggiato si perderebbe qualcosa")
        .rimedio("chiedere di nuovo il file, o esportarlo di nuovo dal programma che l'ha prodotto")
        .into()
}

fn illeggibile(nome: &str, errore: &lopdf::Error) -> Rapporto {
    use lopdf::Error;
    match errore {
        Error::Decryption(_) | Error::InvalidPassword | Error::AlreadyEncrypted => cifrato(nome),
        Error::ObjectNotFound((numero, _)) | Error::ReferenceCycle((numero, _)) => {
            danneggiato(nome, &format!("l'oggetto {numero} non si legge"))
        }
        Error::InvalidOffset(posto) => {
            danneggiato(nome, &format!("al byte {posto} non c'è un oggetto"))
        }
        Error::Decompress(_) | Error::InvalidStream(_) | Error::InvalidObjectStream(_) => {
            danneggiato(nome, "un flusso compresso non si legge")
        }
        _ => danneggiato(nome, "la struttura del file non si legge"),
    }
}

/// The objects that the file lists and that cannot be read.
fn illeggibili(documento: &Document) -> impl Iterator<Item = u32> {
    use lopdf::xref::XrefEntry;
    let elencati = documento.reference_table.entries.iter();
    elencati.filter_map(|(numero, voce)| {
        let id: ObjectId = match voce {
            XrefEntry::Normal { generation, .. } => (*numero, *generation),
            XrefEntry::Compressed { .. } => (*numero, 0),
            _ => return None,
        };
        (!documento.objects.contains_key(&id)).then_some(*numero)
    })
}
