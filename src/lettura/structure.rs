//! The structure of a file: every finding of the schema, at its place, in Italian.

use std::sync::OnceLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{JsonType, ValidationError, Validator};
use schemars::JsonSchema;
use serde_json::Value;

use super::other_kind::OtherKind;
use super::tree::{Node, NodeKind, SyntaxTree};
use super::values::{self, is_ambiguous_number, is_null};
use crate::piano::{Described, Importo, Kind};
use crate::rilievi::{Location, Report, Rilievo};

/// How alike an unknown key and a known one must be for the known one to be suggested.
const MIN_SIMILARITY: f64 = 0.7;

/// The structure that a kind of file must have, derived from its type when first needed.
pub struct FileShape {
    first_keys: &'static str,
    description: Kind,
    derive_schema: fn() -> Value,
    derived: OnceLock<(Value, Validator)>,
    other_kind: Option<OtherKind>,
}

impl FileShape {
    /// The structure of a type; `first_keys` says how a file of it begins.
    pub const fn of_type<T: JsonSchema + Described>(first_keys: &'static str) -> Self {
        Self {
            first_keys,
            description: T::KIND,
            derive_schema: schema_of_type::<T>,
            derived: OnceLock::new(),
            other_kind: None,
        }
    }

    /// This structure, told from that of another kind of file.
    pub const fn distinct_from(mut self, other_kind: OtherKind) -> Self {
        self.other_kind = Some(other_kind);
        self
    }

    /// Refuses a file of the other kind, in one finding.
    pub(super) fn refuse_other_kind(&self, tree: &SyntaxTree) -> Result<(), Report> {
        match &self.other_kind {
            Some(other_kind) if other_kind.matches(tree) => Err(other_kind.finding(tree).into()),
            _ => Ok(()),
        }
    }

    /// The JSON Schema, for editors: the very one that files are checked against.
    pub fn schema(&self) -> &Value {
        &self.derived().0
    }

    /// How a file of this kind begins.
    pub fn first_keys(&self) -> &'static str {
        self.first_keys
    }

    /// Whether a name is a key somewhere in a file of this kind.
    pub fn has_key(&self, name: &str) -> bool {
        let looks_like_one = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        looks_like_one && has_key_within(self.schema(), name)
    }

    /// Whether a text is one of the words that a key of such a file is chosen among.
    pub fn is_choice(&self, text: &str) -> bool {
        has_choice_within(self.schema(), text)
    }

    /// The keys of such a file whose value may be of a kind.
    pub fn keys_of(&self, kind: Kind) -> Vec<&'static str> {
        let fields = self.description.fields().into_iter();
        let of_kind = fields.filter(|(_, field)| field.kind.admits(kind));
        of_kind.map(|(_, field)| field.key).collect()
    }

    fn derived(&self) -> &(Value, Validator) {
        self.derived.get_or_init(|| {
            let schema = (self.derive_schema)();
            let validator = jsonschema::validator_for(&schema).expect("our own schema is valid");
            (schema, validator)
        })
    }

    /// Checks a tree.
    pub fn check(&self, tree: &SyntaxTree) -> Report {
        let value = values::json_value(tree, tree.root());
        let (schema, validator) = self.derived();
        let violations: Vec<ValidationError<'_>> = validator.iter_errors(&value).collect();
        let esame = SchemaCheck { tree, schema };
        let mut found: Vec<Rilievo> = Vec::new();
        for violation in violations
            .iter()
            .filter(|e| !esame.is_due_to_typo(e, &violations))
        {
            for rilievo in esame.rilievi(violation) {
                // What an anchor repeats is found once.
                if !found.contains(&rilievo) {
                    found.push(rilievo);
                }
            }
        }
        found.into_iter().collect()
    }
}

/// A tree beside the schema that it does not fit.
struct SchemaCheck<'a> {
    tree: &'a SyntaxTree,
    schema: &'a Value,
}

impl<'a> SchemaCheck<'a> {
    /// Whether a key is missing only because, in the same group, it is misspelt.
    fn is_due_to_typo(
        &self,
        missing: &ValidationError<'_>,
        violations: &[ValidationError<'_>],
    ) -> bool {
        let ValidationErrorKind::Required { property } = missing.kind() else {
            return false;
        };
        violations
            .iter()
            .filter(|e| e.instance_path() == missing.instance_path())
            .any(|e| match e.kind() {
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    let note = self.known_keys(e);
                    unexpected.iter().any(|name| {
                        similar_name(name, &note).map(String::as_str) == property.as_str()
                    })
                }
                _ => false,
            })
    }

    fn rilievi(&self, violation: &ValidationError<'_>) -> Vec<Rilievo> {
        let tree = self.tree;
        let path = pointer_steps(violation.instance_path().as_str());
        if let Some(finding) = find_split_value(tree, &path) {
            return vec![finding];
        }
        let (node, key) = tree.follow(path);
        let at_node = |rilievo: Rilievo| vec![rilievo.at(tree.location(node))];
        match violation.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
                .iter()
                .map(|name| self.unknown_key(node, name, violation))
                .collect(),
            ValidationErrorKind::Required { property } => {
                vec![self.missing_key(node, key, property, violation)]
            }
            ValidationErrorKind::Type { kind } => {
                at_node(wrong_type(tree, node, kind, || self.description(violation)))
            }
            ValidationErrorKind::PropertyNames { error } => {
                let name = error.instance().as_str().unwrap_or_default().to_owned();
                if let Some(finding) = split_before_key(tree, node, &name) {
                    return vec![finding];
                }
                let key_node = tree.find_key(node, &name).map_or(node, |(key, _)| key);
                vec![
                    Rilievo::error(format!("“{name}” non è un anno"))
                        .at(tree.location(key_node))
                        .with_regola(
                            "qui ogni chiave è un anno di quattro cifre, dal 1900 al 2199",
                        ),
                ]
            }
            ValidationErrorKind::Enum { options } => {
                at_node(not_allowed(tree, node, &strings(options.as_array())))
            }
            ValidationErrorKind::OneOfNotValid { .. } => {
                let cases = self.failed_rule(violation).and_then(Value::as_array);
                let constants: Vec<String> = cases
                    .into_iter()
                    .flatten()
                    .filter_map(|case| owned_string(case.get("const")?))
                    .collect();
                at_node(not_allowed(tree, node, &constants))
            }
            _ => {
                let description = self.description(violation);
                let value = tree.text(node).unwrap_or("questo valore");
                at_node(
                    Rilievo::error(format!("“{value}” non va bene qui")).with_regola(description),
                )
            }
        }
    }

    fn description(&self, violation: &ValidationError<'_>) -> &'a str {
        self.schema_object(violation)
            .and_then(|object| object.get("description")?.as_str())
            .unwrap_or("il valore non ha la forma che la chiave richiede")
    }

    fn failed_rule(&self, violation: &ValidationError<'_>) -> Option<&'a Value> {
        self.schema.pointer(violation.schema_path().as_str())
    }

    fn schema_object(&self, violation: &ValidationError<'_>) -> Option<&'a Value> {
        let puntatore = violation.schema_path().as_str();
        self.schema.pointer(puntatore.rsplit_once('/')?.0)
    }

    fn known_keys(&self, violation: &ValidationError<'_>) -> Vec<String> {
        self.schema_object(violation)
            .and_then(|object| object.get("properties")?.as_object())
            .map(|keys| keys.keys().cloned().collect())
            .unwrap_or_default()
    }

    fn unknown_key(&self, group: Node, name: &str, violation: &ValidationError<'_>) -> Rilievo {
        let tree = self.tree;
        if let Some(finding) = split_before_key(tree, group, name) {
            return finding;
        }
        let note = self.known_keys(violation);
        let location = tree.find_key(group, name).map_or(group, |(key, _)| key);
        let rilievo = Rilievo::error(format!("la chiave “{name}” non è prevista qui"))
            .at(tree.location(location))
            .with_regola(format!("le chiavi previste qui sono: {}", note.join(", ")));
        match similar_name(name, &note) {
            Some(known) => rilievo.with_rimedio(format!("forse si voleva scrivere “{known}”")),
            None => rilievo.with_rimedio("toglierla, o scriverla dove è prevista"),
        }
    }

    fn missing_key(
        &self,
        group: Node,
        key: Option<Node>,
        missing: &Value,
        violation: &ValidationError<'_>,
    ) -> Rilievo {
        let tree = self.tree;
        let name = missing.as_str().unwrap_or_default();
        let before = match tree.kind(group) {
            NodeKind::Group(keys) => keys.first().map(|(before, _)| *before),
            _ => None,
        };
        let description = self.schema_object(violation).and_then(|object| {
            object
                .get("properties")?
                .get(name)?
                .get("description")?
                .as_str()
        });
        let rilievo = Rilievo::error(format!("manca la chiave “{name}”"))
            .at(tree.location(before.or(key).unwrap_or(group)))
            .with_rimedio(format!("aggiungere la riga “{name}: …” a questo gruppo"));
        match description {
            Some(description) => rilievo.with_regola(format!("{name}: {description}")),
            None => rilievo,
        }
    }
}

/// Whether a schema, or one within it, has a property of a name.
fn has_key_within(schema: &Value, name: &str) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| {
            let here = key == "properties" && value.get(name).is_some();
            here || has_key_within(value, name)
        }),
        Value::Array(values) => values.iter().any(|value| has_key_within(value, name)),
        _ => false,
    }
}

/// Whether a schema, or one within it, admits a text as one of a few.
fn has_choice_within(schema: &Value, text: &str) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match key.as_str() {
            "const" => value == text,
            "enum" => value
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one == text)),
            _ => has_choice_within(value, text),
        }),
        Value::Array(values) => values.iter().any(|value| has_choice_within(value, text)),
        _ => false,
    }
}

fn schema_of_type<T: JsonSchema>() -> Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .with_transform(remove_nulls)
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// An optional key is left out, never empty.
fn remove_nulls(schema: &mut schemars::Schema) {
    schemars::transform::transform_subschemas(&mut remove_nulls, schema);
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|tipo| tipo != "null");
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if let Some(Value::Array(cases)) = object.get_mut("anyOf") {
        cases.retain(|case| case.get("type").is_none_or(|tipo| tipo != "null"));
        if let [Value::Object(solo)] = cases.as_slice() {
            let solo = solo.clone();
            object.remove("anyOf");
            object.extend(solo);
        }
    }
}

/// The steps of a JSON pointer.
fn pointer_steps(pointer: &str) -> Vec<String> {
    let steps = pointer.split('/').skip(1);
    steps
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// A finding for a value that a comma splits from the next key, when a path leads to either of the
/// two.
fn find_split_value(tree: &SyntaxTree, path: &[String]) -> Option<Rilievo> {
    let (name, above) = path.split_last()?;
    let (group, _) = tree.follow(above);
    let NodeKind::Group(keys) = tree.kind(group) else {
        return None;
    };
    let key = |place: usize| tree.text(keys.get(place)?.0);
    let place = (0..keys.len()).find(|place| key(*place) == Some(name))?;
    let next = key(place + 1).and_then(|next| split_before_key(tree, group, next));
    next.or_else(|| split_before_key(tree, group, name))
}

/// Within braces a comma ends a value: what follows it, a key without a value, was a part of it.
fn split_before_key(tree: &SyntaxTree, group: Node, name: &str) -> Option<Rilievo> {
    let NodeKind::Group(keys) = tree.kind(group) else {
        return None;
    };
    let place = keys
        .iter()
        .position(|(key, _)| tree.text(*key) == Some(name))?;
    let (_, before) = keys.get(place.checked_sub(1)?)?;
    let (key, value) = keys[place];
    let has_no_value = matches!(tree.kind(value), NodeKind::Scalar { text, .. } if text.is_empty());
    let (start, end) = (tree.location(*before), tree.location(key));
    let text = start.source.text();
    let between = text.get(start.span.end..end.span.start)?;
    let after = text[end.span.end..].trim_start();
    if after.starts_with(':') {
        return None;
    }
    if !has_no_value
        || between.trim() != ","
        || !matches!(tree.kind(*before), NodeKind::Scalar { is_plain: true, .. })
    {
        return None;
    }
    let whole = start.span.start..end.span.end;
    let typed = text[whole.clone()].to_owned();
    let place = Location {
        span: whole,
        ..start
    };
    Some(split_by_comma(place, &typed))
}

/// The finding for a value that a comma splits; an amount is written without the space that splits it.
pub(super) fn split_by_comma(place: Location, typed: &str) -> Rilievo {
    let is_amount = !typed.contains(|c: char| !c.is_ascii_digit() && !"., ".contains(c));
    let whole = if is_amount {
        typed.replace(' ', "")
    } else {
        typed.to_owned()
    };
    Rilievo::error("la virgola qui separa due chiavi, e taglia il valore")
        .at(place)
        .with_regola("fra parentesi { } la virgola separa le chiavi: un valore che la contiene va fra virgolette")
        .with_rimedio(format!("scrivere {}", super::quoted(&whole)))
}

fn strings(values: Option<&Vec<Value>>) -> Vec<String> {
    values
        .into_iter()
        .flatten()
        .filter_map(owned_string)
        .collect()
}

fn owned_string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn similar_name<'a>(name: &str, note: &'a [String]) -> Option<&'a String> {
    note.iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(somiglianza, _)| *somiglianza >= MIN_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

fn not_allowed(tree: &SyntaxTree, node: Node, ammessi: &[String]) -> Rilievo {
    let value = tree.text(node).unwrap_or("questo valore");
    let rilievo = Rilievo::error(format!("“{value}” non è fra i valori ammessi"))
        .with_regola(format!("qui si può scrivere: {}", ammessi.join(", ")));
    match similar_name(value, ammessi) {
        Some(ammesso) => rilievo.with_rimedio(format!("forse si voleva scrivere “{ammesso}”")),
        None => rilievo,
    }
}

fn wrong_type<'a>(
    tree: &SyntaxTree,
    node: Node,
    expected: &TypeKind,
    description: impl FnOnce() -> &'a str,
) -> Rilievo {
    let regola = format!("qui serve {}", describe_types(expected));
    match tree.kind(node) {
        NodeKind::List(_) => Rilievo::error("qui c'è un elenco").with_regola(regola),
        NodeKind::Group(_) => Rilievo::error("qui c'è un gruppo di chiavi")
            .with_regola(regola)
            .with_rimedio("se è un testo che contiene “: ”, scriverlo fra virgolette"),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_null(text) => Rilievo::error("la chiave non ha un valore")
            .with_regola(regola)
            .with_rimedio(
                "scrivere il valore, o \"\" per una riga vuota nelle schede, o togliere la chiave",
            ),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_ambiguous_number(text) && is_amount(expected) => {
            match Importo::why_unreadable(text) {
                Some(why) => Rilievo::error(why),
                None => ambiguous_number(text),
            }
        }
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if is_ambiguous_number(text) => ambiguous_number(text),
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if text.parse::<i64>().is_ok() => {
            Rilievo::error(format!("“{text}” non va bene qui")).with_regola(description())
        }
        NodeKind::Scalar {
            text,
            is_plain: true,
        } if matches!(values::json_value(tree, node), Value::Bool(_)) => Rilievo::error(format!(
            "“{text}” senza virgolette è una scelta, non un testo"
        ))
        .with_regola(regola)
        .with_rimedio(format!("scrivere \"{text}\" fra virgolette")),
        NodeKind::Scalar { text, .. } => {
            Rilievo::error(format!("“{text}” è un testo")).with_regola(regola)
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

fn ambiguous_number(text: &str) -> Rilievo {
    let reading = text.parse::<f64>().map_or_else(
        |_| "in modi diversi secondo il programma".to_owned(),
        |number| format!("come {number}"),
    );
    Rilievo::error(format!("il numero {text} senza virgolette è equivoco"))
        .with_regola(format!(
            "in YAML {text} si legge {reading}; in Italia il punto separa le migliaia e la virgola i decimali"
        ))
        .with_rimedio(format!("scriverlo fra virgolette, come si vuole stampare: \"{text}\""))
}

fn describe_types(kinds: &TypeKind) -> String {
    let one = |tipo: JsonType| match tipo {
        JsonType::Array => Some("un elenco (ogni voce comincia con un trattino)"),
        JsonType::Object => Some("un gruppo di chiavi, più a destra della riga"),
        JsonType::String => Some("un testo"),
        JsonType::Boolean => Some("una scelta fra sì e no"),
        JsonType::Integer | JsonType::Number => None,
        JsonType::Null => None,
    };
    let words: Vec<&str> = match kinds {
        TypeKind::Single(tipo) => vec![one(*tipo).unwrap_or("un numero intero")],
        TypeKind::Multiple(kinds) => kinds.iter().filter_map(one).collect(),
    };
    words.join(" oppure ")
}
