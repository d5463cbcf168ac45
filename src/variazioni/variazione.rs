//! The amendment: an act, and the changes it makes.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::piano::{
    Ambito, Capitolo, Data, Firma, Funzione, Indicatore, Missione, Obiettivo, Programma, Prosa,
    Quadratura, RigaRaccordo, Scelta, Testo, prepositions,
};

/// An amendment of the plan (art. 12 DPR 254/2005): one act, one file.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "Una variazione del piano: un atto e le modifiche che approva.")]
pub struct Variazione {
    /// L'atto che approva le modifiche.
    pub atto: AttoDiVariazione,
    /// Il tipo di modifica, nelle parole dell'AgID.
    pub tipo: TipoDiModifica,
    /// La motivazione di tutte le modifiche che non ne hanno una propria.
    pub motivazione: Prosa,
    /// Le modifiche, nell'ordine in cui si leggono; solo un'annotazione può non averne.
    #[serde(default)]
    pub modifiche: Vec<Modifica>,
}

/// The act that approves an amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(description = "L'atto che approva la variazione.")]
pub struct AttoDiVariazione {
    /// Il genere dell'atto: delibera, deliberazione, determina, determinazione, decreto, atto.
    pub tipo: Testo,
    /// L'organo che lo adotta: Consiglio, Giunta, Commissario straordinario.
    pub organo: Testo,
    /// Il numero; se manca, si stampa lo spazio da riempire.
    #[serde(default)]
    pub numero: Option<Testo>,
    /// La data; se manca, si stampa lo spazio da riempire e la variazione si applica per ultima.
    #[serde(default)]
    pub data: Option<Data>,
    /// L'oggetto dell'atto.
    #[serde(default)]
    pub oggetto: Option<Testo>,
}

/// The kind of change, as AgID's metadata name it (Linee guida sui documenti informatici, annex 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "Il tipo di modifica, fra quelli dei metadati AgID.")]
pub enum TipoDiModifica {
    /// La correzione di un errore materiale.
    Rettifica,
    /// Una decisione che cambia il piano o vi aggiunge qualcosa.
    Integrazione,
    /// La soppressione di ciò che il piano dice.
    Annullamento,
    /// Un'aggiunta che non cambia il contenuto.
    Annotazione,
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
    /// The word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rettifica => "rettifica",
            Self::Integrazione => "integrazione",
            Self::Annullamento => "annullamento",
            Self::Annotazione => "annotazione",
        }
    }
}

/// A change: what it addresses, by codes, and one thing to do with it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(
    description = "Una modifica: che cosa tocca (per codice, mai per posto) e una sola cosa da farne."
)]
pub struct Modifica {
    /// Il codice della missione che si tocca.
    #[serde(default)]
    pub missione: Option<Testo>,
    /// Il codice del programma che si tocca.
    #[serde(default)]
    pub programma: Option<Testo>,
    /// Il codice dell'obiettivo che si tocca.
    #[serde(default)]
    pub obiettivo: Option<Testo>,
    /// Il codice dell'indicatore che si tocca.
    #[serde(default)]
    pub indicatore: Option<Testo>,
    /// L'ambito progettuale che si tocca, come è scritto; con l'obiettivo a cui appartiene.
    #[serde(default)]
    pub ambito: Option<Testo>,
    /// La lettera della funzione istituzionale che si tocca; con la missione a cui appartiene.
    #[serde(default)]
    pub funzione: Option<Testo>,
    /// Il titolo del capitolo che si tocca.
    #[serde(default)]
    pub capitolo: Option<Testo>,
    /// L'area strategica della tabella di raccordo che si tocca.
    #[serde(default)]
    pub area: Option<Testo>,
    /// La voce della quadratura che si tocca.
    #[serde(default)]
    pub quadratura: Option<Testo>,
    /// Il ruolo della firma che si tocca.
    #[serde(default)]
    pub firma: Option<Testo>,

    /// La chiave del piano che cambia: risorse_economiche, risultati_attesi.2021, premessa.testo.
    #[serde(default)]
    pub campo: Option<Testo>,
    /// Le prime parole del capoverso che cambia, dentro il campo.
    #[serde(default)]
    pub capoverso: Option<Testo>,
    /// Il valore che ci si aspetta di trovare: se il piano ne ha un altro, la modifica è rifiutata.
    #[serde(default)]
    pub da: Option<Qualsiasi>,
    /// Il valore nuovo, scritto come nel piano.
    #[serde(default)]
    pub a: Option<Qualsiasi>,
    /// Sopprime ciò che si tocca: il campo, se c'è, altrimenti la cosa intera.
    #[serde(default)]
    pub sopprimi: Scelta,

    /// Una missione da aggiungere.
    #[serde(default)]
    pub nuova_missione: Option<Missione>,
    /// Un programma da aggiungere alla missione.
    #[serde(default)]
    pub nuovo_programma: Option<Programma>,
    /// Un obiettivo da aggiungere al programma.
    #[serde(default)]
    pub nuovo_obiettivo: Option<Obiettivo>,
    /// Un indicatore da aggiungere all'obiettivo.
    #[serde(default)]
    pub nuovo_indicatore: Option<Indicatore>,
    /// Un ambito progettuale da aggiungere alla descrizione dell'obiettivo.
    #[serde(default)]
    pub nuovo_ambito: Option<Ambito>,
    /// Una funzione da aggiungere alla missione.
    #[serde(default)]
    pub nuova_funzione: Option<Funzione>,
    /// Un capitolo da aggiungere.
    #[serde(default)]
    pub nuovo_capitolo: Option<Capitolo>,
    /// Una riga da aggiungere alla tabella di raccordo.
    #[serde(default)]
    pub nuova_area: Option<RigaRaccordo>,
    /// Una riga da aggiungere alla quadratura.
    #[serde(default)]
    pub nuova_quadratura: Option<Quadratura>,
    /// Una firma da aggiungere.
    #[serde(default)]
    pub nuova_firma: Option<Firma>,
    /// Un capoverso da aggiungere in fondo al campo, o accanto a quello che dopo o prima nomina.
    #[serde(default)]
    pub nuovo_capoverso: Option<Prosa>,

    /// Il codice di ciò che accoglie quanto si sposta: il programma per un obiettivo, l'obiettivo
    /// per un indicatore, la missione per un programma.
    #[serde(default)]
    pub sposta_in: Option<Testo>,
    /// Il codice di ciò che deve stare subito prima.
    #[serde(default)]
    pub dopo: Option<Testo>,
    /// Il codice di ciò che deve stare subito dopo.
    #[serde(default)]
    pub prima: Option<Testo>,

    /// La motivazione di questa modifica.
    #[serde(default)]
    pub motivazione: Option<Prosa>,
}

/// A value written as the plan would write it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Qualsiasi(pub serde_yaml::Value);

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
