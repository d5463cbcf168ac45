//! The PIRA as an annex: its own marks, the data inside it, the dossier with the preventivo.

mod enclosed;
mod joined;

use std::fs;
use std::path::Path;

use crate::support::{piano_2021, pira, radice};
use tempfile::TempDir;

/// A folder with the PIRA of 2021, `pira.pdf`, and a tagged PDF/A-2a + PDF/UA-1 document with an
/// index of links, `preventivo.pdf`.
fn cartella() -> TempDir {
    let cartella = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    genera(
        cartella.path(),
        &[piano.to_str().unwrap(), "-o", "pira.pdf"],
    );
    let altro = radice().join("tests/golden/tutto/piano.yaml");
    genera(
        cartella.path(),
        &[altro.to_str().unwrap(), "-o", "preventivo.pdf"],
    );
    cartella
}

fn genera(cartella: &Path, argomenti: &[&str]) {
    pira(cartella, &[&["genera"], argomenti].concat()).riesce();
}

fn leggi(cartella: &TempDir, nome: &str) -> Vec<u8> {
    fs::read(cartella.path().join(nome)).unwrap()
}

/// The images of the pages, drawn by a program that knows nothing of ours.
fn pagine(byte: &[u8]) -> Vec<Vec<u8>> {
    let pdf = hayro::hayro_syntax::Pdf::new(byte.to_vec()).unwrap();
    let impostazioni = hayro::hayro_interpret::InterpreterSettings::default();
    // Of a long document, the first and the last.
    let ultima = pdf.pages().len() - 1;
    let brevi = (ultima <= 30).then_some(0..=ultima);
    let intervalli = brevi.map_or(vec![0..=0, ultima..=ultima], |tutte| vec![tutte]);
    intervalli
        .into_iter()
        .flat_map(|quali| hayro::render_pdf(&pdf, 0.4, impostazioni.clone(), Some(quali)).unwrap())
        .map(|pagina| pagina.data_as_u8_slice().to_vec())
        .collect()
}
