//! Texts: what a reader would stumble on.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::nodes::{indicatori, key_location};
use super::{Regola, RuleContext, content_of, regex};
use crate::lettura::FieldText;
use crate::piano::{Content, ElementKind, Kind};
use crate::rilievi::{Report, Rilievo};

/// The rules of texts.
pub(super) const REGOLE: &[Regola] = &[
    Regola {
        name: "algoritmo-ripete-il-nome",
        words: "l'algoritmo dice come si calcola l'indicatore (DPCM 18/09/2012 art. 3 c. 3 d)",
        source: "DPCM 18/09/2012 art. 3 c. 3 d",
        example_of: Some(ElementKind::Indicatore),
        wrong: "nome: Imprese assistite
algoritmo: imprese assistite",
        right: "nome: Imprese assistite
algoritmo: Numero di imprese che hanno ricevuto un servizio",
        check: algorithms,
    },
    Regola {
        name: "segno-spaiato",
        words: "parentesi e virgolette vanno a coppie",
        source: "una parentesi senza compagna è spesso una riga copiata a metà",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "descrizione: Le imprese (anche artigiane sono assistite.",
        right: "descrizione: Le imprese (anche artigiane) sono assistite.",
        check: pairs,
    },
    Regola {
        name: "testo-vuoto",
        words: "un testo dice qualcosa",
        source: "una chiave con un testo vuoto stampa una riga vuota",
        example_of: Some(ElementKind::Indicatore),
        wrong: r#"fonte: """#,
        right: "fonte: Rilevazione interna",
        check: empty_texts,
    },
    Regola {
        name: "testo-interrotto",
        words: "un testo finisce",
        source: "una frase interrotta è spesso una riga copiata a metà",
        example_of: Some(ElementKind::Obiettivo),
        wrong: "descrizione: Si assistono le imprese della",
        right: "descrizione: Si assistono le imprese della provincia.",
        check: cut_texts,
    },
];

/// The mark of an entry in a list within a text: `1)`, `a)`.
static ENTRY_MARK: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|[ \n(.])(?:[A-Za-z]?[0-9]{1,4}(?:\.[0-9]+)*|[A-Za-z]{1,2}|[ivx]{1,6}|[IVX]{1,6})(?:-bis|-ter|-quater|[°º])?\)",
    )
});

/// The words that no text ends with, unless it was cut.
const UNFINISHED_ENDINGS: [&str; 33] = [
    "di", "del", "dello", "della", "dei", "degli", "delle", "il", "lo", "la", "gli", "le", "un",
    "una", "e", "ed", "al", "allo", "alla", "con", "per", "da", "dal", "dalla", "in", "nel",
    "nella", "su", "sul", "sulla", "tra", "fra", "che",
];

/// The texts that are words for a reader, and not codes or values.
fn reader_texts<'a>(context: &'a RuleContext<'a>) -> impl Iterator<Item = &'a FieldText<'a>> {
    let is_words = |value: &&FieldText<'_>| {
        let kind = value.fields.last().map(|field| field.kind);
        let is_typed = kind.is_some_and(|kind| kind.admits_text() && !kind.admits(Kind::Amount));
        is_typed && matches!(content_of(value), Content::Words | Content::Capitals)
    };
    context.values.iter().filter(is_words)
}

/// The findings of a rule that names the part of a text that breaks it.
fn report<'a>(
    context: &RuleContext<'a>,
    values: impl Iterator<Item = &'a FieldText<'a>>,
    find: impl Fn(&str) -> Option<(String, Rilievo)>,
) -> Report {
    values
        .filter_map(|value| {
            let (fragment, rilievo) = find(value.text)?;
            Some(rilievo.at(context.tree.location_of_fragment(value.node, &fragment)))
        })
        .collect()
}

/// An algorithm that only repeats the name of its indicator.
pub(crate) fn algorithms(context: &RuleContext<'_>) -> Report {
    let repeated = indicatori(context).filter(|(indicatore, _)| {
        let (Some(name), Some(algoritmo)) = (&indicatore.nome, &indicatore.algoritmo) else {
            return false;
        };
        name.trim().to_lowercase() == algoritmo.trim().to_lowercase()
    });
    repeated
        .map(|(indicatore, node)| {
            Rilievo::warning(format!(
                "l'algoritmo dell'indicatore {} ne ripete il nome",
                indicatore.codice
            ))
            .at(key_location(&context.tree, node, "algoritmo"))
            .with_rimedio(
                "scrivere come si calcola: che cosa si conta, che cosa si divide per che cosa",
            )
        })
        .collect()
}

/// Brackets and quotation marks that do not pair.
pub(crate) fn pairs(context: &RuleContext<'_>) -> Report {
    report(context, reader_texts(context), |text| {
        if !text.contains(['(', ')', '[', ']', '{', '}', '“', '”', '«', '»', '"']) {
            return None;
        }
        let (place, sign) = unpaired(text)?;
        Some((
            with_word_before(text, place, sign),
            Rilievo::warning(format!("il segno {sign} non ha il suo compagno"))
                .with_rimedio("aggiungere il segno che manca, o togliere quello di troppo"),
        ))
    })
}

/// The first sign without its companion, and the byte where it stands. The bracket of an entry of a
/// list, such as “1)”, pairs with nothing, unless one is open.
fn unpaired(text: &str) -> Option<(usize, char)> {
    let entries: Vec<usize> = ENTRY_MARK
        .find_iter(text)
        .map(|entry| entry.end() - 1)
        .collect();
    let mut unclosed = Vec::new();
    for (place, sign) in text.char_indices() {
        match sign {
            '(' | '[' | '{' | '“' | '«' => unclosed.push((place, sign)),
            ')' if entries.binary_search(&place).is_ok()
                && !unclosed.iter().any(|(_, open)| *open == '(') => {}
            ')' | ']' | '}' | '”' | '»'
                if unclosed.pop().map(|(_, open)| open) != Some(partner(sign)) =>
            {
                return Some((place, sign));
            }
            _ => {}
        }
    }
    let is_odd = text.matches('"').count() % 2 == 1;
    unclosed
        .pop()
        .or_else(|| Some((text.rfind('"').filter(|_| is_odd)?, '"')))
}

fn partner(closed: char) -> char {
    match closed {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '”' => '“',
        _ => '«',
    }
}

/// A sign with the word before it, so that it can be found where it is written.
fn with_word_before(text: &str, place: usize, sign: char) -> String {
    let start = text[..place]
        .rfind([' ', '\n'])
        .map_or(0, |space| space + 1);
    text[start..place + sign.len_utf8()].to_owned()
}

/// Texts that hold nothing.
pub(crate) fn empty_texts(context: &RuleContext<'_>) -> Report {
    report(context, context.values.iter(), |text| {
        text.trim().is_empty().then(|| {
            let rilievo = Rilievo::warning("il testo è vuoto: la riga si stampa senza valore")
                .with_rimedio(
                    "scrivere il valore, o togliere la chiave perché la riga non si stampi",
                );
            (String::new(), rilievo)
        })
    })
}

/// Whether a text ends with a word that wants another, or with the mark of an empty entry: `5)`.
fn is_cut(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let (last, next_to_last) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let is_empty_entry = last.strip_suffix(')').is_some_and(|digits| {
        !digits.is_empty()
            && digits.bytes().all(|b| b.is_ascii_digit())
            && next_to_last.ends_with([';', ':'])
    });
    is_empty_entry || !next_to_last.is_empty() && UNFINISHED_ENDINGS.contains(&last)
}

/// Texts that end where no text ends.
pub(crate) fn cut_texts(context: &RuleContext<'_>) -> Report {
    report(context, reader_texts(context), |text| {
        is_cut(text).then(|| {
            let end: Vec<&str> = text.split_whitespace().rev().take(4).collect();
            let end = end.into_iter().rev().collect::<Vec<_>>().join(" ");
            let rilievo = Rilievo::warning(format!("il testo sembra interrotto: “… {end}”"))
                .with_rimedio("completare la frase");
            (end, rilievo)
        })
    })
}
