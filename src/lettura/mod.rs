//! From the bytes of a file to a plan, in four stages, each of which ends the reading when it finds an
//! error: the bytes are decoded; the text becomes a tree in which every node knows its place; the
//! tree is checked against the schema of the expected type; the type is read from the tree.

mod editing;
mod elements;
mod folder;
mod lost_comments;
mod lost_text;
mod other_kind;
mod pitfalls;
mod places;
mod raw;
mod recovery;
mod split_values;
mod structure;
mod syntax;
mod tree;
mod tree_builder;
mod values;
mod wrong_values;

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::piano::Piano;
use crate::rilievi::{Location, Report, Rilievo, Source};

pub(crate) use elements::CODES_ARE_UNIQUE;
pub use elements::duplicate_codes;
pub use folder::Folder;
pub(crate) use folder::read_from_folder;
pub(crate) use other_kind::OtherKind;
pub(crate) use places::with_places;
pub(crate) use raw::indent_of;
pub(crate) use structure::FileShape;
pub(crate) use tree::{FieldText, Node, NodeKind, SyntaxTree};
pub(crate) use values::yaml_value;

/// The byte-order mark in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

static PLAN_SHAPE: FileShape = FileShape::of_type::<Piano>(
    "ente:, documento:, esercizio: e missioni:",
)
.distinct_from(OtherKind {
    // Plans are read without knowing what an amendment is: its type stands above this one.
    own_keys: || vec!["modifiche", "atto", "motivazione"],
    description: "è una variazione, non un piano",
    rimedio: "dare il piano, e questo file dopo --variazione",
});

/// The JSON Schema of the plan, for editors: the very one that plans are checked against.
pub(crate) fn plan_schema() -> &'static serde_json::Value {
    PLAN_SHAPE.schema()
}

/// A plan with the text it was read from.
#[derive(Debug)]
pub struct ParsedPlan {
    /// The plan.
    pub piano: Piano,
    /// The tree of its text, which gives each finding its place.
    pub tree: SyntaxTree,
    /// Warnings about values that other YAML programs would read differently.
    pub warnings: Report,
}

impl ParsedPlan {
    /// Reads a plan from a tree that amendments have changed; `warnings` are those of the original text.
    ///
    /// # Errors
    /// Every finding of structure and values.
    pub fn from_tree(tree: SyntaxTree, warnings: Report) -> Result<Self, Report> {
        let piano = typed_value(&tree, &PLAN_SHAPE)?;
        Ok(Self {
            piano,
            tree,
            warnings,
        })
    }
}

/// Reads a plan from the bytes of a file; findings call the file `name`.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn parse_plan(name: &str, bytes: &[u8]) -> Result<ParsedPlan, Report> {
    let (piano, tree, warnings) = parse_as(&PLAN_SHAPE, name, bytes)?;
    Ok(ParsedPlan {
        piano,
        tree,
        warnings,
    })
}

/// Reads a file of any shape. Gives its value, its syntax tree, and the warnings about values that
/// other YAML programs would read differently.
///
/// # Errors
/// Those of [`parse_plan`].
pub(crate) fn parse_as<T: DeserializeOwned>(
    shape: &FileShape,
    name: &str,
    bytes: &[u8],
) -> Result<(T, SyntaxTree, Report), Report> {
    let source = Arc::new(decode(name, bytes)?);
    let (tree, lost) = read_tree(&source, shape)?;
    shape.refuse_other_kind(&tree)?;
    let value =
        typed_value(&tree, shape).map_err(|report| explained_by_lines(&source, shape, report))?;
    let mut warnings = byte_pitfalls(&source, bytes);
    warnings.merge(lost);
    warnings.merge(pitfalls::check(&tree, shape));
    Ok((value, tree, warnings))
}

/// The tree of a text, with the warnings about texts that YAML reads otherwise than typed.
fn read_tree(source: &Arc<Source>, shape: &FileShape) -> Result<(SyntaxTree, Report), Report> {
    let (tree, found) = SyntaxTree::parse(Arc::clone(source), shape)
        .map_err(|report| recovery::explain(source, shape, report))?;
    Ok((tree, found.into_result()?))
}

/// Replaces a report of structural errors with the mistakes found in the raw lines, which usually
/// cause them: a key moved two columns to the right is reported by the schema as a missing key
/// elsewhere. Gives the report back when the lines have no mistakes.
fn explained_by_lines(source: &Arc<Source>, shape: &FileShape, report: Report) -> Report {
    let findings = raw::read_lines(source, &|name| shape.has_key(name)).findings;
    if findings.is_empty() {
        report
    } else {
        findings.into_iter().collect()
    }
}

/// A text as a quoted YAML scalar: single quotes where double ones would need escapes.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Warnings about the encoding: a byte-order mark, line ends of Windows or of two kinds.
fn byte_pitfalls(source: &Arc<Source>, bytes: &[u8]) -> Report {
    let location = |start: usize| Location {
        source: Arc::clone(source),
        span: start..start,
    };
    let text = source.text();
    let (mut windows_end, mut other_end) = (None, None);
    for (place, _) in text.match_indices('\n') {
        let kind = if text[..place].ends_with('\r') {
            &mut windows_end
        } else {
            &mut other_end
        };
        kind.get_or_insert(place);
    }
    let mut report = Report::default();
    if bytes.starts_with(BOM) {
        report.add(pitfalls::byte_order_mark(location(0)));
    }
    if let (Some(windows_end), Some(other_end)) = (windows_end, other_end) {
        report.add(pitfalls::mixed_line_ends(location(
            windows_end.max(other_end),
        )));
    }
    report
}

fn decode(name: &str, bytes: &[u8]) -> Result<Source, Report> {
    let bytes = bytes.strip_prefix(BOM).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(error) => {
            let valid_length = error.valid_up_to();
            let source = Arc::new(Source::new(name, String::from_utf8_lossy(bytes)));
            let location = Location {
                source,
                span: valid_length..valid_length + '\u{fffd}'.len_utf8(),
            };
            Err(Rilievo::error("il file non è in UTF-8: questo carattere non si può leggere")
                .at(location)
                .with_regola("il piano si salva in UTF-8, senza il quale le lettere accentate si perdono")
                .with_rimedio("riaprire il file nell'editor e salvarlo con la codifica UTF-8")
                .into())
        }
    }
}

/// Reads the type from a tree. When it refuses, gives all the errors that the schema finds in the tree,
/// since the type stops at its first; the type's own error only when the schema finds none.
fn typed_value<T: DeserializeOwned>(tree: &SyntaxTree, shape: &FileShape) -> Result<T, Report> {
    let value = yaml_value(tree, tree.root());
    serde_path_to_error::deserialize(value).map_err(|error| {
        let found = shape.check(tree).sorted();
        if found.has_errors() {
            return found;
        }
        let steps = error.path().iter().map(ToString::to_string);
        let steps = steps.map(|step| step.trim_matches(['[', ']']).to_owned());
        let (node, _) = tree.follow(steps);
        Rilievo::error(error.inner().to_string())
            .at(tree.location(node))
            .into()
    })
}
