//! A part of a dossier: a document opened to be joined with others.

use std::collections::BTreeMap;
use std::fs::File;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::conformance::Conformance;
use super::direct_values::inline_direct_values;
use super::filters::decode;
use super::marking::Marking;
use super::objects::{decode_text, resolved};
use super::opening::{LARGEST_STREAM, damaged, open_in_pieces};
use super::pages::page_ids;
use super::pieces::{PartSource, Pieces};
use super::signatures::is_signed;
use super::validation;
use super::xmp::UnreadableMetadata;
use crate::rilievi::{Report, Rilievo};

/// A document that goes into a dossier.
#[derive(Debug)]
pub struct Part {
    /// The name of its file.
    pub name: String,
    /// The title of its bookmark.
    pub title: String,
    pub(super) document: Document,
    pub(super) conformance: Conformance,
    pub(super) pages: Vec<ObjectId>,
    pub(super) source: PartSource,
    pub(super) pieces: Pieces,
    /// Why it counts as declaring less than its file states, one Italian sentence each.
    pub(super) lowerings: Vec<String>,
}

impl Part {
    /// Opens a part.
    ///
    /// # Errors
    /// A file that is no PDF, is encrypted, damaged or signed, or has no pages.
    pub fn open(name: &str, title: Option<&str>, bytes: &[u8]) -> Result<Self, Report> {
        Self::open_bytes(name, title, bytes, None)
    }

    /// As [`Part::open`], with the file that the bytes come from: its large streams are read from there
    /// when the dossier is written, and need no memory until then.
    ///
    /// # Errors
    /// Those of [`Part::open`].
    pub fn open_from_file(
        name: &str,
        title: Option<&str>,
        bytes: &[u8],
        file: File,
    ) -> Result<Self, Report> {
        Self::open_bytes(name, title, bytes, Some(file))
    }

    fn open_bytes(
        name: &str,
        title: Option<&str>,
        bytes: &[u8],
        file: Option<File>,
    ) -> Result<Self, Report> {
        let opened = open_in_pieces(name, bytes)?;
        let mut document = opened.document;
        if is_signed(&document) {
            return Err(Rilievo::error(format!("{name} è firmato"))
                .with_regola("aggiungere pagine a un PDF firmato, o metterle in un altro file, toglie valore alla firma")
                .with_rimedio("allegare senza toccare le pagine, con --come-file; oppure unire i file prima della firma")
                .into());
        }
        let pages = page_ids(&document).map_err(|reason| damaged(name, reason))?;
        if pages.is_empty() {
            return Err(Rilievo::error(format!("{name} non ha pagine")).into());
        }
        let title = match title {
            Some(title) => title.to_owned(),
            None => own_title(&document).unwrap_or_else(|| name.to_owned()),
        };
        inline_direct_values(&mut document);
        let source = match file {
            Some(file) => PartSource::Disk(file),
            None if opened.pieces.is_empty() => PartSource::Memory(Vec::new()),
            None => PartSource::Memory(bytes.to_vec()),
        };
        let mut part = Self {
            name: name.to_owned(),
            title,
            conformance: Conformance::default(),
            document,
            pages,
            source,
            pieces: opened.pieces,
            lowerings: Vec::new(),
        };
        match Conformance::of_part(&part) {
            Ok(conformance) => part.conformance = conformance,
            Err(UnreadableMetadata) => part.lowerings.push(format!(
                "i metadati XMP di {name} non si leggono: il fascicolo non può dichiarare né PDF/A né PDF/UA"
            )),
        }
        part.lower_by_structure();
        Ok(part)
    }

    /// Lowers what the part declares if it is not tagged, or if it states that some tags may be wrong.
    /// PDF/UA (ISO 14289-1 7.1) and level A of PDF/A (ISO 19005-2 6.7.2.2) require tags; PDF/UA also that
    /// none be suspect.
    fn lower_by_structure(&mut self) {
        let declared = self.conformance;
        let marking = Marking::of_document(&self.document);
        let reason = if !self.is_structured() {
            "non ha una struttura"
        } else if !marking.marked {
            "non dice di essere un PDF con tag (/Marked true)"
        } else if marking.suspects {
            "avverte che qualche tag può essere sbagliato (/Suspects true)"
        } else {
            return;
        };
        self.conformance.pdf_ua = None;
        let is_untagged = !self.is_structured() || !marking.marked;
        if let Some((1..=3, level @ 'a')) = &mut self.conformance.pdf_a
            && is_untagged
        {
            *level = 'b';
        }
        if self.conformance != declared {
            self.lowerings.push(format!(
                "{} dichiara {declared} ma {reason}: il fascicolo non può dichiarare altrettanto",
                self.name
            ));
        }
    }

    /// The decoded data of a stream, if it can be read.
    pub(super) fn stream_data(&self, stream: &Object) -> Option<Vec<u8>> {
        let (id, stream) = self.document.dereference(stream).ok()?;
        let stream = stream.as_stream().ok()?;
        let mut piece_data = Vec::new();
        let data = match id.and_then(|id| self.pieces.get(&id)) {
            Some(piece) => {
                self.source.copy_piece(piece, &mut piece_data).ok()?;
                &piece_data
            }
            None => &stream.content,
        };
        let mut decoded = Vec::new();
        decode(
            &self.document,
            &stream.dict,
            data,
            LARGEST_STREAM as u64,
            &mut decoded,
        )
        .ok()?;
        Some(decoded)
    }

    /// Validates the part, whose bytes are given, against the standards that it declares. From then on it
    /// counts as declaring only those it meets, and the dossier tells which rules it breaks.
    pub fn validate(&mut self, bytes: &[u8]) {
        let outcome = validation::validate(bytes, self.conformance);
        self.conformance = outcome.kept;
        let name = &self.name;
        self.lowerings.extend(
            outcome
                .broken_standards
                .iter()
                .map(|reason| format!("{name} {reason}")),
        );
    }

    /// Whether it has a structure tree, which screen readers need.
    pub fn is_structured(&self) -> bool {
        self.catalog().is_some_and(|c| c.has(b"StructTreeRoot"))
    }

    pub(super) fn catalog(&self) -> Option<&Dictionary> {
        self.document.catalog().ok()
    }

    /// Renumbers all its objects from `first_number` on, in order, with generation zero. A reference to
    /// an object that the part does not have becomes null: kept, it would lead to an object of another
    /// part. (lopdf's own renumbering keeps it.)
    pub(super) fn renumber(&mut self, first_number: u32) {
        let numbers: BTreeMap<ObjectId, ObjectId> = self
            .document
            .objects
            .keys()
            .zip(first_number..)
            .map(|(old_id, new_number)| (*old_id, (new_number, 0)))
            .collect();
        let objects = std::mem::take(&mut self.document.objects);
        self.document.objects = objects
            .into_iter()
            .map(|(id, mut object)| {
                redirect_references(&mut object, &numbers);
                (numbers[&id], object)
            })
            .collect();
        for (_, value) in self.document.trailer.iter_mut() {
            redirect_references(value, &numbers);
        }
        for page in &mut self.pages {
            *page = numbers[page];
        }
        let pieces = std::mem::take(&mut self.pieces).into_iter();
        self.pieces = pieces.map(|(id, piece)| (numbers[&id], piece)).collect();
        self.document.max_id = first_number + numbers.len() as u32;
    }

    /// Calls a function with every dictionary of the part, those of streams and those within others
    /// included.
    pub(super) fn for_each_dictionary(&mut self, visit: &mut dyn FnMut(&mut Dictionary)) {
        for object in self.document.objects.values_mut() {
            visit_object(object, visit);
        }
    }
}

fn visit_object(object: &mut Object, visit: &mut dyn FnMut(&mut Dictionary)) {
    match object {
        Object::Dictionary(dictionary) => visit_dictionary(dictionary, visit),
        Object::Stream(stream) => visit_dictionary(&mut stream.dict, visit),
        Object::Array(entries) => entries
            .iter_mut()
            .for_each(|entry| visit_object(entry, visit)),
        _ => {}
    }
}

fn visit_dictionary(dictionary: &mut Dictionary, visit: &mut dyn FnMut(&mut Dictionary)) {
    visit(dictionary);
    for (_, value) in dictionary.iter_mut() {
        visit_object(value, visit);
    }
}

/// Changes references to the new numbers; a reference to no object becomes null, as which it is read
/// (ISO 32000-1 7.3.10).
fn redirect_references(object: &mut Object, numbers: &BTreeMap<ObjectId, ObjectId>) {
    match object {
        Object::Reference(id) => match numbers.get(id) {
            Some(new_id) => *id = *new_id,
            None => *object = Object::Null,
        },
        Object::Array(entries) => entries
            .iter_mut()
            .for_each(|entry| redirect_references(entry, numbers)),
        Object::Dictionary(dictionary) => {
            dictionary
                .iter_mut()
                .for_each(|(_, value)| redirect_references(value, numbers));
        }
        Object::Stream(stream) => {
            stream
                .dict
                .iter_mut()
                .for_each(|(_, value)| redirect_references(value, numbers));
        }
        _ => {}
    }
}

/// The title in the information of a document, if it is not empty.
fn own_title(document: &Document) -> Option<String> {
    let information = document.trailer.get_deref(b"Info", document).ok()?;
    let title = information.as_dict().ok()?.get(b"Title").ok()?;
    let title = decode_text(resolved(document, title)?.as_str().ok()?);
    (!title.trim().is_empty()).then_some(title)
}
