//! The PIRA in one file with the preventivo and the other annexes.

use std::fs;

use super::{folder, genera, pages, read};
use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{fixture, piano_2021, pira};
use page_validation::ValidationProfile;

/// PDFs that other programs made, that can be joined: see `tests/fixture/fai.sh`.
const FROM_OTHER_PROGRAMS: [&str; 8] = [
    "lo-a2-ua.pdf",
    "lo-a1.pdf",
    "lo-semplice.pdf",
    "groff.pdf",
    "groff-flussi.pdf",
    "groff-linearizzato.pdf",
    "scansione.pdf",
    "cinquecento.pdf",
];

#[test]
fn a_fascicolo_of_two_conforming_parts_conforms_and_loses_nothing() {
    let folder = folder();
    pira(
        folder.path(),
        &["allega", "--a", "preventivo.pdf", "pira.pdf", "-o", "f.pdf"],
    )
    .succeeds()
    .says("f.pdf: 20 pagine, 2 parti, PDF/A-2a + PDF/UA-1");
    let bytes = read(&folder, "f.pdf");
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(
            broken_rules(&bytes, profile),
            Vec::<String>::new(),
            "{profile:?}"
        );
    }
    let [preventivo, pira_pdf, fascicolo] =
        ["preventivo.pdf", "pira.pdf", "f.pdf"].map(|name| Pdf::read(&read(&folder, name)));
    assert_eq!(
        without_numbers(&fascicolo.text()),
        without_numbers(&(preventivo.text() + &pira_pdf.text()))
    );
    assert_eq!(
        pages(&bytes),
        [
            pages(&read(&folder, "preventivo.pdf")),
            pages(&read(&folder, "pira.pdf"))
        ]
        .concat()
    );

    // A screen reader meets each part as it was, under an element of its own.
    let structure = fascicolo.structure();
    for part in [preventivo.structure(), pira_pdf.structure()] {
        let inside: String = part
            .lines()
            .skip(1)
            .map(|line| format!("  {line}\n"))
            .collect();
        assert!(structure.contains(&inside));
    }

    // Bookmarks and links lead where they did.
    let offset = preventivo.page_count();
    let mut expected = vec![("ESEMPIO".to_owned(), 1)];
    expected.extend(preventivo.bookmark_targets());
    expected.push(("Allegato d) PIRA".to_owned(), offset + 1));
    expected.extend(
        pira_pdf
            .bookmark_targets()
            .into_iter()
            .map(|(t, p)| (t, p + offset)),
    );
    let mut found = fascicolo.bookmark_targets();
    expected[0].0.clone_from(&found[0].0);
    assert!(!found.is_empty());
    assert_eq!(found, expected);
    found.clear();
    let moved = pira_pdf
        .links()
        .into_iter()
        .map(|(from, to)| (from + offset, to + offset));
    let expected: Vec<_> = preventivo.links().into_iter().chain(moved).collect();
    assert!(!expected.is_empty());
    assert_eq!(fascicolo.links(), expected);
    assert_eq!(fascicolo.page_numbers(), (1..=20).collect::<Vec<_>>());
}

/// The text without the lines that say where the test's reader found a page.
fn without_numbers(text: &str) -> String {
    text.lines()
        .filter(|line| !line.starts_with("--- pagina"))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn the_pdfs_of_other_programs_are_joined_with_their_pages_as_they_were() {
    let folder = folder();
    let pira_pdf = read(&folder, "pira.pdf");
    for name in FROM_OTHER_PROGRAMS {
        let other = fixture(name);
        let arguments = [
            "allega",
            "--a",
            other.to_str().unwrap(),
            "pira.pdf",
            "-o",
            "f.pdf",
        ];
        let said = pira(folder.path(), &arguments).succeeds().stderr;
        let bytes = read(&folder, "f.pdf");
        let before = fs::read(&other).unwrap();
        let count = Pdf::of_another_program(&before).page_count();
        let fascicolo = Pdf::of_another_program(&bytes);
        assert_eq!(fascicolo.page_count(), count + 13, "{name}");
        if count < 30 {
            assert_eq!(
                pages(&bytes),
                [pages(&before), pages(&pira_pdf)].concat(),
                "{name}"
            );
        } else {
            assert_eq!(pages(&bytes)[0], pages(&before)[0], "{name}");
            assert_eq!(pages(&bytes).last(), pages(&pira_pdf).last(), "{name}");
        }
        let standard = said.trim_end().rsplit(", ").next().unwrap();
        let expected = if name == "lo-a2-ua.pdf" {
            "PDF/A-2b + PDF/UA-1"
        } else {
            "PDF 1.7"
        };
        assert_eq!(standard, expected, "{name}: {said}");
        assert!(
            said.contains(name) && said.contains("il fascicolo non può dichiarar"),
            "{said}"
        );
    }
}

/// LibreOffice's PDF/A-2b + PDF/UA-1 and ours make a dossier that is both.
#[test]
fn a_fascicolo_declares_what_its_parts_have_in_common() {
    let folder = folder();
    let other = fixture("lo-a2-ua.pdf");
    pira(
        folder.path(),
        &[
            "allega",
            "--a",
            other.to_str().unwrap(),
            "pira.pdf",
            "-o",
            "f.pdf",
        ],
    )
    .succeeds();
    let bytes = read(&folder, "f.pdf");
    for profile in [ValidationProfile::PdfA2b, ValidationProfile::PdfUa1] {
        assert_eq!(
            broken_rules(&bytes, profile),
            Vec::<String>::new(),
            "{profile:?}"
        );
    }
}

#[test]
fn the_annexes_stand_in_the_order_of_the_decree() {
    let folder = folder();
    let other = fixture("groff.pdf");
    let b = format!("e)={}", other.display());
    let a = format!("a) Budget di esempio={}", other.display());
    let command = [
        "allega",
        "--a",
        "preventivo.pdf",
        "pira.pdf",
        "--allegato",
        &b,
        "--allegato",
        &a,
        "-o",
        "f.pdf",
    ];
    pira(folder.path(), &command).succeeds().says("4 parti");
    let titoli = |pdf: &Pdf| -> Vec<String> {
        let targets = pdf.bookmark_targets().into_iter().map(|(titolo, _)| titolo);
        targets
            .filter(|titolo| titolo.starts_with("Allegato"))
            .collect()
    };
    let fascicolo = Pdf::of_another_program(&read(&folder, "f.pdf"));
    assert_eq!(
        titoli(&fascicolo),
        [
            "Allegato a) Budget di esempio",
            "Allegato d) PIRA",
            "Allegato e) Relazione dei revisori"
        ]
    );
    pira(
        folder.path(),
        &[&command[..], &["--in-questo-ordine"]].concat(),
    )
    .succeeds();
    let fascicolo = Pdf::of_another_program(&read(&folder, "f.pdf"));
    assert_eq!(
        titoli(&fascicolo),
        [
            "Allegato d) PIRA",
            "Allegato e) Relazione dei revisori",
            "Allegato a) Budget di esempio"
        ]
    );
    // The same document twice: names that meet are told apart, and the file is the same each time.
    let two = |output| {
        pira(
            folder.path(),
            &[
                "allega",
                "--a",
                "preventivo.pdf",
                "preventivo.pdf",
                "-o",
                output,
            ],
        )
        .succeeds();
        read(&folder, output)
    };
    assert_eq!(two("g.pdf"), two("h.pdf"));
    let doubled = two("g.pdf");
    assert_eq!(
        broken_rules(&doubled, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
    let (one, doubled) = (
        Pdf::read(&read(&folder, "preventivo.pdf")),
        Pdf::read(&doubled),
    );
    let moved = one.links().into_iter().map(|(from, to)| (from + 7, to + 7));
    let expected: Vec<_> = one.links().into_iter().chain(moved).collect();
    assert_eq!(doubled.links(), expected);
}

#[test]
fn what_cannot_be_joined_is_refused_and_nothing_is_written() {
    let folder = folder();
    let sound = read(&folder, "pira.pdf");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("troncato.pdf", &sound[..sound.len() / 2]);
    write("testo.pdf", b"non sono un PDF");
    write("vuoto.pdf", b"");
    // An object that the file lists and that is no object any more.
    let mut broken = fs::read(fixture("groff.pdf")).unwrap();
    let place = find(&broken, b"\n5 0 obj");
    broken[place + 1..place + 8].copy_from_slice(b"x x xxx");
    write("rotto.pdf", &broken);
    let [encrypted, signed, certified] =
        ["groff-cifrato.pdf", "firmato.pdf", "certificato.pdf"].map(fixture);
    for (file, words) in [
        ("troncato.pdf", "è danneggiato"),
        ("testo.pdf", "non è un PDF"),
        ("vuoto.pdf", "non è un PDF"),
        (signed.to_str().unwrap(), "--come-file"),
        (certified.to_str().unwrap(), "--come-file"),
        ("rotto.pdf", "è danneggiato"),
        (encrypted.to_str().unwrap(), "è cifrato"),
    ] {
        for command in [["--a", file, "pira.pdf"], ["--a", "pira.pdf", file]] {
            let command = [&["allega"][..], &command, &["-o", "f.pdf"]].concat();
            pira(folder.path(), &command)
                .fails(1)
                .says(words)
                .says(file);
            assert!(!folder.path().join("f.pdf").exists(), "{file}");
        }
    }
    pira(folder.path(), &["allega", "--a", "rotto.pdf", "pira.pdf"])
        .fails(1)
        .says("oggetto 5");
    pira(folder.path(), &["allega", "--a", "assente.pdf", "pira.pdf"]).fails(3);
    pira(
        folder.path(),
        &[
            "allega",
            "--a",
            "pira.pdf",
            "pira.pdf",
            "--allegato",
            "budget.pdf",
        ],
    )
    .fails(2)
    .says("a)=budget.pdf");
}

#[test]
fn the_page_numbers_go_on_from_those_of_the_fascicolo() {
    let folder = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(
        folder.path(),
        &[piano, "--pagina-iniziale", "41", "-o", "a.pdf"],
    );
    let pdf = Pdf::read(&read(&folder, "a.pdf"));
    assert_eq!(pdf.page_numbers(), (41..=53).collect::<Vec<_>>());
    assert!(pdf.text().contains("Pagina 41 di 53") && pdf.text().contains("Pagina 53 di 53"));
    let arguments = [
        piano,
        "--pagina-iniziale",
        "41",
        "--pagine-totali",
        "90",
        "--allegato",
        "d, determinazione, Commissario straordinario, 7, 2020-12-10",
        "-o",
        "b.pdf",
    ];
    genera(folder.path(), &arguments);
    let bytes = read(&folder, "b.pdf");
    let text = Pdf::read(&bytes).text();
    assert!(text.contains("Pagina 53 di 90"), "{text}");
    assert!(
        text.contains(
            "Allegato d) alla determinazione del Commissario straordinario\nn. 7 del 10/12/2020"
        ),
        "{text}"
    );
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(broken_rules(&bytes, profile), Vec::<String>::new());
    }
    pira(folder.path(), &["genera", piano, "--pagine-totali", "90"])
        .fails(2)
        .says("pagina-iniziale");
    pira(folder.path(), &["genera", piano, "--allegato", "d, uno"])
        .fails(2)
        .says("deliberazione");
    // In the dossier the part keeps its own labels.
    pira(
        folder.path(),
        &[
            "allega",
            "--a",
            fixture("groff.pdf").to_str().unwrap(),
            "a.pdf",
            "-o",
            "f.pdf",
        ],
    )
    .succeeds();
    let numbers = Pdf::of_another_program(&read(&folder, "f.pdf")).page_numbers();
    assert_eq!(numbers, (1..=2).chain(41..=53).collect::<Vec<_>>());
}

fn find(bytes: &[u8], fragment: &[u8]) -> usize {
    bytes
        .windows(fragment.len())
        .position(|window| window == fragment)
        .unwrap()
}
