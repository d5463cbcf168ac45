//! A PDF read back: the text of its pages, its structure tree, its bookmarks, its conformity.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

pub(crate) struct Pdf {
    document: Document,
    pages: Vec<PageText>,
}

/// The text of a page in the order of its content, and that of each marked piece.
#[derive(Default)]
struct PageText {
    id: Option<ObjectId>,
    lines: Vec<String>,
    marked: BTreeMap<i64, String>,
}

impl Pdf {
    /// Reads a PDF of any program, whose texts our reader may not understand.
    pub(crate) fn of_another_program(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a readable PDF");
        let page = |id: &ObjectId| PageText {
            id: Some(*id),
            ..PageText::default()
        };
        let pages = document.get_pages().values().map(page).collect();
        Self { document, pages }
    }

    pub(crate) fn read(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a readable PDF");
        let pages = document
            .get_pages()
            .values()
            .map(|id| read_page(&document, *id))
            .collect();
        Self { document, pages }
    }

    /// The text of every page, in the order of the content.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            let lines: Vec<&str> = page.lines.iter().map(|line| line.trim_end()).collect();
            let _ = writeln!(text, "--- pagina {}\n{}", number + 1, lines.join("\n"));
        }
        text
    }

    /// The text in the order of the structure tree, without line breaks: what is read aloud.
    pub(crate) fn text_as_read(&self) -> String {
        let structure = self.structure();
        let fragments = structure
            .lines()
            .filter_map(|line| line.trim().strip_prefix('“')?.strip_suffix('”'));
        fragments.collect::<Vec<_>>().join(" ")
    }

    /// The structure tree as a screen reader meets it, one element a line.
    pub(crate) fn structure(&self) -> String {
        let catalog = self.document.catalog().unwrap();
        let root = self.object(catalog.get(b"StructTreeRoot").expect("a tagged PDF"));
        let mut output = String::new();
        self.write_children(root.as_dict().unwrap(), None, 0, &mut output);
        output
    }

    /// The bookmarks, indented by level.
    pub(crate) fn bookmarks(&self) -> String {
        let catalog = self.document.catalog().unwrap();
        let mut output = String::new();
        if let Ok(root) = catalog.get(b"Outlines") {
            self.write_bookmarks(self.object(root).as_dict().unwrap(), 0, &mut output);
        }
        output
    }

    /// A value of the catalog, as text.
    pub(crate) fn catalog(&self, key: &str) -> Option<String> {
        let value = self.document.catalog().unwrap().get(key.as_bytes()).ok()?;
        Some(pdf_text(self.object(value)))
    }

    /// The labels of the pages: a prefix and decimal figures. Those that the file does not label are missing.
    pub(crate) fn page_labels(&self) -> Vec<(String, i64)> {
        let catalog = self.document.catalog().unwrap();
        let Ok(labels) = catalog.get(b"PageLabels") else {
            return Vec::new();
        };
        let labels = self.object(labels).as_dict().unwrap();
        let ranges = self
            .object(labels.get(b"Nums").unwrap())
            .as_array()
            .unwrap();
        let ranges: Vec<(usize, String, i64)> = ranges
            .chunks(2)
            .map(|range| {
                let label = self.object(&range[1]).as_dict().unwrap();
                assert_eq!(name(label.get(b"S").unwrap()), "D");
                let first = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
                let prefix = label.get(b"P").map_or_else(|_| String::new(), pdf_text);
                let start = usize::try_from(range[0].as_i64().unwrap()).unwrap();
                (start, prefix, first)
            })
            .collect();
        let label = |page: usize| {
            let (start, prefix, first) = ranges.iter().rev().find(|(start, ..)| *start <= page)?;
            Some((prefix.clone(), first + i64::try_from(page - start).unwrap()))
        };
        (0..self.pages.len()).filter_map(label).collect()
    }

    /// An entry of the information dictionary.
    pub(crate) fn information(&self, key: &str) -> Option<String> {
        let info = self.object(self.document.trailer.get(b"Info").ok()?);
        Some(pdf_text(info.as_dict().ok()?.get(key.as_bytes()).ok()?))
    }

    /// Every bookmark with the page it leads to, from 1, in order.
    pub(crate) fn bookmark_targets(&self) -> Vec<(String, usize)> {
        let catalog = self.document.catalog().unwrap();
        let mut targets = Vec::new();
        if let Ok(root) = catalog.get(b"Outlines") {
            self.collect_targets(self.object(root).as_dict().unwrap(), &mut targets);
        }
        targets
    }

    fn collect_targets(&self, parent: &Dictionary, targets: &mut Vec<(String, usize)>) {
        let mut next = parent.get(b"First").ok();
        while let Some(entry) = next {
            let entry = self.object(entry).as_dict().unwrap();
            let titolo = pdf_text(self.object(entry.get(b"Title").unwrap()));
            targets.push((titolo, self.target(entry).unwrap()));
            self.collect_targets(entry, targets);
            next = entry.get(b"Next").ok();
        }
    }

    /// Every internal link: the page it is on and the page it leads to, from 1.
    pub(crate) fn links(&self) -> Vec<(usize, usize)> {
        let mut links = Vec::new();
        for (place, page) in self.pages.iter().enumerate() {
            let page = page.id.unwrap();
            let page = self.document.get_dictionary(page).unwrap();
            let Ok(annotations) = page.get(b"Annots") else {
                continue;
            };
            for annotation in self.object(annotations).as_array().unwrap() {
                let annotation = self.object(annotation).as_dict().unwrap();
                if let Some(target) = self.target(annotation) {
                    links.push((place + 1, target));
                }
            }
        }
        links
    }

    /// The page that a bookmark or a link leads to, from 1.
    fn target(&self, entry: &Dictionary) -> Option<usize> {
        let action = entry
            .get(b"A")
            .ok()
            .map(|a| self.object(a).as_dict().unwrap());
        let target = match action {
            Some(action) => action.get(b"D").ok()?,
            None => entry.get(b"Dest").ok()?,
        };
        let mut target = self.object(target);
        if let Object::String(name, _) = target {
            target = self.object(self.destination(name)?);
        }
        if let Object::Dictionary(dictionary) = target {
            target = self.object(dictionary.get(b"D").unwrap());
        }
        let page = target.as_array().unwrap()[0].as_reference().unwrap();
        self.pages
            .iter()
            .position(|other| other.id == Some(page))
            .map(|place| place + 1)
    }

    fn destination(&self, name: &[u8]) -> Option<&Object> {
        let names = self.object(self.document.catalog().unwrap().get(b"Names").ok()?);
        let tree = names.as_dict().unwrap().get(b"Dests").ok()?;
        let mut nodes = vec![self.object(tree).as_dict().unwrap()];
        while let Some(node) = nodes.pop() {
            if let Ok(names) = node.get(b"Names") {
                let names = self.object(names).as_array().unwrap();
                let found = names
                    .chunks(2)
                    .find(|c| self.object(&c[0]).as_str().unwrap() == name);
                if let Some(pair) = found {
                    return Some(&pair[1]);
                }
            }
            if let Ok(write_children) = node.get(b"Kids") {
                let write_children = self.object(write_children).as_array().unwrap();
                nodes.extend(
                    write_children
                        .iter()
                        .map(|f| self.object(f).as_dict().unwrap()),
                );
            }
        }
        None
    }

    /// The number that each page bears in the margin of a reader.
    pub(crate) fn page_numbers(&self) -> Vec<i64> {
        let labels = self.labels();
        let pages = 0..self.pages.len() as i64;
        let number = |page| {
            let last = labels.iter().rev().find(|(from, _)| *from <= page).unwrap();
            last.1 + page - last.0
        };
        pages.map(number).collect()
    }

    fn labels(&self) -> Vec<(i64, i64)> {
        let catalog = self.document.catalog().unwrap();
        let Ok(labels) = catalog.get(b"PageLabels") else {
            return Vec::new();
        };
        let numbers = self.object(labels).as_dict().unwrap().get(b"Nums").unwrap();
        let numbers = self.object(numbers).as_array().unwrap();
        let pairs = numbers.chunks(2).map(|pair| {
            let label = self.object(&pair[1]).as_dict().unwrap();
            let first = label.get(b"St").and_then(Object::as_i64).unwrap_or(1);
            (pair[0].as_i64().unwrap(), first)
        });
        pairs.collect()
    }

    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    fn write_bookmarks(&self, parent: &Dictionary, level: usize, output: &mut String) {
        let mut next = parent.get(b"First").ok();
        while let Some(entry) = next {
            let entry = self.object(entry).as_dict().unwrap();
            let titolo = pdf_text(self.object(entry.get(b"Title").unwrap()));
            let _ = writeln!(output, "{}{titolo}", "  ".repeat(level));
            self.write_bookmarks(entry, level + 1, output);
            next = entry.get(b"Next").ok();
        }
    }

    fn object<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }

    fn write_children(
        &self,
        write_element: &Dictionary,
        page: Option<ObjectId>,
        level: usize,
        output: &mut String,
    ) {
        let Ok(write_children) = write_element.get(b"K") else {
            return;
        };
        let write_children = match self.object(write_children) {
            Object::Array(write_children) => write_children
                .iter()
                .map(|child| self.object(child))
                .collect(),
            child => vec![child],
        };
        for child in write_children {
            match child {
                Object::Integer(mcid) => self.write_marked_text(page, *mcid, level, output),
                Object::Dictionary(d) if d.has(b"S") => self.write_element(d, page, level, output),
                Object::Dictionary(d) => {
                    let page = d.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                    if let Ok(mcid) = d.get(b"MCID").and_then(Object::as_i64) {
                        self.write_marked_text(page, mcid, level, output);
                    }
                }
                _ => {}
            }
        }
    }

    fn write_element(
        &self,
        write_element: &Dictionary,
        page: Option<ObjectId>,
        level: usize,
        output: &mut String,
    ) {
        let role = name(write_element.get(b"S").unwrap());
        let page = write_element
            .get(b"Pg")
            .and_then(Object::as_reference)
            .ok()
            .or(page);
        let _ = write!(output, "{}{role}", "  ".repeat(level));
        for key in ["Alt", "ActualText", "Lang"] {
            if let Ok(value) = write_element.get(key.as_bytes()) {
                let _ = write!(output, " {key}=“{}”", pdf_text(self.object(value)));
            }
        }
        for (key, value) in self.attributes(write_element) {
            let _ = write!(output, " {key}={value}");
        }
        output.push('\n');
        self.write_children(write_element, page, level + 1, output);
    }

    fn attributes(&self, write_element: &Dictionary) -> Vec<(&'static str, String)> {
        let Ok(attributes) = write_element.get(b"A") else {
            return Vec::new();
        };
        let groups = match self.object(attributes) {
            Object::Array(groups) => groups.iter().map(|group| self.object(group)).collect(),
            group => vec![group],
        };
        let mut found = Vec::new();
        for key in ["Scope", "RowSpan", "ColSpan", "ListNumbering"] {
            for group in groups.iter().filter_map(|group| group.as_dict().ok()) {
                match group.get(key.as_bytes()) {
                    Ok(Object::Name(value)) => {
                        found.push((key, String::from_utf8_lossy(value).into_owned()));
                    }
                    Ok(Object::Integer(value)) => found.push((key, value.to_string())),
                    _ => {}
                }
            }
        }
        found
    }

    fn write_marked_text(
        &self,
        page: Option<ObjectId>,
        mcid: i64,
        level: usize,
        output: &mut String,
    ) {
        let text = self
            .pages
            .iter()
            .find(|p| p.id == page)
            .and_then(|p| p.marked.get(&mcid))
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = writeln!(output, "{}“{text}”", "  ".repeat(level));
        }
    }
}

/// The rules of a profile that a file breaks.
pub(crate) fn broken_rules(bytes: &[u8], profile: ValidationProfile) -> Vec<String> {
    let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile))
        .expect("a validated PDF");
    assert!(report.rules.total > 50, "the validator ran its rules");
    report
        .failures
        .iter()
        .map(|f| format!("{}: {}", f.rule_id, f.message))
        .collect()
}

fn name(object: &Object) -> String {
    String::from_utf8_lossy(object.as_name().unwrap()).into_owned()
}

fn pdf_text(object: &Object) -> String {
    match object {
        Object::String(bytes, _) if bytes.starts_with(&[0xfe, 0xff]) => {
            let units: Vec<u16> = bytes[2..]
                .chunks(2)
                .map(|c| u16::from_be_bytes([c[0], c[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        Object::String(bytes, _) => bytes.iter().map(|b| char::from(*b)).collect(),
        other => format!("{other:?}"),
    }
}

fn read_page(document: &Document, id: ObjectId) -> PageText {
    let contents = Content::decode(&document.get_page_content(id)).unwrap();
    let fonts: HashMap<Vec<u8>, Cmap> = document
        .get_page_fonts(id)
        .unwrap()
        .into_iter()
        .map(|(name, font)| (name, Cmap::read(document, font)))
        .collect();
    let mut reader = ContentReader {
        page: PageText {
            id: Some(id),
            ..PageText::default()
        },
        ..ContentReader::default()
    };
    for operation in &contents.operations {
        reader.run_to_end(&operation.operator, &operation.operands, &fonts);
    }
    reader.page
}

/// Reads the operators of a page that matter to its text.
#[derive(Default)]
struct ContentReader {
    page: PageText,
    font: Vec<u8>,
    /// The marked pieces that are open: number, and text that replaces what is drawn.
    open: Vec<(Option<i64>, Option<String>)>,
}

impl ContentReader {
    fn run_to_end(&mut self, operator: &str, operands: &[Object], fonts: &HashMap<Vec<u8>, Cmap>) {
        match operator {
            "BT" => self.page.lines.push(String::new()),
            "Tf" => self.font = operands[0].as_name().unwrap().to_vec(),
            "BMC" => self.open.push((None, None)),
            "BDC" => {
                let property = operands[1].as_dict().ok();
                let mcid = property.and_then(|p| p.get(b"MCID").ok()?.as_i64().ok());
                let replacement = property.and_then(|p| Some(pdf_text(p.get(b"ActualText").ok()?)));
                if let Some(text) = &replacement {
                    self.write(text);
                }
                self.open.push((mcid, replacement));
                if mcid.is_some() {
                    self.write(" ");
                }
            }
            "EMC" => {
                self.open.pop();
            }
            "Tj" | "TJ" => {
                let Some(cmap) = fonts.get(&self.font) else {
                    return;
                };
                let mut text = String::new();
                for operand in operands {
                    match operand {
                        Object::String(bytes, _) => text.push_str(&cmap.decode(bytes)),
                        Object::Array(pieces) => pieces
                            .iter()
                            .filter_map(|piece| piece.as_str().ok())
                            .for_each(|bytes| text.push_str(&cmap.decode(bytes))),
                        _ => {}
                    }
                }
                if !self
                    .open
                    .iter()
                    .any(|(_, replacement)| replacement.is_some())
                {
                    self.write(&text);
                }
            }
            "ET" => self.write_marked(" "),
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        match self.page.lines.last_mut() {
            Some(line) => line.push_str(text),
            None => self.page.lines.push(text.to_owned()),
        }
        self.write_marked(text);
    }

    fn write_marked(&mut self, text: &str) {
        if let Some(mcid) = self.open.iter().rev().find_map(|(mcid, _)| *mcid) {
            self.page.marked.entry(mcid).or_default().push_str(text);
        }
    }
}

/// From the codes of a font to text.
struct Cmap(HashMap<u16, String>);

impl Cmap {
    fn read(document: &Document, font: &Dictionary) -> Self {
        let stream = document
            .dereference(font.get(b"ToUnicode").unwrap())
            .unwrap()
            .1;
        let text = stream.as_stream().unwrap().decompressed_content().unwrap();
        let text = String::from_utf8(text).unwrap();
        let mut codes = HashMap::new();
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.ends_with("beginbfchar") || line.ends_with("beginbfrange") {
                section = if line.ends_with("beginbfchar") {
                    "char"
                } else {
                    "range"
                };
            } else if line.starts_with("endbf") {
                section = "";
            } else if !section.is_empty() {
                let values: Vec<Vec<u16>> = line.split('<').skip(1).map(units).collect();
                match (section, values.as_slice()) {
                    ("char", [code, text]) => {
                        codes.insert(code[0], String::from_utf16_lossy(text));
                    }
                    ("range", [first, last, text]) => {
                        for offset in 0..=(last[0] - first[0]) {
                            let mut text = text.clone();
                            *text.last_mut().unwrap() += offset;
                            codes.insert(first[0] + offset, String::from_utf16_lossy(&text));
                        }
                    }
                    _ => panic!("a character map line that is not understood: {line}"),
                }
            }
        }
        Self(codes)
    }

    fn decode(&self, bytes: &[u8]) -> String {
        bytes
            .chunks(2)
            .map(
                |code| match self.0.get(&u16::from_be_bytes([code[0], code[1]])) {
                    Some(text) => text.as_str(),
                    None => "\u{fffd}",
                },
            )
            .collect()
    }
}

fn units(hexadecimal: &str) -> Vec<u16> {
    let digits = hexadecimal.split('>').next().unwrap();
    (0..digits.len() / 4)
        .map(|i| u16::from_str_radix(&digits[4 * i..4 * i + 4], 16).unwrap())
        .collect()
}
