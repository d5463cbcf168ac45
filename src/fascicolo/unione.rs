//! Joining documents into a dossier.

use std::collections::BTreeMap;
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::conformita::{Conformita, Declaration, declare};
use super::destinations::Destinations;
use super::embedded::EmbeddedFiles;
use super::forms::Forms;
use super::layers::Layers;
use super::losses::told_losses;
use super::marking::Marking;
use super::metadati;
use super::nomi::{dizionario, elenco};
use super::parte::Parte;
use super::pieces::{Pieces, Source};
use super::roles::{Renamed, Roles};
use super::segnalibri::{self, Ramo};
use super::struttura::{Struttura, albero_di_nomi, voci_numerate};
use super::writer::{Layout, write_document};

/// A dossier.
#[derive(Debug)]
pub struct Fascicolo {
    /// How many pages it has.
    pub pagine: usize,
    /// The standards that it declares: those that all its parts keep.
    pub conformita: Conformita,
    /// Which parts lowered the standards, and why.
    pub ribassi: Vec<String>,
    /// What each part had that a dossier has no place for.
    pub losses: Vec<String>,
    documento: Document,
    catalogo: ObjectId,
    sorgenti: Vec<(Source, Pieces)>,
}

impl Fascicolo {
    /// What it is: the standards that it declares, or else the version of PDF.
    pub fn standard(&self) -> String {
        if self.conformita == Conformita::default() {
            format!("PDF {}", self.documento.version)
        } else {
            self.conformita.to_string()
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// The writer's; a part that changed on disk since it was opened
    /// ([`io::ErrorKind::InvalidData`]).
    pub fn write_to(&self, uscita: &mut dyn Write) -> io::Result<()> {
        // PDF/A-1 knows no packed objects.
        let forma = match self.conformita.archivio {
            Some((1, _)) => Layout::Plain,
            _ => Layout::Packed,
        };
        write_document(
            uscita,
            &self.documento,
            self.catalogo,
            &self.sorgenti,
            forma,
        )
    }
}

/// Joins some parts, in their order.
pub fn unisci(mut parti: Vec<Parte>) -> Fascicolo {
    let ruoli = Roles::of(&parti);
    let Declaration {
        conformita,
        ribassi,
        intento,
    } = declare(&parti, &ruoli);
    let (mappa, nuovi_ruoli) = ruoli.agree();
    let losses = parti.iter().filter_map(told_losses).collect();
    let mut nuovo = Nuovo {
        moduli: Forms::of(&parti),
        ..Nuovo::default()
    };
    let mut da = 1;
    for (numero, parte) in parti.iter_mut().enumerate() {
        parte.rinumera(da);
        nuovo.accogli(parte, numero, &nuovi_ruoli[numero]);
        da = parte.documento.max_id + 1;
    }
    nuovo.intento = intento
        .and_then(|parte| parti[parte].catalogo())
        .and_then(|catalogo| catalogo.get(b"OutputIntents").ok().cloned());
    let metadati = metadati::xmp(&parti, conformita);
    let lingua = metadati::lingua(&parti);
    let pagine = parti.iter().map(|parte| parte.pagine.len()).sum();
    let segni = parti
        .iter()
        .filter(|parte| parte.e_strutturata())
        .map(|parte| Marking::of(&parte.documento))
        .fold(Marking::default(), Marking::with);
    let mut documento = Document::new();
    documento.version = version(&parti, conformita);
    let mut sorgenti = Vec::new();
    for parte in parti {
        documento.objects.extend(parte.documento.objects);
        sorgenti.push((parte.sorgente, parte.pezzi));
    }
    documento.max_id = da;
    let catalogo = nuovo.scrivi(&mut documento, pagine, mappa);
    let metadati = documento.add_object(metadati);
    if let Ok(catalogo) = documento.get_dictionary_mut(catalogo) {
        catalogo.set("Metadata", metadati);
        if let Some(lingua) = lingua {
            catalogo.set("Lang", super::nomi::in_pdf(&lingua));
        }
        if let Some(segni) = segni.written() {
            catalogo.set("MarkInfo", segni);
        }
    }
    documento.trailer = dictionary! { "Root" => catalogo };
    documento.prune_objects();
    Fascicolo {
        pagine,
        conformita,
        ribassi,
        losses,
        documento,
        catalogo,
        sorgenti,
    }
}

/// The version of the dossier: that of its standards; without any, that of the newest part.
fn version(parti: &[Parte], conformita: Conformita) -> String {
    let sola = match (conformita.archivio, conformita.accesso) {
        (Some((1, _)), _) => Some("1.4"),
        (Some(_), _) | (_, Some(_)) => Some("1.7"),
        _ => None,
    };
    let dichiarate = parti.iter().flat_map(|parte| {
        let nel_catalogo = parte.catalogo().and_then(|c| c.get(b"Version").ok());
        let nel_catalogo = nel_catalogo.and_then(|versione| versione.as_name().ok());
        [nel_catalogo, Some(parte.documento.version.as_bytes())]
    });
    let nuova = dichiarate.flatten().any(|versione| versione == b"2.0");
    sola.unwrap_or(if nuova { "2.0" } else { "1.7" }).to_owned()
}

/// What the catalogues of the parts bring to that of the dossier.
#[derive(Default)]
struct Nuovo {
    alberi: Vec<(ObjectId, usize)>,
    rami: Vec<Ramo>,
    destinazioni: Destinations,
    file: EmbeddedFiles,
    associati: Vec<Object>,
    etichette: BTreeMap<i64, Object>,
    struttura: Struttura,
    intento: Option<Object>,
    moduli: Forms,
    livelli: Layers,
    pagine: usize,
}

impl Nuovo {
    fn accogli(&mut self, parte: &mut Parte, numero: usize, ruoli: &Renamed) {
        if parte.e_strutturata() {
            annotazioni_in_ordine(parte);
        }
        drop_ties(parte);
        self.struttura.accogli(parte, numero, ruoli);
        self.destinazioni.take(parte);
        self.moduli.take(parte);
        self.livelli.take(parte);
        self.file.take(parte, self.pagine);
        let segnalibri = segnalibri::radice(&mut parte.documento);
        self.rami.push(Ramo {
            titolo: parte.titolo.clone(),
            prima_pagina: parte.pagine[0],
            radice: segnalibri,
        });
        let documento = &parte.documento;
        let Ok(catalogo) = documento.catalog() else {
            return;
        };
        if let Ok(pagine) = catalogo.get(b"Pages").and_then(Object::as_reference) {
            self.alberi.push((pagine, parte.pagine.len()));
        }
        self.accogli_etichette(documento, catalogo, parte.pagine.len());
        self.pagine += parte.pagine.len();
        self.associati
            .extend_from_slice(elenco(documento, catalogo, b"AF").unwrap_or_default());
    }

    /// Page labels: a part keeps its own; the pages of a part without go on counting the dossier's.
    /// Those past the last page of a part would be of the next one's.
    fn accogli_etichette(&mut self, documento: &Document, catalogo: &Dictionary, pagine: usize) {
        let prima = self.pagine as i64;
        let proprie = dizionario(documento, catalogo, b"PageLabels")
            .map_or_else(Vec::new, |albero| voci_numerate(documento, albero));
        for (pagina, etichetta) in proprie {
            if (0..pagine as i64).contains(&pagina) {
                self.etichette.entry(prima + pagina).or_insert(etichetta);
            }
        }
        self.etichette
            .entry(prima)
            .or_insert_with(|| dictionary! { "S" => "D", "St" => prima + 1 }.into());
    }

    fn scrivi(self, documento: &mut Document, pagine: usize, ruoli: Dictionary) -> ObjectId {
        let radice = documento.new_object_id();
        let alberi: Vec<Object> = self.alberi.iter().map(|(id, _)| (*id).into()).collect();
        for (albero, quante) in &self.alberi {
            if let Ok(albero) = documento.get_dictionary_mut(*albero) {
                albero.set("Parent", radice);
                albero.set("Count", *quante as i64);
            }
        }
        let albero = dictionary! { "Type" => "Pages", "Kids" => alberi, "Count" => pagine as i64 };
        documento.objects.insert(radice, albero.into());
        let segnalibri = segnalibri::scrivi(documento, &self.rami);
        let etichette = self.etichette.into_iter();
        let etichette: Vec<Object> = etichette
            .flat_map(|(pagina, etichetta)| [Object::Integer(pagina), etichetta])
            .collect();
        let mut catalogo = dictionary! {
            "Type" => "Catalog",
            "Pages" => radice,
            "Outlines" => segnalibri,
            "PageMode" => "UseOutlines",
            "PageLabels" => dictionary! { "Nums" => etichette },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        };
        let (destinazioni, antiche) = self.destinazioni.into_parts();
        let mut nomi = Dictionary::new();
        for (chiave, voci) in [
            ("Dests", destinazioni),
            ("EmbeddedFiles", self.file.into_names()),
        ] {
            if !voci.is_empty() {
                nomi.set(chiave, documento.add_object(albero_di_nomi(voci)));
            }
        }
        if !nomi.is_empty() {
            catalogo.set("Names", nomi);
        }
        if !antiche.is_empty() {
            catalogo.set("Dests", antiche);
        }
        if !self.associati.is_empty() {
            catalogo.set("AF", self.associati);
        }
        if let Some(intento) = self.intento {
            catalogo.set("OutputIntents", intento);
        }
        if let Some(moduli) = self.moduli.write(documento) {
            catalogo.set("AcroForm", moduli);
        }
        if let Some(livelli) = self.livelli.write(documento) {
            catalogo.set("OCProperties", livelli);
        }
        if !self.struttura.e_vuota() {
            catalogo.set("StructTreeRoot", self.struttura.scrivi(documento, ruoli));
        }
        documento.add_object(catalogo)
    }
}

/// The annotations of a tagged page are met in the order of the structure (ISO 14289-1 7.18.3):
/// LibreOffice says so with a string where a name is due.
fn annotazioni_in_ordine(parte: &mut Parte) {
    for pagina in &parte.pagine {
        if let Ok(pagina) = parte.documento.get_dictionary_mut(*pagina)
            && pagina.has(b"Annots")
            && pagina.get(b"Tabs").and_then(Object::as_name).is_err()
        {
            pagina.set("Tabs", "S");
        }
    }
}

/// What ties a page to the paths of reading (`/B`, ISO 32000-1 12.4.3) and to the division of its file
/// (`/DPart`, ISO 32000-2 14.12), which do not pass, leads nowhere.
fn drop_ties(parte: &mut Parte) {
    for pagina in &parte.pagine {
        if let Ok(pagina) = parte.documento.get_dictionary_mut(*pagina) {
            pagina.remove(b"B");
            pagina.remove(b"DPart");
        }
    }
}
