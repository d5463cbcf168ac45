//! The table of the indicators: a row for each indicator and year.

use std::rc::Rc;
use std::sync::LazyLock;

use super::cells::{Cell, data_type, explanation, is_datum};
use crate::piano::{
    Anno, Described, Field, Indicatore, Kind, Missione, Obiettivo, Piano, Programma,
    RisultatoAtteso, TargetReading, Valore,
};

/// A column of the table.
pub(crate) struct Column {
    /// Its name.
    pub name: String,
    /// What its field is called in words; `None` for a column that no field of the indicator or of the objective
    /// holds.
    pub label: Option<&'static str>,
    /// What it holds.
    pub description: String,
    /// Its type, among those of XML Schema.
    pub data_type: &'static str,
    source: CellSource,
}

/// Where the cells of a column come from.
enum CellSource {
    Derived(fn(&IndicatorRow<'_>) -> Cell),
    Obiettivo(&'static Field),
    Indicatore(&'static Field),
    /// A field whose text is a number too, where it is one.
    Number(&'static Field),
}

/// An indicator in a year; without a year when no result is expected of it.
pub(crate) struct IndicatorRow<'a> {
    piano: &'a Piano,
    missione: &'a Missione,
    programma: &'a Programma,
    obiettivo: Rc<TypedElement<'a, Obiettivo>>,
    indicatore: Rc<TypedElement<'a, Indicatore>>,
    risultato_atteso: Option<(Anno, &'a RisultatoAtteso)>,
}

/// An element with its typed values.
struct TypedElement<'a, T> {
    element: &'a T,
    values: Option<Valore>,
}

impl<'a, T: Described> TypedElement<'a, T> {
    fn of(element: &'a T) -> Rc<Self> {
        let values = element.valore();
        Rc::new(Self { element, values })
    }

    fn get(&self, key: &str) -> Option<&Valore> {
        self.values.as_ref()?.get(key)
    }
}

/// The columns, in order. Whoever reads the table may count them: those that there are keep their
/// place, and a field that the plan did not have before comes after them, by itself.
pub(crate) static COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let mut columns = first_columns();
    let others = Indicatore::KIND.own_fields().iter();
    let others = others.filter(|field| is_datum(field) && field.key != EXPECTED_RESULTS);
    let placed = |columns: &[Column], field: &Field| {
        columns.iter().any(|column| column.is_of_indicatore(field))
    };
    for field in others {
        if !placed(&columns, field) {
            columns.push(of_indicatore(field.key, field));
        }
    }
    let of_objectives = Obiettivo::KIND.own_fields().iter();
    columns.extend(
        of_objectives
            .filter(|field| is_datum(field) && is_repeatable(field))
            .map(of_obiettivo),
    );
    columns
});

/// The field whose values, one for each year, have a row each.
const EXPECTED_RESULTS: &str = "risultati_attesi";

/// Whether a field of the objective may stand in the row of each of its indicators. An amount may
/// not: whoever summed the column would count it many times. Code and title stand there already.
fn is_repeatable(field: &Field) -> bool {
    field.role.is_none() && !field.kind.admits(Kind::Amount)
}

fn first_columns() -> Vec<Column> {
    let indicatore = |key: &str| {
        let found = Indicatore::KIND.find([key]).and_then(|found| found.field);
        found.expect("a field of the indicator")
    };
    let plain = |key: &'static str| of_indicatore(key, indicatore(key));
    let peso = indicatore("peso");
    vec![
        derived("ente", "string", "Il nome dell'ente.", |r| {
            Cell::text(&r.piano.ente.nome)
        }),
        derived("esercizio", "gYear", "L'anno del bilancio.", |r| {
            Cell::Year(r.piano.esercizio)
        }),
        derived(
            "missione_codice",
            "string",
            "Il codice della missione.",
            |r| Cell::text(&r.missione.codice),
        ),
        derived("missione", "string", "Il nome della missione.", |r| {
            Cell::text(&r.missione.nome)
        }),
        derived(
            "programma_codice",
            "string",
            "Il codice del programma di spesa.",
            |r| Cell::text(&r.programma.codice),
        ),
        derived(
            "programma",
            "string",
            "Il nome del programma di spesa.",
            |r| Cell::text(&r.programma.nome),
        ),
        derived(
            "obiettivo_codice",
            "string",
            "Il codice dell'obiettivo.",
            |r| Cell::text(&r.obiettivo.element.codice),
        ),
        derived("obiettivo", "string", "Il titolo dell'obiettivo.", |r| {
            Cell::text(&r.obiettivo.element.titolo)
        }),
        Column {
            description: "Il codice dell'indicatore.".to_owned(),
            ..of_indicatore("indicatore_codice", indicatore("codice"))
        },
        plain("sigla"),
        Column {
            description: "Il nome dell'indicatore.".to_owned(),
            ..of_indicatore("indicatore", indicatore("nome"))
        },
        plain("tipo"),
        plain("unita_di_misura"),
        plain("algoritmo"),
        Column {
            source: CellSource::Number(peso),
            ..of_indicatore("peso", peso)
        },
        plain("valori_osservati"),
        plain("fonte"),
        derived(
            "anno",
            "gYear",
            "L'anno del risultato atteso; vuoto se l'indicatore non ne ha.",
            |r| {
                r.risultato_atteso
                    .map_or(Cell::Empty, |(anno, _)| Cell::Year(anno))
            },
        ),
        derived(
            "risultato_atteso",
            "string",
            "Il risultato atteso, come è stampato (art. 3 c. 3 e).",
            |r| {
                r.risultato_atteso
                    .map_or(Cell::Empty, |(_, r)| Cell::text(r.text()))
            },
        ),
        derived(
            "operatore",
            "string",
            "Il confronto che il risultato atteso chiede: =, >, >=, <, <=; vuoto se il testo non è un confronto con un numero scritto per intero (1,5 mln non lo è).",
            |r| target_cell(r, |reading| Cell::text(reading.operator.sign())),
        ),
        derived("valore", "decimal", "Il numero del confronto.", |r| {
            target_cell(r, |reading| Cell::Number(reading.number.normalize()))
        }),
        derived("unita", "string", "Ciò che segue il numero: %, gg.", |r| {
            target_cell(r, |reading| Cell::text(&reading.unit))
        }),
        plain("note"),
    ]
}

fn derived(
    name: &str,
    data_type: &'static str,
    description: &str,
    cell: fn(&IndicatorRow<'_>) -> Cell,
) -> Column {
    Column {
        name: name.to_owned(),
        label: None,
        description: description.to_owned(),
        data_type,
        source: CellSource::Derived(cell),
    }
}

fn of_indicatore(name: &str, field: &'static Field) -> Column {
    Column {
        name: name.to_owned(),
        label: Some(field.words),
        description: explanation(field),
        data_type: data_type(field.kind),
        source: CellSource::Indicatore(field),
    }
}

fn of_obiettivo(field: &'static Field) -> Column {
    Column {
        name: format!("obiettivo_{}", field.key),
        label: Some(field.words),
        description: format!("Dell'obiettivo. {}", explanation(field)),
        data_type: data_type(field.kind),
        source: CellSource::Obiettivo(field),
    }
}

impl Column {
    fn is_of_indicatore(&self, field: &Field) -> bool {
        match self.source {
            CellSource::Indicatore(own) | CellSource::Number(own) => own.key == field.key,
            CellSource::Derived(_) | CellSource::Obiettivo(_) => false,
        }
    }

    fn cell(&self, row: &IndicatorRow<'_>) -> Cell {
        match self.source {
            CellSource::Derived(cell) => cell(row),
            CellSource::Obiettivo(field) => Cell::of(field.kind, row.obiettivo.get(field.key)),
            CellSource::Indicatore(field) => Cell::of(field.kind, row.indicatore.get(field.key)),
            CellSource::Number(field) => {
                let text = row.indicatore.get(field.key).and_then(Valore::text);
                text.map_or(Cell::Empty, Cell::numeral)
            }
        }
    }
}

impl IndicatorRow<'_> {
    /// The values, one for each column.
    pub(crate) fn cells(&self) -> impl Iterator<Item = Cell> {
        COLUMNS.iter().map(|column| column.cell(self))
    }
}

/// A part of the reading of the target; nothing where it has none.
fn target_cell(row: &IndicatorRow<'_>, value: fn(&TargetReading) -> Cell) -> Cell {
    row.risultato_atteso
        .and_then(|(_, expected)| expected.reading())
        .map_or(Cell::Empty, value)
}

/// The rows, in the order of the plan.
pub(crate) fn indicator_rows(piano: &Piano) -> Vec<IndicatorRow<'_>> {
    let mut rows = Vec::new();
    for missione in &piano.missioni {
        for programma in &missione.programmi {
            for obiettivo in &programma.obiettivi {
                let of_obiettivo = TypedElement::of(obiettivo);
                for indicatore in &obiettivo.indicatori {
                    let of_indicatore = TypedElement::of(indicatore);
                    let row = |expected| IndicatorRow {
                        piano,
                        missione,
                        programma,
                        obiettivo: Rc::clone(&of_obiettivo),
                        indicatore: Rc::clone(&of_indicatore),
                        risultato_atteso: expected,
                    };
                    if indicatore.risultati_attesi.is_empty() {
                        rows.push(row(None));
                    }
                    let targets = indicatore.risultati_attesi.iter();
                    rows.extend(targets.map(|(anno, r)| row(Some((*anno, r)))));
                }
            }
        }
    }
    rows
}
