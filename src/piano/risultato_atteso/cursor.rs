//! A place in a text that is being read, word by word.

/// A place in a text, which goes forward as pieces are taken. The text is in small letters and as long as
/// what was typed, so that a place in it is one in the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A text in small letters, each in the place that it had.
pub(super) fn small_letters(text: &str) -> String {
    text.chars()
        .map(|c| {
            let mut small = c.to_lowercase();
            match (small.next(), small.next()) {
                (Some(letter), None) if letter.len_utf8() == c.len_utf8() => letter,
                _ => c,
            }
        })
        .collect()
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn move_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn rest(self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn before(self) -> &'a str {
        &self.text[..self.at]
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes one of some characters, if it is the next.
    pub(super) fn take_char(&mut self, known: &[char]) -> Option<char> {
        let next = self.rest().chars().next().filter(|c| known.contains(c))?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Takes some words, separated by spaces of any kind, if they are the next.
    pub(super) fn take_phrase(&mut self, phrase: &str) -> bool {
        let mut ahead = *self;
        for (index, word) in phrase.split(' ').enumerate() {
            if index > 0 {
                ahead.skip_space();
            }
            if !ahead.rest().starts_with(word) {
                return false;
            }
            ahead.at += word.len();
        }
        let ends_with_letter = phrase.ends_with(char::is_alphabetic);
        if ends_with_letter && ahead.rest().starts_with(char::is_alphanumeric) {
            return false;
        }
        *self = ahead;
        true
    }

    /// Takes the first of some phrases that comes next.
    pub(super) fn take_one_of(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.take_phrase(phrase))
    }

    /// The place of the next word after this one.
    pub(super) fn next_word(self) -> Option<Self> {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == '(')?;
        let start = end + rest[end..].find(|c: char| !c.is_whitespace() && c != '(')?;
        Some(Self {
            at: self.at + start,
            ..self
        })
    }
}
