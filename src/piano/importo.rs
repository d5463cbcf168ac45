//! Amounts of money.

use std::borrow::Cow;
use std::fmt;
use std::iter::Sum;
use std::ops::Sub;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::amount_text::{self, Unreadable};
use super::anno::Anno;
use super::decimal_text;
use super::described::Described;
use super::kind::Kind;
use super::testo::Testo;
use super::valore::Valore;

/// An amount in euro with at most two decimals, kept as a decimal number and never as a binary fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Importo(Decimal);

impl Importo {
    /// Ten thousand billion euro, three times the debt of the State: all amounts are smaller. Below it the
    /// sum of any plan is exact, and a spreadsheet holds every amount to the cent.
    const LIMIT: Decimal = Decimal::from_parts(1_316_134_912, 2328, 0, false, 0);

    /// Why a text is not an amount, in Italian, with what to write instead; `None` if it is one.
    pub fn why_unreadable(text: &str) -> Option<String> {
        Self::parse(text)
            .is_none()
            .then(|| unreadable_message(text))
    }

    /// Reads an amount as offices write it: `460.000,00`, `460000`, `€ 1.200,5`, `36.889,00 euro`,
    /// `320000.50`. `None` for a text with two readings, or with none.
    pub fn parse(text: &str) -> Option<Self> {
        let importo = amount_text::read(text).ok()?;
        (importo.abs() < Self::LIMIT).then_some(Self(importo))
    }
}

impl Importo {
    /// The sum of the amounts that are there; `None` if there is none, since no amount is not zero.
    pub fn total(amounts: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let sum = |one: Self, other: Self| [one, other].into_iter().sum();
        amounts.into_iter().flatten().reduce(sum)
    }

    /// With its sign, plus included: `+3.316.677,85`.
    pub fn with_sign(self) -> String {
        let sign = if self.0 > Decimal::ZERO { "+" } else { "" };
        format!("{sign}{self}")
    }

    /// As the number of a spreadsheet, which is exact up to fifteen digits.
    pub fn to_floating_point(self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }

    /// As whole euro; `None` if there are cents.
    pub fn to_whole_euros(self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_i64())?
    }

    /// The percentage that it is of another amount, to two decimals; `None` if the other is zero.
    pub fn percentage_of(self, other: Self) -> Option<Decimal> {
        let ratio = self
            .0
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(other.0)?;
        Some(ratio.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }
}

/// As the acts write it: `460.000,00`, without the currency sign.
impl fmt::Display for Importo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&decimal_text::write_number(self.0, 2))
    }
}

impl Sum for Importo {
    fn sum<I: Iterator<Item = Self>>(importi: I) -> Self {
        Self(importi.map(|importo| importo.0).sum())
    }
}

impl JsonSchema for Importo {
    fn schema_name() -> Cow<'static, str> {
        "Importo".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Un importo in euro, come 460.000,00.",
            "type": ["string", "integer", "number"],
        })
    }
}

impl Described for Importo {
    const KIND: Kind = Kind::Amount;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Amount(*self))
    }
}

impl Sub for Importo {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Serialize for Importo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Importo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(unreadable_message(&text)))
    }
}

/// Why a text is not an amount, in Italian, with what to write instead.
fn unreadable_message(text: &str) -> String {
    let written = |number: Decimal| decimal_text::write_number(number, 2);
    match amount_text::read(text) {
        Ok(_) => format!("“{text}” è troppo: un importo è minore di 10.000.000.000.000,00"),
        Err(Unreadable::InWords(importo)) => format!(
            "“{text}” non è scritto in cifre: un importo si scrive per intero, come {}",
            written(importo)
        ),
        Err(Unreadable::Ambiguous(fraction, thousands)) => format!(
            "“{text}” si può leggere in due modi: scrivere {}, oppure {}",
            written(fraction.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)),
            written(thousands)
        ),
        Err(Unreadable::TooManyDecimals) => {
            format!("“{text}” ha più di due decimali: un importo si scrive fino ai centesimi")
        }
        Err(Unreadable::NotAnAmount) => format!(
            "“{text}” non è un importo: si scrive con il punto per le migliaia e la virgola per i \
             centesimi, come 460.000,00"
        ),
    }
}

/// The resources of an objective (DPCM 18/09/2012 art. 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum RisorseEconomiche {
    /// One amount, for the budget's year.
    Importo(Importo),
    /// A text without digits that stands for "no amount", such as `---`.
    Testo(Testo),
    /// An amount for each year.
    #[serde(serialize_with = "serialize_by_anno")]
    PerYear(Vec<RisorseAnno>),
}

fn serialize_by_anno<S: Serializer>(
    anni: &[RisorseAnno],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(anni.iter().map(|entry| (entry.anno, &entry.importo)))
}

/// The resources of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RisorseAnno {
    /// The year.
    pub anno: Anno,
    /// Its amount, or what stands in its place.
    pub importo: ImportoOrTesto,
}

/// An amount, or a text without digits that stands for "no amount": `---`, or nothing at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ImportoOrTesto {
    /// An amount in euro.
    Importo(Importo),
    /// A text, printed as typed.
    Testo(Testo),
}

impl ImportoOrTesto {
    /// The amount, if it is one.
    pub fn importo(&self) -> Option<Importo> {
        match self {
            Self::Importo(importo) => Some(*importo),
            Self::Testo(_) => None,
        }
    }

    /// Reads an amount, or a text that stands for "no amount". A text with digits, or with words of money,
    /// is meant as an amount: if it cannot be read it is an error, in Italian.
    fn parse(text: &str) -> Result<Self, String> {
        match Importo::parse(text) {
            Some(importo) => Ok(Self::Importo(importo)),
            None if text.chars().any(char::is_numeric) || speaks_of_money(text) => {
                Err(unreadable_message(text))
            }
            None => Ok(Self::Testo(Testo::new(text))),
        }
    }
}

/// Whether a text without digits looks like an amount in words: `diecimila euro`.
fn speaks_of_money(text: &str) -> bool {
    let text = text.to_lowercase();
    ["euro", "€", "mila", "mille", "milion", "miliard"]
        .iter()
        .any(|word| text.contains(word))
}

impl<'de> Deserialize<'de> for ImportoOrTesto {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

impl RisorseEconomiche {
    /// The amount for a year: the only one, or that year's.
    pub fn for_anno(&self, esercizio: Anno) -> Option<Importo> {
        match self {
            Self::Importo(importo) => Some(*importo),
            Self::Testo(_) => None,
            Self::PerYear(anni) => anni
                .iter()
                .find(|entry| entry.anno == esercizio)
                .and_then(|entry| entry.importo.importo()),
        }
    }

    /// Whether there is an amount, of any year.
    pub fn has_amount(&self) -> bool {
        match self {
            Self::Importo(_) => true,
            Self::Testo(_) => false,
            Self::PerYear(anni) => anni
                .iter()
                .any(|risorse| risorse.importo.importo().is_some()),
        }
    }
}

impl<'de> Deserialize<'de> for RisorseEconomiche {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct RisorseEconomicheVisitor;

        impl<'de> Visitor<'de> for RisorseEconomicheVisitor {
            type Value = RisorseEconomiche;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un importo, oppure un importo per ciascun anno")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<RisorseEconomiche, E> {
                match ImportoOrTesto::parse(text).map_err(E::custom)? {
                    ImportoOrTesto::Importo(importo) => Ok(RisorseEconomiche::Importo(importo)),
                    ImportoOrTesto::Testo(text) => Ok(RisorseEconomiche::Testo(text)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut entries: A,
            ) -> Result<RisorseEconomiche, A::Error> {
                let mut anni = Vec::new();
                while let Some((anno, importo)) = entries.next_entry()? {
                    anni.push(RisorseAnno { anno, importo });
                }
                Ok(RisorseEconomiche::PerYear(anni))
            }
        }

        deserializer.deserialize_any(RisorseEconomicheVisitor)
    }
}

impl Described for ImportoOrTesto {
    const KIND: Kind = Kind::Either(&[Importo::KIND, Testo::KIND]);

    fn valore(&self) -> Option<Valore> {
        match self {
            Self::Importo(importo) => importo.valore(),
            Self::Testo(text) => text.valore(),
        }
    }
}

impl Described for RisorseEconomiche {
    const KIND: Kind = Kind::Either(&[
        Importo::KIND,
        Testo::KIND,
        Kind::PerYear(&ImportoOrTesto::KIND),
    ]);

    fn valore(&self) -> Option<Valore> {
        let anni = match self {
            Self::Importo(importo) => return importo.valore(),
            Self::Testo(text) => return text.valore(),
            Self::PerYear(anni) => anni.iter(),
        };
        let anni = anni.filter_map(|r| Some((r.anno.to_string().into(), r.importo.valore()?)));
        Some(Valore::Group(anni.collect()))
    }
}

impl JsonSchema for RisorseEconomiche {
    fn schema_name() -> Cow<'static, str> {
        "RisorseEconomiche".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Un importo in euro (460.000,00), un testo senza cifre (---), oppure l'uno o l'altro per ciascun anno.",
            "type": ["string", "integer", "number", "object"],
            "propertyNames": { "pattern": "^(19|20|21)[0-9]{2}$" },
            "additionalProperties": { "type": ["string", "integer", "number"] },
        })
    }
}
