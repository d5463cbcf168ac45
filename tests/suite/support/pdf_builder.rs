//! PDFs written by hand, object by object, for what no program can be asked to write.

use lopdf::{Dictionary, Document, Object};

/// A PDF made of the bodies of its objects, which are numbered from 1; the first is the catalogue.
pub(crate) fn pdf<B: AsRef<[u8]>>(objects: &[B]) -> Vec<u8> {
    pdf_with_trailer(objects, "")
}

/// As [`pdf`], with other entries in the trailer.
pub(crate) fn pdf_with_trailer<B: AsRef<[u8]>>(objects: &[B], entries: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = b"0000000000 65535 f \n".to_vec();
    for (place, object) in objects.iter().enumerate() {
        table.extend(format!("{:010} 00000 n \n", file.len()).bytes());
        file.extend(format!("{} 0 obj\n", place + 1).bytes());
        file.extend(object.as_ref());
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    let size = objects.len() + 1;
    file.extend(format!("xref\n0 {size}\n").bytes());
    file.extend(table);
    let trailer =
        format!("trailer\n<</Size {size}/Root 1 0 R{entries}>>\nstartxref\n{start}\n%%EOF\n");
    file.extend(trailer.bytes());
    file
}

/// A stream: the entries of its dictionary but the length, and its data.
pub(crate) fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// The objects of a document of one page, to which others can be added from number 5 on: what the
/// catalogue and the page have beside what they must.
pub(crate) fn one_page(catalogue: &str, page: &str) -> Vec<Vec<u8>> {
    vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalogue}>>").into_bytes(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R{page}>>")
            .into_bytes(),
        stream("", b"0 0 1 rg 20 20 100 100 re f"),
    ]
}

/// A document of one page with other objects from number 5 on.
pub(crate) fn page_and<B: AsRef<[u8]>>(catalogue: &str, page: &str, others: &[B]) -> Vec<u8> {
    let mut objects = one_page(catalogue, page);
    objects.extend(others.iter().map(|object| object.as_ref().to_vec()));
    pdf(&objects)
}

/// The metadata of a document that declares standards: `pdfaid:part` and so on.
pub(crate) fn declaring(properties: &[(&str, &str)]) -> Vec<u8> {
    let properties: String = properties
        .iter()
        .map(|(name, value)| format!("<{name}>{value}</{name}>"))
        .collect();
    let text = format!(
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
         xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    );
    stream("/Type/Metadata/Subtype/XML", text.as_bytes())
}

/// A document read back, by a library that is not the program's own reader.
pub(crate) struct Back(pub Document);

impl Back {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self(Document::load_mem(bytes).expect("a readable PDF"))
    }

    pub(crate) fn follow<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.0.dereference(object).unwrap().1
    }

    /// What a path of keys leads to, from the catalogue; `0` is the first item of an array.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Object> {
        let root = self.0.trailer.get(b"Root").unwrap();
        path.iter().try_fold(self.follow(root), |object, key| {
            let next = match object {
                Object::Array(items) => items.get(key.parse::<usize>().ok()?)?,
                Object::Stream(stream) => stream.dict.get(key.as_bytes()).ok()?,
                other => other.as_dict().ok()?.get(key.as_bytes()).ok()?,
            };
            Some(self.follow(next))
        })
    }

    pub(crate) fn dictionary(&self, path: &[&str]) -> &Dictionary {
        let found = self.at(path).unwrap_or_else(|| panic!("no {path:?}"));
        found.as_dict().unwrap()
    }

    /// The pages, in order.
    pub(crate) fn pages(&self) -> Vec<&Dictionary> {
        let pages = self.0.page_iter();
        pages.map(|id| self.0.get_dictionary(id).unwrap()).collect()
    }
}
