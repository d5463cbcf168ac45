//! The metadata of a dossier.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use lopdf::{Dictionary, Object, Stream, dictionary};

use super::conformita::Conformita;
use super::nomi::{risolto, testo};
use super::parte::Parte;

const PROGRAMMA: &str = concat!("pira ", env!("CARGO_PKG_VERSION"));

/// The metadata stream of a dossier: the first part's title, everybody's authors, the latest of the
/// parts' dates, the standards that all share.
pub fn xmp(parti: &[Parte], conformita: Conformita) -> Stream {
    let titolo = parti.first().map_or("", |parte| parte.titolo.as_str());
    let autori: BTreeSet<String> = parti
        .iter()
        .filter_map(|p| informazione(p, b"Author"))
        .collect();
    let data = |chiave| {
        parti
            .iter()
            .filter_map(|p| data(&informazione(p, chiave)?))
            .max()
    };
    let modificato = data(b"ModDate").max(data(b"CreationDate"));
    let mut proprieta = String::new();
    let mut aggiungi = |riga: String| {
        proprieta.push_str(&riga);
        proprieta.push('\n');
    };
    aggiungi(format!(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
        protetto(titolo)
    ));
    if !autori.is_empty() {
        let voci: String = autori
            .iter()
            .map(|a| format!("<rdf:li>{}</rdf:li>", protetto(a)))
            .collect();
        aggiungi(format!(
            "<dc:creator><rdf:Seq>{voci}</rdf:Seq></dc:creator>"
        ));
    }
    if let Some(lingua) = lingua(parti) {
        aggiungi(format!(
            "<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>",
            protetto(&lingua)
        ));
    }
    aggiungi("<dc:format>application/pdf</dc:format>".to_owned());
    aggiungi(format!("<xmp:CreatorTool>{PROGRAMMA}</xmp:CreatorTool>"));
    if let Some(data) = modificato {
        aggiungi(format!("<xmp:CreateDate>{data}</xmp:CreateDate>"));
        aggiungi(format!("<xmp:ModifyDate>{data}</xmp:ModifyDate>"));
    }
    if let Some((parte, livello)) = conformita.archivio {
        aggiungi(format!("<pdfaid:part>{parte}</pdfaid:part>"));
        let livello = livello.to_ascii_uppercase();
        aggiungi(format!(
            "<pdfaid:conformance>{livello}</pdfaid:conformance>"
        ));
    }
    if let Some(parte) = conformita.accesso {
        aggiungi(format!("<pdfuaid:part>{parte}</pdfuaid:part>"));
        if conformita.archivio.is_some() {
            aggiungi(ESTENSIONE_UA.to_owned());
        }
    }
    let testo = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
         xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
         xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n{proprieta}</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>"
    );
    let dizionario = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    Stream::new(dizionario, testo.into_bytes()).with_compression(false)
}

/// PDF/A wants the properties of other standards described.
const ESTENSIONE_UA: &str = "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>";

/// The language of all the parts, or of the first.
pub fn lingua(parti: &[Parte]) -> Option<String> {
    parti.iter().find_map(|parte| {
        let lingua = risolto(&parte.documento, parte.catalogo()?.get(b"Lang").ok()?)?;
        lingua.as_str().ok().map(testo)
    })
}

fn informazione(parte: &Parte, chiave: &[u8]) -> Option<String> {
    let documento = &parte.documento;
    let info = risolto(documento, documento.trailer.get(b"Info").ok()?)?;
    let info: &Dictionary = info.as_dict().ok()?;
    let valore = risolto(documento, info.get(chiave).ok()?)
        .map(Object::as_str)?
        .ok()?;
    Some(testo(valore)).filter(|valore| !valore.trim().is_empty())
}

/// `D:20211203120000+01'00'` as `2021-12-03T12:00:00+01:00`; `None` for what is no day, hour or zone
/// (ISO 32000-1 7.9.4).
fn data(scritta: &str) -> Option<String> {
    let cifre = scritta.strip_prefix("D:").unwrap_or(scritta);
    let fine = cifre
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(cifre.len());
    let (cifre, zona) = cifre.split_at(fine);
    let numero = |da: usize, a: usize, se_manca: i16| match cifre.get(da..a) {
        Some(cifre) => cifre.parse().ok(),
        None => Some(se_manca),
    };
    let due = |da: usize, se_manca: i16| {
        let numero = numero(da, da + 2, se_manca)?;
        i8::try_from(numero).ok()
    };
    if cifre.len() < 4 {
        return None;
    }
    let giorno = Date::new(numero(0, 4, 0)?, due(4, 1)?, due(6, 1)?).ok()?;
    let ora = Time::new(due(8, 0)?, due(10, 0)?, due(12, 0)?, 0).ok()?;
    Some(format!("{giorno}T{ora}{}", zone(zona)?))
}

/// `+01'00'` as `+01:00`; none is the universal time.
fn zone(scritta: &str) -> Option<String> {
    let Some(segno @ ('+' | '-')) = scritta.chars().next() else {
        return Some("Z".to_owned());
    };
    let mut numeri = scritta[1..].split('\'');
    let mut numero = |massimo: u8| match numeri.next() {
        None | Some("") => Some(0),
        Some(due) if due.len() == 2 => due.parse().ok().filter(|numero| *numero <= massimo),
        Some(_) => None,
    };
    let (ore, minuti) = (numero(23)?, numero(59)?);
    Some(format!("{segno}{ore:02}:{minuti:02}"))
}

/// A text in XML: what XML has no way to say (XML 1.0, 2.2) becomes a space.
fn protetto(testo: &str) -> String {
    let mut uscita = String::with_capacity(testo.len());
    for carattere in testo.chars() {
        match carattere {
            '<' => uscita.push_str("&lt;"),
            '>' => uscita.push_str("&gt;"),
            '&' => uscita.push_str("&amp;"),
            '\u{fffe}' | '\u{ffff}' => uscita.push(' '),
            c if c.is_control() => uscita.push(' '),
            c => uscita.push(c),
        }
    }
    uscita
}
