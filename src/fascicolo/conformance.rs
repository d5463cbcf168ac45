//! The standards that a PDF declares, and those that a dossier of several may declare.

use std::fmt;

use super::output_intents::PartIntents;
use super::part::Part;
use super::roles::Roles;
use super::xmp::{PropertyName, UnreadableMetadata, properties};

const PDFA_PART: PropertyName = ("http://www.aiim.org/pdfa/ns/id/", "part");
const PDFA_CONFORMANCE: PropertyName = ("http://www.aiim.org/pdfa/ns/id/", "conformance");
const PDFUA_PART: PropertyName = ("http://www.aiim.org/pdfua/ns/id/", "part");

/// The standards that a file declares. It prints as their names, `PDF/A-2a + PDF/UA-1`; as an empty
/// text when there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conformance {
    /// PDF/A: part and level, `(2, 'a')`. From part 4 on the level is optional: `-` if there is none.
    pub pdf_a: Option<(u8, char)>,
    /// The part of PDF/UA: 1 or 2.
    pub pdf_ua: Option<u8>,
}

impl Conformance {
    /// The standards that the metadata of a part declare.
    ///
    /// # Errors
    /// Metadata that cannot be read.
    pub(super) fn of_part(part: &Part) -> Result<Self, UnreadableMetadata> {
        let metadata = part.catalog().and_then(|c| c.get(b"Metadata").ok());
        let metadata = metadata.and_then(|metadata| part.stream_data(metadata));
        metadata.map_or_else(
            || Ok(Self::default()),
            |metadata| Self::from_metadata(&metadata),
        )
    }

    /// The standards that some XMP metadata declare (ISO 19005-2 6.6.4, ISO 14289-1 5).
    ///
    /// # Errors
    /// Metadata that cannot be read.
    pub(super) fn from_metadata(metadata: &[u8]) -> Result<Self, UnreadableMetadata> {
        let [part, level, pdf_ua] =
            properties(metadata, [PDFA_PART, PDFA_CONFORMANCE, PDFUA_PART])?;
        let to_number = |part: Option<String>| part.and_then(|part| part.parse::<u8>().ok());
        let level = level.and_then(|level| match *level.as_bytes() {
            [level] => Some(char::from(level.to_ascii_lowercase())),
            _ => None,
        });
        Ok(Self {
            pdf_a: to_number(part).and_then(|part| match (part, level) {
                (1..=3, Some(level @ ('a' | 'b' | 'u'))) => Some((part, level)),
                (4.., level) => Some((part, level.unwrap_or('-'))),
                _ => None,
            }),
            pdf_ua: to_number(pdf_ua),
        })
    }

    fn only_pdf_a(self) -> Self {
        Self {
            pdf_ua: None,
            ..self
        }
    }

    fn only_pdf_ua(self) -> Self {
        Self {
            pdf_a: None,
            ..self
        }
    }

    /// The standards that two files joined may still declare, among those that a PDF 1.7 can be. PDF/A-2
    /// and PDF/A-3 give PDF/A-3, which allows all that PDF/A-2 does; PDF/A-1 goes with itself alone. The
    /// level is the lower of the two.
    fn shared_with(self, other: Self) -> Self {
        let both = self.pdf_a.zip(other.pdf_a);
        let both = both.filter(|(a, b)| is_known_pdf_a(*a) && is_known_pdf_a(*b));
        let pdf_a = both.and_then(|(a, b)| {
            let part = match (a.0, b.0) {
                (a @ 1..=3, b) if a == b => a,
                (2, 3) | (3, 2) => 3,
                _ => return None,
            };
            Some((part, a.1.lower_level(b.1)))
        });
        let pdf_ua = self
            .pdf_ua
            .filter(|part| *part == 1 && self.pdf_ua == other.pdf_ua);
        Self { pdf_a, pdf_ua }
    }
}

trait Level {
    fn lower_level(self, other: Self) -> Self;
}

impl Level for char {
    /// The lower of two levels of PDF/A: `b` is the lowest, then `u`, then `a`.
    fn lower_level(self, other: Self) -> Self {
        let rank = |level| "bua".find(level).unwrap_or(0);
        if rank(self) <= rank(other) {
            self
        } else {
            other
        }
    }
}

impl fmt::Display for Conformance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pdf_a = self.pdf_a.map(|(part, level)| match level {
            '-' => format!("PDF/A-{part}"),
            level => format!("PDF/A-{part}{level}"),
        });
        let pdf_ua = self.pdf_ua.map(|part| format!("PDF/UA-{part}"));
        let names: Vec<String> = pdf_a.into_iter().chain(pdf_ua).collect();
        f.write_str(&names.join(" + "))
    }
}

/// What a dossier declares, and why not more.
pub(crate) struct Declaration {
    /// The standards that all the parts share.
    pub conformance: Conformance,
    /// Why the dossier declares less than some part does, one Italian sentence each.
    pub lowerings: Vec<String>,
    /// The index of the part whose output intent the dossier takes (ISO 32000-1 14.11.5).
    pub output_intent: Option<usize>,
}

/// Decides what a dossier of some parts may declare, and explains each thing lost by joining them.
pub(crate) fn declaration_of(parts: &[Part], roles: &Roles) -> Declaration {
    let mut shared = parts
        .iter()
        .map(|part| part.conformance)
        .reduce(Conformance::shared_with)
        .unwrap_or_default();
    // A single part has met no other: shared with itself, it loses what no PDF 1.7 can declare.
    shared = shared.shared_with(shared);
    let mut lowerings: Vec<String> = parts.iter().flat_map(|p| p.lowerings.clone()).collect();
    lowerings.extend(lowered_by_declaring_less(parts, shared));
    let colors = PartIntents::of_parts(parts);
    if let Some((one, other)) = colors.disagreement()
        && shared.pdf_a.take().is_some()
    {
        lowerings.push(format!(
            "i colori di {} ({}) e di {} ({}) si intendono secondo profili diversi: il fascicolo, che ne ha uno solo, non può dichiarare PDF/A",
            parts[one].name,
            colors.intent_name(one),
            parts[other].name,
            colors.intent_name(other),
        ));
    }
    let output_intent = colors.kept_part(shared.pdf_a.is_some());
    if output_intent.is_none() {
        lowerings.extend(colors.lost_intents().map(|(part, profile)| {
            format!(
                "di {} non passa nel fascicolo il profilo dei colori ({profile}), che varrebbe anche per le altre parti",
                parts[part].name
            )
        }));
    }
    if shared.pdf_ua.is_some() && roles.has_mixed_headings() {
        shared.pdf_ua = None;
        lowerings.push(
            "una parte ha titoli senza livello (H) e un'altra titoli di livello (H1, H2): in un PDF/UA stanno gli uni o gli altri"
                .to_owned(),
        );
    }
    Declaration {
        conformance: shared,
        lowerings,
        output_intent,
    }
}

/// Whether a part and level of PDF/A exist (ISO 19005).
fn is_known_pdf_a((part, level): (u8, char)) -> bool {
    let levels = match part {
        1 => "ab",
        2 | 3 => "abu",
        4 => "-ef",
        _ => "",
    };
    levels.contains(level)
}

/// Why a dossier, which is PDF 1.7, cannot declare a standard of a part: it is of PDF 2.0, or does not
/// exist.
fn undeclarable(part: &Part, standard: Conformance, exists: bool) -> String {
    let name = &part.name;
    if exists {
        format!("{name} è {standard}, uno standard di PDF 2.0: il fascicolo non può dichiararlo")
    } else {
        format!("{name} dichiara {standard}, che non esiste: il fascicolo non può dichiararlo")
    }
}

/// The parts that declare less than others, or what a dossier cannot: an Italian sentence each.
fn lowered_by_declaring_less(parts: &[Part], shared: Conformance) -> Vec<String> {
    let all: Vec<Conformance> = parts.iter().map(|part| part.conformance).collect();
    let mut lowerings = Vec::new();
    for part in parts {
        let declared = part.conformance;
        let own_name = &part.name;
        match declared.pdf_a {
            None if all.iter().any(|c| c.pdf_a.is_some()) && part.lowerings.is_empty() => {
                lowerings.push(format!(
                    "{own_name} non dichiara di essere un PDF/A: il fascicolo non può dichiararlo"
                ));
            }
            Some(pdf_a) if pdf_a.0 > 3 || !is_known_pdf_a(pdf_a) => {
                lowerings.push(undeclarable(
                    part,
                    declared.only_pdf_a(),
                    is_known_pdf_a(pdf_a),
                ));
            }
            _ => {}
        }
        match declared.pdf_ua {
            None if all.iter().any(|c| c.pdf_ua.is_some()) && part.lowerings.is_empty() => {
                lowerings.push(format!(
                    "{own_name} non dichiara di essere un PDF/UA: il fascicolo non può dichiararlo"
                ));
            }
            Some(pdf_ua) if pdf_ua != 1 => {
                lowerings.push(undeclarable(part, declared.only_pdf_ua(), pdf_ua == 2));
            }
            _ => {}
        }
        let others_declare_more = all.iter().filter_map(|c| c.pdf_a).any(|(_, level)| {
            level == 'a' && declared.pdf_a.is_some_and(|(_, level)| level != 'a')
        });
        if others_declare_more && shared.pdf_a.is_some() {
            lowerings.push(format!(
                "{own_name} dichiara solo {declared}: il fascicolo non può dichiarare di più"
            ));
        }
    }
    let family = |c: &Conformance| c.pdf_a.filter(|a| a.0 < 4 && is_known_pdf_a(*a));
    let are_of_different_families =
        shared.pdf_a.is_none() && all.iter().all(|c| family(c).is_some());
    if are_of_different_families && all.len() > 1 {
        let names: Vec<String> = parts
            .iter()
            .map(|p| format!("{} è {}", p.name, p.conformance))
            .collect();
        lowerings.push(format!("le parti dichiarano PDF/A di famiglie diverse ({}): il fascicolo non può dichiararne una", names.join(", ")));
    }
    lowerings
}
