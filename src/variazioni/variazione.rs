//! The amendment: an act, and the changes it makes.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::piano::{
    Ambito, Capitolo, Data, Described, Firma, Funzione, Indicatore, Kind, Missione, Obiettivo,
    Programma, Prosa, Quadratura, RigaRaccordo, Scelta, Testo, Valore, choices, described,
    prepositions,
};

described! {
    /// An amendment of the plan (art. 12 DPR 254/2005): one act, one file.
    #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "Una variazione del piano: un atto e le modifiche che approva.")]
    pub struct Variazione {
        /// L'atto che approva le modifiche.
        #[schemars(title = "atto")]
        pub atto: AttoDiVariazione,
        /// Il tipo di modifica, nelle parole dell'AgID.
        #[schemars(title = "tipo")]
        pub tipo: TipoDiModifica,
        /// La motivazione di tutte le modifiche che non ne hanno una propria.
        #[schemars(title = "motivazione")]
        pub motivazione: Prosa,
        /// Le modifiche, nell'ordine in cui si leggono; solo un'annotazione può non averne.
        #[schemars(title = "modifiche")]
        #[serde(default)]
        pub modifiche: Vec<Modifica>,
    }
}

described! {
    /// The act that approves an amendment.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(description = "L'atto che approva la variazione.")]
    pub struct AttoDiVariazione {
        /// Il genere dell'atto: delibera, deliberazione, determina, determinazione, decreto, atto.
        #[schemars(title = "tipo")]
        pub tipo: Testo,
        /// L'organo che lo adotta: Consiglio, Giunta, Commissario straordinario.
        #[schemars(title = "organo")]
        pub organo: Testo,
        /// Il numero; se manca, si stampa lo spazio da riempire.
        #[schemars(title = "numero")]
        #[serde(default)]
        pub numero: Option<Testo>,
        /// La data; se manca, si stampa lo spazio da riempire e la variazione si applica per ultima.
        #[schemars(title = "data")]
        #[serde(default)]
        pub data: Option<Data>,
        /// L'oggetto dell'atto.
        #[schemars(title = "oggetto")]
        #[serde(default)]
        pub oggetto: Option<Testo>,
    }
}

choices! {
    /// The kind of change, as AgID's metadata name it (Linee guida sui documenti informatici, annex 5).
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
    #[schemars(description = "Il tipo di modifica, fra quelli dei metadati AgID.")]
    pub enum TipoDiModifica {
        /// La correzione di un errore materiale.
        #[schemars(title = "rettifica")]
        #[serde(rename = "rettifica")]
        Rettifica,
        /// Una decisione che cambia il piano o vi aggiunge qualcosa.
        #[schemars(title = "integrazione")]
        #[serde(rename = "integrazione")]
        Integrazione,
        /// La soppressione di ciò che il piano dice.
        #[schemars(title = "annullamento")]
        #[serde(rename = "annullamento")]
        Annullamento,
        /// Un'aggiunta che non cambia il contenuto.
        #[schemars(title = "annotazione")]
        #[serde(rename = "annotazione")]
        Annotazione,
    }
}

impl AttoDiVariazione {
    /// `deliberazione del Consiglio n. 12 del 29/7/2021`, with blanks to fill for what is not known.
    pub fn citation(&self) -> String {
        let number = self.numero.as_deref().unwrap_or("____");
        let data = self.data.map_or("________".to_owned(), |d| d.to_string());
        let organo = prepositions::with_di(&self.organo);
        format!("{} {organo} n. {number} del {data}", self.tipo)
    }
}

impl TipoDiModifica {
    /// The word that an amendment writes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rettifica => "rettifica",
            Self::Integrazione => "integrazione",
            Self::Annullamento => "annullamento",
            Self::Annotazione => "annotazione",
        }
    }
}

described! {
    /// A change: what it addresses, by codes, and one thing to do with it.
    #[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[schemars(
        description = "Una modifica: che cosa tocca (per codice, mai per posto) e una sola cosa da farne."
    )]
    pub struct Modifica {
        /// Il codice della missione che si tocca.
        #[schemars(title = "missione")]
        #[serde(default)]
        pub missione: Option<Testo>,
        /// Il codice del programma che si tocca.
        #[schemars(title = "programma")]
        #[serde(default)]
        pub programma: Option<Testo>,
        /// Il codice dell'obiettivo che si tocca.
        #[schemars(title = "obiettivo")]
        #[serde(default)]
        pub obiettivo: Option<Testo>,
        /// Il codice dell'indicatore che si tocca.
        #[schemars(title = "indicatore")]
        #[serde(default)]
        pub indicatore: Option<Testo>,
        /// L'ambito progettuale che si tocca, come è scritto; con l'obiettivo a cui appartiene.
        #[schemars(title = "ambito")]
        #[serde(default)]
        pub ambito: Option<Testo>,
        /// La lettera della funzione istituzionale che si tocca; con la missione a cui appartiene.
        #[schemars(title = "funzione")]
        #[serde(default)]
        pub funzione: Option<Testo>,
        /// Il titolo del capitolo che si tocca.
        #[schemars(title = "capitolo")]
        #[serde(default)]
        pub capitolo: Option<Testo>,
        /// L'area strategica della tabella di raccordo che si tocca.
        #[schemars(title = "area")]
        #[serde(default)]
        pub area: Option<Testo>,
        /// La voce della quadratura che si tocca.
        #[schemars(title = "quadratura")]
        #[serde(default)]
        pub quadratura: Option<Testo>,
        /// Il ruolo della firma che si tocca.
        #[schemars(title = "firma")]
        #[serde(default)]
        pub firma: Option<Testo>,

        /// La chiave del piano che cambia: risorse_economiche, risultati_attesi.2021, premessa.testo.
        #[schemars(title = "campo")]
        #[serde(default)]
        pub campo: Option<Testo>,
        /// Le prime parole del capoverso che cambia, dentro il campo.
        #[schemars(title = "capoverso")]
        #[serde(default)]
        pub capoverso: Option<Testo>,
        /// Il valore che ci si aspetta di trovare: se il piano ne ha un altro, la modifica è rifiutata.
        #[schemars(title = "valore di prima")]
        #[serde(default)]
        pub da: Option<Qualsiasi>,
        /// Il valore nuovo, scritto come nel piano.
        #[schemars(title = "valore nuovo")]
        #[serde(default)]
        pub a: Option<Qualsiasi>,
        /// Sopprime ciò che si tocca: il campo, se c'è, altrimenti la cosa intera.
        #[schemars(title = "soppressione")]
        #[serde(default)]
        pub sopprimi: Scelta,

        /// Una missione da aggiungere.
        #[schemars(title = "nuova missione")]
        #[serde(default)]
        pub nuova_missione: Option<Missione>,
        /// Un programma da aggiungere alla missione.
        #[schemars(title = "nuovo programma")]
        #[serde(default)]
        pub nuovo_programma: Option<Programma>,
        /// Un obiettivo da aggiungere al programma.
        #[schemars(title = "nuovo obiettivo")]
        #[serde(default)]
        pub nuovo_obiettivo: Option<Obiettivo>,
        /// Un indicatore da aggiungere all'obiettivo.
        #[schemars(title = "nuovo indicatore")]
        #[serde(default)]
        pub nuovo_indicatore: Option<Indicatore>,
        /// Un ambito progettuale da aggiungere alla descrizione dell'obiettivo.
        #[schemars(title = "nuovo ambito")]
        #[serde(default)]
        pub nuovo_ambito: Option<Ambito>,
        /// Una funzione da aggiungere alla missione.
        #[schemars(title = "nuova funzione")]
        #[serde(default)]
        pub nuova_funzione: Option<Funzione>,
        /// Un capitolo da aggiungere.
        #[schemars(title = "nuovo capitolo")]
        #[serde(default)]
        pub nuovo_capitolo: Option<Capitolo>,
        /// Una riga da aggiungere alla tabella di raccordo.
        #[schemars(title = "nuova area")]
        #[serde(default)]
        pub nuova_area: Option<RigaRaccordo>,
        /// Una riga da aggiungere alla quadratura.
        #[schemars(title = "nuova quadratura")]
        #[serde(default)]
        pub nuova_quadratura: Option<Quadratura>,
        /// Una firma da aggiungere.
        #[schemars(title = "nuova firma")]
        #[serde(default)]
        pub nuova_firma: Option<Firma>,
        /// Un capoverso da aggiungere in fondo al campo, o accanto a quello che dopo o prima nomina.
        #[schemars(title = "nuovo capoverso")]
        #[serde(default)]
        pub nuovo_capoverso: Option<Prosa>,

        /// Il codice di ciò che accoglie quanto si sposta: il programma per un obiettivo, l'obiettivo
        /// per un indicatore, la missione per un programma.
        #[schemars(title = "destinazione")]
        #[serde(default)]
        pub sposta_in: Option<Testo>,
        /// Il codice di ciò che deve stare subito prima.
        #[schemars(title = "ciò che precede")]
        #[serde(default)]
        pub dopo: Option<Testo>,
        /// Il codice di ciò che deve stare subito dopo.
        #[schemars(title = "ciò che segue")]
        #[serde(default)]
        pub prima: Option<Testo>,

        /// La motivazione di questa modifica.
        #[schemars(title = "motivazione")]
        #[serde(default)]
        pub motivazione: Option<Prosa>,
    }
}

/// A value written as the plan would write it; what it is depends on the field that takes it. A scalar is
/// a text here, as it was typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Qualsiasi(Valore);

impl Described for Qualsiasi {
    // The kind is that of the field that the change names, which no description can tell.
    const KIND: Kind = Kind::Either(&[]);

    fn valore(&self) -> Option<Valore> {
        Some(self.0.clone())
    }
}

impl<'de> Deserialize<'de> for Qualsiasi {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(QualsiasiVisitor)
    }
}

struct QualsiasiVisitor;

impl<'de> Visitor<'de> for QualsiasiVisitor {
    type Value = Qualsiasi;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("un valore, scritto come nel piano")
    }

    fn visit_str<E>(self, text: &str) -> Result<Qualsiasi, E> {
        Ok(Qualsiasi(Valore::Text(Testo::new(text))))
    }

    fn visit_bool<E>(self, choice: bool) -> Result<Qualsiasi, E> {
        Ok(Qualsiasi(Valore::Text(Testo::new(choice.to_string()))))
    }

    // What no key accepts arrives as a number that is none: the plan with the change in it refuses it.
    fn visit_f64<E>(self, number: f64) -> Result<Qualsiasi, E> {
        Ok(Qualsiasi(Valore::Text(Testo::new(number.to_string()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Qualsiasi, A::Error> {
        let mut values = Vec::new();
        while let Some(Qualsiasi(value)) = entries.next_element()? {
            values.push(value);
        }
        Ok(Qualsiasi(Valore::List(values)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Qualsiasi, A::Error> {
        let mut keys = Vec::new();
        while let Some((key, Qualsiasi(value))) = entries.next_entry::<String, _>()? {
            keys.push((Cow::Owned(key), value));
        }
        Ok(Qualsiasi(Valore::Group(keys.into_iter().collect())))
    }
}

impl JsonSchema for Qualsiasi {
    fn schema_name() -> Cow<'static, str> {
        "Qualsiasi".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Un valore, scritto come nel piano.",
            "type": ["string", "integer", "boolean", "array", "object"],
        })
    }
}
