//! Targets: what is typed, and what it means when it can be read.

use std::borrow::Cow;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::described::Described;
use super::kind::Kind;
use super::numero;
use super::testo::Testo;
use super::valore::Valore;

/// The expected result of an indicator for one year (DPCM 18/09/2012 art. 3 c. 3 e): the text as
/// typed, and its reading when it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RisultatoAtteso {
    testo: Testo,
    lettura: Option<Lettura>,
}

/// A target read as a comparison: `>= 200%`, `<30 gg`, `12`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettura {
    /// How the value is to be compared.
    pub operatore: Operatore,
    /// The number of the comparison.
    pub numero: Decimal,
    /// What follows the number (`%`, `gg`); empty when nothing does.
    pub unita: String,
}

/// The comparison of a target; a bare number is an equality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operatore {
    /// `=` or none.
    Uguale,
    /// `>`.
    Maggiore,
    /// `>=` or `≥`.
    MaggioreOUguale,
    /// `<`.
    Minore,
    /// `<=` or `≤`.
    MinoreOUguale,
}

impl Operatore {
    /// The sign, in the characters of any keyboard.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Uguale => "=",
            Self::Maggiore => ">",
            Self::MaggioreOUguale => ">=",
            Self::Minore => "<",
            Self::MinoreOUguale => "<=",
        }
    }
}

const OPERATORI: [(&str, Operatore); 7] = [
    (">=", Operatore::MaggioreOUguale),
    ("<=", Operatore::MinoreOUguale),
    ("≥", Operatore::MaggioreOUguale),
    ("≤", Operatore::MinoreOUguale),
    (">", Operatore::Maggiore),
    ("<", Operatore::Minore),
    ("=", Operatore::Uguale),
];

impl RisultatoAtteso {
    /// The text as typed.
    pub fn testo(&self) -> &str {
        &self.testo
    }

    /// The reading, when the text is an operator, a number and a unit.
    pub fn lettura(&self) -> Option<&Lettura> {
        self.lettura.as_ref()
    }
}

fn leggi(testo: &str) -> Option<Lettura> {
    let testo = testo.trim();
    let (operatore, resto) = OPERATORI
        .iter()
        .find_map(|(segno, operatore)| Some((*operatore, testo.strip_prefix(segno)?)))
        .unwrap_or((Operatore::Uguale, testo));
    let resto = resto.trim_start();
    let fine = resto
        .find(|c: char| !c.is_ascii_digit() && !",.-".contains(c))
        .unwrap_or(resto.len());
    let (cifre, unita) = resto.split_at(fine);
    let unita = unita.trim();
    let resto_di_un_numero = unita.starts_with([',', '.', '-']);
    if resto_di_un_numero || unita.contains(|c: char| c.is_ascii_digit() || "<>=≤≥/".contains(c))
    {
        return None;
    }
    Some(Lettura {
        operatore,
        numero: numero::leggi(cifre)?,
        unita: unita.to_owned(),
    })
}

impl From<Testo> for RisultatoAtteso {
    fn from(testo: Testo) -> Self {
        let lettura = leggi(&testo);
        Self { testo, lettura }
    }
}

impl Serialize for RisultatoAtteso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.testo.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RisultatoAtteso {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Testo::deserialize(deserializer).map(Self::from)
    }
}

impl Described for RisultatoAtteso {
    const KIND: Kind = Kind::Target;

    fn valore(&self) -> Option<Valore> {
        Some(Valore::Target(self.clone()))
    }
}

impl JsonSchema for RisultatoAtteso {
    fn schema_name() -> Cow<'static, str> {
        "RisultatoAtteso".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Il valore atteso, come si stampa: \">= 2\", \"90%\", \"entro il 30/06\". Fra virgolette.",
            "type": ["string", "integer"],
        })
    }
}
