//! What is told of what a dossier cannot take or has no place for.

use std::fs;

use super::{dossier, folder, plain, text, the_pira};
use crate::support::pdf_builder::{Back, one_page, page_and, pdf_with_trailer};
use crate::support::pira;
use lopdf::Object;

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
        .fails(1)
        .says("testo.pdf non è un PDF");
    attach(&["nul.pdf"]).fails(1).says("non è un nome");
    attach(&["pira.pdf", "--allegato", "a)=b/PIRA.pdf"])
        .fails(1)
        .says("ha già un file");
    assert!(!folder.path().join("f.pdf").exists());
    attach(&["perché.pdf"]).succeeds();
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
    pira(folder.path(), &again).fails(1).says("ha già un file");
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
