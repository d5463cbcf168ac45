//! What differs between two plans, as data for other programs.

mod build;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_yaml::Number;

use super::numbers::WithNumbers;
use crate::confronto::{Quadro, differences};
use crate::lettura::ParsedPlan;
use crate::piano;
use crate::variazioni::Coordinato;
use build::{TypedPlan, act, entry, side, total};

/// The version of the format, to be raised when a reader of the one before would be misled.
const FORMAT_VERSION: u8 = 2;

/// What differs between two plans, or between a plan and its amended text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Le differenze fra due piani, o fra un piano e il testo coordinato con le sue variazioni.",
    deny_unknown_fields
)]
pub(crate) struct Confronto {
    /// La versione di questo formato.
    #[schemars(schema_with = "the_version")]
    versione: u8,
    /// Il testo di prima.
    prima: Lato,
    /// Il testo di dopo.
    dopo: Lato,
    /// Gli atti che hanno modificato il piano, nell'ordine in cui si applicano.
    atti: Vec<Atto>,
    /// Le differenze, nell'ordine in cui portano dal primo testo al secondo.
    differenze: Vec<Voce>,
    /// I totali delle risorse, prima e dopo.
    totali: Vec<Totale>,
}

fn the_version(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "const": FORMAT_VERSION })
}

/// One of the two texts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "Uno dei due testi.", deny_unknown_fields)]
struct Lato {
    /// Come si chiama: il file del piano, o testo previgente e testo modificato.
    nome: String,
    /// L'anno del bilancio.
    esercizio: u16,
}

/// An act that amended the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Un atto che ha modificato il piano.",
    deny_unknown_fields
)]
struct Atto {
    /// Il posto dell'atto nell'ordine di applicazione, da 1.
    posto: usize,
    /// Il genere dell'atto.
    tipo: String,
    /// L'organo che lo adotta.
    organo: String,
    /// Il numero, se è noto.
    #[serde(skip_serializing_if = "Option::is_none")]
    numero: Option<String>,
    /// La data, se è nota: anno, mese e giorno.
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<String>,
    /// L'oggetto, se è detto.
    #[serde(skip_serializing_if = "Option::is_none")]
    oggetto: Option<String>,
    /// Il tipo di modifica, nelle parole dell'AgID.
    tipo_di_modifica: &'static str,
    /// La motivazione di tutte le modifiche che non ne hanno una propria.
    motivazione: String,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "Che cosa è avvenuto.")]
enum Specie {
    /// Un campo ha un altro valore; prima, o dopo, può non averne.
    Valore,
    /// Una cosa è nuova.
    Aggiunta,
    /// Una cosa non c'è più.
    Soppressione,
    /// Una cosa sta altrove.
    Spostamento,
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "Una differenza.", deny_unknown_fields)]
struct Voce {
    /// Che cosa è avvenuto.
    cambio: Specie,
    /// I nomi che portano alla cosa, dal più esterno, nel testo di dopo; in quello di prima, se la cosa
    /// non c'è più. Vuoto per il piano stesso.
    percorso: Vec<Passo>,
    /// Gli stessi nel testo di prima; manca per ciò che è nuovo.
    #[serde(skip_serializing_if = "Option::is_none")]
    percorso_prima: Option<Vec<Passo>>,
    /// Le chiavi del campo, dalla più esterna; vuoto se riguarda la cosa intera.
    campo: Vec<String>,
    /// Il valore, o la cosa, di prima.
    #[serde(skip_serializing_if = "Option::is_none")]
    prima: Option<Valore>,
    /// Il valore, o la cosa, di dopo.
    #[serde(skip_serializing_if = "Option::is_none")]
    dopo: Option<Valore>,
    /// Quanto è cresciuto un numero: in euro un importo, nella sua unità un risultato atteso.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    differenza: Option<Number>,
    /// Dove stava ciò che è stato spostato.
    #[serde(skip_serializing_if = "Option::is_none")]
    posto_prima: Option<Posto>,
    /// Dove sta ciò che è nuovo, o è stato spostato.
    #[serde(skip_serializing_if = "Option::is_none")]
    posto_dopo: Option<Posto>,
    /// Perché.
    motivazioni: Vec<String>,
    /// Il posto degli atti fra quelli che hanno modificato il piano, da 1.
    atti: Vec<usize>,
}

/// A step of the path to an element.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "Un passo del percorso.", deny_unknown_fields)]
struct Passo {
    /// Che cosa è: missione, programma, obiettivo, indicatore, ambito, funzione, capitolo, area,
    /// quadratura, firma.
    specie: &'static str,
    /// Il codice o, per ciò che non ne ha, il titolo.
    nome: String,
}

/// Where an element stands among those of its kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Il posto di una cosa; senza dopo né prima, il primo, o il solo.",
    deny_unknown_fields
)]
struct Posto {
    /// Il codice di ciò che la contiene, se è un altro.
    #[serde(skip_serializing_if = "Option::is_none")]
    contenitore: Option<String>,
    /// Il nome di ciò che le sta subito prima.
    #[serde(skip_serializing_if = "Option::is_none")]
    dopo: Option<String>,
    /// Il nome di ciò che le sta subito dopo.
    #[serde(skip_serializing_if = "Option::is_none")]
    prima: Option<String>,
}

/// A value, as typed and as read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Un valore, com'è scritto e come si legge.",
    deny_unknown_fields
)]
struct Valore {
    /// Il valore nella forma del piano, con gli anni e gli importi come numeri.
    #[serde(serialize_with = "serialize_with_numbers")]
    #[schemars(schema_with = "anything")]
    valore: piano::Valore,
    /// Il testo com'è scritto nel file, se il valore è un testo solo.
    #[serde(skip_serializing_if = "Option::is_none")]
    scritto: Option<String>,
    /// L'importo, in euro.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    importo: Option<Number>,
    /// Il risultato atteso, se è un confronto con un numero.
    #[serde(skip_serializing_if = "Option::is_none")]
    risultato: Option<Risultato>,
}

fn serialize_with_numbers<S: Serializer>(
    value: &piano::Valore,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    WithNumbers(value).serialize(serializer)
}

fn anything(_: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": ["string", "number", "boolean", "array", "object"],
    })
}

/// A target as read.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Un risultato atteso letto come confronto.",
    deny_unknown_fields
)]
struct Risultato {
    /// Il confronto: =, >, >=, <, <=.
    operatore: &'static str,
    /// Il numero.
    #[schemars(with = "f64")]
    numero: Number,
    /// Ciò che segue il numero: %, gg; vuoto se non c'è niente.
    unita: String,
}

/// A total before and after, in euro.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "Un totale delle risorse, in euro.", deny_unknown_fields)]
struct Totale {
    /// Di che cosa è: missione, programma, obiettivi, quadratura, preventivo, differenza.
    specie: &'static str,
    /// Il codice della missione o del programma.
    #[serde(skip_serializing_if = "Option::is_none")]
    codice: Option<String>,
    /// Le parole della riga.
    voce: String,
    /// Prima; manca dove non c'è un importo.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    prima: Option<Number>,
    /// Dopo; manca dove non c'è un importo.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    dopo: Option<Number>,
    /// Dopo meno prima, dove ci sono entrambi.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    differenza: Option<Number>,
}

/// The JSON Schema of a comparison.
pub(crate) fn comparison_schema() -> serde_json::Value {
    schemars::schema_for!(Confronto).to_value()
}

impl Confronto {
    /// What differs between two plans, each with its name; `quadro` is their comparison as it is
    /// printed.
    pub(crate) fn between(
        quadro: &Quadro,
        before: (&str, &ParsedPlan),
        after: (&str, &ParsedPlan),
    ) -> Self {
        let typed = [&before.1.tree, &after.1.tree].map(TypedPlan::new);
        let found = differences(&before.1.piano, &after.1.piano);
        Self {
            versione: FORMAT_VERSION,
            prima: side(before.0, before.1.piano.esercizio),
            dopo: side(after.0, after.1.piano.esercizio),
            atti: Vec::new(),
            differenze: found.iter().map(|found| entry(found, &typed)).collect(),
            totali: quadro.totali.righe.iter().map(total).collect(),
        }
    }

    /// What the amendments of a plan changed, by which acts and why.
    pub(crate) fn of_amendments(quadro: &Quadro, coordinato: &Coordinato) -> Self {
        let typed = [coordinato.tree_before(), &coordinato.parsed.tree].map(TypedPlan::new);
        let found = coordinato.differences();
        let entries = found.iter().map(|found| {
            let reasons = coordinato.reasons(found);
            Voce {
                motivazioni: reasons.motivazioni,
                atti: reasons.atti.iter().map(|act| act + 1).collect(),
                ..entry(found, &typed)
            }
        });
        Self {
            versione: FORMAT_VERSION,
            prima: side(&quadro.prima, coordinato.plan_before().esercizio),
            dopo: side(&quadro.dopo, coordinato.parsed.piano.esercizio),
            atti: (1..).zip(&coordinato.approved).map(act).collect(),
            differenze: entries.collect(),
            totali: quadro.totali.righe.iter().map(total).collect(),
        }
    }

    /// As a JSON document, which `comparison_schema` describes.
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a comparison is plain data") + "\n"
    }
}
