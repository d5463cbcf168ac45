//! A part of a dossier: a document with the name it has there.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::apertura::{apri, danneggiato, e_firmato};
use super::conformita::Conformita;
use super::nomi::{risolto, testo};
use super::pagine::pagine;
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
}

impl Parte {
    /// Opens a part.
    ///
    /// # Errors
    /// A file that is no PDF, is encrypted, damaged or signed, or has no pages.
    pub fn apri(nome: &str, titolo: Option<&str>, byte: &[u8]) -> Result<Self, Rapporto> {
        let documento = apri(nome, byte)?;
        if e_firmato(&documento) {
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
        Ok(Self {
            nome: nome.to_owned(),
            titolo,
            conformita: Conformita::dichiarata(&documento),
            documento,
            pagine,
        })
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
