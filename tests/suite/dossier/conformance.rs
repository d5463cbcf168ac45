//! The standards that a dossier declares: no more than its parts keep.

use super::{declared, dossier, folder, plain, the_pira};
use crate::support::pdf_builder::{page_and, stream};
use crate::support::pira;

/// A colour profile that says only what its colours are.
fn profile(space: &str) -> Vec<u8> {
    let mut profile = vec![0; 132];
    profile[16..20].copy_from_slice(space.as_bytes());
    stream(
        &format!("/N {}", if space == "CMYK" { 4 } else { 3 }),
        &profile,
    )
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
        .succeeds()
        .says("2 parti, PDF/A-2b");
    pira(
        folder.path(),
        &[&command[..], &["--verifica-parti"]].concat(),
    )
    .succeeds()
    .says("bugiardo.pdf dichiara PDF/A-2b e non lo rispetta (regole ISO 19005-2:2011:6.")
    .says("2 parti, PDF 1.7");
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
        .succeeds()
        .says("2 parti, PDF/A-2a + PDF/UA-1");
}
