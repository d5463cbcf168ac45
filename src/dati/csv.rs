//! The indicators as CSV: the open, tabular, reusable format of art. 29 D.Lgs. 33/2013.

use serde_json::{Value, json};

use super::righe::{COLONNE, righe};
use crate::piano::Piano;

/// The indicators, a row for each indicator and year: UTF-8, RFC 4180.
pub fn in_csv(piano: &Piano) -> Vec<u8> {
    let mut scrittore = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let testata = COLONNE.iter().map(|colonna| colonna.nome);
    let scritto = scrittore.write_record(testata).and_then(|()| {
        righe(piano)
            .iter()
            .try_for_each(|riga| scrittore.write_record(riga.valori()))
    });
    scritto.expect("memory takes every row");
    scrittore.into_inner().expect("memory takes every row")
}

/// What each column of the CSV holds, as the W3C's metadata for tabular data.
pub fn descrizione_delle_colonne() -> Vec<u8> {
    let colonne: Vec<Value> = COLONNE
        .iter()
        .map(|colonna| {
            json!({
                "name": colonna.nome,
                "titles": colonna.nome,
                "dc:description": colonna.descrizione,
                "datatype": colonna.tipo,
            })
        })
        .collect();
    let descrizione = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "it" }],
        "url": "indicatori.csv",
        "dc:description": "Gli indicatori del piano, una riga per ciascun indicatore e anno.",
        "dialect": { "encoding": "utf-8", "lineTerminators": ["\r\n"], "delimiter": ",", "header": true },
        "tableSchema": { "columns": colonne },
    });
    let testo = serde_json::to_string_pretty(&descrizione).expect("plain data");
    (testo + "\n").into_bytes()
}
