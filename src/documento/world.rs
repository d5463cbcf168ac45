//! The world of the Typst compiler: one source, the built-in faces, the files passed to it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::faces::{self, FaceSet};

/// Typst's standard library, with the feature for header cells of tables, which screen readers need.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// Builds the library ahead of its first use.
pub(crate) fn prepare() {
    LazyLock::force(&LIBRARY);
}

/// The files that a document may show, by their path from the plan's folder.
pub type Assets = BTreeMap<String, Vec<u8>>;

/// A closed world: no network, no packages, no clock, no file but those it holds.
pub(crate) struct TypstWorld {
    source: Source,
    assets: BTreeMap<String, Bytes>,
    faces: &'static FaceSet,
}

impl TypstWorld {
    /// A world around a source and the files it shows.
    pub(crate) fn new(text: String, assets: &Assets) -> Self {
        let path = VirtualPath::new("documento.typ").expect("a plain name is a path");
        let main = RootedPath::new(VirtualRoot::Project, path).intern();
        Self {
            faces: faces::for_text(&text),
            source: Source::new(main, text),
            assets: to_typst_bytes(assets),
        }
    }

    /// The same world with a new text and files. The text is replaced incrementally, so that Typst's cache
    /// for what did not change stays valid.
    pub(crate) fn with_text(mut self, text: &str, assets: &Assets) -> Self {
        self.source.replace(text);
        Self {
            faces: faces::for_text(text),
            assets: to_typst_bytes(assets),
            ..self
        }
    }
}

fn to_typst_bytes(assets: &Assets) -> BTreeMap<String, Bytes> {
    let files = assets.iter();
    files
        .map(|(name, bytes)| (name.clone(), Bytes::new(bytes.clone())))
        .collect()
}

impl World for TypstWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.catalog
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() {
            Ok(self.source.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get();
        if *path.root() != VirtualRoot::Project {
            return Err(FileError::AccessDenied);
        }
        self.assets
            .get(path.vpath().get_without_slash())
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
