//! `pira genera` and `pira modelli` as the office uses them.

mod comune;

use std::fs;
use std::path::Path;

use comune::pdf::{Pdf, non_conforme};
use comune::{cartella_con, comando, esegui, piano_2021, pira, pira_con_ingresso, radice};
use page_validation::ValidationProfile;

const PIANO: &str = include_str!("golden/minimo/piano.yaml");

#[test]
fn il_riassunto_dice_pagine_obiettivi_indicatori_risorse_e_file() {
    let cartella = cartella_con("");
    let piano = piano_2021();
    let esecuzione = pira(cartella.path(), &["genera", piano.to_str().unwrap()]).riesce();
    assert_eq!(
        esecuzione.errori,
        "frosinone-latina-2021.pdf: 13 pagine, 13 obiettivi, 35 indicatori, risorse 1.876.958,73 €, 20 avvisi (pira verifica li mostra)\n"
    );
    assert!(esecuzione.uscita.is_empty());
    assert!(cartella.path().join("frosinone-latina-2021.pdf").exists());
}

#[test]
fn il_trattino_legge_e_scrive_gli_standard() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    let esecuzione = pira_con_ingresso(
        cartella.path(),
        &["genera", "-", "-o", "-"],
        PIANO.as_bytes(),
    )
    .riesce();
    assert_eq!(
        esecuzione.uscita,
        fs::read(cartella.path().join("piano.pdf")).unwrap()
    );
    let esecuzione = pira_con_ingresso(
        cartella.path(),
        &["genera", "-", "--formato", "typ", "-o", "-"],
        PIANO.as_bytes(),
    )
    .riesce();
    assert!(
        String::from_utf8(esecuzione.uscita)
            .unwrap()
            .contains("#set document(")
    );
    pira_con_ingresso(cartella.path(), &["genera", "-"], PIANO.as_bytes())
        .riesce()
        .dice("pira.pdf: 2 pagine");
}

#[test]
fn le_immagini_sono_una_per_pagina() {
    let cartella = cartella_con(PIANO);
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--formato", "png", "--ppi", "72"],
    )
    .riesce();
    for pagina in ["piano-001.png", "piano-002.png"] {
        let immagine = tiny_skia::Pixmap::load_png(cartella.path().join(pagina)).unwrap();
        assert_eq!((immagine.width(), immagine.height()), (595, 842));
    }
    assert!(!cartella.path().join("piano-003.png").exists());
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--formato", "png", "-o", "-"],
    )
    .fallisce(2)
    .dice("un file per pagina");
}

#[test]
fn la_bozza_si_vede_e_si_legge_su_un_file_conforme() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["genera", "piano.yaml", "--bozza"]).riesce();
    let byte = fs::read(cartella.path().join("piano.pdf")).unwrap();
    let pdf = Pdf::leggi(&byte);
    assert_eq!(
        pdf.testo().matches("BOZZA").count(),
        1 + pdf.numero_pagine()
    );
    assert!(pdf.struttura().contains("“BOZZA”"));
    assert!(pdf.informazione("Title").unwrap().starts_with("BOZZA - "));
    assert_eq!(
        non_conforme(&byte, ValidationProfile::PdfA2a),
        Vec::<String>::new()
    );
    assert_eq!(
        non_conforme(&byte, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
}

#[test]
fn gli_altri_standard_si_rispettano() {
    let cartella = cartella_con("");
    let piano = radice().join("tests/golden/tutto/piano.yaml");
    for (nome, profilo) in [
        ("a-1a", ValidationProfile::PdfA1a),
        ("a-1b", ValidationProfile::PdfA1b),
        ("a-2b", ValidationProfile::PdfA2b),
        ("a-2u", ValidationProfile::PdfA2u),
        ("a-3a", ValidationProfile::PdfA3a),
        ("a-3a,ua-1", ValidationProfile::PdfUa1),
    ] {
        let argomenti = [
            "genera",
            piano.to_str().unwrap(),
            "--standard",
            nome,
            "-o",
            "x.pdf",
        ];
        pira(cartella.path(), &argomenti).riesce();
        let byte = fs::read(cartella.path().join("x.pdf")).unwrap();
        assert_eq!(non_conforme(&byte, profilo), Vec::<String>::new(), "{nome}");
    }
    for (nome, versione) in [("1.7", "%PDF-1.7"), ("2.0", "%PDF-2.0")] {
        let argomenti = [
            "genera",
            piano.to_str().unwrap(),
            "--standard",
            nome,
            "-o",
            "x.pdf",
        ];
        pira(cartella.path(), &argomenti).riesce();
        assert!(
            fs::read(cartella.path().join("x.pdf"))
                .unwrap()
                .starts_with(versione.as_bytes())
        );
    }
    for (nome, parole) in [
        ("a-9", "gli standard sono"),
        ("a-1b,a-2a", "non possono stare insieme"),
    ] {
        let argomenti = ["genera", piano.to_str().unwrap(), "--standard", nome];
        pira(cartella.path(), &argomenti).fallisce(2).dice(parole);
    }
}

/// The structure is packed where the version of PDF allows it: three quarters of the objects.
#[test]
fn gli_oggetti_piccoli_stanno_insieme() {
    let cartella = cartella_con("");
    let piano = piano_2021();
    let byte = |standard: &str| {
        let piano = piano.to_str().unwrap();
        let argomenti = ["genera", piano, "--standard", standard, "-o", "x.pdf"];
        pira(cartella.path(), &argomenti).riesce();
        fs::read(cartella.path().join("x.pdf")).unwrap()
    };
    let sciolti = |byte: &[u8]| {
        byte.windows(7)
            .filter(|sette| *sette == b" 0 obj\n")
            .count()
    };
    let (compatto, sparso) = (byte("a-2a,ua-1"), byte("a-1a"));
    assert!(sciolti(&compatto) * 4 < sciolti(&sparso));
    assert!(compatto.len() * 2 < sparso.len());
    assert_eq!(Pdf::leggi(&compatto).testo(), Pdf::leggi(&sparso).testo());
}

/// Two runs, two folders, two time zones, two locales: the same bytes.
#[test]
fn lo_stesso_piano_da_gli_stessi_byte() {
    let genera = |cartella: &Path, zona: &str, lingua: &str| {
        let mut comando = comando(cartella, &["genera", "piano.yaml", "-o", "x.pdf"]);
        esegui(
            comando
                .env("TZ", zona)
                .env("LC_ALL", lingua)
                .env_remove("HOME"),
        )
        .riesce();
        fs::read(cartella.join("x.pdf")).unwrap()
    };
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let (qui, altrove) = (cartella_con(&piano), cartella_con(&piano));
    let sotto = altrove.path().join("una cartella è più in là");
    fs::create_dir(&sotto).unwrap();
    fs::copy(altrove.path().join("piano.yaml"), sotto.join("piano.yaml")).unwrap();
    let primo = genera(qui.path(), "UTC", "C");
    assert_eq!(primo, genera(qui.path(), "Asia/Tokyo", "it_IT.UTF-8"));
    assert_eq!(primo, genera(&sotto, "America/New_York", "tr_TR.UTF-8"));
}

#[test]
fn i_fine_riga_di_windows_e_il_bom_non_cambiano_niente() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    let windows = format!("\u{feff}{}", PIANO.replace('\n', "\r\n"));
    fs::write(cartella.path().join("windows.yaml"), windows).unwrap();
    pira(cartella.path(), &["genera", "windows.yaml"]).riesce();
    let [unix, windows] =
        ["piano.pdf", "windows.pdf"].map(|f| fs::read(cartella.path().join(f)).unwrap());
    assert_eq!(unix, windows);
}

#[test]
fn i_modelli_scritti_e_non_modificati_danno_lo_stesso_documento() {
    let cartella = cartella_con(PIANO);
    pira(cartella.path(), &["modelli", "nostri"])
        .riesce()
        .dice("nostri: 13 modelli");
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--modelli", "nostri", "-o", "b.pdf"],
    )
    .riesce();
    let [a, b] = ["piano.pdf", "b.pdf"].map(|f| fs::read(cartella.path().join(f)).unwrap());
    assert_eq!(a, b);
    pira(cartella.path(), &["modelli", "nostri"])
        .fallisce(2)
        .dice("esiste già e non si tocca");
}

#[test]
fn un_modello_dell_ufficio_sostituisce_il_suo() {
    let cartella = cartella_con(PIANO);
    let nostri = cartella.path().join("nostri");
    fs::create_dir(&nostri).unwrap();
    fs::write(
        nostri.join("premessa.typ.j2"),
        "= La premessa dell'ufficio, {{ piano.esercizio }}\n",
    )
    .unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--modelli", "nostri"],
    )
    .riesce();
    let pdf = Pdf::leggi(&fs::read(cartella.path().join("piano.pdf")).unwrap());
    assert!(
        pdf.testo().contains("La premessa dell'ufficio, 2027"),
        "{}",
        pdf.testo()
    );
}

#[test]
fn un_errore_in_un_modello_mostra_il_modello_e_la_riga() {
    let casi = [
        (
            "{{ piano.esercizzio }}",
            "il modello usa un valore che il piano non ha",
        ),
        ("{% for x in %}", "il modello ha un errore di sintassi"),
        (
            "{{ piano.esercizio | nessuno }}",
            "il modello usa un filtro che non esiste",
        ),
        (
            "{% include \"altrove.typ.j2\" %}",
            "il modello ne include un altro che non esiste",
        ),
        (
            "#sconosciuta({{ piano.esercizio | letterale }})",
            "la variabile “sconosciuta” non esiste",
        ),
        (
            "#text(weight: {{ piano.esercizio | letterale }}",
            "una parentesi non è chiusa",
        ),
        (
            "#read(\"/etc/passwd\")",
            "sono accessibili solo quelli nominati nel piano",
        ),
        (
            "#import \"@preview/x:0.1.0\"",
            "sono accessibili solo quelli nominati nel piano",
        ),
    ];
    for (errore, parole) in casi {
        let cartella = cartella_con(PIANO);
        let nostri = cartella.path().join("nostri");
        fs::create_dir(&nostri).unwrap();
        let modello = format!(
            "= Titolo\n\n{{% if true %}}\n{{{{ piano.ente.nome }}}}\n{{% endif %}}\n{errore}\n"
        );
        fs::write(nostri.join("premessa.typ.j2"), modello).unwrap();
        let esecuzione = pira(
            cartella.path(),
            &["genera", "piano.yaml", "--modelli", "nostri"],
        );
        let esecuzione = esecuzione
            .fallisce(1)
            .dice(parole)
            .dice("premessa.typ.j2:6:1");
        esecuzione.dice(&format!("6 | {errore}"));
        assert!(!cartella.path().join("piano.pdf").exists());
    }
}

#[test]
fn un_errore_non_tocca_il_file_che_c_era() {
    let cartella = cartella_con("ente: { nome: x }\n");
    fs::write(cartella.path().join("piano.pdf"), "quello di prima").unwrap();
    pira(cartella.path(), &["genera", "piano.yaml"]).fallisce(1);
    assert_eq!(
        fs::read_to_string(cartella.path().join("piano.pdf")).unwrap(),
        "quello di prima"
    );
    let file: Vec<_> = fs::read_dir(cartella.path()).unwrap().collect();
    assert_eq!(file.len(), 2, "nothing left behind");
}

#[test]
fn ogni_guasto_ha_il_suo_codice() {
    let cartella = cartella_con(PIANO);
    let in_cartella = |argomenti: &[&str]| pira(cartella.path(), argomenti);
    in_cartella(&["genera", "assente.yaml"])
        .fallisce(3)
        .dice("il file o la cartella non esiste");
    in_cartella(&["genera", "."]).fallisce(3);
    fs::create_dir(cartella.path().join("piano.typ")).unwrap();
    in_cartella(&["genera", "piano.yaml", "--formato", "typ"])
        .fallisce(3)
        .dice("è una cartella");
    in_cartella(&["genera", "piano.yaml", "-o", "non/esiste.pdf"])
        .fallisce(3)
        .dice("non riesco a scrivere");
    in_cartella(&["genera", "piano.yaml", "--modelli", "assenti"])
        .fallisce(1)
        .dice("non riesco a leggere i modelli");
    in_cartella(&["genera", "piano.yaml", "--modelli", "."])
        .fallisce(1)
        .dice("non contiene modelli");
    in_cartella(&[]).fallisce(2).dice("manca il comando");
    in_cartella(&["gener"])
        .fallisce(2)
        .dice("forse si voleva scrivere genera");
    in_cartella(&["genera"])
        .fallisce(2)
        .dice("manca <PIANO.yaml>");
    in_cartella(&["genera", "piano.yaml", "--bozz"])
        .fallisce(2)
        .dice("l'opzione --bozz non esiste");
    in_cartella(&["genera", "piano.yaml", "--formato", "doc"])
        .fallisce(2)
        .dice("pdf, typ, png");
    in_cartella(&["genera", "piano.yaml", "--ppi", "1"])
        .fallisce(2)
        .dice("da 20 a 600");
    in_cartella(&["genera", "piano.yaml", "-o"])
        .fallisce(2)
        .dice("vuole un valore");
    in_cartella(&["genera", "piano.yaml", "altro.yaml"])
        .fallisce(3)
        .dice("altro.yaml: il file o la cartella non esiste")
        .dice("piano.pdf: 2 pagine");
}

#[test]
fn l_aiuto_e_in_italiano() {
    let cartella = cartella_con("");
    for argomenti in [&["--help"][..], &["genera", "--help"], &["modelli", "-h"]] {
        let aiuto = String::from_utf8(pira(cartella.path(), argomenti).riesce().uscita).unwrap();
        assert!(
            aiuto.contains("Uso: ") && aiuto.contains("Esempio: "),
            "{aiuto}"
        );
        for inglese in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Print",
            "default:",
            "possible",
        ] {
            assert!(!aiuto.contains(inglese), "{inglese} in {aiuto}");
        }
    }
}

#[test]
fn il_logo_viene_solo_dalla_cartella_del_piano() {
    let logo = fs::read(radice().join("tests/golden/tutto/logo.svg")).unwrap();
    let con_logo = |file: &str| {
        let ente =
            format!("ente: {{ logo: {{ file: {file}, descrizione: Logo di esempio }}, nome:");
        PIANO.replace("ente: { nome:", &ente)
    };
    let cartella = cartella_con(&con_logo("logo.svg"));
    fs::write(cartella.path().join("logo.svg"), &logo).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml"]).riesce();
    let fuori = tempfile::tempdir().unwrap();
    fs::write(fuori.path().join("logo.svg"), &logo).unwrap();
    let assoluto = fuori.path().join("logo.svg");
    for file in [
        "../logo.svg",
        assoluto.to_str().unwrap(),
        "assente.svg",
        "piano.yaml",
        "a/../../logo.svg",
    ] {
        let cartella = cartella_con(&con_logo(file));
        pira(cartella.path(), &["genera", "piano.yaml"])
            .fallisce(1)
            .dice("non posso usare il logo")
            .dice("piano.yaml:2:");
    }
}

/// A link inside the plan's folder is no way out of it.
#[cfg(unix)]
#[test]
fn un_collegamento_non_porta_fuori_dalla_cartella() {
    let fuori = tempfile::tempdir().unwrap();
    fs::write(
        fuori.path().join("logo.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    .unwrap();
    let piano = PIANO.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: x }, nome:",
    );
    let cartella = cartella_con(&piano);
    std::os::unix::fs::symlink(
        fuori.path().join("logo.svg"),
        cartella.path().join("logo.svg"),
    )
    .unwrap();
    pira(cartella.path(), &["genera", "piano.yaml"])
        .fallisce(1)
        .dice("fuori dalla cartella");
}

/// Each standard, alone and with PDF/UA: the file, of the version that it asks for, or a refusal in
/// Italian before any work.
#[test]
fn every_standard_is_kept_or_refused_in_italian() {
    let cartella = cartella_con(PIANO);
    let (fatto, rifiutato) = (Ok::<&str, &str>, Err::<&str, &str>);
    let insieme = || rifiutato("non possono stare insieme");
    let tabella = [
        ("1.4", fatto("1.4"), insieme()),
        ("1.5", fatto("1.5"), insieme()),
        ("1.6", fatto("1.6"), insieme()),
        ("1.7", fatto("1.7"), fatto("1.7")),
        ("2.0", fatto("2.0"), insieme()),
        ("a-1b", fatto("1.4"), insieme()),
        ("a-1a", fatto("1.4"), insieme()),
        ("a-2b", fatto("1.7"), fatto("1.7")),
        ("a-2u", fatto("1.7"), fatto("1.7")),
        ("a-2a", fatto("1.7"), fatto("1.7")),
        ("a-3b", fatto("1.7"), fatto("1.7")),
        ("a-3u", fatto("1.7"), fatto("1.7")),
        ("a-3a", fatto("1.7"), fatto("1.7")),
        ("a-4", fatto("2.0"), insieme()),
        ("a-4f", rifiutato("aggiungere --con-dati"), insieme()),
        ("a-4e", fatto("2.0"), insieme()),
        ("ua-1", fatto("1.7"), insieme()),
    ];
    assert_eq!(tabella.len(), pira::Standard::NOMI.len());
    for (nome, da_solo, con_ua) in tabella {
        for (standard, esito) in [(nome.to_owned(), da_solo), (format!("{nome},ua-1"), con_ua)] {
            let argomenti = [
                "genera",
                "piano.yaml",
                "--standard",
                &standard,
                "-o",
                "x.pdf",
            ];
            let esecuzione = pira(cartella.path(), &argomenti);
            match esito {
                Ok(versione) => {
                    esecuzione.riesce();
                    let byte = fs::read(cartella.path().join("x.pdf")).unwrap();
                    let inizio = format!("%PDF-{versione}");
                    assert!(byte.starts_with(inizio.as_bytes()), "{standard}");
                    fs::remove_file(cartella.path().join("x.pdf")).unwrap();
                }
                Err(parole) => {
                    esecuzione.fallisce(2).dice(parole);
                    assert!(!cartella.path().join("x.pdf").exists(), "{standard}");
                }
            }
        }
    }
    // With files inside: those that may carry them.
    for (standard, riesce) in [
        ("a-4f", true),
        ("a-4e", true),
        ("a-3u,ua-1", true),
        ("2.0", true),
        ("1.7,ua-1", true),
        ("a-4", false),
        ("a-2a,1.7", false),
        ("a-1b", false),
        ("1.6", false),
    ] {
        let comando = [
            "genera",
            "piano.yaml",
            "--con-dati",
            "--standard",
            standard,
            "-o",
            "x.pdf",
        ];
        let esecuzione = pira(cartella.path(), &comando);
        if riesce {
            esecuzione.riesce();
        } else {
            esecuzione.fallisce(2).dice("non può portare file");
        }
    }
}

/// The structure elements of PDF 2.0 are named as ISO 32000-2 names them, and a text of the plan that
/// says the other name stays.
#[test]
fn a_pdf_2_names_its_structure_as_the_norm_does() {
    use lopdf::{Document, Object};
    let altro = "https://www.iso.org/pdf2/ssn";
    let piano = PIANO.replace(
        "titolo: Obiettivo di esempio senza altri dati",
        &format!("titolo: ({altro})"),
    );
    assert_ne!(piano, PIANO);
    let cartella = cartella_con(&piano);
    for argomenti in [
        &["--standard", "2.0"][..],
        &["--standard", "a-4"],
        &["--standard", "a-4f", "--con-dati"],
    ] {
        let comando = [&["genera", "piano.yaml", "-o", "x.pdf"], argomenti].concat();
        pira(cartella.path(), &comando).riesce();
        let byte = fs::read(cartella.path().join("x.pdf")).unwrap();
        let documento = Document::load_mem(&byte).unwrap();
        assert!(
            documento.xref_recovery.is_none(),
            "the objects are where the file says"
        );
        let nomi: Vec<String> = documento
            .objects
            .values()
            .filter_map(|oggetto| oggetto.as_dict().ok())
            .filter(|dizionario| dizionario.get_type().is_ok_and(|tipo| tipo == b"Namespace"))
            .map(|dizionario| dizionario.get(b"NS").and_then(Object::as_str).unwrap())
            .map(|nome| String::from_utf8_lossy(nome).into_owned())
            .collect();
        assert!(
            nomi.iter().any(|nome| nome == "http://iso.org/pdf2/ssn"),
            "{nomi:?}"
        );
        assert!(nomi.iter().all(|nome| nome != altro), "{nomi:?}");
        assert!(Pdf::leggi(&byte).testo().contains(altro));
    }
}

/// What the command line gives to print passes the same checks as the plan's texts.
#[test]
fn the_annex_of_the_command_line_is_checked_as_the_plan_is() {
    let cartella = cartella_con(PIANO);
    for (allegato, segno) in [
        ("d\u{200b}", "U+200B"),
        ("d, delibera\u{7}, Consiglio", "U+0007"),
        ("d, delibera, Con\u{202e}siglio", "U+202E"),
        ("d, delibera, Consiglio, 1\u{e000}4", "U+E000"),
        ("d, delibera, 会议, 14, 2020-12-03", "U+4F1A"),
    ] {
        pira(
            cartella.path(),
            &["genera", "piano.yaml", "--allegato", allegato],
        )
        .fallisce(1)
        .dice(&format!("il carattere {segno} non si può stampare"))
        .dice("--allegato:1:");
        assert!(!cartella.path().join("piano.pdf").exists());
    }
    for allegato in ["d, , Consiglio", "d, delibera,  "] {
        pira(
            cartella.path(),
            &["genera", "piano.yaml", "--allegato", allegato],
        )
        .fallisce(2)
        .dice("manca il genere dell'atto");
    }
    pira(
        cartella.path(),
        &[
            "genera",
            "piano.yaml",
            "--allegato",
            "), delibera, Consiglio",
        ],
    )
    .fallisce(2)
    .dice("manca la lettera");
}

/// A letter typed with its bracket, in the plan or on the command line, prints one bracket.
#[test]
fn a_letter_with_its_bracket_prints_one() {
    for (lettera, stampata) in [
        ("d", "Allegato d) alla delibera"),
        ("d)", "Allegato d) alla delibera"),
        ("(d)", "Allegato d) alla delibera"),
        ("d )", "Allegato d) alla delibera"),
        ("4", "Allegato 4) alla delibera"),
        ("d)1", "Allegato d)1) alla delibera"),
    ] {
        let nel_piano = format!(
            "allegato: {{ lettera: \"{lettera}\", atto: {{ tipo: delibera, organo: Consiglio }} }}\n{PIANO}"
        );
        let opzione = format!("{lettera}, delibera, Consiglio");
        for (piano, argomenti) in [
            (nel_piano.as_str(), &["genera", "piano.yaml"][..]),
            (PIANO, &["genera", "piano.yaml", "--allegato", &opzione]),
        ] {
            let cartella = cartella_con(piano);
            pira(cartella.path(), argomenti).riesce();
            let pdf = Pdf::leggi(&fs::read(cartella.path().join("piano.pdf")).unwrap());
            let testo = pdf.testo();
            let trovati = testo.matches(stampata).count();
            assert_eq!(
                trovati,
                testo.matches("Allegato").count(),
                "{lettera}: {testo}"
            );
            assert!(trovati > 0, "{testo}");
        }
    }
}
