//! What a command reads is never what it writes over.

use std::fs;

use super::{VARIAZIONE, cartella, contenuto};
use crate::support::{MINIMAL_PLAN, cartella_con, pira, pira_con_ingresso};

#[test]
fn no_command_writes_over_a_file_that_it_reads() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml", "--variazione", "v.yaml"];
    let coi_modelli = [&genera[..], &["--modelli", "nostri"]].concat();
    let confronta = ["confronta", "piano.yaml", "altro.yaml", "--formato"];
    let del_piano = ["piano.yaml", "v.yaml", "nominata.yaml", "logo.svg"];
    let in_formato = |formato| [&confronta[..], &[formato]].concat();
    let casi: Vec<(Vec<&str>, Vec<&str>)> = vec![
        (genera.to_vec(), del_piano.to_vec()),
        (
            [&genera[..], &["--formato", "typ"]].concat(),
            del_piano.to_vec(),
        ),
        (
            coi_modelli,
            vec!["nostri/stile.typ.j2", "nostri/voci.typ.j2"],
        ),
        (
            vec!["esporta", "piano.yaml", "--variazione", "v.yaml"],
            del_piano.to_vec(),
        ),
        (
            vec!["consolida", "piano.yaml", "--variazione", "v.yaml"],
            del_piano.to_vec(),
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
            del_piano.to_vec(),
        ),
        (
            in_formato("json"),
            vec!["piano.yaml", "altro.yaml", "logo.svg"],
        ),
        (
            in_formato("pdf"),
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
    let prima = contenuto(cartella.path());
    for (comando, ingressi) in casi {
        for ingresso in ingressi {
            for scritto in [ingresso.to_owned(), format!("./{ingresso}")] {
                let argomenti = [&comando[..], &["-o", &scritto]].concat();
                pira(cartella.path(), &argomenti)
                    .fallisce(2)
                    .dice(&scritto)
                    .dice("che il comando legge");
                // Not even when told to overwrite.
                let argomenti = [&argomenti[..], &["--sovrascrivi"]].concat();
                pira(cartella.path(), &argomenti).fallisce(2);
                assert!(contenuto(cartella.path()) == prima, "{argomenti:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_leads_to_an_input_is_refused_however_it_is_spelt() {
    use std::os::unix::fs::symlink;
    let cartella = cartella();
    let percorso = cartella.path();
    symlink("piano.yaml", percorso.join("legato.pdf")).unwrap();
    symlink("legato.pdf", percorso.join("due-volte.pdf")).unwrap();
    fs::hard_link(percorso.join("piano.yaml"), percorso.join("gemello.pdf")).unwrap();
    fs::hard_link(percorso.join("logo.svg"), percorso.join("gemello.typ")).unwrap();
    fs::create_dir(percorso.join("sotto")).unwrap();
    symlink(percorso, percorso.join("sotto/qui")).unwrap();
    let prima = contenuto(&percorso.join("nostri"));
    let piano = fs::read(percorso.join("piano.yaml")).unwrap();
    for (uscita, ingresso) in [
        ("legato.pdf", "piano.yaml"),
        ("due-volte.pdf", "piano.yaml"),
        ("gemello.pdf", "piano.yaml"),
        ("gemello.typ", "logo.svg"),
        ("sotto/../piano.yaml", "piano.yaml"),
        ("sotto/qui/nominata.yaml", "nominata.yaml"),
        ("sotto/qui/nostri/firme.typ.j2", "nostri/firme.typ.j2"),
    ] {
        let argomenti = ["genera", "piano.yaml", "--modelli", "nostri", "-o", uscita];
        pira(percorso, &argomenti)
            .fallisce(2)
            .dice(&format!("{uscita} è lo stesso file di {ingresso}"));
    }
    assert!(contenuto(&percorso.join("nostri")) == prima);
    assert!(fs::read(percorso.join("piano.yaml")).unwrap() == piano);
    // A link to the plan read under its own name.
    pira(percorso, &["genera", "legato.pdf", "-o", "piano.yaml"])
        .fallisce(2)
        .dice("lo stesso file di legato.pdf");
}

#[test]
fn the_plan_that_comes_from_standard_input_is_an_input_too() {
    let cartella = cartella_con("");
    let argomenti = ["genera", "-", "-o", "ingresso"];
    pira_con_ingresso(cartella.path(), &argomenti, MINIMAL_PLAN.as_bytes())
        .fallisce(2)
        .dice("il file che arriva dallo standard input");
    assert_eq!(
        fs::read_to_string(cartella.path().join("ingresso")).unwrap(),
        MINIMAL_PLAN
    );
}

/// The logo is the third page that would be written: not even the first two are.
#[test]
fn images_of_pages_are_written_all_or_none() {
    let immagine = tiny_skia::Pixmap::new(4, 4).unwrap().encode_png().unwrap();
    let con_logo = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: esce-002.png, descrizione: Esempio }, nome:",
    );
    let cartella = cartella_con(&con_logo);
    fs::write(cartella.path().join("esce-002.png"), &immagine).unwrap();
    let argomenti = [
        "genera",
        "piano.yaml",
        "--formato",
        "png",
        "--ppi",
        "30",
        "-o",
        "esce.png",
    ];
    pira(cartella.path(), &argomenti)
        .fallisce(2)
        .dice("esce-002.png è")
        .dice("che il comando legge");
    assert!(!cartella.path().join("esce-001.png").exists());
    assert!(fs::read(cartella.path().join("esce-002.png")).unwrap() == immagine);
}

#[test]
fn the_document_of_one_plan_never_takes_the_place_of_what_another_is_made_from() {
    let cartella = cartella_con(MINIMAL_PLAN);
    fs::write(cartella.path().join("piano.typ"), VARIAZIONE).unwrap();
    let altro = format!("variazioni: [piano.typ]\n{MINIMAL_PLAN}");
    fs::write(cartella.path().join("altro.yaml"), altro).unwrap();
    let argomenti = ["genera", "piano.yaml", "altro.yaml", "--formato", "typ"];
    for argomenti in [
        argomenti.to_vec(),
        [&argomenti[..], &["--sovrascrivi"]].concat(),
    ] {
        pira(cartella.path(), &argomenti)
            .fallisce(2)
            .dice("piano.typ è uno dei file che il comando legge");
        assert!(!cartella.path().join("altro.typ").exists());
        assert_eq!(
            fs::read_to_string(cartella.path().join("piano.typ")).unwrap(),
            VARIAZIONE
        );
    }
    // Written twice, the documents are nobody's input.
    for _ in 0..2 {
        let argomenti = [
            "genera",
            "piano.yaml",
            "altro.yaml",
            "--formato",
            "typ",
            "-o",
            "fuori",
        ];
        pira(cartella.path(), &argomenti).riesce();
    }
}
