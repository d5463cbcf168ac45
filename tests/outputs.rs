//! What a command writes never costs the office a file: not one that the command reads, not a signed
//! act, not one that nobody named.

mod comune;

use std::fs;
use std::path::{Path, PathBuf};

use comune::{cartella_con, pira, pira_con_ingresso, radice};
use lopdf::{Document, Object, dictionary};
use tempfile::TempDir;

const PIANO: &str = include_str!("golden/minimo/piano.yaml");

/// An amendment of the plan of these tests.
const VARIAZIONE: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-03-01, oggetto: Esempio }
tipo: rettifica
motivazione: Esempio di variazione.
modifiche:
  - { obiettivo: A1, campo: titolo, a: Titolo variato }
";

/// An amendment of another act, which the plan itself names.
const NOMINATA: &str = "\
atto: { tipo: deliberazione, organo: Consiglio, data: 2027-02-01, oggetto: Altro esempio }
tipo: rettifica
motivazione: Esempio di variazione nominata dal piano.
modifiche:
  - { obiettivo: A2, campo: titolo, a: Titolo variato prima }
";

fn fixture(nome: &str) -> PathBuf {
    radice().join("tests/fixture").join(nome)
}

/// A folder with `piano.yaml`, that has a logo and names an amendment; another plan; an amendment; two
/// PDFs of other programs; the office's templates.
fn cartella() -> TempDir {
    let con_logo = PIANO.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: Esempio }, nome:",
    );
    let cartella = cartella_con(&format!("variazioni: [nominata.yaml]\n{con_logo}"));
    let scrivi = |nome: &str, testo: &str| fs::write(cartella.path().join(nome), testo).unwrap();
    scrivi("altro.yaml", &PIANO.replace("2027", "2028"));
    scrivi("v.yaml", VARIAZIONE);
    scrivi("nominata.yaml", NOMINATA);
    scrivi(
        "logo.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>",
    );
    fs::copy(fixture("groff.pdf"), cartella.path().join("uno.pdf")).unwrap();
    fs::copy(fixture("lo-semplice.pdf"), cartella.path().join("due.pdf")).unwrap();
    pira(cartella.path(), &["modelli", "nostri"]).riesce();
    cartella
}

/// The files that are there, with their bytes.
fn contenuto(cartella: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut file = Vec::new();
    for voce in fs::read_dir(cartella).unwrap() {
        let percorso = voce.unwrap().path();
        if percorso.is_dir() {
            file.extend(contenuto(&percorso));
        } else {
            file.push((percorso.clone(), fs::read(&percorso).unwrap_or_default()));
        }
    }
    file.sort();
    file
}

#[test]
fn no_command_writes_over_a_file_that_it_reads() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml", "--variazione", "v.yaml"];
    let coi_modelli = [&genera[..], &["--modelli", "nostri"]].concat();
    let confronta = ["confronta", "piano.yaml", "altro.yaml", "--formato"];
    let del_piano = ["piano.yaml", "v.yaml", "nominata.yaml", "logo.svg"];
    let in_formato = |formato| [&confronta[..], &[formato]].concat();
    let casi: Vec<(Vec<&str>, Vec<&str>)> = vec![
        (genera.to_vec(), del_piano.to_vec()),
        (
            [&genera[..], &["--formato", "typ"]].concat(),
            del_piano.to_vec(),
        ),
        (
            coi_modelli,
            vec!["nostri/stile.typ.j2", "nostri/voci.typ.j2"],
        ),
        (
            vec!["esporta", "piano.yaml", "--variazione", "v.yaml"],
            del_piano.to_vec(),
        ),
        (
            vec!["consolida", "piano.yaml", "--variazione", "v.yaml"],
            del_piano.to_vec(),
        ),
        (
            vec![
                "confronta",
                "piano.yaml",
                "--variazione",
                "v.yaml",
                "--formato",
                "variazione",
            ],
            del_piano.to_vec(),
        ),
        (
            in_formato("json"),
            vec!["piano.yaml", "altro.yaml", "logo.svg"],
        ),
        (
            in_formato("pdf"),
            vec!["piano.yaml", "altro.yaml", "nominata.yaml"],
        ),
        (
            vec![
                "allega",
                "--a",
                "uno.pdf",
                "due.pdf",
                "--allegato",
                "a)=due.pdf",
            ],
            vec!["uno.pdf", "due.pdf"],
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf", "--come-file"],
            vec!["uno.pdf", "due.pdf"],
        ),
    ];
    let prima = contenuto(cartella.path());
    for (comando, ingressi) in casi {
        for ingresso in ingressi {
            for scritto in [ingresso.to_owned(), format!("./{ingresso}")] {
                let argomenti = [&comando[..], &["-o", &scritto]].concat();
                pira(cartella.path(), &argomenti)
                    .fallisce(2)
                    .dice(&scritto)
                    .dice("che il comando legge");
                // Not even when told to overwrite.
                let argomenti = [&argomenti[..], &["--sovrascrivi"]].concat();
                pira(cartella.path(), &argomenti).fallisce(2);
                assert!(contenuto(cartella.path()) == prima, "{argomenti:?}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn an_output_that_leads_to_an_input_is_refused_however_it_is_spelt() {
    use std::os::unix::fs::symlink;
    let cartella = cartella();
    let percorso = cartella.path();
    symlink("piano.yaml", percorso.join("legato.pdf")).unwrap();
    symlink("legato.pdf", percorso.join("due-volte.pdf")).unwrap();
    fs::hard_link(percorso.join("piano.yaml"), percorso.join("gemello.pdf")).unwrap();
    fs::hard_link(percorso.join("logo.svg"), percorso.join("gemello.typ")).unwrap();
    fs::create_dir(percorso.join("sotto")).unwrap();
    symlink(percorso, percorso.join("sotto/qui")).unwrap();
    let prima = contenuto(&percorso.join("nostri"));
    let piano = fs::read(percorso.join("piano.yaml")).unwrap();
    for (uscita, ingresso) in [
        ("legato.pdf", "piano.yaml"),
        ("due-volte.pdf", "piano.yaml"),
        ("gemello.pdf", "piano.yaml"),
        ("gemello.typ", "logo.svg"),
        ("sotto/../piano.yaml", "piano.yaml"),
        ("sotto/qui/nominata.yaml", "nominata.yaml"),
        ("sotto/qui/nostri/firme.typ.j2", "nostri/firme.typ.j2"),
    ] {
        let argomenti = ["genera", "piano.yaml", "--modelli", "nostri", "-o", uscita];
        pira(percorso, &argomenti)
            .fallisce(2)
            .dice(&format!("{uscita} è lo stesso file di {ingresso}"));
    }
    assert!(contenuto(&percorso.join("nostri")) == prima);
    assert!(fs::read(percorso.join("piano.yaml")).unwrap() == piano);
    // A link to the plan read under its own name.
    pira(percorso, &["genera", "legato.pdf", "-o", "piano.yaml"])
        .fallisce(2)
        .dice("lo stesso file di legato.pdf");
}

#[test]
fn the_plan_that_comes_from_standard_input_is_an_input_too() {
    let cartella = cartella_con("");
    let argomenti = ["genera", "-", "-o", "ingresso"];
    pira_con_ingresso(cartella.path(), &argomenti, PIANO.as_bytes())
        .fallisce(2)
        .dice("il file che arriva dallo standard input");
    assert_eq!(
        fs::read_to_string(cartella.path().join("ingresso")).unwrap(),
        PIANO
    );
}

/// The logo is the third page that would be written: not even the first two are.
#[test]
fn images_of_pages_are_written_all_or_none() {
    let immagine = tiny_skia::Pixmap::new(4, 4).unwrap().encode_png().unwrap();
    let con_logo = PIANO.replace(
        "ente: { nome:",
        "ente: { logo: { file: esce-002.png, descrizione: Esempio }, nome:",
    );
    let cartella = cartella_con(&con_logo);
    fs::write(cartella.path().join("esce-002.png"), &immagine).unwrap();
    let argomenti = [
        "genera",
        "piano.yaml",
        "--formato",
        "png",
        "--ppi",
        "30",
        "-o",
        "esce.png",
    ];
    pira(cartella.path(), &argomenti)
        .fallisce(2)
        .dice("esce-002.png è")
        .dice("che il comando legge");
    assert!(!cartella.path().join("esce-001.png").exists());
    assert!(fs::read(cartella.path().join("esce-002.png")).unwrap() == immagine);
}

#[test]
fn the_document_of_one_plan_never_takes_the_place_of_what_another_is_made_from() {
    let cartella = cartella_con(PIANO);
    fs::write(cartella.path().join("piano.typ"), VARIAZIONE).unwrap();
    let altro = format!("variazioni: [piano.typ]\n{PIANO}");
    fs::write(cartella.path().join("altro.yaml"), altro).unwrap();
    let argomenti = ["genera", "piano.yaml", "altro.yaml", "--formato", "typ"];
    for argomenti in [
        argomenti.to_vec(),
        [&argomenti[..], &["--sovrascrivi"]].concat(),
    ] {
        pira(cartella.path(), &argomenti)
            .fallisce(2)
            .dice("piano.typ è uno dei file che il comando legge");
        assert!(!cartella.path().join("altro.typ").exists());
        assert_eq!(
            fs::read_to_string(cartella.path().join("piano.typ")).unwrap(),
            VARIAZIONE
        );
    }
    // Written twice, the documents are nobody's input.
    for _ in 0..2 {
        let argomenti = [
            "genera",
            "piano.yaml",
            "altro.yaml",
            "--formato",
            "typ",
            "-o",
            "fuori",
        ];
        pira(cartella.path(), &argomenti).riesce();
    }
}

/// The signed files that the office may have: a PDF, one cut short, one in an envelope.
fn firmati() -> Vec<(&'static str, Vec<u8>)> {
    let firmato = fs::read(fixture("firmato.pdf")).unwrap();
    let certificato = fs::read(fixture("certificato.pdf")).unwrap();
    let troncato = firmato[..firmato.len() - 200].to_vec();
    // The head of an envelope (RFC 5652) around the document.
    let mut busta = b"\x30\x82\x10\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02".to_vec();
    busta.extend(&firmato);
    // The same head in base64, as its length takes three bytes, two or one; after the line of PEM.
    let text = |head: &str| format!("-----BEGIN CMS-----\n{head}\n").into_bytes();
    vec![
        ("firmato", firmato),
        ("certificato", certificato),
        ("troncato", troncato),
        ("busta", busta),
        ("busta in PEM", text("MIIQAAYJKoZIhvcNAQcCoIIQAA==")),
        (
            "busta in PEM, senza lunghezza",
            text("MIAGCSqGSIb3DQEHAqCAMIA="),
        ),
        ("busta in base64", b"MIHwBgkqhkiG9w0BBwKggeM=\n".to_vec()),
    ]
}

#[test]
fn no_command_writes_over_a_signed_file() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml"];
    let comandi: Vec<(Vec<&str>, &str)> = vec![
        (genera.to_vec(), "piano.pdf"),
        ([&genera[..], &["-o", "atto.pdf"]].concat(), "atto.pdf"),
        (
            [&genera[..], &["-o", "uscita/"]].concat(),
            "uscita/piano.pdf",
        ),
        (
            [&genera[..], &["--formato", "typ", "-o", "atto.typ"]].concat(),
            "atto.typ",
        ),
        (
            [&genera[..], &["--formato", "png", "-o", "atto.png"]].concat(),
            "atto-002.png",
        ),
        (vec!["esporta", "piano.yaml", "-o", "atto.csv"], "atto.csv"),
        (vec!["esporta", "piano.yaml"], "piano.csv"),
        (
            vec!["consolida", "piano.yaml", "-o", "atto.yaml"],
            "atto.yaml",
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "--formato", "pdf"],
            "quadro-di-raffronto.pdf",
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "-o", "atto.txt"],
            "atto.txt",
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf"],
            "uno-fascicolo.pdf",
        ),
        (
            vec![
                "allega",
                "--a",
                "uno.pdf",
                "due.pdf",
                "--come-file",
                "-o",
                "atto.pdf",
            ],
            "atto.pdf",
        ),
        (vec!["nuovo", "-o", "atto.yaml"], "atto.yaml"),
        (
            vec!["genera", "piano.yaml", "altro.yaml", "-o", "uscita"],
            "uscita/altro.pdf",
        ),
    ];
    fs::create_dir(cartella.path().join("uscita")).unwrap();
    for (nome, byte) in firmati() {
        for (comando, uscita) in &comandi {
            let file = cartella.path().join(uscita);
            fs::write(&file, &byte).unwrap();
            let detto = pira(cartella.path(), comando).fallisce(2);
            if comando[0] != "nuovo" {
                detto
                    .dice("le firme andrebbero perdute")
                    .dice("--sovrascrivi")
                    .dice(Path::new(uscita).file_name().unwrap().to_str().unwrap());
            }
            assert!(fs::read(&file).unwrap() == byte, "{nome}: {comando:?}");
            fs::remove_file(&file).unwrap();
        }
    }
    // Told to, each command takes its place.
    let (_, byte) = &firmati()[0];
    for (comando, uscita) in &comandi {
        let file = cartella.path().join(uscita);
        fs::write(&file, byte).unwrap();
        let comando = [&comando[..], &["--sovrascrivi"]].concat();
        let codice = i32::from(comando[0] == "confronta");
        pira(cartella.path(), &comando).finisce(codice);
        assert!(fs::read(&file).unwrap() != *byte, "{comando:?}");
        fs::remove_file(&file).unwrap();
    }
}

/// Of many plans, the one whose document is signed is told, and the others are written.
#[test]
fn of_many_plans_only_the_signed_document_is_spared() {
    let cartella = cartella_con(PIANO);
    fs::write(
        cartella.path().join("altro.yaml"),
        PIANO.replace("2027", "2028"),
    )
    .unwrap();
    fs::copy(fixture("firmato.pdf"), cartella.path().join("piano.pdf")).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "altro.yaml"])
        .fallisce(2)
        .dice("piano.pdf è firmato")
        .dice("1 documento scritto, 1 piano non riuscito: piano.yaml");
    let firmato = fs::read(fixture("firmato.pdf")).unwrap();
    assert!(fs::read(cartella.path().join("piano.pdf")).unwrap() == firmato);
}

/// A field still to be signed, or made ready for a signature, is no signature.
#[test]
fn a_pdf_that_waits_for_its_signature_may_be_made_again() {
    let cartella = cartella_con(PIANO);
    let file = cartella.path().join("atto.pdf");
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();
    let mut documento = Document::load(&file).unwrap();
    let campo = documento.add_object(dictionary! {
        "FT" => "Sig", "T" => Object::string_literal("Firma 1"), "Type" => "Annot", "Subtype" => "Widget",
    });
    let moduli = dictionary! { "Fields" => vec![Object::from(campo)], "SigFlags" => 3 };
    documento.catalog_mut().unwrap().set("AcroForm", moduli);
    documento.save(&file).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();

    let mut pronto = fs::read(&file).unwrap();
    let firma = "\n9999 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 0 0 0]/Contents<0000 0000>>>\nendobj\n";
    pronto.extend(firma.as_bytes());
    fs::write(&file, &pronto).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"]).riesce();
    let firmato = firma.replace("<0000 0000>", "<3082 0000>");
    let piu_firma = [&pronto[..], firmato.as_bytes()].concat();
    fs::write(&file, piu_firma).unwrap();
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "atto.pdf"])
        .fallisce(2)
        .dice("è firmato");
}

/// With no name given, only a document of this program's own is replaced.
#[test]
fn a_pdf_of_another_program_is_replaced_only_when_named() {
    let cartella = cartella_con(PIANO);
    let altrui = fs::read(fixture("lo-semplice.pdf")).unwrap();
    let file = cartella.path().join("piano.pdf");
    for argomenti in [
        &["genera", "piano.yaml"][..],
        &["genera", "piano.yaml", "-o", "."],
        &["genera", "piano.yaml", "-o", "./"],
    ] {
        fs::write(&file, &altrui).unwrap();
        pira(cartella.path(), argomenti)
            .fallisce(2)
            .dice("piano.pdf esiste già e l'ha fatto un altro programma")
            .dice("-o");
        assert!(fs::read(&file).unwrap() == altrui);
        pira(cartella.path(), &[argomenti, &["--sovrascrivi"]].concat()).riesce();
        // Made by us, it is made again.
        pira(cartella.path(), argomenti).riesce();
    }
    fs::write(&file, &altrui).unwrap();
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "-o", "piano.pdf"],
    )
    .riesce();
    for standard in ["1.4", "2.0", "a-1b", "a-4"] {
        for _ in 0..2 {
            pira(
                cartella.path(),
                &["genera", "piano.yaml", "--standard", standard],
            )
            .riesce();
        }
    }
}

#[test]
fn every_command_writes_into_a_folder_too() {
    let cartella = cartella();
    let genera = ["genera", "piano.yaml", "-o"];
    let casi: Vec<(Vec<&str>, &str, i32)> = vec![
        ([&genera[..], &["f/"]].concat(), "f/piano.pdf", 0),
        (
            [&genera[..], &["f/sotto/"]].concat(),
            "f/sotto/piano.pdf",
            0,
        ),
        (
            [&genera[..], &["f", "--formato", "typ"]].concat(),
            "f/piano.typ",
            0,
        ),
        (
            [&genera[..], &["f/", "--formato", "png", "--ppi", "30"]].concat(),
            "f/piano-001.png",
            0,
        ),
        (
            vec!["esporta", "piano.yaml", "-o", "dati/"],
            "dati/piano.csv",
            0,
        ),
        (
            vec!["consolida", "piano.yaml", "-o", "nuovi/"],
            "nuovi/piano.yaml",
            0,
        ),
        (
            vec!["confronta", "piano.yaml", "altro.yaml", "-o", "q/"],
            "q/quadro-di-raffronto.txt",
            1,
        ),
        (
            vec![
                "confronta",
                "piano.yaml",
                "altro.yaml",
                "--formato",
                "pdf",
                "-o",
                "q/",
            ],
            "q/quadro-di-raffronto.pdf",
            1,
        ),
        (
            vec!["allega", "--a", "uno.pdf", "due.pdf", "-o", "f/"],
            "f/uno-fascicolo.pdf",
            0,
        ),
        (vec!["nuovo", "-o", "2028/"], "2028/piano.yaml", 0),
    ];
    for (argomenti, file, codice) in casi {
        pira(cartella.path(), &argomenti).finisce(codice);
        assert!(cartella.path().join(file).is_file(), "{argomenti:?}");
    }
    pira_con_ingresso(
        cartella.path(),
        &["genera", "-", "-o", "f/"],
        PIANO.as_bytes(),
    )
    .riesce();
    assert!(cartella.path().join("f/pira.pdf").exists());
    // The plan's own folder is where the plan is.
    pira(cartella.path(), &["consolida", "piano.yaml", "-o", "./"])
        .fallisce(2)
        .dice("che il comando legge");
    // What is no folder cannot become one, and a plan with errors makes none.
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "v.yaml/"])
        .fallisce(3)
        .dice("non riesco a usare la cartella");
    fs::write(cartella.path().join("rotto.yaml"), "ente: {}\n").unwrap();
    pira(cartella.path(), &["genera", "rotto.yaml", "-o", "assente/"]).fallisce(1);
    assert!(!cartella.path().join("assente").exists());
}

#[test]
fn what_is_only_made_new_is_replaced_when_told() {
    let cartella = cartella_con(PIANO);
    let percorso = cartella.path();
    pira(percorso, &["nuovo", "-o", "piano.yaml"])
        .fallisce(2)
        .dice("esiste già e non si tocca");
    assert_eq!(
        fs::read_to_string(percorso.join("piano.yaml")).unwrap(),
        PIANO
    );
    pira(percorso, &["nuovo", "-o", "piano.yaml", "--sovrascrivi"]).riesce();
    assert!(fs::read_to_string(percorso.join("piano.yaml")).unwrap() != PIANO);
    fs::write(percorso.join("piano.yaml"), PIANO).unwrap();

    fs::create_dir(percorso.join("m")).unwrap();
    fs::write(percorso.join("m/totali.typ.j2"), "nostro").unwrap();
    pira(percorso, &["modelli", "m"])
        .fallisce(2)
        .dice("totali.typ.j2 esiste già e non si tocca");
    assert_eq!(
        comune::nomi(&percorso.join("m"), "j2").len(),
        1,
        "nothing is written"
    );
    pira(percorso, &["modelli", "m", "--sovrascrivi"]).riesce();

    pira(percorso, &["genera", "piano.yaml", "--con-dati"]).riesce();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"]).riesce();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"]).riesce();
    fs::write(percorso.join("e/indicatori.csv"), "altro").unwrap();
    pira(percorso, &["estrai", "piano.pdf", "-o", "e"])
        .fallisce(2)
        .dice("indicatori.csv esiste già e non si tocca");
    pira(
        percorso,
        &["estrai", "piano.pdf", "-o", "e", "--sovrascrivi"],
    )
    .riesce();
    assert!(fs::read(percorso.join("e/indicatori.csv")).unwrap() != b"altro");
}

#[test]
fn the_help_of_every_command_that_writes_says_how_to_overwrite() {
    let cartella = cartella_con("");
    for comando in [
        "genera",
        "confronta",
        "consolida",
        "allega",
        "esporta",
        "estrai",
        "nuovo",
        "modelli",
    ] {
        let aiuto = pira(cartella.path(), &[comando, "--help"]).riesce().uscita;
        assert!(
            String::from_utf8(aiuto).unwrap().contains("--sovrascrivi"),
            "{comando}"
        );
    }
}

/// A device or a fifo is written to, and stays what it is.
#[cfg(unix)]
#[test]
fn a_fifo_gets_the_document_and_stays_a_fifo() {
    use std::os::unix::fs::FileTypeExt;
    let cartella = cartella_con(PIANO);
    let coda = cartella.path().join("coda");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&coda)
            .status()
            .unwrap()
            .success()
    );
    let legge = {
        let coda = coda.clone();
        std::thread::spawn(move || fs::read(coda).unwrap())
    };
    pira(cartella.path(), &["genera", "piano.yaml", "-o", "coda"]).riesce();
    assert!(legge.join().unwrap().starts_with(b"%PDF"));
    assert!(fs::metadata(&coda).unwrap().file_type().is_fifo());
    // Standard output by its other name.
    let aperta = pira(
        cartella.path(),
        &["genera", "piano.yaml", "-o", "/dev/stdout"],
    );
    assert!(aperta.riesce().uscita.starts_with(b"%PDF"));
}

/// What a file is, by its first bytes.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [b'P', b'K', 3, 4, ..] => "xlsx",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [b'{', ..] => "json",
        _ => "text",
    }
}

#[test]
fn the_name_of_the_output_says_its_format() {
    let cartella = cartella();
    let confronta = ["confronta", "piano.yaml", "altro.yaml"];
    let cases: [(&[&str], &str, &str, &str); 13] = [
        (&["esporta", "piano.yaml"], "x.xlsx", "xlsx", ""),
        (&["esporta", "piano.yaml"], "X.XLSX", "xlsx", ""),
        (&["esporta", "piano.yaml"], "w.json", "json", ""),
        (&["esporta", "piano.yaml"], "w.csv", "text", ""),
        (&["esporta", "piano.yaml"], "senza", "text", ""),
        (&confronta, "q.pdf", "pdf", ""),
        (&confronta, "q.json", "json", ""),
        (&confronta, "q.md", "text", "| Voce |"),
        (&confronta, "q.txt", "text", ""),
        (&confronta, "q.yaml", "text", "modifiche:"),
        (&confronta, "q.typ", "text", "#"),
        (&["genera", "piano.yaml"], "w.pdf", "pdf", ""),
        (&["genera", "piano.yaml"], "w.typ", "text", "#"),
    ];
    for (command, output, expected, words) in cases {
        let arguments = [command, &["-o", output]].concat();
        let code = if command[0] == "confronta" { 1 } else { 0 };
        let run = pira(cartella.path(), &arguments);
        assert_eq!(run.codice, Some(code), "{output}: {}", run.errori);
        let bytes = fs::read(cartella.path().join(output)).unwrap();
        assert_eq!(kind(&bytes), expected, "{output}");
        assert!(
            expected != "text" || String::from_utf8_lossy(&bytes).contains(words),
            "{output}"
        );
    }
    pira(
        cartella.path(),
        &["genera", "piano.yaml", "--ppi", "30", "-o", "w.png"],
    )
    .riesce();
    let page = fs::read(cartella.path().join("w-001.png")).unwrap();
    assert_eq!(kind(&page), "png");
}

#[test]
fn a_name_of_another_format_is_refused() {
    let cartella = cartella();
    let amended = ["--variazione", "v.yaml"];
    let cases: [(&[&str], &str, &str); 11] = [
        (
            &["esporta", "piano.yaml", "--formato", "csv"],
            "x.xlsx",
            "un nome che finisca con .csv, o chiedere --formato xlsx",
        ),
        (
            &["esporta", "piano.yaml", "--formato", "xlsx"],
            "x.JSON",
            "o chiedere --formato json",
        ),
        (
            &["esporta", "piano.yaml", "--csv-italiano"],
            "x.xlsx",
            "--csv-italiano riguarda il solo csv",
        ),
        (&["esporta", "piano.yaml"], "x.pdf", "finisca con .csv"),
        (
            &["genera", "piano.yaml", "--formato", "pdf"],
            "w.png",
            "o chiedere --formato png",
        ),
        (&["genera", "piano.yaml"], "w.docx", "finisca con .pdf"),
        (
            &[
                "confronta",
                "piano.yaml",
                "altro.yaml",
                "--formato",
                "testo",
            ],
            "q.pdf",
            "o chiedere --formato pdf",
        ),
        (
            &["confronta", "piano.yaml", "altro.yaml", "--formato", "json"],
            "q.yml",
            "o chiedere --formato variazione",
        ),
        (
            &["consolida", "piano.yaml", amended[0], amended[1]],
            "c.pdf",
            "finisca con .yaml",
        ),
        (&["nuovo"], "n.pdf", "finisca con .yaml"),
        (
            &["allega", "--a", "uno.pdf", "due.pdf"],
            "f.docx",
            "finisca con .pdf",
        ),
    ];
    let before = contenuto(cartella.path());
    for (command, output, words) in cases {
        let arguments = [command, &["-o", output]].concat();
        pira(cartella.path(), &arguments).fallisce(2).dice(words);
        assert!(contenuto(cartella.path()) == before, "{arguments:?}");
    }
    // A folder is none of them, whatever its name; nor is standard output.
    pira(
        cartella.path(),
        &[
            "esporta",
            "piano.yaml",
            "--formato",
            "json",
            "-o",
            "dati.xlsx/",
        ],
    )
    .riesce();
    assert!(cartella.path().join("dati.xlsx/piano.json").exists());
    pira(
        cartella.path(),
        &["esporta", "piano.yaml", "--formato", "json", "-o", "-"],
    )
    .riesce();
}
