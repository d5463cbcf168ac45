//! The templates as a typographer finds them, and what the office is told of its own.

use std::fs;
use std::path::Path;

use crate::support::{folder_with, pira, root};

/// Every part of a document, each with a text of its own.
const PLAN: &str = r#"
ente: { nome: Camera di commercio di prova }
documento: { data: 2026-12-01 }
esercizio: 2027
triennio: [2027, 2028, 2029]
raccordo: { righe: [{ area: Area da stampare, missioni: ["011"] }] }
capitoli: [{ titolo: Capitolo da stampare, testo: Un testo. }]
missioni:
  - codice: "011"
    nome: Missione da stampare
    programmi:
      - codice: "011-005"
        nome: Programma da stampare
        obiettivi:
          - codice: A1
            titolo: Obiettivo da stampare
            risorse_economiche: "1.000,00"
            indicatori:
              - { codice: A1.1, nome: Indicatore da stampare, risultati_attesi: { 2027: ">=1", 2028: ">=1", 2029: ">=1" } }
firme: [{ ruolo: IL DIRIGENTE DA STAMPARE }, { ruolo: IL PRESIDENTE DA STAMPARE, nome: nome e cognome }]
"#;

const TOTALS: &str = "totali: { stampa: sì, titolo: Totali da stampare }\n";

/// A template without its comments.
fn body(text: &str) -> String {
    let mut body = String::new();
    for (number, piece) in text.split("{#").enumerate() {
        let piece = if number == 0 {
            piece
        } else {
            piece.split_once("#}").map_or("", |(_, rest)| rest)
        };
        body.push_str(piece);
    }
    body
}

/// The built-in templates: name and text.
fn templates() -> Vec<(String, String)> {
    let files = fs::read_dir(root().join("templates")).unwrap();
    let mut templates: Vec<(String, String)> = files
        .map(|file| file.unwrap().path())
        .filter(|file| file.to_str().unwrap().ends_with(".typ.j2"))
        .map(|file| {
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(file).unwrap())
        })
        .collect();
    templates.sort();
    templates
}

/// The lengths in a text: a number and its unit.
fn lengths(text: &str) -> Vec<&str> {
    const UNITS: [&str; 8] = ["pt", "mm", "cm", "in", "em", "fr", "deg", "%"];
    let mut found = Vec::new();
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    for (start, _) in text.match_indices(|c: char| c.is_ascii_digit()) {
        if text[..start].ends_with(digit) {
            continue;
        }
        let rest = text[start..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let unit = UNITS.iter().find(|unit| {
            rest.strip_prefix(**unit).is_some_and(|after| {
                **unit == "%" || !after.starts_with(|c: char| c.is_alphanumeric())
            })
        });
        if let Some(unit) = unit {
            found.push(&text[start..text.len() - rest.len() + unit.len()]);
        }
    }
    found
}

#[test]
fn only_the_style_holds_lengths() {
    assert_eq!(
        lengths("a(3mm) 0.45em 100%, 2 * 1fr"),
        ["3mm", "0.45em", "100%", "1fr"]
    );
    for (name, text) in templates() {
        let body = body(&text);
        let lengths = lengths(&body);
        assert!(
            lengths.is_empty() != (name == "stile.typ.j2"),
            "{name}: {lengths:?}"
        );
    }
}

/// What the style names and no template uses misleads who looks for it, and the other way round.
#[test]
fn every_name_of_the_style_is_used_and_every_one_used_is_there() {
    let all: String = templates().iter().map(|(_, text)| body(text)).collect();
    let (_, style) = all.split_once("#let stile = (").unwrap();
    let (style, _) = style.split_once("\n)\n").unwrap();
    let names: Vec<&str> = style
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_once(": "))
        .map(|(name, _)| name)
        .filter(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let used: Vec<&str> = all
        .split("stile.")
        .skip(1)
        .map(|rest| rest.split(|c| !word(c)).next().unwrap())
        .filter(|name| *name != "typ")
        .collect();
    for name in &names {
        assert!(
            used.contains(name),
            "{name} stands in the style and nobody uses it"
        );
    }
    for name in used {
        assert!(names.contains(&name), "{name} does not stand in the style");
    }
}

#[test]
fn every_template_says_what_it_expects() {
    for (name, text) in templates() {
        let comment = text
            .strip_prefix("{#")
            .and_then(|text| text.split_once("#}"));
        let (comment, _) = comment.unwrap_or_else(|| panic!("{name} begins without a comment"));
        assert!(comment.contains("Expects:"), "{name}");
    }
}

#[test]
fn a_standard_wording_stands_once() {
    let all: String = templates().iter().map(|(_, text)| body(text)).collect();
    for wording in [
        "Piano degli indicatori e dei risultati attesi",
        "ai sensi dell'art. 19 del",
        "Piano della performance",
        "Quadro di raffronto",
        "Missioni e programmi",
        "BOZZA",
        "Pagina ",
        "(segue)",
        "Esercizio ",
        "Il presente documento viene redatto",
    ] {
        assert_eq!(all.matches(wording).count(), 1, "{wording}");
    }
}

/// Writes a template of the office's own.
fn own(folder: &Path, name: &str, text: &str) {
    fs::create_dir_all(folder.join("nostri")).unwrap();
    fs::write(folder.join("nostri").join(name), text).unwrap();
}

const GENERA: [&str; 4] = ["genera", "piano.yaml", "--modelli", "nostri"];

/// The office is told which template lost them, and the remedy works when it is followed.
#[test]
fn sheets_that_forget_the_signatures_are_told_so() {
    let folder = folder_with(PLAN);
    let built_in = fs::read_to_string(root().join("templates/schede.typ.j2")).unwrap();
    let without = built_in.replace("..elementi_firme, ", "");
    assert_ne!(without, built_in);
    own(folder.path(), "schede.typ.j2", &without);
    pira(folder.path(), &GENERA)
        .succeeds()
        .says("avviso: con i modelli dell'ufficio il documento non stampa 2 firme: “IL DIRIGENTE DA STAMPARE”, “IL PRESIDENTE DA STAMPARE”")
        .says("schede.typ.j2:1:1")
        .says("scrivere in fondo a schede.typ.j2: {% if not capitoli_finali %}#firme{% endif %}");
    let mended = format!("{without}\n{{% if not capitoli_finali %}}#firme{{% endif %}}\n");
    own(folder.path(), "schede.typ.j2", &mended);
    let told = pira(folder.path(), &[&GENERA[..], &["--sovrascrivi"]].concat()).succeeds();
    assert!(!told.stderr.contains("non stampa"), "{}", told.stderr);
}

#[test]
fn a_template_that_drops_a_part_is_told_which() {
    for (template, said) in [
        (
            "capitoli.typ.j2",
            "non stampa il capitolo “Capitolo da stampare”",
        ),
        (
            "raccordo.typ.j2",
            "non stampa l'area strategica “Area da stampare”",
        ),
        (
            "totali.typ.j2",
            "non stampa la tabella dei totali “Totali da stampare”",
        ),
        ("firme.typ.j2", "non stampa 2 firme: "),
        (
            "schede.typ.j2",
            "non stampa l'indicatore “Indicatore da stampare”",
        ),
        (
            "documento.typ.j2",
            "non stampa la missione “Missione da stampare”",
        ),
        (
            "documento.typ.j2",
            "non stampa il programma “Programma da stampare”",
        ),
        (
            "documento.typ.j2",
            "non stampa l'obiettivo “Obiettivo da stampare”",
        ),
    ] {
        let folder = folder_with(&format!("{PLAN}{TOTALS}"));
        let text = match template {
            "documento.typ.j2" => {
                "{% set da_solo = false %}{% include \"stile.typ.j2\" %}\n= Titolo\n\nNiente.\n"
            }
            _ => "{# niente #}\n",
        };
        own(folder.path(), template, text);
        pira(folder.path(), &GENERA)
            .succeeds()
            .says(said)
            .says(&format!("{template}:1:1"));
    }
}

/// Every golden plan with templates of the office's own that print as the built-in ones do.
#[test]
fn templates_that_print_everything_are_told_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in templates() {
        own(folder.path(), &name, &format!("{text}{{# dell'ufficio #}}"));
    }
    let examples = [
        "variazione-1-rettifica.yaml",
        "variazione-2-integrazione.yaml",
    ]
    .map(|name| root().join("data/esempi").join(name).display().to_string());
    let golden = |name: &str| root().join("tests/golden").join(name).join("piano.yaml");
    for plan in [
        crate::support::piano_2021(),
        golden("minimo"),
        golden("tutto"),
        golden("un-anno"),
    ] {
        let plan = plan.display().to_string();
        let told = pira(
            folder.path(),
            &[
                "genera",
                &plan,
                "--modelli",
                "nostri",
                "-o",
                "a.pdf",
                "--sovrascrivi",
            ],
        )
        .succeeds();
        assert!(!told.stderr.contains("non stampa"), "{}", told.stderr);
    }
    let plan = crate::support::piano_2021().display().to_string();
    let told = pira(
        folder.path(),
        &[
            "genera",
            &plan,
            "--modelli",
            "nostri",
            "-o",
            "b.pdf",
            "--quadro",
            "--bozza",
            "--variazione",
            &examples[0],
            "--variazione",
            &examples[1],
        ],
    )
    .succeeds();
    assert!(!told.stderr.contains("non stampa"), "{}", told.stderr);
}
