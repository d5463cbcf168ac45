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

/// The finding of thousands that may be grouped as in English.
pub(super) fn tell_thousands(text: &str) -> Rilievo {
    let thousands = text.replacen(',', ".", 1);
    told(
        format!("in “{text}” la virgola sembra separare migliaia"),
        format!("scrivere \"{thousands}\" se sono migliaia; se sono decimali, togliere gli zeri in fondo"),
    )
    .with_regola("in italiano la virgola separa i decimali, il punto le migliaia")
}

fn told(message: String, rimedio: String) -> Rilievo {
    Rilievo::warning(message).with_rimedio(rimedio)
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
