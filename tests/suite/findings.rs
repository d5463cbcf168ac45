//! A wrong plan is told so in Italian, at its line: each `tests/rilievi/NAME.yaml` has in `NAME.txt`
//! what the program must say. `GOLDEN=accetta cargo test findings::` accepts what it says now.

use std::fs;

use crate::support::{piano_2021, pira, root};

#[test]
fn every_wrong_plan_has_its_words() {
    let folder = root().join("tests/rilievi");
    let outside = tempfile::tempdir().unwrap();
    let accept = std::env::var("GOLDEN").is_ok_and(|value| value == "accetta");
    let mut differing = Vec::new();
    for name in crate::support::names(&folder, "yaml") {
        fs::copy(
            folder.join(format!("{name}.yaml")),
            outside.path().join(format!("{name}.yaml")),
        )
        .unwrap();
        let run = pira(outside.path(), &["verifica", &format!("{name}.yaml")]);
        let code = i32::from(run.said().contains("errore: "));
        let said = run.ends_with(code).said();
        let golden = folder.join(format!("{name}.txt"));
        if accept {
            fs::write(&golden, &said).unwrap();
        }
        let expected = fs::read_to_string(&golden)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if expected != said {
            differing.push(format!("{name}: golden\n{expected}\nnow\n{said}"));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    assert!(crate::support::names(&folder, "yaml").len() >= 60);
    assert_eq!(
        crate::support::names(&folder, "yaml"),
        crate::support::names(&folder, "txt"),
        "each plan has its words"
    );
}

/// What a mistake makes of a line.
type Spoil = fn(&str) -> String;

/// What each mistake does to a line of the plan of 2021, found by its beginning.
const ONE_MISTAKE: &[(&str, Spoil)] = &[
    ("risultati_attesi: {", |line| {
        line.trim_end_matches([' ', '}']).to_owned()
    }),
    ("indicatori:", |line| line.replace(':', "")),
    ("arco_temporale:", |line| line.replace(':', "")),
    ("- codice: A1.2", |line| format!(" {line}")),
    ("- codice: A1.2", |line| line[1..].to_owned()),
    ("- codice: A1.2", |line| line.replace("- codice", "-codice")),
    ("- codice: A1.2", |line| {
        line.replace("- codice", "-\u{a0}codice")
    }),
    ("- codice: A1.2", |line| {
        line.replace("- codice", "– codice")
    }),
    ("centro_di_responsabilita:", |line| format!("  {line}")),
    ("arco_temporale:", |line| line.replace(": ", ":\u{a0}")),
    ("ente:", |line| line.replace(':', "")),
    ("atti:", |line| line.replace(':', "")),
    ("esercizio:", |line| line.replace(':', "")),
    ("esercizio:", |line| line.replace(": ", ":")),
    ("titolo: Piano", |line| line.replace(": ", ":")),
    ("programmi:", |line| line.replace(':', "")),
    ("testo: >-", |line| line.replace(':', "")),
    ("descrizione:", |line| line.replace(':', "")),
    ("- codice: A1.2", |line| line.replace(':', "")),
    ("- codice: A2", |line| line.replace(':', "")),
    ("risultati_attesi: {", |line| line.replacen(':', "", 1)),
    ("risultati_attesi: {", |line| line.replacen(": ", ":", 1)),
    ("risultati_attesi: {", |line| {
        line.replace("2021: ", "2021:")
    }),
    ("arco_temporale:", |line| line.replace(':', ";")),
    ("arco_temporale:", |line| line.replace("arco", "Arco")),
    ("arco_temporale:", |line| line.replace('_', " ")),
    ("arco_temporale:", |line| line.trim_start().to_owned()),
    ("portatori_di_interesse:", |line| line[2..].to_owned()),
    ("fonte:", |line| line[4..].to_owned()),
    ("- codice: A1.1", |line| line.replace("- ", "  ")),
    ("- codice: A1.2", |line| line.replace("- ", "  ")),
    ("- codice: A1.2", |line| line.replace("- ", "")),
    ("- codice: A1.2", |line| line.replace("- ", "-- ")),
    ("- codice: A1.2", |line| line.replace("- ", "- - ")),
    ("- codice: A1.2", |line| line[2..].to_owned()),
    ("- codice: A2", |line| line[2..].to_owned()),
    ("- ruolo: IL PRESIDENTE", |line| line[2..].to_owned()),
    ("- ruolo: IL PRESIDENTE", |line| line.replace("- ", "  ")),
    ("arco_temporale:", |line| {
        format!(
            "{}portatori di interesse",
            &line[..line.len() - line.trim_start().len()]
        )
    }),
    ("triennio:", |line| line.replace("2022", "'22")),
    ("- codice: \"011\"", |line| format!("{line} Imprese")),
];

#[test]
fn one_mistake_is_told_once_at_its_line() {
    let plan = fs::read_to_string(piano_2021()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for &(start, spoil) in ONE_MISTAKE {
        let mut lines: Vec<String> = plan.lines().map(str::to_owned).collect();
        let place = lines
            .iter()
            .position(|line| line.trim_start().starts_with(start));
        let place = place.unwrap_or_else(|| panic!("no {start}"));
        lines[place] = spoil(&lines[place]);
        fs::write(folder.path().join("piano.yaml"), lines.join("\n")).unwrap();
        let told = pira(folder.path(), &["verifica", "piano.yaml"])
            .fails(1)
            .said();
        assert_eq!(
            told.matches("errore: ").count(),
            1,
            "{}\n{told}",
            lines[place]
        );
        let line = format!("piano.yaml:{}:", place + 1);
        assert!(told.contains(&line), "{}\n{told}", lines[place]);
    }
}
