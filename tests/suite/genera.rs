//! `pira genera` and `pira modelli` as the office uses them.

use std::fs;
use std::path::Path;

use crate::support::pdf::{Pdf, broken_rules};
use crate::support::{
    MINIMAL_PLAN, command, folder_with, piano_2021, pira, pira_with_input, root, run_to_end,
};
use page_validation::ValidationProfile;

#[test]
fn the_summary_tells_pages_obiettivi_indicatori_risorse_and_file() {
    let folder = folder_with("");
    let piano = piano_2021();
    let run = pira(folder.path(), &["genera", piano.to_str().unwrap()]).succeeds();
    assert_eq!(
        run.stderr,
        "frosinone-latina-2021.pdf: 13 pagine, 13 obiettivi, 35 indicatori, risorse 1.876.958,73 €, 17 avvisi (pira verifica li mostra)\n"
    );
    assert!(run.stdout.is_empty());
    assert!(folder.path().join("frosinone-latina-2021.pdf").exists());
}

#[test]
fn a_dash_reads_and_writes_the_standard_streams() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    let run = pira_with_input(
        folder.path(),
        &["genera", "-", "-o", "-"],
        MINIMAL_PLAN.as_bytes(),
    )
    .succeeds();
    assert_eq!(
        run.stdout,
        fs::read(folder.path().join("piano.pdf")).unwrap()
    );
    let run = pira_with_input(
        folder.path(),
        &["genera", "-", "--formato", "typ", "-o", "-"],
        MINIMAL_PLAN.as_bytes(),
    )
    .succeeds();
    assert!(
        String::from_utf8(run.stdout)
            .unwrap()
            .contains("#set document(")
    );
    pira_with_input(folder.path(), &["genera", "-"], MINIMAL_PLAN.as_bytes())
        .succeeds()
        .says("pira.pdf: 2 pagine");
}

#[test]
fn there_is_one_image_for_each_page() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--formato", "png", "--ppi", "72"],
    )
    .succeeds();
    for page in ["piano-001.png", "piano-002.png"] {
        let image = tiny_skia::Pixmap::load_png(folder.path().join(page)).unwrap();
        assert_eq!((image.width(), image.height()), (595, 842));
    }
    assert!(!folder.path().join("piano-003.png").exists());
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--formato", "png", "-o", "-"],
    )
    .fails(2)
    .says("un file per pagina");
}

#[test]
fn a_draft_is_seen_and_read_on_a_conforming_file() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["genera", "piano.yaml", "--bozza"]).succeeds();
    let bytes = fs::read(folder.path().join("piano.pdf")).unwrap();
    let pdf = Pdf::read(&bytes);
    assert_eq!(pdf.text().matches("BOZZA").count(), 1 + pdf.page_count());
    assert!(pdf.structure().contains("“BOZZA”"));
    assert!(pdf.information("Title").unwrap().starts_with("BOZZA - "));
    assert_eq!(
        broken_rules(&bytes, ValidationProfile::PdfA2a),
        Vec::<String>::new()
    );
    assert_eq!(
        broken_rules(&bytes, ValidationProfile::PdfUa1),
        Vec::<String>::new()
    );
}

#[test]
fn the_other_standards_are_kept() {
    let folder = folder_with("");
    let piano = root().join("tests/golden/tutto/piano.yaml");
    for (name, profile) in [
        ("a-1a", ValidationProfile::PdfA1a),
        ("a-1b", ValidationProfile::PdfA1b),
        ("a-2b", ValidationProfile::PdfA2b),
        ("a-2u", ValidationProfile::PdfA2u),
        ("a-3a", ValidationProfile::PdfA3a),
        ("a-3a,ua-1", ValidationProfile::PdfUa1),
    ] {
        let arguments = [
            "genera",
            piano.to_str().unwrap(),
            "--standard",
            name,
            "-o",
            "x.pdf",
        ];
        pira(folder.path(), &arguments).succeeds();
        let bytes = fs::read(folder.path().join("x.pdf")).unwrap();
        assert_eq!(
            broken_rules(&bytes, profile),
            Vec::<String>::new(),
            "{name}"
        );
    }
    for (name, version) in [("1.7", "%PDF-1.7"), ("2.0", "%PDF-2.0")] {
        let arguments = [
            "genera",
            piano.to_str().unwrap(),
            "--standard",
            name,
            "-o",
            "x.pdf",
        ];
        pira(folder.path(), &arguments).succeeds();
        assert!(
            fs::read(folder.path().join("x.pdf"))
                .unwrap()
                .starts_with(version.as_bytes())
        );
    }
    for (name, words) in [
        ("a-9", "gli standard sono"),
        ("a-1b,a-2a", "non possono stare insieme"),
    ] {
        let arguments = ["genera", piano.to_str().unwrap(), "--standard", name];
        pira(folder.path(), &arguments).fails(2).says(words);
    }
}

/// The structure is packed where the version of PDF allows it: three quarters of the objects.
#[test]
fn small_objects_are_packed_together() {
    let folder = folder_with("");
    let piano = piano_2021();
    let bytes = |standard: &str| {
        let piano = piano.to_str().unwrap();
        let arguments = ["genera", piano, "--standard", standard, "-o", "x.pdf"];
        pira(folder.path(), &arguments).succeeds();
        fs::read(folder.path().join("x.pdf")).unwrap()
    };
    let loose = |bytes: &[u8]| {
        bytes
            .windows(7)
            .filter(|seven| *seven == b" 0 obj\n")
            .count()
    };
    let (compact, scattered) = (bytes("a-2a,ua-1"), bytes("a-1a"));
    assert!(loose(&compact) * 4 < loose(&scattered));
    assert!(compact.len() * 2 < scattered.len());
    assert_eq!(Pdf::read(&compact).text(), Pdf::read(&scattered).text());
}

/// Two runs, two folders, two time zones, two locales: the same bytes.
#[test]
fn the_same_plan_gives_the_same_bytes() {
    let genera = |folder: &Path, zone: &str, language: &str| {
        let mut command = command(folder, &["genera", "piano.yaml", "-o", "x.pdf"]);
        run_to_end(
            command
                .env("TZ", zone)
                .env("LC_ALL", language)
                .env_remove("HOME"),
        )
        .succeeds();
        fs::read(folder.join("x.pdf")).unwrap()
    };
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let (here, elsewhere) = (folder_with(&piano), folder_with(&piano));
    let below = elsewhere.path().join("una cartella è più in là");
    fs::create_dir(&below).unwrap();
    fs::copy(
        elsewhere.path().join("piano.yaml"),
        below.join("piano.yaml"),
    )
    .unwrap();
    let first = genera(here.path(), "UTC", "C");
    assert_eq!(first, genera(here.path(), "Asia/Tokyo", "it_IT.UTF-8"));
    assert_eq!(first, genera(&below, "America/New_York", "tr_TR.UTF-8"));
}

#[test]
fn windows_line_ends_and_the_bom_change_nothing() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    let windows = format!("\u{feff}{}", MINIMAL_PLAN.replace('\n', "\r\n"));
    fs::write(folder.path().join("windows.yaml"), windows).unwrap();
    pira(folder.path(), &["genera", "windows.yaml"]).succeeds();
    let [unix, windows] =
        ["piano.pdf", "windows.pdf"].map(|f| fs::read(folder.path().join(f)).unwrap());
    assert_eq!(unix, windows);
}

#[test]
fn templates_written_out_and_left_alone_give_the_same_document() {
    let folder = folder_with(MINIMAL_PLAN);
    pira(folder.path(), &["modelli", "nostri"])
        .succeeds()
        .says("nostri: 14 modelli");
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--modelli", "nostri", "-o", "b.pdf"],
    )
    .succeeds();
    let [a, b] = ["piano.pdf", "b.pdf"].map(|f| fs::read(folder.path().join(f)).unwrap());
    assert_eq!(a, b);
    pira(folder.path(), &["modelli", "nostri"])
        .fails(2)
        .says("esiste già e non si tocca");
}

#[test]
fn a_template_of_the_office_takes_the_place_of_the_built_in_one() {
    let folder = folder_with(MINIMAL_PLAN);
    let ours = folder.path().join("nostri");
    fs::create_dir(&ours).unwrap();
    fs::write(
        ours.join("premessa.typ.j2"),
        "= La premessa dell'ufficio, {{ piano.esercizio }}\n",
    )
    .unwrap();
    pira(
        folder.path(),
        &["genera", "piano.yaml", "--modelli", "nostri"],
    )
    .succeeds();
    let pdf = Pdf::read(&fs::read(folder.path().join("piano.pdf")).unwrap());
    assert!(
        pdf.text().contains("La premessa dell'ufficio, 2027"),
        "{}",
        pdf.text()
    );
}

#[test]
fn an_error_in_a_template_shows_the_template_and_the_line() {
    let cases = [
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
    for (error, words) in cases {
        let folder = folder_with(MINIMAL_PLAN);
        let ours = folder.path().join("nostri");
        fs::create_dir(&ours).unwrap();
        let template = format!(
            "= Titolo\n\n{{% if true %}}\n{{{{ piano.ente.nome }}}}\n{{% endif %}}\n{error}\n"
        );
        fs::write(ours.join("premessa.typ.j2"), template).unwrap();
        let run = pira(
            folder.path(),
            &["genera", "piano.yaml", "--modelli", "nostri"],
        );
        let run = run.fails(1).says(words).says("premessa.typ.j2:6:1");
        run.says(&format!("6 | {error}"));
        assert!(!folder.path().join("piano.pdf").exists());
    }
}

#[test]
fn an_error_leaves_the_file_that_was_there() {
    let folder = folder_with("ente: { nome: x }\n");
    fs::write(folder.path().join("piano.pdf"), "quello di prima").unwrap();
    pira(folder.path(), &["genera", "piano.yaml"]).fails(1);
    assert_eq!(
        fs::read_to_string(folder.path().join("piano.pdf")).unwrap(),
        "quello di prima"
    );
    let file: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(file.len(), 2, "nothing left behind");
}

#[test]
fn every_failure_has_its_exit_code() {
    let folder = folder_with(MINIMAL_PLAN);
    let in_folder = |arguments: &[&str]| pira(folder.path(), arguments);
    in_folder(&["genera", "assente.yaml"])
        .fails(3)
        .says("il file o la cartella non esiste");
    in_folder(&["genera", "."]).fails(3);
    fs::create_dir(folder.path().join("piano.typ")).unwrap();
    in_folder(&["genera", "piano.yaml", "--formato", "typ"])
        .fails(3)
        .says("è una cartella");
    in_folder(&["genera", "piano.yaml", "-o", "non/esiste.pdf"])
        .fails(3)
        .says("non riesco a scrivere");
    in_folder(&["genera", "piano.yaml", "--modelli", "assenti"])
        .fails(1)
        .says("non riesco a leggere i modelli");
    in_folder(&["genera", "piano.yaml", "--modelli", "."])
        .fails(1)
        .says("non contiene modelli");
    in_folder(&[]).fails(2).says("manca il comando");
    in_folder(&["gener"])
        .fails(2)
        .says("forse si voleva scrivere genera");
    in_folder(&["genera"]).fails(2).says("manca <PIANO.yaml>");
    in_folder(&["genera", "piano.yaml", "--bozz"])
        .fails(2)
        .says("l'opzione --bozz non esiste");
    in_folder(&["genera", "piano.yaml", "--formato", "doc"])
        .fails(2)
        .says("pdf, typ, png");
    in_folder(&["genera", "piano.yaml", "--ppi", "1"])
        .fails(2)
        .says("da 20 a 600");
    in_folder(&["genera", "piano.yaml", "-o"])
        .fails(2)
        .says("vuole un valore");
    in_folder(&["genera", "piano.yaml", "altro.yaml"])
        .fails(3)
        .says("altro.yaml: il file o la cartella non esiste")
        .says("piano.pdf: 2 pagine");
}

#[test]
fn the_help_is_in_italian() {
    let folder = folder_with("");
    for arguments in [&["--help"][..], &["genera", "--help"], &["modelli", "-h"]] {
        let help = String::from_utf8(pira(folder.path(), arguments).succeeds().stdout).unwrap();
        assert!(
            help.contains("Uso: ") && help.contains("Esempio: "),
            "{help}"
        );
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Print",
            "default:",
            "possible",
        ] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}

#[test]
fn the_logo_comes_only_from_the_folder_of_the_plan() {
    let logo = fs::read(root().join("tests/golden/tutto/logo.svg")).unwrap();
    let with_logo = |file: &str| {
        let ente =
            format!("ente: {{ logo: {{ file: {file}, descrizione: Logo di esempio }}, nome:");
        MINIMAL_PLAN.replace("ente: { nome:", &ente)
    };
    let folder = folder_with(&with_logo("logo.svg"));
    fs::write(folder.path().join("logo.svg"), &logo).unwrap();
    pira(folder.path(), &["genera", "piano.yaml"]).succeeds();
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("logo.svg"), &logo).unwrap();
    let absolute = outside.path().join("logo.svg");
    for file in [
        "../logo.svg",
        absolute.to_str().unwrap(),
        "assente.svg",
        "piano.yaml",
        "a/../../logo.svg",
    ] {
        let folder = folder_with(&with_logo(file));
        pira(folder.path(), &["genera", "piano.yaml"])
            .fails(1)
            .says("non posso usare il logo")
            .says("piano.yaml:2:");
    }
}

/// A link inside the plan's folder is no way out of it.
#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_folder() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(
        outside.path().join("logo.svg"),
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    )
    .unwrap();
    let piano = MINIMAL_PLAN.replace(
        "ente: { nome:",
        "ente: { logo: { file: logo.svg, descrizione: x }, nome:",
    );
    let folder = folder_with(&piano);
    std::os::unix::fs::symlink(
        outside.path().join("logo.svg"),
        folder.path().join("logo.svg"),
    )
    .unwrap();
    pira(folder.path(), &["genera", "piano.yaml"])
        .fails(1)
        .says("fuori dalla cartella");
}

/// Each standard, alone and with PDF/UA: the file, of the version that it asks for, or a refusal in
/// Italian before any work.
#[test]
fn every_standard_is_kept_or_refused_in_italian() {
    let folder = folder_with(MINIMAL_PLAN);
    let (done, refused) = (Ok::<&str, &str>, Err::<&str, &str>);
    let together = || refused("non possono stare insieme");
    let table = [
        ("1.4", done("1.4"), together()),
        ("1.5", done("1.5"), together()),
        ("1.6", done("1.6"), together()),
        ("1.7", done("1.7"), done("1.7")),
        ("2.0", done("2.0"), together()),
        ("a-1b", done("1.4"), together()),
        ("a-1a", done("1.4"), together()),
        ("a-2b", done("1.7"), done("1.7")),
        ("a-2u", done("1.7"), done("1.7")),
        ("a-2a", done("1.7"), done("1.7")),
        ("a-3b", done("1.7"), done("1.7")),
        ("a-3u", done("1.7"), done("1.7")),
        ("a-3a", done("1.7"), done("1.7")),
        ("a-4", done("2.0"), together()),
        ("a-4f", refused("aggiungere --con-dati"), together()),
        ("a-4e", done("2.0"), together()),
        ("ua-1", done("1.7"), together()),
    ];
    assert_eq!(table.len(), pira::Standard::NAMES.len());
    for (name, alone, with_ua) in table {
        for (standard, outcome) in [(name.to_owned(), alone), (format!("{name},ua-1"), with_ua)] {
            let arguments = [
                "genera",
                "piano.yaml",
                "--standard",
                &standard,
                "-o",
                "x.pdf",
            ];
            let run = pira(folder.path(), &arguments);
            match outcome {
                Ok(version) => {
                    run.succeeds();
                    let bytes = fs::read(folder.path().join("x.pdf")).unwrap();
                    let start = format!("%PDF-{version}");
                    assert!(bytes.starts_with(start.as_bytes()), "{standard}");
                    fs::remove_file(folder.path().join("x.pdf")).unwrap();
                }
                Err(words) => {
                    run.fails(2).says(words);
                    assert!(!folder.path().join("x.pdf").exists(), "{standard}");
                }
            }
        }
    }
    // With files inside: those that may carry them.
    for (standard, succeeds) in [
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
        let command = [
            "genera",
            "piano.yaml",
            "--con-dati",
            "--standard",
            standard,
            "-o",
            "x.pdf",
        ];
        let run = pira(folder.path(), &command);
        if succeeds {
            run.succeeds();
        } else {
            run.fails(2).says("non può portare file");
        }
    }
}

/// The structure elements of PDF 2.0 are named as ISO 32000-2 names them, and a text of the plan that
/// says the other name stays.
#[test]
fn a_pdf_2_names_its_structure_as_the_norm_does() {
    use lopdf::{Document, Object};
    let other = "https://www.iso.org/pdf2/ssn";
    let piano = MINIMAL_PLAN.replace(
        "titolo: Obiettivo di esempio senza altri dati",
        &format!("titolo: ({other})"),
    );
    assert_ne!(piano, MINIMAL_PLAN);
    let folder = folder_with(&piano);
    for arguments in [
        &["--standard", "2.0"][..],
        &["--standard", "a-4"],
        &["--standard", "a-4f", "--con-dati"],
    ] {
        let command = [&["genera", "piano.yaml", "-o", "x.pdf"], arguments].concat();
        pira(folder.path(), &command).succeeds();
        let bytes = fs::read(folder.path().join("x.pdf")).unwrap();
        let document = Document::load_mem(&bytes).unwrap();
        assert!(
            document.xref_recovery.is_none(),
            "the objects are where the file says"
        );
        let names: Vec<String> = document
            .objects
            .values()
            .filter_map(|object| object.as_dict().ok())
            .filter(|dictionary| dictionary.get_type().is_ok_and(|kind| kind == b"Namespace"))
            .map(|dictionary| dictionary.get(b"NS").and_then(Object::as_str).unwrap())
            .map(|name| String::from_utf8_lossy(name).into_owned())
            .collect();
        assert!(
            names.iter().any(|name| name == "http://iso.org/pdf2/ssn"),
            "{names:?}"
        );
        assert!(names.iter().all(|name| name != other), "{names:?}");
        assert!(Pdf::read(&bytes).text().contains(other));
    }
}

/// What the command line gives to print passes the same checks as the plan's texts.
#[test]
fn the_annex_of_the_command_line_is_checked_as_the_plan_is() {
    let folder = folder_with(MINIMAL_PLAN);
    for (allegato, sign) in [
        ("d\u{200b}", "U+200B"),
        ("d, delibera\u{7}, Consiglio", "U+0007"),
        ("d, delibera, Con\u{202e}siglio", "U+202E"),
        ("d, delibera, Consiglio, 1\u{e000}4", "U+E000"),
        ("d, delibera, 会议, 14, 2020-12-03", "U+4F1A"),
    ] {
        pira(
            folder.path(),
            &["genera", "piano.yaml", "--allegato", allegato],
        )
        .fails(1)
        .says(&format!("il carattere {sign} non si può stampare"))
        .says("--allegato:1:");
        assert!(!folder.path().join("piano.pdf").exists());
    }
    for allegato in ["d, , Consiglio", "d, delibera,  "] {
        pira(
            folder.path(),
            &["genera", "piano.yaml", "--allegato", allegato],
        )
        .fails(2)
        .says("manca il genere dell'atto");
    }
    pira(
        folder.path(),
        &[
            "genera",
            "piano.yaml",
            "--allegato",
            "), delibera, Consiglio",
        ],
    )
    .fails(2)
    .says("manca la lettera");
}

/// A letter typed with its bracket, in the plan or on the command line, prints one bracket.
#[test]
fn a_letter_with_its_bracket_prints_one() {
    for (letter, printed) in [
        ("d", "Allegato d) alla delibera"),
        ("d)", "Allegato d) alla delibera"),
        ("(d)", "Allegato d) alla delibera"),
        ("d )", "Allegato d) alla delibera"),
        ("4", "Allegato 4) alla delibera"),
        ("d)1", "Allegato d)1) alla delibera"),
    ] {
        let in_the_plan = format!(
            "allegato: {{ lettera: \"{letter}\", atto: {{ tipo: delibera, organo: Consiglio }} }}\n{MINIMAL_PLAN}"
        );
        let option = format!("{letter}, delibera, Consiglio");
        for (piano, arguments) in [
            (in_the_plan.as_str(), &["genera", "piano.yaml"][..]),
            (
                MINIMAL_PLAN,
                &["genera", "piano.yaml", "--allegato", &option],
            ),
        ] {
            let folder = folder_with(piano);
            pira(folder.path(), arguments).succeeds();
            let pdf = Pdf::read(&fs::read(folder.path().join("piano.pdf")).unwrap());
            let text = pdf.text();
            let found = text.matches(printed).count();
            assert_eq!(found, text.matches("Allegato").count(), "{letter}: {text}");
            assert!(found > 0, "{text}");
        }
    }
}
