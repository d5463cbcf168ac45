//! The dossier loses nothing and claims nothing that is not true: each test is a shape that some
//! program writes, made by hand.

mod conformance;
mod interactive;
mod navigation;
mod notices;
mod objects;
mod signatures;
mod structure;

use std::fs;
use std::sync::OnceLock;

use crate::support::pdf_builder::{Back, declaring, one_page, pdf};
use crate::support::{Run, piano_2021, pira};
use lopdf::Object;
use tempfile::TempDir;

/// The PIRA of 2021, generated once.
fn the_pira() -> &'static [u8] {
    static PIRA: OnceLock<Vec<u8>> = OnceLock::new();
    PIRA.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let plan = piano_2021();
        pira(
            folder.path(),
            &["genera", plan.to_str().unwrap(), "-o", "pira.pdf"],
        )
        .succeeds();
        fs::read(folder.path().join("pira.pdf")).unwrap()
    })
}

/// Joins some documents in their order, the PIRA aside.
fn join(parts: &[&[u8]]) -> (Run, TempDir) {
    let names: Vec<String> = (0..parts.len()).map(|n| format!("parte-{n}.pdf")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(String::as_str)
        .zip(parts.iter().copied())
        .collect();
    let folder = folder(&files);
    let mut command = vec!["allega".to_owned(), "--a".to_owned(), names[0].clone()];
    command.push(names[1].clone());
    for name in &names[2..] {
        command.extend(["--allegato".to_owned(), format!("e)={name}")]);
    }
    command.extend(["-o".to_owned(), "f.pdf".to_owned()]);
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    (pira(folder.path(), &words), folder)
}

/// The dossier of some documents.
#[track_caller]
fn dossier(parts: &[&[u8]]) -> (Back, String) {
    let (run, folder) = join(parts);
    let said = run.succeeds().stderr;
    let bytes = fs::read(folder.path().join("f.pdf")).unwrap();
    (Back::read(&bytes), said)
}

pub(crate) fn plain() -> Vec<u8> {
    pdf(&one_page("", ""))
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what)
        .count()
}

/// A folder with the PIRA and some other files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pira.pdf"), the_pira()).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// A document of one page that declares standards.
fn declared(properties: &[(&str, &str)], catalogue: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = one_page(&format!("/Metadata 5 0 R{catalogue}"), "");
    objects.push(declaring(properties));
    objects.extend_from_slice(others);
    pdf(&objects)
}
