//! A signed file is never written over.

use std::fs;
use std::path::Path;

use super::folder;
use crate::support::{MINIMAL_PLAN, fixture, folder_with, pira};
use lopdf::{Document, Object, dictionary};

/// The signed files that the office may have: a PDF, one cut short, one in an envelope.
fn signed_files() -> Vec<(&'static str, Vec<u8>)> {
    let signed = fs::read(fixture("firmato.pdf")).unwrap();
    let certified = fs::read(fixture("certificato.pdf")).unwrap();
    let truncated = signed[..signed.len() - 200].to_vec();
    // The head of an envelope (RFC 5652) around the document.
    let mut envelope = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".to_vec();
    envelope.extend(&signed);
    // The same head in base64, as its length takes three bytes, two or one; after the line of PEM.
    let text = |head: &str| format!("-----BEGIN CMS-----\n{head}\n").into_bytes();
    vec![
        ("firmato", signed),
        ("certificato", certified),
        ("troncato", truncated),
        ("busta", envelope),
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
    let folder = folder();
    let genera = ["genera", "piano.yaml"];
    let commands: Vec<(Vec<&str>, &str)> = vec![
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
    fs::create_dir(folder.path().join("uscita")).unwrap();
    for (name, bytes) in signed_files() {
        for (command, output) in &commands {
            let file = folder.path().join(output);
            fs::write(&file, &bytes).unwrap();
            let said = pira(folder.path(), command).fails(2);
            if command[0] != "nuovo" {
                said.says("le firme andrebbero perdute")
                    .says("--sovrascrivi")
                    .says(Path::new(output).file_name().unwrap().to_str().unwrap());
            }
            assert!(fs::read(&file).unwrap() == bytes, "{name}: {command:?}");
            fs::remove_file(&file).unwrap();
        }
    }
    // Told to, each command takes its place.
    let (_, bytes) = &signed_files()[0];
    for (command, output) in &commands {
        let file = folder.path().join(output);
        fs::write(&file, bytes).unwrap();
        let command = [&command[..], &["--sovrascrivi"]].concat();
        let code = i32::from(command[0] == "confronta");
        pira(folder.path(), &command).ends_with(code);
        assert!(fs::read(&file).unwrap() != *bytes, "{command:?}");
        fs::remove_file(&file).unwrap();
    }
}

/// Of many plans, the one whose document is signed is told, and the others are written.
#[test]
fn of_many_plans_only_the_signed_document_is_spared() {
    let folder = folder_with(MINIMAL_PLAN);
    fs::write(
        folder.path().join("altro.yaml"),
        MINIMAL_PLAN.replace("2027", "2028"),
    )
    .unwrap();
    fs::copy(fixture("firmato.pdf"), folder.path().join("piano.pdf")).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "altro.yaml"])
        .fails(2)
        .says("piano.pdf è firmato")
        .says("1 documento scritto, 1 piano non riuscito: piano.yaml");
    let signed = fs::read(fixture("firmato.pdf")).unwrap();
    assert!(fs::read(folder.path().join("piano.pdf")).unwrap() == signed);
}

/// A field still to be signed, or made ready for a signature, is no signature.
#[test]
fn a_pdf_that_waits_for_its_signature_may_be_made_again() {
    let folder = folder_with(MINIMAL_PLAN);
    let file = folder.path().join("atto.pdf");
    pira(folder.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).succeeds();
    let mut document = Document::load(&file).unwrap();
    let field = document.add_object(dictionary! {
        "FT" => "Sig", "T" => Object::string_literal("Firma 1"), "Type" => "Annot", "Subtype" => "Widget",
    });
    let forms = dictionary! { "Fields" => vec![Object::from(field)], "SigFlags" => 3 };
    document.catalog_mut().unwrap().set("AcroForm", forms);
    document.save(&file).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).succeeds();

    let mut ready = fs::read(&file).unwrap();
    let firma = "\n9999 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 0 0 0]/Contents<0000 0000>>>\nendobj\n";
    ready.extend(firma.as_bytes());
    fs::write(&file, &ready).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).succeeds();
    let signed = firma.replace("<0000 0000>", "<3082 0000>");
    let and_signature = [&ready[..], signed.as_bytes()].concat();
    fs::write(&file, and_signature).unwrap();
    pira(folder.path(), &["genera", "piano.yaml", "-o", "atto.pdf"])
        .fails(2)
        .says("è firmato");
}
