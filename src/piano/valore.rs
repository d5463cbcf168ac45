//! A value of any field of the plan, with its type.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::anno::{Anno, Data};
use super::importo::Importo;
use super::kind::Choice;
use super::risultato_atteso::RisultatoAtteso;
use super::testo::{Prosa, Testo};

/// A value of any field of the plan, or the whole plan: for code that treats all fields alike, such as a
/// comparison. An amount stays an amount, and is never read again from its text.
///
/// A key that the plan leaves out is missing here too, unless its type has a default: a choice not made is
/// `no`, a list left out is empty. The order of lists and keys counts in a comparison, since it is the
/// order of print. It is serialised as in the plan's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Valore {
    /// A text.
    Text(Testo),
    /// Prose.
    Prose(Prosa),
    /// An amount in euro.
    Amount(Importo),
    /// An expected result.
    Target(RisultatoAtteso),
    /// A day.
    Date(Data),
    /// A year.
    Year(Anno),
    /// A choice: `dopo_le_schede`, `no`.
    Choice(Choice),
    /// Values in order.
    List(Vec<Self>),
    /// Keys with their values, or years and periods with theirs.
    Group(Group),
}

/// Keys with their values, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group(Vec<(Cow<'static, str>, Valore)>);

impl Group {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Valore> {
        let found = self.iter().find(|(known, _)| *known == key);
        found.map(|(_, value)| value)
    }

    /// The keys with their values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Valore)> + ExactSizeIterator {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Valore> {
        let mut entries = self.0.iter_mut();
        let found = entries.find(|(known, _)| known == key);
        found.map(|(_, value)| value)
    }

    /// Leaves only the keys that satisfy a condition, with their values.
    pub fn retain(&mut self, keep: impl Fn(&str, &Valore) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    /// Removes a key, and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Valore> {
        let index = self.0.iter().position(|(known, _)| known == key)?;
        Some(self.0.remove(index).1)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Cow<'static, str>, Valore)> for Group {
    fn from_iter<I: IntoIterator<Item = (Cow<'static, str>, Valore)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl Valore {
    /// The value of a key; `None` if this is not a group, or has no such key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Group(group) => group.get(key),
            _ => None,
        }
    }

    /// The value that a path of keys leads to; an empty path leads to this value.
    pub fn find<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> Option<&Self> {
        keys.into_iter().try_fold(self, |value, key| value.get(key))
    }

    /// The values of a list; empty if this is not a list.
    pub fn entries(&self) -> &[Self] {
        match self {
            Self::List(values) => values,
            _ => &[],
        }
    }

    /// The text of a text, prose or expected result; `None` for other values.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Prose(text) => Some(text),
            Self::Target(target) => Some(target.text()),
            _ => None,
        }
    }

    /// As the plan's file writes it; `None` for a list or a group.
    pub fn written(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(_) | Self::Prose(_) | Self::Target(_) => self.text().map(Cow::Borrowed),
            Self::Amount(amount) => Some(amount.to_string().into()),
            Self::Date(date) => Some(date.to_iso().into()),
            Self::Year(year) => Some(year.to_string().into()),
            Self::Choice(choice) => Some(choice.key.into()),
            Self::List(_) | Self::Group(_) => None,
        }
    }

    /// The expected result; `None` for other values.
    pub fn target(&self) -> Option<&RisultatoAtteso> {
        match self {
            Self::Target(target) => Some(target),
            _ => None,
        }
    }

    /// The amount, in euro; `None` for other values.
    pub fn amount(&self) -> Option<Importo> {
        match self {
            Self::Amount(amount) => Some(*amount),
            _ => None,
        }
    }
}

impl Serialize for Group {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl Serialize for Valore {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => text.serialize(serializer),
            Self::Prose(text) => text.serialize(serializer),
            Self::Amount(amount) => amount.serialize(serializer),
            Self::Target(target) => target.serialize(serializer),
            Self::Date(date) => date.serialize(serializer),
            Self::Year(year) => year.serialize(serializer),
            Self::Choice(choice) => serializer.serialize_str(choice.key),
            Self::List(values) => values.serialize(serializer),
            Self::Group(group) => group.serialize(serializer),
        }
    }
}
