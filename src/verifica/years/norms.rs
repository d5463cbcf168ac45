//! Norms and agreements that a sentence cites.

use super::history::leading;
use super::mention::{Mention, Shape};
use super::words::{Word, ends_with_any};

/// Words by which a text cites a norm.
const NORMS: [&str; 34] = [
    "legge",
    "l",
    "decreto",
    "dl",
    "dlgs",
    "dm",
    "dpcm",
    "dpr",
    "rd",
    "lr",
    "regolamento",
    "direttiva",
    "circolare",
    "ordinanza",
    "ccnl",
    "contratto",
    "determinazione",
    "delibera",
    "cipe",
    "cipess",
    "anac",
    "codice",
    "nota",
    "decreti",
    "leggi",
    "lgs",
    "protocollo",
    "convenzione",
    "accordo",
    "intesa",
    "dgr",
    "deliberazione",
    "provvedimento",
    "costituzione",
];

/// Whether a sentence cites a norm or an agreement of about a year: what it says of that year is the norm's.
pub(super) fn cites_norm_of(words: &[Word], mentions: &[Mention], of: &Mention) -> bool {
    let anno = of.from;
    let is_near = |year: u16| year == anno || year + 1 == anno;
    let is_cited = |place: usize| {
        let from = place.saturating_sub(8);
        words[from..place]
            .iter()
            .any(|word| NORMS.contains(&word.text.as_str()))
    };
    let of_day = mentions.iter().any(|mention| {
        mention.start != of.start
            && matches!(mention.shape, Shape::Day(_))
            && is_near(mention.from)
            && is_cited(mention.start)
    });
    of_day
        || words.iter().enumerate().any(|(place, word)| {
            // `n. 207/2024`.
            let is_after_bar =
                place > 1 && words[place - 1].text == "/" && words[place - 2].is_number();
            is_after_bar && word.number(4..5).is_some_and(is_near) && is_cited(place)
        })
        || mentions.iter().any(|mention| {
            let laws = [
                "legge di bilancio",
                "legge di stabilità",
                "legge finanziaria",
            ];
            is_near(mention.from) && ends_with_any(&words[..mention.start], &laws).is_some()
        })
}

/// Whether the words before a phrase cite a norm, whatever its day.
pub(super) fn is_of_norm(words: &[Word], start: usize) -> bool {
    leading(words, start, 12).any(|word| NORMS.contains(&word.text.as_str()) && word.text.len() > 1)
}
