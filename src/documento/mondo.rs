//! The world of the Typst compiler: one source, our faces, the files handed to it, and nothing else.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::caratteri::{self, Caratteri};

/// The standard library, with the header cells that tables need to be read aloud.
static LIBRERIA: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let funzioni = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(funzioni).build())
});

/// Builds the library ahead of its first use.
pub fn prepara() {
    LazyLock::force(&LIBRERIA);
}

/// The files that a document may show, by their path from the plan's folder.
pub type Risorse = BTreeMap<String, Vec<u8>>;

/// A closed world: no network, no packages, no clock, no file but those it holds.
pub struct Mondo {
    sorgente: Source,
    risorse: BTreeMap<String, Bytes>,
    caratteri: &'static Caratteri,
}

impl Mondo {
    /// A world around a source and the files it shows.
    pub fn new(testo: String, risorse: &Risorse) -> Self {
        let percorso = VirtualPath::new("documento.typ").expect("a plain name is a path");
        let principale = RootedPath::new(VirtualRoot::Project, percorso).intern();
        Self {
            caratteri: caratteri::per(&testo),
            sorgente: Source::new(principale, testo),
            risorse: in_byte(risorse),
        }
    }

    /// The same world around a text that is mostly the same: what Typst remembers of it stays good.
    pub fn con(mut self, testo: &str, risorse: &Risorse) -> Self {
        self.sorgente.replace(testo);
        Self {
            caratteri: caratteri::per(testo),
            risorse: in_byte(risorse),
            ..self
        }
    }
}

fn in_byte(risorse: &Risorse) -> BTreeMap<String, Bytes> {
    let byte = risorse.iter();
    byte.map(|(nome, dati)| (nome.clone(), Bytes::new(dati.clone())))
        .collect()
}

impl World for Mondo {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRERIA
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.caratteri.catalogo
    }

    fn main(&self) -> FileId {
        self.sorgente.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.sorgente.id() {
            Ok(self.sorgente.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let percorso = id.get();
        if *percorso.root() != VirtualRoot::Project {
            return Err(FileError::AccessDenied);
        }
        self.risorse
            .get(percorso.vpath().get_without_slash())
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, indice: usize) -> Option<Font> {
        self.caratteri.facce.get(indice).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
