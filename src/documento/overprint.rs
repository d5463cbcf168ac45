//! Finds what a document prints where it cannot be read: off its page, over another text, cut, or under
//! a coloured ground. The layout does not refuse it, so the pages are looked at before anything is
//! written: it stops a document, and a draft is only warned of.

use typst::layout::Frame;
use typst::syntax::DiagSpan;
use typst_layout::PagedDocument;

use super::ink::{Bounds, FaceHeights, Fill, InkReader, PageInk, PrintedText};
use super::options::Status;
use super::templates::RenderedSource;
use super::typst_errors;
use super::world::TypstWorld;
use crate::rilievi::{Report, Rilievo};

/// How far a letter may reach beyond the paper, in points: what no eye sees.
const TOLERANCE: f64 = 0.5;

/// How far a text and its shadow may stand apart, in parts of its size.
const SHADOW: f64 = 0.15;

/// The most findings of a document; the pages of the others are counted.
const MOST_TOLD: usize = 8;

/// The most characters of a text that a finding shows.
const MOST_SHOWN: usize = 60;

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    OffPage,
    Overlap,
    Cut,
    Covered,
}

impl Fault {
    const ALL: [Self; 4] = [Self::OffPage, Self::Overlap, Self::Cut, Self::Covered];
}

/// A text that cannot be read.
struct Unreadable<'a> {
    fault: Fault,
    text: &'a PrintedText<'a>,
    /// The text that it lies over.
    under: Option<&'a PrintedText<'a>>,
}

/// The findings of the texts that cannot be read where they are printed, one for each page and fault.
pub(crate) fn overprints(
    world: &TypstWorld,
    document: &PagedDocument,
    rendered: &RenderedSource,
) -> Report {
    let mut faces = FaceHeights::default();
    let mut rilievi = Vec::new();
    let mut other_pages = 0;
    for (index, page) in document.pages().iter().enumerate() {
        let ink = InkReader::read(&page.frame, &mut faces);
        let unreadable = unreadable(&page.frame, &ink, &mut faces);
        if !unreadable.is_empty() && rilievi.len() >= MOST_TOLD {
            other_pages += 1;
            continue;
        }
        for fault in Fault::ALL {
            let of_fault: Vec<&Unreadable<'_>> = unreadable
                .iter()
                .filter(|found| found.fault == fault)
                .collect();
            if let [first, others @ ..] = of_fault.as_slice() {
                rilievi.push(finding(world, rendered, index + 1, first, others.len()));
            }
        }
    }
    if other_pages > 0 {
        let words = match other_pages {
            1 => "anche un'altra pagina ha testi che non si leggono".to_owned(),
            _ => format!("anche altre {other_pages} pagine hanno testi che non si leggono"),
        };
        rilievi.push(of_severity(rendered, words));
    }
    rilievi.into_iter().collect()
}

fn unreadable<'a>(
    page: &Frame,
    ink: &'a PageInk<'a>,
    faces: &mut FaceHeights,
) -> Vec<Unreadable<'a>> {
    let paper = Bounds::of_size(page.size());
    let mut found = Vec::new();
    for text in &ink.texts {
        let fault = match text.clip {
            Some(clip) if !clip.holds(&text.bounds, TOLERANCE) => Fault::Cut,
            _ if !paper.holds(&text.bounds, TOLERANCE) => Fault::OffPage,
            _ => continue,
        };
        found.push(Unreadable {
            fault,
            text,
            under: None,
        });
    }
    found.extend(over_one_another(ink, faces));
    found
}

/// A text or a fill, with the box in which it meets others.
struct Piece<'a> {
    bounds: Bounds,
    what: What<'a>,
}

#[derive(Clone, Copy)]
enum What<'a> {
    Text(&'a PrintedText<'a>),
    Fill(&'a Fill),
}

/// The texts that lie over another, or under a fill. They are met from the top of the page to its foot, so
/// that each is compared only with those at its own height.
fn over_one_another<'a>(ink: &'a PageInk<'a>, faces: &mut FaceHeights) -> Vec<Unreadable<'a>> {
    let texts = ink.texts.iter().filter(|text| text.is_upright());
    let texts = texts.map(|text| Piece {
        bounds: visible_part(text, &text.core),
        what: What::Text(text),
    });
    let fills = ink.fills.iter().map(|fill| Piece {
        bounds: fill.bounds,
        what: What::Fill(fill),
    });
    let mut pieces: Vec<Piece<'_>> = texts.chain(fills).collect();
    pieces.sort_by(|a, b| a.bounds.top.total_cmp(&b.bounds.top));
    let mut found = Vec::new();
    let mut open: Vec<&Piece<'_>> = Vec::new();
    for piece in &pieces {
        open.retain(|other| other.bounds.bottom > piece.bounds.top);
        let mut meeting = open
            .iter()
            .filter(|other| other.bounds.intersects(&piece.bounds));
        found.extend(meeting.find_map(|other| conflict(other.what, piece.what, faces)));
        open.push(piece);
    }
    found
}

/// The part of a box that the clip of its text leaves.
fn visible_part(text: &PrintedText<'_>, bounds: &Bounds) -> Bounds {
    text.clip.map_or(*bounds, |clip| clip.common(bounds))
}

fn conflict<'a>(a: What<'a>, b: What<'a>, faces: &mut FaceHeights) -> Option<Unreadable<'a>> {
    match (a, b) {
        (What::Text(a), What::Text(b)) => {
            let (under, text) = if a.order < b.order { (a, b) } else { (b, a) };
            let is_fault = !is_shadow(under, text) && letters_meet(under, text, faces);
            is_fault.then_some(Unreadable {
                fault: Fault::Overlap,
                text,
                under: Some(under),
            })
        }
        (What::Text(text), What::Fill(fill)) | (What::Fill(fill), What::Text(text)) => {
            let is_fault = text.order < fill.order
                && text
                    .letters(faces)
                    .iter()
                    .any(|letter| fill.bounds.holds_middle_of(letter));
            is_fault.then_some(Unreadable {
                fault: Fault::Covered,
                text,
                under: None,
            })
        }
        (What::Fill(_), What::Fill(_)) => None,
    }
}

/// Whether two texts are one, printed twice in the same place, as some make it bolder or give it a shadow.
fn is_shadow(a: &PrintedText<'_>, b: &PrintedText<'_>) -> bool {
    let apart = SHADOW * a.item.size.to_pt();
    a.item.text == b.item.text
        && (a.bounds.left - b.bounds.left).abs() < apart
        && (a.bounds.top - b.bounds.top).abs() < apart
}

/// Whether a letter of a text lies over one of another.
fn letters_meet(a: &PrintedText<'_>, b: &PrintedText<'_>, faces: &mut FaceHeights) -> bool {
    let common = visible_part(a, &a.core).common(&visible_part(b, &b.core));
    let [a, b] = [a, b].map(|text| {
        let mut letters = text.letters(faces);
        letters.retain(|letter| letter.intersects(&common));
        letters
    });
    a.iter()
        .any(|letter| b.iter().any(|other| letter.intersects(other)))
}

fn of_severity(rendered: &RenderedSource, message: String) -> Rilievo {
    match rendered.status() {
        Status::Final => Rilievo::error(message),
        Status::Draft => Rilievo::warning(message),
    }
}

fn finding(
    world: &TypstWorld,
    rendered: &RenderedSource,
    page: usize,
    found: &Unreadable<'_>,
    others: usize,
) -> Rilievo {
    let words = shown(&found.text.item.text);
    let what = match (found.fault, found.under) {
        (Fault::OffPage, _) => format!("un testo esce dal foglio: {words}"),
        (Fault::Cut, _) => format!("un testo è tagliato: {words}"),
        (Fault::Covered, _) => format!("un testo è coperto da un fondo: {words}"),
        (Fault::Overlap, under) => {
            let under = under.map_or_else(String::new, |under| shown(&under.item.text));
            format!("un testo è stampato sopra un altro: {words} sopra {under}")
        }
    };
    let others = match others {
        0 => String::new(),
        1 => ", e così un altro della pagina".to_owned(),
        _ => format!(", e così altri {others} della pagina"),
    };
    let rilievo = of_severity(rendered, format!("a pagina {page} {what}{others}")).with_regola(
        "in un atto si legge tutto ciò che è stampato: niente esce dal foglio, niente copre altro",
    );
    let span = found.text.item.glyphs.first().map(|glyph| glyph.span.0);
    let location = span
        .and_then(|span| typst_errors::location(world, rendered, DiagSpan::from(span)))
        .filter(|location| rendered.is_of_own_template(location));
    match location {
        Some(location) => rilievo.at(location),
        None => rilievo,
    }
    .with_rimedio(remedy(rendered))
}

fn remedy(rendered: &RenderedSource) -> String {
    let own: Vec<&str> = rendered.own_templates().collect();
    match own.as_slice() {
        [] => "accorciare questo testo o l'elenco di cui fa parte, o dividerne le parole più lunghe con uno spazio".to_owned(),
        [one] => format!(
            "correggere {one}, o toglierlo per usare quello predefinito; con --bozza il documento si stampa lo stesso, per guardarlo"
        ),
        _ => format!(
            "correggere i modelli dell'ufficio ({}), o toglierli per usare quelli predefiniti; con --bozza il documento si stampa lo stesso, per guardarlo",
            own.join(", ")
        ),
    }
}

/// A text between quotation marks, without its end if it is long.
fn shown(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= MOST_SHOWN {
        return format!("“{text}”");
    }
    let start: String = text.chars().take(MOST_SHOWN - 1).collect();
    format!("“{}…”", start.trim_end())
}
