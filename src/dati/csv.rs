//! The indicators as CSV: the open, tabular, reusable format of art. 29 D.Lgs. 33/2013.

use serde_json::{Value, json};

use super::cells::Cell;
use super::indicator_rows::{COLUMNS, Column, indicator_rows};
use super::numbers::amount_number;
use crate::piano::Piano;

/// The indicators, a row for each indicator and year: UTF-8, RFC 4180, the point for decimals.
pub(crate) fn to_csv(piano: &Piano) -> Vec<u8> {
    write_table(piano, b',', Vec::new(), |cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) | Cell::Numeral(text, _) => text,
        Cell::Year(year) => year.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Amount(amount) => amount_number(amount).to_string(),
    })
}

/// The same table as a spreadsheet opens it where numbers have a comma: fields between semicolons,
/// marked as UTF-8, every text as typed.
pub(crate) fn to_italian_csv(piano: &Piano) -> Vec<u8> {
    write_table(piano, b';', BOM.to_vec(), |cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => kept_as_text(text),
        // Typed as an Italian writes a number, which is how the spreadsheet reads it.
        Cell::Numeral(text, _) => text,
        Cell::Year(year) => year.to_string(),
        Cell::Number(number) => number.to_string().replace('.', ","),
        Cell::Amount(amount) => amount_number(amount).to_string().replace('.', ","),
    })
}

/// Without it a spreadsheet takes the file for one of the Windows of old.
const BOM: &[u8] = b"\xef\xbb\xbf";

fn write_table(piano: &Piano, separator: u8, head: Vec<u8>, write: fn(Cell) -> String) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer(head);
    let names = COLUMNS.iter().map(|column| column.name.as_str());
    let written = writer.write_record(names).and_then(|()| {
        indicator_rows(piano)
            .iter()
            .try_for_each(|row| writer.write_record(row.cells().map(write)))
    });
    written.expect("memory takes every row");
    writer.into_inner().expect("memory takes every row")
}

/// How many characters a text may have within a spreadsheet's formula.
const LONGEST_IN_FORMULA: usize = 255;

/// A text that a spreadsheet would take for something else, a number, a date, a formula, as a formula
/// that gives the text; any other as it is. Text of several lines is never taken for a number.
fn kept_as_text(text: String) -> String {
    if !would_be_changed(&text) {
        return text;
    }
    let characters: Vec<char> = text.chars().collect();
    let pieces: Vec<String> = characters
        .chunks(LONGEST_IN_FORMULA)
        .map(|piece| {
            let piece: String = piece.iter().collect();
            format!("\"{}\"", piece.replace('"', "\"\""))
        })
        .collect();
    format!("={}", pieces.join("&"))
}

/// The months, as short as a spreadsheet reads them.
const MONTHS: [&str; 12] = [
    "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
];

/// Whether a spreadsheet would take a text for something else: a formula, a number, an amount, a date,
/// a truth, an error. Text of several lines is never taken for a number.
fn would_be_changed(text: &str) -> bool {
    let text = text.trim_start();
    if text.starts_with(['=', '+', '-', '@', '#']) {
        return true;
    }
    if text.contains('\n') {
        return false;
    }
    let lowercase = text.trim_end().to_lowercase();
    let is_date = MONTHS.iter().any(|month| lowercase.starts_with(month))
        && lowercase.contains(|c: char| c.is_ascii_digit());
    let is_number = lowercase
        .trim_start_matches(['(', '€', '$', '£', '.', ',', ' '])
        .starts_with(|c: char| c.is_ascii_digit());
    let is_truth = matches!(lowercase.as_str(), "vero" | "falso" | "true" | "false");
    is_date || is_number || is_truth
}

/// What each column of the CSV holds, as the W3C's metadata for tabular data.
pub(crate) fn column_descriptions() -> Vec<u8> {
    let columns: Vec<Value> = COLUMNS
        .iter()
        .map(|column| {
            json!({
                "name": column.name,
                "titles": titles(column),
                "dc:description": column.description,
                "datatype": column.data_type,
            })
        })
        .collect();
    let explanation = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "it" }],
        "url": "indicatori.csv",
        "dc:description": "Gli indicatori del piano, una riga per ciascun indicatore e anno.",
        "dialect": { "encoding": "utf-8", "lineTerminators": ["\r\n"], "delimiter": ",", "header": true },
        "tableSchema": { "columns": columns },
    });
    let text = serde_json::to_string_pretty(&explanation).expect("plain data");
    (text + "\n").into_bytes()
}

/// The title that stands above a column, which a reader of the table looks for, and beside it, where
/// they differ, what the field is called.
fn titles(column: &Column) -> Value {
    match column.label {
        Some(label) if label != column.name => json!([column.name, label]),
        _ => json!(column.name),
    }
}
