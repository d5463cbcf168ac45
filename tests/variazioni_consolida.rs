//! The plan to start from next year: what changed is written anew, and the rest is the office's file.

mod comune;

use std::fs;

use comune::{Esecuzione, cartella_con, pira};
use pira::stages::leggi;
use tempfile::TempDir;

const TESTA: &str = "atto: { tipo: deliberazione, organo: Consiglio, data: 2027-07-30 }
tipo: integrazione
motivazione: Prova.
modifiche:
";

/// A folder with a new plan, its explaining comments in it.
fn new_plan() -> TempDir {
    let cartella = tempfile::tempdir().unwrap();
    let argomenti = [
        "nuovo",
        "--ente",
        "Camera di prova",
        "--anno",
        "2027",
        "-o",
        "piano.yaml",
    ];
    pira(cartella.path(), &argomenti).riesce();
    cartella
}

/// Consolidates the plan of a folder with some changes.
fn consolidate(cartella: &TempDir, modifiche: &str) -> Esecuzione {
    fs::write(
        cartella.path().join("v.yaml"),
        format!("{TESTA}{modifiche}"),
    )
    .unwrap();
    let argomenti = ["consolida", "piano.yaml", "--variazione", "v.yaml"];
    pira(cartella.path(), &argomenti).riesce()
}

fn text(esecuzione: Esecuzione) -> String {
    String::from_utf8(esecuzione.uscita).unwrap()
}

/// What stands after each comment sign of a text.
fn comments(testo: &str) -> Vec<&str> {
    testo
        .lines()
        .filter_map(|riga| Some(riga.split_once('#')?.1))
        .collect()
}

/// Whatever the field, a long text and one of many lines leave the explanations where they were.
#[test]
fn a_new_plan_keeps_its_explanations_whatever_is_written_in_it() {
    let lungo = "Un testo lungo che dice molte cose e non sta su una riga sola, nemmeno su una riga larga come questa qui.";
    let di_righe = "Prima riga.\\n\\n# non è un commento\\n\\nUltima riga.";
    let cartella = new_plan();
    let piano = fs::read_to_string(cartella.path().join("piano.yaml")).unwrap();
    let attesi = comments(&piano);
    assert!(attesi.len() > 30, "{attesi:?}");
    for dove in [
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
        for valore in [lungo, di_righe] {
            let scritto = consolidate(&cartella, &format!("  - {{ {dove}, a: \"{valore}\" }}\n"));
            assert_eq!(scritto.errori, "", "{dove}");
            let testo = text(scritto);
            let trovati = comments(&testo);
            for atteso in &attesi {
                assert!(trovati.contains(atteso), "{dove}\n#{atteso}\n{testo}");
            }
            let valore = valore.replace("\\n", "\n");
            let letto = leggi("piano.yaml", testo.as_bytes()).unwrap();
            let scritto = serde_json::to_string(&letto.piano).unwrap();
            let valore = serde_json::to_string(&valore).unwrap();
            assert!(scritto.contains(&valore), "{dove}\n{testo}");
        }
    }
}

const COMMENTATO: &str = "# yaml-language-server: $schema=piano.schema.json
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
    let cartella = cartella_con(COMMENTATO);
    let scritto = consolidate(&cartella, modifiche);
    assert_eq!(scritto.errori, "", "{modifiche}");
    let testo = text(scritto).replace("2027-07-30", "2026-12-01");
    leggi("piano.yaml", testo.as_bytes()).unwrap();
    similar::TextDiff::from_lines(COMMENTATO, &testo)
        .iter_all_changes()
        .filter(|riga| riga.tag() != similar::ChangeTag::Equal)
        .map(|riga| format!("{}{}", riga.tag(), riga.value().trim_end_matches('\n')))
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
    let nuovo = "  - missione: \"011\"
    nuovo_programma: { codice: P3, nome: Terzo }
  - { obiettivo: A1, sposta_in: P2 }
  - { programma: P1, sopprimi: sì }
";
    let detto = changes(nuovo);
    for commento in [
        "# il primo obiettivo",
        "# stabile",
        "# note: una nota, se serve",
    ] {
        let sta = |segno: char| {
            let righe = detto.iter().filter(|riga| riga.starts_with(segno));
            righe.filter(|riga| riga.contains(commento)).count()
        };
        assert_eq!(sta('-'), sta('+'), "{commento}\n{}", detto.join("\n"));
    }
}

/// A plan whose first objective repeats the labels of the plan, in the words given.
fn with_anchors(etichette: &str) -> String {
    let (testa, missioni) = COMMENTATO.split_once("missioni:\n").unwrap();
    let missioni = missioni.replace(
        "            titolo: Titolo\n",
        &format!("            titolo: Titolo\n{etichette}"),
    );
    let parole = "etichette: &parole   # le parole\n  # la fonte\n  fonte: FONTI\n";
    format!("{testa}{parole}missioni:\n{missioni}")
}

/// With anchors a changed value must be untied from those that repeat it; what that costs is told by
/// its line.
#[test]
fn anchors_are_untied_and_the_comments_that_this_costs_are_told() {
    let ripetute = with_anchors("            etichette: *parole   # le stesse\n");
    let unite = with_anchors(
        "            etichette:\n              <<: *parole   # come tutte\n              note: NOTE\n",
    );
    for (piano, campo, perso) in [
        (ripetute, "fonte", None),
        (unite, "note", Some("# come tutte")),
    ] {
        let cartella = cartella_con(&piano);
        let modifica = format!("  - {{ obiettivo: A1, campo: etichette.{campo}, a: NUOVA }}\n");
        let scritto = consolidate(&cartella, &modifica);
        let scritto = match perso {
            None => {
                assert_eq!(scritto.errori, "");
                scritto
            }
            Some(perso) => {
                let riga = piano.lines().position(|riga| riga.contains(perso)).unwrap() + 1;
                let parole = format!("il commento della riga {riga} non si è potuto conservare");
                scritto.dice(&parole).dice("le ancore")
            }
        };
        let testo = text(scritto);
        for commento in comments(&piano) {
            let resta = Some(format!("#{commento}").as_str()) != perso;
            assert_eq!(testo.contains(commento), resta, "#{commento}\n{testo}");
        }
        let letto = leggi("piano.yaml", testo.as_bytes()).unwrap().piano;
        assert_eq!(
            letto.etichette.as_ref().unwrap().fonte.as_deref(),
            Some("FONTI")
        );
        let etichette = letto.obiettivi().next().unwrap().etichette.clone().unwrap();
        let (fonte, note) = (etichette.fonte.as_deref(), etichette.note.as_deref());
        match campo {
            "fonte" => assert_eq!((fonte, note), (Some("NUOVA"), None)),
            _ => assert_eq!((fonte, note), (Some("FONTI"), Some("NUOVA"))),
        }
    }
}

/// A plan given as JSON has no lines of its own to keep, and no comments: nothing is said.
#[test]
fn a_plan_within_braces_is_written_anew_without_a_word() {
    let json = "{\"ente\": {\"nome\": \"X\"}, \"documento\": {\"data\": \"2026-12-01\"}, \"esercizio\": 2027, \"missioni\": []}\n";
    let cartella = cartella_con(json);
    let scritto = consolidate(&cartella, "  - { campo: ente.nome, a: Y }\n");
    assert_eq!(scritto.errori, "");
    assert!(text(scritto).contains("nome: \"Y\""));
}
