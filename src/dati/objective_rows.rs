//! The table of the objectives: a row for each, with all its data.

use super::cells::{Cell, is_datum};
use crate::piano::{Anno, Described, Field, Obiettivo, Piano, Valore};

/// A table with its names.
pub(crate) struct Table {
    /// The names of the columns.
    pub names: Vec<String>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// The column of a field, or of one of its years.
struct ObjectiveColumn {
    name: String,
    field: &'static Field,
    /// `None` for the column of the budget's year, and for a field without years.
    year: Option<String>,
}

/// The fields that come first, with the names of their columns: those of the first tables ever made,
/// whose columns keep their place.
const FIRST: [(&str, &str); 3] = [
    ("codice", "obiettivo"),
    ("titolo", "titolo"),
    ("risorse_economiche", "risorse_economiche"),
];

/// The objectives, in the order of the plan.
pub(crate) fn objective_table(plan: &Piano) -> Table {
    let values: Vec<Valore> = plan.obiettivi().filter_map(Described::valore).collect();
    let columns = columns(&values, plan.esercizio);
    let places = plan.missioni.iter().flat_map(|missione| {
        let programmes = missione.programmi.iter();
        programmes.flat_map(move |programma| {
            let codes = [&missione.codice, &programma.codice];
            programma.obiettivi.iter().map(move |_| codes)
        })
    });
    let rows = places.zip(&values).map(|(codes, values)| {
        let codes = codes.map(|code| Cell::text(code));
        let cells = columns
            .iter()
            .map(|column| column.cell(values, plan.esercizio));
        codes.into_iter().chain(cells).collect()
    });
    let names = columns.iter().map(|column| column.name.clone());
    let places = ["missione", "programma"].map(str::to_owned);
    Table {
        names: places.into_iter().chain(names).collect(),
        rows: rows.collect(),
    }
}

fn columns(values: &[Valore], budget_year: Anno) -> Vec<ObjectiveColumn> {
    let fields = Obiettivo::KIND.own_fields();
    let first = FIRST.iter().filter_map(|(key, name)| {
        let field = fields.iter().find(|field| field.key == *key)?;
        Some((*name, field))
    });
    let others = fields
        .iter()
        .filter(|field| is_datum(field) && FIRST.iter().all(|(key, _)| *key != field.key))
        .map(|field| (field.key, field));
    first
        .chain(others)
        .flat_map(|(name, field)| {
            let whole = ObjectiveColumn {
                name: name.to_owned(),
                field,
                year: None,
            };
            let others = other_years(values, field, budget_year).into_iter();
            let of_years = others.map(move |year| ObjectiveColumn {
                name: format!("{name}_{year}"),
                field,
                year: Some(year),
            });
            std::iter::once(whole).chain(of_years)
        })
        .collect()
}

/// The years beside the budget's for which some objective has a value, each once, in order.
fn other_years(values: &[Valore], field: &Field, budget_year: Anno) -> Vec<String> {
    if !field.kind.admits_years() {
        return Vec::new();
    }
    let groups = values
        .iter()
        .filter_map(|value| match value.get(field.key) {
            Some(Valore::Group(group)) => Some(group),
            _ => None,
        });
    let years = groups.flat_map(|group| group.iter().map(|(year, _)| year.to_owned()));
    let mut years: Vec<String> = years.filter(|y| *y != budget_year.to_string()).collect();
    years.sort_unstable();
    years.dedup();
    years
}

impl ObjectiveColumn {
    fn cell(&self, values: &Valore, budget_year: Anno) -> Cell {
        let value = values.get(self.field.key);
        match (value, &self.year) {
            (Some(Valore::Group(years)), year) if self.field.kind.admits_years() => {
                let year = year.clone().unwrap_or_else(|| budget_year.to_string());
                Cell::of(self.field.kind, years.get(&year))
            }
            (value, None) => Cell::of(self.field.kind, value),
            (_, Some(_)) => Cell::Empty,
        }
    }
}
