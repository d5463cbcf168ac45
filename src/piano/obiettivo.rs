//! Objectives.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::described::{Described, described};
use super::etichette::Etichette;
use super::importo::RisorseEconomiche;
use super::indicatore::Indicatore;
use super::kind::Kind;
use super::testo::{Prosa, Testi, Testo};
use super::valore::Valore;

described! {
    /// An objective of a programme (DPCM 18/09/2012 art. 3 and 4). A key left out prints no row; an
    /// empty text prints an empty one.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(
        description = "Un obiettivo: una chiave che manca non stampa la riga, un testo vuoto la stampa vuota."
    )]
    pub struct Obiettivo {
        /// Il codice, stabile negli anni: A1.
        #[schemars(title = "codice")]
        #[role(Identity)]
        #[content(Signs)]
        pub codice: Testo,
        /// I codici dei progetti: un elenco, oppure un testo stampato come è scritto.
        #[schemars(title = "progetti")]
        #[serde(default)]
        pub progetti: Option<Testi>,
        /// Il titolo, nelle schede.
        #[schemars(title = "titolo")]
        #[role(Name)]
        pub titolo: Testo,
        /// Il titolo nella narrativa, se lì è scritto diversamente.
        #[schemars(title = "titolo nella narrativa")]
        #[serde(default)]
        pub titolo_narrativa: Option<Testo>,
        /// La descrizione: una prosa, oppure un elenco di ambiti progettuali.
        #[schemars(title = "descrizione")]
        #[serde(default)]
        pub descrizione: Option<Descrizione>,
        /// L'arco temporale di realizzazione (art. 3 c. 2 b).
        #[schemars(title = "arco temporale")]
        #[content(Periods)]
        #[serde(default)]
        pub arco_temporale: Option<Testo>,
        /// I portatori di interesse (art. 4).
        #[schemars(title = "portatori d'interesse")]
        #[serde(default)]
        pub portatori_di_interesse: Option<Testi>,
        /// Il centro di responsabilità, o più d'uno (art. 4).
        #[schemars(title = "centro di responsabilità")]
        #[serde(default)]
        pub centro_di_responsabilita: Option<Testi>,
        /// Le risorse economiche (art. 4).
        #[schemars(title = "risorse economiche")]
        #[serde(default)]
        pub risorse_economiche: Option<RisorseEconomiche>,
        /// Note, stampate in fondo al blocco.
        #[schemars(title = "note")]
        #[serde(default)]
        pub note: Option<Prosa>,
        /// Le parole stampate accanto ai valori, in questo obiettivo.
        #[schemars(title = "etichette")]
        #[serde(default)]
        pub etichette: Option<Etichette>,
        /// Gli indicatori (art. 3 c. 2 c).
        #[schemars(title = "indicatori")]
        #[serde(default)]
        pub indicatori: Vec<Indicatore>,
    }
}

/// The description of an objective.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Descrizione {
    /// Prose.
    Prosa(Prosa),
    /// One text for each field of action.
    Ambiti(Vec<Ambito>),
}

described! {
    /// A field of action within an objective.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Un ambito progettuale.")]
    pub struct Ambito {
        /// L'ambito progettuale, come si stampa.
        #[schemars(title = "ambito")]
        #[role(Identity)]
        pub ambito: Testo,
        /// Che cosa vi si fa.
        #[schemars(title = "testo")]
        pub testo: Prosa,
    }
}

impl<'de> Deserialize<'de> for Descrizione {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DescrizioneVisitor;

        impl<'de> Visitor<'de> for DescrizioneVisitor {
            type Value = Descrizione;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("una prosa o un elenco di ambiti progettuali")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Descrizione, E> {
                let text = serde::de::value::StrDeserializer::new(text);
                Prosa::deserialize(text).map(Descrizione::Prosa)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Descrizione, A::Error> {
                let mut ambiti = Vec::new();
                while let Some(ambito) = entries.next_element()? {
                    ambiti.push(ambito);
                }
                Ok(Descrizione::Ambiti(ambiti))
            }
        }

        deserializer.deserialize_any(DescrizioneVisitor)
    }
}

impl Described for Descrizione {
    const KIND: Kind = Kind::Either(&[Prosa::KIND, Vec::<Ambito>::KIND]);

    fn valore(&self) -> Option<Valore> {
        match self {
            Self::Prosa(prosa) => prosa.valore(),
            Self::Ambiti(ambiti) => ambiti.valore(),
        }
    }
}

impl JsonSchema for Descrizione {
    fn schema_name() -> Cow<'static, str> {
        "Descrizione".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let ambito = generator.subschema_for::<Ambito>();
        json_schema!({
            "description": "Una prosa, oppure un elenco di ambiti progettuali.",
            "type": ["string", "integer", "array"],
            "items": ambito,
        })
    }
}
