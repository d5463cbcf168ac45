//! Many plans in one run: each document is the one it would be alone.

use std::fs;
use std::path::Path;

use crate::support::{MINIMAL_PLAN, folder_with, names, piano_2021, pira, root};

const ONE_YEAR: &str = include_str!("../golden/un-anno/piano.yaml");

fn folder() -> tempfile::TempDir {
    let folder = folder_with(MINIMAL_PLAN);
    fs::write(folder.path().join("un anno.yaml"), ONE_YEAR).unwrap();
    let third = MINIMAL_PLAN.replace("di esempio", "dell'esempio numero tre");
    fs::write(folder.path().join("terzo.yaml"), third).unwrap();
    folder
}

fn read(folder: &Path, file: &str) -> Vec<u8> {
    fs::read(folder.join(file)).unwrap()
}

#[test]
fn every_document_is_what_it_would_be_alone() {
    let folder = folder();
    let all = pira(
        folder.path(),
        &[
            "genera",
            "piano.yaml",
            "un anno.yaml",
            "terzo.yaml",
            "-o",
            "una/cartella",
        ],
    )
    .succeeds();
    let lines: Vec<&str> = all.stderr.lines().collect();
    assert_eq!(lines.len(), 4, "{}", all.stderr);
    let separator = std::path::MAIN_SEPARATOR;
    for (line, name) in lines.iter().zip(["piano", "un anno", "terzo"]) {
        assert!(
            line.starts_with(&format!("una/cartella{separator}{name}.pdf: ")),
            "{line}"
        );
    }
    assert_eq!(lines[3], "3 documenti scritti");
    for name in ["piano", "un anno", "terzo"] {
        let piano = format!("{name}.yaml");
        pira(folder.path(), &["genera", &piano, "-o", "solo.pdf"]).succeeds();
        let in_the_folder = read(folder.path(), &format!("una/cartella/{name}.pdf"));
        assert!(read(folder.path(), "solo.pdf") == in_the_folder, "{name}");
    }
}

#[test]
fn a_plan_that_fails_is_told_at_the_end_and_the_others_are_written() {
    let folder = folder();
    let wrong = MINIMAL_PLAN.replace("esercizio: 2027", "esercizio: duemila");
    fs::write(folder.path().join("sbagliato.yaml"), wrong).unwrap();
    let piani = [
        "genera",
        "sbagliato.yaml",
        "piano.yaml",
        "terzo.yaml",
        "-o",
        "f",
    ];
    let run = pira(folder.path(), &piani)
        .fails(1)
        .says("sbagliato.yaml:4:12")
        .says("2 documenti scritti, 1 piano non riuscito: sbagliato.yaml");
    let written = run.stderr.find("terzo.pdf: ").unwrap();
    assert!(written < run.stderr.find("errore: ").unwrap());
    let written_files = names(&folder.path().join("f"), "pdf");
    assert_eq!(Vec::from_iter(written_files), ["piano", "terzo"]);
    pira(
        folder.path(),
        &["genera", "sbagliato.yaml", "assente.yaml", "piano.yaml"],
    )
    .fails(3)
    .says("il file o la cartella non esiste")
    .says("1 documento scritto, 2 piani non riusciti: sbagliato.yaml, assente.yaml");
    assert!(folder.path().join("piano.pdf").exists());
}

#[test]
fn what_makes_no_sense_of_many_plans_is_refused_before_writing() {
    let folder = folder();
    let other = folder.path().join("altra");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("piano.yaml"), MINIMAL_PLAN).unwrap();
    for (arguments, words) in [
        (
            &["piano.yaml", "altra/piano.yaml"][..],
            "diventerebbero lo stesso file, piano.pdf",
        ),
        (
            &["piano.yaml", "piano.yaml"],
            "diventerebbero lo stesso file",
        ),
        (&["piano.yaml", "-"], "lo standard input è un piano solo"),
        (
            &["piano.yaml", "terzo.yaml", "--variazione", "v.yaml"],
            "non si sa a quale vada",
        ),
        (
            &["piano.yaml", "terzo.yaml", "-o", "-"],
            "indicare -o CARTELLA",
        ),
        (
            &["piano.yaml", "terzo.yaml", "--osserva"],
            "un piano alla volta",
        ),
    ] {
        let arguments: Vec<&str> = [&["genera"], arguments].concat();
        pira(folder.path(), &arguments).fails(2).says(words);
    }
    fs::write(folder.path().join("file"), "").unwrap();
    pira(
        folder.path(),
        &["genera", "piano.yaml", "terzo.yaml", "-o", "file"],
    )
    .fails(3)
    .says("non riesco a usare la cartella file");
    assert!(names(folder.path(), "pdf").is_empty());
}

#[test]
fn sources_and_images_are_made_of_many_plans_too() {
    let folder = folder();
    for format in ["typ", "png"] {
        let arguments = [
            "genera",
            "piano.yaml",
            "terzo.yaml",
            "--formato",
            format,
            "--ppi",
            "30",
            "-o",
            "f",
        ];
        pira(folder.path(), &arguments).succeeds();
    }
    let f = folder.path().join("f");
    assert_eq!(Vec::from_iter(names(&f, "typ")), ["piano", "terzo"]);
    let pages = ["piano-001", "piano-002", "terzo-001", "terzo-002"];
    assert_eq!(Vec::from_iter(names(&f, "png")), pages);
}

/// The amendments that a plan names go with it.
#[test]
fn each_plan_has_its_own_amendments() {
    let folder = folder();
    let example = "variazione-1-rettifica.yaml";
    let from = root().join("data/esempi").join(example);
    fs::copy(from, folder.path().join(example)).unwrap();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let coordinato = format!("{piano}\nvariazioni: [{example}]\n");
    fs::write(folder.path().join("coordinato.yaml"), coordinato).unwrap();
    pira(
        folder.path(),
        &["genera", "piano.yaml", "coordinato.yaml", "-o", "f"],
    )
    .succeeds()
    .says("coordinato.pdf: ")
    .says("1 variazione, ");
}
