//! What the templates see: the plan, and what follows from it. `docs/modelli.md` lists it.

mod schede;

use std::sync::Arc;

use serde::Serialize;

use super::marks::{MarginMarks, Suppressed};
use super::options::{Annex, DocumentOptions, Margin, Numbering, Status};
use super::totali::{TotaliContext, totali};
use crate::confronto::Quadro;
use crate::dati::EnclosedFile;
use crate::piano::{Data, Etichette, Firma, Missione, Piano};
use crate::variazioni::{Approved, Coordinato};
use schede::{Scheda, schede};

/// How many signatures stand side by side when the plan does not say.
const FIRME_PER_ROW: usize = 3;

/// A file that goes inside the PDF, as the templates see it.
#[derive(Serialize)]
struct EnclosedFileContext {
    nome: String,
    percorso: String,
    mime: &'static str,
    relazione: &'static str,
    descrizione: &'static str,
}

/// An act in the history of the document.
#[derive(Serialize)]
struct AttoInHistory {
    citazione: String,
    tipo: &'static str,
    oggetto: Option<String>,
}

/// The context of the templates.
#[derive(Serialize)]
pub struct TemplateContext<'a> {
    piano: &'a Piano,
    storia: Vec<AttoInHistory>,
    segnato: bool,
    soppressi: Vec<Suppressed>,
    quadro: Option<Quadro>,
    numerazione: Option<Numbering>,
    dati: Vec<EnclosedFileContext>,
    #[serde(skip)]
    segni: Arc<MarginMarks>,
    bozza: bool,
    data: Day,
    periodo: String,
    righe_vuote: bool,
    copertina: bool,
    indice: bool,
    etichette: Etichette,
    raccordo: Vec<RaccordoRow<'a>>,
    missioni: Vec<MissioneContext<'a>>,
    schede: Vec<Scheda<'a>>,
    totali: Option<TotaliContext<'a>>,
    firme: Vec<Vec<&'a Firma>>,
}

#[derive(Serialize)]
struct Day {
    anno: i16,
    mese: i8,
    giorno: i8,
}

#[derive(Serialize)]
struct RaccordoRow<'a> {
    area: &'a str,
    missioni: Vec<&'a Missione>,
}

/// A mission as the narrative shows it.
#[derive(Serialize)]
struct MissioneContext<'a> {
    missione: &'a Missione,
    etichette: Etichette,
}

impl<'a> TemplateContext<'a> {
    /// Derives the context from a plan, its amendments and the files that go inside the PDF.
    pub fn new(
        coordinato: &'a Coordinato,
        options: DocumentOptions,
        dati: &[EnclosedFile],
    ) -> Self {
        let signs = match options.margin {
            Margin::Marked => MarginMarks::of_coordinato(coordinato),
            Margin::Clean => MarginMarks::default(),
        };
        let quadro = match options.annex {
            Annex::Quadro => Some(coordinato.quadro()),
            Annex::Nothing => None,
        };
        Self {
            storia: coordinato.approved.iter().map(atto_in_history).collect(),
            segnato: options.margin == Margin::Marked,
            soppressi: signs.suppressed().to_vec(),
            segni: Arc::new(signs),
            quadro,
            numerazione: options.numbering,
            dati: dati.iter().map(enclosed_file_context).collect(),
            ..Self::of_piano(&coordinato.parsed.piano, options.status)
        }
    }

    /// The context of a quadro di raffronto that stands alone; the look is that of the plan after.
    pub fn of_quadro(after: &'a Piano, quadro: Quadro) -> Self {
        Self {
            quadro: Some(quadro),
            ..Self::of_piano(after, Status::Final)
        }
    }

    /// The marks in the margin.
    pub fn segni(&self) -> Arc<MarginMarks> {
        Arc::clone(&self.segni)
    }

    fn of_piano(piano: &'a Piano, stato: Status) -> Self {
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
            bozza: stato == Status::Draft,
            data: giorno(piano.documento.data),
            periodo: periodo(piano),
            righe_vuote: piano.documento.righe_vuote.is_yes(),
            copertina: piano.documento.copertina.is_yes(),
            indice: piano.documento.indice.is_yes(),
            raccordo: raccordo(piano),
            missioni: piano
                .missioni
                .iter()
                .map(|missione| missione_context(missione, &etichette))
                .collect(),
            schede: schede(piano, &etichette),
            totali: totali(piano),
            firme: firme(&piano.firme),
            etichette,
        }
    }
}

fn enclosed_file_context(datum: &EnclosedFile) -> EnclosedFileContext {
    EnclosedFileContext {
        nome: datum.name.clone(),
        percorso: format!("/{}", enclosed_path(&datum.name)),
        mime: datum.mime_type,
        relazione: datum.relationship,
        descrizione: datum.description,
    }
}

/// Where a file that goes inside the PDF stands among those that the document may read.
pub fn enclosed_path(name: &str) -> String {
    format!(".dati/{name}")
}

fn atto_in_history(approvata: &Approved) -> AttoInHistory {
    AttoInHistory {
        citazione: approvata.atto.citation(),
        tipo: approvata.tipo.word(),
        oggetto: approvata.atto.oggetto.as_ref().map(|o| o.to_string()),
    }
}

fn giorno(data: Data) -> Day {
    Day {
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

fn raccordo(piano: &Piano) -> Vec<RaccordoRow<'_>> {
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
        .map(|line| RaccordoRow {
            area: &line.area,
            missioni: line.missioni.iter().cloned().filter_map(missione).collect(),
        })
        .collect()
}

fn missione_context<'a>(missione: &'a Missione, etichette: &Etichette) -> MissioneContext<'a> {
    MissioneContext {
        missione,
        etichette: etichette.con(missione.etichette.as_ref()),
    }
}

/// Signatures with the same `riga` stand side by side; the others in rows of their own order.
fn firme(firme: &[Firma]) -> Vec<Vec<&Firma>> {
    let mut lines: Vec<Vec<&Firma>> = Vec::new();
    for firma in firme {
        match lines.last_mut() {
            Some(line) if line[0].riga == firma.riga && line.len() < FIRME_PER_ROW => {
                line.push(firma)
            }
            _ => lines.push(vec![firma]),
        }
    }
    lines
}
