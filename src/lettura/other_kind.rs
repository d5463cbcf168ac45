//! A file of another kind given in place of the expected one: an amendment where a plan is expected, or
//! the reverse.

use super::tree::SyntaxTree;
use crate::rilievi::Rilievo;

/// Another kind of file: the keys by which it is recognised, and the message for the user.
pub struct OtherKind {
    /// Keys that only the other kind has: one of them makes the file suspect.
    pub own_keys: &'static [&'static str],
    /// Keys that only the expected kind has: with one of them the file is not of the other kind.
    pub expected_keys: &'static [&'static str],
    /// What it is: `è una variazione, non un piano`.
    pub description: &'static str,
    /// What to do: how a file of that kind is given.
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

    /// The finding for such a file.
    pub(super) fn finding(&self, tree: &SyntaxTree) -> Rilievo {
        let name = tree.source().name();
        Rilievo::error(format!("“{name}” {}", self.description))
            .at(tree.location(tree.root()))
            .with_rimedio(self.rimedio)
    }
}
