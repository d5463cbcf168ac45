//! PDFs that carry files, and what comes out of them.

use std::fs;
use std::path::Path;

use super::pdf_builder::{one_page, pdf, stream};
use super::{Run, pira};
use tempfile::TempDir;

/// A folder with some files in it.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// A document with files inside: names, the entries of their streams, data.
pub(crate) fn carrying(files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut objects = one_page("/Names<</EmbeddedFiles 5 0 R>>", "");
    let names: String = (0..files.len())
        .map(|n| format!("({n:06}){} 0 R ", 6 + 2 * n))
        .collect();
    objects.push(format!("<</Names[{names}]>>").into_bytes());
    for (place, (name, entries, data)) in files.iter().enumerate() {
        let stream_number = 7 + 2 * place;
        let hex: String = name
            .encode_utf16()
            .map(|unit| format!("{unit:04x}"))
            .collect();
        objects.push(
            format!("<</Type/Filespec/UF<feff{hex}>/EF<</F {stream_number} 0 R>>>>").into_bytes(),
        );
        objects.push(stream(entries, data));
    }
    pdf(&objects)
}

/// Data as Flate packs them.
pub(crate) fn deflated(data: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Extracts the files of a document into the folder `e`.
pub(crate) fn extract(document: &[u8], options: &[&str]) -> (Run, TempDir) {
    let folder = folder(&[("x.pdf", document)]);
    let command = [&["estrai", "x.pdf", "-o", "e"], options].concat();
    (pira(folder.path(), &command), folder)
}

/// The files of a folder and of those below it, in order.
pub(crate) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy();
                found.push(name.replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}
