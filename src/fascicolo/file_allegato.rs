//! A document as a file inside another, whose pages are not touched.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use md5::{Digest, Md5};

use super::apertura::{MASSIMO, Opened, open_in_pieces};
use super::conformita::Conformita;
use super::file_names::{Names, safe_name};
use super::filters::decode;
use super::nomi::{dizionario, elenco, in_pdf, risolto, testo, text_bytes, voci_di_un_albero};
use super::numbering::{Numbering, numbered};
use super::signatures::{self, is_closed};
use super::struttura::albero_di_nomi;
use super::writer::write_update;
use crate::pdf::compressed;
use crate::rilievi::{Rapporto, Rilievo};

/// A PDF to attach.
#[derive(Debug)]
pub struct Allegabile<'a> {
    /// Its name, without folders.
    pub nome: &'a str,
    /// What it is.
    pub descrizione: &'a str,
    /// Its bytes.
    pub byte: &'a [u8],
}

/// A document with files attached, ready to be written.
#[derive(Debug)]
pub struct Updated<'a> {
    byte: &'a [u8],
    documento: Document,
    oggetti: Vec<(ObjectId, Object)>,
}

impl Updated<'_> {
    /// Writes the document: its bytes as they were, then what is added.
    ///
    /// # Errors
    /// The writer's.
    pub fn write_to(&self, uscita: &mut dyn Write) -> io::Result<()> {
        uscita.write_all(self.byte)?;
        let inizio = self
            .byte
            .windows(5)
            .position(|finestra| finestra == b"%PDF-");
        write_update(
            uscita,
            self.byte,
            inizio.unwrap_or(0),
            &self.documento,
            &self.oggetti,
        )
    }

    /// How many signatures the document bears.
    pub fn signatures(&self) -> usize {
        signatures::count(&self.documento)
    }
}

/// Attaches files to a document, whose bytes stay as they are, so that a signature over them stays as
/// true as it was.
///
/// # Errors
/// A document that cannot be opened; a signature that allows no more files; a PDF/A-2 document and an
/// attachment that it may not carry; an attachment that is no PDF, or whose name is another's or no
/// name of a file.
pub fn allega_come_file<'a>(
    nome: &str,
    byte: &'a [u8],
    allegati: &[Allegabile<'_>],
) -> Result<Updated<'a>, Rapporto> {
    let aperto = open_in_pieces(nome, byte)?;
    let documento = &aperto.documento;
    if is_closed(documento) {
        return Err(Rilievo::errore(format!("{nome} è certificato o chiuso: un file in più renderebbe nulla la firma"))
            .regola("una firma di certificazione (DocMDP) consente al più di compilare moduli e di annotare, una che chiude il documento (P 1) niente")
            .rimedio("allegare prima della firma, o firmare senza certificare né chiudere")
            .into());
    }
    let dichiara = dichiarata(&aperto, byte);
    for allegato in allegati {
        controlla(nome, dichiara, allegato)?;
    }
    let catalogo_id = documento
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference);
    let (Ok(catalogo_id), Ok(catalogo)) = (catalogo_id, documento.catalog()) else {
        return Err(Rilievo::errore(format!("{nome} non ha un catalogo")).into());
    };
    let mut catalogo = catalogo.clone();
    let mut nomi = dizionario(documento, &catalogo, b"Names")
        .cloned()
        .unwrap_or_default();
    let presenti = dizionario(documento, &nomi, b"EmbeddedFiles")
        .map_or_else(Vec::new, |albero| voci_di_un_albero(documento, albero));
    let mut presi = present_names(documento, &presenti);
    let mut voci: BTreeMap<Vec<u8>, Object> = BTreeMap::new();
    let mut copie = Numbering::default();
    for (chiave, valore) in presenti {
        let libera = if voci.contains_key(&chiave) {
            copie.free(&chiave, |chiave| voci.contains_key(chiave))
        } else {
            chiave
        };
        voci.insert(libera, valore);
    }
    let mut associati = elenco(documento, &catalogo, b"AF")
        .unwrap_or_default()
        .to_vec();
    let mut nuovi = Nuovi {
        ultimo: documento.max_id,
        oggetti: Vec::new(),
    };
    for allegato in allegati {
        take_name(nome, allegato, &mut presi)?;
        let specifica = nuovi.file(allegato);
        voci.insert(free_key(allegato.nome, &voci), specifica.clone());
        associati.push(specifica);
    }
    nomi.set("EmbeddedFiles", nuovi.aggiungi(albero_di_nomi(voci).into()));
    catalogo.set("Names", nuovi.aggiungi(nomi.into()));
    catalogo.set("AF", associati);
    let mut oggetti = vec![(catalogo_id, catalogo.into())];
    oggetti.extend(nuovi.oggetti);
    Ok(Updated {
        byte,
        documento: aperto.documento,
        oggetti,
    })
}

/// The names that the files inside a document have, those that they say and those that they are listed
/// by.
fn present_names(documento: &Document, presenti: &[(Vec<u8>, Object)]) -> Names {
    let mut nomi = Names::default();
    for (chiave, valore) in presenti {
        let specifica = risolto(documento, valore).and_then(|s| s.as_dict().ok());
        let detto = |chiave: &[u8]| {
            let valore = risolto(documento, specifica?.get(chiave).ok()?)?;
            valore.as_str().ok().map(testo)
        };
        let detti: BTreeSet<String> = [detto(b"UF"), detto(b"F"), Some(testo(chiave))]
            .into_iter()
            .flatten()
            .collect();
        for detto in detti.iter().filter_map(|detto| safe_name(detto)) {
            nomi.take(&detto);
        }
    }
    nomi
}

/// An attachment has a name of its own, and one that it can be given back under.
fn take_name(nome: &str, allegato: &Allegabile<'_>, presi: &mut Names) -> Result<(), Rapporto> {
    let Some(suo) = safe_name(allegato.nome) else {
        return Err(Rilievo::errore(format!(
            "“{}” non è un nome che un file possa avere ovunque",
            allegato.nome
        ))
        .rimedio("dare un altro nome al file da allegare: pira-2027.pdf")
        .into());
    };
    if presi.take(&suo) {
        return Ok(());
    }
    Err(Rilievo::errore(format!(
        "{nome} ha già un file “{}” dentro di sé",
        allegato.nome
    ))
    .rimedio("dare un altro nome al file da allegare")
    .into())
}

/// The key that a file is listed by (ISO 32000-1 7.9.6): a text string, ordered by its bytes.
fn free_key(nome: &str, voci: &BTreeMap<Vec<u8>, Object>) -> Vec<u8> {
    let chiave = text_bytes(nome);
    if voci.contains_key(&chiave) {
        return numbered(&chiave, |chiave| voci.contains_key(chiave));
    }
    chiave
}

/// What a document declares in its metadata.
fn dichiarata(aperto: &Opened, byte: &[u8]) -> Conformita {
    let documento = &aperto.documento;
    let metadati = || {
        let flusso = documento.catalog().ok()?.get(b"Metadata").ok()?;
        let (id, flusso) = documento.dereference(flusso).ok()?;
        let flusso = flusso.as_stream().ok()?;
        let dati = match id.and_then(|id| aperto.pezzi.get(&id)) {
            Some(pezzo) => pezzo.of(byte),
            None => &flusso.content,
        };
        let mut letti = Vec::new();
        decode(documento, &flusso.dict, dati, MASSIMO as u64, &mut letti).ok()?;
        Some(letti)
    };
    metadati()
        .and_then(|metadati| Conformita::in_metadata(&metadati).ok())
        .unwrap_or_default()
}

/// What is attached is a PDF. PDF/A-1 carries no file, PDF/A-2 only PDF/A-1 and PDF/A-2.
fn controlla(nome: &str, dichiara: Conformita, allegato: &Allegabile<'_>) -> Result<(), Rapporto> {
    let suo = dichiarata(
        &open_in_pieces(allegato.nome, allegato.byte)?,
        allegato.byte,
    );
    let ammesso = match dichiara.archivio {
        Some((1, _)) => false,
        Some((2, _) | (4, '-')) => matches!(suo.archivio, Some((1 | 2, _))),
        _ => true,
    };
    if ammesso {
        return Ok(());
    }
    Err(Rilievo::errore(format!("{nome} è {dichiara} e non può portare {}", allegato.nome))
        .regola("un PDF/A-1 non porta file; un PDF/A-2 porta solo file PDF/A-1 o PDF/A-2; un PDF/A-3 porta file di ogni genere")
        .rimedio("allegare un PDF/A-2 (pira genera senza --con-dati), o chiedere il documento in PDF/A-3")
        .into())
}

/// The objects that an update adds.
struct Nuovi {
    ultimo: u32,
    oggetti: Vec<(ObjectId, Object)>,
}

impl Nuovi {
    fn aggiungi(&mut self, oggetto: Object) -> Object {
        self.ultimo += 1;
        let id = (self.ultimo, 0);
        self.oggetti.push((id, oggetto));
        Object::Reference(id)
    }

    fn file(&mut self, allegato: &Allegabile<'_>) -> Object {
        let somma = Md5::digest(allegato.byte).to_vec();
        let dizionario: Dictionary = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => "application/pdf",
            "Filter" => "FlateDecode",
            "Params" => dictionary! {
                "Size" => allegato.byte.len() as i64,
                "CheckSum" => Object::String(somma, lopdf::StringFormat::Hexadecimal),
            },
        };
        let flusso = Stream::new(dizionario, compressed(&[allegato.byte]));
        let flusso = self.aggiungi(flusso.into());
        let specifica = dictionary! {
            "Type" => "Filespec",
            "F" => in_pdf(allegato.nome),
            "UF" => in_pdf(allegato.nome),
            "Desc" => in_pdf(allegato.descrizione),
            "AFRelationship" => "Supplement",
            "EF" => dictionary! { "F" => flusso.clone(), "UF" => flusso },
        };
        self.aggiungi(specifica.into())
    }
}
