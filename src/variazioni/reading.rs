//! From the bytes of a file to an amendment.

use super::variazione::Variazione;
use crate::lettura::{FileShape, Node, OtherKind, SyntaxTree, parse_as};
use crate::piano::{Described, Piano};
use crate::rilievi::{Location, Report};

static VARIAZIONE: FileShape =
    FileShape::of_type::<Variazione>("atto:, tipo:, motivazione: e modifiche:").distinct_from(OtherKind {
        own_keys: || {
            let fields = Piano::KIND.own_fields().iter();
            let required = fields.filter(|field| field.required);
            required.map(|field| field.key).collect()
        },
        description: "è un piano, non una variazione",
        rimedio: "dare il file di una variazione; le differenze fra due piani le dice “pira confronta PRIMA.yaml DOPO.yaml”",
    });

/// The JSON Schema of the amendment, for editors: the very one that amendments are checked against.
pub(crate) fn variazione_schema() -> &'static serde_json::Value {
    VARIAZIONE.schema()
}

/// An amendment with the text it was read from.
#[derive(Debug)]
pub struct ParsedVariazione {
    /// The amendment.
    pub variazione: Variazione,
    /// The name of its file.
    pub name: String,
    pub(super) tree: SyntaxTree,
    pub(super) warnings: Report,
}

/// Reads an amendment from the bytes of a file; `name` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn parse_variazione(name: &str, bytes: &[u8]) -> Result<ParsedVariazione, Report> {
    let (variazione, tree, warnings) = parse_as(&VARIAZIONE, name, bytes)?;
    Ok(ParsedVariazione {
        variazione,
        name: name.to_owned(),
        tree,
        warnings,
    })
}

impl ParsedVariazione {
    /// The node of a change, from 0.
    pub(super) fn modifica_node(&self, number: usize) -> Node {
        self.tree.follow(["modifiche", &number.to_string()]).0
    }

    /// Where a key of a node stands; the node itself without the key.
    pub(super) fn location_of_key(&self, node: Node, key: &str) -> Location {
        let value = self.tree.find_key(node, key).map(|(_, value)| value);
        self.tree.location(value.unwrap_or(node))
    }
}
