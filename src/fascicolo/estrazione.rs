//! The files inside a PDF.

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::PathBuf;

use lopdf::{Dictionary, Document, Object, ObjectId};
use md5::{Digest, Md5};

use super::apertura::{MASSIMO, Opened, open_in_pieces};
use super::file_names::{Names, safe_name, shown, writable_name};
use super::filters::{Fault, Sum, Work, decode_within};
use super::nomi::{dizionario, risolto, testo, voci_di_un_albero};
use super::pieces::Pieces;
use crate::rilievi::{Rapporto, Rilievo};

/// The most that is decoded for all the files inside a PDF together, in bytes.
const LARGEST_TOTAL: u64 = 2 * 1024 * 1024 * 1024;

/// What is decoded even for a small PDF, in bytes.
const SMALLEST_TOTAL: u64 = MASSIMO as u64;

/// How many times larger than the PDF its files may be together: text is compressed to a tenth, rarely
/// to a fiftieth; a thousandth is what a file made to fill a disk has.
const GROWTH: u64 = 100;

/// How many files a PDF may carry.
const FILE: usize = 100_000;

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInterno {
    /// Its name: never a way out of the folder where it will be written.
    pub nome: PathBuf,
    /// Its bytes.
    pub byte: Vec<u8>,
}

/// A PDF with files inside, which are read one at a time.
#[derive(Debug)]
pub struct Extraction<'a> {
    nome: String,
    byte: &'a [u8],
    documento: Document,
    pezzi: Pieces,
    voci: Vec<Voce>,
}

/// A file inside a PDF, before it is read.
#[derive(Debug, Clone)]
pub struct Voce {
    /// Its name: never a way out of the folder where it will be written, and of no other file whatever
    /// the system.
    pub nome: PathBuf,
    /// Its name as the PDF says it.
    pub detto: String,
    /// Why the two names differ, if they do.
    pub renaming: Option<Renaming>,
    flusso: ObjectId,
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
fn wanted_name(said: &str, number: usize) -> (PathBuf, Option<Renaming>) {
    if let Some(path) = safe_name(said) {
        return (path, None);
    }
    let path = writable_name(said).unwrap_or_else(|| format!("file-{number}").into());
    (path, Some(Renaming::Unwritable))
}

impl<'a> Extraction<'a> {
    /// Opens a PDF and lists the files inside: those of its list, in the order of their names, then those
    /// that an annotation or anything else refers to.
    ///
    /// # Errors
    /// Those of [`super::Parte::apri`], but for signatures and pages; a PDF that carries no file, or too many.
    pub fn open(nome: &str, byte: &'a [u8]) -> Result<Self, Rapporto> {
        let Opened { documento, pezzi } = open_in_pieces(nome, byte)?;
        let mut nomi = Names::default();
        let mut voci = Vec::new();
        for (detto, flusso) in specifiche(&documento) {
            let (wanted, renaming) = wanted_name(&detto, voci.len() + 1);
            let nome = nomi.take_like(wanted.clone());
            let taken = (nome != wanted).then_some(Renaming::Taken);
            voci.push(Voce {
                nome,
                renaming: renaming.or(taken),
                detto,
                flusso,
            });
        }
        if voci.is_empty() {
            return Err(
                Rilievo::errore(format!("{nome} non porta file dentro di sé"))
                    .rimedio("i dati ci sono nei PDF generati con --con-dati")
                    .into(),
            );
        }
        if voci.len() > FILE {
            return Err(Rilievo::errore(format!(
                "{nome} porta dentro di sé {} file, e non ne estraggo più di {FILE}",
                voci.len()
            ))
            .into());
        }
        Ok(Self {
            nome: nome.to_owned(),
            byte,
            documento,
            pezzi,
            voci,
        })
    }

    /// The files.
    pub fn entries(&self) -> &[Voce] {
        &self.voci
    }

    /// How many bytes may be decoded for all the files together, those that are then refused among them.
    pub fn allowance(&self) -> u64 {
        let grown = (self.byte.len() as u64).saturating_mul(GROWTH);
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
        voce: &Voce,
        left: &mut u64,
        uscita: &mut dyn Write,
    ) -> Result<(), ExtractionFault> {
        let Some(Object::Stream(flusso)) = self.documento.objects.get(&voce.flusso) else {
            return Err(self.danneggiato(voce, "i suoi dati non ci sono").into());
        };
        let dati = match self.pezzi.get(&voce.flusso) {
            Some(pezzo) => pezzo.of(self.byte),
            None => &flusso.content,
        };
        let work = Work {
            limit: MASSIMO as u64,
            left,
        };
        let mut contato = Contato {
            uscita,
            quanti: 0,
            somma: Md5::new(),
        };
        let somma = decode_within(&self.documento, &flusso.dict, dati, work, &mut contato);
        let (quanti, impronta) = (contato.quanti, contato.somma.finalize());
        let somma = somma.map_err(|guasto| self.guasto(voce, guasto))?;
        let parametri = dizionario(&self.documento, &flusso.dict, b"Params");
        let detta = parametri.and_then(|p| self.intero(p, b"Size"));
        if detta.is_some_and(|detta| detta != quanti) {
            return Err(self
                .danneggiato(voce, "non è lungo quanto il PDF dice")
                .into());
        }
        let attesa = parametri.and_then(|p| risolto(&self.documento, p.get(b"CheckSum").ok()?));
        let attesa = attesa.and_then(|attesa| stated_sum(attesa.as_str().ok()?));
        if attesa
            .as_ref()
            .is_some_and(|attesa| *attesa != impronta[..])
        {
            return Err(self
                .danneggiato(
                    voce,
                    "la sua somma di controllo non è quella che il PDF dice",
                )
                .into());
        }
        // Without its own sum, the data must be those of a length or of a sum that the PDF states.
        if somma == Sum::Missing && detta.is_none() && attesa.is_none() {
            return Err(self.danneggiato(voce, "i suoi dati si interrompono").into());
        }
        Ok(())
    }

    fn intero(&self, dizionario: &Dictionary, chiave: &[u8]) -> Option<u64> {
        let valore = risolto(&self.documento, dizionario.get(chiave).ok()?)?;
        u64::try_from(valore.as_i64().ok()?).ok()
    }

    fn guasto(&self, voce: &Voce, guasto: Fault) -> ExtractionFault {
        let chi = format!("{}: il file interno “{}”", self.nome, shown(&voce.detto));
        match guasto {
            Fault::System(errore) => ExtractionFault::Sistema(errore),
            Fault::Damaged => self.danneggiato(voce, "i suoi dati non si leggono").into(),
            Fault::Unknown(filtro) => Rilievo::errore(format!("{chi} non si legge"))
                .regola(format!(
                    "è compresso in un modo che non conosco ({})",
                    shown(&filtro)
                ))
                .rimedio("estrarlo con il lettore di PDF")
                .into(),
            Fault::Exhausted => ExtractionFault::Troppi(Box::new(self.too_much())),
            Fault::TooLarge => Rilievo::errore(format!("{chi} è troppo grande"))
                .regola(format!(
                    "un file interno non è più grande di {} MiB",
                    MASSIMO >> 20
                ))
                .into(),
        }
    }

    fn too_much(&self) -> Rilievo {
        Rilievo::errore(format!(
            "{}: i file interni sono più grandi di {} MiB in tutto, e non ne estraggo nessuno",
            self.nome,
            self.allowance() >> 20
        ))
        .regola(format!(
            "un PDF di pochi byte può contenerne più di quanti ne stiano sul disco: ne estraggo {GROWTH} volte tanti, almeno {} MiB e non più di {}, contando anche i file danneggiati",
            SMALLEST_TOTAL >> 20,
            LARGEST_TOTAL >> 20
        ))
        .rimedio("chiedere i file a chi ha prodotto il PDF")
    }

    fn danneggiato(&self, voce: &Voce, perche: &str) -> Rilievo {
        Rilievo::errore(format!(
            "{}: il file interno “{}” è danneggiato: {perche}",
            self.nome,
            shown(&voce.detto)
        ))
        .regola("un file si restituisce com'era o non si restituisce")
        .rimedio("chiedere di nuovo il PDF a chi l'ha prodotto")
    }
}

/// Why a file inside a PDF was not given.
#[derive(Debug)]
pub enum ExtractionFault {
    /// It is not what it was; the others may be.
    Rilievo(Box<Rilievo>),
    /// With it, the files would be too many for all of them.
    Troppi(Box<Rilievo>),
    /// The system did not take it.
    Sistema(std::io::Error),
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
pub fn estrai(nome: &str, byte: &[u8]) -> Result<Vec<FileInterno>, Rapporto> {
    let estrazione = Extraction::open(nome, byte)?;
    let mut rapporto = Rapporto::default();
    let mut interni = Vec::new();
    let mut left = estrazione.allowance();
    for voce in estrazione.entries() {
        let mut byte = Vec::new();
        match estrazione.write_entry(voce, &mut left, &mut byte) {
            Ok(()) => interni.push(FileInterno {
                nome: voce.nome.clone(),
                byte,
            }),
            Err(ExtractionFault::Rilievo(rilievo)) => rapporto.aggiungi(*rilievo),
            Err(ExtractionFault::Troppi(rilievo)) => return Err((*rilievo).into()),
            Err(ExtractionFault::Sistema(_)) => {}
        }
    }
    rapporto.in_errore()?;
    Ok(interni)
}

/// Bytes that are counted and added up on their way.
struct Contato<'a> {
    uscita: &'a mut dyn Write,
    quanti: u64,
    somma: Md5,
}

impl Write for Contato<'_> {
    fn write(&mut self, byte: &[u8]) -> std::io::Result<usize> {
        let scritti = self.uscita.write(byte)?;
        self.quanti += scritti as u64;
        self.somma.update(&byte[..scritti]);
        Ok(scritti)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.uscita.flush()
    }
}

/// The sum that a PDF states (ISO 32000-1 table 46): sixteen bytes, which some programs write as
/// digits. What is neither states nothing.
fn stated_sum(scritta: &[u8]) -> Option<Vec<u8>> {
    if scritta.len() == 16 {
        return Some(scritta.to_vec());
    }
    let cifre = std::str::from_utf8(scritta)
        .ok()
        .filter(|c| c.len() == 32)?;
    let coppie = (0..16).map(|posto| cifre.get(2 * posto..2 * posto + 2));
    coppie
        .map(|due| u8::from_str_radix(due?, 16).ok())
        .collect()
}

/// The name and the data of each file: those of the list first.
fn specifiche(documento: &Document) -> Vec<(String, ObjectId)> {
    let mut trovati = Trovati {
        documento,
        visti: BTreeSet::new(),
        file: Vec::new(),
    };
    let albero = documento
        .catalog()
        .ok()
        .and_then(|catalogo| dizionario(documento, catalogo, b"Names"))
        .and_then(|nomi| dizionario(documento, nomi, b"EmbeddedFiles"));
    for (chiave, valore) in albero.map_or_else(Vec::new, |a| voci_di_un_albero(documento, a)) {
        if let Some(Ok(specifica)) = risolto(documento, &valore).map(Object::as_dict) {
            trovati.aggiungi(specifica, valore.as_reference().ok(), Some(&chiave));
        }
    }
    trovati.cerca();
    trovati.file
}

/// The specifications of files (ISO 32000-1 7.11.3) met so far.
struct Trovati<'a> {
    documento: &'a Document,
    visti: BTreeSet<ObjectId>,
    file: Vec<(String, ObjectId)>,
}

impl Trovati<'_> {
    fn aggiungi(&mut self, specifica: &Dictionary, id: Option<ObjectId>, chiave: Option<&[u8]>) {
        if id.is_some_and(|id| !self.visti.insert(id)) {
            return;
        }
        let Some(file) = dizionario(self.documento, specifica, b"EF") else {
            return;
        };
        let flusso = [&b"UF"[..], b"F", b"Unix", b"DOS", b"Mac"]
            .iter()
            .find_map(|chiave| file.get(chiave).ok()?.as_reference().ok());
        let Some(flusso) = flusso else {
            return;
        };
        // A specification that stands by itself nowhere may be met twice.
        if id.is_none() && self.file.iter().any(|(_, altro)| *altro == flusso) {
            return;
        }
        let nome = [&b"UF"[..], b"F", b"Unix", b"DOS", b"Mac"]
            .iter()
            .find_map(|chiave| {
                risolto(self.documento, specifica.get(chiave).ok()?)?
                    .as_str()
                    .ok()
            })
            .or(chiave)
            .unwrap_or(b"file");
        self.file.push((testo(nome), flusso));
    }

    /// Looks for the others in all that the catalogue leads to: what nothing leads to was taken away.
    fn cerca(&mut self) {
        let Ok(radice) = self.documento.trailer.get(b"Root") else {
            return;
        };
        let mut incontrati: HashSet<ObjectId> = HashSet::new();
        let mut da_vedere = vec![(radice, None)];
        while let Some((oggetto, id)) = da_vedere.pop() {
            match oggetto {
                Object::Reference(altro) => {
                    if incontrati.insert(*altro)
                        && let Some(oggetto) = self.documento.objects.get(altro)
                    {
                        da_vedere.push((oggetto, Some(*altro)));
                    }
                }
                Object::Array(voci) => da_vedere.extend(voci.iter().rev().map(|v| (v, None))),
                Object::Dictionary(dizionario) => {
                    if dizionario.has(b"EF") {
                        self.aggiungi(dizionario, id, None);
                    }
                    da_vedere.extend(valori(dizionario));
                }
                Object::Stream(flusso) => da_vedere.extend(valori(&flusso.dict)),
                _ => {}
            }
        }
    }
}

/// The values of a dictionary, the last first.
fn valori(dizionario: &Dictionary) -> Vec<(&Object, Option<ObjectId>)> {
    let mut valori: Vec<_> = dizionario
        .iter()
        .map(|(_, valore)| (valore, None))
        .collect();
    valori.reverse();
    valori
}
