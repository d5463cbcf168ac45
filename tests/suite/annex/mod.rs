//! The PIRA as an annex: its own marks, the data inside it, the dossier with the preventivo.

mod enclosed;
mod joined;

use std::fs;
use std::path::Path;

use crate::support::{piano_2021, pira, root};
use tempfile::TempDir;

/// A folder with the PIRA of 2021, `pira.pdf`, and a tagged PDF/A-2a + PDF/UA-1 document with an
/// index of links, `preventivo.pdf`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    genera(folder.path(), &[piano.to_str().unwrap(), "-o", "pira.pdf"]);
    let other = root().join("tests/golden/tutto/piano.yaml");
    genera(
        folder.path(),
        &[other.to_str().unwrap(), "-o", "preventivo.pdf"],
    );
    folder
}

fn genera(folder: &Path, arguments: &[&str]) {
    pira(folder, &[&["genera"], arguments].concat()).succeeds();
}

fn read(folder: &TempDir, name: &str) -> Vec<u8> {
    fs::read(folder.path().join(name)).unwrap()
}

/// The images of the pages, drawn by a program that knows nothing of ours.
fn pages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let pdf = hayro::hayro_syntax::Pdf::new(bytes.to_vec()).unwrap();
    let settings = hayro::hayro_interpret::InterpreterSettings::default();
    // Of a long document, the first and the last.
    let last = pdf.pages().len() - 1;
    let short = (last <= 30).then_some(0..=last);
    let ranges = short.map_or(vec![0..=0, last..=last], |all| vec![all]);
    ranges
        .into_iter()
        .flat_map(|which| hayro::render_pdf(&pdf, 0.4, settings.clone(), Some(which)).unwrap())
        .map(|page| page.data_as_u8_slice().to_vec())
        .collect()
}
