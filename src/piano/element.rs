//! The elements of a plan: missions, programmes, objectives, indicators, and the parts that have a title
//! of their own. Amendments, differences and yearly results address them by name.

use super::described::Described;
use super::kind::{Kind, Role};

/// A kind of element: a part of the plan that amendments and comparisons address by name. Those with a
/// code keep it wherever they stand in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ElementKind {
    /// A mission.
    Missione,
    /// A programme.
    Programma,
    /// An objective.
    Obiettivo,
    /// An indicator.
    Indicatore,
    /// A field of action of an objective.
    Ambito,
    /// A function of a mission.
    Funzione,
    /// A chapter.
    Capitolo,
    /// A row of the raccordo table.
    Area,
    /// A line of the reconciliation of the totals.
    Quadratura,
    /// A signature.
    Firma,
}

use ElementKind::{
    Ambito, Area, Capitolo, Firma, Funzione, Indicatore, Missione, Obiettivo, Programma, Quadratura,
};

impl ElementKind {
    /// All the kinds, those that hold others first.
    pub const ALL: [Self; 10] = [
        Missione, Programma, Obiettivo, Indicatore, Ambito, Funzione, Capitolo, Area, Quadratura,
        Firma,
    ];

    /// Its noun, which is also the key by which an amendment addresses it.
    pub fn noun(self) -> &'static str {
        match self {
            Missione => "missione",
            Programma => "programma",
            Obiettivo => "obiettivo",
            Indicatore => "indicatore",
            Ambito => "ambito",
            Funzione => "funzione",
            Capitolo => "capitolo",
            Area => "area",
            Quadratura => "quadratura",
            Firma => "firma",
        }
    }

    /// Its noun after “di”, with the article.
    pub fn noun_with_di(self) -> &'static str {
        match self {
            Missione => "della missione",
            Programma => "del programma",
            Obiettivo => "dell'obiettivo",
            Indicatore => "dell'indicatore",
            Ambito => "dell'ambito",
            Funzione => "della funzione",
            Capitolo => "del capitolo",
            Area => "dell'area",
            Quadratura => "della riga della quadratura",
            Firma => "della firma",
        }
    }

    /// Its noun in the plural, with the article.
    pub fn plural_with_article(self) -> &'static str {
        match self {
            Missione => "le missioni",
            Programma => "i programmi",
            Obiettivo => "gli obiettivi",
            Indicatore => "gli indicatori",
            Ambito => "gli ambiti",
            Funzione => "le funzioni",
            Capitolo => "i capitoli",
            Area => "le aree",
            Quadratura => "le righe della quadratura",
            Firma => "le firme",
        }
    }

    /// Whether its noun is feminine.
    pub fn is_feminine(self) -> bool {
        matches!(self, Missione | Funzione | Area | Quadratura | Firma)
    }

    /// The description of its type: what its fields are.
    pub fn description(self) -> Kind {
        match self {
            Missione => super::Missione::KIND,
            Programma => super::Programma::KIND,
            Obiettivo => super::Obiettivo::KIND,
            Indicatore => super::Indicatore::KIND,
            Ambito => super::Ambito::KIND,
            Funzione => super::Funzione::KIND,
            Capitolo => super::Capitolo::KIND,
            Area => super::RigaRaccordo::KIND,
            Quadratura => super::Quadratura::KIND,
            Firma => super::Firma::KIND,
        }
    }

    /// The key whose value tells one element of this kind from another: a code, or a title of its own.
    pub fn identity_key(self) -> &'static str {
        self.key_of(Role::Identity)
            .expect("every kind of element has an identity, which a test checks")
    }

    /// The key of the words that a person calls it by, where they are not its identity.
    pub fn title_key(self) -> Option<&'static str> {
        self.key_of(Role::Name)
    }

    fn key_of(self, role: Role) -> Option<&'static str> {
        let fields = self.description().own_fields();
        let field = fields.iter().find(|field| field.role == Some(role))?;
        Some(field.key)
    }

    /// Whether it has a code that is unique in the plan, and follows it wherever it moves. The letter of a
    /// function is no such code: two missions may have the same function.
    pub fn has_code(self) -> bool {
        matches!(self, Missione | Programma | Obiettivo | Indicatore)
    }

    /// The kind of element that contains it; `None` for what stands directly in the plan.
    pub fn container(self) -> Option<Self> {
        match self {
            Programma | Funzione => Some(Missione),
            Obiettivo => Some(Programma),
            Indicatore | Ambito => Some(Obiettivo),
            Missione | Capitolo | Area | Quadratura | Firma => None,
        }
    }

    /// The keys from its container to the list where it stands: `totali`, `quadratura` from the plan.
    pub fn list_keys(self) -> &'static [&'static str] {
        match self {
            Missione => &["missioni"],
            Programma => &["programmi"],
            Obiettivo => &["obiettivi"],
            Indicatore => &["indicatori"],
            Ambito => &["descrizione"],
            Funzione => &["funzioni"],
            Capitolo => &["capitoli"],
            Area => &["raccordo", "righe"],
            Quadratura => &["totali", "quadratura"],
            Firma => &["firme"],
        }
    }

    /// The kinds of element that an element of this kind contains; with `None`, the kinds that the plan
    /// contains directly.
    pub fn held_by(container: Option<Self>) -> impl Iterator<Item = Self> {
        Self::ALL
            .into_iter()
            .filter(move |kind| kind.container() == container)
    }
}

/// The names that lead to an element, from the outermost; empty for the plan itself. Objective A1 of
/// programme 011-005 is `missione 011`, `programma 011-005`, `obiettivo A1`.
pub type ElementPath = Vec<(ElementKind, String)>;

/// The description of what a path leads to: of an element, or of the plan.
pub(crate) fn description_at(path: &[(ElementKind, String)]) -> Kind {
    path.last()
        .map_or(super::Piano::KIND, |(kind, _)| kind.description())
}
