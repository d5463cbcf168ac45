//! Years and dates.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::described::Described;
use super::kind::Kind;
use super::valore::Valore;

/// A calendar year, from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anno(u16);

impl Anno {
    /// Reads a year of four digits.
    pub fn parse(text: &str) -> Option<Self> {
        let has_four_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        let anno = text.parse().ok().filter(|_| has_four_digits)?;
        (1900..2200).contains(&anno).then_some(Self(anno))
    }
}

impl From<Anno> for u16 {
    fn from(anno: Anno) -> Self {
        anno.0
    }
}

impl FromStr for Anno {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| "serve un anno di quattro cifre".to_owned())
    }
}

impl fmt::Display for Anno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Anno {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Anno {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "“{text}” non è un anno: servono quattro cifre, dal 1900 al 2199"
            ))
        })
    }
}

impl Described for Anno {
    const KIND: Kind = Kind::Year;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Year(*self))
    }
}

impl JsonSchema for Anno {
    fn schema_name() -> Cow<'static, str> {
        "Anno".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Un anno di quattro cifre.",
            "type": ["integer", "string"],
            "minimum": 1900,
            "maximum": 2199,
            "pattern": "^(19|20|21)[0-9]{2}$",
        })
    }
}

/// The months, as an act writes them.
pub(crate) const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// A day, written `aaaa-mm-gg` in the plan and printed `g/m/aaaa`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Data(Date);

impl Data {
    /// As the plan writes it: `2020-12-03`.
    pub fn to_iso(self) -> String {
        self.0.to_string()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Reads a day written `aaaa-mm-gg`, or as Italian offices do: `3/12/2020`, `03.12.2020`,
    /// `3 dicembre 2020`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(day) = Self::parse_italian(text) {
            return Some(day);
        }
        let is_iso_byte = |b: u8| b.is_ascii_digit() || b == b'-';
        let is_iso = text.len() == 10 && text.bytes().all(is_iso_byte);
        text.parse().ok().filter(|_| is_iso).map(Self)
    }

    /// Day, month, year, with points, bars, dashes or spaces between; the year has four digits.
    fn parse_italian(text: &str) -> Option<Self> {
        let mut parts = text
            .split(['/', '.', '-', ' ', '\u{a0}'])
            .filter(|part| !part.is_empty());
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let day = day.trim_end_matches(['°', 'º']);
        if parts.next().is_some() || year.len() != 4 || !(1..=2).contains(&day.len()) {
            return None;
        }
        let month = match MONTHS
            .iter()
            .position(|name| name.eq_ignore_ascii_case(month))
        {
            Some(index) => i8::try_from(index + 1).ok()?,
            None => month.parse().ok().filter(|_| month.len() <= 2)?,
        };
        let year = year.parse().ok()?;
        Date::new(year, month, day.parse().ok()?).ok().map(Self)
    }

    /// The day meant by a text that writes it as no plan does: `20261201`, `2026-12-01T10:00`, `1/12/26`.
    pub(crate) fn meant_by(text: &str) -> Option<Self> {
        let text = text.trim();
        let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() == 8 && are_digits(text) {
            return Self::parse(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
        }
        if let Some(day) = text.get(..10).and_then(Self::parse) {
            return text[10..].starts_with(['T', 't', ' ']).then_some(day);
        }
        let (day_and_month, year) = text.rsplit_once(['/', '.', '-', ' '])?;
        let is_short = year.len() == 2 && are_digits(year);
        let sign = &text[day_and_month.len()..text.len() - year.len()];
        is_short.then(|| Self::parse(&format!("{day_and_month}{sign}20{year}")))?
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
}

/// As the acts write it: `3/12/2020`.
impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.day(), self.month(), self.year())
    }
}

/// As the plan writes it: `2020-12-03`.
impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| {
                D::Error::custom(format!(
                    "“{text}” non è un giorno del calendario: si scrive come 2020-12-03 o 3/12/2020, con l'anno di quattro cifre"
                ))
            })
    }
}

impl Described for Data {
    const KIND: Kind = Kind::Date;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Date(*self))
    }
}

/// What the schema says of a date.
pub(crate) const DATE_DESCRIPTION: &str =
    "Una data: anno, mese e giorno come 2020-12-03, oppure 3/12/2020.";

impl JsonSchema for Data {
    fn schema_name() -> Cow<'static, str> {
        "Data".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": DATE_DESCRIPTION,
            "type": "string",
            "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[°º]?[/. -]([0-9]{1,2}|[A-Za-z]+)[/. -][0-9]{4})$",
        })
    }
}
