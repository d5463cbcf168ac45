//! The act made again from the data inside its document.

use std::fs;

use crate::dossier::plain;
use crate::support::carriers::{carrying, extract, files};
use crate::support::{Run, piano_2021, pira, root};
use tempfile::TempDir;

/// The plan of 2021 in a file of a name, generated with its data.
fn generated(name: &str, options: &[&str]) -> (Run, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join(name)).unwrap();
    let plan = format!("./{name}");
    let command = [&["genera", &plan, "--con-dati", "-o", "p.pdf"], options].concat();
    (pira(folder.path(), &command), folder)
}

#[test]
fn the_act_is_made_again_and_compared() {
    let mut names = vec![
        "piano.yaml",
        "dell'ente.yaml",
        "$HOME.yaml",
        "a & b; c.yaml",
        "-x.yaml",
    ];
    let long = format!("{}.yaml", "p".repeat(210));
    names.push(&long);
    for name in names {
        let (run, folder) = generated(name, &["--bozza"]);
        run.succeeds();
        let again = pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"]);
        again
            .succeeds()
            .says("è identico all'originale, byte per byte");
        assert!(folder.path().join("e").join(name).exists());
        pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"])
            .fails(2)
            .says("esiste già");
    }
    let (run, folder) = generated("dell'ente.yaml", &[]);
    run.succeeds();
    let typed = if cfg!(windows) {
        "\"dell'ente.yaml\""
    } else {
        r"'dell'\''ente.yaml'"
    };
    pira(folder.path(), &["estrai", "p.pdf", "-o", "e"])
        .succeeds()
        .says(typed);
}

#[test]
fn a_name_that_could_not_come_back_is_told_when_generating() {
    let long = format!("{}.yaml", "p".repeat(245));
    for name in [
        "CON.yaml",
        "piano.yaml.",
        "indicatori.csv",
        "INDICATORI.csv",
        "a\tb.yaml",
        &long,
    ] {
        let (run, folder) = generated(name, &[]);
        run.fails(1)
            .says("dentro il PDF")
            .says("dare un altro nome");
        assert!(!folder.path().join("p.pdf").exists());
    }
    // An amendment given by hand can change its name, and does.
    let folder = tempfile::tempdir().unwrap();
    let amendment = root().join("data/esempi/variazione-1-rettifica.yaml");
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::copy(amendment, folder.path().join("b/PIANO.yaml")).unwrap();
    let command = [
        "genera",
        "piano.yaml",
        "--variazione",
        "b/PIANO.yaml",
        "--con-dati",
        "-o",
        "p.pdf",
    ];
    pira(folder.path(), &command).succeeds();
    pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"])
        .succeeds()
        .says("identico");
    assert!(folder.path().join("e/2-PIANO.yaml").exists());
}

#[test]
fn a_command_of_a_stranger_is_not_shown() {
    let stranger = |arguments: &[&str]| {
        let arguments =
            serde_json::json!({ "programma": "pira \u{1b}[31m", "argomenti": arguments });
        carrying(&[
            ("piano.yaml", "", b"x"),
            ("piano.yaml;curl a|sh", "", b"x"),
            ("ristampa.json", "", arguments.to_string().as_bytes()),
        ])
    };
    for arguments in [
        &["genera", "piano.yaml;curl a|sh", "--con-dati"][..],
        &["genera", "altro.yaml", "--con-dati"],
        &["genera", "/etc/passwd", "--con-dati"],
        &["genera", "piano.yaml", "--con-dati", "-o", "/tmp/x"],
        &[
            "genera",
            "piano.yaml",
            "--con-dati",
            "--allegato",
            "\u{1b}[2J, b, c, 1",
        ],
        &["genera", "piano.yaml", "--con-dati", "--modelli", "altrove"],
        &["genera", "piano.yaml"],
        &["allega", "--a", "piano.yaml", "piano.yaml"],
        &["\u{1b}]0;x\u{7}"],
        &[],
    ] {
        let (run, _folder) = extract(&stranger(arguments), &[]);
        let said = run.succeeds().says("non lo mostro").stderr;
        // The name of a file is shown beside the one that it was given.
        let lines = said.lines().filter(|line| !line.contains("si chiama"));
        let said: String = lines.collect();
        assert!(
            !said.contains("curl") && !said.contains('\u{1b}') && !said.contains("/etc"),
            "{said}"
        );
        let (run, folder) = extract(&stranger(arguments), &["--rigenera"]);
        run.fails(1);
        assert_eq!(
            files(&folder.path().join("e")).len(),
            3,
            "nothing was generated"
        );
    }
    let (run, _folder) = extract(&plain(), &["--rigenera"]);
    run.fails(1);
}
