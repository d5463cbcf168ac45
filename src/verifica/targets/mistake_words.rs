//! What a clerk is told of a target that is typed wrong.

use crate::piano::Mistake;
use crate::rilievi::Rilievo;

/// The finding of a mistake.
pub(super) fn tell(text: &str, mistake: &Mistake) -> Rilievo {
    let write = |right: String| format!("scrivere \"{}\"", right.trim());
    match mistake {
        Mistake::Operator(run, meant) => {
            let rimedio = match meant {
                Some(meant) => write(with_operator(text, run, meant)),
                None => "scrivere un solo operatore: \">= 2\" se basta di più, \"<= 2\" se basta di meno".to_owned(),
            };
            told(format!("in “{text}” “{run}” non è un operatore"), rimedio)
                .with_regola("gli operatori sono >, >=, <, <= e =, senza spazi in mezzo")
        }
        Mistake::WithoutNumber(_) => told(
            format!("“{text}” ha un operatore e nessun numero"),
            "scrivere il numero dopo l'operatore: \">= 2\"".to_owned(),
        ),
        Mistake::OnlyUnit => told(
            format!("“{text}” è una unità senza il suo numero"),
            "scrivere anche il numero: \">= 2\"".to_owned(),
        ),
        Mistake::Misspelled(typed, word) => told(
            format!("in “{text}” “{typed}” sembra “{word}” scritto male"),
            write(replaced_word(text, typed, word)),
        ),
        Mistake::OperatorAfter => told(
            format!("in “{text}” un operatore sta dopo il numero"),
            "scrivere l'operatore prima del numero: \">= 2\"".to_owned(),
        ),
        Mistake::LetterForDigit(core, digits) => told(
            format!("in “{text}” “{core}” ha una lettera al posto di una cifra"),
            write(text.replacen(core, digits, 1)),
        ),
        Mistake::EnglishDecimals(figures) => told(
            format!("in “{text}” il punto di “{figures}” non separa migliaia"),
            write(text.replacen(figures, &in_italian(figures), 1)),
        )
        .with_regola("in italiano la virgola separa i decimali, il punto le migliaia"),
        Mistake::DoubleSeparator(figures) => told(
            format!("in “{text}” “{figures}” ha due segni di seguito"),
            "lasciare un solo segno: la virgola per i decimali, il punto per le migliaia"
                .to_owned(),
        ),
        Mistake::NotANumber(figures) => told(
            format!("in “{text}” “{figures}” non è un numero"),
            "scrivere il numero con una virgola per i decimali e i punti per le migliaia"
                .to_owned(),
        ),
        Mistake::SplitNumber(_) => told(
            format!("in “{text}” ci sono due numeri di seguito"),
            "togliere lo spazio fra le cifre, o il numero che non serve".to_owned(),
        ),
        Mistake::DoubleSign(sign) => told(
            format!("in “{text}” il segno {sign} è scritto due volte"),
            write(text.replace(&sign.repeat(2), sign)),
        ),
        Mistake::UnitBefore(sign) => told(
            format!("in “{text}” il segno {sign} sta prima del numero"),
            format!("scrivere {sign} dopo il numero"),
        ),
        Mistake::Question => told(
            format!("“{text}” ha un punto interrogativo"),
            "decidere il valore, e togliere il punto interrogativo".to_owned(),
        ),
        Mistake::SpreadsheetError => told(
            format!("“{text}” è l'errore di un foglio di calcolo, non un valore"),
            "scrivere il valore, o \"---\" se il risultato non è previsto".to_owned(),
        ),
        Mistake::Elsewhere => told(
            format!("“{text}” rimanda altrove: il valore non c'è"),
            "scrivere il valore, anche se è lo stesso di un altro".to_owned(),
        ),
        Mistake::Quoted(inner) => told(
            format!("in “{text}” anche le virgolette sono parte del valore, e si stampano"),
            write(inner.clone()),
        ),
        Mistake::Stray(sign) => told(
            format!("in “{text}” il segno “{sign}” è di troppo"),
            format!("togliere “{sign}”, o completare il valore"),
        ),
        Mistake::WebCode(code, sign) => told(
            format!("in “{text}” “{code}” è il codice di una pagina web"),
            write(text.replace(code, sign)),
        ),
        Mistake::HalfRange => told(
            format!("a “{text}” manca un estremo"),
            "scrivere i due estremi: \"da 3 a 5\"".to_owned(),
        ),
        Mistake::NoSuchDay(day) => told(
            format!("in “{text}” “{day}” non è un giorno del calendario"),
            "correggere il giorno o il mese".to_owned(),
        ),
        Mistake::FiguresAndWords(words) => told(
            format!("in “{text}” la cifra e “{words}” non dicono lo stesso numero"),
            "scrivere lo stesso numero, o uno solo".to_owned(),
        ),
    }
}

/// The finding of thousands that may be written as in English: `1,400`, `95.000%`.
pub(super) fn tell_thousands(text: &str) -> Rilievo {
    let rilievo = match text.contains('.') {
        true => told(
            format!("“{text}” si legge in migliaia"),
            format!(
                "scrivere \"{}\" se sono decimali",
                text.replacen(".000", "", 1)
            ),
        ),
        false => told(
            format!("in “{text}” la virgola sembra separare migliaia"),
            format!(
                "scrivere \"{}\" se sono migliaia; se sono decimali, togliere gli zeri in fondo",
                text.replacen(',', ".", 1)
            ),
        ),
    };
    rilievo.with_regola("in italiano la virgola separa i decimali, il punto le migliaia")
}

fn told(message: String, rimedio: String) -> Rilievo {
    Rilievo::warning(message).with_rimedio(rimedio)
}

/// A text with a word instead of another, which the text may have in capitals.
fn replaced_word(text: &str, typed: &str, word: &str) -> String {
    match text.to_lowercase().find(typed) {
        Some(at) if text.is_char_boundary(at) && text.is_char_boundary(at + typed.len()) => {
            format!("{}{word}{}", &text[..at], &text[at + typed.len()..])
        }
        _ => text.to_owned(),
    }
}

fn with_operator(text: &str, run: &str, meant: &str) -> String {
    text.replacen(run, &format!("{meant} "), 1)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// `2.5` as `2,5`, `2,500.00` as `2.500,00`.
fn in_italian(figures: &str) -> String {
    figures
        .chars()
        .map(|c| match c {
            '.' => ',',
            ',' => '.',
            other => other,
        })
        .collect()
}
