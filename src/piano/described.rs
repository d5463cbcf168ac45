//! The types of the plan describe themselves: each field is named once, beside its type.
//!
//! The macro `described!` wraps the definition of a struct, and changes nothing of it: its
//! attributes, its documentation and what it is serialised as pass through. From the same lines it
//! makes the description by which the rest of the program treats all fields alike: their keys, their
//! Italian words, their kinds, their typed values.
//!
//! ```text
//! described! {
//!     /// A signature block.
//!     #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
//!     #[serde(deny_unknown_fields)]
//!     #[schemars(description = "Una firma.")]
//!     pub struct Firma {
//!         /// Il ruolo, con l'eventuale f.f.
//!         #[schemars(title = "ruolo")]
//!         #[role(Identity)]
//!         pub ruolo: Testo,
//!         /// Chi firma.
//!         #[schemars(title = "nome")]
//!         #[serde(default)]
//!         pub nome: Option<Testo>,
//!     }
//! }
//! ```
//!
//! The attributes of a field stand in this order: its documentation, which the schema shows as the
//! description of the key; `schemars(title)`, its words, which the schema shows as the title;
//! `role`, for the few fields by which an element is known; `content`, for the texts that are no
//! words for a reader; `serde(default)`, without which the key is required.
//!
//! `choices!` does the same for an enum whose variants are words that the plan writes.

use indexmap::IndexMap;

use super::anno::Anno;
use super::kind::{Field, Kind};
use super::valore::Valore;

/// A type of the plan that describes itself: its kind, and its value as a [`Valore`].
pub trait Described {
    /// What kind of value it is.
    const KIND: Kind;

    /// The value; `None` if the plan leaves it out.
    fn valore(&self) -> Option<Valore>;

    /// All the fields within it, each after the one that holds it, with the path of keys that leads
    /// to it: `missioni.programmi.nome`.
    fn fields() -> Vec<(String, &'static Field)> {
        Self::KIND.fields()
    }
}

macro_rules! described {
    (
        $(#[$of_struct:meta])*
        pub struct $name:ident {
            $(
                $(#[doc = $documentation:tt])*
                #[schemars(title = $words:tt $(, schema_with = $schema:tt)?)]
                $(#[role($role:ident)])?
                $(#[content($content:ident)])?
                $(#[serde($default:ident)])?
                pub $field:ident: $type:ty,
            )*
        }
    ) => {
        $(#[$of_struct])*
        pub struct $name {
            $(
                $(#[doc = $documentation])*
                #[schemars(title = $words $(, schema_with = $schema)?)]
                $(#[serde($default)])?
                pub $field: $type,
            )*
        }

        impl $crate::piano::Described for $name {
            const KIND: $crate::piano::Kind = $crate::piano::Kind::Group(&[
                $($crate::piano::Field {
                    key: stringify!($field),
                    words: $words,
                    documentation: concat!($($documentation),*),
                    kind: <$type as $crate::piano::Described>::KIND,
                    required: {
                        const DEFAULTS: &[&str] = &[$(stringify!($default))?];
                        DEFAULTS.is_empty()
                    },
                    role: {
                        const ROLES: &[$crate::piano::Role] = &[$($crate::piano::Role::$role)?];
                        ROLES.first().copied()
                    },
                    content: {
                        const CONTENTS: &[$crate::piano::Content] =
                            &[$($crate::piano::Content::$content,)? $crate::piano::Content::Words];
                        CONTENTS[0]
                    },
                },)*
            ]);

            fn valore(&self) -> Option<$crate::piano::Valore> {
                let fields = [
                    $((
                        stringify!($field),
                        $crate::piano::Described::valore(&self.$field),
                    ),)*
                ];
                let present = fields.into_iter().filter_map(|(key, value)| {
                    Some((std::borrow::Cow::Borrowed(key), value?))
                });
                Some($crate::piano::Valore::Group(present.collect()))
            }
        }
    };
}

macro_rules! choices {
    (
        $(#[$of_enum:meta])*
        pub enum $name:ident {
            $(
                $(#[doc = $documentation:tt])*
                #[schemars(title = $words:tt)]
                #[serde(rename = $key:tt)]
                $(#[$default:ident])?
                $variant:ident,
            )*
        }
    ) => {
        $(#[$of_enum])*
        pub enum $name {
            $(
                $(#[doc = $documentation])*
                #[schemars(title = $words)]
                #[serde(rename = $key)]
                $(#[$default])?
                $variant,
            )*
        }

        impl $crate::piano::Described for $name {
            const KIND: $crate::piano::Kind = $crate::piano::Kind::Choice(&[
                $($crate::piano::Choice { key: $key, words: $words },)*
            ]);

            fn valore(&self) -> Option<$crate::piano::Valore> {
                let choice = match self {
                    $(Self::$variant => $crate::piano::Choice { key: $key, words: $words },)*
                };
                Some($crate::piano::Valore::Choice(choice))
            }
        }
    };
}

pub(crate) use {choices, described};

impl<T: Described> Described for Option<T> {
    const KIND: Kind = T::KIND;

    fn valore(&self) -> Option<Valore> {
        self.as_ref()?.valore()
    }
}

impl<T: Described> Described for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);

    fn valore(&self) -> Option<Valore> {
        let values = self.iter().filter_map(T::valore);
        Some(Valore::List(values.collect()))
    }
}

impl<T: Described> Described for IndexMap<Anno, T> {
    const KIND: Kind = Kind::PerYear(&T::KIND);

    fn valore(&self) -> Option<Valore> {
        let years = self
            .iter()
            .filter_map(|(year, value)| Some((year.to_string().into(), value.valore()?)));
        Some(Valore::Group(years.collect()))
    }
}
