//! The chapter of the manual that explains the rules: `docs/regole.md`.

use super::{Regola, regole_by_subject};

const INTRODUCTION: &str = "\
# Le regole di `pira verifica`

Ogni rilievo dice il nome della sua regola. `pira spiega NOME` la spiega; qui ci sono tutte, con un esempio sbagliato e uno giusto.

Gli errori fermano il documento. Gli avvisi no: chi firma li legge e decide. Un avviso che va bene così si accetta nel piano, con il suo motivo; da allora non conta più, nemmeno con `--severo`:

```yaml
accettati:
  - regola: altra-camera
    dove: A1                      # un codice, o il posto come lo dice l'avviso; se manca, tutto il piano
    motivo: È la Camera partner del progetto.
```
";

/// The chapter, in Markdown.
pub fn rules_manual() -> String {
    let subjects = regole_by_subject().map(|(subject, regole)| {
        let regole: String = regole.iter().map(section).collect();
        format!("\n## {subject}\n{regole}")
    });
    INTRODUCTION.to_owned() + &subjects.collect::<String>()
}

fn section(regola: &Regola) -> String {
    let keys = regola.place_of_examples();
    format!(
        "\n### `{}`\n\n{}.\n\nDa dove viene: {}.\n\nSbagliato, {keys}:\n\n```yaml\n{}\n```\n\nGiusto:\n\n```yaml\n{}\n```\n",
        regola.name,
        capitalised(regola.words),
        regola.source,
        regola.wrong_as_shown(),
        regola.right
    )
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
