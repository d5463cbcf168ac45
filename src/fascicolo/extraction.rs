//! The files inside a PDF.

use std::io::Write;
use std::path::PathBuf;

use lopdf::{Dictionary, Document, Object, ObjectId};
use md5::{Digest, Md5};

use super::file_names::{TakenNames, printable, safe_name, writable_name};
use super::file_specifications::file_specifications;
use super::filters::{Checksum, DecodingBudget, Fault, decode_within};
use super::objects::{dictionary_under, resolved};
use super::opening::{LARGEST_STREAM, OpenedDocument, open_in_pieces};
use super::pieces::Pieces;
use crate::rilievi::{Report, Rilievo};

/// The most that is decoded for all the files inside a PDF together, in bytes.
const LARGEST_TOTAL: u64 = 2 * 1024 * 1024 * 1024;

/// What is decoded even for a small PDF, in bytes.
const SMALLEST_TOTAL: u64 = LARGEST_STREAM as u64;

/// How many times larger than the PDF its files may be together: text is compressed to a tenth, rarely
/// to a fiftieth; a thousandth is what a file made to fill a disk has.
const GROWTH: u64 = 100;

/// How many files a PDF may carry.
const MOST_FILES: usize = 100_000;

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtractedFile {
    /// Its name: never a way out of the folder where it will be written.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A PDF with files inside, which are read one at a time.
#[derive(Debug)]
pub struct Extraction<'a> {
    name: String,
    bytes: &'a [u8],
    document: Document,
    pieces: Pieces,
    entries: Vec<ExtractionEntry>,
}

/// A file inside a PDF, before it is read.
#[derive(Debug, Clone)]
pub struct ExtractionEntry {
    /// Its name: never a way out of the folder where it will be written, and of no other file whatever
    /// the system.
    pub path: PathBuf,
    /// Its name as the PDF says it.
    pub stated_name: String,
    /// Why the two names differ, if they do.
    pub renaming: Option<Renaming>,
    stream: ObjectId,
}

/// Why a file has another name than the PDF says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renaming {
    /// Some system cannot write such a name.
    Unwritable,
    /// Another file of the PDF has it, or differs only in what some system does not tell apart.
    Taken,
}

/// The name that a file should have, and whether it is not the one that the PDF says.
fn wanted_name(stated_name: &str, position: usize) -> (PathBuf, Option<Renaming>) {
    if let Some(path) = safe_name(stated_name) {
        return (path, None);
    }
    let path = writable_name(stated_name).unwrap_or_else(|| format!("file-{position}").into());
    (path, Some(Renaming::Unwritable))
}

impl<'a> Extraction<'a> {
    /// Opens a PDF and lists the files inside: those of its list, in the order of their names, then those
    /// that an annotation or anything else refers to.
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

    /// How many bytes may be decoded for all the files together, those that are then refused among them.
    pub fn allowance(&self) -> u64 {
        let grown = (self.bytes.len() as u64).saturating_mul(GROWTH);
        grown.clamp(SMALLEST_TOTAL, LARGEST_TOTAL)
    }

    /// Reads a file and checks it against what the PDF says of it: its length, its sum, the sum of the
    /// compressed data. `left` is how many bytes may still be decoded: what was, whether the file is given
    /// or refused, is taken from it.
    ///
    /// # Errors
    /// A file that is damaged, or too large, or that nobody could read.
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
            parameters.and_then(|p| resolved(&self.document, p.get(b"CheckSum").ok()?));
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
        // Without its own sum, the data must be those of a length or of a sum that the PDF states.
        if checksum == Checksum::Missing && stated_size.is_none() && expected_digest.is_none() {
            return Err(self.damaged(entry, "i suoi dati si interrompono").into());
        }
        Ok(())
    }

    fn unsigned_integer(&self, dictionary: &Dictionary, key: &[u8]) -> Option<u64> {
        let value = resolved(&self.document, dictionary.get(key).ok()?)?;
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

/// Why a file inside a PDF was not given.
#[derive(Debug)]
pub enum ExtractionFault {
    /// It is not what it was; the others may be.
    Rilievo(Box<Rilievo>),
    /// With it, the files would be too many for all of them.
    Exhausted(Box<Rilievo>),
    /// The system did not take it.
    System(std::io::Error),
}

impl From<Rilievo> for ExtractionFault {
    fn from(rilievo: Rilievo) -> Self {
        Self::Rilievo(Box::new(rilievo))
    }
}

/// The files inside a PDF, all in memory.
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

/// Bytes that are counted and added up on their way.
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

/// The sum that a PDF states (ISO 32000-1 table 46): sixteen bytes, which some programs write as
/// digits. What is neither states nothing.
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
