//! What the office gets out of a PDF that carries files: every file with a name that says what it is,
//! and never more work than the PDF is worth. And what is said when files are put into one.

mod acts;
mod files;

use std::fs;
use std::path::Path;

use crate::support::carriers::{carrying, deflated, extract, files, folder};
use crate::support::pdf_builder::{declaring, one_page, page_and, pdf};
use crate::support::{piano_2021, pira};

const FLATE: &str = "/Filter/FlateDecode";

#[test]
fn files_that_are_refused_count_too() {
    use pira::fascicolo::{Extraction, ExtractionFault};
    let zeros = deflated(&vec![0; 1_000_000]);
    let twice = deflated(&zeros);
    let hexadecimal: Vec<u8> = [&b"00".repeat(1000)[..], b">"].concat();
    let runs: Vec<u8> = b"\x81x".repeat(1000);
    let double = "/Filter[/FlateDecode/FlateDecode]";
    // How each is written, and how many bytes it costs at least; none is what the PDF says.
    let cases: [(&str, &[u8], u64); 6] = [
        (FLATE, &zeros, 1_000_000),
        (double, &twice, 1_000_000 + zeros.len() as u64),
        (FLATE, &zeros[..zeros.len() - 5], 900_000),
        ("/Filter/ASCIIHexDecode", &hexadecimal, 2000),
        ("/Filter/RunLengthDecode", &runs, 128_000),
        ("", &[b'x'; 5000], 5000),
    ];
    for (entries, data, cost) in cases {
        let entries = format!("{entries}/Params<</Size 1>>");
        let document = carrying(&[("a", &entries, data)]);
        let extraction = Extraction::open("x.pdf", &document).unwrap();
        let entry = &extraction.entries()[0];
        let allowance = extraction.allowance();
        let mut left = allowance;
        let outcome = extraction.write_entry(entry, &mut left, &mut Vec::new());
        assert!(
            matches!(outcome, Err(ExtractionFault::Rilievo(_))),
            "{outcome:?}"
        );
        assert!(allowance - left >= cost, "{entries}: {}", allowance - left);
        let mut left = cost / 3;
        let outcome = extraction.write_entry(entry, &mut left, &mut Vec::new());
        assert!(
            matches!(outcome, Err(ExtractionFault::Exhausted(_))),
            "{outcome:?}"
        );
        assert_eq!(left, 0);
    }
}

#[test]
fn a_small_pdf_that_becomes_enormous_is_stopped_with_one_message() {
    let zeros = deflated(&vec![0; 64 << 20]);
    let twice = deflated(&zeros);
    let double = "/Filter[/FlateDecode/FlateDecode]/Params<</Size 1>>";
    let names: Vec<String> = (0..40).map(|n| format!("{n}.bin")).collect();
    let bombs: Vec<(&str, &str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), double, &twice[..]))
        .collect();
    let (run, folder) = extract(&carrying(&bombs), &[]);
    let said = run.fails(1).says("più grandi di 256 MiB in tutto").stderr;
    assert_eq!(said.matches("error").count(), 1, "{said}");
    assert!(!folder.path().join("e").exists());
    // More than that, in a PDF that is as large as such files usually are.
    let filler: Vec<u8> = (0..11_u32 << 20)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    let mut honest = vec![("foto.jpg", "", &filler[..])];
    honest.extend([("a.csv", FLATE, &zeros[..]); 6]);
    let (run, _folder) = extract(&carrying(&honest), &[]);
    run.succeeds().says("7 file");
}

#[test]
fn what_is_wrong_with_many_files_is_explained_once() {
    let packed = deflated(&b"buono".repeat(500));
    let broken = &packed[..packed.len() / 2];
    let document = carrying(&[
        ("a.csv", FLATE, broken),
        ("b.csv", FLATE, broken),
        ("buono.csv", FLATE, &packed),
        ("c.csv", FLATE, broken),
    ]);
    let (run, _folder) = extract(&document, &[]);
    let said = run.fails(1).stderr;
    for name in ["a.csv", "b.csv", "c.csv"] {
        assert!(said.contains(&format!("“{name}” è danneggiato")), "{said}");
    }
    assert_eq!(said.matches("com'era o non si").count(), 1, "{said}");
    assert_eq!(said.matches("chiedere di nuovo").count(), 1, "{said}");
}

#[test]
fn a_renamed_file_keeps_its_words_and_its_extension_and_is_told() {
    let long = format!("{}.docx", "à".repeat(200));
    let long_folder = format!("{}/nota.pdf", "c".repeat(300));
    let deep = format!("{}nota.odt", "cartella/".repeat(200));
    let cases = [
        (
            "Bilancio 2021: relazione.pdf",
            "Bilancio 2021_ relazione.pdf",
        ),
        ("Delibera \"n. 5\".pdf", "Delibera _n. 5_.pdf"),
        ("Nota integrativa ?.docx", "Nota integrativa _.docx"),
        ("C:\\atti\\nota.pdf", "C__atti_nota.pdf"),
        ("../fuori.csv", "fuori.csv"),
        ("/etc/passwd", "etc/passwd"),
        ("atti//2021/", "atti/2021"),
        ("COM1.txt", "_COM1.txt"),
        ("cartella /con/a.txt", "cartella/_con/a.txt"),
        ("fine. ", "fine"),
        ("a\u{7}[31m\tb.csv", "a_[31m_b.csv"),
        ("x\u{202e}fdp.exe", "x_fdp.exe"),
        (&long, &format!("{}.docx", "à".repeat(117))),
        (&long_folder, &format!("{}/nota.pdf", "c".repeat(240))),
        (&deep, "nota.odt"),
        ("..", "file-1"),
    ];
    for (said, written) in cases {
        let (run, folder) = extract(&carrying(&[(said, "", b"x")]), &[]);
        let told = run.succeeds().stderr;
        assert_eq!(files(&folder.path().join("e")), [written], "{said}");
        if said == "atti//2021/" {
            continue;
        }
        let line = told
            .lines()
            .find(|line| line.contains(&format!("si chiama {}: ", Path::new(written).display())));
        assert!(line.is_some_and(|line| line.starts_with('“')), "{told}");
        assert!(!told.contains('\u{7}') && !told.contains('\u{202e}'));
    }
    let (run, folder) = extract(
        &carrying(&[
            ("dati.csv", "", b"1"),
            ("dati.csv", "", b"2"),
            ("DATI.csv", "", b"3"),
            ("dati?.csv", "", b"4"),
            ("dati:.csv", "", b"5"),
            ("altri.csv", "", b"6"),
        ]),
        &[],
    );
    let told = run.succeeds().stderr;
    assert_eq!(files(&folder.path().join("e")).len(), 6);
    assert_eq!(told.matches("si chiama").count(), 4, "{told}");
    for line in [
        "“dati.csv” si chiama 2-dati.csv: ",
        "“dati?.csv” si chiama dati_.csv: ",
        "“dati:.csv” si chiama 2-dati_.csv: ",
    ] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

/// A PIRA with its data, in a file, made from a plan of a name.
fn pira_with_data(folder: &Path, plan: &str, options: &[&str]) {
    fs::copy(piano_2021(), folder.join(plan)).unwrap();
    let command = [&["genera", plan, "--con-dati"], options].concat();
    pira(folder, &command).succeeds();
}

#[test]
fn the_act_of_a_dossier_is_made_again_and_found_among_its_pages() {
    let before = pdf(&one_page("", ""));
    let folder = folder(&[("preventivo.pdf", &before)]);
    pira_with_data(folder.path(), "piano.yaml", &[]);
    pira_with_data(folder.path(), "altro.yaml", &["--bozza"]);
    let join = ["allega", "--a", "preventivo.pdf", "piano.pdf"];
    pira(folder.path(), &[&join[..], &["-o", "uno.pdf"]].concat()).succeeds();
    let other = ["--allegato", "f)=altro.pdf", "-o", "due.pdf"];
    pira(folder.path(), &[&join[..], &other[..]].concat()).succeeds();
    let run = pira(
        folder.path(),
        &["estrai", "uno.pdf", "-o", "e", "--rigenera"],
    );
    let said = run
        .succeeds()
        .says("uno.pdf è un fascicolo: ha anche altre pagine")
        .says("fascicolo da 2 a ")
        .stderr;
    assert!(!said.contains("non è identico"), "{said}");
    let again = fs::read(folder.path().join("e/piano.pdf")).unwrap();
    assert!(again == fs::read(folder.path().join("piano.pdf")).unwrap());
    // With two of them, the command is that of the first, and says so.
    let first = "il PDF porta i dati di 2 PIRA: ciò che segue riguarda il primo (piano.yaml)";
    pira(folder.path(), &["estrai", "due.pdf", "-o", "f"])
        .succeeds()
        .says(first)
        .says("“ristampa.json” si chiama 2-ristampa.json")
        .says("pira genera piano.yaml --con-dati");
    pira(
        folder.path(),
        &["estrai", "due.pdf", "-o", "g", "--rigenera"],
    )
    .succeeds()
    .says(first)
    .says("fascicolo da 2 a ");
}

#[test]
fn an_act_that_a_dossier_does_not_show_is_not_said_to_be_there() {
    let folder = tempfile::tempdir().unwrap();
    pira_with_data(folder.path(), "piano.yaml", &["--bozza"]);
    let draft = fs::read(folder.path().join("piano.pdf")).unwrap();
    // The draft joined, but with another mark on its pages.
    fs::write(folder.path().join("preventivo.pdf"), pdf(&one_page("", ""))).unwrap();
    fs::write(folder.path().join("piano.pdf"), draft).unwrap();
    let join = [
        "allega",
        "--a",
        "preventivo.pdf",
        "piano.pdf",
        "-o",
        "x.pdf",
    ];
    pira(folder.path(), &join).succeeds();
    let mut dossier = lopdf::Document::load(folder.path().join("x.pdf")).unwrap();
    let page = dossier.page_iter().nth(1).unwrap();
    dossier
        .add_page_contents(page, b"0 0 1 1 re f".to_vec())
        .unwrap();
    dossier.save(folder.path().join("y.pdf")).unwrap();
    pira(folder.path(), &["estrai", "y.pdf", "-o", "e", "--rigenera"])
        .fails(1)
        .says("è un fascicolo")
        .says("non ci sono pagine uguali alle sue")
        .says("la versione è questa stessa");
}

/// A document with some signatures.
fn with_signatures(how_many: usize) -> Vec<u8> {
    let fields: String = (0..how_many).map(|n| format!("{} 0 R ", 5 + n)).collect();
    let signature = "<</FT/Sig/T(f)/V<</Type/Sig/Filter/X/ByteRange[0 10 20 10]/Contents<01>>>>>";
    page_and(
        &format!("/AcroForm<</Fields[{fields}]/SigFlags 3>>"),
        "",
        &vec![signature; how_many],
    )
}

#[test]
fn what_becomes_of_one_signature_or_of_many_is_said_as_it_is() {
    let plain = pdf(&one_page("", ""));
    for (signatures, others, words) in [
        (
            1,
            &[][..],
            "la firma copre ancora, intatti, i byte di prima; il file allegato è stato aggiunto dopo e la firma non lo copre:",
        ),
        (
            2,
            &[],
            "le firme coprono ancora, intatti, i byte di prima; il file allegato è stato aggiunto dopo e le firme non lo coprono:",
        ),
        (
            3,
            &["--allegato", "a)=altro.pdf"],
            "i file allegati sono stati aggiunti dopo e le firme non li coprono:",
        ),
    ] {
        let signed = with_signatures(signatures);
        let folder = folder(&[
            ("s.pdf", &signed),
            ("pira.pdf", &plain),
            ("altro.pdf", &plain),
        ]);
        let command = [
            "allega",
            "--a",
            "s.pdf",
            "pira.pdf",
            "--come-file",
            "-o",
            "x.pdf",
        ];
        let said = pira(folder.path(), &[&command[..], others].concat())
            .succeeds()
            .says(words)
            .stderr;
        assert_eq!(said.contains("prima delle firme"), signatures > 1, "{said}");
    }
    let folder = folder(&[("s.pdf", &plain), ("pira.pdf", &plain)]);
    let command = [
        "allega",
        "--a",
        "s.pdf",
        "pira.pdf",
        "--come-file",
        "-o",
        "x.pdf",
    ];
    assert!(
        !pira(folder.path(), &command)
            .succeeds()
            .stderr
            .contains("firm")
    );
}

#[test]
fn a_standard_that_does_not_exist_is_called_so_and_not_declared() {
    for (properties, words) in [
        (
            &[("pdfaid:part", "9"), ("pdfaid:conformance", "B")][..],
            "dichiara PDF/A-9b, che non esiste",
        ),
        (
            &[("pdfaid:part", "1"), ("pdfaid:conformance", "U")],
            "dichiara PDF/A-1u, che non esiste",
        ),
        (
            &[("pdfaid:part", "4"), ("pdfaid:conformance", "B")],
            "dichiara PDF/A-4b, che non esiste",
        ),
        (
            &[("pdfuaid:part", "7")],
            "dichiara PDF/UA-7, che non esiste",
        ),
        (
            &[("pdfaid:part", "4"), ("pdfaid:conformance", "F")],
            "è PDF/A-4f, uno standard di PDF 2.0",
        ),
    ] {
        let tree = b"<</Type/StructTreeRoot>>".to_vec();
        let document = page_and(
            "/Metadata 5 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R",
            "",
            &[declaring(properties), tree],
        );
        let folder = folder(&[("a.pdf", &document), ("b.pdf", &document)]);
        let run = pira(
            folder.path(),
            &["allega", "--a", "a.pdf", "b.pdf", "-o", "x.pdf"],
        );
        let said = run
            .succeeds()
            .says(&format!("a.pdf {words}"))
            .says("2 parti, PDF")
            .stderr;
        let last = said.lines().last().unwrap_or_default();
        assert!(
            !last.contains("PDF/A") && !last.contains("PDF/UA"),
            "{said}"
        );
    }
}

#[test]
fn a_file_used_twice_has_its_notices_told_once() {
    let document = page_and("/Metadata 5 0 R", "", &[declaring(&[("pdfaid:part", "9")])]);
    let folder = folder(&[("a.pdf", &document), ("rotto.pdf", b"%PDF-1.7 niente")]);
    let command = [
        "allega",
        "--a",
        "a.pdf",
        "a.pdf",
        "--allegato",
        "f)=a.pdf",
        "-o",
        "x.pdf",
    ];
    let said = pira(folder.path(), &command).succeeds().stderr;
    assert_eq!(said.matches("che non esiste").count(), 1, "{said}");
    let command = [
        "allega",
        "--a",
        "a.pdf",
        "rotto.pdf",
        "--allegato",
        "f)=rotto.pdf",
    ];
    let said = pira(folder.path(), &command).fails(1).stderr;
    assert_eq!(said.matches("rotto.pdf").count(), 1, "{said}");
}

#[test]
fn options_that_exclude_each_other_are_both_named() {
    let folder = tempfile::tempdir().unwrap();
    let command = [
        "allega",
        "--a",
        "a.pdf",
        "b.pdf",
        "--come-file",
        "--verifica-parti",
    ];
    let said = pira(folder.path(), &command)
        .fails(2)
        .says("si escludono")
        .stderr;
    assert!(
        said.contains("--come-file") && said.contains("--verifica-parti"),
        "{said}"
    );
    for twice in [
        &["esporta", "p.yaml", "--formato", "csv", "--formato", "json"][..],
        &["genera", "p.yaml", "--bozza", "--bozza"],
        &["genera", "p.yaml", "-o", "a.pdf", "-o", "b.pdf"],
    ] {
        let said = pira(folder.path(), twice)
            .fails(2)
            .says("è scritto due volte")
            .stderr;
        assert!(!said.contains("si escludono"), "{said}");
    }
}

#[test]
fn a_plan_whose_name_is_too_long_for_its_pdf_is_told_how_long_it_may_be() {
    let name = format!("{}.yaml", "à".repeat(119));
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join(&name)).unwrap();
    let command = ["genera", &name, "--con-dati", "-o", "p.pdf"];
    let said = pira(folder.path(), &command)
        .fails(1)
        .says("non è più lungo di 240 byte (una lettera accentata ne vale due), e questo ne ha 243")
        .stderr;
    assert!(!said.contains("CON, NUL"), "{said}");
}
