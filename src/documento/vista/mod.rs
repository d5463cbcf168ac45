//! What the templates see: the plan, and what follows from it. `docs/modelli.md` lists it.

mod schede;

use std::sync::Arc;

use serde::Serialize;

use super::marks::{MarginMarks, Suppressed};
use super::options::{Annesso, Margine, Numerazione, Stato, Veste};
use super::totali::{TotaliContext, totali};
use crate::dati::EnclosedFile;
use crate::piano::{Data, Etichette, Firma, Missione, Piano};
use crate::variazioni::{Approved, Coordinato, Quadro};
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
    soppressi: Vec<Suppressed>,
    quadro: Option<Quadro>,
    numerazione: Option<Numerazione>,
    dati: Vec<DatoVista>,
    #[serde(skip)]
    segni: Arc<MarginMarks>,
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
    totali: Option<TotaliContext<'a>>,
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
    pub fn new(coordinato: &'a Coordinato, options: Veste, dati: &[EnclosedFile]) -> Self {
        let signs = match options.margine {
            Margine::Segnato => MarginMarks::of_coordinato(coordinato),
            Margine::Pulito => MarginMarks::default(),
        };
        let quadro = match options.annesso {
            Annesso::Quadro => Some(Quadro::of_coordinato(coordinato)),
            Annesso::Nessuno => None,
        };
        Self {
            storia: coordinato.approved.iter().map(atto_della_storia).collect(),
            segnato: options.margine == Margine::Segnato,
            soppressi: signs.suppressed().to_vec(),
            segni: Arc::new(signs),
            quadro,
            numerazione: options.numerazione,
            dati: dati.iter().map(dato_vista).collect(),
            ..Self::del_piano(&coordinato.parsed.piano, options.stato)
        }
    }

    /// The context of a quadro di raffronto that stands alone; the look is that of the plan after.
    pub fn del_quadro(after: &'a Piano, quadro: Quadro) -> Self {
        Self {
            quadro: Some(quadro),
            ..Self::del_piano(after, Stato::Definitivo)
        }
    }

    /// The marks in the margin.
    pub fn segni(&self) -> Arc<MarginMarks> {
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
            righe_vuote: piano.documento.righe_vuote.is_yes(),
            copertina: piano.documento.copertina.is_yes(),
            indice: piano.documento.indice.is_yes(),
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

fn dato_vista(datum: &EnclosedFile) -> DatoVista {
    DatoVista {
        nome: datum.name.clone(),
        percorso: format!("/{}", percorso_del_dato(&datum.name)),
        mime: datum.mime_type,
        relazione: datum.relationship,
        descrizione: datum.description,
    }
}

/// Where a file that goes inside the PDF stands among those that the document may read.
pub fn percorso_del_dato(name: &str) -> String {
    format!(".dati/{name}")
}

fn atto_della_storia(approvata: &Approved) -> AttoDellaStoria {
    AttoDellaStoria {
        citazione: approvata.atto.citation(),
        tipo: approvata.tipo.word(),
        oggetto: approvata.atto.oggetto.as_ref().map(|o| o.to_string()),
    }
}

fn giorno(data: Data) -> Giorno {
    Giorno {
        anno: data.year(),
        mese: data.month(),
        giorno: data.day(),
    }
}

/// `2021-2023`, or the single year.
fn periodo(piano: &Piano) -> String {
    let first = piano.triennio.iter().min().unwrap_or(&piano.esercizio);
    let last = piano.triennio.iter().max().unwrap_or(&piano.esercizio);
    if first == last {
        first.to_string()
    } else {
        format!("{first}-{last}")
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
        .map(|line| RigaDiRaccordo {
            area: &line.area,
            missioni: line.missioni.iter().cloned().filter_map(missione).collect(),
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
    let mut lines: Vec<Vec<&Firma>> = Vec::new();
    for firma in firme {
        match lines.last_mut() {
            Some(line) if line[0].riga == firma.riga && line.len() < FIRME_PER_RIGA => {
                line.push(firma)
            }
            _ => lines.push(vec![firma]),
        }
    }
    lines
}
