//! Output intents (ISO 32000-1 14.11.5): what the colours of a document mean that say only how much
//! ink or light.

use lopdf::Object;

use super::icc::Profile;
use super::nomi::{elenco, risolto, testo};
use super::parte::Parte;

/// What the device colours of a part mean.
#[derive(Debug)]
pub enum Intent {
    /// Nothing: the part says nothing of them.
    None,
    /// What a profile says; and the profile.
    Profile(Profile),
    /// What a printing condition of a registry says, by its name.
    Condition(String),
}

impl Intent {
    /// That of a part: of its intents for PDF/A, or of the first.
    pub fn of(part: &Parte) -> Self {
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
            return Self::Profile(Profile::new(part.dati(profile).unwrap_or_default()));
        }
        let condition = intent.get(b"OutputConditionIdentifier").ok();
        let condition = condition.and_then(|condition| condition.as_str().ok());
        condition.map_or(Self::None, |condition| Self::Condition(testo(condition)))
    }

    /// Whether the same colours mean the same in both. Where one says nothing, there is nothing to
    /// change.
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::None, _) | (_, Self::None) => true,
            (Self::Profile(one), Self::Profile(other)) => one.agrees(other),
            (Self::Condition(one), Self::Condition(other)) => one == other,
            _ => false,
        }
    }

    /// What a person calls it: `RGB`, `CMYK`.
    pub fn name(&self) -> String {
        match self {
            Self::None => "nessuno".to_owned(),
            Self::Profile(profile) => profile.space(),
            Self::Condition(name) => name.clone(),
        }
    }
}

/// The first part that says what its colours mean, when all those that do say the same.
///
/// # Errors
/// The places of the first two parts that disagree.
pub fn common(parts: &[Parte]) -> Result<Option<usize>, (usize, usize)> {
    let intents: Vec<Intent> = parts.iter().map(Intent::of).collect();
    let says = |intent: &Intent| !matches!(intent, Intent::None);
    let Some(first) = intents.iter().position(says) else {
        return Ok(None);
    };
    match intents.iter().position(|other| !other.agrees(&intents[first])) {
        Some(other) => Err((first, other)),
        None => Ok(Some(first)),
    }
}

/// The name of what a part's colours mean.
pub fn name(part: &Parte) -> String {
    Intent::of(part).name()
}

