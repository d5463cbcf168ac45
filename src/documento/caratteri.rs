//! The faces of the document. No other font is ever searched, so every machine makes the same file.

use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use crate::lettura::Albero;
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

/// The face of the document.
const TITILLIUM: [&[u8]; 4] = [
    include_bytes!("../../fonts/TitilliumWeb-Regular.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-Italic.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-SemiBold.ttf"),
    include_bytes!("../../fonts/TitilliumWeb-Bold.ttf"),
];

/// The face that steps in for what Titillium lacks: arrows, Greek, ticks.
const RISERVA: &[u8] = include_bytes!("../../fonts/DejaVuSans.ttf");

static CONSUETI: LazyLock<Caratteri> = LazyLock::new(|| Caratteri::new(&TITILLIUM));

static TUTTI: LazyLock<Caratteri> =
    LazyLock::new(|| Caratteri::new(&[TITILLIUM.as_slice(), &[RISERVA]].concat()));

/// The faces and their catalogue.
pub struct Caratteri {
    /// The faces, in the catalogue's order.
    pub facce: Vec<Font>,
    /// The catalogue.
    pub catalogo: LazyHash<FontBook>,
}

impl Caratteri {
    fn new(file: &[&'static [u8]]) -> Self {
        let facce: Vec<Font> = file
            .iter()
            .flat_map(|file| Font::iter(Bytes::new(*file)))
            .collect();
        let catalogo = LazyHash::new(FontBook::from_fonts(&facce));
        Self { facce, catalogo }
    }

    fn disegnano(&self, carattere: char) -> bool {
        carattere.is_ascii_graphic()
            || self
                .facce
                .iter()
                .any(|faccia| faccia.info().coverage.contains(carattere.into()))
    }
}

/// The faces of every document.
pub fn consueti() -> &'static Caratteri {
    &CONSUETI
}

/// The faces that a text needs: the large one only when a character asks for it.
pub fn per(testo: &str) -> &'static Caratteri {
    let bastano = testo.chars().all(|c| c.is_ascii() || CONSUETI.disegnano(c));
    if bastano { &CONSUETI } else { &TUTTI }
}

/// Finds the characters of a plan that no face draws, or that a public act must not hold.
pub fn controlla(albero: &Albero) -> Rapporto {
    albero
        .scalari()
        .filter_map(|(nodo, testo)| {
            let (_, carattere, difetto) = defects(testo).next()?;
            Some(rilievo(
                carattere,
                difetto,
                albero.place_of(nodo, carattere),
            ))
        })
        .collect()
}

/// The characters of a text that cannot be printed, each with its place and the reason.
fn defects(text: &str) -> impl Iterator<Item = (usize, char, &'static str)> {
    let before = std::iter::once(None).chain(text.chars().map(Some));
    text.char_indices()
        .zip(before)
        .filter_map(|((place, character), before)| {
            let reason = difetto(character).or_else(|| stacked(before, character))?;
            Some((place, character, reason))
        })
}

/// A mark over the letter before it prints only where the two are one letter of our faces.
fn stacked(before: Option<char>, mark: char) -> Option<&'static str> {
    if mark.general_category() != GeneralCategory::NonspacingMark {
        return None;
    }
    let whole = before.and_then(|letter| unicode_normalization::char::compose(letter, mark));
    let drawn = whole.is_some_and(|whole| difetto(whole).is_none());
    (!drawn).then_some("si sovrappone alla lettera prima, e nessun carattere tipografico del documento le disegna insieme")
}

/// The characters of a text that the document could not print, each with its reason; `name` is what
/// findings show as its place: the name of a field or of an option.
pub fn check_option(name: &str, text: &str) -> Rapporto {
    let source = Arc::new(Sorgente::new(name, text));
    defects(text)
        .map(|(start, character, reason)| {
            let place = Luogo {
                sorgente: Arc::clone(&source),
                intervallo: start..start + character.len_utf8(),
            };
            rilievo(character, reason, place)
        })
        .collect()
}

fn difetto(carattere: char) -> Option<&'static str> {
    if carattere.is_ascii_graphic() || matches!(carattere, ' ' | '\n') {
        return None;
    }
    match carattere.general_category() {
        GeneralCategory::Control => Some("è un segno di controllo e non si può stampare"),
        GeneralCategory::Format
        | GeneralCategory::LineSeparator
        | GeneralCategory::ParagraphSeparator => {
            Some("è un segno invisibile: chi legge e chi ascolta non avrebbero lo stesso testo")
        }
        GeneralCategory::PrivateUse => Some(
            "è di uso privato: PDF/A lo vieta, perché fra dieci anni nessuno saprebbe che cosa sia",
        ),
        _ if CONSUETI.disegnano(carattere) || TUTTI.disegnano(carattere) => None,
        _ => Some("non è disegnato da nessuno dei caratteri tipografici del documento"),
    }
}

fn rilievo(carattere: char, difetto: &str, luogo: Luogo) -> Rilievo {
    if carattere == '\t' {
        return Rilievo::errore("una tabulazione non si può stampare")
            .in_luogo(luogo)
            .regola("quanto è larga dipende dal programma che la mostra")
            .rimedio("sostituirla con uno spazio");
    }
    Rilievo::errore(format!(
        "il carattere U+{:04X} non si può stampare",
        u32::from(carattere)
    ))
    .in_luogo(luogo)
    .regola(difetto)
    .rimedio("cancellarlo, o sostituirlo con un carattere comune")
}
