//! The check of a tree against the JSON Schema of its type: every violation becomes a finding, at its
//! place, in Italian.

use std::collections::HashSet;
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use schemars::JsonSchema;
use serde_json::Value;

use super::other_kind::OtherKind;
use super::split_values::{
    find_split_value, split_before_key, split_before_place, stuck_key, stuck_year,
};
use super::tree::{Node, NodeKind, SyntaxTree};
use super::values;
use super::wrong_values::{not_allowed, not_fitting, wrong_type};
use crate::piano::{Described, Kind};
use crate::rilievi::{Report, Rilievo};

/// How alike an unknown key and a known one must be for the known one to be suggested.
const MIN_SIMILARITY: f64 = 0.7;

/// The structure that a kind of file must have: the JSON Schema of its type, derived when first needed,
/// since not every run needs it.
pub struct FileShape {
    first_keys: &'static str,
    description: Kind,
    derive_schema: fn() -> Value,
    derived: OnceLock<(Value, Validator)>,
    other_kind: Option<OtherKind>,
}

impl FileShape {
    /// The structure of a type; `first_keys` tells the user which keys a file begins with.
    pub const fn of_type<T: JsonSchema + Described>(first_keys: &'static str) -> Self {
        Self {
            first_keys,
            description: T::KIND,
            derive_schema: schema_of_type::<T>,
            derived: OnceLock::new(),
            other_kind: None,
        }
    }

    /// The same structure, which refuses a file of another kind as such.
    pub const fn distinct_from(mut self, other_kind: OtherKind) -> Self {
        self.other_kind = Some(other_kind);
        self
    }

    /// Refuses a file of the other kind, in one finding.
    pub(super) fn refuse_other_kind(&self, tree: &SyntaxTree) -> Result<(), Report> {
        match &self.other_kind {
            Some(other_kind) if other_kind.matches(tree, &self.required_keys()) => {
                Err(other_kind.finding(tree).into())
            }
            _ => Ok(()),
        }
    }

    /// The JSON Schema, for editors: the very one that files are checked against.
    pub fn schema(&self) -> &Value {
        &self.derived().0
    }

    /// The keys that every file of this kind has at its top.
    pub fn required_keys(&self) -> Vec<&str> {
        let required = self.schema().get("required").and_then(Value::as_array);
        let keys = required.into_iter().flatten();
        keys.filter_map(Value::as_str).collect()
    }

    /// The keys that a file begins with, as the user is told: `ente:, documento: …`.
    pub fn first_keys(&self) -> &'static str {
        self.first_keys
    }

    /// Whether a name is a key somewhere in a file of this kind.
    pub fn has_key(&self, name: &str) -> bool {
        let looks_like_one = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        looks_like_one && has_key_within(self.schema(), name)
    }

    /// Whether a text is one of the words that some key of this kind of file chooses among.
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

    /// Checks a tree; the findings come in the order of the schema, not of the file.
    pub fn check(&self, tree: &SyntaxTree) -> Report {
        let value = values::json_value(tree, tree.root());
        let (schema, validator) = self.derived();
        let violations: Vec<ValidationError<'_>> = validator.iter_errors(&value).collect();
        let checker = SchemaChecker { tree, schema };
        let (mut found, mut told) = (Vec::new(), HashSet::new());
        for violation in violations
            .iter()
            .filter(|e| !checker.is_due_to_typo(e, &violations))
        {
            for rilievo in checker.rilievi(violation) {
                // A value that aliases repeat violates the schema at each use, always at the same place.
                let start = rilievo
                    .location
                    .as_ref()
                    .map(|location| location.span.start);
                if told.insert((start, rilievo.message.clone())) {
                    found.push(rilievo);
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Turns the violations of a schema into findings about a tree.
struct SchemaChecker<'a> {
    tree: &'a SyntaxTree,
    schema: &'a Value,
}

impl<'a> SchemaChecker<'a> {
    /// Whether a key is missing only because an unknown key of the same group is a misspelling of it.
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
                    let known_keys = self.known_keys(e);
                    unexpected.iter().any(|name| {
                        similar_name(name, &known_keys).map(String::as_str) == property.as_str()
                    })
                }
                _ => false,
            })
    }

    /// The findings for a violation: one for each unknown key, otherwise one.
    fn rilievi(&self, violation: &ValidationError<'_>) -> Vec<Rilievo> {
        let tree = self.tree;
        let path = pointer_steps(violation.instance_path().as_str());
        if let Some(finding) = find_split_value(tree, &path) {
            return vec![finding];
        }
        let (node, key) = tree.follow(path);
        let at_node = |rilievo: Rilievo| vec![rilievo.at(tree.location(node))];
        match violation.kind() {
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                self.unknown_keys(node, unexpected, violation)
            }
            ValidationErrorKind::Required { property } => {
                vec![self.missing_key(node, key, property, violation)]
            }
            ValidationErrorKind::Type { kind } => {
                let stuck = key.and_then(|key| stuck_key(tree, key));
                if let Some(finding) = stuck {
                    return vec![finding];
                }
                at_node(wrong_type(tree, node, kind, || self.description(violation)))
            }
            ValidationErrorKind::PropertyNames { error } => {
                let name = error.instance().as_str().unwrap_or_default().to_owned();
                let finding = stuck_year(tree, node, &name);
                if let Some(finding) = finding.or_else(|| split_before_key(tree, node, &name)) {
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
                at_node(not_fitting(value, description))
            }
        }
    }

    /// What the schema says of the value that is wrong: the documentation of its field.
    fn description(&self, violation: &ValidationError<'_>) -> &'a str {
        self.schema_object(violation)
            .and_then(|object| object.get("description")?.as_str())
            .unwrap_or("il valore non ha la forma che la chiave richiede")
    }

    /// The rule of the schema that a violation breaks: the value of its keyword.
    fn failed_rule(&self, violation: &ValidationError<'_>) -> Option<&'a Value> {
        self.schema.pointer(violation.schema_path().as_str())
    }

    /// The object of the schema that the broken rule is in.
    fn schema_object(&self, violation: &ValidationError<'_>) -> Option<&'a Value> {
        let pointer = violation.schema_path().as_str();
        self.schema.pointer(pointer.rsplit_once('/')?.0)
    }

    fn known_keys(&self, violation: &ValidationError<'_>) -> Vec<String> {
        self.schema_object(violation)
            .and_then(|object| object.get("properties")?.as_object())
            .map(|keys| keys.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// The findings for the unknown keys of a group, which may be as many as a file has lines.
    fn unknown_keys(
        &self,
        group: Node,
        unexpected: &[String],
        violation: &ValidationError<'_>,
    ) -> Vec<Rilievo> {
        let tree = self.tree;
        let NodeKind::Group(keys) = tree.kind(group) else {
            return Vec::new();
        };
        let known_keys = self.known_keys(violation);
        let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let names = keys.iter().enumerate().filter_map(|(place, (key, _))| {
            let name = tree.text(*key)?;
            unexpected.contains(name).then_some((place, *key, name))
        });
        names
            .map(|(place, key, name)| {
                split_before_place(tree, keys, place)
                    .unwrap_or_else(|| unknown_key(name, &known_keys).at(tree.location(key)))
            })
            .collect()
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

/// The finding for a key that a group does not have.
fn unknown_key(name: &str, known_keys: &[String]) -> Rilievo {
    let rilievo = Rilievo::error(format!("la chiave “{name}” non è prevista qui")).with_regola(
        format!("le chiavi previste qui sono: {}", known_keys.join(", ")),
    );
    match similar_name(name, known_keys) {
        Some(known) => rilievo.with_rimedio(format!("forse si voleva scrivere “{known}”")),
        None => rilievo.with_rimedio("toglierla, o scriverla dove è prevista"),
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
                .is_some_and(|all| all.iter().any(|choice| choice == text)),
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

/// Removes `null` from a schema: an optional key of a plan is left out, it is never null.
fn remove_nulls(schema: &mut schemars::Schema) {
    schemars::transform::transform_subschemas(&mut remove_nulls, schema);
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
    }
    if object.get("default").is_some_and(Value::is_null) {
        object.remove("default");
    }
    if let Some(Value::Array(cases)) = object.get_mut("anyOf") {
        cases.retain(|case| case.get("type").is_none_or(|kind| kind != "null"));
        if let [Value::Object(only)] = cases.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only);
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

/// The known name most like another, when they are alike enough to be a misspelling.
pub(super) fn similar_name<'a>(name: &str, known_names: &'a [String]) -> Option<&'a String> {
    known_names
        .iter()
        .map(|known| (strsim::jaro_winkler(name, known), known))
        .filter(|(similarity, _)| *similarity >= MIN_SIMILARITY)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}
