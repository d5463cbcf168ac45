//! A wrong plan is told so in Italian, at its line: each `tests/rilievi/NAME.yaml` has in `NAME.txt`
//! what the program must say. `GOLDEN=accetta cargo test --test rilievi` accepts what it says now.

mod comune;

use std::fs;

use comune::{pira, radice};

#[test]
fn ogni_piano_sbagliato_ha_le_sue_parole() {
    let cartella = radice().join("tests/rilievi");
    let fuori = tempfile::tempdir().unwrap();
    let accetta = std::env::var("GOLDEN").is_ok_and(|valore| valore == "accetta");
    let mut diversi = Vec::new();
    for nome in comune::nomi(&cartella, "yaml") {
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
    assert!(comune::nomi(&cartella, "yaml").len() >= 60);
    assert_eq!(
        comune::nomi(&cartella, "yaml"),
        comune::nomi(&cartella, "txt"),
        "each plan has its words"
    );
}
