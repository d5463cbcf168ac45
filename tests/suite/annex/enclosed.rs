//! The files that a document carries inside: the PIRA in the preventivo, the data in the PIRA.

use std::fs;

use super::{cartella, genera, leggi, pagine};
use crate::support::pdf::non_conforme;
use crate::support::{fixture, piano_2021, pira, radice};
use lopdf::{Document, Object, dictionary};
use page_validation::ValidationProfile;

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
