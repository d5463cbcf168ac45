//! A signed document stays as it was signed.

use super::{dossier, folder, join, the_pira};
use crate::support::pdf_builder::page_and;
use crate::support::pira;

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
        run.fails(1).says("è firmato").says("--come-file");
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
        .fails(1)
        .says("renderebbe nulla la firma");
    }
    // Fields locked one by one allow the rest.
    let open = signed("", "/Lock<</Action/Include/Fields[(a)]>>", "");
    let folder = folder(&[("firmato.pdf", &open)]);
    pira(
        folder.path(),
        &["allega", "--a", "firmato.pdf", "pira.pdf", "--come-file"],
    )
    .succeeds()
    .says("altri considerano l'aggiunta non ammessa");
}
