//! The form of codes: what is wrong with one, and what was probably meant.

use crate::piano::ElementKind;

/// What is wrong with the form of a code.
pub(super) struct Defect {
    /// In words: `contiene uno spazio`.
    pub(super) reason: String,
    /// The code as it was probably meant, if that can be told.
    pub(super) mended: Option<String>,
}

/// What is wrong with the form of a code of a kind; `None` if nothing is. An empty one is told as missing.
pub(super) fn defect(kind: ElementKind, codice: &str) -> Option<Defect> {
    if codice.trim().is_empty() {
        return None;
    }
    let form = sign_defect(codice);
    match kind {
        ElementKind::Missione => form
            .or_else(|| letter_for_digit(codice))
            .or_else(|| missione_defect(codice)),
        ElementKind::Programma => form
            .or_else(|| letter_for_digit(codice))
            .or_else(|| programma_defect(codice)),
        _ => form,
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | '-' | '_' | '/')
}

/// A sign that no code has, or one too many.
fn sign_defect(codice: &str) -> Option<Defect> {
    let odd = codice
        .chars()
        .find(|c| !c.is_alphanumeric() && !is_separator(*c));
    let signs: Vec<char> = codice.chars().collect();
    let doubled = signs
        .windows(2)
        .find(|pair| pair.iter().all(|c| is_separator(*c)));
    let reason = match (odd, doubled) {
        (Some(odd), _) if odd.is_whitespace() => "contiene uno spazio".to_owned(),
        (Some(odd), _) => format!("contiene il segno {odd}"),
        (None, Some(pair)) => format!("ha due segni di seguito, {}{}", pair[0], pair[1]),
        _ if codice.ends_with(is_separator) => "finisce con un segno".to_owned(),
        _ if codice.starts_with(is_separator) => "comincia con un segno".to_owned(),
        _ => return None,
    };
    Some(Defect {
        reason,
        mended: without_odd_signs(codice),
    })
}

/// A code with its spaces left out, a comma for a point, and no sign twice; `None` for one that has other
/// signs between its letters, and so no clear meaning.
fn without_odd_signs(codice: &str) -> Option<String> {
    let mut mended = String::new();
    for c in codice.trim().chars() {
        match c {
            _ if c.is_whitespace() => {}
            ',' | ';' | ':' if !mended.ends_with(is_separator) => mended.push('.'),
            '–' | '—' | '‑' | '−' => mended.push('-'),
            _ if is_separator(c) && mended.ends_with(is_separator) => {}
            _ => mended.push(c),
        }
    }
    let mended = mended.trim_matches(|c: char| !c.is_alphanumeric());
    let is_code = mended
        .chars()
        .all(|c| c.is_alphanumeric() || is_separator(c));
    (!mended.is_empty() && is_code).then(|| mended.to_owned())
}

/// A code with the digits that its letters look like.
pub(in crate::verifica) fn with_digits(codice: &str) -> String {
    let digit = |c: char| match c {
        'O' | 'o' => '0',
        'l' | 'I' => '1',
        other => other,
    };
    codice.chars().map(digit).collect()
}

/// A letter that looks like a digit among the digits of a code of the budget: `O32`, `0l6-005`.
fn letter_for_digit(codice: &str) -> Option<Defect> {
    let mended = with_digits(codice);
    let is_of_digits = mended
        .chars()
        .all(|c| c.is_ascii_digit() || is_separator(c));
    let has_digit = codice.contains(|c: char| c.is_ascii_digit());
    let is_long = codice.chars().filter(|c| c.is_alphanumeric()).count() > 2;
    (mended != codice && is_of_digits && has_digit && is_long).then(|| Defect {
        reason: "ha una lettera al posto di una cifra".to_owned(),
        mended: Some(mended),
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A mission's code that is a number of other than three digits; bodies with missions of their own may
/// call them otherwise.
fn missione_defect(codice: &str) -> Option<Defect> {
    if is_number(codice) && codice.len() == 3 {
        return None;
    }
    let lowercase = codice.to_lowercase();
    let number = lowercase
        .trim_start_matches("missione")
        .trim_start_matches('m');
    let number = number.trim_start_matches(is_separator);
    let is_short = is_number(codice) && codice.len() < 3;
    let mended =
        (is_short || number.len() == 3 && is_number(number)).then(|| format!("{number:0>3}"));
    let is_other = !is_number(codice) && mended.is_none();
    (!is_other).then(|| Defect {
        reason: "il codice di una missione ha tre cifre".to_owned(),
        mended,
    })
}

/// A programme's code whose numbers do not stand as three digits of the mission and three of its own.
fn programma_defect(codice: &str) -> Option<Defect> {
    let reason =
        "il codice di un programma ha le tre cifre della missione, un trattino e le sue tre cifre";
    let mended = match codice.split_once('-') {
        Some((missione, programma)) if is_number(missione) && is_number(programma) => {
            if missione.len() == 3 && programma.len() == 3 {
                return None;
            }
            (missione.len() < 4 && programma.len() < 4)
                .then(|| format!("{missione:0>3}-{programma:0>3}"))
        }
        None if is_number(codice) && codice.len() > 3 => {
            (codice.len() == 6).then(|| format!("{}-{}", &codice[..3], &codice[3..]))
        }
        _ => return None,
    };
    Some(Defect {
        reason: reason.to_owned(),
        mended,
    })
}
