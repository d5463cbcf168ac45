//! The files embedded in a PDF, given back as they were or not at all.

use std::io::Write;
use std::path::PathBuf;

use lopdf::{Dictionary, Document, Object, ObjectId};
use md5::{Digest, Md5};

use super::file_names::{TakenNames, printable, safe_name, writable_name};
use super::file_specifications::file_specifications;
use super::filters::{Checksum, DecodingBudget, Fault, decode_within};
use super::objects::dictionary_under;
use super::opening::{LARGEST_STREAM, OpenedDocument, open_in_pieces};
use super::pieces::Pieces;
use crate::rilievi::{Report, Rilievo};

/// The most bytes that are decoded for all the files of a PDF together.
const LARGEST_TOTAL: u64 = 2 * 1024 * 1024 * 1024;

/// The bytes that may be decoded however small the PDF is.
const SMALLEST_TOTAL: u64 = LARGEST_STREAM as u64;

/// How many times larger than the PDF its files may be together. Text is compressed to a tenth of its
/// size, rarely to a fiftieth; only a file made to fill a disk is compressed to a thousandth.
const GROWTH: u64 = 100;

/// How many files a PDF may carry.
const MOST_FILES: usize = 100_000;

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractedFile {
    /// Where to write it, below any folder: the path never leaves the folder.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A PDF with embedded files, which are decoded one at a time.
#[derive(Debug)]
pub struct Extraction<'a> {
    name: String,
    bytes: &'a [u8],
    document: Document,
    pieces: Pieces,
    entries: Vec<ExtractionEntry>,
}

/// A file embedded in a PDF, listed but not yet decoded.
#[derive(Debug, Clone)]
pub struct ExtractionEntry {
    /// Where to write it, below any folder: the path never leaves the folder, and no two files of the
    /// PDF share it on any system.
    pub path: PathBuf,
    /// Its name as the PDF states it.
    pub stated_name: String,
    /// Why the two names differ, if they do.
    pub renaming: Option<Renaming>,
    stream: ObjectId,
}

/// Why a file is not written under the name that the PDF states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renaming {
    /// Some system cannot write such a name.
    Unwritable,
    /// Another file of the PDF has the name, or one that some system takes for the same (`A` and `a`).
    Taken,
}

/// The path that a file should have, and why it is not the stated name; `position` counts the files of
/// the PDF from 1, to name a file whose stated name has nothing usable.
fn wanted_name(stated_name: &str, position: usize) -> (PathBuf, Option<Renaming>) {
    if let Some(path) = safe_name(stated_name) {
        return (path, None);
    }
    let path = writable_name(stated_name).unwrap_or_else(|| format!("file-{position}").into());
    (path, Some(Renaming::Unwritable))
}

impl<'a> Extraction<'a> {
    /// Opens a PDF and lists its files: those of its name tree first, in the order of their names, then
    /// those that an annotation or anything else refers to.
    ///
    /// # Errors
    /// Those of [`super::Part::open`], but for signatures and pages; a PDF that carries no file, or too many.
    pub fn open(path: &str, bytes: &'a [u8]) -> Result<Self, Report> {
        let OpenedDocument { document, pieces } = open_in_pieces(path, bytes)?;
        let mut names = TakenNames::default();
        let mut entries = Vec::new();
        for (stated_name, stream) in file_specifications(&document) {
            let (wanted_path, renaming) = wanted_name(&stated_name, entries.len() + 1);
            let path = names.take_or_number(wanted_path.clone());
            let taken = (path != wanted_path).then_some(Renaming::Taken);
            entries.push(ExtractionEntry {
                path,
                renaming: renaming.or(taken),
                stated_name,
                stream,
            });
        }
        if entries.is_empty() {
            return Err(
                Rilievo::error(format!("{path} non porta file dentro di sé"))
                    .with_rimedio("i dati ci sono nei PDF generati con --con-dati")
                    .into(),
            );
        }
        if entries.len() > MOST_FILES {
            return Err(Rilievo::error(format!(
                "{path} porta dentro di sé {} file, e non ne estraggo più di {MOST_FILES}",
                entries.len()
            ))
            .into());
        }
        Ok(Self {
            name: path.to_owned(),
            bytes,
            document,
            pieces,
            entries,
        })
    }

    /// The files.
    pub fn entries(&self) -> &[ExtractionEntry] {
        &self.entries
    }

    /// How many bytes may be decoded for all the files together, those found damaged included.
    pub fn allowance(&self) -> u64 {
        let grown = (self.bytes.len() as u64).saturating_mul(GROWTH);
        grown.clamp(SMALLEST_TOTAL, LARGEST_TOTAL)
    }

    /// Decodes a file into `output` and checks it against what the PDF states: its length, its MD5 digest,
    /// the checksum of the compressed data. `budget_left` is how many bytes may still be decoded, and is
    /// reduced by what this file took, whether it is found whole or damaged: start with
    /// [`Self::allowance`].
    ///
    /// # Errors
    /// A file that is damaged, too large, or compressed in an unknown way; the budget used up; the
    /// writer's. What was written until then is to be thrown away.
    pub fn write_entry(
        &self,
        entry: &ExtractionEntry,
        budget_left: &mut u64,
        output: &mut dyn Write,
    ) -> Result<(), ExtractionFault> {
        let Some(Object::Stream(stream)) = self.document.objects.get(&entry.stream) else {
            return Err(self.damaged(entry, "i suoi dati non ci sono").into());
        };
        let data = match self.pieces.get(&entry.stream) {
            Some(piece) => piece.data_in(self.bytes),
            None => &stream.content,
        };
        let budget = DecodingBudget {
            limit: LARGEST_STREAM as u64,
            remaining: budget_left,
        };
        let mut checked = CheckedWriter {
            output,
            count: 0,
            digest: Md5::new(),
        };
        let checksum = decode_within(&self.document, &stream.dict, data, budget, &mut checked);
        let (count, digest) = (checked.count, checked.digest.finalize());
        let checksum = checksum.map_err(|fault| self.extraction_fault(entry, fault))?;
        let parameters = dictionary_under(&self.document, &stream.dict, b"Params");
        let stated_size = parameters.and_then(|p| self.unsigned_integer(p, b"Size"));
        if stated_size.is_some_and(|stated_size| stated_size != count) {
            return Err(self.damaged(entry, "non è lungo quanto il PDF dice").into());
        }
        let expected_digest =
            parameters.and_then(|p| p.get_deref(b"CheckSum", &self.document).ok());
        let expected_digest = expected_digest
            .and_then(|expected_digest| stated_digest(expected_digest.as_str().ok()?));
        if expected_digest
            .as_ref()
            .is_some_and(|expected_digest| *expected_digest != digest[..])
        {
            return Err(self
                .damaged(
                    entry,
                    "la sua somma di controllo non è quella che il PDF dice",
                )
                .into());
        }
        // Compressed data without their final checksum may be cut short: they are believed only if the
        // length or the digest that the PDF states confirms them.
        if checksum == Checksum::Missing && stated_size.is_none() && expected_digest.is_none() {
            return Err(self.damaged(entry, "i suoi dati si interrompono").into());
        }
        Ok(())
    }

    fn unsigned_integer(&self, dictionary: &Dictionary, key: &[u8]) -> Option<u64> {
        let value = dictionary.get_deref(key, &self.document).ok()?;
        u64::try_from(value.as_i64().ok()?).ok()
    }

    fn extraction_fault(&self, entry: &ExtractionEntry, fault: Fault) -> ExtractionFault {
        let subject = format!(
            "{}: il file interno “{}”",
            self.name,
            printable(&entry.stated_name)
        );
        match fault {
            Fault::System(failure) => ExtractionFault::System(failure),
            Fault::Damaged => self.damaged(entry, "i suoi dati non si leggono").into(),
            Fault::Unknown(filter) => Rilievo::error(format!("{subject} non si legge"))
                .with_regola(format!(
                    "è compresso in un modo che non conosco ({})",
                    printable(&filter)
                ))
                .with_rimedio("estrarlo con il lettore di PDF")
                .into(),
            Fault::Exhausted => ExtractionFault::Exhausted(Box::new(self.too_much())),
            Fault::TooLarge => Rilievo::error(format!("{subject} è troppo grande"))
                .with_regola(format!(
                    "un file interno non è più grande di {} MiB",
                    LARGEST_STREAM >> 20
                ))
                .into(),
        }
    }

    fn too_much(&self) -> Rilievo {
        Rilievo::error(format!(
            "{}: i file interni sono più grandi di {} MiB in tutto, e non ne estraggo nessuno",
            self.name,
            self.allowance() >> 20
        ))
        .with_regola(format!(
            "un PDF di pochi byte può contenerne più di quanti ne stiano sul disco: ne estraggo {GROWTH} volte tanti, almeno {} MiB e non più di {}, contando anche i file danneggiati",
            SMALLEST_TOTAL >> 20,
            LARGEST_TOTAL >> 20
        ))
        .with_rimedio("chiedere i file a chi ha prodotto il PDF")
    }

    fn damaged(&self, entry: &ExtractionEntry, reason: &str) -> Rilievo {
        Rilievo::error(format!(
            "{}: il file interno “{}” è danneggiato: {reason}",
            self.name,
            printable(&entry.stated_name)
        ))
        .with_regola("un file si restituisce com'era o non si restituisce")
        .with_rimedio("chiedere di nuovo il PDF a chi l'ha prodotto")
    }
}

/// Why a file could not be extracted.
#[derive(Debug)]
pub enum ExtractionFault {
    /// Something is wrong with this file alone.
    Rilievo(Box<Rilievo>),
    /// The allowance for all the files together is used up.
    Exhausted(Box<Rilievo>),
    /// The output could not be written.
    System(std::io::Error),
}

impl From<Rilievo> for ExtractionFault {
    fn from(rilievo: Rilievo) -> Self {
        Self::Rilievo(Box::new(rilievo))
    }
}

/// Extracts all the files embedded in a PDF into memory.
///
/// # Errors
/// Those of [`Extraction::open`] and of [`Extraction::write_entry`].
pub fn extract_files(name: &str, bytes: &[u8]) -> Result<Vec<ExtractedFile>, Report> {
    let extraction = Extraction::open(name, bytes)?;
    let mut report = Report::default();
    let mut extracted = Vec::new();
    let mut budget_left = extraction.allowance();
    for entry in extraction.entries() {
        let mut bytes = Vec::new();
        match extraction.write_entry(entry, &mut budget_left, &mut bytes) {
            Ok(()) => extracted.push(ExtractedFile {
                path: entry.path.clone(),
                bytes,
            }),
            Err(ExtractionFault::Rilievo(rilievo)) => report.add(*rilievo),
            Err(ExtractionFault::Exhausted(rilievo)) => return Err((*rilievo).into()),
            Err(ExtractionFault::System(_)) => {}
        }
    }
    report.into_result()?;
    Ok(extracted)
}

/// Counts and digests the bytes that pass through it.
struct CheckedWriter<'a> {
    output: &'a mut dyn Write,
    count: u64,
    digest: Md5,
}

impl Write for CheckedWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.output.write(bytes)?;
        self.count += written as u64;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.output.flush()
    }
}

/// The MD5 digest that a PDF states (ISO 32000-1 table 46): sixteen bytes, or the 32 hexadecimal digits
/// that some programs write. Anything else is ignored.
fn stated_digest(stated: &[u8]) -> Option<Vec<u8>> {
    if stated.len() == 16 {
        return Some(stated.to_vec());
    }
    let digits = std::str::from_utf8(stated).ok().filter(|c| c.len() == 32)?;
    let pairs = (0..16).map(|index| digits.get(2 * index..2 * index + 2));
    pairs
        .map(|pair| u8::from_str_radix(pair?, 16).ok())
        .collect()
}
