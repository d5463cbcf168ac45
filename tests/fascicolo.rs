//! The PIRA as an annex: its own marks, the data inside it, the dossier with the preventivo.

mod comune;

use std::fs;
use std::path::{Path, PathBuf};

use comune::pdf::{Pdf, non_conforme};
use comune::{piano_2021, pira, radice};
use lopdf::{Document, Object, dictionary};
use page_validation::ValidationProfile;
use tempfile::TempDir;

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

fn fixture(nome: &str) -> PathBuf {
    radice().join("tests/fixture").join(nome)
}

/// A folder with the PIRA of 2021, `pira.pdf`, and a tagged PDF/A-2a + PDF/UA-1 document with an
/// index of links, `preventivo.pdf`.
fn cartella() -> TempDir {
    let cartella = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    genera(
        cartella.path(),
        &[piano.to_str().unwrap(), "-o", "pira.pdf"],
    );
    let altro = radice().join("tests/golden/tutto/piano.yaml");
    genera(
        cartella.path(),
        &[altro.to_str().unwrap(), "-o", "preventivo.pdf"],
    );
    cartella
}

fn genera(cartella: &Path, argomenti: &[&str]) {
    pira(cartella, &[&["genera"], argomenti].concat()).riesce();
}

fn leggi(cartella: &TempDir, nome: &str) -> Vec<u8> {
    fs::read(cartella.path().join(nome)).unwrap()
}

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

/// The images of the pages, drawn by a program that knows nothing of ours.
fn pagine(byte: &[u8]) -> Vec<Vec<u8>> {
    let pdf = hayro::hayro_syntax::Pdf::new(byte.to_vec()).unwrap();
    let impostazioni = hayro::hayro_interpret::InterpreterSettings::default();
    // Of a long document, the first and the last.
    let ultima = pdf.pages().len() - 1;
    let brevi = (ultima <= 30).then_some(0..=ultima);
    let intervalli = brevi.map_or(vec![0..=0, ultima..=ultima], |tutte| vec![tutte]);
    intervalli
        .into_iter()
        .flat_map(|quali| hayro::render_pdf(&pdf, 0.4, impostazioni.clone(), Some(quali)).unwrap())
        .map(|pagina| pagina.data_as_u8_slice().to_vec())
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

fn trova(byte: &[u8], brano: &[u8]) -> usize {
    byte.windows(brano.len())
        .position(|finestra| finestra == brano)
        .unwrap()
}

#[test]
fn come_file_lascia_intatti_i_byte_del_preventivo() {
    let cartella = cartella();
    fs::copy(fixture("firmato.pdf"), cartella.path().join("firmato.pdf")).unwrap();
    for preventivo in ["firmato.pdf", "preventivo.pdf"] {
        let comando = [
            "allega",
            "--a",
            preventivo,
            "pira.pdf",
            "--come-file",
            "-o",
            "f.pdf",
            "--sovrascrivi",
        ];
        pira(cartella.path(), &comando)
            .riesce()
            .dice("1 file allegato, pagine intatte");
        let byte = leggi(&cartella, "f.pdf");
        assert!(
            byte.starts_with(&leggi(&cartella, preventivo)),
            "an update adds after the end"
        );
        pira(
            cartella.path(),
            &["estrai", "f.pdf", "-o", preventivo.trim_end_matches(".pdf")],
        )
        .riesce();
        let estratto = cartella
            .path()
            .join(preventivo.trim_end_matches(".pdf"))
            .join("pira.pdf");
        assert_eq!(fs::read(estratto).unwrap(), leggi(&cartella, "pira.pdf"));
        assert_eq!(pagine(&byte), pagine(&leggi(&cartella, preventivo)));
        pira(
            cartella.path(),
            &[
                "allega",
                "--a",
                "f.pdf",
                "pira.pdf",
                "--come-file",
                "-o",
                "g.pdf",
            ],
        )
        .fallisce(1)
        .dice("ha già un file “pira.pdf”");
    }
    // The validator takes an attachment for PDF/A-2 only if it declares level b.
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(
        cartella.path(),
        &[piano, "--standard", "a-2b,ua-1", "-o", "b.pdf"],
    );
    pira(
        cartella.path(),
        &[
            "allega",
            "--a",
            "preventivo.pdf",
            "b.pdf",
            "--come-file",
            "-o",
            "f.pdf",
        ],
    )
    .riesce();
    for profilo in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let byte = leggi(&cartella, "f.pdf");
        assert_eq!(non_conforme(&byte, profilo), Vec::<String>::new());
    }
    let certificato = fixture("certificato.pdf");
    let comando = [
        "allega",
        "--a",
        certificato.to_str().unwrap(),
        "pira.pdf",
        "--come-file",
    ];
    pira(cartella.path(), &comando)
        .fallisce(1)
        .dice("renderebbe nulla la firma");
    genera(
        cartella.path(),
        &[
            piano_2021().to_str().unwrap(),
            "--con-dati",
            "-o",
            "dati.pdf",
        ],
    );
    pira(
        cartella.path(),
        &["allega", "--a", "preventivo.pdf", "dati.pdf", "--come-file"],
    )
    .fallisce(1)
    .dice("un PDF/A-2 porta solo file");
}

/// `genera --con-dati`, `estrai`, `genera`: the same bytes, with and without amendments.
#[test]
fn l_atto_si_genera_di_nuovo_da_se_stesso() {
    let esempi = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ];
    let esempi = esempi.map(|nome| radice().join("data/esempi").join(nome));
    let tutto = radice().join("tests/golden/tutto/piano.yaml");
    let [uno, due] = esempi.each_ref().map(|file| file.to_str().unwrap());
    let piano = piano_2021();
    let casi: [&[&str]; 4] = [
        &[piano.to_str().unwrap()],
        &[
            piano.to_str().unwrap(),
            "--variazione",
            due,
            "--variazione",
            uno,
            "--quadro",
            "--bozza",
        ],
        &[
            piano.to_str().unwrap(),
            "--allegato",
            "d, deliberazione, Consiglio, 14",
            "--pagina-iniziale",
            "41",
            "--pagine-totali",
            "60",
        ],
        &[
            tutto.to_str().unwrap(),
            "--modelli",
            "nostri",
            "--standard",
            "a-3b",
        ],
    ];
    for argomenti in casi {
        let cartella = tempfile::tempdir().unwrap();
        pira(cartella.path(), &["modelli", "nostri"]).riesce();
        let stile = cartella.path().join("nostri/stile.typ.j2");
        let nostro = fs::read_to_string(&stile)
            .unwrap()
            .replace("#17324d", "#402010");
        fs::write(&stile, nostro).unwrap();
        genera(
            cartella.path(),
            &[argomenti, &["--con-dati", "-o", "primo.pdf"]].concat(),
        );
        let detto = pira(cartella.path(), &["estrai", "primo.pdf", "-o", "estratti"])
            .riesce()
            .errori;
        let comando = detto
            .split_once("in quella cartella: pira ")
            .unwrap()
            .1
            .trim_end();
        let mut parole = vec![String::new()];
        let mut fra_virgolette = false;
        let virgolette = if cfg!(windows) { '"' } else { '\'' };
        for carattere in comando.chars() {
            match carattere {
                segno if segno == virgolette => fra_virgolette = !fra_virgolette,
                ' ' if !fra_virgolette => parole.push(String::new()),
                altro => parole.last_mut().unwrap().push(altro),
            }
        }
        let parole: Vec<&str> = parole
            .iter()
            .map(String::as_str)
            .chain(["-o", "secondo.pdf"])
            .collect();
        let estratti = cartella.path().join("estratti");
        pira(&estratti, &parole).riesce();
        let primo = leggi(&cartella, "primo.pdf");
        assert!(
            primo == fs::read(estratti.join("secondo.pdf")).unwrap(),
            "{comando}"
        );
        if !argomenti.contains(&"--standard") {
            for profilo in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
                assert_eq!(
                    non_conforme(&primo, profilo),
                    Vec::<String>::new(),
                    "{comando}"
                );
            }
        }
        // What is there already and says something else is not replaced.
        fs::write(estratti.join("indicatori.csv"), "altro").unwrap();
        pira(cartella.path(), &["estrai", "primo.pdf", "-o", "estratti"])
            .fallisce(2)
            .dice("esiste già");
    }
}

#[test]
fn i_dati_dentro_il_pdf_sono_quelli_che_esporta_scrive_e_lo_schema_li_accetta() {
    let cartella = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    let piano = piano.to_str().unwrap();
    genera(cartella.path(), &[piano, "--con-dati", "-o", "p.pdf"]);
    pira(cartella.path(), &["estrai", "p.pdf", "-o", "e"]).riesce();
    let estratto = |nome: &str| fs::read(cartella.path().join("e").join(nome)).unwrap();
    assert_eq!(
        estratto("frosinone-latina-2021.yaml"),
        fs::read(piano).unwrap()
    );
    for (formato, nome) in [
        ("csv", "indicatori.csv"),
        ("json", "piano-consolidato.json"),
    ] {
        let esportato = pira(
            cartella.path(),
            &["esporta", piano, "--formato", formato, "-o", "-"],
        )
        .riesce();
        assert_eq!(esportato.uscita, estratto(nome));
    }
    let json: serde_json::Value =
        serde_json::from_slice(&estratto("piano-consolidato.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&estratto("piano.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &json));
    // The JSON is a plan too, and makes the same document.
    fs::write(
        cartella.path().join("piano.json"),
        estratto("piano-consolidato.json"),
    )
    .unwrap();
    let typ = |piano: &str| {
        pira(
            cartella.path(),
            &["genera", piano, "--formato", "typ", "-o", "-"],
        )
        .riesce()
        .uscita
    };
    assert_eq!(typ("piano.json"), typ(piano));

    let tabella = estratto("indicatori.csv");
    let mut lettore = csv::Reader::from_reader(tabella.as_slice());
    let colonne: Vec<String> = lettore
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let righe: Vec<csv::StringRecord> = lettore.records().map(Result::unwrap).collect();
    assert_eq!(righe.len(), 35 * 3);
    let colonna = |nome: &str| colonne.iter().position(|altra| altra == nome).unwrap();
    let riga = righe
        .iter()
        .find(|riga| &riga[colonna("indicatore_codice")] == "C4.4")
        .unwrap();
    let letta = ["anno", "risultato_atteso", "operatore", "valore", "unita"]
        .map(|nome| &riga[colonna(nome)]);
    assert_eq!(letta, ["2021", "<30 gg", "<", "30", "gg"]);
    let descritte: serde_json::Value =
        serde_json::from_slice(&estratto("indicatori.csv-metadata.json")).unwrap();
    let descritte = descritte["tableSchema"]["columns"].as_array().unwrap();
    assert_eq!(
        descritte
            .iter()
            .map(|c| c["name"].as_str().unwrap())
            .collect::<Vec<_>>(),
        colonne
    );
}

#[test]
fn il_foglio_di_calcolo_e_lo_stesso_ogni_volta() {
    let cartella = tempfile::tempdir().unwrap();
    let piano = piano_2021();
    for nome in ["a.xlsx", "b.xlsx"] {
        pira(
            cartella.path(),
            &[
                "esporta",
                piano.to_str().unwrap(),
                "--formato",
                "xlsx",
                "-o",
                nome,
            ],
        )
        .riesce();
    }
    let [a, b] = ["a.xlsx", "b.xlsx"].map(|nome| fs::read(cartella.path().join(nome)).unwrap());
    assert_eq!(a, b);
    assert!(a.starts_with(b"PK"));
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

#[test]
fn un_pdf_senza_dati_non_ha_niente_da_estrarre() {
    let cartella = cartella();
    pira(cartella.path(), &["estrai", "pira.pdf"])
        .fallisce(1)
        .dice("--con-dati");
    assert!(!cartella.path().join("pira").exists());
    pira(
        cartella.path(),
        &[
            "genera",
            piano_2021().to_str().unwrap(),
            "--con-dati",
            "--standard",
            "a-2a",
        ],
    )
    .fallisce(2)
    .dice("a-3a");
}

/// A name inside a PDF is no way out of the folder.
#[test]
fn i_nomi_dei_file_interni_non_escono_dalla_cartella() {
    let cartella = tempfile::tempdir().unwrap();
    let mut documento = Document::load_mem(&fs::read(fixture("groff.pdf")).unwrap()).unwrap();
    let mut nomi = Vec::new();
    let ostili = [
        "../fuori.txt",
        "/tmp/fuori.txt",
        "C:\\fuori.txt",
        "a/../../fuori.txt",
        "con",
        "x\u{0}y",
        "buono.txt",
        "buono.txt",
        "sotto/buono.txt",
    ];
    for (numero, nome) in ostili.iter().enumerate() {
        let flusso = lopdf::Stream::new(dictionary! {}, format!("{numero}").into_bytes());
        let flusso = documento.add_object(flusso);
        let specifica = dictionary! { "F" => Object::string_literal(*nome), "EF" => dictionary! { "F" => flusso } };
        let specifica = documento.add_object(specifica);
        nomi.extend([
            Object::string_literal(format!("{numero}")),
            specifica.into(),
        ]);
    }
    let catalogo = documento.catalog_mut().unwrap();
    catalogo.set(
        "Names",
        dictionary! { "EmbeddedFiles" => dictionary! { "Names" => nomi } },
    );
    let dentro = cartella.path().join("dentro");
    fs::create_dir(&dentro).unwrap();
    documento.save(dentro.join("ostile.pdf")).unwrap();
    pira(&dentro, &["estrai", "ostile.pdf", "-o", "e"])
        .riesce()
        .dice("9 file");
    let fuori: Vec<_> = fs::read_dir(cartella.path()).unwrap().collect();
    assert_eq!(fuori.len(), 1, "nothing beside the folder");
    for nome in [
        "fuori.txt",
        "tmp/fuori.txt",
        "C__fuori.txt",
        "a/fuori.txt",
        "_con",
        "x_y",
        "buono.txt",
        "2-buono.txt",
        "sotto/buono.txt",
    ] {
        assert!(dentro.join("e").join(nome).exists(), "{nome}");
    }
}
