//! The structure tree of a dossier: the trees of its tagged parts under one root.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::nomi::{dizionario, elenco, in_pdf, risolto, voci_di_un_albero};
use super::numbering::numbered;
use super::parte::Parte;
use super::roles::Renamed;

/// What the trees of the parts bring to that of the dossier.
#[derive(Default)]
pub struct Struttura {
    rami: Vec<Ramo>,
    classi: Dictionary,
    genitori: BTreeMap<i64, Object>,
    identita: BTreeMap<Vec<u8>, Object>,
    spazi: Vec<Object>,
    prossima: i64,
}

struct Ramo {
    titolo: String,
    lingua: Option<Object>,
    cime: Vec<Object>,
}

impl Struttura {
    /// Takes the tree of a part, whose numbers and names change where another part has them already;
    /// its roles have the names that the parts agreed upon.
    pub fn accogli(&mut self, parte: &mut Parte, numero: usize, ruoli: &Renamed) {
        let Some(radice) = radice(parte) else {
            // Numbers of a tree that is not there would lead into the others' trees.
            renumber_parents(parte, &BTreeMap::new());
            return;
        };
        let classi = accordi(&mut self.classi, &parte.documento, &radice, b"ClassMap");
        let nuovi = self.take_parents(&parte.documento, &radice);
        renumber_parents(parte, &nuovi);
        let identita = numero > 0;
        parte.per_ogni_dizionario(&mut |dizionario| {
            if e_un_elemento(dizionario) {
                rinomina(dizionario, b"S", ruoli);
                rinomina(dizionario, b"C", &classi);
                if identita {
                    distingui(dizionario, numero);
                }
            } else if identita && dizionario.has(b"Headers") {
                distingui_intestazioni(dizionario, numero);
            }
        });
        let documento = &parte.documento;
        if let Some(albero) = dizionario(documento, &radice, b"IDTree") {
            for (nome, valore) in voci_di_un_albero(documento, albero) {
                let nome = if identita {
                    distinto(&nome, numero)
                } else {
                    nome
                };
                self.identita.entry(nome).or_insert(valore);
            }
        }
        self.spazi
            .extend_from_slice(elenco(documento, &radice, b"Namespaces").unwrap_or_default());
        let cime = match radice
            .get(b"K")
            .ok()
            .and_then(|k| risolto(documento, k).map(|o| (k, o)))
        {
            Some((_, Object::Array(cime))) => cime.clone(),
            Some((cima, _)) => vec![cima.clone()],
            None => Vec::new(),
        };
        self.rami.push(Ramo {
            titolo: parte.titolo.clone(),
            lingua: parte.catalogo().and_then(|c| c.get(b"Lang").ok().cloned()),
            cime,
        });
    }

    /// Takes the parent tree of a part; returns the new number of each entry. They are numbered one
    /// after the other, since a file may number its own as it likes, below zero or up to the last
    /// number there is.
    fn take_parents(&mut self, documento: &Document, radice: &Dictionary) -> BTreeMap<i64, i64> {
        let mut nuovi = BTreeMap::new();
        let Some(albero) = dizionario(documento, radice, b"ParentTree") else {
            return nuovi;
        };
        for (chiave, valore) in voci_numerate(documento, albero) {
            if chiave >= 0 && !nuovi.contains_key(&chiave) {
                nuovi.insert(chiave, self.prossima);
                self.genitori.insert(self.prossima, valore);
                self.prossima += 1;
            }
        }
        nuovi
    }

    /// Whether no part has a tree.
    pub fn e_vuota(&self) -> bool {
        self.rami.is_empty()
    }

    /// Writes the tree with the roles that the parts agreed upon; returns its root.
    pub fn scrivi(self, documento: &mut Document, ruoli: Dictionary) -> ObjectId {
        let radice = documento.new_object_id();
        let cima = documento.new_object_id();
        let rami: Vec<Object> = self
            .rami
            .into_iter()
            .map(|ramo| scrivi_ramo(documento, ramo, cima).into())
            .collect();
        let elemento = dictionary! {
            "Type" => "StructElem", "S" => "Document", "P" => radice, "K" => rami,
        };
        documento.objects.insert(cima, elemento.into());
        let numeri = self.genitori.into_iter();
        let numeri: Vec<Object> = numeri.flat_map(|(n, v)| [Object::Integer(n), v]).collect();
        let genitori = documento.add_object(dictionary! { "Nums" => numeri });
        let mut albero = dictionary! {
            "Type" => "StructTreeRoot",
            "K" => vec![cima.into()],
            "ParentTree" => genitori,
            "ParentTreeNextKey" => self.prossima,
        };
        if !ruoli.is_empty() {
            albero.set("RoleMap", ruoli);
        }
        if !self.classi.is_empty() {
            albero.set("ClassMap", self.classi);
        }
        if !self.identita.is_empty() {
            albero.set(
                "IDTree",
                documento.add_object(albero_di_nomi(self.identita)),
            );
        }
        if !self.spazi.is_empty() {
            albero.set("Namespaces", self.spazi);
        }
        documento.objects.insert(radice, albero.into());
        radice
    }
}

/// The tree of a part: its `Document`, if it has just that, becomes a `Part` of the dossier's.
fn scrivi_ramo(documento: &mut Document, ramo: Ramo, cima: ObjectId) -> ObjectId {
    let solo = match ramo.cime.as_slice() {
        [Object::Reference(id)] => {
            let nome = documento
                .get_dictionary(*id)
                .ok()
                .and_then(|d| d.get(b"S").ok());
            nome.and_then(|s| s.as_name().ok())
                .is_some_and(|s| s == b"Document")
                .then_some(*id)
        }
        _ => None,
    };
    let id = match solo {
        Some(id) => id,
        None => {
            documento.add_object(dictionary! { "Type" => "StructElem", "K" => ramo.cime.clone() })
        }
    };
    if solo.is_none() {
        for figlio in &ramo.cime {
            if let Ok(figlio) = figlio.as_reference()
                && let Ok(figlio) = documento.get_dictionary_mut(figlio)
            {
                figlio.set("P", id);
            }
        }
    }
    if let Ok(parte) = documento.get_dictionary_mut(id) {
        parte.set("S", "Part");
        parte.set("P", cima);
        parte.set("T", in_pdf(&ramo.titolo));
        if let Some(lingua) = ramo.lingua.filter(|_| !parte.has(b"Lang")) {
            parte.set("Lang", lingua);
        }
    }
    id
}

/// Gives the numbers that lead into the parent tree (ISO 32000-1 14.7.4.4) their new values; those of
/// no entry go.
fn renumber_parents(parte: &mut Parte, nuovi: &BTreeMap<i64, i64>) {
    parte.per_ogni_dizionario(&mut |dizionario| {
        for chiave in [&b"StructParents"[..], b"StructParent"] {
            let Ok(vecchio) = dizionario.get(chiave) else {
                continue;
            };
            match vecchio
                .as_i64()
                .ok()
                .and_then(|vecchio| nuovi.get(&vecchio))
            {
                Some(nuovo) => dizionario.set(chiave, *nuovo),
                None => drop(dizionario.remove(chiave)),
            }
        }
    });
}

/// The root of the structure tree of a part.
pub fn radice(parte: &Parte) -> Option<Dictionary> {
    dizionario(&parte.documento, parte.catalogo()?, b"StructTreeRoot").cloned()
}

/// Whether a dictionary is an element of a structure tree.
pub fn e_un_elemento(dizionario: &Dictionary) -> bool {
    let tipo = dizionario.get(b"Type").and_then(Object::as_name);
    match tipo {
        Ok(tipo) => tipo == b"StructElem",
        Err(_) => dizionario.has(b"S") && dizionario.has(b"P"),
    }
}

/// Joins a map of names; returns the names that must change because another part means something
/// else by them.
fn accordi(
    mappa: &mut Dictionary,
    documento: &Document,
    radice: &Dictionary,
    chiave: &[u8],
) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut cambiati = BTreeMap::new();
    let Some(propria) = dizionario(documento, radice, chiave) else {
        return cambiati;
    };
    for (nome, valore) in propria.iter() {
        match mappa.get(nome) {
            Ok(altro) if altro == valore => {}
            Ok(_) => {
                let nuovo = numbered(nome, |nuovo| mappa.has(nuovo) || propria.has(nuovo));
                mappa.set(nuovo.clone(), valore.clone());
                cambiati.insert(nome.clone(), nuovo);
            }
            Err(_) => mappa.set(nome.clone(), valore.clone()),
        }
    }
    cambiati
}

fn rinomina(dizionario: &mut Dictionary, chiave: &[u8], nomi: &BTreeMap<Vec<u8>, Vec<u8>>) {
    let Ok(valore) = dizionario.get_mut(chiave) else {
        return;
    };
    let uno = |oggetto: &mut Object| {
        if let Object::Name(nome) = oggetto
            && let Some(nuovo) = nomi.get(nome)
        {
            *nome = nuovo.clone();
        }
    };
    match valore {
        Object::Array(voci) => voci.iter_mut().for_each(uno),
        altro => uno(altro),
    }
}

/// An identity that no other part has.
fn distinto(nome: &[u8], numero: usize) -> Vec<u8> {
    [format!("{}.", numero + 1).as_bytes(), nome].concat()
}

fn distingui(elemento: &mut Dictionary, numero: usize) {
    if let Ok(Object::String(nome, _)) = elemento.get_mut(b"ID") {
        *nome = distinto(nome, numero);
    }
}

/// The identities of the header cells, in the attributes of a cell.
fn distingui_intestazioni(attributi: &mut Dictionary, numero: usize) {
    if let Ok(Object::Array(nomi)) = attributi.get_mut(b"Headers") {
        for nome in nomi {
            if let Object::String(nome, _) = nome {
                *nome = distinto(nome, numero);
            }
        }
    }
}

/// The entries of a number tree.
pub fn voci_numerate(documento: &Document, radice: &Dictionary) -> Vec<(i64, Object)> {
    let mut voci = Vec::new();
    let mut visti = HashSet::new();
    let mut da_visitare = vec![(radice.clone(), 64)];
    while let Some((nodo, profondita)) = da_visitare.pop() {
        for coppia in elenco(documento, &nodo, b"Nums")
            .unwrap_or_default()
            .chunks_exact(2)
        {
            if let Ok(numero) = coppia[0].as_i64() {
                voci.push((numero, coppia[1].clone()));
            }
        }
        for figlio in elenco(documento, &nodo, b"Kids")
            .unwrap_or_default()
            .iter()
            .rev()
        {
            let nuovo = figlio.as_reference().is_ok_and(|id| visti.insert(id));
            if let Some(Ok(figlio)) = risolto(documento, figlio).map(Object::as_dict)
                && nuovo
                && profondita > 0
            {
                da_visitare.push((figlio.clone(), profondita - 1));
            }
        }
    }
    voci
}

/// A name tree of a single node.
pub fn albero_di_nomi(voci: BTreeMap<Vec<u8>, Object>) -> Dictionary {
    let stringa = |nome: Vec<u8>| Object::String(nome, lopdf::StringFormat::Hexadecimal);
    let nomi: Vec<Object> = voci
        .into_iter()
        .flat_map(|(n, v)| [stringa(n), v])
        .collect();
    dictionary! { "Names" => nomi }
}
