//! The kinds of value that the fields of the plan hold, and the Italian words for its keys.

use super::anno::Anno;

/// What kind of value a field holds. It comes from the field's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text printed as typed.
    Text,
    /// Prose in a small Markdown.
    Prose,
    /// An amount in euro.
    Amount,
    /// An expected result, such as `>= 90%`.
    Target,
    /// A day.
    Date,
    /// A year.
    Year,
    /// One of a few words.
    Choice(&'static [Choice]),
    /// Any number of values, in order.
    List(&'static Self),
    /// A value for each of some years; its keys are the years, in the order in which they print.
    PerYear(&'static Self),
    /// A value for each of some periods; its keys are the periods, which are texts of any shape.
    PerPeriod(&'static Self),
    /// Keys, each with a value of its own kind.
    Group(&'static [Field]),
    /// A type that takes several shapes: a value is of one of these kinds.
    Either(&'static [Self]),
}

/// One of the words that a value is chosen among.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// As the plan writes it: `dopo_le_schede`.
    pub key: &'static str,
    /// As a person reads it: `dopo le schede`.
    pub words: &'static str,
}

/// A key of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The key, as the plan writes it: `unita_di_misura`.
    pub key: &'static str,
    /// What the key is called, without article or capital: `unità di misura`. The title of the key
    /// in the JSON Schema.
    pub words: &'static str,
    pub(crate) documentation: &'static str,
    /// What its value is.
    pub kind: Kind,
    /// Whether a plan without it is refused.
    pub required: bool,
    /// What it is to the element that holds it; `None` for most fields.
    pub role: Option<Role>,
    /// What its texts are to a reader.
    pub content: Content,
}

/// What the texts of a field are to a reader: the checks of what is written go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Content {
    /// Words: brackets pair, sentences end.
    #[default]
    Words,
    /// Words that are typed in capitals, whatever they say.
    Capitals,
    /// A code, a number, a measure, the name of a file: no words.
    Signs,
    /// A period, or the values of some. The years that it names, or that anything within it names,
    /// are years of the plan.
    Periods,
}

/// What a field is to the element that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Its identity: what tells it from the others of its kind, a code or, without one, a title.
    Identity,
    /// Its name for a person, where that is not its identity.
    Name,
    /// Its words help to recognise the element when its code changes, as those of its name do.
    Likeness,
}

impl Field {
    /// What it is, in a sentence: the description of the key in the JSON Schema.
    pub fn description(&self) -> &'static str {
        self.documentation.trim()
    }
}

/// What a path of keys leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundField {
    /// The field of the last key; `None` if that is a year or a period.
    pub field: Option<&'static Field>,
    /// What the keys are called, from the outermost: `["risultati attesi", "2021"]`.
    pub words: Vec<String>,
    /// The kind of the value.
    pub kind: Kind,
}

impl Kind {
    /// What a path of keys leads to from a value of this kind: `risultati_attesi`, `2021` from an
    /// indicator. Lists have no key of their own: `missioni`, `programmi`, `nome` leads from the plan to
    /// the name of a programme. `None` if a key does not exist.
    pub fn find<'k>(self, keys: impl IntoIterator<Item = &'k str>) -> Option<FoundField> {
        let here = FoundField {
            field: None,
            words: Vec::new(),
            kind: self,
        };
        keys.into_iter().try_fold(here, |mut found, key| {
            let (field, kind) = found.kind.step(key)?;
            let words = field.map_or(key, |field| field.words);
            found.words.push(words.to_owned());
            Some(FoundField {
                field,
                kind,
                ..found
            })
        })
    }

    /// What one key leads to: its field (`None` for a year or a period) and its kind.
    pub(crate) fn step(self, key: &str) -> Option<(Option<&'static Field>, Self)> {
        match self {
            Self::Group(fields) => {
                let field = fields.iter().find(|field| field.key == key)?;
                Some((Some(field), field.kind))
            }
            Self::PerYear(kind) => Anno::parse(key).map(|_| (None, *kind)),
            Self::PerPeriod(kind) => Some((None, *kind)),
            Self::List(kind) => kind.step(key),
            Self::Either(kinds) => kinds.iter().find_map(|kind| kind.step(key)),
            _ => None,
        }
    }

    /// The fields of a group, or of the entries of a list of groups; empty for other kinds.
    pub fn own_fields(self) -> &'static [Field] {
        match self {
            Self::Group(fields) => fields,
            Self::List(kind) => kind.own_fields(),
            Self::Either(kinds) => {
                let fields = kinds.iter().map(|kind| kind.own_fields());
                fields.into_iter().find(|f| !f.is_empty()).unwrap_or(&[])
            }
            _ => &[],
        }
    }

    /// All the fields, each after the one that holds it, with the path of keys that leads to it:
    /// `missioni.programmi.nome`.
    pub fn fields(self) -> Vec<(String, &'static Field)> {
        let mut fields = Vec::new();
        self.collect(None, &mut fields);
        fields
    }

    fn collect(self, above: Option<&str>, fields: &mut Vec<(String, &'static Field)>) {
        for field in self.own_fields() {
            let path = match above {
                Some(above) => format!("{above}.{}", field.key),
                None => field.key.to_owned(),
            };
            fields.push((path.clone(), field));
            field.kind.collect(Some(&path), fields);
        }
    }

    /// What a group of this kind is, where a value may also be something else: the years of
    /// `risorse_economiche`, which may also be one amount.
    pub(crate) fn of_groups(self) -> Self {
        let is_group =
            |kind: &Self| matches!(kind, Self::Group(_) | Self::PerYear(_) | Self::PerPeriod(_));
        match self {
            Self::Either(kinds) => kinds.iter().copied().find(is_group).unwrap_or(self),
            kind => kind,
        }
    }

    /// Whether a value of this kind may be of another one: `risorse_economiche` may be an amount.
    pub fn admits(self, other: Self) -> bool {
        match self {
            Self::Either(kinds) => kinds.iter().any(|kind| kind.admits(other)),
            kind => kind == other,
        }
    }

    /// Whether a value may be a text or prose, or hold some in a list.
    pub(crate) fn admits_text(self) -> bool {
        match self {
            Self::Text | Self::Prose => true,
            Self::List(kind) => kind.admits_text(),
            Self::Either(kinds) => kinds.iter().any(|kind| kind.admits_text()),
            _ => false,
        }
    }

    /// Whether a value may be one for each year.
    pub(crate) fn admits_years(self) -> bool {
        match self {
            Self::PerYear(_) => true,
            Self::Either(kinds) => kinds.iter().any(|kind| kind.admits_years()),
            _ => false,
        }
    }

    /// Whether a value may be one for each year or for each period.
    pub(crate) fn admits_periods(self) -> bool {
        match self {
            Self::PerYear(_) | Self::PerPeriod(_) => true,
            Self::Either(kinds) => kinds.iter().any(|kind| kind.admits_periods()),
            _ => false,
        }
    }

    /// The kind of the entries, if a value may be a list.
    pub fn entries(self) -> Option<Self> {
        match self {
            Self::List(kind) => Some(*kind),
            Self::Either(kinds) => kinds.iter().find_map(|kind| kind.entries()),
            _ => None,
        }
    }
}
