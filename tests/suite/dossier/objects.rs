//! What a file is made of: objects, streams, numbers, identifiers.

use std::fs;

use super::{count, dossier, folder, join, plain, text, the_pira};
use crate::support::pdf_builder::{Back, one_page, page_and, pdf, stream};
use crate::support::{piano_2021, pira};

#[test]
fn every_file_that_we_write_ends_with_a_line_and_its_streams_with_two_bytes() {
    let folder = folder(&[("altro.pdf", &plain())]);
    let plan = piano_2021();
    let plan = plan.to_str().unwrap();
    for standard in ["a-1a", "a-2a,ua-1", "a-3b", "1.4", "2.0"] {
        let command = ["genera", plan, "--standard", standard, "-o", "x.pdf"];
        pira(folder.path(), &command).succeeds();
        ends_well(&fs::read(folder.path().join("x.pdf")).unwrap(), 0);
    }
    for file in ["pira.pdf", "altro.pdf"] {
        pira(
            folder.path(),
            &["allega", "--a", file, "pira.pdf", "-o", "f.pdf"],
        )
        .succeeds();
        ends_well(&fs::read(folder.path().join("f.pdf")).unwrap(), 0);
    }
    // PDF/A-1 has a table in lines.
    pira(
        folder.path(),
        &["genera", plan, "--standard", "a-1b", "-o", "uno.pdf"],
    )
    .succeeds();
    pira(
        folder.path(),
        &["allega", "--a", "uno.pdf", "uno.pdf", "-o", "f.pdf"],
    )
    .succeeds()
    .says("PDF/A-1b");
    ends_well(&fs::read(folder.path().join("f.pdf")).unwrap(), 0);
    let command = [
        "allega",
        "--a",
        "altro.pdf",
        "pira.pdf",
        "--come-file",
        "-o",
        "f.pdf",
    ];
    pira(folder.path(), &command).succeeds();
    ends_well(
        &fs::read(folder.path().join("f.pdf")).unwrap(),
        plain().len(),
    );
}

/// What was written from a byte on.
#[track_caller]
fn ends_well(bytes: &[u8], from: usize) {
    assert!(bytes.ends_with(b"\n%%EOF\n"));
    let written = &bytes[from..];
    assert!(count(written, b"\nendstream") > 0);
    assert_eq!(
        count(written, b"\nendstream"),
        count(written, b"\r\nendstream")
    );
    // The lengths are those of the data: the library that reads them trusts nothing else.
    assert!(Back::read(bytes).0.xref_recovery.is_none());
}

#[test]
fn a_stream_that_does_not_say_how_long_it_is_keeps_its_data() {
    let data = b"0 1 0 rg 10 10 50 50 re f";
    let written = String::from_utf8_lossy(data);
    for (entries, word) in [
        ("", "stream\n"),
        ("/Length /Molto", "stream\n"),
        ("/Length 99 0 R", "stream\n"),
        ("/Length 7", "stream\n"),
        ("/Length 5000", "stream\n"),
        ("/Length 25", "stream"),
        ("", "stream"),
        ("", "stream \r\n"),
    ] {
        for end in ["\nendstream", "\r\nendstream", "endstream"] {
            let mut objects = one_page("", "");
            objects[3] = format!("<<{entries}>>\n{word}{written}{end}").into_bytes();
            let (run, folder) = join(&[&pdf(&objects), the_pira()]);
            // A wrong length, and no line before the end: nothing says that the word is not data.
            if ["/Length 7", "/Length 5000"].contains(&entries) && end == "endstream" {
                run.fails(1).says("è danneggiato");
                continue;
            }
            run.succeeds();
            let back = Back::read(&fs::read(folder.path().join("f.pdf")).unwrap());
            let first = back.pages()[0];
            let content = back.follow(first.get(b"Contents").unwrap());
            assert_eq!(
                content.as_stream().unwrap().content,
                data,
                "{entries} {word:?} {end:?}"
            );
        }
    }
}

#[test]
fn a_stream_that_could_end_in_two_places_is_refused() {
    let mut objects = one_page("", "");
    objects[3] = b"<<>>\nstream\n(a) Tj\nendstream\nendobj\n(b) Tj\nendstream".to_vec();
    let (run, _folder) = join(&[&pdf(&objects), the_pira()]);
    run.fails(1).says("non dice dove finisce").says("oggetto 4");
    objects[3] = b"<<>>\nstream\n(a) Tj".to_vec();
    let (run, _folder) = join(&[&pdf(&objects), the_pira()]);
    run.fails(1).says("non dice dove finisce");
}

#[test]
fn numbers_keep_all_their_digits() {
    let part = page_and(
        "",
        "/UserUnit 1.000000123/Foo[-0.123456789 +.50 1234567.89 5.]",
        &[""; 0],
    );
    let folder = folder(&[("parte.pdf", &part)]);
    pira(
        folder.path(),
        &["allega", "--a", "parte.pdf", "pira.pdf", "-o", "f.pdf"],
    )
    .succeeds();
    let bytes = fs::read(folder.path().join("f.pdf")).unwrap();
    let mut document = lopdf::Document::load_mem(&bytes).unwrap();
    let packed: Vec<u8> = document
        .objects
        .values_mut()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.has_type(b"ObjStm"))
        .flat_map(|stream| stream.decompressed_content().unwrap())
        .collect();
    let written = String::from_utf8_lossy(&packed).into_owned();
    assert!(written.contains("/UserUnit 1.000000123"));
    assert!(written.contains("[-0.123456789 0.5 1234567.89 5.0]"));
    // Packed objects too: the dossier is a part in its turn.
    let again = ["allega", "--a", "f.pdf", "pira.pdf", "-o", "g.pdf"];
    pira(folder.path(), &again).succeeds();
    let bytes = fs::read(folder.path().join("g.pdf")).unwrap();
    let document = lopdf::Document::load_mem(&bytes).unwrap();
    let packed: Vec<u8> = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.has_type(b"ObjStm"))
        .flat_map(|stream| stream.decompressed_content().unwrap())
        .collect();
    assert!(String::from_utf8_lossy(&packed).contains("[-0.123456789 0.5 1234567.89 5.0]"));
}

#[test]
fn numbers_that_every_reader_understands_are_no_damage() {
    let odd = "[123456789012345678901234567890 -123456789012345678901234567890 --5 ---2.5 . - -. 7 (--5)/--5]";
    // In a dictionary, in the one of a stream, in an object of its own.
    let mut objects = one_page("", &format!("/Foo{odd}/Bar 5 0 R/Baz 6 0 R"));
    objects[3] = stream(&format!("/Foo{odd}"), b"0 0 1 rg --5 . 100 100 re f");
    objects.push(b"--7".to_vec());
    objects.push(odd.as_bytes().to_vec());
    let file = pdf(&objects);
    // Places are counted from the header, which need not be the first byte.
    for before in [&b""[..], b"\n\n"] {
        let (back, _) = dossier(&[&[before, &file].concat(), &plain()]);
        let page = back.pages()[0];
        let content = back.follow(page.get(b"Contents").unwrap());
        let content = content.as_stream().unwrap();
        assert_eq!(content.content, b"0 0 1 rg --5 . 100 100 re f");
        assert_eq!(page.get(b"Bar").unwrap().as_i64().unwrap(), -7);
        for holder in [
            page.get(b"Foo").unwrap(),
            page.get(b"Baz").unwrap(),
            content.dict.get(b"Foo").unwrap(),
        ] {
            let items = back.follow(holder).as_array().unwrap();
            let numbers: Vec<f32> = items.iter().map_while(|n| n.as_float().ok()).collect();
            let largest = 2_147_483_647.0;
            assert_eq!(
                numbers,
                [largest, -largest, -5.0, -2.5, 0.0, 0.0, 0.0, 7.0],
                "{items:?}"
            );
            assert_eq!(text(&items[8]), "--5", "a text is what it was");
            assert_eq!(items[9].as_name().unwrap(), b"--5");
        }
    }
    // What readers do not read alike is still a damage.
    for wrong in ["[1 2", "<</A>>", "[-+5x]"] {
        let file = page_and("", &format!("/Foo 5 0 R/A{wrong}"), &[""; 0]);
        let (run, _folder) = join(&[&file, &plain()]);
        run.fails(1).says("non si legge");
    }
}

#[test]
fn two_dossiers_that_differ_have_two_identifiers() {
    let identifier = |content: &[u8]| {
        let mut objects = one_page("", "");
        objects[3] = stream("", content);
        let (back, _) = dossier(&[&pdf(&objects), the_pira()]);
        let id = back.0.trailer.get(b"ID").unwrap().as_array().unwrap()[0].clone();
        id.as_str().unwrap().to_vec()
    };
    let one = identifier(b"0 0 0 rg");
    assert_eq!(one, identifier(b"0 0 0 rg"));
    assert_ne!(one, identifier(b"0 0 1 rg"));
}

#[test]
fn large_streams_pass_through_unchanged() {
    let data: Vec<u8> = (0..3_000_000_u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let part = page_and("", "", &[stream("/Foo/Bar", &data)]);
    let mut objects = one_page("", "/Resources<</XObject<</X 5 0 R>>>>");
    objects.push(stream("/Subtype/Image", &data));
    let other = pdf(&objects);
    let (back, _) = dossier(&[&part, &other, the_pira()]);
    let image = back.pages()[1].get(b"Resources").unwrap();
    let image = back
        .follow(image)
        .as_dict()
        .unwrap()
        .get(b"XObject")
        .unwrap();
    let image = back.follow(image).as_dict().unwrap().get(b"X").unwrap();
    assert!(back.follow(image).as_stream().unwrap().content == data);
}
