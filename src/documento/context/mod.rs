//! The context passed to the templates: the plan, and values derived from it. `docs/modelli.md` lists
//! every variable. The fields have the Italian names under which templates read them.

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
use schede::{Scheda, headings_above_schede, schede};

/// A file embedded in the PDF, as templates see it.
#[derive(Serialize)]
struct EnclosedFileContext {
    nome: String,
    percorso: String,
    mime: &'static str,
    relazione: &'static str,
    descrizione: &'static str,
}

/// An act in the history of the document, as templates see it.
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
    parole_lunghe: bool,
    copertina: bool,
    indice: bool,
    etichette: Etichette,
    raccordo: Vec<RaccordoRow<'a>>,
    missioni: Vec<MissioneContext<'a>>,
    titoli_sopra_le_schede: Vec<&'a str>,
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
    /// Derives the context from a plan with its amendments, the options, and the files to embed.
    pub fn new(
        coordinato: &'a Coordinato,
        options: DocumentOptions,
        enclosed: &[EnclosedFile],
    ) -> Self {
        let marks = match options.margin {
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
            soppressi: marks.suppressed().to_vec(),
            parole_lunghe: has_long_words(coordinato),
            segni: Arc::new(marks),
            quadro,
            numerazione: options.numbering,
            dati: enclosed.iter().map(enclosed_file_context).collect(),
            ..Self::of_piano(&coordinato.parsed.piano, options.status)
        }
    }

    /// The context of a quadro di raffronto that stands alone, with the page style of the plan `after`.
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

    fn of_piano(piano: &'a Piano, status: Status) -> Self {
        let etichette = Etichette::built_in().overridden_by(piano.etichette.as_ref());
        let (schede, totali) = (schede(piano, &etichette), totali(piano));
        Self {
            piano,
            storia: Vec::new(),
            segnato: false,
            soppressi: Vec::new(),
            quadro: None,
            numerazione: None,
            dati: Vec::new(),
            segni: Arc::default(),
            bozza: status == Status::Draft,
            data: day(piano.documento.data),
            periodo: periodo(piano),
            parole_lunghe: true,
            righe_vuote: piano.documento.righe_vuote.is_yes(),
            copertina: piano.documento.copertina.is_yes(),
            indice: piano.documento.indice.is_yes(),
            raccordo: raccordo(piano),
            missioni: piano
                .missioni
                .iter()
                .map(|missione| missione_context(missione, &etichette))
                .collect(),
            titoli_sopra_le_schede: if schede.is_empty() && totali.is_none() {
                Vec::new()
            } else {
                headings_above_schede(piano)
            },
            schede,
            totali,
            firme: firme(&piano.firme),
            etichette,
        }
    }
}

/// The letters of the longest word that certainly fits on a line, even in the title of the document.
const LONGEST_SAFE_WORD: usize = 28;

/// Whether a word of a plan or of the acts that amended it may be wider than a line.
fn has_long_words(coordinato: &Coordinato) -> bool {
    let acts = coordinato.approved.iter().map(atto_in_history);
    let mut acts = acts.flat_map(|atto| [Some(atto.citazione), atto.oggetto]);
    let texts = coordinato.parsed.tree.text_values();
    texts.iter().any(|value| has_long_word(value.text))
        || acts.any(|text| text.as_deref().is_some_and(has_long_word))
}

fn has_long_word(text: &str) -> bool {
    text.split([' ', '\n'])
        .any(|word| word.len() > LONGEST_SAFE_WORD && word.chars().count() > LONGEST_SAFE_WORD)
}

fn enclosed_file_context(file: &EnclosedFile) -> EnclosedFileContext {
    EnclosedFileContext {
        nome: file.name.clone(),
        percorso: format!("/{}", enclosed_path(&file.name)),
        mime: file.mime_type,
        relazione: file.relationship,
        descrizione: file.description,
    }
}

/// The path under which Typst finds a file to embed, among the files that the document may read.
pub(crate) fn enclosed_path(name: &str) -> String {
    format!(".dati/{name}")
}

fn atto_in_history(approved: &Approved) -> AttoInHistory {
    AttoInHistory {
        citazione: approved.atto.citation(),
        tipo: approved.tipo.word(),
        oggetto: approved
            .atto
            .oggetto
            .as_ref()
            .map(|oggetto| oggetto.to_string()),
    }
}

fn day(data: Data) -> Day {
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
        .map(|riga| RaccordoRow {
            area: &riga.area,
            missioni: riga.missioni.iter().cloned().filter_map(missione).collect(),
        })
        .collect()
}

fn missione_context<'a>(missione: &'a Missione, etichette: &Etichette) -> MissioneContext<'a> {
    MissioneContext {
        missione,
        etichette: etichette.overridden_by(missione.etichette.as_ref()),
    }
}

/// The signatures that follow one another with the same `riga`, or without one, together: they stand
/// side by side, as many in a row as the style allows.
fn firme(firme: &[Firma]) -> Vec<Vec<&Firma>> {
    firme
        .chunk_by(|one, next| one.riga == next.riga)
        .map(|together| together.iter().collect())
        .collect()
}
