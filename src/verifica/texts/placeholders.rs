//! Texts that wait for others: those of the plan to fill in, `XXX`, `da completare`.

use std::sync::LazyLock;

use regex_lite::Regex;
use serde_yaml::Value;

use crate::lettura::FieldText;
use crate::nuovo::new_plan;
use crate::piano::{Anno, Content, ElementKind};
use crate::rilievi::{Report, Rilievo};
use crate::verifica::likeness::{is_grammatical, say_the_same};
use crate::verifica::{Regola, RuleContext, content_of, regex};

pub(in crate::verifica) const REGOLA: Regola = Regola {
    name: "segnaposto",
    words: "nessun testo aspetta di essere scritto",
    source: "pratica: ciò che si lascia “da completare” si stampa così",
    example_of: Some(ElementKind::Indicatore),
    wrong: "fonte: da completare",
    right: "fonte: Archivio delle pratiche da completare",
    check,
};

/// The words for what is still to be done with a text, after `da`.
const TO_DO: &str = "aggiornare|aggiungere|compilare|completare|concordare|confermare|decidere|definire|definirsi|dettagliare|determinare|indicare|individuare|inserire|integrare|precisare|quantificare|riempire|rivedere|scrivere|sostituire|specificare|stabilire|valutare|verificare";

/// A sentence, or a part of one, that only says that it is to be written. What is to be written may follow
/// (`da completare il censimento`), and is no placeholder then.
static TO_BE_WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"^(?i)(?:ancora |titolo |testo |dato |valore |numero |nome |descrizione |importo )?da (?:{TO_DO})(?:\s*(?:[.…!:;,(]|$)|\s+(?:a cura|in|con|entro|success|dopo|nel|nella|da|dal|dall|dalla|d|ancora|non|appena|quando|previa|prima|qui|a|ad|al)\b)"
    ))
});

/// The same, as the whole of what stands within brackets; and an instruction there.
static TO_BE_WRITTEN_IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        concat!(
            r"^(?i)(?:[\[(<{{_]\s*da (?:{})(?:\s*[\])>}}_.…]|\s+a cura)",
            r"|[\[<{{]\s*(?:inserire|indicare|specificare|completare|compilare|riempire|scrivere|sostituire)\b[^\])>}}]*[\])>}}])"
        ),
        TO_DO
    ))
});

/// Dates and amounts of which only the shape is written: `XX/XX/2027`, `XX.XXX,XX`.
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^[Xx0-9]*(?:XX|xx)[Xx0-9]*[/.,-][Xx0-9/.,-]*$|^[0-9/.,-]+[/.,-](?:XX|xx)[Xx0-9/.,-]*$")
});

/// The texts of a new plan that are to be replaced.
static OF_NEW_PLAN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let plan = Anno::parse("2000").map(|anno| new_plan("Ente", anno));
    let plan = plan.and_then(|plan| serde_yaml::from_str(&plan).ok());
    let mut texts = Vec::new();
    collect_examples(&plan.unwrap_or_default(), &mut texts);
    texts
});

fn collect_examples(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains("esempio") => texts.push(text.to_lowercase()),
        Value::Sequence(entries) => entries
            .iter()
            .for_each(|entry| collect_examples(entry, texts)),
        Value::Mapping(keys) => keys
            .values()
            .for_each(|value| collect_examples(value, texts)),
        _ => {}
    }
}

/// What says nothing as the whole of a text.
const NOTHING_YET: [&str; 15] = [
    "asdf",
    "cognome e nome",
    "in attesa di definizione",
    "in corso di definizione",
    "in fase di definizione",
    "in via di definizione",
    "inserire",
    "inserire testo",
    "non ancora definito",
    "non definito",
    "pippo",
    "prova",
    "tbd",
    "testo di prova",
    "testo da inserire",
];

/// How long such a text may be, in bytes.
const MAX_NOTHING: usize = 30;

/// The keys whose texts are no more than their key says: `fonte: Fonte`.
const SELF_NAMED: [&str; 7] = [
    "titolo",
    "descrizione",
    "nome",
    "algoritmo",
    "fonte",
    "portatori_di_interesse",
    "centro_di_responsabilita",
];

/// Texts that wait for others.
fn check(context: &RuleContext<'_>) -> Report {
    let found = context.values.iter().filter_map(|value| {
        let fragment = placeholder_of(value)?;
        let shown: String = fragment.chars().take(60).collect();
        let more = if shown.len() < fragment.len() {
            "…"
        } else {
            ""
        };
        Some(
            Rilievo::warning(format!("“{shown}{more}” è un segnaposto"))
                .at(context.tree.location_of_fragment(value.node, &fragment))
                .with_rimedio("scrivere il testo, o togliere la chiave se non serve"),
        )
    });
    found.collect()
}

/// The part of a value that waits to be written.
fn placeholder_of(value: &FieldText<'_>) -> Option<String> {
    let keys = || value.fields.iter().map(|field| field.key);
    let key = keys().next_back().unwrap_or_default();
    if matches!(key, "codice" | "progetti" | "file" | "unita_di_misura")
        && !is_whole_placeholder(value.text)
    {
        return None;
    }
    let is_label = keys().any(|key| matches!(key, "etichette" | "colonne"));
    let field = value
        .fields
        .last()
        .filter(|_| !is_label && SELF_NAMED.contains(&key));
    let names_itself = value.text.len() <= MAX_NOTHING
        && field.is_some_and(|field| say_the_same(field.words, value.text));
    let is_person = key == "nome" && keys().any(|key| key == "firme");
    let is_unnamed = is_person && value.text.to_lowercase().contains("cognome");
    if names_itself && content_of(value) == Content::Words || is_unnamed {
        return Some(value.text.to_owned());
    }
    placeholder(value.text)
}

/// Whether a text says nothing but that it is to be written.
pub(in crate::verifica) fn is_whole_placeholder(text: &str) -> bool {
    placeholder(text).is_some_and(|fragment| fragment.len() * 2 >= text.trim().len())
}

/// Whether a text may hold a placeholder: told in one pass, since hardly any does.
fn may_wait(text: &str) -> bool {
    let starts = [
        *b"XX", *b"xx", *b"da", *b"Da", *b"DA", *b"TB", *b"TO", *b"FI", *b"mp", *b"MP", *b"ps",
        *b"??", *b"[_",
    ];
    text.len() <= MAX_NOTHING
        || text
            .bytes()
            .any(|byte| matches!(byte, b'[' | b'<' | b'{' | b'('))
        || text
            .as_bytes()
            .windows(2)
            .any(|two| starts.iter().any(|start| two == start))
}

/// The part of a text that waits to be written.
fn placeholder(text: &str) -> Option<String> {
    if !may_wait(text) {
        return None;
    }
    let trimmed = text.trim();
    if trimmed.len() <= MAX_NOTHING
        && NOTHING_YET.contains(&trimmed.trim_end_matches('.').to_lowercase().as_str())
    {
        return Some(trimmed.to_owned());
    }
    example(text)
        .or_else(|| unwritten(text))
        .or_else(|| sign(text))
        .or_else(|| crosses(text))
}

/// A text of the plan to fill in.
fn example(text: &str) -> Option<String> {
    if !text.contains("sempio") && !text.contains("ipsum") && !text.contains("SEMPIO") {
        return None;
    }
    // The name that `pira nuovo` gives to the body, unless it is told another.
    if text == "Camera di commercio di esempio" {
        return Some(text.to_owned());
    }
    let small = text.to_lowercase();
    let marks = [
        "(esempio)",
        "testo di esempio",
        "testo d'esempio",
        "lorem ipsum",
    ];
    let examples = OF_NEW_PLAN.iter().map(String::as_str).chain(marks);
    let place = examples.filter_map(|example| Some((small.find(example)?, example.len())));
    let (start, length) = place.max_by_key(|(_, length)| *length)?;
    // Where small letters are longer than capitals, the whole text is shown.
    let written = text
        .get(start..start + length)
        .filter(|_| small.len() == text.len());
    Some(written.unwrap_or(text.trim()).to_owned())
}

/// A sentence that says that it is to be written, or an instruction within brackets.
fn unwritten(text: &str) -> Option<String> {
    let may_be = ["da ", "Da ", "DA "].iter().any(|word| text.contains(word));
    if may_be {
        let sentences = text.split(['\n', '.', ';']).chain(text.split(" - "));
        let mut sentences = sentences.map(|sentence| sentence.trim().trim_matches('_'));
        if let Some(sentence) = sentences.find(|sentence| TO_BE_WRITTEN.is_match(sentence)) {
            return Some(sentence.trim().to_owned());
        }
    }
    let mut brackets = text.match_indices(['[', '(', '<', '{', '_']);
    brackets.find_map(|(place, _)| {
        let found = TO_BE_WRITTEN_IN_BRACKETS.find(&text[place..])?;
        Some(found.as_str().to_owned())
    })
}

/// A sign that stands for what is not there: `???`, `TODO`, `[…]` outside of a quotation.
fn sign(text: &str) -> Option<String> {
    if let Some(place) = text.find("??") {
        let rest = &text[place..];
        let end = rest.find(|c| c != '?').unwrap_or(rest.len());
        return Some(rest[..end].to_owned());
    }
    let omissions = ["[…]", "[...]", "[●]", "[•]", "[ ]", "[_"];
    let omission = omissions
        .iter()
        .find_map(|sign| Some((text.find(sign)?, *sign)));
    if let Some((place, sign)) = omission {
        let before = &text[..place];
        let is_quoted = ["«»", "“”"].iter().any(|pair| {
            let mut signs = pair.chars();
            let (open, closed) = (signs.next(), signs.next());
            let count = |sign: Option<char>| before.matches(|c| Some(c) == sign).count();
            count(open) > count(closed)
        }) || before.matches('"').count() % 2 == 1;
        if !is_quoted {
            return Some(sign.to_owned());
        }
    }
    let tokens = ["TODO", "TBD", "TBC", "FIXME"];
    if tokens.iter().any(|token| text.contains(token)) {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        return words.find(|word| tokens.contains(word)).map(str::to_owned);
    }
    None
}

/// Crosses in the place of a text or a number: `XXX`, `n. XX`. Both are also Roman numbers.
fn crosses(text: &str) -> Option<String> {
    if !text.contains("XX") && !text.contains("xx") {
        return None;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = words.iter().enumerate().find(|(place, word)| {
        let before = place.checked_sub(1).map_or("", |before| words[before]);
        let after = words.get(place + 1).copied().unwrap_or_default();
        is_cross(word, before, after)
    });
    found.map(|(_, word)| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// Whether a word names what is counted by Roman numbers: `XXX edizione`.
fn is_counted_by_ordinals(word: &str) -> bool {
    const COUNTED: [&str; 16] = [
        "edizion",
        "anniversari",
        "congress",
        "assemble",
        "convegn",
        "conferenz",
        "fier",
        "mostra",
        "rassegn",
        "premi",
        "rapport",
        "giornat",
        "festival",
        "concors",
        "salon",
        "legislatur",
    ];
    let word = word.to_lowercase();
    COUNTED.iter().any(|stem| word.starts_with(stem))
}

fn is_cross(word: &str, before: &str, after: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let (word, unit) = match word.find(|c| !matches!(c, 'X' | 'x')) {
        Some(end) => word.split_at(end),
        None => (word, ""),
    };
    if !unit.is_empty() {
        return SHAPE.is_match(&format!("{word}{unit}"));
    }
    let before = before.to_lowercase();
    match word {
        "xx" | "xxx" => true,
        "XX" => {
            let is_number = matches!(
                before.as_str(),
                "n." | "nr." | "n" | "numero" | "prot." | "art." | "pag." | "€" | "euro"
            );
            let is_measure = matches!(
                after.trim_end_matches(['.', ',', ';']),
                "euro" | "€" | "%" | "giorni" | "gg" | "mesi" | "ore"
            );
            before.is_empty() && after.is_empty() || is_number || is_measure
        }
        // `della XXX conferenza` is the thirtieth.
        "XXX" => {
            let is_article = before.len() > 2 && is_grammatical(&before)
                || matches!(before.as_str(), "il" | "la" | "lo" | "le" | "i");
            let is_simple = matches!(before.as_str(), "con" | "per" | "tra" | "fra" | "che");
            let is_thirtieth = is_article && !is_simple && after.starts_with(char::is_alphabetic);
            !is_thirtieth && !is_counted_by_ordinals(after)
        }
        _ => word.len() > 3,
    }
}
