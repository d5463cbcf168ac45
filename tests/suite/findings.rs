//! A wrong plan is told so in Italian, at its line: each `tests/rilievi/NAME.yaml` has in `NAME.txt`
//! what the program must say. `GOLDEN=accetta cargo test findings::` accepts what it says now.

use std::fs;

use crate::support::{piano_2021, pira, radice};

#[test]
fn ogni_piano_sbagliato_ha_le_sue_parole() {
    let cartella = radice().join("tests/rilievi");
    let fuori = tempfile::tempdir().unwrap();
    let accetta = std::env::var("GOLDEN").is_ok_and(|valore| valore == "accetta");
    let mut diversi = Vec::new();
    for nome in crate::support::nomi(&cartella, "yaml") {
        fs::copy(
            cartella.join(format!("{nome}.yaml")),
            fuori.path().join(format!("{nome}.yaml")),
        )
        .unwrap();
        let esecuzione = pira(fuori.path(), &["verifica", &format!("{nome}.yaml")]);
        let codice = i32::from(esecuzione.errori.contains("errore: "));
        let detto = esecuzione.finisce(codice).errori;
        let golden = cartella.join(format!("{nome}.txt"));
        if accetta {
            fs::write(&golden, &detto).unwrap();
        }
        let atteso = fs::read_to_string(&golden)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if atteso != detto {
            diversi.push(format!("{nome}: golden\n{atteso}\nnow\n{detto}"));
        }
    }
    assert!(diversi.is_empty(), "{}", diversi.join("\n"));
    assert!(crate::support::nomi(&cartella, "yaml").len() >= 60);
    assert_eq!(
        crate::support::nomi(&cartella, "yaml"),
        crate::support::nomi(&cartella, "txt"),
        "each plan has its words"
    );
}

/// What a mistake makes of a line.
type Spoil = fn(&str) -> String;

/// What each mistake does to a line of the plan of 2021, found by its beginning.
const ONE_MISTAKE: [(&str, Spoil); 10] = [
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
];

#[test]
fn one_mistake_is_told_once_at_its_line() {
    let plan = fs::read_to_string(piano_2021()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (start, spoil) in ONE_MISTAKE {
        let mut lines: Vec<String> = plan.lines().map(str::to_owned).collect();
        let place = lines
            .iter()
            .position(|line| line.trim_start().starts_with(start));
        let place = place.unwrap_or_else(|| panic!("no {start}"));
        lines[place] = spoil(&lines[place]);
        fs::write(folder.path().join("piano.yaml"), lines.join("\n")).unwrap();
        let told = pira(folder.path(), &["verifica", "piano.yaml"])
            .fallisce(1)
            .errori;
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
