//! The words of an operator with a letter wrong: `almneo 3`.

use super::mistake::Mistake;

/// The words whose misspelling is no other word.
const WORDS: [&str; 6] = [
    "almeno",
    "inferiore",
    "superiore",
    "maggiore",
    "massimo",
    "minimo",
];

/// Looks for a misspelled operator before a number that begins a text: `non inferire al 5`.
pub(super) fn find(text: &str) -> Option<Mistake> {
    const BEFORE: [&str; 4] = ["non", "al", "come", "almeno"];
    const AFTER: [&str; 9] = ["a", "ad", "al", "all'", "di", "del", "o", "il", "alla"];
    let before = &text[..text.find(|c: char| c.is_ascii_digit())?];
    let words: Vec<&str> = before.split_whitespace().take(4).collect();
    let (typed, rest) = match words.as_slice() {
        [first, typed, rest @ ..] if BEFORE.contains(first) => (*typed, rest),
        [typed, rest @ ..] => (*typed, rest),
        [] => return None,
    };
    let is_operator = typed.len() >= 5 && rest.first().is_none_or(|word| AFTER.contains(word));
    let word = WORDS.iter().find(|word| is_one_letter_off(typed, word))?;
    is_operator.then(|| Mistake::Misspelled(typed.to_owned(), word))
}

/// Whether a word has a letter more, less, changed or swapped, but not only another ending: `massimi`.
fn is_one_letter_off(typed: &str, word: &str) -> bool {
    let (typed, word): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
    let same_start = typed.iter().zip(&word).take_while(|(a, b)| a == b).count();
    let (typed, word) = (&typed[same_start..], &word[same_start..]);
    let same_end = typed
        .iter()
        .rev()
        .zip(word.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let (typed_len, word_len) = (typed.len() - same_end, word.len() - same_end);
    match (typed_len, word_len) {
        (1, 1) => same_end > 0,
        (1, 0) | (0, 1) => true,
        (2, 2) => typed[0] == word[1] && typed[1] == word[0],
        _ => false,
    }
}
