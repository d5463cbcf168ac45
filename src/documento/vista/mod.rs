//! What the templates see: the plan, and what follows from it. `docs/modelli.md` lists it.

mod schede;

use std::sync::Arc;

use serde::Serialize;

use super::options::{Annesso, Margine, Numerazione, Stato, Veste};
use super::segni::{Segni, Soppresso};
use super::totali::{TotaliVista, totali};
use crate::dati::Dato;
use crate::piano::{Data, Etichette, Firma, Missione, Piano};
use crate::variazioni::{Approvata, Coordinato, Quadro};
use schede::{Scheda, schede};

/// How many signatures stand side by side when the plan does not say.
const FIRME_PER_RIGA: usize = 3;

/// A file that goes inside the PDF, as the templates see it.
#[derive(Serialize)]
struct DatoVista {
    nome: String,
    percorso: String,
    mime: &'static str,
    relazione: &'static str,
    descrizione: &'static str,
}

/// An act in the history of the document.
#[derive(Serialize)]
struct AttoDellaStoria {
    citazione: String,
    tipo: &'static str,
    oggetto: Option<String>,
}

/// The context of the templates.
#[derive(Serialize)]
pub struct Vista<'a> {
    piano: &'a Piano,
    storia: Vec<AttoDellaStoria>,
    segnato: bool,
    soppressi: Vec<Soppresso>,
    quadro: Option<Quadro>,
    numerazione: Option<Numerazione>,
    dati: Vec<DatoVista>,
    #[serde(skip)]
    segni: Arc<Segni>,
    bozza: bool,
    data: Giorno,
    periodo: String,
    righe_vuote: bool,
    copertina: bool,
    indice: bool,
    etichette: Etichette,
    raccordo: Vec<RigaDiRaccordo<'a>>,
    missioni: Vec<MissioneVista<'a>>,
    schede: Vec<Scheda<'a>>,
    totali: Option<TotaliVista<'a>>,
    firme: Vec<Vec<&'a Firma>>,
}

#[derive(Serialize)]
struct Giorno {
    anno: i16,
    mese: i8,
    giorno: i8,
}

#[derive(Serialize)]
struct RigaDiRaccordo<'a> {
    area: &'a str,
    missioni: Vec<&'a Missione>,
}

/// A mission as the narrative shows it.
#[derive(Serialize)]
struct MissioneVista<'a> {
    missione: &'a Missione,
    etichette: Etichette,
}

impl<'a> Vista<'a> {
    /// Derives the context from a plan, its amendments and the files that go inside the PDF.
    pub fn new(coordinato: &'a Coordinato, veste: Veste, dati: &[Dato]) -> Self {
        let segni = match veste.margine {
            Margine::Segnato => Segni::di(coordinato),
            Margine::Pulito => Segni::default(),
        };
        let quadro = match veste.annesso {
            Annesso::Quadro => Some(Quadro::del_coordinato(coordinato)),
            Annesso::Nessuno => None,
        };
        Self {
            storia: coordinato.storia.iter().map(atto_della_storia).collect(),
            segnato: veste.margine == Margine::Segnato,
            soppressi: segni.soppressi().to_vec(),
            segni: Arc::new(segni),
            quadro,
            numerazione: veste.numerazione,
            dati: dati.iter().map(dato_vista).collect(),
            ..Self::del_piano(&coordinato.letto.piano, veste.stato)
        }
    }

    /// The context of a quadro di raffronto that stands alone; the look is that of the plan after.
    pub fn del_quadro(dopo: &'a Piano, quadro: Quadro) -> Self {
        Self {
            quadro: Some(quadro),
            ..Self::del_piano(dopo, Stato::Definitivo)
        }
    }

    /// The marks in the margin.
    pub fn segni(&self) -> Arc<Segni> {
        Arc::clone(&self.segni)
    }

    fn del_piano(piano: &'a Piano, stato: Stato) -> Self {
        let etichette = Etichette::predefinite().con(piano.etichette.as_ref());
        Self {
            piano,
            storia: Vec::new(),
            segnato: false,
            soppressi: Vec::new(),
            quadro: None,
            numerazione: None,
            dati: Vec::new(),
            segni: Arc::default(),
            bozza: stato == Stato::Bozza,
            data: giorno(piano.documento.data),
            periodo: periodo(piano),
            righe_vuote: piano.documento.righe_vuote.vale(),
            copertina: piano.documento.copertina.vale(),
            indice: piano.documento.indice.vale(),
            raccordo: raccordo(piano),
            missioni: piano
                .missioni
                .iter()
                .map(|missione| missione_vista(missione, &etichette))
                .collect(),
            schede: schede(piano, &etichette),
            totali: totali(piano),
            firme: firme(&piano.firme),
            etichette,
        }
    }
}

fn dato_vista(dato: &Dato) -> DatoVista {
    DatoVista {
        nome: dato.nome.clone(),
        percorso: format!("/{}", percorso_del_dato(&dato.nome)),
        mime: dato.mime,
        relazione: dato.relazione,
        descrizione: dato.descrizione,
    }
}

/// Where a file that goes inside the PDF stands among those that the document may read.
pub fn percorso_del_dato(nome: &str) -> String {
    format!(".dati/{nome}")
}

fn atto_della_storia(approvata: &Approvata) -> AttoDellaStoria {
    AttoDellaStoria {
        citazione: approvata.atto.citazione(),
        tipo: approvata.tipo.parola(),
        oggetto: approvata.atto.oggetto.as_ref().map(|o| o.to_string()),
    }
}

fn giorno(data: Data) -> Giorno {
    Giorno {
        anno: data.anno(),
        mese: data.mese(),
        giorno: data.giorno(),
    }
}

/// `2021-2023`, or the single year.
fn periodo(piano: &Piano) -> String {
    let primo = piano.triennio.iter().min().unwrap_or(&piano.esercizio);
    let ultimo = piano.triennio.iter().max().unwrap_or(&piano.esercizio);
    if primo == ultimo {
        primo.to_string()
    } else {
        format!("{primo}-{ultimo}")
    }
}

fn raccordo(piano: &Piano) -> Vec<RigaDiRaccordo<'_>> {
    let missione = |codice| {
        piano
            .missioni
            .iter()
            .find(|missione| missione.codice == codice)
    };
    piano
        .raccordo
        .iter()
        .flat_map(|raccordo| &raccordo.righe)
        .map(|riga| RigaDiRaccordo {
            area: &riga.area,
            missioni: riga.missioni.iter().cloned().filter_map(missione).collect(),
        })
        .collect()
}

fn missione_vista<'a>(missione: &'a Missione, etichette: &Etichette) -> MissioneVista<'a> {
    MissioneVista {
        missione,
        etichette: etichette.con(missione.etichette.as_ref()),
    }
}

/// Signatures with the same `riga` stand side by side; the others in rows of their own order.
fn firme(firme: &[Firma]) -> Vec<Vec<&Firma>> {
    let mut righe: Vec<Vec<&Firma>> = Vec::new();
    for firma in firme {
        match righe.last_mut() {
            Some(riga) if riga[0].riga == firma.riga && riga.len() < FIRME_PER_RIGA => {
                riga.push(firma)
            }
            _ => righe.push(vec![firma]),
        }
    }
    righe
}
