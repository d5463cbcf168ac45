//! The rules of the file: how YAML reads what an office writes. Their findings are made while the plan is
//! read; here they are explained.

use super::{Regola, RuleContext};
use crate::rilievi::Report;

const SOURCE: &str = "la specifica di YAML 1.2, e ciò che Word e Windows mettono in un testo";

/// The reading has already told these.
fn told_while_reading(_: &RuleContext<'_>) -> Report {
    Report::default()
}

/// The rules of the file.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "commento-nel-testo",
        words: "uno spazio e # cominciano un commento, che non si stampa",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: \"Il programma di esempio\" #1 della Camera",
        right: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: \"Il programma di esempio #1 della Camera\"",
        check: told_while_reading,
    },
    Regola {
        name: "chiave-nel-testo",
        words: "le righe che rientrano più della chiave sono il suo testo, qualunque cosa dicano",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: |
      Il territorio di esempio.
      titolo: Vincoli",
        right: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: |
      Il territorio di esempio.",
        check: told_while_reading,
    },
    Regola {
        name: "elenco-in-una-riga",
        words: "in un testo senza | YAML unisce le righe: di un elenco non restano gli a capo",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: Gli interventi di esempio sono
      - il primo;
      - il secondo.",
        right: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: |
      Gli interventi di esempio sono

      - il primo;
      - il secondo.",
        check: told_while_reading,
    },
    Regola {
        name: "segni-del-file",
        words: "un file di testo ha righe di un solo tipo, e nessun segno che non si vede",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: Scenario (esempio)\r
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        right: "capitoli:
  - titolo: Scenario (esempio)
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        check: told_while_reading,
    },
    Regola {
        name: "segno-di-yaml",
        words: "in un piano ogni testo si stampa come è scritto: ! e & all'inizio sono segni di YAML",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: !!str Scenario
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        right: "capitoli:
  - titolo: Scenario
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        check: told_while_reading,
    },
    Regola {
        name: "valore-equivoco",
        words: "ciò che altri programmi leggono come vero, falso o data sta fra virgolette",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: 2026-12-01
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        right: "capitoli:
  - titolo: \"2026-12-01\"
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        check: told_while_reading,
    },
    Regola {
        name: "virgolette-di-word",
        words: "per YAML le virgolette curve sono parte del testo; quelle che lo racchiudono sono diritte",
        source: SOURCE,
        example_of: None,
        wrong: "capitoli:
  - titolo: “Scenario”
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        right: "capitoli:
  - titolo: \"Scenario\"
    posizione: dopo_premessa
    testo: Il territorio di esempio.",
        check: told_while_reading,
    },
];
