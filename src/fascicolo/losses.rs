//! What a document has that a dossier cannot hold, told so that it is not lost in silence.

use lopdf::{Dictionary, Document, Object};

use super::file_names::printable;
use super::objects::{decode_text, dictionary_under, resolved};
use super::part::Part;

/// The entries of a catalogue that make sense only in their own file, with their Italian names.
const CATALOG_ENTRIES: [(&[u8], &str); 12] = [
    (b"OpenAction", "l'azione all'apertura"),
    (b"AA", "le azioni del documento"),
    (b"URI", "l'indirizzo di base dei collegamenti"),
    (b"Threads", "i percorsi di lettura"),
    (b"Collection", "l'indice del portfolio"),
    (b"DSS", "le prove per la verifica delle firme"),
    (b"Legal", "l'attestazione legale"),
    (b"Requirements", "i requisiti del lettore"),
    (b"SpiderInfo", "le pagine web di provenienza"),
    (b"PieceInfo", "i dati privati dei programmi"),
    (b"PageLayout", "la disposizione delle pagine sullo schermo"),
    (b"DPartRoot", "la suddivisione in parti (DPart)"),
];

/// The same for the name trees of a catalogue.
const NAME_LISTS: [(&[u8], &str); 7] = [
    (b"JavaScript", "il JavaScript del documento"),
    (b"Renditions", "i brani multimediali con un nome"),
    (b"Pages", "le pagine con un nome"),
    (b"Templates", "le pagine modello"),
    (b"AlternatePresentations", "le presentazioni"),
    (b"URLS", "le pagine web con un nome"),
    (b"AP", "gli aspetti con un nome"),
];

/// The entries of a document's information that the metadata of a dossier do not repeat.
const INFORMATION_ENTRIES: [(&[u8], &str); 2] = [
    (b"Subject", "l'oggetto del documento"),
    (b"Keywords", "le parole chiave"),
];

/// The entries whose absence is no loss: the metadata of a dossier have them, or they would be false of
/// it, as the program that wrote the part.
const KEPT_INFORMATION: [&[u8]; 7] = [
    b"Title",
    b"Author",
    b"Creator",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"Trapped",
];

/// The most properties that are named; the others are counted.
const MOST_NAMED: usize = 8;

/// An Italian sentence with all that a dossier does not take from a part; `None` if nothing is lost.
pub(crate) fn describe_losses(part: &Part) -> Option<String> {
    let lost = losses(&part.document);
    let plural = |words: &String| {
        ["i ", "gli ", "le "]
            .iter()
            .any(|article| words.starts_with(article))
    };
    let verb = match lost.as_slice() {
        [] => return None,
        [one] if !plural(one) => "passa",
        _ => "passano",
    };
    let (name, lost) = (&part.name, lost.join(", "));
    Some(format!("di {name} non {verb} nel fascicolo: {lost}"))
}

fn losses(document: &Document) -> Vec<String> {
    let Ok(catalog) = document.catalog() else {
        return Vec::new();
    };
    let lost_within = |dictionary: Option<&Dictionary>, known: &[(&[u8], &str)]| {
        let is_lost = |key: &[u8]| dictionary.is_some_and(|d| is_present(document, d, key));
        let lost = known.iter().filter(|(key, _)| is_lost(key));
        lost.map(|(_, words)| (*words).to_owned())
            .collect::<Vec<String>>()
    };
    let names = dictionary_under(document, catalog, b"Names");
    let form = dictionary_under(document, catalog, b"AcroForm");
    let layers = dictionary_under(document, catalog, b"OCProperties");
    let information = resolved(
        document,
        document.trailer.get(b"Info").unwrap_or(&Object::Null),
    );
    let information = information.and_then(|information| information.as_dict().ok());
    [
        lost_within(Some(catalog), &CATALOG_ENTRIES),
        lost_preferences(document, catalog),
        lost_within(names, &NAME_LISTS),
        lost_within(form, &[(b"XFA", "il modulo XFA")]),
        lost_within(layers, &[(b"Configs", "le altre viste dei livelli")]),
        lost_within(information, &INFORMATION_ENTRIES),
        information.map_or_else(Vec::new, |entries| lost_properties(document, entries)),
    ]
    .concat()
}

/// Whether an entry has a value that matters: not null, an empty text, or what readers do by default.
fn is_present(document: &Document, dictionary: &Dictionary, key: &[u8]) -> bool {
    let value = dictionary.get(key).ok();
    match value.and_then(|value| resolved(document, value)) {
        None | Some(Object::Null) => false,
        Some(Object::String(text, _)) => !decode_text(text).trim().is_empty(),
        // One page at a time is what readers do unasked.
        Some(Object::Name(name)) if key == b"PageLayout" => name != b"SinglePage",
        Some(_) => true,
    }
}

/// The preferences for the window and the print, if some would be lost. No loss are those equal to the
/// readers' default, and the display of the title, which a dossier asks too.
fn lost_preferences(document: &Document, catalog: &Dictionary) -> Vec<String> {
    let all = dictionary_under(document, catalog, b"ViewerPreferences");
    let mut all = all.into_iter().flat_map(Dictionary::iter);
    let is_asking = all.any(|(key, value)| {
        key != b"DisplayDocTitle"
            && resolved(document, value).is_some_and(|value| !is_usual(key, value))
    });
    let description = is_asking.then(|| "le preferenze di visualizzazione".to_owned());
    description.into_iter().collect()
}

/// Whether a preference is the default (ISO 32000-1 table 150).
fn is_usual(key: &[u8], value: &Object) -> bool {
    match value {
        Object::Null | Object::Boolean(false) | Object::Integer(1) => true,
        Object::Name(value) => match key {
            b"Direction" => value == b"L2R",
            b"NonFullScreenPageMode" => value == b"UseNone",
            b"PrintScaling" => value == b"AppDefault",
            b"Duplex" => value == b"None",
            b"ViewArea" | b"ViewClip" | b"PrintArea" | b"PrintClip" => value == b"CropBox",
            _ => false,
        },
        _ => false,
    }
}

/// The custom properties that a program or an office gave to the document, by name.
fn lost_properties(document: &Document, information: &Dictionary) -> Vec<String> {
    let known = |key: &[u8]| {
        KEPT_INFORMATION.contains(&key)
            || INFORMATION_ENTRIES.iter().any(|(other, _)| *other == key)
    };
    let own = information
        .iter()
        .map(|(key, _)| key)
        .filter(|key| !known(key) && is_present(document, information, key));
    let own: Vec<String> = own
        .map(|key| format!("“{}”", printable(&String::from_utf8_lossy(key))))
        .collect();
    let named = own[..own.len().min(MOST_NAMED)].join(", ");
    let description = match own.len() {
        0 => return Vec::new(),
        1 => format!("la proprietà {named}"),
        2..=MOST_NAMED => format!("le proprietà {named}"),
        all => format!("le sue {all} proprietà, tra cui {named}"),
    };
    vec![description]
}
