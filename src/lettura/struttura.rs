//! The structure of a file: every finding of the schema, at its place, in Italian.

use std::sync::OnceLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use schemars::JsonSchema;
use serde_json::Value;

use super::albero::{Albero, Nodo, Specie};
use super::scambio::Estranea;
use super::valori::{self, e_numero_equivoco, e_vuoto};
use crate::piano::Importo;
use crate::rilievi::{Luogo, Rapporto, Rilievo};

/// How alike an unknown key and a known one must be for the known one to be suggested.
const SOMIGLIANZA: f64 = 0.7;

/// The structure that a kind of file must have, derived from its type when first needed.
pub struct Forma {
    inizio: &'static str,
    deriva: fn() -> Value,
    derivata: OnceLock<(Value, Validator)>,
    estranea: Option<Estranea>,
}

impl Forma {
    /// The structure of a type; `inizio` says how a file of it begins.
    pub const fn di<T: JsonSchema>(inizio: &'static str) -> Self {
        Self {
            inizio,
            deriva: schema_di::<T>,
            derivata: OnceLock::new(),
            estranea: None,
        }
    }

    /// This structure, told from that of another kind of file.
    pub const fn told_from(mut self, estranea: Estranea) -> Self {
        self.estranea = Some(estranea);
        self
    }

    /// Refuses a file of the other kind, in one finding.
    pub(super) fn refuse_the_other(&self, albero: &Albero) -> Result<(), Rapporto> {
        match &self.estranea {
            Some(estranea) if estranea.is(albero) => Err(estranea.finding(albero).into()),
            _ => Ok(()),
        }
    }

    /// The JSON Schema, for editors: the very one that files are checked against.
    pub fn schema(&self) -> &Value {
        &self.derivata().0
    }

    /// How a file of this kind begins.
    pub fn inizio(&self) -> &'static str {
        self.inizio
    }

    /// Whether a name is a key somewhere in a file of this kind.
    pub fn has_key(&self, name: &str) -> bool {
        let looks_like_one = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        looks_like_one && holds_key(self.schema(), name)
    }

    /// Whether a text is one of the words that a key of such a file is chosen among.
    pub fn is_choice(&self, text: &str) -> bool {
        holds_choice(self.schema(), text)
    }

    fn derivata(&self) -> &(Value, Validator) {
        self.derivata.get_or_init(|| {
            let schema = (self.deriva)();
            let controllo = jsonschema::validator_for(&schema).expect("our own schema is valid");
            (schema, controllo)
        })
    }

    /// Checks a tree.
    pub fn controlla(&self, albero: &Albero) -> Rapporto {
        let valore = valori::per_lo_schema(albero, albero.radice());
        let (schema, controllo) = self.derivata();
        let errori: Vec<ValidationError<'_>> = controllo.iter_errors(&valore).collect();
        let esame = Esame { albero, schema };
        let mut trovati: Vec<Rilievo> = Vec::new();
        for errore in errori.iter().filter(|e| !esame.e_un_refuso(e, &errori)) {
            for rilievo in esame.rilievi(errore) {
                // What an anchor repeats is found once.
                if !trovati.contains(&rilievo) {
                    trovati.push(rilievo);
                }
            }
        }
        trovati.into_iter().collect()
    }
}

/// A tree beside the schema that it does not fit.
struct Esame<'a> {
    albero: &'a Albero,
    schema: &'a Value,
}

impl<'a> Esame<'a> {
    /// Whether a key is missing only because, in the same group, it is misspelt.
    fn e_un_refuso(&self, mancante: &ValidationError<'_>, errori: &[ValidationError<'_>]) -> bool {
        let ValidationErrorKind::Required { property } = mancante.kind() else {
            return false;
        };
        errori
            .iter()
            .filter(|e| e.instance_path() == mancante.instance_path())
            .any(|e| match e.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    let note = self.chiavi_note(e);
                    unexpected
                        .iter()
                        .any(|nome| simile(nome, &note).map(String::as_str) == property.as_str())
                }
                _ => false,
            })
    }

    fn rilievi(&self, errore: &ValidationError<'_>) -> Vec<Rilievo> {
        let albero = self.albero;
        let percorso = steps(errore.instance_path().as_str());
        if let Some(finding) = split_value(albero, &percorso) {
            return vec![finding];
        }
        let (nodo, chiave) = albero.segui(percorso);
        let dove = |rilievo: Rilievo| vec![rilievo.in_luogo(albero.luogo(nodo))];
        match errore.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
                .iter()
                .map(|nome| self.chiave_ignota(nodo, nome, errore))
                .collect(),
            ValidationErrorKind::Required { property } => {
                vec![self.chiave_mancante(nodo, chiave, property, errore)]
            }
            ValidationErrorKind::Type { kind } => dove(tipo_sbagliato(albero, nodo, kind, || {
                self.descrizione(errore)
            })),
            ValidationErrorKind::PropertyNames { error } => {
                let nome = error.instance().as_str().unwrap_or_default().to_owned();
                if let Some(finding) = split_by_a_comma(albero, nodo, &nome) {
                    return vec![finding];
                }
                let luogo = albero
                    .chiave(nodo, &nome)
                    .map_or(nodo, |(chiave, _)| chiave);
                vec![
                    Rilievo::errore(format!("“{nome}” non è un anno"))
                        .in_luogo(albero.luogo(luogo))
                        .regola("qui ogni chiave è un anno di quattro cifre, dal 1900 al 2199"),
                ]
            }
            ValidationErrorKind::Enum { options } => {
                dove(fuori_elenco(albero, nodo, &testi(options.as_array())))
            }
            ValidationErrorKind::OneOfNotValid { .. } => {
                let casi = self.nello_schema(errore).and_then(Value::as_array);
                let costanti: Vec<String> = casi
                    .into_iter()
                    .flatten()
                    .filter_map(|caso| testo_di(caso.get("const")?))
                    .collect();
                dove(fuori_elenco(albero, nodo, &costanti))
            }
            _ => {
                let descrizione = self.descrizione(errore);
                let valore = albero.testo(nodo).unwrap_or("questo valore");
                dove(Rilievo::errore(format!("“{valore}” non va bene qui")).regola(descrizione))
            }
        }
    }

    fn descrizione(&self, errore: &ValidationError<'_>) -> &'a str {
        self.oggetto_dello_schema(errore)
            .and_then(|oggetto| oggetto.get("description")?.as_str())
            .unwrap_or("il valore non ha la forma che la chiave richiede")
    }

    fn nello_schema(&self, errore: &ValidationError<'_>) -> Option<&'a Value> {
        self.schema.pointer(errore.schema_path().as_str())
    }

    fn oggetto_dello_schema(&self, errore: &ValidationError<'_>) -> Option<&'a Value> {
        let puntatore = errore.schema_path().as_str();
        self.schema.pointer(puntatore.rsplit_once('/')?.0)
    }

    fn chiavi_note(&self, errore: &ValidationError<'_>) -> Vec<String> {
        self.oggetto_dello_schema(errore)
            .and_then(|oggetto| oggetto.get("properties")?.as_object())
            .map(|chiavi| chiavi.keys().cloned().collect())
            .unwrap_or_default()
    }

    fn chiave_ignota(&self, gruppo: Nodo, nome: &str, errore: &ValidationError<'_>) -> Rilievo {
        let albero = self.albero;
        if let Some(finding) = split_by_a_comma(albero, gruppo, nome) {
            return finding;
        }
        let note = self.chiavi_note(errore);
        let luogo = albero
            .chiave(gruppo, nome)
            .map_or(gruppo, |(chiave, _)| chiave);
        let rilievo = Rilievo::errore(format!("la chiave “{nome}” non è prevista qui"))
            .in_luogo(albero.luogo(luogo))
            .regola(format!("le chiavi previste qui sono: {}", note.join(", ")));
        match simile(nome, &note) {
            Some(nota) => rilievo.rimedio(format!("forse si voleva scrivere “{nota}”")),
            None => rilievo.rimedio("toglierla, o scriverla dove è prevista"),
        }
    }

    fn chiave_mancante(
        &self,
        gruppo: Nodo,
        chiave: Option<Nodo>,
        mancante: &Value,
        errore: &ValidationError<'_>,
    ) -> Rilievo {
        let albero = self.albero;
        let nome = mancante.as_str().unwrap_or_default();
        let prima = match albero.specie(gruppo) {
            Specie::Gruppo(chiavi) => chiavi.first().map(|(prima, _)| *prima),
            _ => None,
        };
        let descrizione = self.oggetto_dello_schema(errore).and_then(|oggetto| {
            oggetto
                .get("properties")?
                .get(nome)?
                .get("description")?
                .as_str()
        });
        let rilievo = Rilievo::errore(format!("manca la chiave “{nome}”"))
            .in_luogo(albero.luogo(prima.or(chiave).unwrap_or(gruppo)))
            .rimedio(format!("aggiungere la riga “{nome}: …” a questo gruppo"));
        match descrizione {
            Some(descrizione) => rilievo.regola(format!("{nome}: {descrizione}")),
            None => rilievo,
        }
    }
}

/// Whether a schema, or one within it, has a property of a name.
fn holds_key(schema: &Value, name: &str) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| {
            let here = key == "properties" && value.get(name).is_some();
            here || holds_key(value, name)
        }),
        Value::Array(values) => values.iter().any(|value| holds_key(value, name)),
        _ => false,
    }
}

/// Whether a schema, or one within it, admits a text as one of a few.
fn holds_choice(schema: &Value, text: &str) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match key.as_str() {
            "const" => value == text,
            "enum" => value
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == text)),
            _ => holds_choice(value, text),
        }),
        Value::Array(values) => values.iter().any(|value| holds_choice(value, text)),
        _ => false,
    }
}

fn schema_di<T: JsonSchema>() -> Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .with_transform(senza_nulli)
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// An optional key is left out, never empty.
fn senza_nulli(schema: &mut schemars::Schema) {
    schemars::transform::transform_subschemas(&mut senza_nulli, schema);
    let Some(oggetto) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(tipi)) = oggetto.get_mut("type") {
        tipi.retain(|tipo| tipo != "null");
    }
    if oggetto.get("default").is_some_and(Value::is_null) {
        oggetto.remove("default");
    }
    if let Some(Value::Array(casi)) = oggetto.get_mut("anyOf") {
        casi.retain(|caso| caso.get("type").is_none_or(|tipo| tipo != "null"));
        if let [Value::Object(solo)] = casi.as_slice() {
            let solo = solo.clone();
            oggetto.remove("anyOf");
            oggetto.extend(solo);
        }
    }
}

/// The steps of a JSON pointer.
fn steps(pointer: &str) -> Vec<String> {
    let steps = pointer.split('/').skip(1);
    steps
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// A finding for a value that a comma splits from the next key, when a path leads to either of the
/// two.
fn split_value(tree: &Albero, path: &[String]) -> Option<Rilievo> {
    let (name, above) = path.split_last()?;
    let (group, _) = tree.segui(above);
    let Specie::Gruppo(keys) = tree.specie(group) else {
        return None;
    };
    let key = |place: usize| tree.testo(keys.get(place)?.0);
    let place = (0..keys.len()).find(|place| key(*place) == Some(name))?;
    let next = key(place + 1).and_then(|next| split_by_a_comma(tree, group, next));
    next.or_else(|| split_by_a_comma(tree, group, name))
}

/// Within braces a comma ends a value: what follows it, a key without a value, was a part of it.
fn split_by_a_comma(tree: &Albero, group: Nodo, name: &str) -> Option<Rilievo> {
    let Specie::Gruppo(keys) = tree.specie(group) else {
        return None;
    };
    let place = keys
        .iter()
        .position(|(key, _)| tree.testo(*key) == Some(name))?;
    let (_, before) = keys.get(place.checked_sub(1)?)?;
    let (key, value) = keys[place];
    let has_no_value =
        matches!(tree.specie(value), Specie::Scalare { testo, .. } if testo.is_empty());
    let (start, end) = (tree.luogo(*before), tree.luogo(key));
    let text = start.sorgente.testo();
    let between = text.get(start.intervallo.end..end.intervallo.start)?;
    let after = text[end.intervallo.end..].trim_start();
    if after.starts_with(':') {
        return None;
    }
    if !has_no_value
        || between.trim() != ","
        || !matches!(tree.specie(*before), Specie::Scalare { nudo: true, .. })
    {
        return None;
    }
    let whole = start.intervallo.start..end.intervallo.end;
    let typed = text[whole.clone()].to_owned();
    let place = Luogo {
        intervallo: whole,
        ..start
    };
    Some(split_by_comma(place, &typed))
}

/// The finding for a value that a comma splits; an amount is written without the space that splits it.
pub(super) fn split_by_comma(place: Luogo, typed: &str) -> Rilievo {
    let is_amount = !typed.contains(|c: char| !c.is_ascii_digit() && !"., ".contains(c));
    let whole = if is_amount {
        typed.replace(' ', "")
    } else {
        typed.to_owned()
    };
    Rilievo::errore("la virgola qui separa due chiavi, e taglia il valore")
        .in_luogo(place)
        .regola("fra parentesi { } la virgola separa le chiavi: un valore che la contiene va fra virgolette")
        .rimedio(format!("scrivere {}", super::quoted(&whole)))
}

fn testi(valori: Option<&Vec<Value>>) -> Vec<String> {
    valori.into_iter().flatten().filter_map(testo_di).collect()
}

fn testo_di(valore: &Value) -> Option<String> {
    valore.as_str().map(str::to_owned)
}

fn simile<'a>(nome: &str, note: &'a [String]) -> Option<&'a String> {
    note.iter()
        .map(|nota| (strsim::jaro_winkler(nome, nota), nota))
        .filter(|(somiglianza, _)| *somiglianza >= SOMIGLIANZA)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, nota)| nota)
}

fn fuori_elenco(albero: &Albero, nodo: Nodo, ammessi: &[String]) -> Rilievo {
    let valore = albero.testo(nodo).unwrap_or("questo valore");
    let rilievo = Rilievo::errore(format!("“{valore}” non è fra i valori ammessi"))
        .regola(format!("qui si può scrivere: {}", ammessi.join(", ")));
    match simile(valore, ammessi) {
        Some(ammesso) => rilievo.rimedio(format!("forse si voleva scrivere “{ammesso}”")),
        None => rilievo,
    }
}

fn tipo_sbagliato<'a>(
    albero: &Albero,
    nodo: Nodo,
    atteso: &TypeKind,
    descrizione: impl FnOnce() -> &'a str,
) -> Rilievo {
    let regola = format!("qui serve {}", parole_dei_tipi(atteso));
    match albero.specie(nodo) {
        Specie::Elenco(_) => Rilievo::errore("qui c'è un elenco").regola(regola),
        Specie::Gruppo(_) => Rilievo::errore("qui c'è un gruppo di chiavi")
            .regola(regola)
            .rimedio("se è un testo che contiene “: ”, scriverlo fra virgolette"),
        Specie::Scalare { testo, nudo: true } if e_vuoto(testo) => Rilievo::errore(
            "la chiave non ha un valore",
        )
        .regola(regola)
        .rimedio(
            "scrivere il valore, o \"\" per una riga vuota nelle schede, o togliere la chiave",
        ),
        Specie::Scalare { testo, nudo: true } if e_numero_equivoco(testo) && is_amount(atteso) => {
            match Importo::why_not(testo) {
                Some(why) => Rilievo::errore(why),
                None => numero_equivoco(testo),
            }
        }
        Specie::Scalare { testo, nudo: true } if e_numero_equivoco(testo) => numero_equivoco(testo),
        Specie::Scalare { testo, nudo: true } if testo.parse::<i64>().is_ok() => {
            Rilievo::errore(format!("“{testo}” non va bene qui")).regola(descrizione())
        }
        Specie::Scalare { testo, nudo: true }
            if matches!(valori::per_lo_schema(albero, nodo), Value::Bool(_)) =>
        {
            Rilievo::errore(format!(
                "“{testo}” senza virgolette è una scelta, non un testo"
            ))
            .regola(regola)
            .rimedio(format!("scrivere \"{testo}\" fra virgolette"))
        }
        Specie::Scalare { testo, .. } => {
            Rilievo::errore(format!("“{testo}” è un testo")).regola(regola)
        }
    }
}

/// Whether a key holds an amount: the only kind of value that may be a number with decimals.
fn is_amount(expected: &TypeKind) -> bool {
    match expected {
        TypeKind::Single(_) => false,
        TypeKind::Multiple(types) => types.iter().any(|one| one == JsonType::Number),
    }
}

fn numero_equivoco(testo: &str) -> Rilievo {
    let lettura = testo.parse::<f64>().map_or_else(
        |_| "in modi diversi secondo il programma".to_owned(),
        |numero| format!("come {numero}"),
    );
    Rilievo::errore(format!("il numero {testo} senza virgolette è equivoco"))
        .regola(format!(
            "in YAML {testo} si legge {lettura}; in Italia il punto separa le migliaia e la virgola i decimali"
        ))
        .rimedio(format!("scriverlo fra virgolette, come si vuole stampare: \"{testo}\""))
}

fn parole_dei_tipi(tipi: &TypeKind) -> String {
    let uno = |tipo: JsonType| match tipo {
        JsonType::Array => Some("un elenco (ogni voce comincia con un trattino)"),
        JsonType::Object => Some("un gruppo di chiavi, più a destra della riga"),
        JsonType::String => Some("un testo"),
        JsonType::Boolean => Some("una scelta fra sì e no"),
        JsonType::Integer | JsonType::Number => None,
        JsonType::Null => None,
    };
    let parole: Vec<&str> = match tipi {
        TypeKind::Single(tipo) => vec![uno(*tipo).unwrap_or("un numero intero")],
        TypeKind::Multiple(tipi) => tipi.iter().filter_map(uno).collect(),
    };
    parole.join(" oppure ")
}
