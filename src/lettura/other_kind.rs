//! A file of another kind given in place of the expected one: an amendment where a plan is expected, or
//! the reverse.

use super::tree::SyntaxTree;
use crate::rilievi::Rilievo;

/// Another kind of file: the keys by which it is recognised, and the message for the user.
pub struct OtherKind {
    /// Keys that only it has: one is enough, in a file that has none of those that the expected kind
    /// must have.
    pub own_keys: fn() -> Vec<&'static str>,
    /// What it is: `è una variazione, non un piano`.
    pub description: &'static str,
    /// What to do: how a file of that kind is given.
    pub rimedio: &'static str,
}

impl OtherKind {
    /// Whether a tree is that of the other kind, and not of the expected one, which must have some
    /// keys.
    pub(super) fn matches(&self, tree: &SyntaxTree, required: &[&str]) -> bool {
        let has = |key: &str| tree.find_key(tree.root(), key).is_some();
        (self.own_keys)().iter().any(|key| has(key)) && !required.iter().any(|key| has(key))
    }

    /// The finding for such a file.
    pub(super) fn finding(&self, tree: &SyntaxTree) -> Rilievo {
        let name = tree.source().name();
        Rilievo::error(format!("“{name}” {}", self.description))
            .at(tree.location(tree.root()))
            .with_rimedio(self.rimedio)
    }
}
