//! YAML syntax errors, in the words of a person who fills in a plan.

use std::sync::Arc;

use saphyr_parser::ScanError;

use super::raw;
use crate::rilievi::{Location, Rilievo, Source};

/// For each syntax error: a part of the parser's message, what it means, the remedy. The first match
/// wins, so the more specific messages come first.
const EXPLANATIONS: &[(&str, &str, &str)] = &[
    (
        "unprintable",
        "un carattere che non si può stampare",
        "cancellare il carattere: non si vede, ma sta nel punto indicato",
    ),
    (
        "cannot start with '-' followed by",
        "un trattino da solo senza virgolette",
        "scriverlo fra virgolette: \"-\"",
    ),
    (
        "tab",
        "una tabulazione dove servono spazi",
        "sostituire la tabulazione con spazi: due per ogni livello",
    ),
    (
        "mapping values are not allowed",
        "due punti dove non possono stare",
        "se il testo contiene “: ”, scriverlo fra virgolette: chiave: \"testo: con due punti\"",
    ),
    (
        "illegal placement of ':'",
        "una chiave dove la riga prima non è ancora finita",
        "chiudere le parentesi e le virgolette aperte nelle righe precedenti",
    ),
    (
        "simple key expect",
        "una riga che non è né “chiave: valore” né “- voce”",
        "dopo la chiave servono due punti e uno spazio; un testo su più righe comincia con >-",
    ),
    (
        "while scanning a block scalar",
        "un testo che comincia con > o | senza virgolette",
        "scrivere il valore fra virgolette: \">= 2\"",
    ),
    (
        "block scalar",
        "un testo su più righe con il rientro sbagliato",
        "allineare tutte le righe del testo, due spazi più a destra della chiave",
    ),
    (
        "unexpected character: `%'",
        "un testo che comincia con % senza virgolette",
        "scrivere il valore fra virgolette: \"% di pratiche\"",
    ),
    (
        "unexpected character",
        "un testo che comincia con un segno riservato",
        "scrivere il valore fra virgolette",
    ),
    (
        "trailing content",
        "altro testo dopo le virgolette di chiusura",
        "mettere tutto il valore fra virgolette, e scrivere \\\" quelle interne; fra parentesi, se comincia un'altra voce, separarla con una virgola",
    ),
    (
        "quoted scalar",
        "un testo fra virgolette scritto male: mancano le virgolette di chiusura, o dopo una barra \\ c'è un segno non previsto",
        "chiudere le virgolette; una barra \\ fra virgolette doppie si scrive \\\\",
    ),
    (
        "flow",
        "parentesi { } o [ ] non chiuse, o voci non separate da virgole",
        "chiudere la parentesi e separare le voci con una virgola; un testo che comincia con [ o { va fra virgolette",
    ),
    (
        "bracket",
        "una parentesi chiusa che nessuno ha aperto",
        "togliere la parentesi, o scrivere il valore fra virgolette",
    ),
    (
        "anchor",
        "un testo che comincia con & o * senza virgolette",
        "scrivere il valore fra virgolette",
    ),
    (
        "tag",
        "un testo che comincia con ! senza virgolette",
        "scrivere il valore fra virgolette",
    ),
    (
        "handle",
        "un testo che comincia con ! senza virgolette",
        "scrivere il valore fra virgolette",
    ),
    (
        "directive",
        "un testo che comincia con % senza virgolette",
        "scrivere il valore fra virgolette: \"% di pratiche\"",
    ),
    (
        "recursion",
        "troppi livelli, uno dentro l'altro",
        "un piano non ha più di 32 livelli",
    ),
    (
        "byte order mark",
        "un segno d'ordine (BOM) in mezzo al file",
        "cancellare il carattere invisibile nel punto indicato",
    ),
    (
        "block sequence entries",
        "un trattino dove non può cominciare una voce",
        "mandare a capo la voce sotto la chiave; un testo che comincia con un trattino va fra virgolette",
    ),
    (
        "'-'",
        "un elenco con una riga che non comincia con il trattino",
        "allineare la riga alle altre voci, o farla rientrare se continua la precedente",
    ),
];

/// The finding of a syntax error.
pub(crate) fn finding(source: &Arc<Source>, failure: &ScanError) -> Rilievo {
    let start = error_byte(source, failure);
    let (message, rimedio) =
        explanation_of_line(source, start).unwrap_or_else(|| explanation(failure));
    Rilievo::error(message)
        .at(Location { source: Arc::clone(source), span: start..start })
        .with_regola("il piano è scritto in YAML: “chiave: valore”, una per riga, con il rientro a dire chi sta dentro chi")
        .with_rimedio(rimedio)
}

/// Whether the parser's message has some words, from the beginning of one: “unprintable” says nothing of a
/// tab.
fn says(error: &ScanError, words: &str) -> bool {
    let info = error.info();
    info.match_indices(words).any(|(place, _)| {
        let before = info[..place].chars().next_back();
        !before.is_some_and(char::is_alphabetic)
    })
}

/// What an error means, and what to write instead.
fn explanation(error: &ScanError) -> (&'static str, &'static str) {
    EXPLANATIONS
        .iter()
        .find(|(sign, ..)| says(error, sign))
        .map_or(
            (
                "le righe non formano un gruppo di “chiave: valore”",
                "controllare il rientro (due spazi per livello), i due punti dopo la chiave e le virgolette",
            ),
            |(_, message, rimedio)| (*message, *rimedio),
        )
}

/// An explanation from the text of the line itself, for the cases in which the parser's message
/// misleads.
fn explanation_of_line(source: &Source, place: usize) -> Option<(&'static str, &'static str)> {
    let (line, _) = source.line_and_column(place);
    let text = &source.text()[source.whole_line(line)];
    let key = raw::leading_key(text.trim_start_matches([' ', '-']))?;
    let value = text.trim_start_matches([' ', '-'])[key.value_start..].trim_end();
    if value == "-" {
        return Some((
            "un trattino da solo senza virgolette",
            "scriverlo fra virgolette: \"-\"",
        ));
    }
    let after = value.trim_start_matches(['|', '>']);
    let is_block = after.len() < value.len();
    let after = after.trim_start_matches(['-', '+']);
    let text_follows = after.trim_start().starts_with(char::is_alphabetic);
    (is_block && text_follows).then_some((
        "un testo sulla stessa riga di | o >",
        "dopo | o > il testo comincia sulla riga di sotto, due spazi più a destra della chiave; su una riga sola, toglierli",
    ))
}

/// Where the error is; for a tab, the tab itself and not the text before it.
fn error_byte(source: &Source, error: &ScanError) -> usize {
    let marker = error.marker();
    let byte = source.byte_at(marker.line(), marker.col());
    // The parser may report an error past the last line: the last written line is shown instead.
    let written = source.text().trim_end().len();
    if byte >= written {
        let (line, _) = source.line_and_column(written);
        return source.trimmed_line(line).start;
    }
    if !says(error, "tab") {
        return byte;
    }
    source.text()[byte..]
        .find('\t')
        .map_or(byte, |offset| byte + offset)
}
