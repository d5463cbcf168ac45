//! The built-in fonts, and the characters that they can print. System fonts are never used, so that every
//! machine makes the same file.

use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::lettura::SyntaxTree;
use crate::rilievi::{Location, Report, Rilievo, Source};
use crate::verifica::UNPRINTED;

/// The face of the document.
const TITILLIUM: [&[u8]; 4] = [
    include_bytes!("../../fonts/TitilliumWeb-Regular.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-Italic.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-SemiBold.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-Bold.ttf"),
];

/// The face for the characters that Titillium lacks: arrows, Greek, check marks.
const FALLBACK: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");

static USUAL: LazyLock<FaceSet> = LazyLock::new(|| FaceSet::new(&TITILLIUM));

static ALL: LazyLock<FaceSet> =
    LazyLock::new(|| FaceSet::new(&[TITILLIUM.as_slice(), &[FALLBACK]].concat()));

/// The faces and their catalogue.
pub(crate) struct FaceSet {
    /// The faces, in the catalogue's order.
    pub faces: Vec<Font>,
    /// The catalogue.
    pub catalog: LazyHash<FontBook>,
    /// The faces, with the glyph of each character.
    glyphs: Vec<FontInstance>,
}

impl FaceSet {
    fn new(files: &[&'static [u8]]) -> Self {
        let faces: Vec<Font> = files
            .iter()
            .flat_map(|file| Font::iter(Bytes::new(*file)))
            .collect();
        let catalog = LazyHash::new(FontBook::from_fonts(&faces));
        let size = Abs::pt(10.0); // no face of ours varies with the size
        let glyphs = faces
            .iter()
            .map(|face| {
                let variant = FontVariant::default();
                face.clone()
                    .instantiate(variant, size, &FontVariations::default())
            })
            .collect();
        Self {
            faces,
            catalog,
            glyphs,
        }
    }

    /// The advance of a character in em, in the first face that draws it from a given one on.
    fn advance(&self, character: char, first: usize) -> f64 {
        let faces = self.glyphs[first..].iter().chain(&self.glyphs);
        let mut advances = faces.filter_map(|face| {
            let glyph = face.ttf().glyph_index(character)?;
            Some(face.x_advance(glyph.0)?.get())
        });
        advances.next().unwrap_or(1.0)
    }

    /// Whether a face has a glyph for a character. What a face lists as covered may be a gap in it.
    fn can_draw(&self, character: char) -> bool {
        let has_glyph = |face: &FontInstance| {
            let glyph = face.ttf().glyph_index(character);
            glyph.is_some_and(|glyph| glyph.0 != 0)
        };
        character.is_ascii_graphic() || self.glyphs.iter().any(has_glyph)
    }
}

/// The weight of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    /// The place of its face among those of the document.
    fn face(self) -> usize {
        match self {
            Self::Regular => 0,
            Self::Bold => TITILLIUM.len() - 1,
        }
    }
}

/// How many characters have their advance in a table: those of the Latin scripts of Europe.
const TABULATED: usize = 0x180;

/// The advances of the commonest characters, regular and bold: nearly all those of a plan.
static ADVANCES: LazyLock<[Vec<f64>; 2]> = LazyLock::new(|| {
    [Weight::Regular, Weight::Bold].map(|weight| {
        let characters = (0..TABULATED as u32).filter_map(char::from_u32);
        characters
            .map(|character| USUAL.advance(character, weight.face()))
            .collect()
    })
});

/// How wide a text is on one line, in em: the sum of the advances of its characters.
pub(crate) fn width(text: &str, weight: Weight) -> f64 {
    let table = &ADVANCES[weight as usize];
    let advance = |character: char| {
        let tabulated = table.get(character as usize).copied();
        tabulated.unwrap_or_else(|| ALL.advance(character, weight.face()))
    };
    text.chars().map(advance).sum()
}

/// The faces that every document uses.
pub(crate) fn usual() -> &'static FaceSet {
    &USUAL
}

/// The faces that a text needs: the fallback, which is large, only if some character needs it.
pub(crate) fn for_text(text: &str) -> &'static FaceSet {
    let is_enough = text.chars().all(|c| c.is_ascii() || USUAL.can_draw(c));
    if is_enough { &USUAL } else { &ALL }
}

/// Finds the characters of a plan that no face can draw, or that a public act must not hold: one finding
/// for each value.
pub(crate) fn check_characters(tree: &SyntaxTree) -> Report {
    tree.scalars()
        .filter_map(|(node, text)| {
            let Some(defect) = defects(text).next() else {
                let face = text.chars().find(|c| is_face(*c))?;
                return Some(colourless_face(
                    face,
                    tree.location_of_character(node, face),
                ));
            };
            let location = tree.location_of_character(node, defect.character);
            Some(Rilievo {
                name: Some(UNPRINTED),
                ..defect.rilievo(location)
            })
        })
        .collect()
}

/// Whether a character is one of the little faces of messages.
fn is_face(character: char) -> bool {
    matches!(character, '\u{1f300}'..='\u{1faff}')
}

/// The finding for a little face that the fallback draws.
fn colourless_face(face: char, location: Location) -> Rilievo {
    Rilievo {
        name: Some(UNPRINTED),
        ..Rilievo::warning(format!(
            "“{face}” non si stampa come si vede: perde i colori"
        ))
    }
    .at(location)
    .with_regola("il documento ha caratteri per leggere, non immagini")
    .with_rimedio("cancellarlo, o scrivere a parole ciò che vuole dire")
}

/// A character that cannot be printed.
struct Defect {
    /// Its byte offset in the text.
    offset: usize,
    character: char,
    /// Why, in Italian.
    reason: &'static str,
    /// The one character that can stand for it and for the letter before it.
    single: Option<char>,
}

/// The characters of a text that cannot be printed.
fn defects(text: &str) -> impl Iterator<Item = Defect> {
    let previous = std::iter::once(None).chain(text.chars().map(Some));
    text.char_indices()
        .zip(previous)
        .filter_map(|((offset, character), previous)| {
            let reason =
                defect_of(character).or_else(|| stacked_mark_defect(previous, character))?;
            let single = previous
                .and_then(|letter| composed(letter, character))
                .filter(|single| defect_of(*single).is_none());
            Some(Defect {
                offset,
                character,
                reason,
                single,
            })
        })
}

/// The reason why a combining mark cannot be printed: the face of the letter before it has no single
/// character for the two. One that only the other face has is not looked for there.
fn stacked_mark_defect(letter_before: Option<char>, mark: char) -> Option<&'static str> {
    // No letter of a usual text is a combining mark.
    if mark < FIRST_COMBINING {
        return None;
    }
    let is_combining = matches!(
        mark.general_category(),
        GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
    );
    if !is_combining {
        return None;
    }
    let is_drawn = letter_before.is_some_and(|letter| {
        let faces: &FaceSet = if USUAL.can_draw(letter) { &USUAL } else { &ALL };
        composed(letter, mark).is_some_and(|composed| faces.can_draw(composed))
    });
    (!is_drawn).then_some("si sovrappone alla lettera prima, e il carattere tipografico di questa non le disegna insieme")
}

/// The first combining mark of Unicode.
const FIRST_COMBINING: char = '\u{300}';

/// The single character for a letter and a combining mark.
fn composed(letter: char, mark: char) -> Option<char> {
    unicode_normalization::char::compose(letter, mark)
}

/// Finds the characters of a text that cannot be printed. `name` is what the findings show in place of a
/// file: the name of a field or of an option.
pub fn check_text(name: &str, text: &str) -> Report {
    let source = Arc::new(Source::new(name, text));
    defects(text)
        .map(|defect| {
            let start = defect.offset;
            let location = Location {
                source: Arc::clone(&source),
                span: start..start + defect.character.len_utf8(),
            };
            defect.rilievo(location)
        })
        .collect()
}

fn defect_of(character: char) -> Option<&'static str> {
    if character.is_ascii_graphic() || matches!(character, ' ' | '\n') {
        return None;
    }
    match character.general_category() {
        GeneralCategory::Control => Some("è un segno di controllo e non si può stampare"),
        GeneralCategory::Format
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => {
            Some("è un segno invisibile: chi legge e chi ascolta non avrebbero lo stesso testo")
        }
        GeneralCategory::PrivateUse => Some(
            "è di uso privato: PDF/A lo vieta, perché fra dieci anni nessuno saprebbe che cosa sia",
        ),
        // Typst takes it for a space, and no face draws it as one.
        GeneralCategory::SpaceSeparator if character == '\u{1680}' => {
            Some("non è disegnato da nessuno dei caratteri tipografici del documento")
        }
        _ if character == char::REPLACEMENT_CHARACTER => {
            Some("sta al posto di un carattere che si è perduto in una conversione")
        }
        _ if USUAL.can_draw(character) || ALL.can_draw(character) => None,
        _ => Some("non è disegnato da nessuno dei caratteri tipografici del documento"),
    }
}

impl Defect {
    fn rilievo(&self, location: Location) -> Rilievo {
        if self.character == '\t' {
            return Rilievo::error("una tabulazione non si può stampare")
                .at(location)
                .with_regola("quanto è larga dipende dal programma che la mostra")
                .with_rimedio("sostituirla con uno spazio");
        }
        let remedy = match self.single {
            Some(single) => format!(
                "scrivere il solo carattere “{single}” (U+{:04X}) al posto della lettera e del segno",
                u32::from(single)
            ),
            None => "cancellarlo, o sostituirlo con un carattere comune".to_owned(),
        };
        Rilievo::error(format!(
            "il carattere U+{:04X} non si può stampare",
            u32::from(self.character)
        ))
        .at(location)
        .with_regola(self.reason)
        .with_rimedio(remedy)
    }
}
