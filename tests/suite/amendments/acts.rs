//! Several acts on one plan: which act is which, in what order, what they contradict, what is told of
//! each.

use std::fs;
use std::path::Path;

use super::{OF_30_JULY, SMALL, amendment};
use crate::support::pdf::Pdf;
use crate::support::{Run, piano_2021, pira};
use pira::rilievi::{Report, to_text};
use pira::stages::parse_plan;
use pira::stages::{coordinate, parse_variazione};
use tempfile::TempDir;

/// A folder with the plan of 2021, `piano.yaml`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(piano_2021(), folder.path().join("piano.yaml")).unwrap();
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn verify(folder: &Path, variazioni: &[&str]) -> Run {
    let variazioni = variazioni.iter().flat_map(|v| ["--variazione", v]);
    let arguments: Vec<&str> = ["verifica", "piano.yaml"]
        .into_iter()
        .chain(variazioni)
        .collect();
    pira(folder, &arguments)
}

/// Applied twice, an act would add its chapter, its signature, its line of the quadratura twice.
#[test]
fn the_same_act_under_two_names_is_refused_and_both_are_named() {
    let folder = folder();
    let modifica = "nuova_firma: { ruolo: IL VICE }";
    let numbered = "tipo: deliberazione, organo: Consiglio, numero: 9, data: 2021-07-30";
    for (one, other) in [
        (
            amendment(numbered, &[modifica]),
            amendment(
                "tipo: Delibera, organo: \"CONSIGLIO \", numero: n. 09, data: 2021-07-30",
                &["nuova_firma: { ruolo: UN ALTRO }"],
            ),
        ),
        (
            amendment(OF_30_JULY, &[modifica]),
            "# La stessa, copiata.\n".to_owned() + &amendment(OF_30_JULY, &[modifica]),
        ),
        (
            amendment(
                "tipo: atto, organo: Giunta, oggetto: Assestamento",
                &[modifica],
            ),
            amendment(
                "tipo: atto, organo: Giunta, oggetto: ASSESTAMENTO",
                &["campo: ente.nome, a: X"],
            ),
        ),
    ] {
        write(&folder, "luglio.yaml", &one);
        write(&folder, "copia.yaml", &other);
        let said = verify(folder.path(), &["luglio.yaml", "copia.yaml"]).fails(1);
        assert!(
            said.said().contains("sono lo stesso atto"),
            "{}",
            said.said()
        );
        let said = said.says("luglio.yaml").says("copia.yaml");
        assert_eq!(said.said().matches("errore:").count(), 1, "{}", said.said());
    }
    // What the remedy says works: two acts of one day have two numbers.
    write(&folder, "luglio.yaml", &amendment(numbered, &[modifica]));
    let other = numbered.replace("numero: 9", "numero: 10");
    write(
        &folder,
        "copia.yaml",
        &amendment(&other, &["nuova_firma: { ruolo: UN ALTRO }"]),
    );
    verify(folder.path(), &["luglio.yaml", "copia.yaml"]).ends_with(0);
}

#[test]
fn a_plan_that_names_an_amendment_twice_is_refused() {
    let folder = folder();
    let modifica = "nuova_firma: { ruolo: IL VICE }";
    write(&folder, "luglio.yaml", &amendment(OF_30_JULY, &[modifica]));
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let piano = piano + "\nvariazioni: [luglio.yaml, luglio.yaml]\n";
    write(&folder, "piano.yaml", &piano);
    let said = verify(folder.path(), &[]).fails(1);
    let said = said.says("il piano nomina due volte la variazione “luglio.yaml”");
    assert_eq!(said.said().matches("errore:").count(), 1, "{}", said.said());
}

#[test]
fn within_one_act_a_field_has_one_value() {
    let folder = folder();
    let two = "due modifiche della stessa variazione cambiano lo stesso valore";
    let deletes = "questa modifica cancella ciò che un'altra";
    for (modifiche, words) in [
        (
            [
                "obiettivo: A1, campo: titolo, a: Uno",
                "obiettivo: A1, campo: titolo, a: Due",
            ],
            two,
        ),
        (
            [
                "indicatore: A1.2, campo: risultati_attesi.2022, a: \">=3\"",
                "indicatore: A1.2, campo: risultati_attesi, a: { 2021: \">=9\" }",
            ],
            two,
        ),
        (
            [
                "indicatore: A1.2, campo: risultati_attesi, a: { 2021: \">=9\" }",
                "indicatore: A1.2, campo: risultati_attesi.2022, a: \">=3\"",
            ],
            two,
        ),
        (
            [
                "obiettivo: A1, campo: note, a: Una nota",
                "obiettivo: A1, campo: note, sopprimi: sì",
            ],
            two,
        ),
        (["obiettivo: A1, dopo: A3", "obiettivo: A1, dopo: A2"], two),
        (
            [
                "programma: \"032-002\", campo: testo, capoverso: In tale programma, a: In tale altro.",
                "programma: \"032-002\", campo: testo, capoverso: In tale, a: In questo programma.",
            ],
            two,
        ),
        (
            [
                "obiettivo: A1, campo: titolo, a: Uno",
                "programma: \"011-005\", sopprimi: sì",
            ],
            deletes,
        ),
        (
            [
                "indicatore: A1.1, campo: nome, a: Uno",
                "obiettivo: A1, campo: indicatori, a: []",
            ],
            deletes,
        ),
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &modifiche));
        let said = verify(folder.path(), &["v.yaml"]).fails(1);
        said.says(words).says("v.yaml:6:").says("v.yaml:5:");
    }
    for modifiche in [
        [
            "obiettivo: A1, campo: titolo, a: Uno",
            "obiettivo: A1, campo: note, a: Due",
        ],
        [
            "obiettivo: A1, campo: note, a: \"Uno.\\n\\nDue.\"",
            "obiettivo: A2, campo: note, a: Due",
        ],
        [
            "programma: \"032-002\", campo: testo, nuovo_capoverso: Primo.",
            "programma: \"032-002\", campo: testo, nuovo_capoverso: Secondo.",
        ],
        [
            "obiettivo: A1, dopo: A3",
            "obiettivo: A1, campo: titolo, a: Due",
        ],
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &modifiche));
        verify(folder.path(), &["v.yaml"]).ends_with(0);
    }
}

/// `10/2021` comes after `9/2021`, and `9/bis` after 9 and before `9 ter`, whatever the files are called.
#[test]
fn acts_of_one_day_apply_in_the_order_of_their_numbers() {
    let numbers = [
        "9/2021", "9/bis", "9 ter", "9-quater", "10/2021", "11", "100", "",
    ];
    assert_eq!(
        in_order(OF_30_JULY, &numbers),
        [
            "9/2021", "9/bis", "9 ter", "9-quater", "10/2021", "11", "100", "____"
        ]
    );
}

/// Without a day the year in the number tells which act came first.
#[test]
fn acts_without_a_day_apply_in_the_order_of_their_years_and_numbers() {
    let undated = "tipo: deliberazione, organo: Consiglio";
    let numbers = ["9/2021", "10/2021", "9/2022", "10/2022"];
    assert_eq!(in_order(undated, &numbers), numbers);
}

#[test]
fn acts_without_a_day_on_one_value_are_not_called_of_one_day() {
    let folder = folder();
    for (name, number) in [("a.yaml", "1"), ("b.yaml", "2")] {
        let atto = format!("tipo: deliberazione, organo: Consiglio, numero: \"{number}\"");
        let change = format!("obiettivo: A1, campo: titolo, a: Titolo {number}");
        write(&folder, name, &amendment(&atto, &[change.as_str()]));
    }
    verify(folder.path(), &["a.yaml", "b.yaml"])
        .fails(1)
        .says("due variazioni senza data cambiano lo stesso valore");
}

/// The numbers of some acts in the order in which they apply; the names of their files are in the other.
fn in_order(atto: &str, numbers: &[&str]) -> Vec<String> {
    let folder = folder();
    let names: Vec<String> = (0..numbers.len())
        .map(|n| format!("{}.yaml", 9 - n))
        .collect();
    for (number, name) in numbers.iter().zip(&names) {
        let number = match *number {
            "" => String::new(),
            number => format!(", numero: \"{number}\""),
        };
        let atto = format!("{atto}{number}");
        write(&folder, name, &amendment(&atto, &[]));
    }
    let mut arguments = vec!["confronta", "piano.yaml", "--formato", "json"];
    for name in &names {
        arguments.extend(["--variazione", name]);
    }
    let run = pira(folder.path(), &arguments);
    let quadro: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let acts = quadro["atti"].as_array().unwrap().iter();
    acts.map(|atto| atto["numero"].as_str().unwrap_or("____").to_owned())
        .collect()
}

/// By hand, in the order that a person thinks of: move out, suppress, and go on with what moved.
#[test]
fn what_moved_out_of_something_suppressed_lives_on() {
    let folder = folder();
    write(
        &folder,
        "v.yaml",
        &amendment(
            OF_30_JULY,
            &[
                "obiettivo: C3, sposta_in: \"032-002\"",
                "obiettivo: C4, sposta_in: \"032-002\", dopo: C3",
                "programma: \"032-003\", sopprimi: sì",
                "obiettivo: C3, campo: titolo, a: Un altro titolo",
                "indicatore: C3.1, campo: nome, a: Un altro nome",
                "indicatore: C3.2, sopprimi: sì",
                "campo: ordine_schede, a: [\"011\", \"016\", \"012\", \"032\"]",
            ],
        ),
    );
    verify(folder.path(), &["v.yaml"]).ends_with(0);
    let arguments = ["consolida", "piano.yaml", "--variazione", "v.yaml"];
    let output = pira(folder.path(), &arguments).succeeds().stdout;
    let text = String::from_utf8(output).unwrap();
    let parsed = parse_plan("piano.yaml", text.as_bytes()).unwrap();
    let programma = &parsed.piano.missioni[3].programmi[0];
    let moved = programma
        .obiettivi
        .iter()
        .find(|o| *o.codice == *"C3")
        .unwrap();
    assert_eq!(&*moved.titolo, "Un altro titolo");
    assert!(!text.contains("C3.2"), "{text}");
}

/// A key left out and a key that holds its default are the same plan; so are the keys of a group in
/// another order. Years and periods print in their order.
#[test]
fn what_a_change_expects_is_what_the_plan_says_however_it_writes_it() {
    let folder = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    let piano = piano + "\ncapitoli:\n  - { testo: Uno, titolo: Scenario }\n";
    write(&folder, "piano.yaml", &piano);
    for modifica in [
        "campo: documento.copertina, da: \"no\", a: \"sì\"",
        "campo: documento.indice, da: no, a: sì",
        "campo: capitoli, da: [{ titolo: Scenario, testo: Uno, posizione: dopo_premessa }], a: []",
        "capitolo: Scenario, campo: posizione, da: dopo_premessa, a: dopo_le_schede",
        "programma: \"016-005\", campo: elenco_obiettivi.forma, da: capoversi, a: puntato",
        "obiettivo: A1, campo: risorse_economiche, da: 460000, a: 1000",
        "indicatore: A1.2, campo: note, da: \"\", a: Una nota",
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &[modifica]));
        let run = verify(folder.path(), &["v.yaml"]);
        let expected = i32::from(modifica.contains("note"));
        assert_eq!(run.code, Some(expected), "{modifica}\n{}", run.said());
    }
    for (modifica, words) in [
        (
            "campo: documento.copertina, a: no",
            "la modifica non cambia niente",
        ),
        (
            "campo: documento.copertina, da: \"sì\", a: \"no\"",
            "“documento.copertina”",
        ),
        (
            "indicatore: A1.2, campo: risultati_attesi, da: { 2023: \">=3\", 2022: \">=2\", 2021: \">=2\" }, a: {}",
            "il piano non ha il valore che la modifica si aspetta",
        ),
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &[modifica]));
        verify(folder.path(), &["v.yaml"]).fails(1).says(words);
    }
}

/// A plan that names its amendments bears the date of their last act: what `confronta` writes of it is
/// what is found when it applies.
#[test]
fn the_differences_of_an_amended_plan_apply_to_it() {
    let folder = folder();
    write(
        &folder,
        "luglio.yaml",
        &amendment(OF_30_JULY, &["campo: ente.nome, a: X"]),
    );
    let piano = fs::read_to_string(piano_2021()).unwrap();
    write(
        &folder,
        "nominate.yaml",
        &(piano + "\nvariazioni: [luglio.yaml]\n"),
    );
    let arguments = [
        "confronta",
        "nominate.yaml",
        "piano.yaml",
        "--formato",
        "variazione",
    ];
    let variazione = pira(folder.path(), &arguments).ends_with(1).stdout;
    let variazione = String::from_utf8(variazione).unwrap();
    assert!(variazione.contains("campo: documento.data"), "{variazione}");
    write(&folder, "ritorno.yaml", &variazione);
    let arguments = [
        "consolida",
        "nominate.yaml",
        "--variazione",
        "ritorno.yaml",
        "-o",
        "c.yaml",
    ];
    pira(folder.path(), &arguments).succeeds();
    pira(folder.path(), &["confronta", "c.yaml", "piano.yaml"]).succeeds();
}

/// What is wrong in an amendment is shown in the amendment, never in a good line of the plan.
#[test]
fn a_wrong_key_is_reported_where_it_was_written() {
    let folder = folder();
    for (modifica, words) in [
        (
            "campo: permessa.testo, a: X",
            "la chiave “permessa” non è prevista qui",
        ),
        (
            "campo: premessa.teso, a: X",
            "la chiave “teso” non è prevista qui",
        ),
        (
            "campo: documento.logo.file, a: X",
            "la chiave “logo” non è prevista qui",
        ),
        (
            "campo: ente.logo.file, a: logo.svg",
            "manca la chiave “descrizione”",
        ),
        (
            "campo: ente, a: { nome: X, lgo: Y }",
            "la chiave “lgo” non è prevista qui",
        ),
        (
            "obiettivo: A1, campo: titlo, sopprimi: sì",
            "forse si voleva scrivere “titolo”",
        ),
        (
            "obiettivo: A1, campo: titolo, sopprimi: sì",
            "“titolo” non si può sopprimere",
        ),
        (
            "campo: documento.data, sopprimi: sì",
            "“documento.data” non si può sopprimere",
        ),
        (
            "missione: \"011\", campo: programmi, sopprimi: sì",
            "“programmi” non si può sopprimere",
        ),
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &[modifica]));
        let run = verify(folder.path(), &["v.yaml"]).fails(1).says(words);
        let said = run.said();
        let errors: Vec<&str> = said
            .split("\n\n")
            .filter(|rilievo| rilievo.starts_with("errore:"))
            .collect();
        assert!(
            errors.iter().all(|error| error.contains("--> v.yaml:5:")),
            "{modifica}\n{}",
            errors.join("\n")
        );
    }
}

#[test]
fn a_thing_called_by_its_title_gets_its_code_as_suggestion() {
    let folder = folder();
    for (modifica, rimedio) in [
        (
            "obiettivo: valorizzare le peculiarità/potenzialità  del territorio, campo: note, a: X",
            "scrivere: obiettivo: A1\n",
        ),
        (
            "missione: Regolazione dei mercati, campo: testo, a: X",
            "scrivere: missione: \"012\"\n",
        ),
        (
            "programma: Indirizzo politico, campo: testo, a: X",
            "scrivere: programma: \"032-002\"\n",
        ),
    ] {
        write(&folder, "v.yaml", &amendment(OF_30_JULY, &[modifica]));
        verify(folder.path(), &["v.yaml"])
            .fails(1)
            .says(", non il codice, de")
            .says(rimedio);
    }
}

#[test]
fn a_plan_and_an_amendment_in_each_other_s_place_are_told_in_one_sentence() {
    let folder = folder();
    let modifica = "obiettivo: A1, campo: titolo, a: Uno";
    write(&folder, "v.yaml", &amendment(OF_30_JULY, &[modifica]));
    let arguments = [
        "consolida",
        "piano.yaml",
        "--variazione",
        "v.yaml",
        "-o",
        "nuovo.yaml",
    ];
    pira(folder.path(), &arguments).succeeds();
    let variazione = "“v.yaml” è una variazione, non un piano";
    for (arguments, words) in [
        (vec!["genera", "v.yaml"], variazione),
        (vec!["verifica", "v.yaml"], variazione),
        (
            vec!["consolida", "v.yaml", "--variazione", "piano.yaml"],
            variazione,
        ),
        (vec!["confronta", "piano.yaml", "v.yaml"], variazione),
        (
            vec!["verifica", "piano.yaml", "--variazione", "nuovo.yaml"],
            "“nuovo.yaml” è un piano, non una variazione",
        ),
        (
            vec!["confronta", "piano.yaml", "--variazione", "nuovo.yaml"],
            "“nuovo.yaml” è un piano, non una variazione",
        ),
    ] {
        let run = pira(folder.path(), &arguments);
        assert!(run.code > Some(0), "{arguments:?}");
        let said = run.says(words).said();
        assert_eq!(said.matches("errore:").count(), 1, "{said}");
    }
}

/// Beside the title of the objective that lost it, a mark says which indicator is no more.
#[test]
fn the_mark_of_what_is_suppressed_names_it() {
    let folder = folder();
    write(
        &folder,
        "v.yaml",
        &amendment(
            OF_30_JULY,
            &[
                "indicatore: C1.2, sopprimi: sì",
                "obiettivo: A2, sopprimi: sì",
            ],
        ),
    );
    let arguments = [
        "genera",
        "piano.yaml",
        "--variazione",
        "v.yaml",
        "-o",
        "a.pdf",
    ];
    pira(folder.path(), &arguments).succeeds();
    let text = Pdf::read(&fs::read(folder.path().join("a.pdf")).unwrap()).text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("soppresso indicatore C1.2 (1)"), "{text}");
    assert!(text.contains("soppresso obiettivo A2 (1)"), "{text}");
    assert!(!text.contains("soppresso (1)"), "{text}");
}

/// A caller of the library cannot print a plan that is not the one it says it is.
#[test]
fn the_library_refuses_doubled_codes_and_amendments_that_are_missing() {
    let parsed = |text: &str| parse_plan("piano.yaml", text.as_bytes()).unwrap();
    let said = |report: Report| to_text(&report, false);
    let doubled = SMALL.replace("codice: A2", "codice: A1");
    let refusal = coordinate(parsed(&doubled), Vec::new()).unwrap_err();
    assert!(said(refusal).contains("il codice “A1” è già usato fra gli obiettivi"));

    let naming = format!("{SMALL}variazioni: [marzo.yaml, atti/luglio.yaml]\n");
    let refusal = said(coordinate(parsed(&naming), Vec::new()).unwrap_err());
    for name in ["marzo.yaml", "atti/luglio.yaml"] {
        let words = format!("il piano nomina la variazione “{name}”, che non è stata applicata");
        assert!(refusal.contains(&words), "{refusal}");
    }
    let variazione = |name: &str, data: &str| {
        let atto = format!("tipo: deliberazione, organo: Consiglio, data: {data}");
        parse_variazione(name, amendment(&atto, &[]).as_bytes()).unwrap()
    };
    let march = || variazione("da/qualche/parte/marzo.yaml", "2021-03-31");
    let july = || variazione("qui\\atti\\luglio.yaml", "2021-07-30");
    coordinate(parsed(&naming), vec![july(), march()]).unwrap();
    let refusal = said(coordinate(parsed(&naming), vec![july()]).unwrap_err());
    assert!(refusal.contains("“marzo.yaml”"), "{refusal}");

    let creates = amendment(
        OF_30_JULY,
        &["programma: P2, nuovo_obiettivo: { codice: A2, titolo: Doppione }"],
    );
    let creates = parse_variazione("v.yaml", creates.as_bytes()).unwrap();
    let refusal = said(coordinate(parsed(SMALL), vec![creates]).unwrap_err());
    assert!(refusal.contains("il codice “A2” è già usato"), "{refusal}");
}

#[test]
fn every_command_refuses_doubled_codes() {
    let folder = folder();
    let piano = fs::read_to_string(piano_2021()).unwrap();
    write(
        &folder,
        "piano.yaml",
        &piano.replace("codice: A1.2", "codice: A1.1"),
    );
    for arguments in [
        vec!["genera", "piano.yaml"],
        vec!["verifica", "piano.yaml"],
        vec!["esporta", "piano.yaml", "--formato", "csv"],
        vec!["esporta", "piano.yaml", "--formato", "xlsx"],
        vec!["consolida", "piano.yaml", "-o", "nuovo.yaml"],
        vec!["confronta", "piano.yaml", "piano.yaml"],
    ] {
        let run = pira(folder.path(), &arguments);
        assert!(matches!(run.code, Some(1 | 2)), "{arguments:?}");
        run.says("il codice “A1.1” è già usato fra gli indicatori");
    }
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing was written");
}
