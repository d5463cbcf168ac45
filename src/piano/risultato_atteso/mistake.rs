//! What is typed wrong in a target.

use super::cursor::small_letters;
use super::operator::SIGN_CHARACTERS;

/// Why a target is typed wrong. Each says what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mistake {
    /// Signs that are no operator, and the one that they may mean: `=>`, `> =`.
    Operator(String, Option<&'static str>),
    /// An operator without its number: `>=`, `almeno`.
    WithoutNumber(String),
    /// A unit without a number: `%`.
    OnlyUnit,
    /// The word of an operator misspelled, and the word: `almneo`.
    Misspelled(String, &'static str),
    /// An operator after its number: `2 >=`.
    OperatorAfter,
    /// A letter instead of a digit, and the number that it may mean: `1OO%`.
    LetterForDigit(String, String),
    /// Decimals or thousands as in English: `2.5`.
    EnglishDecimals(String),
    /// Two separators in a row: `7,,50`.
    DoubleSeparator(String),
    /// Digits that are no number: `1,2,3`.
    NotANumber(String),
    /// Digits with a space among them: `7 50`.
    SplitNumber(String),
    /// A sign twice: `%%`.
    DoubleSign(&'static str),
    /// A unit before its number: `%90`.
    UnitBefore(&'static str),
    /// A question mark.
    Question,
    /// What a spreadsheet shows in the place of a value: `#RIF!`, `####`.
    SpreadsheetError,
    /// A word that sends elsewhere for the value: `vedi sopra`.
    Elsewhere,
    /// The quotation marks within the value.
    Quoted(String),
    /// A character left after the operator or the number: `>:2`, `60,`.
    Stray(char),
    /// The code of a web page for a sign: `&gt;`.
    WebCode(&'static str, &'static str),
    /// A range without one of its ends: `da 20 a`.
    HalfRange,
    /// A day that does not exist: `31/06/2028`.
    NoSuchDay(String),
    /// Figures and words that disagree: `3 (due)`.
    FiguresAndWords(String),
}

/// The mistakes that are seen in the signs, whatever the text means.
pub(super) fn find(text: &str) -> Option<Mistake> {
    web_code(text)
        .or_else(|| no_value(text))
        .or_else(|| quoted(text))
        .or_else(|| operator(text))
        .or_else(|| letter_for_digit(text))
        .or_else(|| other_signs(text))
}

fn web_code(text: &str) -> Option<Mistake> {
    if !text.contains('&') {
        return None;
    }
    let codes = [
        ("&gt;", ">"),
        ("&lt;", "<"),
        ("&ge;", ">="),
        ("&le;", "<="),
        ("&nbsp;", " "),
    ];
    let (code, sign) = codes.into_iter().find(|(code, _)| text.contains(code))?;
    Some(Mistake::WebCode(code, sign))
}

/// What stands where a value was: the error of a spreadsheet, a reference to another place.
fn no_value(text: &str) -> Option<Mistake> {
    const ELSEWHERE: [&str; 12] = [
        "vedi sopra",
        "vedi sotto",
        "v. sopra",
        "v. sotto",
        "come sopra",
        "come sotto",
        "cfr. sopra",
        "idem",
        "id.",
        "c.s.",
        "cs",
        "\"",
    ];
    let text = text.trim();
    if let Some(code) = text.strip_prefix('#') {
        let is_code = |c: char| c.is_ascii_uppercase() || matches!(c, '#' | '/' | '!' | '?' | '0');
        return (!code.is_empty() && code.chars().all(is_code))
            .then_some(Mistake::SpreadsheetError);
    }
    ELSEWHERE
        .contains(&text.to_lowercase().as_str())
        .then_some(Mistake::Elsewhere)
}

/// A comparison or a number within quotation marks.
fn quoted(text: &str) -> Option<Mistake> {
    const MARKS: [char; 10] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\'', '`'];
    let inner = text.trim().trim_matches(MARKS);
    let is_quoted = inner.len() < text.trim().len() && text.trim_start().starts_with(MARKS);
    let starts_like_target = inner
        .trim_start()
        .starts_with(|c: char| c.is_ascii_digit() || SIGN_CHARACTERS.contains(&c));
    (is_quoted && starts_like_target && !inner.contains(MARKS))
        .then(|| Mistake::Quoted(inner.trim().to_owned()))
}

/// Signs in a row that are no operator.
fn operator(text: &str) -> Option<Mistake> {
    const KNOWN: [&str; 11] = [">=", "<=", ">", "<", "=", "≥", "≤", "⩾", "⩽", "≧", "≦"];
    let mut rest = text;
    while let Some(start) = rest.find(SIGN_CHARACTERS) {
        let from_start = &rest[start..];
        let run_end = from_start
            .find(|c: char| !SIGN_CHARACTERS.contains(&c) && !c.is_whitespace())
            .unwrap_or(from_start.len());
        let run = from_start[..run_end].trim_end();
        if !KNOWN.contains(&run) {
            return Some(Mistake::Operator(run.to_owned(), meant(run)));
        }
        let after = &from_start[run.len()..];
        if let Some(stray) = after.chars().next().filter(|c| ":;,.?!*_|".contains(*c)) {
            return Some(Mistake::Stray(stray));
        }
        // On an Italian keyboard `=` is the zero with the shift key: `>02` was `>=2`.
        let is_zero_for_equal = matches!(run, ">" | "<")
            && after
                .strip_prefix('0')
                .is_some_and(|after| after.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        if is_zero_for_equal {
            return Some(Mistake::Operator(
                format!("{run}0"),
                meant(&format!("{run}=")),
            ));
        }
        rest = &from_start[run_end.max(run.len())..];
    }
    None
}

fn meant(run: &str) -> Option<&'static str> {
    let has = |signs: [char; 4]| run.contains(signs);
    let is_greater = has(['>', '≥', '⩾', '≧']);
    let is_less = has(['<', '≤', '⩽', '≦']);
    match (is_greater, is_less) {
        (true, true) => None,
        (true, false) => Some(">="),
        (false, true) => Some("<="),
        (false, false) => Some("="),
    }
}

/// A letter that looks like a digit, within a number.
fn letter_for_digit(text: &str) -> Option<Mistake> {
    const ALIKE: [(char, char); 8] = [
        ('O', '0'),
        ('o', '0'),
        ('Q', '0'),
        ('I', '1'),
        ('l', '1'),
        ('S', '5'),
        ('B', '8'),
        ('Z', '2'),
    ];
    let looks = |c: char| ALIKE.iter().find(|(letter, _)| *letter == c);
    for piece in text.split(|c: char| c.is_whitespace() || "()/-–".contains(c)) {
        let without_operator = piece.trim_start_matches(SIGN_CHARACTERS);
        let core = without_operator.trim_end_matches(['%', '‰', '.', ',', ';', '€']);
        let has_sign = without_operator.len() < piece.len()
            || without_operator[core.len()..].contains(['%', '‰', '€']);
        let is_known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',') || looks(c).is_some();
        let letters = core.chars().filter(|c| looks(*c).is_some()).count();
        if letters == 0 || !core.chars().all(is_known) {
            continue;
        }
        if is_for_digit(core, has_sign) {
            let digits = core
                .chars()
                .map(|c| looks(c).map_or(c, |(_, digit)| *digit));
            return Some(Mistake::LetterForDigit(core.to_owned(), digits.collect()));
        }
    }
    None
}

/// Whether the letters of a piece of digits and letters stand for digits. `5S`, `1o`, `10s` have their own
/// meaning; between two digits, or with a sign that wants a number, no letter has.
fn is_for_digit(core: &str, has_sign: bool) -> bool {
    let has_digit = core.contains(|c: char| c.is_ascii_digit());
    if !has_digit {
        return has_sign && core.chars().count() > 1 && core.chars().all(|c| "OoIl".contains(c));
    }
    // No word of units begins so: `l55`, `O5`.
    let starts_as_digit = core.starts_with(['O', 'l', 'I']) && core.len() > 2;
    let rest_is_digits = core.chars().skip(1).all(|c| c.is_ascii_digit());
    if starts_as_digit && rest_is_digits {
        return true;
    }
    let starts_with_digit = core.starts_with(|c: char| c.is_ascii_digit());
    let ends_with_digit = core.ends_with(|c: char| c.is_ascii_digit());
    let has_capital_o = core.contains('O') && starts_with_digit;
    let is_between = starts_with_digit && ends_with_digit;
    let is_twice = core.contains("oo");
    let is_ordinal = core.ends_with('o') && !core.contains("oo");
    has_capital_o
        || is_between
        || is_twice
        || has_sign && !is_ordinal
        || core.ends_with('o') && has_sign && core.len() > 2
}

fn other_signs(text: &str) -> Option<Mistake> {
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    for sign in ["%%", "€€", "‰‰"] {
        if text.contains(sign) {
            return Some(Mistake::DoubleSign(&sign[..sign.len() / 2]));
        }
    }
    if !has_digit {
        return None;
    }
    // The one quotation mark of YAML that was forgotten leaves the other in the value.
    if text.matches('"').count() == 1 && (text.starts_with('"') || text.ends_with('"')) {
        return Some(Mistake::Stray('"'));
    }
    let small = small_letters(text.trim());
    for sign in ["%", "‰"] {
        let after = small
            .trim_start_matches(SIGN_CHARACTERS)
            .trim_start()
            .strip_prefix(sign);
        if after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
            return Some(Mistake::UnitBefore(sign));
        }
    }
    let is_short = text.split_whitespace().count() <= 4;
    let ends = text.trim_end();
    let asks = is_short && (ends.ends_with('?') || ends.contains("?%") || ends.contains("? "));
    let ends_with_comma = ends.ends_with(',') || ends.contains(",%") || ends.contains(", %");
    match (asks, ends_with_comma) {
        (true, _) => Some(Mistake::Question),
        (_, true) => Some(Mistake::Stray(',')),
        _ => None,
    }
}
