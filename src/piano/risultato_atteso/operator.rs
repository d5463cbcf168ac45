//! The comparison that a target asks for, in signs or in words.

use super::cursor::Cursor;

/// The comparison of a target; a bare number is an equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=` or none.
    Equal,
    /// `>`.
    Greater,
    /// `>=` or `≥`.
    GreaterOrEqual,
    /// `<`.
    Less,
    /// `<=` or `≤`.
    LessOrEqual,
}

use Operator::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};

impl Operator {
    /// The sign in ASCII: `>=`.
    pub fn sign(self) -> &'static str {
        match self {
            Equal => "=",
            Greater => ">",
            GreaterOrEqual => ">=",
            Less => "<",
            LessOrEqual => "<=",
        }
    }

    /// Whether it asks for so much or more.
    pub fn is_lower_bound(self) -> bool {
        matches!(self, Greater | GreaterOrEqual)
    }

    /// Whether it asks for so much or less.
    pub fn is_upper_bound(self) -> bool {
        matches!(self, Less | LessOrEqual)
    }
}

/// The characters of the signs.
pub(super) const SIGN_CHARACTERS: [char; 9] = ['<', '>', '=', '≥', '≤', '⩾', '⩽', '≧', '≦'];

const SIGNS: [(&str, Operator); 19] = [
    (">/=", GreaterOrEqual),
    ("</=", LessOrEqual),
    ("=/>", GreaterOrEqual),
    ("=/<", LessOrEqual),
    ("> o =", GreaterOrEqual),
    ("< o =", LessOrEqual),
    ("= o >", GreaterOrEqual),
    ("= o <", LessOrEqual),
    (">=", GreaterOrEqual),
    ("<=", LessOrEqual),
    ("≥", GreaterOrEqual),
    ("≤", LessOrEqual),
    ("⩾", GreaterOrEqual),
    ("⩽", LessOrEqual),
    ("≧", GreaterOrEqual),
    ("≦", LessOrEqual),
    (">", Greater),
    ("<", Less),
    ("=", Equal),
];

/// What offices write instead of a sign. A longer one stands before those that begin it.
const WORDS: [(&str, Operator); 80] = [
    ("maggiore o uguale", GreaterOrEqual),
    ("maggiori o uguali", GreaterOrEqual),
    ("maggiore / uguale", GreaterOrEqual),
    ("maggiore uguale", GreaterOrEqual),
    ("uguale o maggiore", GreaterOrEqual),
    ("uguale o superiore", GreaterOrEqual),
    ("superiore o uguale", GreaterOrEqual),
    ("superiore o pari", GreaterOrEqual),
    ("pari o superiore", GreaterOrEqual),
    ("pari o superiori", GreaterOrEqual),
    ("pari o maggiore", GreaterOrEqual),
    ("pari almeno", GreaterOrEqual),
    ("non inferiore", GreaterOrEqual),
    ("non inferiori", GreaterOrEqual),
    ("non minore", GreaterOrEqual),
    ("non minori", GreaterOrEqual),
    ("non meno", GreaterOrEqual),
    ("non al di sotto", GreaterOrEqual),
    ("non sotto", GreaterOrEqual),
    ("almeno pari", GreaterOrEqual),
    ("almeno", GreaterOrEqual),
    ("quantomeno", GreaterOrEqual),
    ("perlomeno", GreaterOrEqual),
    ("per lo meno", GreaterOrEqual),
    ("come minimo", GreaterOrEqual),
    ("minimo", GreaterOrEqual),
    ("minima", GreaterOrEqual),
    ("min", GreaterOrEqual),
    ("a partire", GreaterOrEqual),
    ("minore o uguale", LessOrEqual),
    ("minori o uguali", LessOrEqual),
    ("minore / uguale", LessOrEqual),
    ("minore uguale", LessOrEqual),
    ("uguale o minore", LessOrEqual),
    ("uguale o inferiore", LessOrEqual),
    ("inferiore o uguale", LessOrEqual),
    ("inferiore o pari", LessOrEqual),
    ("pari o inferiore", LessOrEqual),
    ("pari o inferiori", LessOrEqual),
    ("pari o minore", LessOrEqual),
    ("non superiore", LessOrEqual),
    ("non superiori", LessOrEqual),
    ("non maggiore", LessOrEqual),
    ("non maggiori", LessOrEqual),
    ("non più", LessOrEqual),
    ("non piu", LessOrEqual),
    ("non oltre", LessOrEqual),
    ("non al di sopra", LessOrEqual),
    ("al massimo", LessOrEqual),
    ("come massimo", LessOrEqual),
    ("massimo", LessOrEqual),
    ("massima", LessOrEqual),
    ("max", LessOrEqual),
    ("al più", LessOrEqual),
    ("al piu", LessOrEqual),
    ("tutt'al più", LessOrEqual),
    ("fino", LessOrEqual),
    ("sino", LessOrEqual),
    ("entro e non oltre", LessOrEqual),
    ("entro", LessOrEqual),
    ("nel limite", LessOrEqual),
    ("contenuto entro", LessOrEqual),
    ("al di sopra", Greater),
    ("sopra", Greater),
    ("maggiore", Greater),
    ("maggiori", Greater),
    ("superiore", Greater),
    ("superiori", Greater),
    ("oltre", Greater),
    ("più di", Greater),
    ("al di sotto", Less),
    ("sotto", Less),
    ("minore", Less),
    ("minori", Less),
    ("inferiore", Less),
    ("inferiori", Less),
    ("meno di", Less),
    ("meno del", Less),
    ("pari", Equal),
    ("uguale", Equal),
];

/// The prepositions and articles that may stand between the words of an operator and its number.
const JOINTS: [&str; 32] = [
    "a", "ad", "al", "allo", "alla", "ai", "agli", "alle", "all'", "all’", "di", "del", "dello",
    "della", "dei", "degli", "delle", "dell'", "dell’", "il", "lo", "la", "i", "gli", "le", "l'",
    "l’", "da", "dal", "in", "nel", "limite",
];

/// How an operator is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// `>=`.
    Sign,
    /// `non inferiore a`.
    Words,
}

/// Takes an operator, and the preposition and article after it.
pub(super) fn take(cursor: &mut Cursor<'_>) -> Option<(Operator, Writing)> {
    let (operator, writing) = take_sign(cursor)
        .map(|operator| (operator, Writing::Sign))
        .or_else(|| take_words(cursor).map(|operator| (operator, Writing::Words)))?;
    cursor.take_char(&['.', ':']);
    cursor.skip_space();
    while cursor.take_one_of(&JOINTS) {
        cursor.skip_space();
    }
    Some((operator, writing))
}

fn take_sign(cursor: &mut Cursor<'_>) -> Option<Operator> {
    if !cursor.rest().starts_with(SIGN_CHARACTERS) {
        return None;
    }
    let found = SIGNS.iter().find(|(sign, _)| cursor.take_phrase(sign));
    found.map(|(_, operator)| *operator)
}

fn take_words(cursor: &mut Cursor<'_>) -> Option<Operator> {
    if !cursor.rest().starts_with(char::is_alphabetic) {
        return None;
    }
    if cursor.take_phrase("più del") || cursor.take_phrase("piu di") {
        return Some(Greater);
    }
    let found = WORDS.iter().find(|(words, _)| cursor.take_phrase(words));
    found.map(|(_, operator)| *operator)
}

/// What offices write after a number to say the same: `3 o più`, `30 gg max`. Those that are cut from the
/// end of what follows a number, longest first.
pub(super) const AFTER_NUMBER: [(&str, Operator); 19] = [
    ("e comunque non oltre", LessOrEqual),
    ("o superiore", GreaterOrEqual),
    ("o superiori", GreaterOrEqual),
    ("o maggiore", GreaterOrEqual),
    ("come minimo", GreaterOrEqual),
    ("almeno", GreaterOrEqual),
    ("minimo", GreaterOrEqual),
    ("e oltre", GreaterOrEqual),
    ("ed oltre", GreaterOrEqual),
    ("o oltre", GreaterOrEqual),
    ("o più", GreaterOrEqual),
    ("e più", GreaterOrEqual),
    ("o inferiore", LessOrEqual),
    ("o inferiori", LessOrEqual),
    ("al massimo", LessOrEqual),
    ("massimo", LessOrEqual),
    ("o meno", LessOrEqual),
    ("max.", LessOrEqual),
    ("max", LessOrEqual),
];
