//! The parts of a line: its key, how its value begins, its quotes and brackets, its odd characters.

/// A key at the beginning of a text.
pub(crate) struct Key<'a> {
    /// Its name, quotes included.
    pub name: &'a str,
    /// The byte of the colon, from the start of the text.
    pub colon: usize,
    /// The byte where the value begins, after the white space.
    pub value_start: usize,
}

/// How a value begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ValueStyle {
    /// There is no value on the line.
    Empty,
    /// A text of many lines after `|` or `>`.
    Block,
    /// A text between quotes that are closed on the line.
    Quoted,
    /// A text between quotes that the line does not close.
    OpenQuote(char),
    /// A list or group in brackets; how many brackets the line leaves open.
    Flow(usize),
    /// A text without quotes.
    Plain,
}

/// The key that a text begins with; `None` when it begins with no key.
///
/// The colon must be followed by white space, as YAML wants. White space that only looks like it
/// (U+00A0) is accepted after a name like those of a plan, so that its mistake can be reported.
pub(crate) fn leading_key(text: &str) -> Option<Key<'_>> {
    let colon = match text.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = closing_quote(&text[1..], quote)? + 2;
            text[end..].starts_with(':').then_some(end)?
        }
        '{' | '[' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`' | '#' => return None,
        _ => plain_colon(text)?,
    };
    let after = &text[colon + 1..];
    let value_start = text.len() - after.trim_start_matches(looks_white).len();
    Some(Key {
        name: &text[..colon],
        colon,
        value_start,
    })
}

fn plain_colon(text: &str) -> Option<usize> {
    let text_end = text.find(" #").unwrap_or(text.len());
    let mut colons = text[..text_end].match_indices(':').map(|(place, _)| place);
    colons.find(|place| {
        match text[place + 1..].chars().next() {
            None | Some(' ' | '\t' | '\r') => true,
            // A special space (such as U+00A0) after the colon: YAML does not see a separator there.
            Some(c) => looks_white(c) && is_key_name(&text[..*place]),
        }
    })
}

/// Whether a key looks like one of a plan: `arco_temporale`, `2021`.
pub(crate) fn is_key_name(name: &str) -> bool {
    let name = name.trim_matches(['"', '\'']);
    let is_allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    !name.is_empty() && name.chars().all(is_allowed)
}

/// How the text of a value begins.
pub(crate) fn value_style(text: &str) -> ValueStyle {
    let text = text.trim_matches(looks_white);
    match text.chars().next() {
        None | Some('#') => ValueStyle::Empty,
        // An anchor or a tag stands before the value.
        Some('&' | '!') => {
            let (_, rest) = text.split_once(looks_white).unwrap_or((text, ""));
            value_style(rest)
        }
        Some('|' | '>') if is_block_header(text) => ValueStyle::Block,
        Some(quote @ ('"' | '\'')) => match closing_quote(&text[1..], quote) {
            Some(_) => ValueStyle::Quoted,
            None => ValueStyle::OpenQuote(quote),
        },
        Some('{' | '[') => ValueStyle::Flow(open_brackets(text, 0)),
        Some(_) => ValueStyle::Plain,
    }
}

/// Whether a value is only the header of a block of lines: `|`, `>-`, `|2+`, perhaps with a comment.
fn is_block_header(text: &str) -> bool {
    let rest = text[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '+');
    rest.is_empty() || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#')
}

/// The byte of the closing quote in the text after an opening one. A backslash escapes the next character
/// between double quotes; a doubled single quote stands for one.
pub(crate) fn closing_quote(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((place, character)) = characters.next() {
        if quote == '"' && character == '\\' {
            characters.next();
        } else if character == quote {
            let doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return Some(place);
            }
            characters.next();
        }
    }
    None
}

/// How many brackets are open after a text, when `before` were open ahead of it. Brackets between quotes
/// do not count.
pub(crate) fn open_brackets(text: &str, before: usize) -> usize {
    brackets(text).fold(before, |open, (_, sign)| match sign {
        '{' | '[' => open + 1,
        _ => open.saturating_sub(1),
    })
}

/// The byte of the bracket that closes the one at the start of a text.
pub(crate) fn closing_bracket(text: &str) -> Option<usize> {
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut open = 0_usize;
    brackets(text).find_map(|(place, sign)| {
        open = match sign {
            '{' | '[' => open + 1,
            _ => open.saturating_sub(1),
        };
        (open == 0).then_some(place)
    })
}

/// The brackets of a text, without those between quotes, each with its byte.
fn brackets(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quoted_until = 0;
    text.char_indices().filter(move |(place, sign)| {
        if *place < quoted_until {
            return false;
        }
        if let '"' | '\'' = sign
            && is_opening_quote(text, *place)
            && let Some(end) = closing_quote(&text[place + 1..], *sign)
        {
            quoted_until = place + end + 2;
        }
        matches!(sign, '{' | '[' | '}' | ']')
    })
}

/// The byte of a quote that opens a text within brackets and that nothing closes on the line.
pub(super) fn unclosed_quote(text: &str) -> Option<usize> {
    let mut closed_until = 0;
    let mut signs = text
        .char_indices()
        .filter(|(_, sign)| matches!(sign, '"' | '\''));
    signs.find_map(|(place, sign)| {
        if place < closed_until || !is_opening_quote(text, place) {
            return None;
        }
        match closing_quote(&text[place + 1..], sign) {
            Some(end) => {
                closed_until = place + end + 2;
                None
            }
            None => Some(place),
        }
    })
}

/// Whether a quote opens a quoted text; the apostrophe of `l'ente` does not.
fn is_opening_quote(text: &str, place: usize) -> bool {
    let before = text[..place].chars().next_back();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '{' | '[' | ':'))
}

/// How many spaces a line begins with.
pub(crate) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Whether a character looks like white space: a space of any kind, or a character without width.
pub(crate) fn looks_white(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// Whether a character has no width; such characters come with texts copied from web pages.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
    )
}

/// Whether a character looks like a space but is no white space to YAML.
pub(crate) fn is_odd_space(c: char) -> bool {
    looks_white(c) && !matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The dash or bullet at the start of a text, when it is one that Word writes in place of `-`.
pub(crate) fn leading_false_dash(text: &str) -> Option<char> {
    let mut characters = text.chars();
    let dash = characters.next()?;
    let is_false = matches!(
        dash,
        '‐' | '‑'
            | '–'
            | '—'
            | '‒'
            | '―'
            | '−'
            | '•'
            | '·'
            | '▪'
            | '■'
            | '●'
            | '◦'
            | '○'
            | '‣'
            | '⁃'
            | '*'
    );
    (is_false && characters.next().is_none_or(looks_white)).then_some(dash)
}
