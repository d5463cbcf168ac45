//! Characters that print as others do: who reads sees no difference, and who searches finds nothing.

use super::{Regola, RuleContext};
use crate::piano::ElementKind;
use crate::rilievi::{Report, Rilievo};

/// The rule of characters.
pub(super) const REGOLE: &[Regola] = &[Regola {
    name: "carattere-insolito",
    words: "una parola si scrive con i caratteri della tastiera, perché chi la cerca la trovi",
    source: "pratica: spazi tipografici e lettere scomposte arrivano dai testi copiati da altri programmi; EN 301 549 cap. 10",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"fonte: "Rilevazione\u2009interna""#,
    right: "fonte: Rilevazione interna",
    check,
}];

/// What a character, or two, print as.
enum Twin {
    /// A space of another width, which prints as one.
    Space(char),
    /// A letter and a mark that print as one letter.
    Letter { typed: String, single: char },
}

/// The first such character of each text.
fn check(context: &RuleContext<'_>) -> Report {
    let found = context.values.iter().filter_map(|value| {
        if value.text.is_ascii() {
            return None;
        }
        let twin = first_twin(value.text)?;
        let tree = &context.tree;
        Some(match twin {
            Twin::Space(space) => Rilievo::warning(format!(
                "lo spazio U+{:04X} si stampa come uno spazio, ma non lo è",
                u32::from(space)
            ))
            .at(tree.location_of_character(value.node, space))
            .with_rimedio("sostituirlo con uno spazio"),
            Twin::Letter { typed, single } => Rilievo::warning(format!(
                "“{single}” è scritta con due caratteri, la lettera e il segno"
            ))
            .at(tree.location_of_fragment(value.node, &typed))
            .with_rimedio(format!(
                "scrivere il solo carattere “{single}” (U+{:04X})",
                u32::from(single)
            )),
        })
    });
    found.collect()
}

fn first_twin(text: &str) -> Option<Twin> {
    let previous = std::iter::once(None).chain(text.chars().map(Some));
    text.chars()
        .zip(previous)
        .find_map(|(character, previous)| {
            if matches!(character, '\u{2000}'..='\u{200a}' | '\u{205f}') {
                return Some(Twin::Space(character));
            }
            let letter = previous?;
            let single = unicode_normalization::char::compose(letter, character)?;
            Some(Twin::Letter {
                typed: format!("{letter}{character}"),
                single,
            })
        })
}
