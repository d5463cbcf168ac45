//! A text ends where a sentence may end.

use crate::lettura::FieldText;
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};
use crate::verifica::{Regola, RuleContext};

use super::unfinished::{
    AFTER_ENGLISH_ALL, BEFORE_STOP, CONJUNCTIONS, ELIDED, ELIDED_WITHOUT_APOSTROPHE, UNFINISHED,
};
use super::{reader_texts, report};

pub(in crate::verifica) const REGOLA: Regola = Regola {
    name: "testo-interrotto",
    words: "un testo finisce",
    source: "pratica: una frase interrotta è spesso una riga copiata a metà",
    example_of: Some(ElementKind::Obiettivo),
    wrong: "descrizione: Si assistono le imprese della",
    right: "descrizione: Si assistono le imprese della provincia.",
    check,
};

/// The keys whose texts go on with what is printed after them.
const CONTINUED: [&str; 4] = ["ambito", "frase", "etichette", "colonne"];

/// The keys whose texts the lists of the document may follow.
const BEFORE_LISTS: [&str; 5] = ["testo", "titolo", "titolo_narrativa", "ruolo", "voce"];

/// Texts that end where no text ends.
fn check(context: &RuleContext<'_>) -> Report {
    let is_whole = |value: &&FieldText<'_>| {
        !value
            .fields
            .iter()
            .any(|field| CONTINUED.contains(&field.key))
    };
    let of_texts = report(context, reader_texts(context).filter(is_whole), |text| {
        cut_paragraph(text).map(rilievo)
    });
    let asks_for_list = |value: &&FieldText<'_>| {
        let key = value.fields.last().map(|field| field.key);
        is_whole(value)
            && value.text.trim_end().ends_with(':')
            && !key.is_some_and(|key| BEFORE_LISTS.contains(&key) && !is_of_objective(value))
    };
    let mut found = of_texts;
    found.merge(report(
        context,
        reader_texts(context).filter(asks_for_list),
        |text| Some(rilievo(text)),
    ));
    found
}

/// Whether the text is of the description of an objective, which nothing follows.
fn is_of_objective(value: &FieldText<'_>) -> bool {
    value.fields.iter().any(|field| field.key == "descrizione")
}

/// What is told of a text that is cut, and its end.
fn rilievo(text: &str) -> (String, Rilievo) {
    let end: Vec<&str> = text.split_whitespace().rev().take(4).collect();
    let end = end.into_iter().rev().collect::<Vec<_>>().join(" ");
    let rilievo = Rilievo::warning(format!("il testo sembra interrotto: “… {end}”"))
        .with_rimedio("completare la frase");
    (end, rilievo)
}

/// The beginning of a text up to where it is cut: within a sentence, at the end of a paragraph or its own.
fn cut_paragraph(text: &str) -> Option<&str> {
    if let Some(end) = cut_within(text) {
        return Some(&text[..end]);
    }
    let mut paragraphs = text.trim_end().split("\n\n").peekable();
    while let Some(paragraph) = paragraphs.next() {
        let is_last = paragraphs.peek().is_none();
        if is_last && is_cut(paragraph) || !is_last && ends_with_word(paragraph, &[UNFINISHED]) {
            return Some(paragraph);
        }
    }
    None
}

/// Where a sentence is cut within a text: before a full stop that comes after a preposition, or after an
/// elided word without its apostrophe.
fn cut_within(text: &str) -> Option<usize> {
    let mut words = text.split_whitespace().peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        let after = words.peek().copied().unwrap_or_default();
        let is_unjoined = match word {
            "dell" | "dall" | "nell" | "sull" => true,
            "all" => {
                after.starts_with(char::is_uppercase)
                    || after.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u'])
                        && !AFTER_ENGLISH_ALL
                            .contains(&after.trim_matches(|c: char| !c.is_alphabetic()))
            }
            _ => false,
        };
        let is_cut = !before.is_empty()
            && (is_unjoined || word.ends_with('.') && BEFORE_STOP.contains(&word));
        if is_cut {
            return Some(word.as_ptr() as usize - text.as_ptr() as usize + word.len());
        }
        before = word;
    }
    None
}

/// Whether a text ends with a word or a sign that wants another, or with the mark of an empty entry: `5)`.
fn is_cut(text: &str) -> bool {
    ends_with_word(text, &[UNFINISHED, CONJUNCTIONS]) || ends_with_sign(text)
}

/// The last two words of a text, without the marks of the prose; empty without them.
fn last_words(text: &str) -> (&str, &str) {
    let mut words = text.trim_end_matches(['*', '_']).split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    (words.next().unwrap_or_default(), last)
}

fn ends_with_word(text: &str, endings: &[&[&str]]) -> bool {
    let (before, last) = last_words(text);
    let is_elided = last.strip_suffix(['\'', '’', '`']).is_some_and(|word| {
        // `e/o dell'`, `(dell'`
        let word = word
            .rsplit(['(', '/', '\'', '’', '“', '"'])
            .next()
            .unwrap_or(word);
        ELIDED.contains(&in_small_letters(word, text).as_str())
    });
    if is_elided {
        return true;
    }
    if before.is_empty() || last.len() > 12 {
        return false;
    }
    let word = in_small_letters(last, text);
    // `dell'art.`
    let word = match word.rsplit_once(['\'', '’']) {
        Some((_, word)) if word.ends_with('.') => word.to_owned(),
        _ => word,
    };
    if ELIDED_WITHOUT_APOSTROPHE.contains(&word.as_str()) {
        return true;
    }
    let is_unfinished = endings.iter().any(|words| words.contains(&word.as_str()));
    is_unfinished && !is_complete(&in_small_letters(before, text), &word, text)
}

/// A word in small letters, if it is typed so or if the whole text is in capitals: `Vitamina A` is whole.
fn in_small_letters(word: &str, text: &str) -> String {
    let is_capitals = !text.contains(char::is_lowercase);
    if is_capitals && word.chars().count() > 1 {
        word.to_lowercase()
    } else {
        word.to_owned()
    }
}

/// Whether such a word ends a text after another: `lettera a`, `almeno una`, `dai 18 anni in su`.
fn is_complete(before: &str, word: &str, text: &str) -> bool {
    let is_letter = word.len() == 1 && {
        let words: Vec<&str> = text.split_whitespace().rev().take(8).collect();
        let names_letters = |word: &&str| {
            let word = word.trim_start_matches('(').to_lowercase();
            [
                "lett", "punt", "categori", "class", "tip", "allegat", "fasci", "grupp", "line",
                "sub",
            ]
            .iter()
            .any(|start| word.starts_with(start))
        };
        words.iter().any(names_letters)
    };
    let is_number = matches!(word, "un" | "una")
        && matches!(
            before,
            "almeno"
                | "di"
                | "solo"
                | "soltanto"
                | "più"
                | "massimo"
                | "per"
                | "ogni"
                | "="
                | ">"
                | "<"
                | ">="
                | "<="
        );
    let is_adverb = matches!((before, word), ("in", "su" | "giù") | ("il", "per" | "che"))
        || word == "che" && matches!(before, "non" | "né")
        || word == "la" && before == "di"
        || word == "se" && matches!(before, "a" | "di" | "in" | "per")
        || word == "in" && matches!(before, "check" | "log" | "sign" | "opt" | "plug");
    is_letter || is_number || is_adverb
}

fn ends_with_sign(text: &str) -> bool {
    let (before, last) = last_words(text);
    let is_empty_entry = last.strip_suffix(')').is_some_and(|digits| {
        !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && before.ends_with([';', ':'])
    });
    let is_operator = !before.is_empty()
        && matches!(
            last,
            "/" | "+" | "-" | "–" | "—" | "=" | "*" | "x" | "×" | "÷" | "&"
        );
    is_empty_entry || is_operator || ends_with_comma(before, last) || is_hyphenated(text, last)
}

/// Whether a text ends with a comma: one alone is a text of signs.
fn ends_with_comma(before: &str, last: &str) -> bool {
    let word = last.strip_suffix(',');
    word.is_some_and(|word| !word.is_empty() || !before.is_empty())
        && format!("{before}{last}").contains(char::is_alphabetic)
}

/// Whether the last word is the first half of one: `ecolo-`. `pre- e post-` is whole.
fn is_hyphenated(text: &str, last: &str) -> bool {
    let word = last.strip_suffix(['-', '\u{ad}', '‐']);
    word.is_some_and(|word| word.chars().next_back().is_some_and(char::is_lowercase))
        && text.matches("- ").count() == 0
}
