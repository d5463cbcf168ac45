//! Where an output goes: the name, the folder, the format, what was there before.

use std::fs;

use super::{cartella, contenuto};
use crate::support::{MINIMAL_PLAN, cartella_con, fixture, pira, pira_con_ingresso};

/// With no name given, only a document of this program's own is replaced.
#[test]
fn a_pdf_of_another_program_is_replaced_only_when_named() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let altrui = fs::read(fixture("lo-semplice.pdf")).unwrap();
    let file = cartella.path().join("piano.pdf");
    for argomenti in [
        &["genera", "piano.yaml"][..],
        &["genera", "piano.yaml", "-o", "."],
        &["genera", "piano.yaml", "-o", "./"],
    ] {
        fs::write(&file, &altrui).unwrap();
        pira(cartella.path(), argomenti)
            .fallisce(2)
            .dice("piano.pdf esiste già e l'ha fatto un altro programma")
            .dice("-o");
        assert!(fs::read(&file).unwrap() == altrui);
        pira(cartella.path(), &[argomenti, &["--sovrascrivi"]].concat()).riesce();
        // Made by us, it is made again.
        pira(cartella.path(), argomenti).riesce();
    }
    fs::write(&file, &altrui).unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "-o", "piano.pdf"],
    )
    .riesce();
    for standard in ["1.4", "2.0", "a-1b", "a-4"] {
        for _ in 0..2 {
            pira(
                cartella.path(),
                &["genera", "piano.yaml", "--standard", standard],
            )
            .riesce();
        }
    }
}

#[test]
fn every_command_writes_into_a_folder_too() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml", "-o"];
    let casi: Vec<(Vec<&str>, &str, i32)> = vec![
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
    for (argomenti, file, codice) in casi {
        pira(cartella.path(), &argomenti).finisce(codice);
        assert!(cartella.path().join(file).is_file(), "{argomenti:?}");
    }
    pira_con_ingresso(
        cartella.path(),
        &["genera", "-", "-o", "f/"],
        MINIMAL_PLAN.as_bytes(),
    )
    .riesce();
    assert!(cartella.path().join("f/pira.pdf").exists());
    // The plan's own folder is where the plan is.
    pira(cartella.path(), &["consolida", "piano.yaml", "-o", "./"])
        .fallisce(2)
        .dice("che il comando legge");
    // What is no folder cannot become one, and a plan with errors makes none.
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "v.yaml/"])
        .fallisce(3)
        .dice("non riesco a usare la cartella");
    fs::write(cartella.path().join("rotto.yaml"), "ente: {}\n").unwrap();
    pira(cartella.path(), &["genera", "rotto.yaml", "-o", "assente/"]).fallisce(1);
    assert!(!cartella.path().join("assente").exists());
}

#[test]
fn what_is_only_made_new_is_replaced_when_told() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let percorso = cartella.path();
    pira(percorso, &["nuovo", "-o", "piano.yaml"])
        .fallisce(2)
        .dice("esiste già e non si tocca");
    assert_eq!(
        fs::read_to_string(percorso.join("piano.yaml")).unwrap(),
        MINIMAL_PLAN
    );
    pira(percorso, &["nuovo", "-o", "piano.yaml", "--sovrascrivi"]).riesce();
    assert!(fs::read_to_string(percorso.join("piano.yaml")).unwrap() != MINIMAL_PLAN);
    fs::write(percorso.join("piano.yaml"), MINIMAL_PLAN).unwrap();

    fs::create_dir(percorso.join("m")).unwrap();
    fs::write(percorso.join("m/totali.typ.j2"), "nostro").unwrap();
    pira(percorso, &["modelli", "m"])
        .fallisce(2)
        .dice("totali.typ.j2 esiste già e non si tocca");
    assert_eq!(
        crate::support::nomi(&percorso.join("m"), "j2").len(),
        1,
        "nothing is written"
    );
    pira(percorso, &["modelli", "m", "--sovrascrivi"]).riesce();

    pira(percorso, &["genera", "piano.yaml", "--con-dati"]).riesce();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"]).riesce();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"]).riesce();
    fs::write(percorso.join("e/indicatori.csv"), "altro").unwrap();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"])
        .fallisce(2)
        .dice("indicatori.csv esiste già e non si tocca");
    pira(
        percorso,
        &["estrai", "piano.pdf", "-o", "e", "--sovrascrivi"],
    )
    .riesce();
    assert!(fs::read(percorso.join("e/indicatori.csv")).unwrap() != b"altro");
}

#[test]
fn the_help_of_every_command_that_writes_says_how_to_overwrite() {
    let cartella = cartella_con("");
    for comando in [
        "genera",
        "confronta",
        "consolida",
        "allega",
        "esporta",
        "estrai",
        "nuovo",
        "modelli",
    ] {
        let aiuto = pira(cartella.path(), &[comando, "--help"]).riesce().uscita;
        assert!(
            String::from_utf8(aiuto).unwrap().contains("--sovrascrivi"),
            "{comando}"
        );
    }
}

/// A device or a fifo is written to, and stays what it is.
#[cfg(unix)]
#[test]
fn a_fifo_gets_the_document_and_stays_a_fifo() {
    use std::os::unix::fs::FileTypeExt;
    let cartella = cartella_con(MINIMAL_PLAN);
    let coda = cartella.path().join("coda");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&coda)
            .status()
            .unwrap()
            .success()
    );
    let legge = {
        let coda = coda.clone();
        std::thread::spawn(move || fs::read(coda).unwrap())
    };
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "coda"]).riesce();
    assert!(legge.join().unwrap().starts_with(b"%PDF"));
    assert!(fs::metadata(&coda).unwrap().file_type().is_fifo());
    // Standard output by its other name.
    let aperta = pira(
        cartella.path(),
        &["genera", "piano.yaml", "-o", "/dev/stdout"],
    );
    assert!(aperta.riesce().uscita.starts_with(b"%PDF"));
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
    let cartella = cartella();
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
        let run = pira(cartella.path(), &arguments);
        assert_eq!(run.codice, Some(code), "{output}: {}", run.errori);
        let bytes = fs::read(cartella.path().join(output)).unwrap();
        assert_eq!(kind(&bytes), expected, "{output}");
        assert!(
            expected != "text" || String::from_utf8_lossy(&bytes).contains(words),
            "{output}"
        );
    }
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--ppi", "30", "-o", "w.png"],
    )
    .riesce();
    let page = fs::read(cartella.path().join("w-001.png")).unwrap();
    assert_eq!(kind(&page), "png");
}

#[test]
fn a_name_of_another_format_is_refused() {
    let cartella = cartella();
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
    let before = contenuto(cartella.path());
    for (command, output, words) in cases {
        let arguments = [command, &["-o", output]].concat();
        pira(cartella.path(), &arguments).fallisce(2).dice(words);
        assert!(contenuto(cartella.path()) == before, "{arguments:?}");
    }
    // A folder is none of them, whatever its name; nor is standard output.
    pira(
        cartella.path(),
        &[
            "esporta",
            "piano.yaml",
            "--formato",
            "json",
            "-o",
            "dati.xlsx/",
        ],
    )
    .riesce();
    assert!(cartella.path().join("dati.xlsx/piano.json").exists());
    pira(
        cartella.path(),
        &["esporta", "piano.yaml", "--formato", "json", "-o", "-"],
    )
    .riesce();
}
