//! A part of a dossier: a document with the name it has there.

use std::collections::BTreeMap;
use std::fs::File;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::apertura::{MASSIMO, danneggiato, open_in_pieces};
use super::conformita::Conformita;
use super::direct::put_in_place;
use super::filters::decode;
use super::marking::Marking;
use super::nomi::{risolto, testo};
use super::pagine::pagine;
use super::pieces::{Pieces, Source};
use super::signatures::is_signed;
use super::validation;
use super::xmp::Unreadable;
use crate::rilievi::{Rapporto, Rilievo};

/// A document that goes into a dossier.
#[derive(Debug)]
pub struct Parte {
    /// The name of its file.
    pub nome: String,
    /// The title of its bookmark.
    pub titolo: String,
    pub(super) documento: Document,
    pub(super) conformita: Conformita,
    pub(super) pagine: Vec<ObjectId>,
    pub(super) sorgente: Source,
    pub(super) pezzi: Pieces,
    /// Why it declares less than its file does.
    pub(super) ribassi: Vec<String>,
}

impl Parte {
    /// Opens a part.
    ///
    /// # Errors
    /// A file that is no PDF, is encrypted, damaged or signed, or has no pages.
    pub fn apri(nome: &str, titolo: Option<&str>, byte: &[u8]) -> Result<Self, Rapporto> {
        Self::open_bytes(nome, titolo, byte, None)
    }

    /// Opens a part whose bytes are also in a file, where its large streams are read again when the
    /// dossier is written: until then they need no memory.
    ///
    /// # Errors
    /// Those of [`Parte::apri`].
    pub fn open_from_file(
        nome: &str,
        titolo: Option<&str>,
        byte: &[u8],
        file: File,
    ) -> Result<Self, Rapporto> {
        Self::open_bytes(nome, titolo, byte, Some(file))
    }

    fn open_bytes(
        nome: &str,
        titolo: Option<&str>,
        byte: &[u8],
        file: Option<File>,
    ) -> Result<Self, Rapporto> {
        let aperto = open_in_pieces(nome, byte)?;
        let mut documento = aperto.documento;
        if is_signed(&documento) {
            return Err(Rilievo::errore(format!("{nome} è firmato"))
                .regola("aggiungere pagine a un PDF firmato, o metterle in un altro file, toglie valore alla firma")
                .rimedio("allegare senza toccare le pagine, con --come-file; oppure unire i file prima della firma")
                .into());
        }
        let pagine = pagine(&documento).map_err(|perche| danneggiato(nome, perche))?;
        if pagine.is_empty() {
            return Err(Rilievo::errore(format!("{nome} non ha pagine")).into());
        }
        let titolo = match titolo {
            Some(titolo) => titolo.to_owned(),
            None => titolo_proprio(&documento).unwrap_or_else(|| nome.to_owned()),
        };
        put_in_place(&mut documento);
        let sorgente = match file {
            Some(file) => Source::Disk(file),
            None if aperto.pezzi.is_empty() => Source::Memory(Vec::new()),
            None => Source::Memory(byte.to_vec()),
        };
        let mut parte = Self {
            nome: nome.to_owned(),
            titolo,
            conformita: Conformita::default(),
            documento,
            pagine,
            sorgente,
            pezzi: aperto.pezzi,
            ribassi: Vec::new(),
        };
        match Conformita::dichiarata(&parte) {
            Ok(conformita) => parte.conformita = conformita,
            Err(Unreadable) => parte.ribassi.push(format!(
                "i metadati XMP di {nome} non si leggono: il fascicolo non può dichiarare né PDF/A né PDF/UA"
            )),
        }
        parte.lower_by_structure();
        Ok(parte)
    }

    /// What is for screen readers is not there without a structure, or with one that the file itself
    /// does not vouch for, whatever it declares: PDF/UA (ISO 14289-1 7.1) and the levels A of PDF/A
    /// (ISO 19005-2 6.7.2.2) want tags, and PDF/UA none that may be wrong.
    fn lower_by_structure(&mut self) {
        let dichiara = self.conformita;
        let marking = Marking::of(&self.documento);
        let perche = if !self.e_strutturata() {
            "non ha una struttura"
        } else if !marking.marked {
            "non dice di essere un PDF con tag (/Marked true)"
        } else if marking.suspects {
            "avverte che qualche tag può essere sbagliato (/Suspects true)"
        } else {
            return;
        };
        self.conformita.accesso = None;
        let senza_tag = !self.e_strutturata() || !marking.marked;
        if let Some((1..=3, livello @ 'a')) = &mut self.conformita.archivio
            && senza_tag
        {
            *livello = 'b';
        }
        if self.conformita != dichiara {
            self.ribassi.push(format!(
                "{} dichiara {dichiara} ma {perche}: il fascicolo non può dichiarare altrettanto",
                self.nome
            ));
        }
    }

    /// The decoded data of a stream, if it can be read.
    pub(super) fn data(&self, flusso: &Object) -> Option<Vec<u8>> {
        let (id, flusso) = self.documento.dereference(flusso).ok()?;
        let flusso = flusso.as_stream().ok()?;
        let mut interi = Vec::new();
        let dati = match id.and_then(|id| self.pezzi.get(&id)) {
            Some(pezzo) => {
                self.sorgente.copy(pezzo, &mut interi).ok()?;
                &interi
            }
            None => &flusso.content,
        };
        let mut letti = Vec::new();
        decode(
            &self.documento,
            &flusso.dict,
            dati,
            MASSIMO as u64,
            &mut letti,
        )
        .ok()?;
        Some(letti)
    }

    /// Judges the part, whose bytes these are, by a validator: from then on it declares only what it
    /// keeps, and the dossier says which rules it breaks.
    pub fn judge(&mut self, byte: &[u8]) {
        let giudizio = validation::judge(byte, self.conformita);
        self.conformita = giudizio.keeps;
        let nome = &self.nome;
        self.ribassi.extend(
            giudizio
                .broken
                .iter()
                .map(|perche| format!("{nome} {perche}")),
        );
    }

    /// Whether its structure is there for a screen reader.
    pub fn e_strutturata(&self) -> bool {
        self.catalogo().is_some_and(|c| c.has(b"StructTreeRoot"))
    }

    pub(super) fn catalogo(&self) -> Option<&Dictionary> {
        self.documento.catalog().ok()
    }

    /// Moves all its objects past a number; the generations, which nobody uses, become zero.
    pub(super) fn rinumera(&mut self, da: u32) {
        let numeri: BTreeMap<ObjectId, ObjectId> = self
            .documento
            .objects
            .keys()
            .zip(da..)
            .map(|(vecchio, nuovo)| (*vecchio, (nuovo, 0)))
            .collect();
        let oggetti = std::mem::take(&mut self.documento.objects);
        self.documento.objects = oggetti
            .into_iter()
            .map(|(id, mut oggetto)| {
                rimanda(&mut oggetto, &numeri);
                (numeri[&id], oggetto)
            })
            .collect();
        for (_, valore) in self.documento.trailer.iter_mut() {
            rimanda(valore, &numeri);
        }
        for pagina in &mut self.pagine {
            *pagina = numeri[pagina];
        }
        let pezzi = std::mem::take(&mut self.pezzi).into_iter();
        self.pezzi = pezzi.map(|(id, pezzo)| (numeri[&id], pezzo)).collect();
        self.documento.max_id = da + numeri.len() as u32;
    }

    /// Calls a function with every dictionary of the part, those of streams and those within others
    /// included.
    pub(super) fn per_ogni_dizionario(&mut self, cambia: &mut dyn FnMut(&mut Dictionary)) {
        for oggetto in self.documento.objects.values_mut() {
            visita(oggetto, cambia);
        }
    }
}

fn visita(oggetto: &mut Object, cambia: &mut dyn FnMut(&mut Dictionary)) {
    match oggetto {
        Object::Dictionary(dizionario) => visita_dizionario(dizionario, cambia),
        Object::Stream(flusso) => visita_dizionario(&mut flusso.dict, cambia),
        Object::Array(voci) => voci.iter_mut().for_each(|voce| visita(voce, cambia)),
        _ => {}
    }
}

fn visita_dizionario(dizionario: &mut Dictionary, cambia: &mut dyn FnMut(&mut Dictionary)) {
    cambia(dizionario);
    for (_, valore) in dizionario.iter_mut() {
        visita(valore, cambia);
    }
}

/// Points references to the new numbers; what points nowhere becomes null, as it is read.
fn rimanda(oggetto: &mut Object, numeri: &BTreeMap<ObjectId, ObjectId>) {
    match oggetto {
        Object::Reference(id) => match numeri.get(id) {
            Some(nuovo) => *id = *nuovo,
            None => *oggetto = Object::Null,
        },
        Object::Array(voci) => voci.iter_mut().for_each(|voce| rimanda(voce, numeri)),
        Object::Dictionary(dizionario) => {
            dizionario
                .iter_mut()
                .for_each(|(_, valore)| rimanda(valore, numeri));
        }
        Object::Stream(flusso) => {
            flusso
                .dict
                .iter_mut()
                .for_each(|(_, valore)| rimanda(valore, numeri));
        }
        _ => {}
    }
}

/// The title that a document gives itself.
fn titolo_proprio(documento: &Document) -> Option<String> {
    let info = risolto(documento, documento.trailer.get(b"Info").ok()?)?;
    let titolo = info.as_dict().ok()?.get(b"Title").ok()?;
    let titolo = testo(risolto(documento, titolo)?.as_str().ok()?);
    (!titolo.trim().is_empty()).then_some(titolo)
}
