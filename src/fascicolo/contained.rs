//! Whether a document has the pages of another among its own.

use lopdf::{Document, ObjectId};

use super::opening::open_document;
use super::pages::page_ids;
use crate::rilievi::Report;

/// Where the pages of a document stand in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contained {
    /// The other document does not have more pages than this one.
    NotLarger,
    /// They stand there one after the other: the numbers of the first and the last, counted from 1.
    Pages(usize, usize),
    /// The other has more pages, and these are not among them.
    Missing,
}

/// Looks for the pages of `part` among those of `whole`, by what they draw; each is a name, which
/// findings show, and the bytes of a PDF.
///
/// # Errors
/// A file that is no PDF, is encrypted or is damaged.
pub fn find_pages(whole: (&str, &[u8]), part: (&str, &[u8])) -> Result<Contained, Report> {
    let whole = open_document(whole.0, whole.1)?;
    let part = open_document(part.0, part.1)?;
    Ok(find(&whole, &part))
}

/// How many pages a PDF has; `name` is what findings show.
///
/// # Errors
/// A file that is no PDF, is encrypted or is damaged.
pub fn page_count(name: &str, bytes: &[u8]) -> Result<usize, Report> {
    Ok(open_document(name, bytes)?.page_iter().count())
}

fn find(whole: &Document, part: &Document) -> Contained {
    let (Ok(pages), Ok(wanted)) = (page_ids(whole), page_ids(part)) else {
        return Contained::Missing;
    };
    if pages.len() <= wanted.len() {
        return Contained::NotLarger;
    }
    let wanted: Vec<Vec<u8>> = wanted.iter().map(|id| part.get_page_content(*id)).collect();
    // A page is read only as far as the longest wanted page goes: a longer one cannot match.
    let longest = wanted.iter().map(Vec::len).max().unwrap_or_default();
    let page_content = |id: &ObjectId| whole.get_page_content_with_limit(*id, longest).ok();
    let pages: Vec<Option<Vec<u8>>> = pages.iter().map(page_content).collect();
    let is_match = |run: &[Option<Vec<u8>>]| {
        let mut pairs = run.iter().zip(&wanted);
        pairs.all(|(page, wanted)| page.as_ref() == Some(wanted))
    };
    match pages.windows(wanted.len().max(1)).position(is_match) {
        Some(first) => Contained::Pages(first + 1, first + wanted.len()),
        None => Contained::Missing,
    }
}
