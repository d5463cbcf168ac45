//! A signed file is never written over.

use std::fs;
use std::path::Path;

use super::cartella;
use crate::support::{MINIMAL_PLAN, cartella_con, fixture, pira};
use lopdf::{Document, Object, dictionary};

/// The signed files that the office may have: a PDF, one cut short, one in an envelope.
fn firmati() -> Vec<(&'static str, Vec<u8>)> {
    let firmato = fs::read(fixture("firmato.pdf")).unwrap();
    let certificato = fs::read(fixture("certificato.pdf")).unwrap();
    let troncato = firmato[..firmato.len() - 200].to_vec();
    // The head of an envelope (RFC 5652) around the document.
    let mut busta = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".to_vec();
    busta.extend(&firmato);
    // The same head in base64, as its length takes three bytes, two or one; after the line of PEM.
    let text = |head: &str| format!("-----BEGIN CMS-----\n{head}\n").into_bytes();
    vec![
        ("firmato", firmato),
        ("certificato", certificato),
        ("troncato", troncato),
        ("busta", busta),
        ("busta in PEM", text("MIIQAAYJKoZIhvcNAQcCoIIQAA==")),
        (
            "busta in PEM, senza lunghezza",
            text("MIAGCSqGSIb3DQEHAqCAMIA="),
        ),
        ("busta in base64", b"MIHwBgkqhkiG9w0BBwKggeM=\n".to_vec()),
    ]
}

#[test]
fn no_command_writes_over_a_signed_file() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml"];
    let comandi: Vec<(Vec<&str>, &str)> = vec![
        (genera.to_vec(), "piano.pdf"),
        ([&genera[..], &["-o", "atto.pdf"]].concat(), "atto.pdf"),
        (
            [&genera[..], &["-o", "uscita/"]].concat(),
            "uscita/piano.pdf",
        ),
        (
            [&genera[..], &["--formato", "typ", "-o", "atto.typ"]].concat(),
            "atto.typ",
        ),
        (
            [&genera[..], &["--formato", "png", "-o", "atto.png"]].concat(),
            "atto-002.png",
        ),
        (vec!["esporta", "piano.yaml", "-o", "atto.csv"], "atto.csv"),
        (vec!["esporta", "piano.yaml"], "piano.csv"),
        (
            vec!["consolida", "piano.yaml", "-o", "atto.yaml"],
            "atto.yaml",
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "--formato", "pdf"],
            "quadro-di-raffronto.pdf",
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "-o", "atto.txt"],
            "atto.txt",
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf"],
            "uno-fascicolo.pdf",
        ),
        (
            vec![
                "allega",
                "--a",
                "uno.pdf",
                "due.pdf",
                "--come-file",
                "-o",
                "atto.pdf",
            ],
            "atto.pdf",
        ),
        (vec!["nuovo", "-o", "atto.yaml"], "atto.yaml"),
        (
            vec!["genera", "piano.yaml", "altro.yaml", "-o", "uscita"],
            "uscita/altro.pdf",
        ),
    ];
    fs::create_dir(cartella.path().join("uscita")).unwrap();
    for (nome, byte) in firmati() {
        for (comando, uscita) in &comandi {
            let file = cartella.path().join(uscita);
            fs::write(&file, &byte).unwrap();
            let detto = pira(cartella.path(), comando).fallisce(2);
            if comando[0] != "nuovo" {
                detto
                    .dice("le firme andrebbero perdute")
                    .dice("--sovrascrivi")
                    .dice(Path::new(uscita).file_name().unwrap().to_str().unwrap());
            }
            assert!(fs::read(&file).unwrap() == byte, "{nome}: {comando:?}");
            fs::remove_file(&file).unwrap();
        }
    }
    // Told to, each command takes its place.
    let (_, byte) = &firmati()[0];
    for (comando, uscita) in &comandi {
        let file = cartella.path().join(uscita);
        fs::write(&file, byte).unwrap();
        let comando = [&comando[..], &["--sovrascrivi"]].concat();
        let codice = i32::from(comando[0] == "confronta");
        pira(cartella.path(), &comando).finisce(codice);
        assert!(fs::read(&file).unwrap() != *byte, "{comando:?}");
        fs::remove_file(&file).unwrap();
    }
}

/// Of many plans, the one whose document is signed is told, and the others are written.
#[test]
fn of_many_plans_only_the_signed_document_is_spared() {
    let cartella = cartella_con(MINIMAL_PLAN);
    fs::write(
        cartella.path().join("altro.yaml"),
        MINIMAL_PLAN.replace("2027", "2028"),
    )
    .unwrap();
    fs::copy(fixture("firmato.pdf"), cartella.path().join("piano.pdf")).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "altro.yaml"])
        .fallisce(2)
        .dice("piano.pdf è firmato")
        .dice("1 documento scritto, 1 piano non riuscito: piano.yaml");
    let firmato = fs::read(fixture("firmato.pdf")).unwrap();
    assert!(fs::read(cartella.path().join("piano.pdf")).unwrap() == firmato);
}

/// A field still to be signed, or made ready for a signature, is no signature.
#[test]
fn a_pdf_that_waits_for_its_signature_may_be_made_again() {
    let cartella = cartella_con(MINIMAL_PLAN);
    let file = cartella.path().join("atto.pdf");
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();
    let mut documento = Document::load(&file).unwrap();
    let campo = documento.add_object(dictionary! {
        "FT" => "Sig", "T" => Object::string_literal("Firma 1"), "Type" => "Annot", "Subtype" => "Widget",
    });
    let moduli = dictionary! { "Fields" => vec![Object::from(campo)], "SigFlags" => 3 };
    documento.catalog_mut().unwrap().set("AcroForm", moduli);
    documento.save(&file).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();

    let mut pronto = fs::read(&file).unwrap();
    let firma = "\n9999 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 0 0 0]/Contents<0000 0000>>>\nendobj\n";
    pronto.extend(firma.as_bytes());
    fs::write(&file, &pronto).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();
    let firmato = firma.replace("<0000 0000>", "<3082 0000>");
    let piu_firma = [&pronto[..], firmato.as_bytes()].concat();
    fs::write(&file, piu_firma).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"])
        .fallisce(2)
        .dice("è firmato");
}
