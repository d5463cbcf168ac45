//! A file of another kind given in place of the one that is read.

use super::tree::SyntaxTree;
use crate::rilievi::Rilievo;

/// Another kind of file, known by its keys, and what to tell who gives one here.
pub struct OtherKind {
    /// Keys that only it has: one is enough.
    pub own_keys: &'static [&'static str],
    /// Keys that only the expected kind has: with one of these the file is not the other.
    pub expected_keys: &'static [&'static str],
    /// What it is: `è una variazione, non un piano`.
    pub description: &'static str,
    /// How it is given.
    pub rimedio: &'static str,
}

impl OtherKind {
    /// Whether a tree is that of the other kind.
    pub(super) fn matches(&self, tree: &SyntaxTree) -> bool {
        let has_any = |keys: &[&str]| {
            let mut keys = keys.iter();
            keys.any(|key| tree.find_key(tree.root(), key).is_some())
        };
        has_any(self.own_keys) && !has_any(self.expected_keys)
    }

    /// The finding for it.
    pub(super) fn finding(&self, tree: &SyntaxTree) -> Rilievo {
        let name = tree.source().name();
        Rilievo::error(format!("“{name}” {}", self.description))
            .at(tree.location(tree.root()))
            .with_rimedio(self.rimedio)
    }
}
