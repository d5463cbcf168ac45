//! Tells whether an Italian sentence continues from one line to the next.

/// The words that cannot end a sentence, so that the next line continues it even if it begins as an item
/// of a list: `ai sensi della lettera / a) del comma 2`.
const GOING_ON: [&str; 58] = [
    "comma",
    "commi",
    "lettera",
    "lettere",
    "articolo",
    "articoli",
    "art.",
    "artt.",
    "punto",
    "punti",
    "numero",
    "numeri",
    "n.",
    "nn.",
    "lett.",
    "c.",
    "tabella",
    "allegato",
    "capo",
    "titolo",
    "sezione",
    "paragrafo",
    "par.",
    "il",
    "lo",
    "la",
    "i",
    "gli",
    "le",
    "un",
    "una",
    "del",
    "dello",
    "della",
    "dei",
    "degli",
    "delle",
    "al",
    "allo",
    "alla",
    "ai",
    "agli",
    "alle",
    "dal",
    "dalla",
    "nel",
    "nella",
    "sul",
    "e",
    "o",
    "di",
    "a",
    "da",
    "in",
    "con",
    "per",
    "tra",
    "fra",
];

/// Whether the sentence at the end of a line continues in the next line, whatever that begins with.
pub(crate) fn sentence_continues(line: &str) -> bool {
    let word = line.split_whitespace().next_back().unwrap_or_default();
    let word = word
        .trim_start_matches(['(', '“', '"', '\'', '’'])
        .to_lowercase();
    let word = word.rsplit(['\'', '’']).next().unwrap_or(&word);
    GOING_ON.contains(&word)
}
