//! The standards that a PDF declares, and those that several share.

use std::fmt;

use lopdf::{Document, Object};
use regex_lite::Regex;

use super::nomi::risolto;

/// The standards of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conformita {
    /// PDF/A: part and level.
    pub archivio: Option<(u8, char)>,
    /// PDF/UA: part.
    pub accesso: Option<u8>,
}

impl Conformita {
    /// What a document declares in its metadata.
    pub fn dichiarata(documento: &Document) -> Self {
        let Some(metadati) = metadati(documento) else {
            return Self::default();
        };
        let cerca = |nome: &str| -> Option<String> {
            let espressione = format!("{nome}(?:>|\\s*=\\s*[\"'])\\s*([0-9A-Za-z]+)");
            let trovato = Regex::new(&espressione).ok()?.captures(&metadati)?;
            Some(trovato.get(1)?.as_str().to_owned())
        };
        let parte = cerca("pdfaid:part").and_then(|parte| parte.parse().ok());
        let livello = cerca("pdfaid:conformance").and_then(|livello| livello.chars().next());
        Self {
            archivio: parte
                .zip(livello.map(|livello| livello.to_ascii_lowercase()))
                .filter(|(parte, livello)| (1..=3).contains(parte) && "abu".contains(*livello)),
            accesso: cerca("pdfuaid:part").and_then(|parte| parte.parse().ok()),
        }
    }

    /// What two files share. PDF/A-2 is within PDF/A-3; PDF/A-1 is by itself.
    pub fn comune(self, altra: Self) -> Self {
        let archivio = self.archivio.zip(altra.archivio).and_then(|(a, b)| {
            let parte = match (a.0, b.0) {
                (a, b) if a == b => a,
                (2, 3) | (3, 2) => 3,
                _ => return None,
            };
            Some((parte, a.1.min_livello(b.1)))
        });
        let accesso = self.accesso.filter(|_| self.accesso == altra.accesso);
        Self { archivio, accesso }
    }
}

trait Livello {
    fn min_livello(self, altro: Self) -> Self;
}

impl Livello for char {
    /// The lower of two levels of PDF/A: `b`, then `u`, then `a`.
    fn min_livello(self, altro: Self) -> Self {
        let posto = |livello| "bua".find(livello).unwrap_or(0);
        if posto(self) <= posto(altro) {
            self
        } else {
            altro
        }
    }
}

impl fmt::Display for Conformita {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let archivio = self
            .archivio
            .map(|(parte, livello)| format!("PDF/A-{parte}{livello}"));
        let accesso = self.accesso.map(|parte| format!("PDF/UA-{parte}"));
        let nomi: Vec<String> = archivio.into_iter().chain(accesso).collect();
        if nomi.is_empty() {
            f.write_str("PDF 1.7")
        } else {
            f.write_str(&nomi.join(" + "))
        }
    }
}

/// The XMP metadata of a document.
pub fn metadati(documento: &Document) -> Option<String> {
    let flusso = documento.catalog().ok()?.get(b"Metadata").ok()?;
    let flusso = risolto(documento, flusso).map(Object::as_stream)?.ok()?;
    let byte = flusso.get_plain_content().ok()?;
    Some(String::from_utf8_lossy(&byte).into_owned())
}
