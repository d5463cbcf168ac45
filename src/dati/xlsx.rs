//! The plan's tables as a workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::cells::Cell;
use super::indicator_rows::{COLUMNS, indicator_rows};
use super::numbers::exact_number;
use super::objective_rows::objective_table;
use crate::piano::{Importo, Piano, TotalKind};
use crate::rilievi::{Report, Rilievo};

/// How wide a column is at the most, in characters.
const WIDEST_COLUMN: f64 = 60.0;

/// Indicators, objectives with their resources, totals: a sheet each. Every text is a text: none
/// is ever a formula, every number and year a number.
///
/// # Errors
/// More than a sheet can hold: a text of over 32,767 characters, over a million rows.
pub(crate) fn to_xlsx(piano: &Piano) -> Result<Vec<u8>, Report> {
    write_workbook(piano).map_err(|_| {
        Rilievo::error("il piano non sta in un foglio di calcolo")
            .with_regola("una casella tiene 32.767 caratteri, un foglio 1.048.576 righe")
            .with_rimedio("esportarlo con --formato csv o json, che non hanno limiti")
            .into()
    })
}

fn write_workbook(piano: &Piano) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let data = piano.documento.data;
    let created = ExcelDateTime::from_ymd(
        data.year().unsigned_abs(),
        data.month().unsigned_abs(),
        data.day().unsigned_abs(),
    )?;
    let properties = DocProperties::new()
        .set_title(format!("PIRA {}", piano.esercizio))
        .set_author(&*piano.ente.nome)
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    write_indicatori(workbook.add_worksheet(), piano)?;
    write_obiettivi(workbook.add_worksheet(), piano)?;
    write_totali(workbook.add_worksheet(), piano)?;
    workbook.save_to_buffer()
}

fn write_indicatori(sheet: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    sheet.set_name("Indicatori")?;
    write_header(sheet, COLUMNS.iter().map(|column| column.name.as_str()))?;
    for (number, row) in (1..).zip(indicator_rows(piano)) {
        for (column, value) in (0..).zip(row.cells()) {
            write_cell(sheet, number, column, value)?;
        }
    }
    Ok(())
}

fn write_obiettivi(sheet: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    sheet.set_name("Obiettivi")?;
    let table = objective_table(piano);
    write_header(sheet, table.names.iter().map(String::as_str))?;
    for (number, row) in (1..).zip(table.rows) {
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, number, column, cell)?;
        }
    }
    Ok(())
}

fn write_totali(sheet: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    sheet.set_name("Totali")?;
    write_header(sheet, ["voce", "importo"].into_iter())?;
    let mut totals = piano.totals().rows();
    // What is left to explain is a check, and no total of the plan.
    totals.retain(|total| total.kind != TotalKind::Differenza);
    for (number, total) in (1..).zip(totals) {
        sheet.write_string(number, 0, total.label)?;
        if let Some(importo) = total.importo {
            write_importo(sheet, number, 1, importo)?;
        }
    }
    Ok(())
}

fn write_header<'a>(
    sheet: &mut Worksheet,
    names: impl Iterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, name) in (0..).zip(names) {
        sheet.write_string_with_format(0, column, name, &bold)?;
        let width = (name.chars().count() as f64 + 4.0).clamp(14.0, WIDEST_COLUMN);
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Amount(amount) => write_importo(sheet, row, column, amount)?,
        Cell::Year(year) => {
            sheet.write_number(row, column, f64::from(u16::from(year)))?;
        }
        Cell::Number(number) | Cell::Numeral(_, number) => {
            match exact_number(number).and_then(|n| n.as_f64()) {
                Some(number) => {
                    sheet.write_number(row, column, number)?;
                }
                None => {
                    sheet.write_string(row, column, number.to_string())?;
                }
            }
        }
    }
    Ok(())
}

fn write_importo(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    importo: Importo,
) -> Result<(), XlsxError> {
    let euro = Format::new().set_num_format("#,##0.00");
    sheet.write_number_with_format(row, column, importo.to_floating_point(), &euro)?;
    Ok(())
}
