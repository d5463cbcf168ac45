//! Attaches documents to another as embedded files. The other's bytes stay as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use md5::{Digest, Md5};

use super::conformance::Conformance;
use super::file_names::{TakenNames, safe_name};
use super::filters::decode;
use super::free_names::{NameNumbering, free_name};
use super::objects::{
    array_under, decode_text, dictionary_under, name_tree_entries, resolved, text_string,
    text_string_bytes,
};
use super::opening::{LARGEST_STREAM, OpenedDocument, open_in_pieces};
use super::signatures::{self, is_closed};
use super::structure::name_tree;
use super::writer::write_update;
use crate::pdf::compressed;
use crate::rilievi::{Report, Rilievo};

/// A PDF to attach.
#[derive(Debug)]
pub struct Attachment<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// What it is, in words for the reader.
    pub description: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A document with files attached, ready to be written as an incremental update.
#[derive(Debug)]
pub struct UpdatedDocument<'a> {
    bytes: &'a [u8],
    document: Document,
    objects: Vec<(ObjectId, Object)>,
}

impl UpdatedDocument<'_> {
    /// Writes the document: its bytes as they were, then what is added.
    ///
    /// # Errors
    /// The writer's.
    pub fn write_to(&self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(self.bytes)?;
        let start = self.bytes.windows(5).position(|window| window == b"%PDF-");
        write_update(
            output,
            self.bytes,
            start.unwrap_or(0),
            &self.document,
            &self.objects,
        )
    }

    /// How many signatures the document bears.
    pub fn signature_count(&self) -> usize {
        signatures::signature_count(&self.document)
    }
}

/// Attaches files to a document, whose bytes stay as they are, so that a signature over them stays as
/// true as it was.
///
/// # Errors
/// A document that cannot be opened; a signature that allows no more files; a PDF/A-2 document and an
/// attachment that it may not carry; an attachment that is no PDF, or whose name is another's or no
/// name of a file.
pub fn attach_as_file<'a>(
    name: &str,
    bytes: &'a [u8],
    attachments: &[Attachment<'_>],
) -> Result<UpdatedDocument<'a>, Report> {
    let opened = open_in_pieces(name, bytes)?;
    let document = &opened.document;
    if is_closed(document) {
        return Err(Rilievo::error(format!("{name} è certificato o chiuso: un file in più renderebbe nulla la firma"))
            .with_regola("una firma di certificazione (DocMDP) consente al più di compilare moduli e di annotare, una che chiude il documento (P 1) niente")
            .with_rimedio("allegare prima della firma, o firmare senza certificare né chiudere")
            .into());
    }
    let declared = declared_conformance(&opened, bytes);
    for attachment in attachments {
        check_attachment(name, declared, attachment)?;
    }
    let catalog_id = document.trailer.get(b"Root").and_then(Object::as_reference);
    let (Ok(catalog_id), Ok(catalog)) = (catalog_id, document.catalog()) else {
        return Err(Rilievo::error(format!("{name} non ha un catalogo")).into());
    };
    let mut catalog = catalog.clone();
    let mut names = dictionary_under(document, &catalog, b"Names")
        .cloned()
        .unwrap_or_default();
    let present = dictionary_under(document, &names, b"EmbeddedFiles")
        .map_or_else(Vec::new, |tree| name_tree_entries(document, tree));
    let mut taken = present_names(document, &present);
    let mut entries: BTreeMap<Vec<u8>, Object> = BTreeMap::new();
    let mut numbering = NameNumbering::default();
    for (key, value) in present {
        let unique_key = if entries.contains_key(&key) {
            numbering.free_name(&key, |key| entries.contains_key(key))
        } else {
            key
        };
        entries.insert(unique_key, value);
    }
    let mut associated_files = array_under(document, &catalog, b"AF")
        .unwrap_or_default()
        .to_vec();
    let mut added = NewObjects {
        last_number: document.max_id,
        objects: Vec::new(),
    };
    for attachment in attachments {
        take_name(name, attachment, &mut taken)?;
        let specification = added.add_file(attachment);
        entries.insert(free_key(attachment.name, &entries), specification.clone());
        associated_files.push(specification);
    }
    names.set("EmbeddedFiles", added.add(name_tree(entries).into()));
    catalog.set("Names", added.add(names.into()));
    catalog.set("AF", associated_files);
    let mut objects = vec![(catalog_id, catalog.into())];
    objects.extend(added.objects);
    Ok(UpdatedDocument {
        bytes,
        document: opened.document,
        objects,
    })
}

/// The names of the files that a document carries already: those that they state, and those under which
/// they are listed.
fn present_names(document: &Document, present: &[(Vec<u8>, Object)]) -> TakenNames {
    let mut names = TakenNames::default();
    for (key, value) in present {
        let specification = resolved(document, value).and_then(|object| object.as_dict().ok());
        let stated = |key: &[u8]| {
            let value = resolved(document, specification?.get(key).ok()?)?;
            value.as_str().ok().map(decode_text)
        };
        let stated_names: BTreeSet<String> = [stated(b"UF"), stated(b"F"), Some(decode_text(key))]
            .into_iter()
            .flatten()
            .collect();
        for stated in stated_names.iter().filter_map(|stated| safe_name(stated)) {
            names.take(&stated);
        }
    }
    names
}

/// Takes the name of an attachment. It must be one that every system can write, since the file will be
/// extracted again, and no other file of the document may have it.
fn take_name(
    document_name: &str,
    attachment: &Attachment<'_>,
    taken: &mut TakenNames,
) -> Result<(), Report> {
    let Some(path) = safe_name(attachment.name) else {
        return Err(Rilievo::error(format!(
            "“{}” non è un nome che un file possa avere ovunque",
            attachment.name
        ))
        .with_rimedio("dare un altro nome al file da allegare: pira-2027.pdf")
        .into());
    };
    if taken.take(&path) {
        return Ok(());
    }
    Err(Rilievo::error(format!(
        "{document_name} ha già un file “{}” dentro di sé",
        attachment.name
    ))
    .with_rimedio("dare un altro nome al file da allegare")
    .into())
}

/// The key under which a file is listed in the name tree (ISO 32000-1 7.9.6): its name as a text string,
/// with a number if another file has it.
fn free_key(name: &str, entries: &BTreeMap<Vec<u8>, Object>) -> Vec<u8> {
    let key = text_string_bytes(name);
    if entries.contains_key(&key) {
        return free_name(&key, |key| entries.contains_key(key));
    }
    key
}

/// The standards that a document declares; no standard if its metadata cannot be read.
fn declared_conformance(opened: &OpenedDocument, bytes: &[u8]) -> Conformance {
    let document = &opened.document;
    let metadata = || {
        let stream = document.catalog().ok()?.get(b"Metadata").ok()?;
        let (id, stream) = document.dereference(stream).ok()?;
        let stream = stream.as_stream().ok()?;
        let data = match id.and_then(|id| opened.pieces.get(&id)) {
            Some(piece) => piece.data_in(bytes),
            None => &stream.content,
        };
        let mut decoded = Vec::new();
        decode(
            document,
            &stream.dict,
            data,
            LARGEST_STREAM as u64,
            &mut decoded,
        )
        .ok()?;
        Some(decoded)
    };
    metadata()
        .and_then(|metadata| Conformance::from_metadata(&metadata).ok())
        .unwrap_or_default()
}

/// Checks that a document may carry an attachment: a PDF/A-1 carries no file (ISO 19005-1 6.1.11), a
/// PDF/A-2 and a plain PDF/A-4 only PDF/A-1 and PDF/A-2 (ISO 19005-2 6.8).
fn check_attachment(
    document_name: &str,
    declared: Conformance,
    attachment: &Attachment<'_>,
) -> Result<(), Report> {
    let attached = declared_conformance(
        &open_in_pieces(attachment.name, attachment.bytes)?,
        attachment.bytes,
    );
    let is_allowed = match declared.pdf_a {
        Some((1, _)) => false,
        Some((2, _) | (4, '-')) => matches!(attached.pdf_a, Some((1 | 2, _))),
        _ => true,
    };
    if is_allowed {
        return Ok(());
    }
    Err(Rilievo::error(format!("{document_name} è {declared} e non può portare {}", attachment.name))
        .with_regola("un PDF/A-1 non porta file; un PDF/A-2 porta solo file PDF/A-1 o PDF/A-2; un PDF/A-3 porta file di ogni genere")
        .with_rimedio("allegare un PDF/A-2 (pira genera senza --con-dati), o chiedere il documento in PDF/A-3")
        .into())
}

/// The objects that an update adds.
struct NewObjects {
    last_number: u32,
    objects: Vec<(ObjectId, Object)>,
}

impl NewObjects {
    fn add(&mut self, object: Object) -> Object {
        self.last_number += 1;
        let id = (self.last_number, 0);
        self.objects.push((id, object));
        Object::Reference(id)
    }

    fn add_file(&mut self, attachment: &Attachment<'_>) -> Object {
        let sum = Md5::digest(attachment.bytes).to_vec();
        let stream_dictionary: Dictionary = dictionary! {
            "Type" => "EmbeddedFile",
            "Subtype" => "application/pdf",
            "Filter" => "FlateDecode",
            "Params" => dictionary! {
                "Size" => attachment.bytes.len() as i64,
                "CheckSum" => Object::String(sum, lopdf::StringFormat::Hexadecimal),
            },
        };
        let stream = Stream::new(stream_dictionary, compressed(&[attachment.bytes]));
        let stream = self.add(stream.into());
        let specification = dictionary! {
            "Type" => "Filespec",
            "F" => text_string(attachment.name),
            "UF" => text_string(attachment.name),
            "Desc" => text_string(attachment.description),
            "AFRelationship" => "Supplement",
            "EF" => dictionary! { "F" => stream.clone(), "UF" => stream },
        };
        self.add(specification.into())
    }
}
