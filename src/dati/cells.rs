//! What stands in a cell of a table: a value of the plan as a spreadsheet or a CSV takes it.

use rust_decimal::Decimal;

use crate::piano::{Anno, Field, Importo, Kind, Valore, read_number};

/// The value that a row has in a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// A text, as typed.
    Text(String),
    /// A text that is a number too: as typed where there are only texts, a number elsewhere.
    Numeral(String, Decimal),
    /// A year.
    Year(Anno),
    /// A number.
    Number(Decimal),
    /// An amount in euro.
    Amount(Importo),
}

impl Cell {
    /// A text; nothing when it is empty.
    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// A text that may be a number.
    pub(crate) fn numeral(text: &str) -> Self {
        match read_number(text) {
            Some(number) => Self::Numeral(text.to_owned(), number),
            None => Self::text(text),
        }
    }

    /// A value of some kind; nothing when the plan leaves it out.
    pub(crate) fn of(kind: Kind, value: Option<&Valore>) -> Self {
        match value {
            None => Self::Empty,
            Some(Valore::Amount(amount)) => Self::Amount(*amount),
            Some(Valore::Year(year)) => Self::Year(*year),
            Some(value) => Self::text(&as_text(kind, value)),
        }
    }
}

/// Whether a field of an element is a datum of it, which takes a column. The labels are words of the
/// document, and the elements within it have rows of their own.
pub(crate) fn is_datum(field: &Field) -> bool {
    match field.kind {
        Kind::Group(_) => false,
        Kind::List(entries) => !matches!(entries, Kind::Group(_)),
        _ => true,
    }
}

/// The type of a kind of value, among those of XML Schema.
pub(crate) fn data_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Amount => "decimal",
        Kind::Year => "gYear",
        Kind::Date => "date",
        _ => "string",
    }
}

/// What a field holds and how a cell holds it, in Italian.
pub(crate) fn explanation(field: &Field) -> String {
    let description = field.description().split_whitespace();
    let description = description.collect::<Vec<_>>().join(" ");
    let manner = if field.kind.admits_periods() {
        Some(
            "Se sono distinti per periodo, una riga per ciascuno: il periodo, due punti e il valore.",
        )
    } else if field.kind.entries().is_some() {
        Some(
            "Le voci di un elenco sono una per riga, o separate da una riga vuota se ne tengono più d'una.",
        )
    } else if field.kind == Kind::Prose {
        Some("I capoversi sono separati da una riga vuota.")
    } else {
        None
    };
    match manner {
        Some(manner) => format!("{description} {manner}"),
        None => description,
    }
}

/// The whole of a value in one text.
fn as_text(kind: Kind, value: &Valore) -> String {
    match value {
        Valore::List(values) => {
            let entries = kind.entries().unwrap_or(kind);
            let texts: Vec<String> = values.iter().map(|v| as_text(entries, v)).collect();
            let apart = texts.iter().any(|text| text.contains('\n'));
            texts.join(if apart { "\n\n" } else { "\n" })
        }
        Valore::Group(group) => {
            let within = |key: &str| kind.find([key]).map_or(Kind::Text, |found| found.kind);
            let texts = group.iter().map(|(key, v)| (key, as_text(within(key), v)));
            if kind.own_fields().is_empty() {
                let lines: Vec<String> = texts.map(|(key, v)| format!("{key}: {v}")).collect();
                lines.join("\n")
            } else {
                let texts: Vec<String> = texts.map(|(_, text)| text).collect();
                texts.join("\n\n")
            }
        }
        scalar => scalar.written().unwrap_or_default().into_owned(),
    }
}
