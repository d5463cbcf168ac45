//! Output intents (ISO 32000-1 14.11.5): what the colours of a document mean that say only how much
//! ink or light.

use lopdf::Object;

use super::icc::Profile;
use super::nomi::{elenco, risolto, testo};
use super::parte::Parte;

/// What the device colours of a part mean.
#[derive(Debug)]
enum Intent {
    /// Nothing: the part says nothing of them.
    None,
    /// What a profile says; and the profile.
    Profile(Profile),
    /// What a printing condition of a registry says, by its name.
    Condition(String),
}

impl Intent {
    /// That of a part: of its intents for PDF/A, or of the first.
    fn of(part: &Parte) -> Self {
        let document = &part.documento;
        let intents = part
            .catalogo()
            .and_then(|catalog| elenco(document, catalog, b"OutputIntents"))
            .unwrap_or_default();
        let intents = intents.iter();
        let intents = intents.filter_map(|intent| risolto(document, intent)?.as_dict().ok());
        let intents: Vec<_> = intents.collect();
        let for_archive = intents.iter().find(|intent| {
            let kind = intent.get(b"S").and_then(Object::as_name);
            kind.is_ok_and(|kind| kind == b"GTS_PDFA1")
        });
        let Some(intent) = for_archive.or(intents.first()) else {
            return Self::None;
        };
        if let Ok(profile) = intent.get(b"DestOutputProfile") {
            return Self::Profile(Profile::new(part.data(profile).unwrap_or_default()));
        }
        let condition = intent.get(b"OutputConditionIdentifier").ok();
        let condition = condition.and_then(|condition| condition.as_str().ok());
        condition.map_or(Self::None, |condition| Self::Condition(testo(condition)))
    }

    /// Whether the same colours mean the same in both. Where one says nothing, there is nothing to
    /// change.
    fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => true,
            (Self::Profile(one), Self::Profile(other)) => one.agrees(other),
            (Self::Condition(one), Self::Condition(other)) => one == other,
            _ => false,
        }
    }

    /// What a person calls it: `RGB`, `CMYK`.
    fn name(&self) -> String {
        match self {
            Self::None => "nessuno".to_owned(),
            Self::Profile(profile) => profile.space(),
            Self::Condition(name) => name.clone(),
        }
    }
}

/// What the parts say of their colours, together.
pub struct Common {
    intents: Vec<Intent>,
}

impl Common {
    /// Reads the intents.
    pub fn of(parts: &[Parte]) -> Self {
        Self {
            intents: parts.iter().map(Intent::of).collect(),
        }
    }

    /// The first two parts whose colours mean different things.
    pub fn disagreement(&self) -> Option<(usize, usize)> {
        let says = |intent: &Intent| !matches!(intent, Intent::None);
        let first = self.intents.iter().position(says)?;
        let agrees = |other: &Intent| other.agrees(&self.intents[first]);
        let other = self.intents.iter().position(|other| !agrees(other))?;
        Some((first, other))
    }

    /// The part whose intent is that of a dossier: of one that is PDF/A, any that has it; of another,
    /// one that all have, since it would change the colours of those that have none.
    pub fn kept(&self, is_archive: bool) -> Option<usize> {
        let says = |intent: &Intent| !matches!(intent, Intent::None);
        let first = self.intents.iter().position(says)?;
        let kept = self.disagreement().is_none() && (is_archive || self.intents.iter().all(says));
        kept.then_some(first)
    }

    /// The parts whose colours a dossier that keeps no intent shows as others, and what they meant.
    pub fn lost(&self) -> impl Iterator<Item = (usize, String)> {
        let intents = self.intents.iter().enumerate();
        intents.filter_map(|(part, intent)| match intent {
            Intent::None => None,
            Intent::Profile(profile) if profile.is_srgb() => None,
            intent => Some((part, intent.name())),
        })
    }

    /// What the colours of a part mean, as a person calls it.
    pub fn name(&self, part: usize) -> String {
        self.intents[part].name()
    }
}
