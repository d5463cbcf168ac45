//! A text as the words, numbers and signs that a reader tells apart.

use std::ops::Range;

/// A word, a number or a sign of a text.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Without capitals; `sara'` is `sarà`, `D.M.` is `dm`.
    pub(super) text: String,
    /// Its bytes in the text.
    pub(super) span: Range<usize>,
    is_capital: bool,
    /// Whether white space stands before it.
    pub(super) is_spaced: bool,
    begins_paragraph: bool,
}

impl Word {
    /// Whether it is made of digits.
    pub(super) fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The number that it is, if it has as many digits.
    pub(super) fn number(&self, digits: Range<usize>) -> Option<u16> {
        let is_fit = self.is_number() && digits.contains(&self.text.len());
        self.text.parse().ok().filter(|_| is_fit)
    }

    /// Whether it begins with one of some stems; those of up to four letters are whole words.
    pub(super) fn begins_with_any(&self, stems: &[&str]) -> bool {
        stems.iter().any(|stem| {
            if stem.len() <= 4 {
                self.text == *stem
            } else {
                self.text.starts_with(stem)
            }
        })
    }

    /// Whether it is made of letters.
    pub(super) fn is_letters(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// The words of a text. An apostrophe within a word parts it in two: `nell'anno` is `nell`, `anno`.
pub(super) fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut place = 0;
    while let Some(first) = text[place..].chars().next() {
        let length = length_of_word(&text[place..], first);
        if !first.is_whitespace() && !is_apostrophe(first) {
            let before = &text[words.last().map_or(0, |word| word.span.end)..place];
            let end = place + length;
            words.push(Word {
                text: as_read(&text[place..end], &text[end..]),
                span: place..end,
                is_capital: first.is_uppercase(),
                is_spaced: before.chars().any(char::is_whitespace),
                begins_paragraph: begins_paragraph(before, first),
            });
        }
        place += length;
    }
    words
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’' | '‘' | '`')
}

/// An empty line, or a line that begins with the mark of an item, begins another sentence.
fn begins_paragraph(before: &str, first: char) -> bool {
    let lines = before.matches('\n').count();
    lines > 1 || lines == 1 && matches!(first, '-' | '*' | '•' | '–')
}

fn length_of_word(text: &str, first: char) -> usize {
    if first.is_ascii_digit() {
        return text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
    }
    if !first.is_alphabetic() {
        return first.len_utf8();
    }
    let letters = |text: &str| {
        text.find(|c: char| !c.is_alphabetic())
            .unwrap_or(text.len())
    };
    let mut length = letters(text);
    // The points of an abbreviation: `D.Lgs.`, `R.P.P.`.
    while length <= 4 || text[..length].contains('.') {
        let Some(rest) = text[length..].strip_prefix('.') else {
            break;
        };
        match letters(rest) {
            0 if text[..length].contains('.') => return length + 1,
            0 => break,
            more if more <= 4 => length += 1 + more,
            _ => break,
        }
    }
    length
}

/// A word as it is compared: without capitals and points, with the accent that an apostrophe stands for.
fn as_read(word: &str, rest: &str) -> String {
    let mut read = word.to_lowercase();
    if read.len() > 1 && read.contains('.') {
        read.retain(|c| c != '.');
    }
    let mut after = rest.chars();
    let is_accented =
        after.next().is_some_and(is_apostrophe) && !after.next().is_some_and(char::is_alphabetic);
    let accented = match read.chars().last().filter(|_| is_accented) {
        Some('a') => 'à',
        Some('e') => 'è',
        Some('i') => 'ì',
        Some('o') => 'ò',
        Some('u') => 'ù',
        _ => return read,
    };
    read.pop();
    read.push(accented);
    read
}

/// The sentences, as ranges of words.
pub(super) fn sentences_of(words: &[Word]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (place, word) in words.iter().enumerate() {
        if word.begins_paragraph && place > start {
            sentences.push(start..place);
            start = place;
        }
        if ends_sentence(words, place) {
            sentences.push(start..place + 1);
            start = place + 1;
        }
    }
    if start < words.len() {
        sentences.push(start..words.len());
    }
    sentences
}

fn ends_sentence(words: &[Word], place: usize) -> bool {
    match words[place].text.as_str() {
        ";" | "!" | "?" => true,
        "." => {
            let is_abbreviation = place > 0 && {
                let before = &words[place - 1];
                before.is_letters()
                    && (before.text.chars().count() < 2
                        || ABBREVIATIONS.contains(&before.text.as_str()))
            };
            let begins_another = words.get(place + 1).is_none_or(|next| {
                next.is_spaced && (next.is_capital || !next.is_letters() && !next.is_number())
            });
            begins_another && !is_abbreviation
        }
        _ => false,
    }
}

/// Words after which a point ends nothing.
const ABBREVIATIONS: [&str; 18] = [
    "art", "artt", "co", "lett", "num", "nr", "prot", "pag", "cfr", "es", "ss", "sig", "dott",
    "rag", "avv", "ing", "cap", "reg",
];

/// Whether some words end with those of a phrase: `nel corso del`.
pub(super) fn ends_with(words: &[Word], phrase: &str) -> Option<usize> {
    let mut place = words.len();
    for expected in phrase.rsplit(' ') {
        place = place.checked_sub(1)?;
        if words[place].text != expected {
            return None;
        }
    }
    Some(place)
}

/// The longest of some phrases that some words end with: where it begins.
pub(super) fn ends_with_any(words: &[Word], phrases: &[&str]) -> Option<usize> {
    phrases
        .iter()
        .filter_map(|phrase| ends_with(words, phrase))
        .min()
}
