//! Joins documents into a dossier.
//!
//! Each part is renumbered after the one before, so that all objects fit in one file. Everything that a
//! document has only one of (page tree, bookmarks, names, form, layers, structure) is then taken from
//! each catalogue into a [`CatalogBuilder`], which renames what two parts call alike, and is written as
//! one.

use std::collections::BTreeMap;
use std::io::{self, Write};

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::bookmarks::{self, PartBookmarks};
use super::conformance::{Conformance, Declaration, declaration_of};
use super::destinations::Destinations;
use super::embedded_files::EmbeddedFiles;
use super::forms::Forms;
use super::layers::Layers;
use super::losses::describe_losses;
use super::marking::Marking;
use super::metadata;
use super::objects::{array_under, dictionary_under};
use super::part::Part;
use super::pieces::{PartSource, Pieces};
use super::roles::{RenamedRoles, Roles};
use super::structure::{StructureTree, name_tree, number_tree_entries};
use super::writer::{Layout, write_document};

/// A dossier: the parts joined, ready to be written.
#[derive(Debug)]
pub struct Fascicolo {
    /// How many pages it has.
    pub page_count: usize,
    /// The standards that it declares.
    pub conformance: Conformance,
    /// Why it declares less than some part does, one Italian sentence each.
    pub lowerings: Vec<String>,
    /// What the parts had that a dossier cannot hold, an Italian sentence for each part.
    pub losses: Vec<String>,
    document: Document,
    catalog_id: ObjectId,
    sources: Vec<(PartSource, Pieces)>,
}

impl Fascicolo {
    /// The standards that it declares, or the version of PDF if there is none.
    pub fn standard(&self) -> String {
        if self.conformance == Conformance::default() {
            format!("PDF {}", self.document.version)
        } else {
            self.conformance.to_string()
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// The writer's; a part that changed on disk since it was opened
    /// ([`io::ErrorKind::InvalidData`]).
    pub fn write_to(&self, output: &mut dyn Write) -> io::Result<()> {
        // PDF/A-1 is PDF 1.4, which has no object streams.
        let layout = match self.conformance.pdf_a {
            Some((1, _)) => Layout::Plain,
            _ => Layout::Packed,
        };
        write_document(
            output,
            &self.document,
            self.catalog_id,
            &self.sources,
            layout,
        )
    }
}

/// Joins some parts, in the order given.
pub fn join_parts(mut parts: Vec<Part>) -> Fascicolo {
    let roles = Roles::of_parts(&parts);
    let Declaration {
        conformance,
        lowerings,
        output_intent,
    } = declaration_of(&parts, &roles);
    let (role_map, renamed_roles) = roles.into_common_map();
    let losses = parts.iter().filter_map(describe_losses).collect();
    let mut builder = CatalogBuilder {
        forms: Forms::of_parts(&parts),
        ..CatalogBuilder::default()
    };
    let mut next_number = 1;
    for (index, part) in parts.iter_mut().enumerate() {
        part.renumber(next_number);
        builder.take(part, index, &renamed_roles[index]);
        next_number = part.document.max_id + 1;
    }
    builder.output_intent = output_intent
        .and_then(|part| parts[part].catalog())
        .and_then(|catalog| catalog.get(b"OutputIntents").ok().cloned());
    let metadata = metadata::xmp_stream(&parts, conformance);
    let language_tag = metadata::language(&parts);
    let page_count = parts.iter().map(|part| part.pages.len()).sum();
    let marking = parts
        .iter()
        .filter(|part| part.is_structured())
        .map(|part| Marking::of_document(&part.document))
        .fold(Marking::default(), Marking::merged_with);
    let mut document = Document::new();
    document.version = dossier_version(&parts, conformance);
    let mut sources = Vec::new();
    for part in parts {
        document.objects.extend(part.document.objects);
        sources.push((part.source, part.pieces));
    }
    document.max_id = next_number;
    let catalog = builder.write(&mut document, page_count, role_map);
    let metadata = document.add_object(metadata);
    if let Ok(catalog) = document.get_dictionary_mut(catalog) {
        catalog.set("Metadata", metadata);
        if let Some(language_tag) = language_tag {
            catalog.set("Lang", super::objects::text_string(&language_tag));
        }
        if let Some(marking) = marking.to_dictionary() {
            catalog.set("MarkInfo", marking);
        }
    }
    document.trailer = dictionary! { "Root" => catalog };
    document.prune_objects();
    Fascicolo {
        page_count,
        conformance,
        lowerings,
        losses,
        document,
        catalog_id: catalog,
        sources,
    }
}

/// The version of PDF of the dossier: the one that its standards require; without standards 1.7, or 2.0
/// if some part is.
fn dossier_version(parts: &[Part], conformance: Conformance) -> String {
    let required = match (conformance.pdf_a, conformance.pdf_ua) {
        (Some((1, _)), _) => Some("1.4"),
        (Some(_), _) | (_, Some(_)) => Some("1.7"),
        _ => None,
    };
    let declared = parts.iter().flat_map(|part| {
        let in_catalog = part.catalog().and_then(|c| c.get(b"Version").ok());
        let in_catalog = in_catalog.and_then(|version| version.as_name().ok());
        [in_catalog, Some(part.document.version.as_bytes())]
    });
    let is_pdf_2 = declared.flatten().any(|version| version == b"2.0");
    required
        .unwrap_or(if is_pdf_2 { "2.0" } else { "1.7" })
        .to_owned()
}

/// The catalogue of a dossier while the parts' catalogues are taken into it.
#[derive(Default)]
struct CatalogBuilder {
    page_trees: Vec<(ObjectId, usize)>,
    bookmarks: Vec<PartBookmarks>,
    destinations: Destinations,
    embedded_files: EmbeddedFiles,
    associated_files: Vec<Object>,
    page_labels: BTreeMap<i64, Object>,
    structure: StructureTree,
    output_intent: Option<Object>,
    forms: Forms,
    layers: Layers,
    page_count: usize,
}

impl CatalogBuilder {
    fn take(&mut self, part: &mut Part, part_index: usize, roles: &RenamedRoles) {
        if part.is_structured() {
            order_annotations(part);
        }
        remove_reading_links(part);
        self.structure.take(part, part_index, roles);
        self.destinations.take(part);
        self.forms.take(part);
        self.layers.take(part);
        self.embedded_files.take(part, self.page_count);
        let bookmarks = bookmarks::bookmark_root(&mut part.document);
        self.bookmarks.push(PartBookmarks {
            title: part.title.clone(),
            first_page: part.pages[0],
            root: bookmarks,
        });
        let document = &part.document;
        let Ok(catalog) = document.catalog() else {
            return;
        };
        if let Ok(pages) = catalog.get(b"Pages").and_then(Object::as_reference) {
            self.page_trees.push((pages, part.pages.len()));
        }
        self.take_page_labels(document, catalog, part.pages.len());
        self.page_count += part.pages.len();
        self.associated_files
            .extend_from_slice(array_under(document, catalog, b"AF").unwrap_or_default());
    }

    /// Takes the page labels of a part (ISO 32000-1 12.4.2). Pages without labels are numbered by their
    /// place in the dossier. Labels past the last page of the part are dropped: they would fall on the
    /// pages of the next.
    fn take_page_labels(&mut self, document: &Document, catalog: &Dictionary, page_count: usize) {
        let pages_before = self.page_count as i64;
        let labels = dictionary_under(document, catalog, b"PageLabels")
            .map_or_else(Vec::new, |tree| number_tree_entries(document, tree));
        for (page, label) in labels {
            if (0..page_count as i64).contains(&page) {
                self.page_labels.entry(pages_before + page).or_insert(label);
            }
        }
        self.page_labels
            .entry(pages_before)
            .or_insert_with(|| dictionary! { "S" => "D", "St" => pages_before + 1 }.into());
    }

    fn write(self, document: &mut Document, page_count: usize, roles: Dictionary) -> ObjectId {
        let page_root = document.new_object_id();
        let trees: Vec<Object> = self.page_trees.iter().map(|(id, _)| (*id).into()).collect();
        for (tree, count) in &self.page_trees {
            if let Ok(tree) = document.get_dictionary_mut(*tree) {
                tree.set("Parent", page_root);
                tree.set("Count", *count as i64);
            }
        }
        let tree = dictionary! { "Type" => "Pages", "Kids" => trees, "Count" => page_count as i64 };
        document.objects.insert(page_root, tree.into());
        let bookmarks = bookmarks::write_bookmarks(document, &self.bookmarks);
        let page_labels = self.page_labels.into_iter();
        let page_labels: Vec<Object> = page_labels
            .flat_map(|(page, label)| [Object::Integer(page), label])
            .collect();
        let mut catalog = dictionary! {
            "Type" => "Catalog",
            "Pages" => page_root,
            "Outlines" => bookmarks,
            "PageMode" => "UseOutlines",
            "PageLabels" => dictionary! { "Nums" => page_labels },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
        };
        let (destinations, name_destinations) = self.destinations.into_parts();
        let mut names = Dictionary::new();
        for (key, entries) in [
            ("Dests", destinations),
            ("EmbeddedFiles", self.embedded_files.into_names()),
        ] {
            if !entries.is_empty() {
                names.set(key, document.add_object(name_tree(entries)));
            }
        }
        if !names.is_empty() {
            catalog.set("Names", names);
        }
        if !name_destinations.is_empty() {
            catalog.set("Dests", name_destinations);
        }
        if !self.associated_files.is_empty() {
            catalog.set("AF", self.associated_files);
        }
        if let Some(output_intent) = self.output_intent {
            catalog.set("OutputIntents", output_intent);
        }
        if let Some(form) = self.forms.write(document) {
            catalog.set("AcroForm", form);
        }
        if let Some(layers) = self.layers.write(document) {
            catalog.set("OCProperties", layers);
        }
        if !self.structure.is_empty() {
            catalog.set("StructTreeRoot", self.structure.write(document, roles));
        }
        document.add_object(catalog)
    }
}

/// Makes the Tab key follow the structure on the tagged pages with annotations that do not say so (`/Tabs
/// /S`, ISO 14289-1 7.18.3): LibreOffice writes a string where the entry must be a name.
fn order_annotations(part: &mut Part) {
    for page in &part.pages {
        if let Ok(page) = part.document.get_dictionary_mut(*page)
            && page.has(b"Annots")
            && page.get(b"Tabs").and_then(Object::as_name).is_err()
        {
            page.set("Tabs", "S");
        }
    }
}

/// Removes from the pages their links to article threads (`/B`, ISO 32000-1 12.4.3) and to document parts
/// (`/DPart`, ISO 32000-2 14.12), which the dossier does not have.
fn remove_reading_links(part: &mut Part) {
    for page in &part.pages {
        if let Ok(page) = part.document.get_dictionary_mut(*page) {
            page.remove(b"B");
            page.remove(b"DPart");
        }
    }
}
