//! From the bytes of a file to a plan: decode, tree, structure, types.

mod editing;
mod elements;
mod folder;
mod lost_text;
mod other_kind;
mod pitfalls;
mod raw;
mod recovery;
mod structure;
mod syntax;
mod tree;
mod values;

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::piano::Piano;
use crate::rilievi::{Location, Report, Rilievo, Source};

pub use elements::{CODES_ARE_UNIQUE, duplicate_codes};
pub use folder::{Folder, read_from_folder};
pub use other_kind::OtherKind;
pub use structure::FileShape;
pub use tree::{Node, NodeKind, SyntaxTree, TextValue};
pub use values::yaml_value as valore_di;

/// The byte-order mark in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

static PLAN_SHAPE: FileShape = FileShape::of_type::<Piano>(
    "ente:, documento:, esercizio: e missioni:",
)
.distinct_from(OtherKind {
    own_keys: &["modifiche", "atto", "motivazione"],
    expected_keys: &["missioni", "esercizio", "ente", "documento"],
    description: "è una variazione, non un piano",
    rimedio: "dare il piano, e questo file dopo --variazione",
});

/// The JSON Schema of the plan, for editors: the very one that plans are checked against.
pub fn plan_schema() -> &'static serde_json::Value {
    PLAN_SHAPE.schema()
}

/// A plan with the text it was read from.
#[derive(Debug)]
pub struct ParsedPlan {
    /// The plan.
    pub piano: Piano,
    /// The tree of its text, by which a finding finds its place.
    pub tree: SyntaxTree,
    /// What other programs would read otherwise.
    pub warnings: Report,
}

impl ParsedPlan {
    /// Reads a plan from a tree that has been changed.
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

/// Reads a plan from the bytes of a file; `nome` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn parse_plan(name: &str, byte: &[u8]) -> Result<ParsedPlan, Report> {
    let (piano, tree, warnings) = parse_as(&PLAN_SHAPE, name, byte)?;
    Ok(ParsedPlan {
        piano,
        tree,
        warnings,
    })
}

/// Reads a file of any form: its value, its tree, what other programs would read otherwise.
///
/// # Errors
/// Those of [`leggi`].
pub fn parse_as<T: DeserializeOwned>(
    shape: &FileShape,
    name: &str,
    byte: &[u8],
) -> Result<(T, SyntaxTree, Report), Report> {
    let source = Arc::new(decode(name, byte)?);
    let (tree, lost) = read_tree(&source, shape)?;
    shape.refuse_other_kind(&tree)?;
    let value =
        typed_value(&tree, shape).map_err(|report| explained_by_lines(&source, shape, report))?;
    let mut warnings = byte_pitfalls(&source, byte);
    warnings.merge(lost);
    warnings.merge(pitfalls::check(&tree, shape));
    Ok((value, tree, warnings))
}

/// The tree of a text, and what of it would be lost or read otherwise.
fn read_tree(source: &Arc<Source>, shape: &FileShape) -> Result<(SyntaxTree, Report), Report> {
    let (tree, found) = SyntaxTree::parse(Arc::clone(source), shape)
        .map_err(|report| recovery::explain(source, shape, report))?;
    Ok((tree, found.into_result()?))
}

/// What the lines of a text get wrong, which is why its parts do not fit; the report itself when
/// they get nothing wrong.
fn explained_by_lines(source: &Arc<Source>, shape: &FileShape, report: Report) -> Report {
    let findings = raw::read_lines(source, &|name| shape.has_key(name)).findings;
    if findings.is_empty() {
        report
    } else {
        findings.into_iter().collect()
    }
}

/// A text between the quotes of YAML that change it least.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

fn byte_pitfalls(source: &Arc<Source>, byte: &[u8]) -> Report {
    let location = |start: usize| Location {
        source: Arc::clone(source),
        span: start..start,
    };
    let text = source.text();
    let (mut di_windows, mut di_altri) = (None, None);
    for (place, _) in text.match_indices('\n') {
        let quale = if text[..place].ends_with('\r') {
            &mut di_windows
        } else {
            &mut di_altri
        };
        quale.get_or_insert(place);
    }
    let mut report = Report::default();
    if byte.starts_with(BOM) {
        report.add(pitfalls::byte_order_mark(location(0)));
    }
    match (di_windows, di_altri) {
        (Some(di_windows), Some(di_altri)) => {
            report.add(pitfalls::mixed_line_ends(location(
                di_windows.max(di_altri),
            )));
        }
        (Some(di_windows), None) => {
            report.add(pitfalls::windows_line_ends(location(di_windows - 1)));
        }
        _ => {}
    }
    report
}

fn decode(name: &str, byte: &[u8]) -> Result<Source, Report> {
    let byte = byte.strip_prefix(BOM).unwrap_or(byte);
    match std::str::from_utf8(byte) {
        Ok(text) => Ok(Source::new(name, text)),
        Err(failure) => {
            let valido = failure.valid_up_to();
            let source = Arc::new(Source::new(name, String::from_utf8_lossy(byte)));
            let location = Location {
                source,
                span: valido..valido + '\u{fffd}'.len_utf8(),
            };
            Err(Rilievo::error("il file non è in UTF-8: questo carattere non si può leggere")
                .at(location)
                .with_regola("il piano si salva in UTF-8, senza il quale le lettere accentate si perdono")
                .with_rimedio("riaprire il file nell'editor e salvarlo con la codifica UTF-8")
                .into())
        }
    }
}

/// The value of a tree; when the types refuse it, all that the schema finds in it, and what the
/// types said if it finds nothing.
fn typed_value<T: DeserializeOwned>(tree: &SyntaxTree, shape: &FileShape) -> Result<T, Report> {
    let value = values::yaml_value(tree, tree.root());
    serde_path_to_error::deserialize(value).map_err(|failure| {
        let found = shape.check(tree).sorted();
        if found.has_errors() {
            return found;
        }
        let steps = failure.path().iter().map(ToString::to_string);
        let steps = steps.map(|step| step.trim_matches(['[', ']']).to_owned());
        let (node, _) = tree.follow(steps);
        Rilievo::error(failure.inner().to_string())
            .at(tree.location(node))
            .into()
    })
}
