//! The number of an act, and its kind, however they are written.

/// A part of the number of an act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Digits: how many there are without the leading zeros, and which.
    Digits(usize, String),
    /// The place of `bis`, `ter` and so on.
    Ordinal(usize),
    /// Other letters, without capitals.
    Letters(String),
}

/// The words for an act that comes between two numbers, in their order.
const ORDINALS: [&str; 9] = [
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
];

/// The number of an act. Numbers sort as a person reads them: `9`, `9/bis`, `9 ter`, `10`, `11/2021`; the
/// year at the end is no part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ActNumber {
    parts: Vec<Part>,
    year: Option<i16>,
}

impl ActNumber {
    /// Reads a number as it is written; empty when it is not known.
    pub(crate) fn of_written(written: Option<&str>) -> Self {
        let lowercase = written.unwrap_or_default().to_lowercase();
        let mut parts: Vec<Part> = Vec::new();
        for piece in pieces(&lowercase) {
            let is_word_for_number = matches!(piece, "n" | "nr" | "num" | "numero");
            if !(parts.is_empty() && is_word_for_number) {
                parts.push(part(piece));
            }
        }
        let year = match parts.last() {
            Some(Part::Digits(4, digits)) if parts.len() > 1 => digits.parse().ok(),
            _ => None,
        };
        let year = year.filter(|year| (1900..2200).contains(year));
        if year.is_some() {
            parts.pop();
        }
        Self { parts, year }
    }

    /// Whether it is not known.
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The number without its year, to be sorted by.
    pub(crate) fn without_year(self) -> Self {
        Self { year: None, ..self }
    }

    /// The year written after it: `10/2021`.
    pub(crate) fn year(&self) -> Option<i16> {
        self.year
    }

    /// Whether two are one number: a year that only one of them writes makes no difference.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        let has_one_year = match (self.year, other.year) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.parts == other.parts && has_one_year
    }
}

/// The digits and the letters, apart; the signs between them only part them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        rest = &rest[start..];
        let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let ends = |c: char| c.is_ascii_digit() != is_digit || !c.is_alphanumeric();
        let (piece, after) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn part(piece: &str) -> Part {
    if piece.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = piece.trim_start_matches('0');
        return Part::Digits(digits.len(), digits.to_owned());
    }
    match ORDINALS.iter().position(|ordinal| *ordinal == piece) {
        Some(place) => Part::Ordinal(place),
        None => Part::Letters(piece.to_owned()),
    }
}

/// The kind of an act: the office writes `delibera` and `deliberazione` for the same.
pub(crate) fn act_kind(tipo: &str) -> String {
    match normalized_words(tipo).as_str() {
        "delibera" => "deliberazione".to_owned(),
        "determina" => "determinazione".to_owned(),
        other => other.to_owned(),
    }
}

/// A text without capitals, its words separated by one space.
pub(crate) fn normalized_words(text: &str) -> String {
    let text = text.to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
