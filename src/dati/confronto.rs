//! What differs between two plans, as data for other programs.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_yaml::{Number, Value};

use super::multiples::is_multiple;
use super::numbers::{amount, exactly, with_numbers};
use super::typed::typed;
use crate::lettura::Letto;
use crate::piano::{Importo, Lettura, Operatore, RisultatoAtteso, Testo};
use crate::variazioni::{
    Approvata, Cambio, Coordinato, Differenza, Posizione, Quadro, RigaTotali, differenze,
};

/// The version of the format, to be raised when a reader of the one before would be misled.
const VERSION: u8 = 2;

/// What differs between two plans, or between a plan and its amended text.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(
    description = "Le differenze fra due piani, o fra un piano e il testo coordinato con le sue variazioni.",
    deny_unknown_fields
)]
pub struct Confronto {
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
    json_schema!({ "const": VERSION })
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

/// A step of the way to a thing.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(description = "Un passo del percorso.", deny_unknown_fields)]
struct Passo {
    /// Che cosa è: missione, programma, obiettivo, indicatore, ambito, funzione, capitolo, area,
    /// quadratura, firma.
    specie: &'static str,
    /// Il codice o, per ciò che non ne ha, il titolo.
    nome: String,
}

/// Where a thing stands among those of its kind.
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
    #[schemars(schema_with = "anything")]
    valore: Value,
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
    /// Prima; manca ciò che prima non c'era.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    prima: Option<Number>,
    /// Dopo; manca ciò che non c'è più.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    dopo: Option<Number>,
    /// Dopo meno prima, dove ci sono entrambi.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    differenza: Option<Number>,
}

/// The JSON Schema of a comparison.
pub fn schema_del_confronto() -> serde_json::Value {
    schemars::schema_for!(Confronto).to_value()
}

impl Confronto {
    /// What differs between two plans; `quadro` is their comparison as it is printed.
    pub fn between(quadro: &Quadro, before: &Letto, after: &Letto) -> Self {
        let trees = [&before.albero, &after.albero];
        let found = differenze(&before.piano, &after.piano);
        let entries = found.iter().map(|found| entry(found, trees)).collect();
        Self {
            versione: VERSION,
            prima: side(&quadro.prima, before.piano.esercizio),
            dopo: side(&quadro.dopo, after.piano.esercizio),
            atti: Vec::new(),
            differenze: entries,
            totali: quadro.totali.righe.iter().map(total).collect(),
        }
    }

    /// What the amendments of a plan changed, by which acts and why.
    pub fn of_amendments(quadro: &Quadro, coordinato: &Coordinato) -> Self {
        let trees = [coordinato.albero_prima(), &coordinato.letto.albero];
        let found = coordinato.differenze();
        let entries = found.iter().map(|found| {
            let reasons = coordinato.ragioni(found);
            Voce {
                motivazioni: reasons.motivazioni,
                atti: reasons.atti.iter().map(|act| act + 1).collect(),
                ..entry(found, trees)
            }
        });
        Self {
            versione: VERSION,
            prima: side(&quadro.prima, coordinato.prima().esercizio),
            dopo: side(&quadro.dopo, coordinato.letto.piano.esercizio),
            atti: (1..).zip(&coordinato.storia).map(act).collect(),
            differenze: entries.collect(),
            totali: quadro.totali.righe.iter().map(total).collect(),
        }
    }

    /// As a JSON document, which `schema_del_confronto` describes.
    pub fn in_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a comparison is plain data") + "\n"
    }
}

fn side(name: &str, year: crate::piano::Anno) -> Lato {
    let name = name
        .strip_prefix("Prima: ")
        .or(name.strip_prefix("Dopo: "))
        .unwrap_or(name);
    Lato {
        nome: name.to_owned(),
        esercizio: year.into(),
    }
}

fn act((place, approved): (usize, &Approvata)) -> Atto {
    let text = |text: &Option<Testo>| text.as_deref().map(str::to_owned);
    Atto {
        posto: place,
        tipo: approved.atto.tipo.to_string(),
        organo: approved.atto.organo.to_string(),
        numero: text(&approved.atto.numero),
        data: approved.atto.data.map(|date| date.in_cifre()),
        oggetto: text(&approved.atto.oggetto),
        tipo_di_modifica: approved.tipo.parola(),
        motivazione: approved.motivazione.clone(),
    }
}

/// A difference, without its acts and reasons. The trees, before and after, say how values are typed.
fn entry(found: &Differenza, trees: [&crate::lettura::Albero; 2]) -> Voce {
    let mut entry = Voce {
        cambio: Specie::Valore,
        percorso: steps(&found.cosa),
        percorso_prima: Some(steps(&found.indirizzo)),
        campo: found.campo.clone(),
        prima: None,
        dopo: None,
        differenza: None,
        posto_prima: None,
        posto_dopo: None,
        motivazioni: Vec::new(),
        atti: Vec::new(),
    };
    match &found.cambio {
        Cambio::Valore { prima, dopo } => {
            let as_typed = [
                typed(trees[0], &found.indirizzo, &found.campo),
                typed(trees[1], &found.cosa, &found.campo),
            ];
            let [typed_before, typed_after] = as_typed;
            entry.differenza = difference(&found.campo, prima.as_ref(), dopo.as_ref());
            entry.prima = prima.as_ref().map(|v| value(&found.campo, v, typed_before));
            entry.dopo = dopo.as_ref().map(|v| value(&found.campo, v, typed_after));
        }
        Cambio::Aggiunta { valore, posizione } => {
            entry.cambio = Specie::Aggiunta;
            entry.percorso_prima = None;
            entry.dopo = Some(value(&[], valore, None));
            entry.posto_dopo = Some(place(None, posizione.as_ref()));
        }
        Cambio::Soppressa { valore } => {
            entry.cambio = Specie::Soppressione;
            entry.prima = Some(value(&[], valore, None));
        }
        Cambio::Spostata {
            precedente,
            contenitore,
            posizione,
        } => {
            let held_by = found.indirizzo.iter().rev().nth(1);
            let held_by = held_by.filter(|_| contenitore.is_some());
            let after = precedente.clone().map(Posizione::Dopo);
            entry.cambio = Specie::Spostamento;
            entry.posto_prima = Some(place(held_by.map(|(_, name)| name), after.as_ref()));
            entry.posto_dopo = Some(place(contenitore.as_ref(), posizione.as_ref()));
        }
    }
    entry
}

fn steps(chain: &[(crate::variazioni::Classe, String)]) -> Vec<Passo> {
    let steps = chain.iter().map(|(kind, name)| Passo {
        specie: kind.nome(),
        nome: name.clone(),
    });
    steps.collect()
}

fn place(holder: Option<&String>, position: Option<&Posizione>) -> Posto {
    let (after, before) = match position {
        Some(Posizione::Dopo(name)) => (Some(name), None),
        Some(Posizione::Prima(name)) => (None, Some(name)),
        None => (None, None),
    };
    Posto {
        contenitore: holder.cloned(),
        dopo: after.cloned(),
        prima: before.cloned(),
    }
}

fn value(field: &[String], value: &Value, typed: Option<String>) -> Valore {
    let key = key_of_amounts(field)
        .or(field.last())
        .map_or("", String::as_str);
    let text = value.as_str();
    Valore {
        valore: with_numbers(key, value),
        scritto: typed.or_else(|| text.map(str::to_owned)),
        importo: euro(field, value).map(amount),
        risultato: target(field, value).and_then(|reading| result(&reading)),
    }
}

/// The key of an amount, which may have a year after it.
fn key_of_amounts(field: &[String]) -> Option<&String> {
    let amounts = ["risorse_economiche", "importo", "preventivo"];
    field.iter().find(|key| amounts.contains(&key.as_str()))
}

fn euro(field: &[String], value: &Value) -> Option<Importo> {
    key_of_amounts(field)?;
    Importo::leggi(value.as_str()?)
}

/// The reading of a target whose number is written for the whole of it.
fn target(field: &[String], value: &Value) -> Option<Lettura> {
    field.first().filter(|key| *key == "risultati_attesi")?;
    let target = RisultatoAtteso::from(Testo::new(value.as_str()?));
    let reading = target.lettura()?;
    (!is_multiple(&reading.unita)).then(|| reading.clone())
}

fn result(reading: &Lettura) -> Option<Risultato> {
    Some(Risultato {
        operatore: operator(reading.operatore),
        numero: exactly(reading.numero)?,
        unita: reading.unita.clone(),
    })
}

/// The sign of a comparison.
pub fn operator(operator: Operatore) -> &'static str {
    match operator {
        Operatore::Uguale => "=",
        Operatore::Maggiore => ">",
        Operatore::MaggioreOUguale => ">=",
        Operatore::Minore => "<",
        Operatore::MinoreOUguale => "<=",
    }
}

/// How much a number grew, when before and after can be compared.
fn difference(field: &[String], before: Option<&Value>, after: Option<&Value>) -> Option<Number> {
    let (before, after) = (before?, after?);
    if let (Some(before), Some(after)) = (euro(field, before), euro(field, after)) {
        return Some(amount(after - before));
    }
    let (before, after) = (target(field, before)?, target(field, after)?);
    let comparable = (before.operatore, &before.unita) == (after.operatore, &after.unita);
    let grown = after.numero.checked_sub(before.numero)?;
    comparable.then(|| exactly(grown)).flatten()
}

fn total(row: &RigaTotali) -> Totale {
    Totale {
        specie: row.specie.nome(),
        codice: Some(row.codice.clone()).filter(|code| !code.is_empty()),
        voce: row.voce.clone(),
        prima: row.prima.map(amount),
        dopo: row.dopo.map(amount),
        differenza: row
            .prima
            .zip(row.dopo)
            .map(|(before, after)| amount(after - before)),
    }
}
