//! The structure that a screen reader meets, part by part.

use super::{declared, dossier, the_pira};
use crate::support::pdf_builder::{Back, one_page, page_and, pdf};

/// A tagged PDF/UA-1 document with one element of a type, and a role map.
fn tagged(kind: &str, roles: &str) -> Vec<u8> {
    let root = format!("<</Type/StructTreeRoot/K 7 0 R/RoleMap<<{roles}>>>>");
    let element = format!("<</Type/StructElem/S/{kind}/P 6 0 R>>");
    declared(
        &[("pdfuaid:part", "1")],
        "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
        &[root.into_bytes(), element.into_bytes()],
    )
}

#[test]
fn headings_of_two_kinds_are_no_accessible_document() {
    let (_, said) = dossier(&[&tagged("H", ""), &tagged("H1", "")]);
    assert!(
        said.contains("titoli senza livello") && said.contains("2 parti, PDF 1.7"),
        "{said}"
    );
    let (_, said) = dossier(&[&tagged("Capo", "/Capo/H"), &tagged("H2", "")]);
    assert!(said.contains("2 parti, PDF 1.7"), "{said}");
    let (_, said) = dossier(&[&tagged("H1", ""), &tagged("H2", "")]);
    assert!(said.contains("PDF/UA-1"), "{said}");
}

#[test]
fn tags_that_their_file_doubts_are_no_accessible_document() {
    let both = [
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ];
    let tree = b"<</Type/StructTreeRoot>>".to_vec();
    let marked = |entries: &str| {
        let marks = format!("<<{entries}>>").into_bytes();
        let catalogue = "/MarkInfo 7 0 R/StructTreeRoot 6 0 R";
        declared(&both, catalogue, &[tree.clone(), marks])
    };
    let doubted = marked("/Marked true/Suspects true/UserProperties true");
    let (back, said) = dossier(&[the_pira(), &doubted]);
    assert!(
        said.contains("/Suspects true") && said.contains("2 parti, PDF/A-2a\n"),
        "{said}"
    );
    for key in [&b"Marked"[..], b"Suspects", b"UserProperties"] {
        let marks = back.dictionary(&["MarkInfo"]);
        assert!(marks.get(key).unwrap().as_bool().unwrap(), "{marks:?}");
    }
    // A structure that is not vouched for is for no screen reader.
    let (_, said) = dossier(&[the_pira(), &marked("/Suspects false")]);
    assert!(
        said.contains("/Marked true") && said.contains("2 parti, PDF/A-2b"),
        "{said}"
    );
    let (back, said) = dossier(&[the_pira(), &marked("/Marked true/Suspects false")]);
    assert!(said.contains("2 parti, PDF/A-2a + PDF/UA-1"), "{said}");
    assert!(!back.dictionary(&["MarkInfo"]).has(b"Suspects"));
}

#[test]
fn a_role_means_in_the_dossier_what_it_meant_in_its_part() {
    for (roles, kinds) in [
        // The second part's Capo changes name, and what leads to it must follow.
        (
            ["/Titolo/Capo/Capo/H1", "/Titolo/Capo/Capo/P"],
            ["Titolo", "Titolo"],
        ),
        (["/Capo/H1", "/Titolo/Capo/Capo/P"], ["Capo", "Titolo"]),
        (["/A/B/B/C/C/P", "/A/B/B/C/C/Span"], ["A", "A"]),
        // A standard type that one part maps and the other uses as it is.
        (["/P/H1", ""], ["P", "P"]),
        (["", "/Part/Sect"], ["Part", "Part"]),
        // Two parts that agree keep their names.
        (["/Titolo/H1", "/Titolo/H1"], ["Titolo", "Titolo"]),
    ] {
        let (back, _) = dossier(&[&tagged(kinds[0], roles[0]), &tagged(kinds[1], roles[1])]);
        for part in 0..2 {
            let mine: Vec<&str> = roles[part].split('/').skip(1).collect();
            let mut wanted = kinds[part];
            while let Some(pair) = mine.chunks(2).find(|pair| pair[0] == wanted) {
                wanted = pair[1];
            }
            let kids = ["StructTreeRoot", "K", "0", "K"];
            let part = part.to_string();
            let element = back.dictionary(&[&kids[..], &[&part, "K", "0"]].concat());
            let map = back
                .at(&["StructTreeRoot", "RoleMap"])
                .and_then(|map| map.as_dict().ok());
            let mut kind = element.get(b"S").unwrap();
            while let Some(next) = map.and_then(|map| map.get(kind.as_name().unwrap()).ok()) {
                kind = next;
            }
            assert_eq!(
                kind.as_name().unwrap(),
                wanted.as_bytes(),
                "{roles:?} {part}"
            );
        }
    }
}

#[test]
fn a_page_without_a_structure_finds_nobody_else_s() {
    for key in [
        "0",
        "-1",
        "-2147483648",
        "7",
        "2147483647",
        "9223372036854775807",
        "5 0 R",
    ] {
        let page = page_and("", &format!("/StructParents {key}"), &["0"]);
        let (back, _) = dossier(&[&page, the_pira()]);
        assert!(!back.pages()[0].has(b"StructParents"), "{key}");
        // The PIRA's pages find their own.
        let pira = Back::read(the_pira());
        for (mine, theirs) in pira.pages().iter().zip(&back.pages()[1..]) {
            assert_eq!(mine.has(b"StructParents"), theirs.has(b"StructParents"));
        }
    }
}

#[test]
fn the_keys_of_a_structure_go_anywhere_and_lead_where_they_led() {
    for key in ["0", "2147483647", "9223372036854775807", "12 0 R"] {
        let number = if key.contains('R') { "3" } else { key };
        let root =
            format!("<</Type/StructTreeRoot/K 7 0 R/ParentTree 8 0 R/ParentTreeNextKey {number}>>");
        let mut objects = one_page(
            "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
            &format!("/StructParents {key}"),
        );
        objects.push(b"null".to_vec());
        objects.push(root.into_bytes());
        objects.push(b"<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0/T(mio)>>".to_vec());
        objects.push(format!("<</Nums[-4[7 0 R]{number}[7 0 R]]>>").into_bytes());
        objects.extend([
            b"null".to_vec(),
            b"null".to_vec(),
            b"null".to_vec(),
            b"3".to_vec(),
        ]);
        let part = pdf(&objects);
        let (back, _) = dossier(&[the_pira(), &part, &part]);
        let tree = back.at(&["StructTreeRoot", "ParentTree", "Nums"]).unwrap();
        let tree = tree.as_array().unwrap();
        let keys: Vec<i64> = tree
            .chunks(2)
            .map(|pair| pair[0].as_i64().unwrap())
            .collect();
        assert!(keys.is_sorted() && keys[0] >= 0, "{keys:?}");
        for page in back.pages().iter().rev().take(2) {
            let key = page.get(b"StructParents").unwrap().as_i64().unwrap();
            let place = keys.iter().position(|other| *other == key).unwrap();
            let parents = back.follow(&tree[place * 2 + 1]).as_array().unwrap();
            let parent = back.follow(&parents[0]).as_dict().unwrap();
            assert_eq!(parent.get(b"T").unwrap().as_str().unwrap(), b"mio");
        }
    }
}
