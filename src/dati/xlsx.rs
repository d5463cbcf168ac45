//! The plan's tables as a workbook.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::numbers::exactly;
use super::righe::{COLONNE, Cell, righe};
use crate::piano::{Anno, Importo, ImportoOTesto, Piano, RisorseAnno, RisorseEconomiche};
use crate::rilievi::{Rapporto, Rilievo};

/// How wide a column is at the most, in characters.
const LARGHEZZA: f64 = 60.0;

/// Indicators, objectives with their resources, totals: a sheet each. Every text is a text: none
/// is ever a formula, every number and year a number.
///
/// # Errors
/// More than a sheet can hold: a text of over 32,767 characters, over a million rows.
pub fn in_xlsx(piano: &Piano) -> Result<Vec<u8>, Rapporto> {
    scrivi(piano).map_err(|_| {
        Rilievo::errore("il piano non sta in un foglio di calcolo")
            .regola("una casella tiene 32.767 caratteri, un foglio 1.048.576 righe")
            .rimedio("esportarlo con --formato csv o json, che non hanno limiti")
            .into()
    })
}

fn scrivi(piano: &Piano) -> Result<Vec<u8>, XlsxError> {
    let mut cartella = Workbook::new();
    let data = piano.documento.data;
    let creata = ExcelDateTime::from_ymd(
        data.anno().unsigned_abs(),
        data.mese().unsigned_abs(),
        data.giorno().unsigned_abs(),
    )?;
    let proprieta = DocProperties::new()
        .set_title(format!("PIRA {}", piano.esercizio))
        .set_author(&*piano.ente.nome)
        .set_creation_datetime(&creata);
    cartella.set_properties(&proprieta);
    indicatori(cartella.add_worksheet(), piano)?;
    obiettivi(cartella.add_worksheet(), piano)?;
    totali(cartella.add_worksheet(), piano)?;
    cartella.save_to_buffer()
}

fn indicatori(foglio: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    foglio.set_name("Indicatori")?;
    testata(foglio, COLONNE.iter().map(|colonna| colonna.nome))?;
    for (numero, riga) in (1..).zip(righe(piano)) {
        for (colonna, valore) in (0..).zip(riga.valori()) {
            write_cell(foglio, numero, colonna, valore)?;
        }
    }
    Ok(())
}

fn obiettivi(foglio: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    foglio.set_name("Obiettivi")?;
    let others = other_years(piano);
    let colonne = [
        "missione",
        "programma",
        "obiettivo",
        "titolo",
        "risorse_economiche",
    ];
    let of_others: Vec<String> = others
        .iter()
        .map(|year| format!("risorse_economiche_{year}"))
        .collect();
    let of_others = of_others.iter().map(String::as_str);
    testata(foglio, colonne.into_iter().chain(of_others))?;
    let mut numero = 1;
    for missione in &piano.missioni {
        for programma in &missione.programmi {
            for obiettivo in &programma.obiettivi {
                let testi = [
                    &missione.codice,
                    &programma.codice,
                    &obiettivo.codice,
                    &obiettivo.titolo,
                ];
                for (colonna, testo) in (0..).zip(testi) {
                    foglio.write_string(numero, colonna, &**testo)?;
                }
                if let Some(risorse) = &obiettivo.risorse_economiche {
                    resources(foglio, [numero, 4], risorse, piano.esercizio)?;
                    for (column, year) in (5..).zip(&others) {
                        if let RisorseEconomiche::PerAnno(_) = risorse {
                            resources(foglio, [numero, column], risorse, *year)?;
                        }
                    }
                }
                numero += 1;
            }
        }
    }
    Ok(())
}

/// The years beside the budget's that an objective has resources for, each once.
fn other_years(plan: &Piano) -> Vec<Anno> {
    let resources = plan
        .obiettivi()
        .filter_map(|o| o.risorse_economiche.as_ref());
    let years = resources.flat_map(|resources| match resources {
        RisorseEconomiche::PerAnno(years) => years.as_slice(),
        _ => &[],
    });
    let mut years: Vec<Anno> = years.map(|of| of.anno).collect();
    years.retain(|year| *year != plan.esercizio);
    years.sort_unstable();
    years.dedup();
    years
}

/// The resources of a year, at a row and a column: a text stays a text, and an amount that is
/// not there leaves the cell empty.
fn resources(
    sheet: &mut Worksheet,
    [row, column]: [u32; 2],
    resources: &RisorseEconomiche,
    year: Anno,
) -> Result<(), XlsxError> {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    if let Some(amount) = resources.dell_anno(year) {
        return importo(sheet, row, column, amount);
    }
    let text = match resources {
        RisorseEconomiche::Testo(text) => text,
        RisorseEconomiche::PerAnno(years) => match years.iter().find(|of| of.anno == year) {
            Some(RisorseAnno {
                importo: ImportoOTesto::Testo(text),
                ..
            }) => text,
            _ => return Ok(()),
        },
        RisorseEconomiche::Importo(_) => return Ok(()),
    };
    sheet.write_string(row, column, &**text)?;
    Ok(())
}

fn totali(foglio: &mut Worksheet, piano: &Piano) -> Result<(), XlsxError> {
    foglio.set_name("Totali")?;
    testata(foglio, ["voce", "importo"].into_iter())?;
    let mut voci: Vec<(String, Option<Importo>)> = Vec::new();
    for missione in &piano.missioni {
        let programmi = missione.programmi.iter();
        voci.push((
            format!("{} {}", missione.codice, missione.nome),
            missione.risorse(piano.esercizio),
        ));
        voci.extend(programmi.map(|p| (p.nome.to_string(), p.risorse(piano.esercizio))));
    }
    voci.push(("Totale degli obiettivi".to_owned(), piano.risorse()));
    if let Some(totali) = &piano.totali {
        voci.extend(
            totali
                .quadratura
                .iter()
                .map(|q| (q.voce.to_string(), Some(q.importo))),
        );
        voci.extend(
            totali
                .preventivo
                .map(|p| ("Totale del preventivo".to_owned(), Some(p))),
        );
    }
    for (numero, (voce, cifra)) in (1..).zip(voci) {
        foglio.write_string(numero, 0, voce)?;
        if let Some(cifra) = cifra {
            importo(foglio, numero, 1, cifra)?;
        }
    }
    Ok(())
}

fn testata<'a>(
    foglio: &mut Worksheet,
    nomi: impl Iterator<Item = &'a str>,
) -> Result<(), XlsxError> {
    let grassetto = Format::new().set_bold();
    for (colonna, nome) in (0..).zip(nomi) {
        foglio.write_string_with_format(0, colonna, nome, &grassetto)?;
        let larghezza = (nome.chars().count() as f64 + 4.0).clamp(14.0, LARGHEZZA);
        foglio.set_column_width(colonna, larghezza)?;
    }
    foglio.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Year(year) => {
            sheet.write_number(row, column, f64::from(u16::from(year)))?;
        }
        Cell::Number(number) | Cell::Numeral(_, number) => {
            match exactly(number).and_then(|n| n.as_f64()) {
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

fn importo(
    foglio: &mut Worksheet,
    riga: u32,
    colonna: u16,
    importo: Importo,
) -> Result<(), XlsxError> {
    let euro = Format::new().set_num_format("#,##0.00");
    foglio.write_number_with_format(riga, colonna, importo.in_virgola_mobile(), &euro)?;
    Ok(())
}
