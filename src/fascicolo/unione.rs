//! Joining documents into a dossier.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, SaveOptions, StringFormat, dictionary};

use super::conformita::Conformita;
use super::metadati;
use super::nomi::{dizionario, elenco, risolto, voci_di_un_albero};
use super::parte::Parte;
use super::segnalibri::{self, Ramo};
use super::struttura::{Struttura, albero_di_nomi, voci_numerate};
use crate::rilievi::{Rapporto, Rilievo};

/// A dossier.
#[derive(Debug)]
pub struct Fascicolo {
    /// The file.
    pub byte: Vec<u8>,
    /// How many pages it has.
    pub pagine: usize,
    /// The standards that it declares: those that all its parts declare.
    pub conformita: Conformita,
    /// Which parts lowered the standards, and why.
    pub ribassi: Vec<String>,
}

/// Joins some parts, in their order.
///
/// # Errors
/// A dossier that cannot be written.
pub fn unisci(mut parti: Vec<Parte>) -> Result<Fascicolo, Rapporto> {
    let (conformita, ribassi) = conformita(&parti);
    let identita: Vec<usize> = parti
        .iter()
        .map(|parte| parte.documento.objects.len())
        .collect();
    let mut nuovo = Nuovo::default();
    let mut da = 1;
    for (numero, parte) in parti.iter_mut().enumerate() {
        parte.rinumera(da);
        da = parte.documento.max_id + 1;
        nuovo.accogli(parte, numero);
    }
    let metadati = metadati::xmp(&parti, conformita);
    let lingua = metadati::lingua(&parti);
    let pagine = parti.iter().map(|parte| parte.pagine.len()).sum();
    let strutturate = parti.iter().any(Parte::e_strutturata);
    let mut documento = Document::new();
    documento.version = "1.7".to_owned();
    for parte in parti {
        documento.objects.extend(parte.documento.objects);
    }
    documento.max_id = da;
    let catalogo = nuovo.scrivi(&mut documento, pagine);
    let metadati = documento.add_object(metadati);
    if let Ok(catalogo) = documento.get_dictionary_mut(catalogo) {
        catalogo.set("Metadata", metadati);
        if let Some(lingua) = lingua {
            catalogo.set("Lang", Object::string_literal(lingua));
        }
        if strutturate {
            catalogo.set("MarkInfo", dictionary! { "Marked" => true });
        }
    }
    documento.trailer = dictionary! { "Root" => catalogo };
    documento.prune_objects();
    let impronta = typst::utils::hash128(&(format!("{:?}", documento.trailer), identita, &ribassi));
    let impronta = Object::String(impronta.to_be_bytes().to_vec(), StringFormat::Hexadecimal);
    documento
        .trailer
        .set("ID", vec![impronta.clone(), impronta]);
    Ok(Fascicolo {
        byte: salva(&mut documento, conformita)?,
        pagine,
        conformita,
        ribassi,
    })
}

/// PDF/A-1 knows no object streams.
fn salva(documento: &mut Document, conformita: Conformita) -> Result<Vec<u8>, Rapporto> {
    let compatto = conformita.archivio.is_none_or(|(parte, _)| parte > 1);
    if !compatto {
        documento.version = "1.4".to_owned();
        documento.reference_table.cross_reference_type = lopdf::xref::XrefType::CrossReferenceTable;
    }
    let opzioni = SaveOptions {
        use_object_streams: compatto,
        use_xref_streams: compatto,
        ..SaveOptions::default()
    };
    let mut byte = Vec::new();
    documento
        .save_with_options(&mut byte, opzioni)
        .map_err(|_| Rilievo::errore("il fascicolo non si può scrivere"))?;
    Ok(byte)
}

/// The standards that all parts share, and who lowered them.
fn conformita(parti: &[Parte]) -> (Conformita, Vec<String>) {
    let comune = parti
        .iter()
        .map(|parte| parte.conformita)
        .reduce(Conformita::comune)
        .unwrap_or_default();
    let tutte: Vec<Conformita> = parti.iter().map(|parte| parte.conformita).collect();
    let mut ribassi = Vec::new();
    for parte in parti {
        let dichiara = parte.conformita;
        if dichiara.archivio.is_none() && tutte.iter().any(|c| c.archivio.is_some()) {
            ribassi.push(format!(
                "{} non dichiara di essere un PDF/A: il fascicolo non può dichiararlo",
                parte.nome
            ));
        }
        if dichiara.accesso.is_none() && tutte.iter().any(|c| c.accesso.is_some()) {
            ribassi.push(format!(
                "{} non dichiara di essere un PDF/UA: il fascicolo non può dichiararlo",
                parte.nome
            ));
        }
        let piu_alto = tutte.iter().filter_map(|c| c.archivio).any(|(_, livello)| {
            livello == 'a' && dichiara.archivio.is_some_and(|(_, livello)| livello != 'a')
        });
        if piu_alto && comune.archivio.is_some() {
            ribassi.push(format!(
                "{} dichiara solo {}: il fascicolo non può dichiarare di più",
                parte.nome, dichiara
            ));
        }
    }
    let di_parte_diversa = comune.archivio.is_none() && tutte.iter().all(|c| c.archivio.is_some());
    if di_parte_diversa && tutte.len() > 1 {
        let nomi: Vec<String> = parti
            .iter()
            .map(|p| format!("{} è {}", p.nome, p.conformita))
            .collect();
        ribassi.push(format!("le parti dichiarano PDF/A di famiglie diverse ({}): il fascicolo non può dichiararne una", nomi.join(", ")));
    }
    (comune, ribassi)
}

/// What the catalogues of the parts bring to that of the dossier.
#[derive(Default)]
struct Nuovo {
    alberi: Vec<(ObjectId, usize)>,
    rami: Vec<Ramo>,
    destinazioni: BTreeMap<Vec<u8>, Object>,
    destinazioni_antiche: Dictionary,
    file: BTreeMap<Vec<u8>, Object>,
    associati: Vec<Object>,
    etichette: Vec<Object>,
    struttura: Struttura,
    intento: Option<Object>,
    moduli: Option<Dictionary>,
    livelli: Option<Dictionary>,
    pagine: usize,
}

impl Nuovo {
    fn accogli(&mut self, parte: &mut Parte, numero: usize) {
        if parte.e_strutturata() {
            annotazioni_in_ordine(parte);
        }
        self.struttura.accogli(parte, numero);
        self.accogli_destinazioni(parte);
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
        self.accogli_etichette(documento, catalogo);
        self.pagine += parte.pagine.len();
        let nomi = dizionario(documento, catalogo, b"Names");
        let file = nomi.and_then(|nomi| dizionario(documento, nomi, b"EmbeddedFiles"));
        for (nome, valore) in file.map_or_else(Vec::new, |f| voci_di_un_albero(documento, f)) {
            let libero = libero(&nome, |nome| self.file.contains_key(nome));
            self.file.insert(libero, valore);
        }
        self.associati
            .extend_from_slice(elenco(documento, catalogo, b"AF").unwrap_or_default());
        if self.intento.is_none() {
            self.intento = catalogo.get(b"OutputIntents").ok().cloned();
        }
        if let Some(moduli) = dizionario(documento, catalogo, b"AcroForm") {
            let moduli = sciolti(documento, moduli, &[b"Fields", b"CO"]);
            unisci_elenchi(&mut self.moduli, moduli, &[b"Fields", b"CO"]);
        }
        if let Some(livelli) = dizionario(documento, catalogo, b"OCProperties") {
            self.accogli_livelli(documento, livelli);
        }
    }

    /// Optional content: the layers of all parts, and which are shown.
    fn accogli_livelli(&mut self, documento: &Document, livelli: &Dictionary) {
        let chiavi: [&[u8]; 6] = [b"ON", b"OFF", b"Order", b"RBGroups", b"Locked", b"AS"];
        let mut nuovi = sciolti(documento, livelli, &[b"OCGs"]);
        let modo = dizionario(documento, livelli, b"D")
            .cloned()
            .unwrap_or_default();
        let modo = sciolti(documento, &modo, &chiavi);
        let mut mio = self
            .livelli
            .as_mut()
            .and_then(|livelli| livelli.remove(b"D"))
            .and_then(|modo| modo.as_dict().ok().cloned());
        unisci_elenchi(&mut mio, modo, &chiavi);
        nuovi.remove(b"D");
        nuovi.remove(b"Configs");
        unisci_elenchi(&mut self.livelli, nuovi, &[b"OCGs"]);
        if let (Some(livelli), Some(modo)) = (&mut self.livelli, mio) {
            livelli.set("D", modo);
        }
    }

    /// Named destinations: where two parts have the same name, the later one's changes with all
    /// that leads to it.
    fn accogli_destinazioni(&mut self, parte: &mut Parte) {
        let documento = &parte.documento;
        let Ok(catalogo) = documento.catalog() else {
            return;
        };
        let albero = dizionario(documento, catalogo, b"Names")
            .and_then(|nomi| dizionario(documento, nomi, b"Dests"));
        let voci = albero.map_or_else(Vec::new, |albero| voci_di_un_albero(documento, albero));
        let antiche: Vec<(Vec<u8>, Object)> = dizionario(documento, catalogo, b"Dests")
            .map(|voci| voci.iter().map(|(n, v)| (n.clone(), v.clone())).collect())
            .unwrap_or_default();
        let mut cambiati: BTreeMap<(bool, Vec<u8>), Vec<u8>> = BTreeMap::new();
        for (nome, valore) in voci {
            let nuovo = libero(&nome, |nome| self.destinazioni.contains_key(nome));
            if nuovo != nome {
                cambiati.insert((false, nome), nuovo.clone());
            }
            self.destinazioni.insert(nuovo, valore);
        }
        for (nome, valore) in antiche {
            let nuovo = libero(&nome, |nome| self.destinazioni_antiche.has(nome));
            if nuovo != nome {
                cambiati.insert((true, nome), nuovo.clone());
            }
            self.destinazioni_antiche.set(nuovo, valore);
        }
        if cambiati.is_empty() {
            return;
        }
        parte.per_ogni_dizionario(&mut |dizionario| {
            let va_a = dizionario
                .get(b"S")
                .and_then(Object::as_name)
                .is_ok_and(|s| s == b"GoTo");
            for chiave in [&b"Dest"[..], b"D"] {
                if chiave == b"D" && !va_a {
                    continue;
                }
                match dizionario.get_mut(chiave) {
                    Ok(Object::String(nome, _)) => {
                        if let Some(nuovo) = cambiati.get(&(false, nome.clone())) {
                            *nome = nuovo.clone();
                        }
                    }
                    Ok(Object::Name(nome)) => {
                        if let Some(nuovo) = cambiati.get(&(true, nome.clone())) {
                            *nome = nuovo.clone();
                        }
                    }
                    _ => {}
                }
            }
        });
    }

    /// Page labels: a part keeps its own; the pages of a part without go on counting the dossier's.
    fn accogli_etichette(&mut self, documento: &Document, catalogo: &Dictionary) {
        let proprie = dizionario(documento, catalogo, b"PageLabels")
            .map_or_else(Vec::new, |albero| voci_numerate(documento, albero));
        if proprie.first().is_none_or(|(pagina, _)| *pagina != 0) {
            self.etichette.push(Object::Integer(self.pagine as i64));
            let continua = dictionary! { "S" => "D", "St" => self.pagine as i64 + 1 };
            self.etichette.push(continua.into());
        }
        for (pagina, etichetta) in proprie {
            self.etichette
                .push(Object::Integer(pagina + self.pagine as i64));
            self.etichette.push(etichetta);
        }
    }

    fn scrivi(self, documento: &mut Document, pagine: usize) -> ObjectId {
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
        let mut catalogo = dictionary! {
            "Type" => "Catalog",
            "Pages" => radice,
            "Outlines" => segnalibri,
            "PageMode" => "UseOutlines",
            "PageLabels" => dictionary! { "Nums" => self.etichette },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        };
        let mut nomi = Dictionary::new();
        for (chiave, voci) in [("Dests", self.destinazioni), ("EmbeddedFiles", self.file)] {
            if !voci.is_empty() {
                nomi.set(chiave, documento.add_object(albero_di_nomi(voci)));
            }
        }
        if !nomi.is_empty() {
            catalogo.set("Names", nomi);
        }
        if !self.destinazioni_antiche.is_empty() {
            catalogo.set("Dests", self.destinazioni_antiche);
        }
        if !self.associati.is_empty() {
            catalogo.set("AF", self.associati);
        }
        if let Some(intento) = self.intento {
            catalogo.set("OutputIntents", intento);
        }
        if let Some(moduli) = self.moduli {
            catalogo.set("AcroForm", documento.add_object(moduli));
        }
        if let Some(livelli) = self.livelli {
            catalogo.set("OCProperties", documento.add_object(livelli));
        }
        if !self.struttura.e_vuota() {
            catalogo.set("StructTreeRoot", self.struttura.scrivi(documento));
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

/// A name that nobody has yet.
fn libero(nome: &[u8], preso: impl Fn(&[u8]) -> bool) -> Vec<u8> {
    let altri = (2..).map(|numero| [nome, format!("-{numero}").as_bytes()].concat());
    std::iter::once(nome.to_vec())
        .chain(altri)
        .find(|nome| !preso(nome))
        .unwrap_or_default()
}

/// A dictionary whose lists under some keys are its own, not references.
fn sciolti(documento: &Document, originale: &Dictionary, chiavi: &[&[u8]]) -> Dictionary {
    let mut copia = originale.clone();
    for chiave in chiavi {
        if let Some(valore) = originale
            .get(chiave)
            .ok()
            .and_then(|v| risolto(documento, v))
        {
            copia.set(chiave.to_vec(), valore.clone());
        }
    }
    copia
}

/// Adds the lists of a dictionary to those of another; other keys stay as the first has them.
fn unisci_elenchi(mio: &mut Option<Dictionary>, altro: Dictionary, chiavi: &[&[u8]]) {
    let Some(mio) = mio else {
        *mio = Some(altro);
        return;
    };
    for (chiave, valore) in altro {
        let comune = chiavi.contains(&chiave.as_slice());
        match (mio.get_mut(&chiave), valore) {
            (Ok(Object::Array(miei)), Object::Array(altri)) if comune => miei.extend(altri),
            (Err(_), valore) => mio.set(chiave, valore),
            _ => {}
        }
    }
}
