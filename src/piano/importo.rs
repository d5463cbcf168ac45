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
use super::described::Described;
use super::kind::Kind;
use super::numero;
use super::testo::Testo;
use super::valore::Valore;

/// An amount in euro with at most two decimals, never a binary fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Importo(Decimal);

impl Importo {
    /// Ten thousand billions: three times the debt of the State. Below it the sum of any plan is exact,
    /// and a spreadsheet holds every amount to the cent.
    const LIMITE: Decimal = Decimal::from_parts(1_316_134_912, 2328, 0, false, 0);

    /// Why a text is no amount, and what to write instead; none when it is one.
    pub fn why_not(testo: &str) -> Option<String> {
        Self::leggi(testo).is_none().then(|| non_letto(testo))
    }

    /// Reads an amount as offices write it: `460.000,00`, `460000`, `€ 1.200,5`, `36.889,00 euro`,
    /// `320000.50`. What has two readings, or none, is no amount.
    pub fn leggi(testo: &str) -> Option<Self> {
        let importo = amount_text::read(testo).ok()?;
        (importo.abs() < Self::LIMITE).then_some(Self(importo))
    }
}

impl Importo {
    /// The sum of those amounts that are there; none of none, since nothing is not zero.
    pub fn total(amounts: impl IntoIterator<Item = Option<Self>>) -> Option<Self> {
        let sum = |one: Self, other: Self| [one, other].into_iter().sum();
        amounts.into_iter().flatten().reduce(sum)
    }

    /// With its sign, plus included: `+3.316.677,85`.
    pub fn con_segno(self) -> String {
        let segno = if self.0 > Decimal::ZERO { "+" } else { "" };
        format!("{segno}{self}")
    }

    /// For a spreadsheet, which knows no other number: exact up to fifteen digits.
    pub fn in_virgola_mobile(self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }

    /// In whole euro, if there are no cents.
    pub fn whole(self) -> Option<i64> {
        self.0.is_integer().then(|| self.0.to_i64())?
    }

    /// How many hundredths of another amount it is, to two decimals; none of nothing.
    pub fn in_percentuale_di(self, altro: Self) -> Option<Decimal> {
        let rapporto = self
            .0
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(altro.0)?;
        Some(rapporto.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }
}

/// As the acts write it: `460.000,00`, without the currency sign.
impl fmt::Display for Importo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&numero::scrivi(self.0, 2))
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

    fn sub(self, altro: Self) -> Self {
        Self(self.0 - altro.0)
    }
}

impl Serialize for Importo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Importo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let testo = String::deserialize(deserializer)?;
        Self::leggi(&testo).ok_or_else(|| D::Error::custom(non_letto(&testo)))
    }
}

/// Why a text is no amount, and what to write instead.
fn non_letto(testo: &str) -> String {
    let scritto = |numero: Decimal| numero::scrivi(numero, 2);
    match amount_text::read(testo) {
        Ok(_) => format!("“{testo}” è troppo: un importo è minore di 10.000.000.000.000,00"),
        Err(Unreadable::InWords(importo)) => format!(
            "“{testo}” non è scritto in cifre: un importo si scrive per intero, come {}",
            scritto(importo)
        ),
        Err(Unreadable::Ambiguous(frazione, migliaia)) => format!(
            "“{testo}” si può leggere in due modi: scrivere {}, oppure {}",
            scritto(frazione.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)),
            scritto(migliaia)
        ),
        Err(Unreadable::TooManyDecimals) => {
            format!("“{testo}” ha più di due decimali: un importo si scrive fino ai centesimi")
        }
        Err(Unreadable::NotAnAmount) => format!(
            "“{testo}” non è un importo: si scrive con il punto per le migliaia e la virgola per i \
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
    #[serde(serialize_with = "per_anno")]
    PerAnno(Vec<RisorseAnno>),
}

fn per_anno<S: Serializer>(anni: &[RisorseAnno], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(anni.iter().map(|r| (r.anno, &r.importo)))
}

/// The resources of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RisorseAnno {
    /// The year.
    pub anno: Anno,
    /// Its amount, or what stands in its place.
    pub importo: ImportoOTesto,
}

/// An amount, or a text without digits that stands for "no amount": `---`, or nothing at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ImportoOTesto {
    /// An amount in euro.
    Importo(Importo),
    /// A text, printed as typed.
    Testo(Testo),
}

impl ImportoOTesto {
    /// The amount, if it is one.
    pub fn importo(&self) -> Option<Importo> {
        match self {
            Self::Importo(importo) => Some(*importo),
            Self::Testo(_) => None,
        }
    }

    /// Reads what stands for an amount.
    fn read(testo: &str) -> Result<Self, String> {
        match Importo::leggi(testo) {
            Some(importo) => Ok(Self::Importo(importo)),
            None if testo.chars().any(char::is_numeric) || speaks_of_money(testo) => {
                Err(non_letto(testo))
            }
            None => Ok(Self::Testo(Testo::new(testo))),
        }
    }
}

/// Whether a text without digits is an amount in words: `diecimila euro`.
fn speaks_of_money(text: &str) -> bool {
    let text = text.to_lowercase();
    ["euro", "€", "mila", "mille", "milion", "miliard"]
        .iter()
        .any(|word| text.contains(word))
}

impl<'de> Deserialize<'de> for ImportoOTesto {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let testo = String::deserialize(deserializer)?;
        Self::read(&testo).map_err(D::Error::custom)
    }
}

impl RisorseEconomiche {
    /// The amount for a year: the only one, or that year's.
    pub fn dell_anno(&self, esercizio: Anno) -> Option<Importo> {
        match self {
            Self::Importo(importo) => Some(*importo),
            Self::Testo(_) => None,
            Self::PerAnno(anni) => anni
                .iter()
                .find(|r| r.anno == esercizio)
                .and_then(|r| r.importo.importo()),
        }
    }

    /// Whether there is an amount, of any year.
    pub fn has_amount(&self) -> bool {
        match self {
            Self::Importo(_) => true,
            Self::Testo(_) => false,
            Self::PerAnno(anni) => anni.iter().any(|r| r.importo.importo().is_some()),
        }
    }
}

impl<'de> Deserialize<'de> for RisorseEconomiche {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lettore;

        impl<'de> Visitor<'de> for Lettore {
            type Value = RisorseEconomiche;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un importo, oppure un importo per ciascun anno")
            }

            fn visit_str<E: Error>(self, testo: &str) -> Result<RisorseEconomiche, E> {
                match ImportoOTesto::read(testo).map_err(E::custom)? {
                    ImportoOTesto::Importo(importo) => Ok(RisorseEconomiche::Importo(importo)),
                    ImportoOTesto::Testo(testo) => Ok(RisorseEconomiche::Testo(testo)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut voci: A,
            ) -> Result<RisorseEconomiche, A::Error> {
                let mut anni = Vec::new();
                while let Some((anno, importo)) = voci.next_entry()? {
                    anni.push(RisorseAnno { anno, importo });
                }
                Ok(RisorseEconomiche::PerAnno(anni))
            }
        }

        deserializer.deserialize_any(Lettore)
    }
}

impl Described for ImportoOTesto {
    const KIND: Kind = Kind::Either(&[Importo::KIND, Testo::KIND]);

    fn valore(&self) -> Option<Valore> {
        match self {
            Self::Importo(importo) => importo.valore(),
            Self::Testo(testo) => testo.valore(),
        }
    }
}

impl Described for RisorseEconomiche {
    const KIND: Kind = Kind::Either(&[
        Importo::KIND,
        Testo::KIND,
        Kind::PerYear(&ImportoOTesto::KIND),
    ]);

    fn valore(&self) -> Option<Valore> {
        let anni = match self {
            Self::Importo(importo) => return importo.valore(),
            Self::Testo(testo) => return testo.valore(),
            Self::PerAnno(anni) => anni.iter(),
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
