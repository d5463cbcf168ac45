//! What a command reads is never what it writes over.

use std::fs;

use super::{AMENDMENT, contents, folder};
use crate::support::{MINIMAL_PLAN, folder_with, pira, pira_with_input};

#[test]
fn no_command_writes_over_a_file_that_it_reads() {
    let folder = folder();
    let genera = ["genera", "piano.yaml", "--variazione", "v.yaml"];
    let with_templates = [&genera[..], &["--modelli", "nostri"]].concat();
    let confronta = ["confronta", "piano.yaml", "altro.yaml", "--formato"];
    let of_the_plan = ["piano.yaml", "v.yaml", "nominata.yaml", "logo.svg"];
    let in_format = |format| [&confronta[..], &[format]].concat();
    let cases: Vec<(Vec<&str>, Vec<&str>)> = vec![
        (genera.to_vec(), of_the_plan.to_vec()),
        (
            [&genera[..], &["--formato", "typ"]].concat(),
            of_the_plan.to_vec(),
        ),
        (
            with_templates,
            vec!["nostri/stile.typ.j2", "nostri/voci.typ.j2"],
        ),
        (
            vec!["esporta", "piano.yaml", "--variazione", "v.yaml"],
            of_the_plan.to_vec(),
        ),
        (
            vec!["consolida", "piano.yaml", "--variazione", "v.yaml"],
            of_the_plan.to_vec(),
        ),
        (
            vec![
                "confronta",
                "piano.yaml",
                "--variazione",
                "v.yaml",
                "--formato",
                "variazione",
            ],
            of_the_plan.to_vec(),
        ),
        (
            in_format("json"),
            vec!["piano.yaml", "altro.yaml", "logo.svg"],
        ),
        (
            in_format("pdf"),
            vec!["piano.yaml", "altro.yaml", "nominata.yaml"],
        ),
        (
            vec![
                "allega",
                "--a",
                "uno.pdf",
                "due.pdf",
                "--allegato",
                "a)=due.pdf",
            ],
            vec!["uno.pdf", "due.pdf"],
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf", "--come-file"],
            vec!["uno.pdf", "due.pdf"],
        ),
    ];
    let before = contents(folder.path());
    for (command, inputs) in cases {
        for input in inputs {
            for written in [input.to_owned(), format!("./{input}")] {
                let arguments = [&command[..], &["-o", &written]].concat();
                pira(folder.path(), &arguments)
                    .fails(2)
                    .says(&written)
                    .says("che il comando legge");
                // Not even when told to overwrite.
                let arguments = [&arguments[..], &["--sovrascrivi"]].concat();
                pira(folder.path(), &arguments).fails(2);
                assert!(contents(folder.path()) == before, "{arguments:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_leads_to_an_input_is_refused_however_it_is_spelt() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let path = folder.path();
    symlink("piano.yaml", path.join("legato.pdf")).unwrap();
    symlink("legato.pdf", path.join("due-volte.pdf")).unwrap();
    fs::hard_link(path.join("piano.yaml"), path.join("gemello.pdf")).unwrap();
    fs::hard_link(path.join("logo.svg"), path.join("gemello.typ")).unwrap();
    fs::create_dir(path.join("sotto")).unwrap();
    symlink(path, path.join("sotto/qui")).unwrap();
    let before = contents(&path.join("nostri"));
    let piano = fs::read(path.join("piano.yaml")).unwrap();
    for (output, input) in [
        ("legato.pdf", "piano.yaml"),
        ("due-volte.pdf", "piano.yaml"),
        ("gemello.pdf", "piano.yaml"),
        ("gemello.typ", "logo.svg"),
        ("sotto/../piano.yaml", "piano.yaml"),
        ("sotto/qui/nominata.yaml", "nominata.yaml"),
        ("sotto/qui/nostri/firme.typ.j2", "nostri/firme.typ.j2"),
    ] {
        let arguments = ["genera", "piano.yaml", "--modelli", "nostri", "-o", output];
        pira(path, &arguments)
            .fails(2)
            .says(&format!("{output} è lo stesso file di {input}"));
    }
    assert!(contents(&path.join("nostri")) == before);
    assert!(fs::read(path.join("piano.yaml")).unwrap() == piano);
    // A link to the plan read under its own name.
    pira(path, &["genera", "legato.pdf", "-o", "piano.yaml"])
        .fails(2)
        .says("lo stesso file di legato.pdf");
}

#[test]
fn the_plan_that_comes_from_standard_input_is_an_input_too() {
    let folder = folder_with("");
    let arguments = ["genera", "-", "-o", "ingresso"];
    pira_with_input(folder.path(), &arguments, MINIMAL_PLAN.as_bytes())
        .fails(2)
        .says("il file che arriva dallo standard input");
    assert_eq!(
        fs::read_to_string(folder.path().join("ingresso")).unwrap(),
        MINIMAL_PLAN
    );
}

/// The logo is the third page that would be written: not even the first two are.
#[test]
fn images_of_pages_are_written_all_or_none() {
    let image = tiny_skia::Pixmap::new(4, 4).unwrap().encode_png().unwrap();
    let with_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: esce-002.png, descrizione: Esempio }, nome:",
    );
    let folder = folder_with(&with_logo);
    fs::write(folder.path().join("esce-002.png"), &image).unwrap();
    let arguments = [
        "genera",
        "piano.yaml",
        "--formato",
        "png",
        "--ppi",
        "30",
        "-o",
        "esce.png",
    ];
    pira(folder.path(), &arguments)
        .fails(2)
        .says("esce-002.png è")
        .says("che il comando legge");
    assert!(!folder.path().join("esce-001.png").exists());
    assert!(fs::read(folder.path().join("esce-002.png")).unwrap() == image);
}

#[test]
fn the_document_of_one_plan_never_takes_the_place_of_what_another_is_made_from() {
    let folder = folder_with(MINIMAL_PLAN);
    fs::write(folder.path().join("piano.typ"), AMENDMENT).unwrap();
    let other = format!("variazioni: [piano.typ]\n{MINIMAL_PLAN}");
    fs::write(folder.path().join("altro.yaml"), other).unwrap();
    let arguments = ["genera", "piano.yaml", "altro.yaml", "--formato", "typ"];
    for arguments in [
        arguments.to_vec(),
        [&arguments[..], &["--sovrascrivi"]].concat(),
    ] {
        pira(folder.path(), &arguments)
            .fails(2)
            .says("piano.typ è uno dei file che il comando legge");
        assert!(!folder.path().join("altro.typ").exists());
        assert_eq!(
            fs::read_to_string(folder.path().join("piano.typ")).unwrap(),
            AMENDMENT
        );
    }
    // Written twice, the documents are nobody's input.
    for _ in 0..2 {
        let arguments = [
            "genera",
            "piano.yaml",
            "altro.yaml",
            "--formato",
            "typ",
            "-o",
            "fuori",
        ];
        pira(folder.path(), &arguments).succeeds();
    }
}
