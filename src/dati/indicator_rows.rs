//! The table of the indicators: a row for each indicator and year.

use rust_decimal::Decimal;

use super::multiples::is_multiple;
use crate::piano::{
    Anno, Indicatore, Missione, Obiettivo, Piano, Programma, RisultatoAtteso, TargetReading, Testo,
    ValoriOsservati, read_number,
};

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text, as typed.
    Text(String),
    /// A text that is a number too: as typed where there are only texts, a number elsewhere.
    Numeral(String, Decimal),
    /// A year.
    Year(Anno),
    /// A number.
    Number(Decimal),
}

impl Cell {
    fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    fn numeral(text: &str) -> Self {
        match read_number(text) {
            Some(number) => Self::Numeral(text.to_owned(), number),
            None => Self::text(text),
        }
    }
}

/// A column of the table.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub description: &'static str,
    /// Its type, among those of XML Schema.
    pub data_type: &'static str,
    cell: fn(&IndicatorRow<'_>) -> Cell,
}

/// An indicator in a year; without a year when no result is expected of it.
pub struct IndicatorRow<'a> {
    piano: &'a Piano,
    missione: &'a Missione,
    programma: &'a Programma,
    obiettivo: &'a Obiettivo,
    indicatore: &'a Indicatore,
    risultato_atteso: Option<(Anno, &'a RisultatoAtteso)>,
}

macro_rules! columns {
    ($($name:literal $data_type:literal $description:literal $cell:expr;)*) => {
        /// The columns, in order.
        pub const COLUMNS: &[Column] = &[$(Column {
            name: $name,
            description: $description,
            data_type: $data_type,
            cell: $cell,
        },)*];
    };
}

columns! {
    "ente" "string" "Il nome dell'ente." |r| Cell::text(&r.piano.ente.nome);
    "esercizio" "gYear" "L'anno del bilancio." |r| Cell::Year(r.piano.esercizio);
    "missione_codice" "string" "Il codice della missione." |r| Cell::text(&r.missione.codice);
    "missione" "string" "Il nome della missione." |r| Cell::text(&r.missione.nome);
    "programma_codice" "string" "Il codice del programma di spesa." |r| Cell::text(&r.programma.codice);
    "programma" "string" "Il nome del programma di spesa." |r| Cell::text(&r.programma.nome);
    "obiettivo_codice" "string" "Il codice dell'obiettivo." |r| Cell::text(&r.obiettivo.codice);
    "obiettivo" "string" "Il titolo dell'obiettivo." |r| Cell::text(&r.obiettivo.titolo);
    "indicatore_codice" "string" "Il codice dell'indicatore." |r| Cell::text(&r.indicatore.codice);
    "sigla" "string" "La sigla stampata accanto al nome dell'indicatore." |r| text_cell(&r.indicatore.sigla);
    "indicatore" "string" "Il nome dell'indicatore." |r| text_cell(&r.indicatore.nome);
    "tipo" "string" "Il tipo dell'indicatore (DPCM 18/09/2012 art. 3 c. 3 a)." |r| text_cell(&r.indicatore.tipo);
    "unita_di_misura" "string" "L'unità di misura (art. 3 c. 3 b)." |r| text_cell(&r.indicatore.unita_di_misura);
    "algoritmo" "string" "Il metodo o l'algoritmo di calcolo (art. 3 c. 3 d)." |r| text_cell(&r.indicatore.algoritmo);
    "peso" "string" "Il peso dell'indicatore nell'obiettivo, come è stampato." |r| r.indicatore.peso.as_deref().map_or(Cell::Empty, Cell::numeral);
    "valori_osservati" "string" "I valori osservati, come sono stampati (art. 3 c. 3 f); se sono distinti per periodo, una riga per ciascuno: il periodo, due punti e il valore." |r| valori_osservati_cell(r.indicatore);
    "fonte" "string" "La fonte dei dati (art. 3 c. 3 c)." |r| text_cell(&r.indicatore.fonte);
    "anno" "gYear" "L'anno del risultato atteso; vuoto se l'indicatore non ne ha." |r| r.risultato_atteso.map_or(Cell::Empty, |(anno, _)| Cell::Year(anno));
    "risultato_atteso" "string" "Il risultato atteso, come è stampato (art. 3 c. 3 e)." |r| r.risultato_atteso.map_or(Cell::Empty, |(_, r)| Cell::text(r.text()));
    "operatore" "string" "Il confronto che il risultato atteso chiede: =, >, >=, <, <=; vuoto se il testo non è un confronto con un numero scritto per intero (1,5 mln non lo è)." |r| target_cell(r, |l| Cell::text(l.operator.sign()));
    "valore" "decimal" "Il numero del confronto." |r| target_cell(r, |l| Cell::Number(l.number.normalize()));
    "unita" "string" "Ciò che segue il numero: %, gg." |r| target_cell(r, |l| Cell::text(&l.unit));
    "note" "string" "Le note dell'indicatore; i capoversi sono separati da una riga vuota." |r| r.indicatore.note.as_deref().map_or(Cell::Empty, Cell::text);
}

impl IndicatorRow<'_> {
    /// The values, one for each column.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        COLUMNS.iter().map(|column| (column.cell)(self))
    }
}

fn text_cell(typed: &Option<Testo>) -> Cell {
    typed.as_deref().map_or(Cell::Empty, Cell::text)
}

fn valori_osservati_cell(indicatore: &Indicatore) -> Cell {
    match &indicatore.valori_osservati {
        None => Cell::Empty,
        Some(ValoriOsservati::Testo(typed)) => Cell::text(typed),
        Some(ValoriOsservati::PerPeriod(values)) => {
            let lines: Vec<String> = values
                .iter()
                .map(|osservato| format!("{}: {}", osservato.period, osservato.value))
                .collect();
            Cell::text(&lines.join("\n"))
        }
    }
}

/// A part of the reading of the target; nothing where its number is written in part, as in `1,5 mln`:
/// whoever took it for the whole would be a million times wrong.
fn target_cell(line: &IndicatorRow<'_>, value: fn(&TargetReading) -> Cell) -> Cell {
    line.risultato_atteso
        .and_then(|(_, expected)| expected.reading())
        .filter(|reading| !is_multiple(&reading.unit))
        .map_or(Cell::Empty, value)
}

/// The rows, in the order of the plan.
pub fn indicator_rows(piano: &Piano) -> Vec<IndicatorRow<'_>> {
    let mut lines = Vec::new();
    for missione in &piano.missioni {
        for programma in &missione.programmi {
            for obiettivo in &programma.obiettivi {
                for indicatore in &obiettivo.indicatori {
                    let line = |expected| IndicatorRow {
                        piano,
                        missione,
                        programma,
                        obiettivo,
                        indicatore,
                        risultato_atteso: expected,
                    };
                    if indicatore.risultati_attesi.is_empty() {
                        lines.push(line(None));
                    }
                    let targets = indicatore.risultati_attesi.iter();
                    lines.extend(targets.map(|(anno, r)| line(Some((*anno, r)))));
                }
            }
        }
    }
    lines
}
