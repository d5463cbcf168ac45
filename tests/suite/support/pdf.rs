//! A PDF read back: the text of its pages, its structure tree, its bookmarks, its conformity.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

pub struct Pdf {
    documento: Document,
    pagine: Vec<Pagina>,
}

/// The text of a page in the order of its content, and that of each marked piece.
#[derive(Default)]
struct Pagina {
    id: Option<ObjectId>,
    righe: Vec<String>,
    segnati: BTreeMap<i64, String>,
}

impl Pdf {
    /// Reads a PDF of any program, whose texts our reader may not understand.
    pub fn di_altri(byte: &[u8]) -> Self {
        let documento = Document::load_mem(byte).expect("a readable PDF");
        let pagina = |id: &ObjectId| Pagina {
            id: Some(*id),
            ..Pagina::default()
        };
        let pagine = documento.get_pages().values().map(pagina).collect();
        Self { documento, pagine }
    }

    pub fn leggi(byte: &[u8]) -> Self {
        let documento = Document::load_mem(byte).expect("a readable PDF");
        let pagine = documento
            .get_pages()
            .values()
            .map(|id| leggi_pagina(&documento, *id))
            .collect();
        Self { documento, pagine }
    }

    /// The text of every page, in the order of the content.
    pub fn testo(&self) -> String {
        let mut testo = String::new();
        for (numero, pagina) in self.pagine.iter().enumerate() {
            let righe: Vec<&str> = pagina.righe.iter().map(|riga| riga.trim_end()).collect();
            let _ = writeln!(testo, "--- pagina {}\n{}", numero + 1, righe.join("\n"));
        }
        testo
    }

    /// The text in the order of the structure tree, without line breaks: what is read aloud.
    pub fn testo_letto(&self) -> String {
        let struttura = self.struttura();
        let brani = struttura
            .lines()
            .filter_map(|riga| riga.trim().strip_prefix('“')?.strip_suffix('”'));
        brani.collect::<Vec<_>>().join(" ")
    }

    /// The structure tree as a screen reader meets it, one element a line.
    pub fn struttura(&self) -> String {
        let catalogo = self.documento.catalog().unwrap();
        let radice = self.oggetto(catalogo.get(b"StructTreeRoot").expect("a tagged PDF"));
        let mut uscita = String::new();
        self.figli(radice.as_dict().unwrap(), None, 0, &mut uscita);
        uscita
    }

    /// The bookmarks, indented by level.
    pub fn segnalibri(&self) -> String {
        let catalogo = self.documento.catalog().unwrap();
        let mut uscita = String::new();
        if let Ok(radice) = catalogo.get(b"Outlines") {
            self.voci(self.oggetto(radice).as_dict().unwrap(), 0, &mut uscita);
        }
        uscita
    }

    /// A value of the catalog, as text.
    pub fn catalogo(&self, chiave: &str) -> Option<String> {
        let valore = self
            .documento
            .catalog()
            .unwrap()
            .get(chiave.as_bytes())
            .ok()?;
        Some(testo_pdf(self.oggetto(valore)))
    }

    /// An entry of the information dictionary.
    pub fn informazione(&self, chiave: &str) -> Option<String> {
        let info = self.oggetto(self.documento.trailer.get(b"Info").ok()?);
        Some(testo_pdf(info.as_dict().ok()?.get(chiave.as_bytes()).ok()?))
    }

    /// Every bookmark with the page it leads to, from 1, in order.
    pub fn mete_dei_segnalibri(&self) -> Vec<(String, usize)> {
        let catalogo = self.documento.catalog().unwrap();
        let mut mete = Vec::new();
        if let Ok(radice) = catalogo.get(b"Outlines") {
            self.mete_di(self.oggetto(radice).as_dict().unwrap(), &mut mete);
        }
        mete
    }

    fn mete_di(&self, padre: &Dictionary, mete: &mut Vec<(String, usize)>) {
        let mut prossima = padre.get(b"First").ok();
        while let Some(voce) = prossima {
            let voce = self.oggetto(voce).as_dict().unwrap();
            let titolo = testo_pdf(self.oggetto(voce.get(b"Title").unwrap()));
            mete.push((titolo, self.meta(voce).unwrap()));
            self.mete_di(voce, mete);
            prossima = voce.get(b"Next").ok();
        }
    }

    /// Every internal link: the page it is on and the page it leads to, from 1.
    pub fn collegamenti(&self) -> Vec<(usize, usize)> {
        let mut collegamenti = Vec::new();
        for (posto, pagina) in self.pagine.iter().enumerate() {
            let pagina = pagina.id.unwrap();
            let pagina = self.documento.get_dictionary(pagina).unwrap();
            let Ok(annotazioni) = pagina.get(b"Annots") else {
                continue;
            };
            for annotazione in self.oggetto(annotazioni).as_array().unwrap() {
                let annotazione = self.oggetto(annotazione).as_dict().unwrap();
                if let Some(meta) = self.meta(annotazione) {
                    collegamenti.push((posto + 1, meta));
                }
            }
        }
        collegamenti
    }

    /// The page that a bookmark or a link leads to, from 1.
    fn meta(&self, voce: &Dictionary) -> Option<usize> {
        let azione = voce
            .get(b"A")
            .ok()
            .map(|a| self.oggetto(a).as_dict().unwrap());
        let meta = match azione {
            Some(azione) => azione.get(b"D").ok()?,
            None => voce.get(b"Dest").ok()?,
        };
        let mut meta = self.oggetto(meta);
        if let Object::String(nome, _) = meta {
            meta = self.oggetto(self.destinazione(nome)?);
        }
        if let Object::Dictionary(dizionario) = meta {
            meta = self.oggetto(dizionario.get(b"D").unwrap());
        }
        let pagina = meta.as_array().unwrap()[0].as_reference().unwrap();
        self.pagine
            .iter()
            .position(|altra| altra.id == Some(pagina))
            .map(|posto| posto + 1)
    }

    fn destinazione(&self, nome: &[u8]) -> Option<&Object> {
        let nomi = self.oggetto(self.documento.catalog().unwrap().get(b"Names").ok()?);
        let albero = nomi.as_dict().unwrap().get(b"Dests").ok()?;
        let mut nodi = vec![self.oggetto(albero).as_dict().unwrap()];
        while let Some(nodo) = nodi.pop() {
            if let Ok(nomi) = nodo.get(b"Names") {
                let nomi = self.oggetto(nomi).as_array().unwrap();
                let trovata = nomi
                    .chunks(2)
                    .find(|c| self.oggetto(&c[0]).as_str().unwrap() == nome);
                if let Some(coppia) = trovata {
                    return Some(&coppia[1]);
                }
            }
            if let Ok(figli) = nodo.get(b"Kids") {
                let figli = self.oggetto(figli).as_array().unwrap();
                nodi.extend(figli.iter().map(|f| self.oggetto(f).as_dict().unwrap()));
            }
        }
        None
    }

    /// The number that each page bears in the margin of a reader.
    pub fn numeri_delle_pagine(&self) -> Vec<i64> {
        let etichette = self.etichette();
        let pagine = 0..self.pagine.len() as i64;
        let numero = |pagina| {
            let ultima = etichette
                .iter()
                .rev()
                .find(|(da, _)| *da <= pagina)
                .unwrap();
            ultima.1 + pagina - ultima.0
        };
        pagine.map(numero).collect()
    }

    fn etichette(&self) -> Vec<(i64, i64)> {
        let catalogo = self.documento.catalog().unwrap();
        let Ok(etichette) = catalogo.get(b"PageLabels") else {
            return Vec::new();
        };
        let numeri = self
            .oggetto(etichette)
            .as_dict()
            .unwrap()
            .get(b"Nums")
            .unwrap();
        let numeri = self.oggetto(numeri).as_array().unwrap();
        let coppie = numeri.chunks(2).map(|coppia| {
            let etichetta = self.oggetto(&coppia[1]).as_dict().unwrap();
            let primo = etichetta.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            (coppia[0].as_i64().unwrap(), primo)
        });
        coppie.collect()
    }

    pub fn numero_pagine(&self) -> usize {
        self.pagine.len()
    }

    fn voci(&self, padre: &Dictionary, livello: usize, uscita: &mut String) {
        let mut prossima = padre.get(b"First").ok();
        while let Some(voce) = prossima {
            let voce = self.oggetto(voce).as_dict().unwrap();
            let titolo = testo_pdf(self.oggetto(voce.get(b"Title").unwrap()));
            let _ = writeln!(uscita, "{}{titolo}", "  ".repeat(livello));
            self.voci(voce, livello + 1, uscita);
            prossima = voce.get(b"Next").ok();
        }
    }

    fn oggetto<'a>(&'a self, oggetto: &'a Object) -> &'a Object {
        self.documento.dereference(oggetto).unwrap().1
    }

    fn figli(
        &self,
        elemento: &Dictionary,
        pagina: Option<ObjectId>,
        livello: usize,
        uscita: &mut String,
    ) {
        let Ok(figli) = elemento.get(b"K") else {
            return;
        };
        let figli = match self.oggetto(figli) {
            Object::Array(figli) => figli.iter().map(|figlio| self.oggetto(figlio)).collect(),
            figlio => vec![figlio],
        };
        for figlio in figli {
            match figlio {
                Object::Integer(mcid) => self.brano(pagina, *mcid, livello, uscita),
                Object::Dictionary(d) if d.has(b"S") => self.elemento(d, pagina, livello, uscita),
                Object::Dictionary(d) => {
                    let pagina = d.get(b"Pg").and_then(Object::as_reference).ok().or(pagina);
                    if let Ok(mcid) = d.get(b"MCID").and_then(Object::as_i64) {
                        self.brano(pagina, mcid, livello, uscita);
                    }
                }
                _ => {}
            }
        }
    }

    fn elemento(
        &self,
        elemento: &Dictionary,
        pagina: Option<ObjectId>,
        livello: usize,
        uscita: &mut String,
    ) {
        let ruolo = nome(elemento.get(b"S").unwrap());
        let pagina = elemento
            .get(b"Pg")
            .and_then(Object::as_reference)
            .ok()
            .or(pagina);
        let _ = write!(uscita, "{}{ruolo}", "  ".repeat(livello));
        for chiave in ["Alt", "ActualText", "Lang"] {
            if let Ok(valore) = elemento.get(chiave.as_bytes()) {
                let _ = write!(uscita, " {chiave}=“{}”", testo_pdf(self.oggetto(valore)));
            }
        }
        for (chiave, valore) in self.attributi(elemento) {
            let _ = write!(uscita, " {chiave}={valore}");
        }
        uscita.push('\n');
        self.figli(elemento, pagina, livello + 1, uscita);
    }

    fn attributi(&self, elemento: &Dictionary) -> Vec<(&'static str, String)> {
        let Ok(attributi) = elemento.get(b"A") else {
            return Vec::new();
        };
        let gruppi = match self.oggetto(attributi) {
            Object::Array(gruppi) => gruppi.iter().map(|gruppo| self.oggetto(gruppo)).collect(),
            gruppo => vec![gruppo],
        };
        let mut trovati = Vec::new();
        for chiave in ["Scope", "RowSpan", "ColSpan", "ListNumbering"] {
            for gruppo in gruppi.iter().filter_map(|gruppo| gruppo.as_dict().ok()) {
                match gruppo.get(chiave.as_bytes()) {
                    Ok(Object::Name(valore)) => {
                        trovati.push((chiave, String::from_utf8_lossy(valore).into_owned()));
                    }
                    Ok(Object::Integer(valore)) => trovati.push((chiave, valore.to_string())),
                    _ => {}
                }
            }
        }
        trovati
    }

    fn brano(&self, pagina: Option<ObjectId>, mcid: i64, livello: usize, uscita: &mut String) {
        let testo = self
            .pagine
            .iter()
            .find(|p| p.id == pagina)
            .and_then(|p| p.segnati.get(&mcid))
            .map(|testo| testo.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(testo) = testo.filter(|testo| !testo.is_empty()) {
            let _ = writeln!(uscita, "{}“{testo}”", "  ".repeat(livello));
        }
    }
}

/// The rules of a profile that a file breaks.
pub fn non_conforme(byte: &[u8], profilo: ValidationProfile) -> Vec<String> {
    let rapporto = validate_pdf_bytes(byte, &ValidationOptions::default().profile(profilo))
        .expect("a validated PDF");
    assert!(rapporto.rules.total > 50, "the validator ran its rules");
    rapporto
        .failures
        .iter()
        .map(|f| format!("{}: {}", f.rule_id, f.message))
        .collect()
}

fn nome(oggetto: &Object) -> String {
    String::from_utf8_lossy(oggetto.as_name().unwrap()).into_owned()
}

fn testo_pdf(oggetto: &Object) -> String {
    match oggetto {
        Object::String(byte, _) if byte.starts_with(&[0xfe, 0xff]) => {
            let unita: Vec<u16> = byte[2..]
                .chunks(2)
                .map(|c| u16::from_be_bytes([c[0], c[1]]))
                .collect();
            String::from_utf16_lossy(&unita)
        }
        Object::String(byte, _) => byte.iter().map(|b| char::from(*b)).collect(),
        altro => format!("{altro:?}"),
    }
}

fn leggi_pagina(documento: &Document, id: ObjectId) -> Pagina {
    let contenuto = Content::decode(&documento.get_page_content(id)).unwrap();
    let caratteri: HashMap<Vec<u8>, Cmap> = documento
        .get_page_fonts(id)
        .unwrap()
        .into_iter()
        .map(|(nome, carattere)| (nome, Cmap::leggi(documento, carattere)))
        .collect();
    let mut lettore = Lettore {
        pagina: Pagina {
            id: Some(id),
            ..Pagina::default()
        },
        ..Lettore::default()
    };
    for operazione in &contenuto.operations {
        lettore.esegui(&operazione.operator, &operazione.operands, &caratteri);
    }
    lettore.pagina
}

/// Reads the operators of a page that matter to its text.
#[derive(Default)]
struct Lettore {
    pagina: Pagina,
    carattere: Vec<u8>,
    /// The marked pieces that are open: number, and text that replaces what is drawn.
    aperti: Vec<(Option<i64>, Option<String>)>,
}

impl Lettore {
    fn esegui(&mut self, operatore: &str, operandi: &[Object], caratteri: &HashMap<Vec<u8>, Cmap>) {
        match operatore {
            "BT" => self.pagina.righe.push(String::new()),
            "Tf" => self.carattere = operandi[0].as_name().unwrap().to_vec(),
            "BMC" => self.aperti.push((None, None)),
            "BDC" => {
                let proprieta = operandi[1].as_dict().ok();
                let mcid = proprieta.and_then(|p| p.get(b"MCID").ok()?.as_i64().ok());
                let sostituto = proprieta.and_then(|p| Some(testo_pdf(p.get(b"ActualText").ok()?)));
                if let Some(testo) = &sostituto {
                    self.scrivi(testo);
                }
                self.aperti.push((mcid, sostituto));
                if mcid.is_some() {
                    self.scrivi(" ");
                }
            }
            "EMC" => {
                self.aperti.pop();
            }
            "Tj" | "TJ" => {
                let Some(cmap) = caratteri.get(&self.carattere) else {
                    return;
                };
                let mut testo = String::new();
                for operando in operandi {
                    match operando {
                        Object::String(byte, _) => testo.push_str(&cmap.decodifica(byte)),
                        Object::Array(pezzi) => pezzi
                            .iter()
                            .filter_map(|pezzo| pezzo.as_str().ok())
                            .for_each(|byte| testo.push_str(&cmap.decodifica(byte))),
                        _ => {}
                    }
                }
                if !self.aperti.iter().any(|(_, sostituto)| sostituto.is_some()) {
                    self.scrivi(&testo);
                }
            }
            "ET" => self.scrivi_segnato(" "),
            _ => {}
        }
    }

    fn scrivi(&mut self, testo: &str) {
        match self.pagina.righe.last_mut() {
            Some(riga) => riga.push_str(testo),
            None => self.pagina.righe.push(testo.to_owned()),
        }
        self.scrivi_segnato(testo);
    }

    fn scrivi_segnato(&mut self, testo: &str) {
        if let Some(mcid) = self.aperti.iter().rev().find_map(|(mcid, _)| *mcid) {
            self.pagina.segnati.entry(mcid).or_default().push_str(testo);
        }
    }
}

/// From the codes of a font to text.
struct Cmap(HashMap<u16, String>);

impl Cmap {
    fn leggi(documento: &Document, carattere: &Dictionary) -> Self {
        let flusso = documento
            .dereference(carattere.get(b"ToUnicode").unwrap())
            .unwrap()
            .1;
        let testo = flusso.as_stream().unwrap().decompressed_content().unwrap();
        let testo = String::from_utf8(testo).unwrap();
        let mut codici = HashMap::new();
        let mut sezione = "";
        for riga in testo.lines().map(str::trim) {
            if riga.ends_with("beginbfchar") || riga.ends_with("beginbfrange") {
                sezione = if riga.ends_with("beginbfchar") {
                    "char"
                } else {
                    "range"
                };
            } else if riga.starts_with("endbf") {
                sezione = "";
            } else if !sezione.is_empty() {
                let valori: Vec<Vec<u16>> = riga.split('<').skip(1).map(unita).collect();
                match (sezione, valori.as_slice()) {
                    ("char", [codice, testo]) => {
                        codici.insert(codice[0], String::from_utf16_lossy(testo));
                    }
                    ("range", [primo, ultimo, testo]) => {
                        for scarto in 0..=(ultimo[0] - primo[0]) {
                            let mut testo = testo.clone();
                            *testo.last_mut().unwrap() += scarto;
                            codici.insert(primo[0] + scarto, String::from_utf16_lossy(&testo));
                        }
                    }
                    _ => panic!("a character map line that is not understood: {riga}"),
                }
            }
        }
        Self(codici)
    }

    fn decodifica(&self, byte: &[u8]) -> String {
        byte.chunks(2)
            .map(
                |codice| match self.0.get(&u16::from_be_bytes([codice[0], codice[1]])) {
                    Some(testo) => testo.as_str(),
                    None => "\u{fffd}",
                },
            )
            .collect()
    }
}

fn unita(esadecimale: &str) -> Vec<u16> {
    let cifre = esadecimale.split('>').next().unwrap();
    (0..cifre.len() / 4)
        .map(|i| u16::from_str_radix(&cifre[4 * i..4 * i + 4], 16).unwrap())
        .collect()
}
