//! Output intents (ISO 32000-1 14.11.5): how to interpret the device colours of a document, which state
//! only amounts of ink or light.

use lopdf::Object;

use super::icc::ColorProfile;
use super::objects::{array_under, decode_text, resolved};
use super::part::Part;

/// How the device colours of a part are to be interpreted.
#[derive(Debug)]
enum Intent {
    /// The part does not state it.
    Unstated,
    /// By a colour profile in the file.
    Profile(ColorProfile),
    /// By a printing condition of a registry, known by its name.
    Condition(String),
}

impl Intent {
    /// The intent of a part: the one for PDF/A if there is one, otherwise the first.
    fn of_part(part: &Part) -> Self {
        let document = &part.document;
        let intents = part
            .catalog()
            .and_then(|catalog| array_under(document, catalog, b"OutputIntents"))
            .unwrap_or_default();
        let intents = intents.iter();
        let intents = intents.filter_map(|intent| resolved(document, intent)?.as_dict().ok());
        let intents: Vec<_> = intents.collect();
        let pdf_a_intent = intents.iter().find(|intent| {
            let kind = intent.get(b"S").and_then(Object::as_name);
            kind.is_ok_and(|kind| kind == b"GTS_PDFA1")
        });
        let Some(intent) = pdf_a_intent.or(intents.first()) else {
            return Self::Unstated;
        };
        if let Ok(profile) = intent.get(b"DestOutputProfile") {
            return Self::Profile(ColorProfile::new(
                part.stream_data(profile).unwrap_or_default(),
            ));
        }
        let condition = intent.get(b"OutputConditionIdentifier").ok();
        let condition = condition.and_then(|condition| condition.as_str().ok());
        condition.map_or(Self::Unstated, |condition| {
            Self::Condition(decode_text(condition))
        })
    }

    /// Whether both interpret colours alike. An unstated intent agrees with any.
    fn agrees_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unstated, _) | (_, Self::Unstated) => true,
            (Self::Profile(one), Self::Profile(other)) => one.agrees_with(other),
            (Self::Condition(one), Self::Condition(other)) => one == other,
            _ => false,
        }
    }

    /// A name for the user: `RGB`, `CMYK`.
    fn name(&self) -> String {
        match self {
            Self::Unstated => "nessuno".to_owned(),
            Self::Profile(profile) => profile.color_space(),
            Self::Condition(name) => name.clone(),
        }
    }
}

/// The intents of all the parts.
pub(crate) struct PartIntents {
    intents: Vec<Intent>,
}

impl PartIntents {
    /// Reads the intents.
    pub(crate) fn of_parts(parts: &[Part]) -> Self {
        Self {
            intents: parts.iter().map(Intent::of_part).collect(),
        }
    }

    /// The first two parts that interpret colours differently.
    pub(crate) fn disagreement(&self) -> Option<(usize, usize)> {
        let is_stated = |intent: &Intent| !matches!(intent, Intent::Unstated);
        let first = self.intents.iter().position(is_stated)?;
        let agrees = |other: &Intent| other.agrees_with(&self.intents[first]);
        let other = self.intents.iter().position(|other| !agrees(other))?;
        Some((first, other))
    }

    /// The part whose intent the dossier takes: the first that states one, if none disagrees. A dossier
    /// that is not PDF/A takes one only if all the parts state one, since it would change the colours of
    /// those that do not.
    pub(crate) fn kept_part(&self, is_archive: bool) -> Option<usize> {
        let is_stated = |intent: &Intent| !matches!(intent, Intent::Unstated);
        let first = self.intents.iter().position(is_stated)?;
        let kept =
            self.disagreement().is_none() && (is_archive || self.intents.iter().all(is_stated));
        kept.then_some(first)
    }

    /// The parts whose colours change if the dossier has no intent, with the names of their intents. sRGB
    /// is not among them: readers take device colours for it anyway.
    pub(crate) fn lost_intents(&self) -> impl Iterator<Item = (usize, String)> {
        let intents = self.intents.iter().enumerate();
        intents.filter_map(|(part, intent)| match intent {
            Intent::Unstated => None,
            Intent::Profile(profile) if profile.is_srgb() => None,
            intent => Some((part, intent.name())),
        })
    }

    /// A name for the user of the intent of a part.
    pub(crate) fn intent_name(&self, part: usize) -> String {
        self.intents[part].name()
    }
}
