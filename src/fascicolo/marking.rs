//! What a document declares of its tags (`/MarkInfo`, ISO 32000-1 14.7.1).

use lopdf::{Dictionary, Document};

use super::objects::dictionary_under;

/// What a document, or several joined, declare of their tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marking {
    /// The contents are tagged.
    pub marked: bool,
    /// Some tags may be wrong.
    pub suspects: bool,
    /// Some tags carry properties defined by the program that made them.
    user_properties: bool,
}

impl Marking {
    /// Reads the declaration of a document.
    pub(crate) fn of_document(document: &Document) -> Self {
        let mark_info = document
            .catalog()
            .ok()
            .and_then(|catalog| dictionary_under(document, catalog, b"MarkInfo"));
        let flag = |key: &[u8]| {
            let value = mark_info.and_then(|mark_info| mark_info.get_deref(key, document).ok());
            value.is_some_and(|value| value.as_bool().unwrap_or(false))
        };
        Self {
            marked: flag(b"Marked"),
            suspects: flag(b"Suspects"),
            user_properties: flag(b"UserProperties"),
        }
    }

    /// The declaration of two documents joined: a flag holds if it holds for either.
    pub(crate) fn merged_with(self, other: Self) -> Self {
        Self {
            marked: self.marked || other.marked,
            suspects: self.suspects || other.suspects,
            user_properties: self.user_properties || other.user_properties,
        }
    }

    /// The `/MarkInfo` dictionary; `None` if no flag is set.
    pub(crate) fn to_dictionary(self) -> Option<Dictionary> {
        let flags = [
            ("Marked", self.marked),
            ("Suspects", self.suspects),
            ("UserProperties", self.user_properties),
        ];
        let mut dictionary = Dictionary::new();
        for (key, _) in flags.into_iter().filter(|(_, is_set)| *is_set) {
            dictionary.set(key, true);
        }
        (!dictionary.is_empty()).then_some(dictionary)
    }
}
