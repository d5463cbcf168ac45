//! The plan to start from next year: what changed is written anew, and the rest is the office's file.

use std::fs;

use crate::support::{Run, folder_with, pira};
use pira::stages::parse_plan;
use tempfile::TempDir;

const HEAD: &str = "atto: { tipo: deliberazione, organo: Consiglio, data: 2027-07-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
";

/// A folder with a new plan, its explaining comments in it.
fn new_plan() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        "nuovo",
        "--ente",
        "Camera di prova",
        "--anno",
        "2027",
        "-o",
        "piano.yaml",
    ];
    pira(folder.path(), &arguments).succeeds();
    folder
}

/// Consolidates the plan of a folder with some changes.
fn consolidate(folder: &TempDir, modifiche: &str) -> Run {
    fs::write(folder.path().join("v.yaml"), format!("{HEAD}{modifiche}")).unwrap();
    let arguments = ["consolida", "piano.yaml", "--variazione", "v.yaml"];
    pira(folder.path(), &arguments).succeeds()
}

fn text(run: Run) -> String {
    String::from_utf8(run.stdout).unwrap()
}

/// What stands after each comment sign of a text.
fn comments(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| Some(line.split_once('#')?.1))
        .collect()
}

/// Whatever the field, a long text and one of many lines leave the explanations where they were.
#[test]
fn a_new_plan_keeps_its_explanations_whatever_is_written_in_it() {
    let long_text = "Un testo lungo che dice molte cose e non sta su una riga sola, nemmeno su una riga larga come questa qui.";
    let on_lines = "Prima riga.\\n\\n# non è un commento\\n\\nUltima riga.";
    let folder = new_plan();
    let piano = fs::read_to_string(folder.path().join("piano.yaml")).unwrap();
    let all_expected = comments(&piano);
    assert!(all_expected.len() > 30, "{all_expected:?}");
    for changed_place in [
        "campo: ente.nome",
        "campo: documento.titolo",
        "campo: documento.riferimento",
        "campo: allegato.lettera",
        "campo: atti.piano_della_performance.termine",
        "campo: atti.preventivo_economico.nome",
        "campo: premessa.testo",
        "campo: raccordo.testo",
        "campo: raccordo.colonne.aree",
        "campo: etichette.fonte",
        "campo: totali.titolo",
        "capitolo: Vincoli finanziari e normativi, campo: testo",
        "missione: \"011\", campo: nome",
        "missione: \"011\", campo: testo",
        "missione: \"032\", campo: testo",
        "missione: \"012\", funzione: C, campo: nome",
        "programma: \"011-005\", campo: nome",
        "programma: \"011-005\", campo: testo",
        "programma: \"032-003\", campo: testo",
        "obiettivo: A1, campo: titolo",
        "obiettivo: A1, campo: descrizione",
        "obiettivo: A1, campo: centro_di_responsabilita",
        "obiettivo: A1, campo: note",
        "indicatore: A1.1, campo: nome",
        "indicatore: A1.1, campo: tipo",
        "indicatore: A1.1, campo: fonte",
        "indicatore: A1.1, campo: note",
        "indicatore: A1.1, campo: risultati_attesi.2028",
        "firma: IL PRESIDENTE, campo: nome",
    ] {
        for value in [long_text, on_lines] {
            let written = consolidate(
                &folder,
                &format!("  - {{ {changed_place}, a: \"{value}\" }}\n"),
            );
            assert_eq!(written.stderr, "", "{changed_place}");
            let text = text(written);
            let found = comments(&text);
            for expected in &all_expected {
                assert!(
                    found.contains(expected),
                    "{changed_place}\n#{expected}\n{text}"
                );
            }
            let value = value.replace("\\n", "\n");
            let parsed = parse_plan("piano.yaml", text.as_bytes()).unwrap();
            let written = serde_json::to_string(&parsed.piano).unwrap();
            let value = serde_json::to_string(&value).unwrap();
            assert!(written.contains(&value), "{changed_place}\n{text}");
        }
    }
}

const COMMENTED: &str = "# yaml-language-server: $schema=piano.schema.json
ente:
  nome: Camera di prova   # il nome intero
      # molto più a destra del testo che lo precede
documento: { data: 2026-12-01 }
esercizio: 2027
missioni:
  # la prima missione
  - codice: \"011\"   # di tre cifre
    nome: Prima
    programmi:
      - codice: P1
        nome: Primo   # come nel bilancio

        # gli obiettivi del primo
        obiettivi:
          # il primo obiettivo
          - codice: A1   # stabile
            titolo: Titolo
            # note: una nota, se serve

          # il secondo obiettivo
          - { codice: A2, titolo: Secondo }   # in breve
          # altri obiettivi verranno
      # il secondo programma
      - codice: P2
        nome: Secondo
# le firme
firme:
  # chi firma
  - ruolo: IL PRESIDENTE   # il legale rappresentante
# fine
";

/// The lines of a consolidated plan that were not in the original, after `+`, and those that are no
/// more, after `-`.
fn changes(modifiche: &str) -> Vec<String> {
    let folder = folder_with(COMMENTED);
    let written = consolidate(&folder, modifiche);
    assert_eq!(written.stderr, "", "{modifiche}");
    let text = text(written).replace("2027-07-30", "2026-12-01");
    parse_plan("piano.yaml", text.as_bytes()).unwrap();
    similar::TextDiff::from_lines(COMMENTED, &text)
        .iter_all_changes()
        .filter(|line| line.tag() != similar::ChangeTag::Equal)
        .map(|line| format!("{}{}", line.tag(), line.value().trim_end_matches('\n')))
        .collect()
}

#[test]
fn comments_to_the_right_of_a_new_block_do_not_become_its_text() {
    assert_eq!(
        changes("  - { campo: ente.nome, a: \"Uno.\\n\\nDue.\" }\n"),
        [
            "-  nome: Camera di prova   # il nome intero",
            "-      # molto più a destra del testo che lo precede",
            "+  nome: |-   # il nome intero",
            "+    Uno.",
            "+",
            "+    Due.",
            "+  # molto più a destra del testo che lo precede",
        ]
    );
    assert_eq!(
        changes("  - { obiettivo: A1, campo: note, a: \"Uno.\\n\\nDue.\" }\n"),
        [
            "+            note: |-",
            "+              Uno.",
            "+",
            "+              Due."
        ]
    );
}

#[test]
fn comments_stay_beside_and_around_what_changes_and_go_with_what_is_deleted() {
    assert_eq!(
        changes("  - { programma: P1, campo: nome, a: Un altro }\n"),
        [
            "-        nome: Primo   # come nel bilancio",
            "+        nome: Un altro   # come nel bilancio",
        ]
    );
    assert_eq!(
        changes("  - { obiettivo: A2, campo: titolo, a: Un altro }\n"),
        [
            "-          - { codice: A2, titolo: Secondo }   # in breve",
            "+          - { codice: A2, titolo: Un altro }   # in breve",
        ]
    );
    assert_eq!(
        changes("  - { obiettivo: A2, sopprimi: sì }\n"),
        [
            "-",
            "-          # il secondo obiettivo",
            "-          - { codice: A2, titolo: Secondo }   # in breve",
        ]
    );
    // What comments an absent key is about the objective, and what is said of others is not.
    assert_eq!(
        changes("  - { obiettivo: A1, sopprimi: sì }\n"),
        [
            "-          # il primo obiettivo",
            "-          - codice: A1   # stabile",
            "-            titolo: Titolo",
            "-            # note: una nota, se serve",
            "+          # note: una nota, se serve",
        ]
    );
    assert_eq!(
        changes("  - { firma: IL PRESIDENTE, sopprimi: sì }\n"),
        [
            "-firme:",
            "-  # chi firma",
            "-  - ruolo: IL PRESIDENTE   # il legale rappresentante",
            "+firme: []",
        ]
    );
}

#[test]
fn what_moves_takes_its_comments_along() {
    assert_eq!(
        changes("  - { obiettivo: A1, sposta_in: P2 }\n"),
        [
            "-          # il primo obiettivo",
            "-          - codice: A1   # stabile",
            "-            titolo: Titolo",
            "-            # note: una nota, se serve",
            "+        obiettivi:",
            "+          # il primo obiettivo",
            "+          - codice: A1   # stabile",
            "+            titolo: Titolo",
            "+            # note: una nota, se serve",
        ]
    );
    let new_entries = "  - missione: \"011\"
    nuovo_programma: { codice: P3, nome: Terzo }
  - { obiettivo: A1, sposta_in: P2 }
  - { programma: P1, sopprimi: sì }
";
    let said = changes(new_entries);
    for comment in [
        "# il primo obiettivo",
        "# stabile",
        "# note: una nota, se serve",
    ] {
        let stands = |sign: char| {
            let lines = said.iter().filter(|line| line.starts_with(sign));
            lines.filter(|line| line.contains(comment)).count()
        };
        assert_eq!(stands('-'), stands('+'), "{comment}\n{}", said.join("\n"));
    }
}

/// A plan whose first objective repeats the labels of the plan, in the words given.
fn with_anchors(etichette: &str) -> String {
    let (head, missioni) = COMMENTED.split_once("missioni:\n").unwrap();
    let missioni = missioni.replace(
        "            titolo: Titolo\n",
        &format!("            titolo: Titolo\n{etichette}"),
    );
    let words = "etichette: &parole   # le parole\n  # la fonte\n  fonte: FONTI\n";
    format!("{head}{words}missioni:\n{missioni}")
}

/// With anchors a changed value must be untied from those that repeat it; what that costs is told by
/// its line.
#[test]
fn anchors_are_untied_and_the_comments_that_this_costs_are_told() {
    let repeated = with_anchors("            etichette: *parole   # le stesse\n");
    let joined = with_anchors(
        "            etichette:\n              <<: *parole   # come tutte\n              note: NOTE\n",
    );
    for (piano, field, lost) in [
        (repeated, "fonte", None),
        (joined, "note", Some("# come tutte")),
    ] {
        let folder = folder_with(&piano);
        let modifica = format!("  - {{ obiettivo: A1, campo: etichette.{field}, a: NUOVA }}\n");
        let written = consolidate(&folder, &modifica);
        let written = match lost {
            None => {
                assert_eq!(written.stderr, "");
                written
            }
            Some(lost) => {
                let line = piano.lines().position(|line| line.contains(lost)).unwrap() + 1;
                let words = format!("il commento della riga {line} non si è potuto conservare");
                written.says(&words).says("le ancore")
            }
        };
        let text = text(written);
        for comment in comments(&piano) {
            let kept = Some(format!("#{comment}").as_str()) != lost;
            assert_eq!(text.contains(comment), kept, "#{comment}\n{text}");
        }
        let parsed = parse_plan("piano.yaml", text.as_bytes()).unwrap().piano;
        assert_eq!(
            parsed.etichette.as_ref().unwrap().fonte.as_deref(),
            Some("FONTI")
        );
        let etichette = parsed
            .obiettivi()
            .next()
            .unwrap()
            .etichette
            .clone()
            .unwrap();
        let (fonte, note) = (etichette.fonte.as_deref(), etichette.note.as_deref());
        match field {
            "fonte" => assert_eq!((fonte, note), (Some("NUOVA"), None)),
            _ => assert_eq!((fonte, note), (Some("FONTI"), Some("NUOVA"))),
        }
    }
}

/// A plan given as JSON has no lines of its own to keep, and no comments: nothing is said.
#[test]
fn a_plan_within_braces_is_written_anew_without_a_word() {
    let json = "{\"ente\": {\"nome\": \"X\"}, \"documento\": {\"data\": \"2026-12-01\"}, \"esercizio\": 2027, \"missioni\": []}\n";
    let folder = folder_with(json);
    let written = consolidate(&folder, "  - { campo: ente.nome, a: Y }\n");
    assert_eq!(written.stderr, "");
    assert!(text(written).contains("nome: \"Y\""));
}
