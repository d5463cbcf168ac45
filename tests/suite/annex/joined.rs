//! The PIRA in one file with the preventivo and the other annexes.

use std::fs;

use super::{cartella, genera, leggi, pagine};
use crate::support::pdf::{Pdf, non_conforme};
use crate::support::{fixture, piano_2021, pira};
use page_validation::ValidationProfile;

/// PDFs that other programs made, that can be joined: see `tests/fixture/fai.sh`.
const ALTRUI: [&str; 8] = [
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
fn il_fascicolo_di_due_parti_conformi_e_conforme_e_non_perde_niente() {
    let cartella = cartella();
    pira(
        cartella.path(),
        &["allega", "--a", "preventivo.pdf", "pira.pdf", "-o", "f.pdf"],
    )
    .riesce()
    .dice("f.pdf: 21 pagine, 2 parti, PDF/A-2a + PDF/UA-1");
    let byte = leggi(&cartella, "f.pdf");
    for profilo in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(
            non_conforme(&byte, profilo),
            Vec::<String>::new(),
            "{profilo:?}"
        );
    }
    let [preventivo, pira_pdf, fascicolo] =
        ["preventivo.pdf", "pira.pdf", "f.pdf"].map(|nome| Pdf::leggi(&leggi(&cartella, nome)));
    assert_eq!(
        senza_numeri(&fascicolo.testo()),
        senza_numeri(&(preventivo.testo() + &pira_pdf.testo()))
    );
    assert_eq!(
        pagine(&byte),
        [
            pagine(&leggi(&cartella, "preventivo.pdf")),
            pagine(&leggi(&cartella, "pira.pdf"))
        ]
        .concat()
    );

    // A screen reader meets each part as it was, under an element of its own.
    let struttura = fascicolo.struttura();
    for parte in [preventivo.struttura(), pira_pdf.struttura()] {
        let dentro: String = parte
            .lines()
            .skip(1)
            .map(|riga| format!("  {riga}\n"))
            .collect();
        assert!(struttura.contains(&dentro));
    }

    // Bookmarks and links lead where they did.
    let scarto = preventivo.numero_pagine();
    let mut attesi = vec![("ESEMPIO".to_owned(), 1)];
    attesi.extend(preventivo.mete_dei_segnalibri());
    attesi.push(("Allegato d) PIRA".to_owned(), scarto + 1));
    attesi.extend(
        pira_pdf
            .mete_dei_segnalibri()
            .into_iter()
            .map(|(t, p)| (t, p + scarto)),
    );
    let mut trovati = fascicolo.mete_dei_segnalibri();
    attesi[0].0.clone_from(&trovati[0].0);
    assert!(!trovati.is_empty());
    assert_eq!(trovati, attesi);
    trovati.clear();
    let spostati = pira_pdf
        .collegamenti()
        .into_iter()
        .map(|(da, a)| (da + scarto, a + scarto));
    let attesi: Vec<_> = preventivo
        .collegamenti()
        .into_iter()
        .chain(spostati)
        .collect();
    assert!(!attesi.is_empty());
    assert_eq!(fascicolo.collegamenti(), attesi);
    assert_eq!(
        fascicolo.numeri_delle_pagine(),
        (1..=21).collect::<Vec<_>>()
    );
}

/// The text without the lines that say where the test's reader found a page.
fn senza_numeri(testo: &str) -> String {
    testo
        .lines()
        .filter(|riga| !riga.starts_with("--- pagina"))
        .map(|riga| format!("{riga}\n"))
        .collect()
}

#[test]
fn i_pdf_di_altri_programmi_si_uniscono_con_le_pagine_di_prima() {
    let cartella = cartella();
    let pira_pdf = leggi(&cartella, "pira.pdf");
    for nome in ALTRUI {
        let altro = fixture(nome);
        let argomenti = [
            "allega",
            "--a",
            altro.to_str().unwrap(),
            "pira.pdf",
            "-o",
            "f.pdf",
        ];
        let detto = pira(cartella.path(), &argomenti).riesce().errori;
        let byte = leggi(&cartella, "f.pdf");
        let prima = fs::read(&altro).unwrap();
        let quante = Pdf::di_altri(&prima).numero_pagine();
        let fascicolo = Pdf::di_altri(&byte);
        assert_eq!(fascicolo.numero_pagine(), quante + 13, "{nome}");
        if quante < 30 {
            assert_eq!(
                pagine(&byte),
                [pagine(&prima), pagine(&pira_pdf)].concat(),
                "{nome}"
            );
        } else {
            assert_eq!(pagine(&byte)[0], pagine(&prima)[0], "{nome}");
            assert_eq!(pagine(&byte).last(), pagine(&pira_pdf).last(), "{nome}");
        }
        let standard = detto.trim_end().rsplit(", ").next().unwrap();
        let atteso = if nome == "lo-a2-ua.pdf" {
            "PDF/A-2b + PDF/UA-1"
        } else {
            "PDF 1.7"
        };
        assert_eq!(standard, atteso, "{nome}: {detto}");
        assert!(
            detto.contains(nome) && detto.contains("il fascicolo non può dichiarar"),
            "{detto}"
        );
    }
}

/// LibreOffice's PDF/A-2b + PDF/UA-1 and ours make a dossier that is both.
#[test]
fn il_fascicolo_dichiara_cio_che_le_parti_hanno_in_comune() {
    let cartella = cartella();
    let altro = fixture("lo-a2-ua.pdf");
    pira(
        cartella.path(),
        &[
            "allega",
            "--a",
            altro.to_str().unwrap(),
            "pira.pdf",
            "-o",
            "f.pdf",
        ],
    )
    .riesce();
    let byte = leggi(&cartella, "f.pdf");
    for profilo in [ValidationProfile::PdfA2b, ValidationProfile::PdfUa1] {
        assert_eq!(
            non_conforme(&byte, profilo),
            Vec::<String>::new(),
            "{profilo:?}"
        );
    }
}

#[test]
fn gli_allegati_stanno_nell_ordine_del_decreto() {
    let cartella = cartella();
    let altro = fixture("groff.pdf");
    let b = format!("e)={}", altro.display());
    let a = format!("a) Budget di esempio={}", altro.display());
    let comando = [
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
    pira(cartella.path(), &comando).riesce().dice("4 parti");
    let titoli = |pdf: &Pdf| -> Vec<String> {
        let mete = pdf
            .mete_dei_segnalibri()
            .into_iter()
            .map(|(titolo, _)| titolo);
        mete.filter(|titolo| titolo.starts_with("Allegato"))
            .collect()
    };
    let fascicolo = Pdf::di_altri(&leggi(&cartella, "f.pdf"));
    assert_eq!(
        titoli(&fascicolo),
        [
            "Allegato a) Budget di esempio",
            "Allegato d) PIRA",
            "Allegato e) Relazione dei revisori"
        ]
    );
    pira(
        cartella.path(),
        &[&comando[..], &["--in-questo-ordine"]].concat(),
    )
    .riesce();
    let fascicolo = Pdf::di_altri(&leggi(&cartella, "f.pdf"));
    assert_eq!(
        titoli(&fascicolo),
        [
            "Allegato d) PIRA",
            "Allegato e) Relazione dei revisori",
            "Allegato a) Budget di esempio"
        ]
    );
    // The same document twice: names that meet are told apart, and the file is the same each time.
    let due = |uscita| {
        pira(
            cartella.path(),
            &[
                "allega",
                "--a",
                "preventivo.pdf",
                "preventivo.pdf",
                "-o",
                uscita,
            ],
        )
        .riesce();
        leggi(&cartella, uscita)
    };
    assert_eq!(due("g.pdf"), due("h.pdf"));
    let doppio = due("g.pdf");
    assert_eq!(
        non_conforme(&doppio, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
    let (uno, doppio) = (
        Pdf::leggi(&leggi(&cartella, "preventivo.pdf")),
        Pdf::leggi(&doppio),
    );
    let spostati = uno
        .collegamenti()
        .into_iter()
        .map(|(da, a)| (da + 8, a + 8));
    let attesi: Vec<_> = uno.collegamenti().into_iter().chain(spostati).collect();
    assert_eq!(doppio.collegamenti(), attesi);
}

#[test]
fn cio_che_non_si_puo_unire_si_rifiuta_senza_scrivere_niente() {
    let cartella = cartella();
    let sano = leggi(&cartella, "pira.pdf");
    let scrivi = |nome: &str, byte: &[u8]| fs::write(cartella.path().join(nome), byte).unwrap();
    scrivi("troncato.pdf", &sano[..sano.len() / 2]);
    scrivi("testo.pdf", b"non sono un PDF");
    scrivi("vuoto.pdf", b"");
    // An object that the file lists and that is no object any more.
    let mut rotto = fs::read(fixture("groff.pdf")).unwrap();
    let posto = trova(&rotto, b"\n5 0 obj");
    rotto[posto + 1..posto + 8].copy_from_slice(b"x x xxx");
    scrivi("rotto.pdf", &rotto);
    let [cifrato, firmato, certificato] =
        ["groff-cifrato.pdf", "firmato.pdf", "certificato.pdf"].map(fixture);
    for (file, parole) in [
        ("troncato.pdf", "è danneggiato"),
        ("testo.pdf", "non è un PDF"),
        ("vuoto.pdf", "non è un PDF"),
        (firmato.to_str().unwrap(), "--come-file"),
        (certificato.to_str().unwrap(), "--come-file"),
        ("rotto.pdf", "è danneggiato"),
        (cifrato.to_str().unwrap(), "è cifrato"),
    ] {
        for comando in [["--a", file, "pira.pdf"], ["--a", "pira.pdf", file]] {
            let comando = [&["allega"][..], &comando, &["-o", "f.pdf"]].concat();
            pira(cartella.path(), &comando)
                .fallisce(1)
                .dice(parole)
                .dice(file);
            assert!(!cartella.path().join("f.pdf").exists(), "{file}");
        }
    }
    pira(cartella.path(), &["allega", "--a", "rotto.pdf", "pira.pdf"])
        .fallisce(1)
        .dice("oggetto 5");
    pira(
        cartella.path(),
        &["allega", "--a", "assente.pdf", "pira.pdf"],
    )
    .fallisce(3);
    pira(
        cartella.path(),
        &[
            "allega",
            "--a",
            "pira.pdf",
            "pira.pdf",
            "--allegato",
            "budget.pdf",
        ],
    )
    .fallisce(2)
    .dice("a)=budget.pdf");
}

#[test]
fn la_numerazione_continua_quella_del_fascicolo() {
    let cartella = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(
        cartella.path(),
        &[piano, "--pagina-iniziale", "41", "-o", "a.pdf"],
    );
    let pdf = Pdf::leggi(&leggi(&cartella, "a.pdf"));
    assert_eq!(pdf.numeri_delle_pagine(), (41..=53).collect::<Vec<_>>());
    assert!(pdf.testo().contains("Pagina 41 di 53") && pdf.testo().contains("Pagina 53 di 53"));
    let argomenti = [
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
    genera(cartella.path(), &argomenti);
    let byte = leggi(&cartella, "b.pdf");
    let testo = Pdf::leggi(&byte).testo();
    assert!(testo.contains("Pagina 53 di 90"), "{testo}");
    assert!(
        testo.contains(
            "Allegato d) alla determinazione del Commissario straordinario\nn. 7 del 10/12/2020"
        ),
        "{testo}"
    );
    for profilo in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        assert_eq!(non_conforme(&byte, profilo), Vec::<String>::new());
    }
    pira(cartella.path(), &["genera", piano, "--pagine-totali", "90"])
        .fallisce(2)
        .dice("pagina-iniziale");
    pira(cartella.path(), &["genera", piano, "--allegato", "d, uno"])
        .fallisce(2)
        .dice("deliberazione");
    // In the dossier the part keeps its own labels.
    pira(
        cartella.path(),
        &[
            "allega",
            "--a",
            fixture("groff.pdf").to_str().unwrap(),
            "a.pdf",
            "-o",
            "f.pdf",
        ],
    )
    .riesce();
    let numeri = Pdf::di_altri(&leggi(&cartella, "f.pdf")).numeri_delle_pagine();
    assert_eq!(numeri, (1..=2).chain(41..=53).collect::<Vec<_>>());
}

fn trova(byte: &[u8], brano: &[u8]) -> usize {
    byte.windows(brano.len())
        .position(|finestra| finestra == brano)
        .unwrap()
}
