//! What `pira verifica` tells of many plans, of what repeats, and of what the plan accepts; `pira spiega`.

use std::fs;

use pira::legge::regole;
use serde_json::Value;

use crate::support::{MINIMAL_PLAN, Run, folder_with, piano_2021, pira};

fn checked(plan: &str, options: &[&str]) -> Run {
    let folder = folder_with(plan);
    pira(
        folder.path(),
        &[&["verifica", "piano.yaml"], options].concat(),
    )
}

fn plan_2021() -> String {
    fs::read_to_string(piano_2021())
        .unwrap()
        .replace("\r\n", "\n")
}

/// The plan of 2021, and what it accepts.
fn accepting(entries: &str) -> String {
    format!("{}\naccettati:\n{entries}", plan_2021())
}

fn as_data(run: &Run) -> Value {
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn what_the_plan_accepts_counts_no_more() {
    let names: Vec<String> = {
        let found = as_data(&checked(&plan_2021(), &["--formato", "json"]).succeeds());
        let found = found["rilievi"].as_array().unwrap().clone();
        found
            .iter()
            .map(|r| r["nome"].as_str().unwrap().to_owned())
            .collect()
    };
    let entries: String = names
        .iter()
        .map(|name| format!("  - {{ regola: {name}, motivo: Il documento del 2021 è così. }}\n"))
        .collect();
    let strict = checked(&accepting(&entries), &["--severo"]);
    // A rule that is accepted twice is told of the second time.
    strict.says("sono già accettati da un'altra voce");
    let unique: std::collections::BTreeSet<String> = names.into_iter().collect();
    let entries: String = unique
        .iter()
        .map(|name| format!("  - {{ regola: {name}, motivo: Il documento del 2021 è così. }}\n"))
        .collect();
    let strict = checked(&accepting(&entries), &["--severo"]).succeeds();
    let said = strict.said();
    assert!(
        said.starts_with("piano.yaml: 0 errori, 0 avvisi, "),
        "{said}"
    );
    let data = as_data(&checked(&accepting(&entries), &["--formato", "json"]).succeeds());
    assert_eq!(data["avvisi"], 0);
    assert_eq!(
        data["rilievi"][0]["accettato"],
        "Il documento del 2021 è così."
    );
}

#[test]
fn an_acceptance_of_one_place_leaves_the_others() {
    let of_one = "  - { regola: algoritmo-ripete-il-nome, dove: C5.4, motivo: Si conta ciò che dice (esempio). }\n";
    let said = checked(&accepting(of_one), &[]).succeeds().said();
    assert!(said.contains("indicatore C3.2, algoritmo"), "{said}");
    assert!(!said.contains("indicatore C5.4, algoritmo"), "{said}");
    assert!(said.ends_with(", 1 accettato\n"), "{said}");
}

/// What the law asks and many lack is accepted for each, and for each key, by itself.
#[test]
fn what_many_lack_is_accepted_one_by_one() {
    let lacking = |entries: &str| {
        let found = as_data(&checked(&accepting(entries), &["--formato", "json"]).succeeds());
        let of_law = |r: &&Value| r["nome"] == "contenuto-minimo" && r["accettato"].is_null();
        let found = found["rilievi"].as_array().unwrap().clone();
        let places = found.iter().filter(of_law);
        places
            .map(|r| 1 + r["anche"].as_array().map_or(0, Vec::len))
            .sum::<usize>()
    };
    let entry = |dove: &str| {
        format!("  - {{ regola: contenuto-minimo, dove: '{dove}', motivo: esempio }}\n")
    };
    let none = lacking(&entry("Z9"));
    assert!(none > 70, "{none}");
    assert_eq!(lacking(&entry("A1.2")), none - 2);
    assert_eq!(lacking(&entry("indicatore A1.2, tipo")), none - 1);
    assert_eq!(lacking(&entry("scenario")), none - 1);
}

#[test]
fn an_acceptance_without_its_warning_is_told() {
    for (entry, words) in [
        (
            "{ regola: altra-camere, motivo: esempio }",
            "forse si voleva scrivere “altra-camera”",
        ),
        (
            "{ regola: raccordo-ignoto, motivo: esempio }",
            "nel piano non c'è nessun avviso di “raccordo-ignoto”",
        ),
        (
            "{ regola: altra-camera, dove: Z9, motivo: esempio }",
            "nessun avviso di “altra-camera” è nel posto",
        ),
        ("{ regola: altra-camera, motivo: ' ' }", "manca il motivo"),
    ] {
        let run = checked(&accepting(&format!("  - {entry}\n")), &[]).succeeds();
        let said = run.said();
        assert!(said.contains(words), "{entry}\n{said}");
        assert!(said.contains("regola accettato-a-vuoto: "), "{said}");
    }
}

#[test]
fn an_error_cannot_be_accepted() {
    let plan = accepting("  - { regola: codice-doppio, motivo: esempio }\n").replacen(
        "codice: A1.2",
        "codice: A1.1",
        1,
    );
    checked(&plan, &[]).fails(1).says("regola codice-doppio: ");
}

#[test]
fn what_repeats_is_told_once_with_its_places() {
    let plan = plan_2021().replace(
        "arco_temporale: 2021/2023 (triennale)",
        "arco_temporale: ''",
    );
    let times = plan.matches("arco_temporale: ''").count();
    assert!(times > 5);
    let said = checked(&plan, &[]).said();
    assert_eq!(
        said.matches("avviso: il testo è vuoto").count(),
        1,
        "{said}"
    );
    let data = as_data(&checked(&plan, &["--formato", "json"]));
    let rilievi = data["rilievi"].as_array().unwrap();
    let empty = rilievi.iter().find(|r| r["nome"] == "testo-vuoto").unwrap();
    assert!(empty["anche"].as_array().unwrap().len() >= times - 1);
    assert!(said.matches(", arco_temporale").count() >= times, "{said}");
}

#[test]
fn many_plans_are_checked_in_their_order() {
    let folder = folder_with(MINIMAL_PLAN);
    fs::copy(piano_2021(), folder.path().join("altro.yaml")).unwrap();
    let said = pira(folder.path(), &["verifica", "piano.yaml", "altro.yaml"])
        .succeeds()
        .said();
    let first = said.find("piano.yaml: 0 errori").unwrap();
    assert!(first < said.find("altro.yaml: 0 errori").unwrap(), "{said}");
    let data = as_data(
        &pira(
            folder.path(),
            &["verifica", "altro.yaml", "piano.yaml", "--formato", "json"],
        )
        .succeeds(),
    );
    assert_eq!(data[0]["piano"], "altro.yaml");
    assert_eq!(data[1]["errori"], 0);
    pira(folder.path(), &["verifica", "piano.yaml", "assente.yaml"])
        .fails(3)
        .says("piano.yaml: 0 errori");
    let variazione = [
        "verifica",
        "piano.yaml",
        "altro.yaml",
        "--variazione",
        "v.yaml",
    ];
    pira(folder.path(), &variazione).fails(2);
}

#[test]
fn spiega_explains_each_rule_and_lists_them_all() {
    let folder = folder_with("");
    let list = pira(folder.path(), &["spiega"]).succeeds().said();
    for regola in regole() {
        assert!(
            list.contains(regola.name) && list.contains(regola.words),
            "{}",
            regola.name
        );
        let text = pira(folder.path(), &["spiega", regola.name])
            .succeeds()
            .said();
        let wrong = regola.wrong.lines().next().unwrap();
        assert!(
            text.contains(wrong) && text.contains(regola.source),
            "{text}"
        );
    }
    pira(folder.path(), &["spiega", "altra-camere"])
        .fails(2)
        .says("forse si voleva scrivere altra-camera");
}
