//! The files inside a document come out as they went in, or are refused.

use std::fs;

use super::folder;
use crate::support::carriers::{carrying, deflated, extract, files};
use crate::support::pdf_builder::{page_and, stream};
use crate::support::{piano_2021, pira};

#[test]
fn a_damaged_file_is_refused_and_the_others_are_given() {
    let good = b"buono".repeat(500);
    let packed = deflated(&good);
    let mut flipped = packed.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let mut wrong_sum = packed.clone();
    *wrong_sum.last_mut().unwrap() ^= 1;
    let flate = "/Filter/FlateDecode";
    let with = |parameters: &str| format!("{flate}/Params<<{parameters}>>");
    let sum = "/CheckSum<00112233445566778899aabbccddeeff>";
    let cases: [(&str, String, &[u8]); 7] = [
        ("capovolto", flate.to_owned(), &flipped),
        ("somma", flate.to_owned(), &wrong_sum),
        ("interrotto", flate.to_owned(), &packed[..packed.len() / 2]),
        ("non-compresso", flate.to_owned(), b"non sono compresso"),
        ("corto", with("/Size 42931"), &packed),
        ("impronta", with(sum), &packed),
        ("ascii", "/Filter/ASCIIHexDecode".to_owned(), b"61 62 6"),
    ];
    for (name, entries, data) in &cases {
        let document = carrying(&[
            ("buono.txt", &with("/Size 2500"), &packed),
            (name, entries, data),
            ("altro.txt", "", b"altro"),
        ]);
        let (run, folder) = extract(&document, &[]);
        run.fails(1)
            .says(&format!("“{name}” è danneggiato"))
            .says("e: 2 file");
        assert_eq!(files(&folder.path().join("e")), ["altro.txt", "buono.txt"]);
        assert_eq!(fs::read(folder.path().join("e/buono.txt")).unwrap(), good);
    }
    let document = carrying(&[("strano", "/Filter/JBIG2Decode", b"x")]);
    let (run, folder) = extract(&document, &[]);
    run.fails(1)
        .says("compresso in un modo che non conosco (JBIG2Decode)");
    assert!(!folder.path().join("e").exists());
}

#[test]
fn one_changed_bit_of_our_own_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let plan = piano_2021();
    let command = [
        "genera",
        plan.to_str().unwrap(),
        "--con-dati",
        "-o",
        "p.pdf",
    ];
    pira(folder.path(), &command).succeeds();
    let bytes = fs::read(folder.path().join("p.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let plan_text = fs::read(&plan).unwrap();
    let packed = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .find(|stream| {
            stream
                .get_plain_content()
                .is_ok_and(|data| data == plan_text)
        })
        .unwrap();
    let packed = &packed.content;
    let at = bytes
        .windows(packed.len())
        .position(|window| window == packed)
        .unwrap();
    for place in [10, packed.len() / 3, packed.len() / 2, packed.len() - 2] {
        let mut changed = bytes.clone();
        changed[at + place] ^= 4;
        let (run, folder) = extract(&changed, &[]);
        run.fails(1)
            .says("“frosinone-latina-2021.yaml” è danneggiato");
        assert!(!folder.path().join("e/frosinone-latina-2021.yaml").exists());
        assert!(folder.path().join("e/indicatori.csv").exists());
    }
}

#[test]
fn every_file_has_a_place_of_its_own_on_every_system() {
    let names = [
        "A.txt",
        "a.txt",
        "a",
        "a/b",
        "c/d",
        "C",
        "e/",
        "perche\u{301}",
        "perché",
        "x\u{202e}fdp.exe",
        "COM1.txt",
        "con",
        "due  ",
        ".",
        "a\tb",
        "/etc/passwd",
        "a/./f",
    ];
    let contents: Vec<String> = names.iter().map(|name| format!("sono {name}")).collect();
    let carried: Vec<(&str, &str, &[u8])> = names
        .iter()
        .zip(&contents)
        .map(|(name, content)| (*name, "", content.as_bytes()))
        .collect();
    let (run, folder) = extract(&carrying(&carried), &[]);
    run.succeeds().says("17 file");
    let found = files(&folder.path().join("e"));
    assert_eq!(found.len(), names.len(), "{found:?}");
    let mut read: Vec<String> = found
        .iter()
        .map(|name| fs::read_to_string(folder.path().join("e").join(name)).unwrap())
        .collect();
    read.sort();
    let mut wanted = contents.clone();
    wanted.sort();
    assert_eq!(read, wanted);
    let lower: std::collections::BTreeSet<String> =
        found.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(lower.len(), found.len());
    for name in ["A.txt", "2-a.txt", "a", "2-a/b", "c/d", "2-C", "e"] {
        assert!(
            found.iter().any(|other| other == name),
            "{name} in {found:?}"
        );
    }
}

#[test]
fn thousands_of_files_of_one_name_are_all_given() {
    let many: Vec<(&str, &str, &[u8])> = vec![("uguale.txt", "", b"x"); 3000];
    let (run, folder) = extract(&carrying(&many), &[]);
    run.succeeds().says("3000 file");
    assert_eq!(files(&folder.path().join("e")).len(), 3000);
}

#[test]
fn files_that_together_are_too_large_leave_nothing_halfway() {
    use pira::fascicolo::{Extraction, ExtractionFault};
    let packed = deflated(&vec![0; 5_000_000]);
    let document = carrying(&[("zeri", "/Filter/FlateDecode", &packed)]);
    let extraction = Extraction::open("x.pdf", &document).unwrap();
    let mut written = Vec::new();
    let outcome = extraction.write_entry(&extraction.entries()[0], &mut 1_000_000, &mut written);
    assert!(
        matches!(outcome, Err(ExtractionFault::Exhausted(_))),
        "{outcome:?}"
    );
    assert!(written.len() <= 1_000_000);
    // What is there and differs stops the others too.
    let document = carrying(&[("a.txt", "", b"a"), ("b.txt", "", b"b")]);
    let folder = folder(&[("x.pdf", &document)]);
    fs::create_dir(folder.path().join("e")).unwrap();
    fs::write(folder.path().join("e/b.txt"), "mio").unwrap();
    pira(folder.path(), &["estrai", "x.pdf", "-o", "e"])
        .fails(2)
        .says("esiste già");
    assert_eq!(files(&folder.path().join("e")), ["b.txt"]);
    pira(folder.path(), &["estrai", "x.pdf", "-o", "x.pdf"])
        .fails(2)
        .says("non è una cartella");
}

#[test]
fn files_that_an_annotation_carries_are_given_too() {
    let document = page_and(
        "",
        "/Annots[5 0 R]",
        &[
            b"<</Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(nota.txt)/EF<</F 6 0 R>>>>>>".to_vec(),
            stream("", b"una nota"),
            // Nothing leads to this one: it was taken away.
            b"<</Type/Filespec/F(tolto.txt)/EF<</F 6 0 R>>>>".to_vec(),
        ],
    );
    let (run, folder) = extract(&document, &[]);
    run.succeeds().says("1 file");
    assert_eq!(
        fs::read(folder.path().join("e/nota.txt")).unwrap(),
        b"una nota"
    );
}
