//! The web and e-mail addresses in a text, which the document makes links of.

use std::fmt::Write;
use std::ops::Range;

/// What a web address begins with, and what its target begins with in place of it.
const PREFIXES: [(&str, &str); 3] = [
    ("https://", "https://"),
    ("http://", "http://"),
    ("www.", "https://www."),
];

/// The longest address that becomes a link, in bytes.
const LONGEST: usize = 2000;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// The bytes of the text that it takes.
    pub range: Range<usize>,
    /// Where it leads: `https://…`, `mailto:…`.
    pub target: String,
}

/// The addresses in a text, in order.
pub(crate) fn links(text: &str) -> Vec<Link> {
    if !text.contains(['@', '/', 'w', 'W']) {
        return Vec::new();
    }
    let mut found: Vec<Link> = Vec::new();
    for (start, word) in words(text) {
        let mut offset = 0;
        while let Some(link) = first_link(&word[offset..]) {
            let end = link.range.end;
            found.push(Link {
                range: start + offset + link.range.start..start + offset + end,
                target: link.target,
            });
            offset += end;
        }
    }
    found
}

/// The words of a text, each with its offset.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(char::is_whitespace)
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// The first address in a word.
fn first_link(word: &str) -> Option<Link> {
    let starts = word.char_indices().map(|(offset, _)| offset);
    starts
        .filter(|start| is_a_beginning(word, *start))
        .find_map(|start| web_address(word, start).or_else(|| email_address(word, start)))
}

/// Whether an address may begin here: not inside a word.
fn is_a_beginning(word: &str, start: usize) -> bool {
    let before = word[..start].chars().next_back();
    !before.is_some_and(|before| before.is_alphanumeric() || "@._-+/".contains(before))
}

fn web_address(word: &str, start: usize) -> Option<Link> {
    let rest = &word[start..];
    let (prefix, target) = PREFIXES
        .into_iter()
        .find(|(prefix, _)| has_prefix(rest, prefix))?;
    let end = rest
        .find([
            '<', '>', '"', '“', '”', '«', '»', '‘', '’', '\\', '^', '`', '{', '|', '}',
        ])
        .unwrap_or(rest.len());
    let typed = without_closing_signs(&rest[..end]);
    let address = typed.get(prefix.len()..)?;
    let host = address.split(['/', '?', '#', ':']).next()?;
    let is_host = host.chars().any(char::is_alphanumeric)
        && (prefix != "www." || host.contains('.'))
        && host.split('.').all(|label| !label.is_empty());
    (is_host && typed.len() <= LONGEST).then(|| Link {
        range: start..start + typed.len(),
        target: format!("{target}{}", percent_encoded(address)),
    })
}

fn has_prefix(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// An address without what closes the sentence around it: a stop, a bracket that it does not open.
fn without_closing_signs(mut address: &str) -> &str {
    loop {
        let bare = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '…']);
        let closes = |open: char, close: char| {
            bare.ends_with(close) && bare.matches(close).count() > bare.matches(open).count()
        };
        let shorter = if closes('(', ')') || closes('[', ']') {
            &bare[..bare.len() - 1]
        } else {
            bare
        };
        if shorter == address {
            return address;
        }
        address = shorter;
    }
}

fn email_address(word: &str, start: usize) -> Option<Link> {
    let rest = &word[start..];
    let (name, after) = rest.split_once('@')?;
    let is_name = !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._%+-'".contains(c));
    let end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'))
        .unwrap_or(after.len());
    let host = after[..end].trim_end_matches(['.', '-']);
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last()?;
    let is_host = labels.len() > 1
        && labels
            .iter()
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && last.len() > 1
        && last.chars().all(|c| c.is_ascii_alphabetic());
    let length = name.len() + 1 + host.len();
    let is_whole = !after[host.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '@');
    (is_name && is_host && is_whole && length <= LONGEST).then(|| Link {
        range: start..start + length,
        target: format!("mailto:{}", percent_encoded(&rest[..length])),
    })
}

/// The characters that an address may not hold, as their bytes.
fn percent_encoded(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    for character in address.chars() {
        if character.is_ascii_graphic() {
            encoded.push(character);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
