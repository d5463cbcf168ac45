//! What a document has and a dossier has no place for, so that it is told and not lost in silence.

use lopdf::{Dictionary, Document};

use super::nomi::dizionario;

/// The entries of a catalogue that speak of their file alone, and what they are.
const OF_THE_CATALOGUE: [(&[u8], &str); 10] = [
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
];

/// Its lists of names.
const OF_THE_NAMES: [(&[u8], &str); 6] = [
    (b"JavaScript", "il JavaScript del documento"),
    (b"Renditions", "i brani multimediali con un nome"),
    (b"Pages", "le pagine con un nome"),
    (b"Templates", "le pagine modello"),
    (b"AlternatePresentations", "le presentazioni"),
    (b"URLS", "le pagine web con un nome"),
];

/// What a dossier does not take of a document.
pub fn losses(document: &Document) -> Vec<&'static str> {
    let Ok(catalog) = document.catalog() else {
        return Vec::new();
    };
    let within = |dictionary: Option<&Dictionary>, known: &[(&[u8], &'static str)]| {
        let dictionary = dictionary.into_iter();
        dictionary
            .flat_map(|d| known.iter().filter(|(key, _)| d.has(key)))
            .map(|(_, words)| *words)
            .collect::<Vec<_>>()
    };
    let names = dizionario(document, catalog, b"Names");
    let form = dizionario(document, catalog, b"AcroForm");
    let layers = dizionario(document, catalog, b"OCProperties");
    [
        within(Some(catalog), &OF_THE_CATALOGUE),
        within(names, &OF_THE_NAMES),
        within(form, &[(b"XFA", "il modulo XFA")]),
        within(layers, &[(b"Configs", "le altre viste dei livelli")]),
    ]
    .concat()
}
