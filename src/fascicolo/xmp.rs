//! The metadata of a document (XMP, ISO 16684-1), as far as its simple properties.

use roxmltree::{Document, Node};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Metadata that are not XML, or no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadableMetadata;

/// A name: its namespace, and its own name there. The prefix that stands for the namespace in a file
/// says nothing.
pub type PropertyName<'a> = (&'a str, &'a str);

/// The values of some simple properties that metadata give to their document: those within a value of
/// another property, as of the file that a document comes from, are not the document's. `None` for a
/// property that is not there, or is there with two values.
///
/// # Errors
/// Metadata that cannot be read.
pub fn properties<const N: usize>(
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

/// What may stand before and after an XML document: XML allows it some, programs pad with the rest.
fn is_padding(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{feff}' || sign == '\0'
}

/// A text in one of the encodings of XMP, which its first bytes tell (ISO 16684-1 7.1).
fn decode_text(bytes: &[u8]) -> Option<String> {
    let two: fn([u8; 2]) -> u16 = match bytes {
        [0xfe, 0xff, ..] | [0, b'<', ..] => u16::from_be_bytes,
        [0xff, 0xfe, ..] | [b'<', 0, ..] => u16::from_le_bytes,
        _ => return String::from_utf8(bytes.to_vec()).ok(),
    };
    let units = bytes.chunks_exact(2).map(|pair| two([pair[0], pair[1]]));
    String::from_utf16(&units.collect::<Vec<_>>()).ok()
}

/// The descriptions of the document: those at the top that speak of the same thing as the first.
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

/// A property is an attribute of a description, or an element within it.
fn property_values<'a>(description: Node<'a, '_>, name: PropertyName<'a>) -> Vec<&'a str> {
    let attribute = description.attribute(name);
    let elements = description
        .children()
        .filter(|node| node.has_tag_name(name) && !node.children().any(|n| n.is_element()));
    let elements = elements.map(|node| node.text().unwrap_or_default());
    attribute.into_iter().chain(elements).collect()
}
