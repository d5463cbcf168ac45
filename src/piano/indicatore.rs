//! Indicators.

use std::borrow::Cow;
use std::fmt;

use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::anno::Anno;
use super::described::{Described, choices, described};
use super::etichette::Etichette;
use super::kind::Kind;
use super::risultato_atteso::RisultatoAtteso;
use super::testo::{Prosa, Testo};
use super::valore::Valore;

described! {
    /// An indicator of an objective (DPCM 18/09/2012 art. 3 c. 3). A key left out prints no row; an
    /// empty text prints an empty one.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(
        description = "Un indicatore: una chiave che manca non stampa la riga, un testo vuoto la stampa vuota."
    )]
    pub struct Indicatore {
        /// Il codice, stabile negli anni: A1.1. Non si stampa.
        #[schemars(title = "codice")]
        #[role(Identity)]
        #[content(Signs)]
        pub codice: Testo,
        /// La sigla stampata accanto al nome: KPI, KPISTD 135.
        #[schemars(title = "sigla")]
        #[content(Signs)]
        #[serde(default)]
        pub sigla: Option<Testo>,
        /// Il nome.
        #[schemars(title = "nome")]
        #[role(Name)]
        #[serde(default)]
        pub nome: Option<Testo>,
        /// Il tipo (art. 3 c. 3 a): realizzazione fisica, risultato (output), impatto (outcome),
        /// realizzazione finanziaria, altro.
        #[schemars(title = "tipo")]
        #[serde(default)]
        pub tipo: Option<Testo>,
        /// L'unità di misura (art. 3 c. 3 b).
        #[schemars(title = "unità di misura")]
        #[content(Signs)]
        #[serde(default)]
        pub unita_di_misura: Option<Testo>,
        /// Il metodo o l'algoritmo di calcolo (art. 3 c. 3 d).
        #[schemars(title = "algoritmo di calcolo")]
        #[role(Likeness)]
        #[serde(default)]
        pub algoritmo: Option<Testo>,
        /// Il peso dell'indicatore nell'obiettivo.
        #[schemars(title = "peso")]
        #[content(Signs)]
        #[serde(default)]
        pub peso: Option<Testo>,
        /// Se è meglio un valore più alto (crescente), più basso (decrescente) o proprio quello (esatto). Non si
        /// stampa; se manca, `verifica` lo intende dai segni e dalle parole.
        #[schemars(title = "verso")]
        #[serde(default)]
        pub verso: Option<Verso>,
        /// I valori osservati (art. 3 c. 3 f): un testo, oppure un valore per periodo.
        #[schemars(title = "valori osservati")]
        #[content(Periods)]
        #[serde(default)]
        pub valori_osservati: Option<ValoriOsservati>,
        /// I risultati attesi, anno per anno (art. 3 c. 3 e).
        #[schemars(title = "risultati attesi", schema_with = "risultati_schema")]
        #[serde(default)]
        pub risultati_attesi: IndexMap<Anno, RisultatoAtteso>,
        /// La fonte dei dati (art. 3 c. 3 c).
        #[schemars(title = "fonte dei dati")]
        #[serde(default)]
        pub fonte: Option<Testo>,
        /// Note, stampate in fondo al blocco.
        #[schemars(title = "note")]
        #[serde(default)]
        pub note: Option<Prosa>,
        /// Le parole stampate accanto ai valori, in questo indicatore.
        #[schemars(title = "etichette")]
        #[serde(default)]
        pub etichette: Option<Etichette>,
    }
}

choices! {
    /// Which values of an indicator are better.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Il verso in cui il valore migliora.")]
    pub enum Verso {
        /// È meglio un valore più alto.
        #[schemars(title = "crescente")]
        #[serde(rename = "crescente")]
        Crescente,
        /// È meglio un valore più basso.
        #[schemars(title = "decrescente")]
        #[serde(rename = "decrescente")]
        Decrescente,
        /// Vale solo il valore atteso.
        #[schemars(title = "esatto")]
        #[serde(rename = "esatto")]
        Esatto,
    }
}

fn risultati_schema(generator: &mut SchemaGenerator) -> Schema {
    let risultato = generator.subschema_for::<RisultatoAtteso>();
    json_schema!({
        "type": "object",
        "propertyNames": { "pattern": "^(19|20|21)[0-9]{2}$" },
        "additionalProperties": risultato,
    })
}

/// The values observed so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ValoriOsservati {
    /// A text, printed as typed.
    Testo(Testo),
    /// A value for each period, in the order of the file.
    #[serde(serialize_with = "serialize_by_period")]
    PerPeriod(Vec<ValoreOsservato>),
}

fn serialize_by_period<S: Serializer>(
    values: &[ValoreOsservato],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(values.iter().map(|v| (&v.period, &v.value)))
}

/// The value observed in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValoreOsservato {
    /// The period: a year, a half year.
    pub period: Testo,
    /// The value, as typed.
    pub value: Testo,
}

impl<'de> Deserialize<'de> for ValoriOsservati {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValoriOsservatiVisitor;

        impl<'de> Visitor<'de> for ValoriOsservatiVisitor {
            type Value = ValoriOsservati;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un testo, oppure un valore per ciascun periodo")
            }

            fn visit_str<E>(self, text: &str) -> Result<ValoriOsservati, E> {
                Ok(ValoriOsservati::Testo(Testo::new(text)))
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut entries: A,
            ) -> Result<ValoriOsservati, A::Error> {
                let mut values = Vec::new();
                while let Some((period, value)) = entries.next_entry()? {
                    values.push(ValoreOsservato { period, value });
                }
                Ok(ValoriOsservati::PerPeriod(values))
            }
        }

        deserializer.deserialize_any(ValoriOsservatiVisitor)
    }
}

impl Described for ValoriOsservati {
    const KIND: Kind = Kind::Either(&[Testo::KIND, Kind::PerPeriod(&Testo::KIND)]);

    fn valore(&self) -> Option<Valore> {
        let values = match self {
            Self::Testo(text) => return text.valore(),
            Self::PerPeriod(values) => values.iter(),
        };
        let values = values.filter_map(|v| Some((v.period.to_string().into(), v.value.valore()?)));
        Some(Valore::Group(values.collect()))
    }
}

impl JsonSchema for ValoriOsservati {
    fn schema_name() -> Cow<'static, str> {
        "ValoriOsservati".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Testo>();
        json_schema!({
            "description": "Un testo, oppure un valore per ciascun periodo: { 2019: \"87%\", 2020: \"90%\" }.",
            "type": ["string", "integer", "object"],
            "additionalProperties": text,
        })
    }
}
