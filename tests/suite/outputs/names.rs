//! Where an output goes: the name, the folder, the format, what was there before.

use std::fs;

use super::{contents, folder};
use crate::support::{MINIMAL_PLAN, fixture, folder_with, pira, pira_with_input};

/// With no name given, only a document of this program's own is replaced.
#[test]
fn a_pdf_of_another_program_is_replaced_only_when_named() {
    let folder = folder_with(MINIMAL_PLAN);
    let other_program = fs::read(fixture("lo-semplice.pdf")).unwrap();
    let file = folder.path().join("piano.pdf");
    for arguments in [
        &["genera", "piano.yaml"][..],
        &["genera", "piano.yaml", "-o", "."],
        &["genera", "piano.yaml", "-o", "./"],
    ] {
        fs::write(&file, &other_program).unwrap();
        pira(folder.path(), arguments)
            .fails(2)
            .says("piano.pdf esiste già e l'ha fatto un altro programma")
            .says("-o");
        assert!(fs::read(&file).unwrap() == other_program);
        pira(folder.path(), &[arguments, &["--sovrascrivi"]].concat()).succeeds();
        // Made by us, it is made again.
        pira(folder.path(), arguments).succeeds();
    }
    fs::write(&file, &other_program).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "-o", "piano.pdf"]).succeeds();
    for standard in ["1.4", "2.0", "a-1b", "a-4"] {
        for _ in 0..2 {
            pira(
                folder.path(),
                &["genera", "piano.yaml", "--standard", standard],
            )
            .succeeds();
        }
    }
}

#[test]
fn every_command_writes_into_a_folder_too() {
    let folder = folder();
    let genera = ["genera", "piano.yaml", "-o"];
    let cases: Vec<(Vec<&str>, &str, i32)> = vec![
        ([&genera[..], &["f/"]].concat(), "f/piano.pdf", 0),
        (
            [&genera[..], &["f/sotto/"]].concat(),
            "f/sotto/piano.pdf",
            0,
        ),
        (
            [&genera[..], &["f", "--formato", "typ"]].concat(),
            "f/piano.typ",
            0,
        ),
        (
            [&genera[..], &["f/", "--formato", "png", "--ppi", "30"]].concat(),
            "f/piano-001.png",
            0,
        ),
        (
            vec!["esporta", "piano.yaml", "-o", "dati/"],
            "dati/piano.csv",
            0,
        ),
        (
            vec!["consolida", "piano.yaml", "-o", "nuovi/"],
            "nuovi/piano.yaml",
            0,
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "-o", "q/"],
            "q/quadro-di-raffronto.txt",
            1,
        ),
        (
            vec![
                "confronta",
                "piano.yaml",
                "altro.yaml",
                "--formato",
                "pdf",
                "-o",
                "q/",
            ],
            "q/quadro-di-raffronto.pdf",
            1,
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf", "-o", "f/"],
            "f/uno-fascicolo.pdf",
            0,
        ),
        (vec!["nuovo", "-o", "2028/"], "2028/piano.yaml", 0),
    ];
    for (arguments, file, code) in cases {
        pira(folder.path(), &arguments).ends_with(code);
        assert!(folder.path().join(file).is_file(), "{arguments:?}");
    }
    pira_with_input(
        folder.path(),
        &["genera", "-", "-o", "f/"],
        MINIMAL_PLAN.as_bytes(),
    )
    .succeeds();
    assert!(folder.path().join("f/pira.pdf").exists());
    // The plan's own folder is where the plan is.
    pira(folder.path(), &["consolida", "piano.yaml", "-o", "./"])
        .fails(2)
        .says("che il comando legge");
    // What is no folder cannot become one, and a plan with errors makes none.
    pira(folder.path(), &["genera", "piano.yaml", "-o", "v.yaml/"])
        .fails(3)
        .says("non riesco a usare la cartella");
    fs::write(folder.path().join("rotto.yaml"), "ente: {}\n").unwrap();
    pira(folder.path(), &["genera", "rotto.yaml", "-o", "assente/"]).fails(1);
    assert!(!folder.path().join("assente").exists());
}

#[test]
fn what_is_only_made_new_is_replaced_when_told() {
    let folder = folder_with(MINIMAL_PLAN);
    let path = folder.path();
    pira(path, &["nuovo", "-o", "piano.yaml"])
        .fails(2)
        .says("esiste già e non si tocca");
    assert_eq!(
        fs::read_to_string(path.join("piano.yaml")).unwrap(),
        MINIMAL_PLAN
    );
    pira(path, &["nuovo", "-o", "piano.yaml", "--sovrascrivi"]).succeeds();
    assert!(fs::read_to_string(path.join("piano.yaml")).unwrap() != MINIMAL_PLAN);
    fs::write(path.join("piano.yaml"), MINIMAL_PLAN).unwrap();

    fs::create_dir(path.join("m")).unwrap();
    fs::write(path.join("m/totali.typ.j2"), "nostro").unwrap();
    pira(path, &["modelli", "m"])
        .fails(2)
        .says("totali.typ.j2 esiste già e non si tocca");
    assert_eq!(
        crate::support::names(&path.join("m"), "j2").len(),
        1,
        "nothing is written"
    );
    pira(path, &["modelli", "m", "--sovrascrivi"]).succeeds();

    pira(path, &["genera", "piano.yaml", "--con-dati"]).succeeds();
    pira(path, &["estrai", "piano.pdf", "-o", "e"]).succeeds();
    pira(path, &["estrai", "piano.pdf", "-o", "e"]).succeeds();
    fs::write(path.join("e/indicatori.csv"), "altro").unwrap();
    pira(path, &["estrai", "piano.pdf", "-o", "e"])
        .fails(2)
        .says("indicatori.csv esiste già e non si tocca");
    pira(path, &["estrai", "piano.pdf", "-o", "e", "--sovrascrivi"]).succeeds();
    assert!(fs::read(path.join("e/indicatori.csv")).unwrap() != b"altro");
}

#[test]
fn the_help_of_every_command_that_writes_says_how_to_overwrite() {
    let folder = folder_with("");
    for command in [
        "genera",
        "confronta",
        "consolida",
        "allega",
        "esporta",
        "estrai",
        "nuovo",
        "modelli",
    ] {
        let help = pira(folder.path(), &[command, "--help"]).succeeds().stdout;
        assert!(
            String::from_utf8(help).unwrap().contains("--sovrascrivi"),
            "{command}"
        );
    }
}

/// A device or a fifo is written to, and stays what it is.
#[cfg(unix)]
#[test]
fn a_fifo_gets_the_document_and_stays_a_fifo() {
    use std::os::unix::fs::FileTypeExt;
    let folder = folder_with(MINIMAL_PLAN);
    let queue = folder.path().join("coda");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&queue)
            .status()
            .unwrap()
            .success()
    );
    let reads = {
        let queue = queue.clone();
        std::thread::spawn(move || fs::read(queue).unwrap())
    };
    pira(folder.path(), &["genera", "piano.yaml", "-o", "coda"]).succeeds();
    assert!(reads.join().unwrap().starts_with(b"%PDF"));
    assert!(fs::metadata(&queue).unwrap().file_type().is_fifo());
    // Standard output by its other name.
    let opened = pira(
        folder.path(),
        &["genera", "piano.yaml", "-o", "/dev/stdout"],
    );
    assert!(opened.succeeds().stdout.starts_with(b"%PDF"));
}

/// What a file is, by its first bytes.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [b'P', b'K', 3, 4, ..] => "xlsx",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'{', ..] => "json",
        _ => "text",
    }
}

#[test]
fn the_name_of_the_output_says_its_format() {
    let folder = folder();
    let confronta = ["confronta", "piano.yaml", "altro.yaml"];
    let cases: [(&[&str], &str, &str, &str); 13] = [
        (&["esporta", "piano.yaml"], "x.xlsx", "xlsx", ""),
        (&["esporta", "piano.yaml"], "X.XLSX", "xlsx", ""),
        (&["esporta", "piano.yaml"], "w.json", "json", ""),
        (&["esporta", "piano.yaml"], "w.csv", "text", ""),
        (&["esporta", "piano.yaml"], "senza", "text", ""),
        (&confronta, "q.pdf", "pdf", ""),
        (&confronta, "q.json", "json", ""),
        (&confronta, "q.md", "text", "| Voce |"),
        (&confronta, "q.txt", "text", ""),
        (&confronta, "q.yaml", "text", "modifiche:"),
        (&confronta, "q.typ", "text", "#"),
        (&["genera", "piano.yaml"], "w.pdf", "pdf", ""),
        (&["genera", "piano.yaml"], "w.typ", "text", "#"),
    ];
    for (command, output, expected, words) in cases {
        let arguments = [command, &["-o", output]].concat();
        let code = if command[0] == "confronta" { 1 } else { 0 };
        let run = pira(folder.path(), &arguments);
        assert_eq!(run.code, Some(code), "{output}: {}", run.stderr);
        let bytes = fs::read(folder.path().join(output)).unwrap();
        assert_eq!(kind(&bytes), expected, "{output}");
        assert!(
            expected != "text" || String::from_utf8_lossy(&bytes).contains(words),
            "{output}"
        );
    }
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--ppi", "30", "-o", "w.png"],
    )
    .succeeds();
    let page = fs::read(folder.path().join("w-001.png")).unwrap();
    assert_eq!(kind(&page), "png");
}

#[test]
fn a_name_of_another_format_is_refused() {
    let folder = folder();
    let amended = ["--variazione", "v.yaml"];
    let cases: [(&[&str], &str, &str); 11] = [
        (
            &["esporta", "piano.yaml", "--formato", "csv"],
            "x.xlsx",
            "un nome che finisca con .csv, o chiedere --formato xlsx",
        ),
        (
            &["esporta", "piano.yaml", "--formato", "xlsx"],
            "x.JSON",
            "o chiedere --formato json",
        ),
        (
            &["esporta", "piano.yaml", "--csv-italiano"],
            "x.xlsx",
            "--csv-italiano riguarda il solo csv",
        ),
        (&["esporta", "piano.yaml"], "x.pdf", "finisca con .csv"),
        (
            &["genera", "piano.yaml", "--formato", "pdf"],
            "w.png",
            "o chiedere --formato png",
        ),
        (&["genera", "piano.yaml"], "w.docx", "finisca con .pdf"),
        (
            &[
                "confronta",
                "piano.yaml",
                "altro.yaml",
                "--formato",
                "testo",
            ],
            "q.pdf",
            "o chiedere --formato pdf",
        ),
        (
            &["confronta", "piano.yaml", "altro.yaml", "--formato", "json"],
            "q.yml",
            "o chiedere --formato variazione",
        ),
        (
            &["consolida", "piano.yaml", amended[0], amended[1]],
            "c.pdf",
            "finisca con .yaml",
        ),
        (&["nuovo"], "n.pdf", "finisca con .yaml"),
        (
            &["allega", "--a", "uno.pdf", "due.pdf"],
            "f.docx",
            "finisca con .pdf",
        ),
    ];
    let before = contents(folder.path());
    for (command, output, words) in cases {
        let arguments = [command, &["-o", output]].concat();
        pira(folder.path(), &arguments).fails(2).says(words);
        assert!(contents(folder.path()) == before, "{arguments:?}");
    }
    // A folder is none of them, whatever its name; nor is standard output.
    pira(
        folder.path(),
        &[
            "esporta",
            "piano.yaml",
            "--formato",
            "json",
            "-o",
            "dati.xlsx/",
        ],
    )
    .succeeds();
    assert!(folder.path().join("dati.xlsx/piano.json").exists());
    pira(
        folder.path(),
        &["esporta", "piano.yaml", "--formato", "json", "-o", "-"],
    )
    .succeeds();
}
