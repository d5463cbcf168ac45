//! Words typed twice: `di di`, `della Camera della Camera`.

use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};
use crate::verifica::likeness::is_grammatical;
use crate::verifica::{Regola, RuleContext};

use super::{reader_texts, report};

pub(in crate::verifica) const REGOLA: Regola = Regola {
    name: "parola-ripetuta",
    words: "una parola si scrive una volta",
    source: "pratica: due parole uguali di seguito sono quasi sempre una correzione fatta a metà",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: Si assistono le imprese della della provincia.",
    right: "descrizione: Si assistono via via le imprese della provincia.",
    check,
};

/// The words that Italian says twice, and the foreign ones that are two equal words.
const REDUPLICATED: &[&str] = &[
    "adagio", "appena", "basta", "bello", "ben", "beri", "bla", "bon", "buono", "bye", "calmo",
    "chop", "cin", "corri", "così", "cous", "cus", "fitto", "forte", "fuori", "già", "giro", "giù",
    "go", "lento", "lemme", "lungo", "ma", "mano", "mogio", "molto", "nemmeno", "no", "ora",
    "pari", "passo", "pian", "piano", "poco", "presto", "quasi", "quatto", "rasente", "se", "sì",
    "sotto", "su", "subito", "svelto", "tam", "tanto", "tempo", "terra", "tic", "tom", "torno",
    "tuk", "tutto", "uno", "via", "vicino", "volta", "win", "ylang", "zitto",
];

/// The ends of common nouns and adjectives, which no name of a place has.
const COMMON_ENDINGS: [&str; 10] = [
    "zione", "zioni", "mento", "menti", "tà", "enza", "enze", "tivo", "tiva", "tura",
];

/// Words typed twice.
fn check(context: &RuleContext<'_>) -> Report {
    report(context, reader_texts(context), |text| {
        let words: Vec<&str> = words_of(text).collect();
        let place = (0..words.len()).find(|place| is_repeated(&words[*place..]))?;
        let length = repeated_length(&words[place..]);
        // With the word before, so that it is found where it is written and not within other words.
        let fragment = words[place.saturating_sub(1)..place + 2 * length].join(" ");
        let repeated = words[place..place + 2 * length].join(" ");
        let repeated = repeated.trim_end_matches(|c: char| !c.is_alphanumeric());
        let rilievo = Rilievo::warning(format!(
            "“{repeated}”: le stesse parole due volte di seguito"
        ))
        .with_rimedio("toglierne una copia");
        Some((fragment, rilievo))
    })
}

/// The words of a text as typed, with an empty one between two paragraphs.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n")
        .flat_map(|paragraph| paragraph.split_whitespace().chain([""]))
}

fn is_repeated(words: &[&str]) -> bool {
    is_word_twice(words) || is_pair_twice(words)
}

/// How many words are typed twice, where some are.
fn repeated_length(words: &[&str]) -> usize {
    if is_word_twice(words) { 1 } else { 2 }
}

/// Whether a text goes on with the same word twice.
fn is_word_twice(words: &[&str]) -> bool {
    let &[first, second, ..] = words else {
        return false;
    };
    if !first.chars().all(char::is_alphabetic) || first.is_empty() {
        return false;
    }
    let second = second.trim_end_matches(|c: char| !c.is_alphanumeric());
    if !first.eq_ignore_ascii_case(second) {
        return false;
    }
    let word = first.to_lowercase();
    !REDUPLICATED.contains(&word.as_str()) && is_word(first, second, &word)
}

/// Whether what is typed twice is a word, and not a name (`Baden Baden`), a code or a letter.
fn is_word(first: &str, second: &str, word: &str) -> bool {
    let is_capital = |text: &str| text.starts_with(char::is_uppercase);
    if is_grammatical(word) {
        return word.len() > 1
            && !(is_capital(first) && is_capital(second) && !is_all_capitals(first))
            || matches!(first, "e" | "a" | "i" | "o");
    }
    if word.chars().count() < 3 {
        return first == second
            && matches!(
                word,
                "si" | "ne" | "ci" | "vi" | "se" | "è" | "ha" | "ho" | "mi"
            );
    }
    if is_capital(second) {
        return COMMON_ENDINGS.iter().any(|ending| word.ends_with(ending));
    }
    true
}

fn is_all_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

/// Whether a text goes on with the same two words twice, an article or a preposition and another: but
/// `a mano a mano` is right.
fn is_pair_twice(words: &[&str]) -> bool {
    let &[first, second, first_again, second_again, ..] = words else {
        return false;
    };
    first == first_again
        && second == second_again.trim_end_matches(|c: char| !c.is_alphanumeric())
        && second.chars().all(char::is_alphabetic)
        && !second.is_empty()
        && is_grammatical(first)
        && !matches!(
            first,
            "a" | "ad" | "in" | "di" | "da" | "e" | "o" | "per" | "tra" | "fra"
        )
}
