//! The metadata of a dossier.

use std::collections::BTreeSet;

use jiff::civil::{self, Date, Time};
use lopdf::{Dictionary, Object, Stream, dictionary};
use xmp_writer::{DateTime, LangId, Timezone, XmpWriter};

use super::conformance::Conformance;
use super::objects::decode_text;
use super::part::Part;
use crate::pdf::PROGRAM;

/// The metadata stream of a dossier: the title of the first part, the authors of all, the latest date of
/// any, the standards that the dossier declares. Without a clock the same parts give the same bytes.
pub(crate) fn xmp_stream(parts: &[Part], conformance: Conformance) -> Stream {
    let title = parts.first().map_or("", |part| part.title.as_str());
    let authors: BTreeSet<String> = parts
        .iter()
        .filter_map(|part| information_entry(part, b"Author"))
        .map(|author| writable(&author))
        .collect();
    let mut xmp = XmpWriter::new();
    xmp.title([(None, writable(title).as_str())]);
    if !authors.is_empty() {
        xmp.creator(authors.iter().map(String::as_str));
    }
    if let Some(language) = language(parts) {
        xmp.language([LangId(&writable(&language))]);
    }
    xmp.format("application/pdf").creator_tool(PROGRAM);
    if let Some(date) = last_change(parts) {
        xmp.create_date(date).modify_date(date);
    }
    write_standards(&mut xmp, conformance);
    let dictionary = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dictionary, xmp.finish(None).into_bytes()).with_compression(false)
}

/// The latest modification or creation date that a part states.
fn last_change(parts: &[Part]) -> Option<DateTime> {
    let dates = |key| {
        let dates = parts
            .iter()
            .filter_map(move |part| information_entry(part, key));
        dates.filter_map(|written| Moment::read(&written))
    };
    let changed = dates(b"ModDate".as_slice()).max();
    let created = dates(b"CreationDate".as_slice()).max();
    changed.max(created).map(Moment::into_xmp)
}

/// Writes the standards. PDF/A requires that the property of PDF/UA, which is not of its own schemas, be
/// described in the file (ISO 19005-2 6.6.2.3).
fn write_standards(xmp: &mut XmpWriter<'_>, conformance: Conformance) {
    if let Some((part, level)) = conformance.pdf_a {
        xmp.pdfa_part(i32::from(part));
        xmp.pdfa_conformance(&level.to_ascii_uppercase().to_string());
    }
    if let Some(part) = conformance.pdf_ua {
        xmp.pdfua_part(i32::from(part));
        if conformance.pdf_a.is_some() {
            xmp.extension_schemas()
                .pdfua_id()
                .properties()
                .describe_part();
        }
    }
}

/// The language of the first part that states one.
pub(crate) fn language(parts: &[Part]) -> Option<String> {
    parts.iter().find_map(|part| {
        let language_tag = part.catalog()?.get_deref(b"Lang", &part.document).ok()?;
        language_tag.as_str().ok().map(decode_text)
    })
}

fn information_entry(part: &Part, key: &[u8]) -> Option<String> {
    let document = &part.document;
    let information = document.trailer.get_deref(b"Info", document).ok()?;
    let information: &Dictionary = information.as_dict().ok()?;
    let value = information
        .get_deref(key, document)
        .ok()
        .map(Object::as_str)?
        .ok()?;
    Some(decode_text(value)).filter(|value| !value.trim().is_empty())
}

/// A date as a PDF writes it: `D:20211203120000+01'00'` (ISO 32000-1 7.9.4). Dates compare by their
/// civil time first, whatever the zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    civil: civil::DateTime,
    /// The distance from universal time, in minutes.
    offset: i16,
}

impl Moment {
    /// Reads a date; `None` if it is not valid. Only the year is required: the rest defaults to the first
    /// of January, midnight, universal time. (lopdf's own reading wants at least the day.)
    fn read(written: &str) -> Option<Self> {
        let digits = written.strip_prefix("D:").unwrap_or(written);
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        let (digits, zone) = digits.split_at(end);
        let year = digits.get(..4)?.parse().ok()?;
        let two_digits = |from: usize, default: i8| match digits.get(from..from + 2) {
            Some(digits) => digits.parse().ok(),
            None => Some(default),
        };
        let date = Date::new(year, two_digits(4, 1)?, two_digits(6, 1)?).ok()?;
        let time = Time::new(two_digits(8, 0)?, two_digits(10, 0)?, two_digits(12, 0)?, 0).ok()?;
        Some(Self {
            civil: date.to_datetime(time),
            offset: read_offset(zone)?,
        })
    }

    fn into_xmp(self) -> DateTime {
        let unsigned = |number: i8| number.unsigned_abs();
        let zone = match self.offset {
            0 => Timezone::Utc,
            offset => Timezone::Local {
                hour: (offset / 60) as i8,
                minute: (offset % 60).unsigned_abs() as i8,
            },
        };
        DateTime::new(
            self.civil.year().unsigned_abs(),
            unsigned(self.civil.month()),
            unsigned(self.civil.day()),
            unsigned(self.civil.hour()),
            unsigned(self.civil.minute()),
            unsigned(self.civil.second()),
            zone,
        )
    }
}

/// A zone in minutes: 60 for `+01'00'`, 0 for `Z` or nothing.
fn read_offset(zone: &str) -> Option<i16> {
    let sign = match zone.chars().next() {
        Some('+') => 1,
        Some('-') => -1,
        _ => return Some(0),
    };
    let mut numbers = zone[1..].split('\'');
    let mut number = |largest: i16| match numbers.next() {
        None | Some("") => Some(0),
        Some(digits) if digits.len() == 2 => digits
            .parse()
            .ok()
            .filter(|number| (0..=largest).contains(number)),
        Some(_) => None,
    };
    let (hours, minutes) = (number(23)?, number(59)?);
    Some(sign * (hours * 60 + minutes))
}

/// A text with spaces in place of the characters that XML cannot hold (XML 1.0, 2.2).
fn writable(text: &str) -> String {
    let unsayable = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    text.replace(unsayable, " ")
}
