//! The findings about raw lines, in Italian; their places are added by who finds them.

use crate::rilievi::Rilievo;

/// What a character that looks like a space is called.
fn space_name(c: char) -> &'static str {
    match c {
        '\t' => "una tabulazione",
        '\u{a0}' => "uno spazio unificatore (U+00A0)",
        '\u{202f}' => "uno spazio unificatore stretto (U+202F)",
        '\u{2007}' => "uno spazio largo come una cifra (U+2007)",
        '\u{2009}' => "uno spazio sottile (U+2009)",
        '\u{200b}' => "un segno invisibile (U+200B)",
        '\u{feff}' => "un segno d'ordine invisibile (U+FEFF)",
        _ => "uno spazio che non è quello della tastiera",
    }
}

const YAML_SPACES: &str = "in YAML il rientro e lo spazio dopo i due punti sono spazi semplici; gli altri, che arrivano copiando da Word o da una pagina, sembrano uguali e non lo sono";

/// A character in the indent that is no space.
pub(crate) fn odd_indent(c: char) -> Rilievo {
    let finding = Rilievo::error(format!("nel rientro c'è {}", space_name(c)));
    if c == '\t' {
        return finding
            .with_regola("in YAML il rientro è fatto di spazi")
            .with_rimedio("sostituire la tabulazione con spazi: due per ogni livello");
    }
    finding
        .with_regola(YAML_SPACES)
        .with_rimedio("cancellare il rientro della riga e riscriverlo con la barra spaziatrice")
}

/// A line that looks empty and is not.
pub(crate) fn odd_empty_line(c: char) -> Rilievo {
    Rilievo::error(format!(
        "la riga sembra vuota, ma contiene {}",
        space_name(c)
    ))
    .with_regola(YAML_SPACES)
    .with_rimedio("cancellare tutto ciò che la riga contiene")
}

/// A character after the colon that is no space.
pub(crate) fn odd_space_after_colon(c: char) -> Rilievo {
    Rilievo::error(format!("dopo i due punti c'è {}", space_name(c)))
        .with_regola(YAML_SPACES)
        .with_rimedio("cancellarlo e scrivere uno spazio con la barra spaziatrice")
}

/// A character after the dash of an entry that is no space.
pub(crate) fn odd_space_after_dash(c: char) -> Rilievo {
    Rilievo::error(format!("dopo il trattino c'è {}", space_name(c)))
        .with_regola(YAML_SPACES)
        .with_rimedio("cancellarlo e scrivere uno spazio con la barra spaziatrice")
}

/// A dash of Word where a list has its dash.
pub(crate) fn false_dash(dash: char) -> Rilievo {
    Rilievo::error(format!(
        "la voce comincia con “{dash}”, che non è il trattino degli elenchi"
    ))
    .with_regola("in YAML una voce di un elenco comincia con il trattino corto e uno spazio")
    .with_rimedio(format!("scrivere - al posto di {dash}"))
}

/// A dash without the space after it.
pub(crate) fn missing_space_after_dash() -> Rilievo {
    Rilievo::error("dopo il trattino manca lo spazio")
        .with_regola("in YAML una voce di un elenco comincia con il trattino e uno spazio")
        .with_rimedio("scrivere “- …”, con lo spazio")
}

/// A dash that stands in the column of no list.
pub(crate) fn misplaced_dash(column: usize) -> Rilievo {
    Rilievo::error("il trattino non è in colonna con quelli delle altre voci")
        .with_regola("le voci di un elenco cominciano tutte nella stessa colonna")
        .with_rimedio(format!(
            "far cominciare la voce alla colonna {}, e spostare con essa le righe che le appartengono",
            column + 1
        ))
}

/// A bracket that nothing closes before the next key.
pub(crate) fn unclosed_bracket() -> Rilievo {
    Rilievo::error("la parentesi che si apre qui non si chiude")
        .with_regola("un elenco fra [ ] e un gruppo fra { } finiscono con la loro parentesi")
        .with_rimedio("chiudere la parentesi in fondo al valore; un testo che comincia con [ o { va fra virgolette")
}

/// A quote that nothing closes before the next key.
pub(crate) fn unclosed_quote() -> Rilievo {
    Rilievo::error("le virgolette che si aprono qui non si chiudono")
        .with_regola("un testo fra virgolette finisce con le stesse virgolette")
        .with_rimedio("chiudere le virgolette in fondo al testo")
}

/// A key without its colon.
pub(crate) fn missing_colon(key: &str) -> Rilievo {
    Rilievo::error(format!("dopo “{key}” mancano i due punti"))
        .with_regola("in YAML la chiave finisce con due punti e uno spazio")
        .with_rimedio(format!("scrivere “{key}: …”"))
}

/// A line of a text that lost its indent.
pub(crate) fn lost_indent(key: &str, line: usize, indent: usize) -> Rilievo {
    Rilievo::error("questa riga ha perso il rientro")
        .with_regola(format!(
            "il testo di “{key}”, cominciato alla riga {line}, arriva fin dove le righe rientrano: questa non è più testo, e non è una chiave"
        ))
        .with_rimedio(format!(
            "far rientrare la riga, e quelle che la seguono nello stesso testo, di {indent} spazi"
        ))
}

/// A line of a text with less indent than the lines before it.
pub(crate) fn less_indent(key: &str, line: usize, indent: usize) -> Rilievo {
    Rilievo::error("questa riga rientra meno delle altre dello stesso testo")
        .with_regola(format!(
            "le righe del testo di “{key}”, cominciato alla riga {line}, rientrano tutte almeno quanto la prima"
        ))
        .with_rimedio(format!("far rientrare la riga di {indent} spazi"))
}

/// A key to the right of the one before it, which already has its value.
pub(crate) fn too_far_right(key: &str, before: &str, column: usize) -> Rilievo {
    Rilievo::error(format!("“{key}” è troppo a destra"))
        .with_regola(format!(
            "la chiave prima, “{before}”, ha già il suo valore: una chiave che la segue sta nella stessa colonna"
        ))
        .with_rimedio(format!(
            "farla cominciare alla colonna {}, sotto “{before}”; se invece continua il testo di “{before}”, mettere tutto il testo fra virgolette",
            column + 1
        ))
}

/// A key that stands in the column of no group.
pub(crate) fn too_far_left(key: &str, first: &str, column: usize) -> Rilievo {
    Rilievo::error(format!("“{key}” non è in colonna con le altre chiavi"))
        .with_regola("le chiavi di un gruppo cominciano tutte nella stessa colonna")
        .with_rimedio(format!(
            "farla cominciare alla colonna {}, come “{first}”",
            column + 1
        ))
}

/// A key without the space after its colon.
pub(crate) fn missing_space_after_colon(key: &str) -> Rilievo {
    Rilievo::error(format!("dopo “{key}:” manca lo spazio"))
        .with_regola("in YAML la chiave finisce con due punti e uno spazio")
        .with_rimedio(format!("scrivere “{key}: …”, con lo spazio"))
}

/// An entry of a list without its dash.
pub(crate) fn lost_dash(key: &str, column: usize) -> Rilievo {
    Rilievo::error(format!(
        "qui comincia un'altra voce, ma manca il trattino: “{key}” c'è già"
    ))
    .with_regola("in YAML una voce di un elenco comincia con il trattino e uno spazio")
    .with_rimedio(format!(
        "scrivere “- {key}: …”, con il trattino alla colonna {}",
        column + 1
    ))
}

/// A text of a list without its dash.
pub(crate) fn lost_dash_of_text(text: &str) -> Rilievo {
    Rilievo::error("in questa riga di un elenco manca il trattino")
        .with_regola("in YAML una voce di un elenco comincia con il trattino e uno spazio")
        .with_rimedio(format!(
            "scrivere “- {text}”; se continua la voce di sopra, farla rientrare di due spazi"
        ))
}

/// Two dashes where a list has one.
pub(crate) fn doubled_dash() -> Rilievo {
    Rilievo::error("la voce comincia con due trattini")
        .with_regola("in YAML una voce di un elenco comincia con un trattino e uno spazio")
        .with_rimedio("lasciare un trattino solo")
}

/// A line of text that stands in the column of the keys.
pub(crate) fn text_among_keys(key: &str, column: usize) -> Rilievo {
    Rilievo::error("questa riga non è una chiave, né continua il testo di sopra")
        .with_regola("in YAML un testo su più righe rientra più della sua chiave")
        .with_rimedio(format!(
            "se continua il testo di “{key}”, farla cominciare alla colonna {}; se è un'altra chiave, scrivere dopo il nome due punti e uno spazio",
            column + 1
        ))
}

/// The first entry of a list without its dash, which the entries after it have.
pub(crate) fn first_without_dash(key: &str, column: usize) -> Rilievo {
    Rilievo::error("a questa voce manca il trattino, che le voci seguenti hanno")
        .with_regola("in YAML una voce di un elenco comincia con il trattino e uno spazio")
        .with_rimedio(format!(
            "scrivere “- {key}: …”, con il trattino alla colonna {}",
            column + 1
        ))
}
