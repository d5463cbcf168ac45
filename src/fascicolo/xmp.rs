//! Reads simple properties from the metadata of a document (XMP, ISO 16684-1).

use roxmltree::{Document, Node};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// The error for metadata that are not well-formed XML, or not in an encoding of XMP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct UnreadableMetadata;

/// The name of a property: namespace and local name. The prefix that a file uses for the namespace does
/// not matter.
pub(crate) type PropertyName<'a> = (&'a str, &'a str);

/// The values of some simple properties of the document; `None` for a property that is missing, or that
/// has two different values. Properties nested in another's value do not count: they may belong to the
/// file that the document was made from.
///
/// # Errors
/// Metadata that cannot be read.
pub(crate) fn properties<const N: usize>(
    metadata: &[u8],
    names: [PropertyName; N],
) -> Result<[Option<String>; N], UnreadableMetadata> {
    let text = decode_text(metadata).ok_or(UnreadableMetadata)?;
    let document =
        Document::parse(text.trim_matches(is_padding)).map_err(|_| UnreadableMetadata)?;
    let descriptions = descriptions(&document);
    Ok(names.map(|name| {
        let mut values = descriptions
            .iter()
            .flat_map(|node| property_values(*node, name));
        let first = values.next()?;
        values
            .all(|other| other == first)
            .then(|| first.trim().to_owned())
    }))
}

/// Whether a character may stand before or after the XML: white space, and what programs pad with.
fn is_padding(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{feff}' || sign == '\0'
}

/// Decodes UTF-8 or UTF-16, told apart by the first bytes.
fn decode_text(bytes: &[u8]) -> Option<String> {
    let two: fn([u8; 2]) -> u16 = match bytes {
        [0xfe, 0xff, ..] | [0, b'<', ..] => u16::from_be_bytes,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => u16::from_le_bytes,
        _ => return String::from_utf8(bytes.to_vec()).ok(),
    };
    let units = bytes.chunks_exact(2).map(|pair| two([pair[0], pair[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

/// The `rdf:Description` elements of the document: those at the top with the same subject as the first,
/// or none.
fn descriptions<'a, 'input>(document: &'a Document<'input>) -> Vec<Node<'a, 'input>> {
    let is_rdf = |node: &Node, name: &str| node.has_tag_name((RDF, name));
    let root = document.root_element();
    let rdf = std::iter::once(root)
        .chain(root.children())
        .find(|node| is_rdf(node, "RDF"));
    let Some(rdf) = rdf else { return Vec::new() };
    let subject = |node: &Node<'a, 'input>| {
        let about = node.attributes().find(|a| a.name() == "about");
        about.map_or("", |about| about.value())
    };
    let all = rdf.children().filter(|node| is_rdf(node, "Description"));
    let mut all: Vec<_> = all.collect();
    let first = all.first().map_or("", subject);
    all.retain(|node| ["", first].contains(&subject(node)));
    all
}

/// The values of a property in a description, written as attributes or as elements.
fn property_values<'a>(description: Node<'a, '_>, name: PropertyName<'a>) -> Vec<&'a str> {
    let attribute = description.attribute(name);
    let elements = description
        .children()
        .filter(|node| node.has_tag_name(name) && !node.children().any(|n| n.is_element()));
    let elements = elements.map(|node| node.text().unwrap_or_default());
    attribute.into_iter().chain(elements).collect()
}
