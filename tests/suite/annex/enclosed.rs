//! The files that a document carries inside: the PIRA in the preventivo, the data in the PIRA.

use std::fs;

use super::{folder, genera, pages, read};
use crate::support::pdf::broken_rules;
use crate::support::{fixture, piano_2021, pira, root};
use lopdf::{Document, Object, dictionary};
use page_validation::ValidationProfile;

#[test]
fn attached_as_a_file_it_leaves_the_bytes_of_the_preventivo() {
    let folder = folder();
    fs::copy(fixture("firmato.pdf"), folder.path().join("firmato.pdf")).unwrap();
    for preventivo in ["firmato.pdf", "preventivo.pdf"] {
        let command = [
            "allega",
            "--a",
            preventivo,
            "pira.pdf",
            "--come-file",
            "-o",
            "f.pdf",
            "--sovrascrivi",
        ];
        pira(folder.path(), &command)
            .succeeds()
            .says("1 file allegato, pagine intatte");
        let bytes = read(&folder, "f.pdf");
        assert!(
            bytes.starts_with(&read(&folder, preventivo)),
            "an update adds after the end"
        );
        pira(
            folder.path(),
            &["estrai", "f.pdf", "-o", preventivo.trim_end_matches(".pdf")],
        )
        .succeeds();
        let extracted_file = folder
            .path()
            .join(preventivo.trim_end_matches(".pdf"))
            .join("pira.pdf");
        assert_eq!(fs::read(extracted_file).unwrap(), read(&folder, "pira.pdf"));
        assert_eq!(pages(&bytes), pages(&read(&folder, preventivo)));
        pira(
            folder.path(),
            &[
                "allega",
                "--a",
                "f.pdf",
                "pira.pdf",
                "--come-file",
                "-o",
                "g.pdf",
            ],
        )
        .fails(1)
        .says("ha già un file “pira.pdf”");
    }
    // The validator takes an attachment for PDF/A-2 only if it declares level b.
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(
        folder.path(),
        &[piano, "--standard", "a-2b,ua-1", "-o", "b.pdf"],
    );
    pira(
        folder.path(),
        &[
            "allega",
            "--a",
            "preventivo.pdf",
            "b.pdf",
            "--come-file",
            "-o",
            "f.pdf",
        ],
    )
    .succeeds();
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let bytes = read(&folder, "f.pdf");
        assert_eq!(broken_rules(&bytes, profile), Vec::<String>::new());
    }
    let certified = fixture("certificato.pdf");
    let command = [
        "allega",
        "--a",
        certified.to_str().unwrap(),
        "pira.pdf",
        "--come-file",
    ];
    pira(folder.path(), &command)
        .fails(1)
        .says("renderebbe nulla la firma");
    genera(
        folder.path(),
        &[
            piano_2021().to_str().unwrap(),
            "--con-dati",
            "-o",
            "dati.pdf",
        ],
    );
    pira(
        folder.path(),
        &["allega", "--a", "preventivo.pdf", "dati.pdf", "--come-file"],
    )
    .fails(1)
    .says("un PDF/A-2 porta solo file");
}

/// `genera --con-dati`, `estrai`, `genera`: the same bytes, with and without amendments.
#[test]
fn an_act_is_made_again_from_itself() {
    let examples = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let examples = examples.map(|name| root().join("data/esempi").join(name));
    let everything = root().join("tests/golden/tutto/piano.yaml");
    let [one, two] = examples.each_ref().map(|file| file.to_str().unwrap());
    let piano = piano_2021();
    let cases: [&[&str]; 4] = [
        &[piano.to_str().unwrap()],
        &[
            piano.to_str().unwrap(),
            "--variazione",
            two,
            "--variazione",
            one,
            "--quadro",
            "--bozza",
        ],
        &[
            piano.to_str().unwrap(),
            "--allegato",
            "d, deliberazione, Consiglio, 14",
            "--pagina-iniziale",
            "41",
            "--pagine-totali",
            "60",
        ],
        &[
            everything.to_str().unwrap(),
            "--modelli",
            "nostri",
            "--standard",
            "a-3b",
        ],
    ];
    for arguments in cases {
        let folder = tempfile::tempdir().unwrap();
        pira(folder.path(), &["modelli", "nostri"]).succeeds();
        let style = folder.path().join("nostri/stile.typ.j2");
        let ours = fs::read_to_string(&style)
            .unwrap()
            .replace("#17324d", "#402010");
        fs::write(&style, ours).unwrap();
        genera(
            folder.path(),
            &[arguments, &["--con-dati", "-o", "primo.pdf"]].concat(),
        );
        let said = pira(folder.path(), &["estrai", "primo.pdf", "-o", "estratti"])
            .succeeds()
            .stderr;
        let command = said
            .split_once("in quella cartella: pira ")
            .unwrap()
            .1
            .trim_end();
        let mut words = vec![String::new()];
        let mut quoted = false;
        let quotes = if cfg!(windows) { '"' } else { '\'' };
        for character in command.chars() {
            match character {
                sign if sign == quotes => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                other => words.last_mut().unwrap().push(other),
            }
        }
        let words: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .chain(["-o", "secondo.pdf"])
            .collect();
        let extracted = folder.path().join("estratti");
        pira(&extracted, &words).succeeds();
        let first = read(&folder, "primo.pdf");
        assert!(
            first == fs::read(extracted.join("secondo.pdf")).unwrap(),
            "{command}"
        );
        if !arguments.contains(&"--standard") {
            for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
                assert_eq!(
                    broken_rules(&first, profile),
                    Vec::<String>::new(),
                    "{command}"
                );
            }
        }
        // What is there already and says something else is not replaced.
        fs::write(extracted.join("indicatori.csv"), "altro").unwrap();
        pira(folder.path(), &["estrai", "primo.pdf", "-o", "estratti"])
            .fails(2)
            .says("esiste già");
    }
}

#[test]
fn the_data_inside_the_pdf_are_those_of_esporta_and_fit_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(folder.path(), &[piano, "--con-dati", "-o", "p.pdf"]);
    pira(folder.path(), &["estrai", "p.pdf", "-o", "e"]).succeeds();
    let extracted_file = |name: &str| fs::read(folder.path().join("e").join(name)).unwrap();
    assert_eq!(
        extracted_file("frosinone-latina-2021.yaml"),
        fs::read(piano).unwrap()
    );
    for (format, name) in [
        ("csv", "indicatori.csv"),
        ("json", "piano-consolidato.json"),
    ] {
        let exported = pira(
            folder.path(),
            &["esporta", piano, "--formato", format, "-o", "-"],
        )
        .succeeds();
        assert_eq!(exported.stdout, extracted_file(name));
    }
    let json: serde_json::Value =
        serde_json::from_slice(&extracted_file("piano-consolidato.json")).unwrap();
    let schema: serde_json::Value =
        serde_json::from_slice(&extracted_file("piano.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    // The JSON is a plan too, and makes the same document.
    fs::write(
        folder.path().join("piano.json"),
        extracted_file("piano-consolidato.json"),
    )
    .unwrap();
    let typ = |piano: &str| {
        pira(
            folder.path(),
            &["genera", piano, "--formato", "typ", "-o", "-"],
        )
        .succeeds()
        .stdout
    };
    assert_eq!(typ("piano.json"), typ(piano));

    let table = extracted_file("indicatori.csv");
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let columns: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let lines: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), 35 * 3);
    let column = |name: &str| columns.iter().position(|other| other == name).unwrap();
    let line = lines
        .iter()
        .find(|line| &line[column("indicatore_codice")] == "C4.4")
        .unwrap();
    let told = ["anno", "risultato_atteso", "operatore", "valore", "unita"]
        .map(|name| &line[column(name)]);
    assert_eq!(told, ["2021", "<30 gg", "<", "30", "gg"]);
    let described: serde_json::Value =
        serde_json::from_slice(&extracted_file("indicatori.csv-metadata.json")).unwrap();
    let described = described["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(
        described
            .iter()
            .map(|c| c["name"].as_str().unwrap())
            .collect::<Vec<_>>(),
        columns
    );
}

#[test]
fn the_workbook_is_the_same_every_time() {
    let folder = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    for name in ["a.xlsx", "b.xlsx"] {
        pira(
            folder.path(),
            &[
                "esporta",
                piano.to_str().unwrap(),
                "--formato",
                "xlsx",
                "-o",
                name,
            ],
        )
        .succeeds();
    }
    let [a, b] = ["a.xlsx", "b.xlsx"].map(|name| fs::read(folder.path().join(name)).unwrap());
    assert_eq!(a, b);
    assert!(a.starts_with(b"PK"));
}

#[test]
fn a_pdf_without_data_has_nothing_to_extract() {
    let folder = folder();
    pira(folder.path(), &["estrai", "pira.pdf"])
        .fails(1)
        .says("--con-dati");
    assert!(!folder.path().join("pira").exists());
    pira(
        folder.path(),
        &[
            "genera",
            piano_2021().to_str().unwrap(),
            "--con-dati",
            "--standard",
            "a-2a",
        ],
    )
    .fails(2)
    .says("a-3a");
}

/// A name inside a PDF is no way out of the folder.
#[test]
fn the_names_of_the_files_inside_do_not_lead_out_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = Document::load_mem(&fs::read(fixture("groff.pdf")).unwrap()).unwrap();
    let mut names = Vec::new();
    let hostile = [
        "../fuori.txt",
        "/tmp/fuori.txt",
        "C:\\fuori.txt",
        "a/../../fuori.txt",
        "con",
        "x\u{0}y",
        "buono.txt",
        "buono.txt",
        "sotto/buono.txt",
    ];
    for (number, name) in hostile.iter().enumerate() {
        let stream = lopdf::Stream::new(dictionary! {}, format!("{number}").into_bytes());
        let stream = document.add_object(stream);
        let specification = dictionary! { "F" => Object::string_literal(*name), "EF" => dictionary! { "F" => stream } };
        let specification = document.add_object(specification);
        names.extend([
            Object::string_literal(format!("{number}")),
            specification.into(),
        ]);
    }
    let catalog = document.catalog_mut().unwrap();
    catalog.set(
        "Names",
        dictionary! { "EmbeddedFiles" => dictionary! { "Names" => names } },
    );
    let inside = folder.path().join("dentro");
    fs::create_dir(&inside).unwrap();
    document.save(inside.join("ostile.pdf")).unwrap();
    pira(&inside, &["estrai", "ostile.pdf", "-o", "e"])
        .succeeds()
        .says("9 file");
    let outside: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(outside.len(), 1, "nothing beside the folder");
    for name in [
        "fuori.txt",
        "tmp/fuori.txt",
        "C__fuori.txt",
        "a/fuori.txt",
        "_con",
        "x_y",
        "buono.txt",
        "2-buono.txt",
        "sotto/buono.txt",
    ] {
        assert!(inside.join("e").join(name).exists(), "{name}");
    }
}
