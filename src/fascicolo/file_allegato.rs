//! A document as a file inside another, whose pages are not touched.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, IncrementalDocument, Object, Stream, dictionary};

use super::apertura::apri;
use super::conformita::Conformita;
use super::nomi::{dizionario, elenco, in_pdf, risolto, voci_di_un_albero};
use super::struttura::albero_di_nomi;
use crate::rilievi::{Rapporto, Rilievo};

/// A file to attach.
#[derive(Debug)]
pub struct Allegabile<'a> {
    /// Its name, without folders.
    pub nome: &'a str,
    /// What it is.
    pub descrizione: &'a str,
    /// Its bytes.
    pub byte: &'a [u8],
}

/// Attaches files to a document in an incremental update: its bytes stay as they are, and a
/// signature over them stays valid.
///
/// # Errors
/// A document that cannot be opened; a certification, which a new file would void; a PDF/A-2 document and
/// an attachment that it may not carry.
pub fn allega_come_file(
    nome: &str,
    byte: &[u8],
    allegati: &[Allegabile<'_>],
) -> Result<Vec<u8>, Rapporto> {
    let documento = apri(nome, byte)?;
    if e_certificato(&documento) {
        return Err(Rilievo::errore(format!("{nome} è certificato: un file in più renderebbe nulla la firma"))
            .regola("una firma di certificazione (DocMDP) consente al più di compilare moduli e di annotare")
            .rimedio("allegare prima della firma, o firmare senza certificare")
            .into());
    }
    let dichiara = Conformita::dichiarata(&documento);
    for allegato in allegati {
        controlla(nome, dichiara, allegato)?;
    }
    let catalogo_id = documento
        .trailer
        .get(b"Root")
        .and_then(Object::as_reference);
    let (Ok(catalogo_id), Ok(catalogo)) = (catalogo_id, documento.catalog()) else {
        return Err(Rilievo::errore(format!("{nome} non ha un catalogo")).into());
    };
    let mut catalogo = catalogo.clone();
    let mut nomi = dizionario(&documento, &catalogo, b"Names")
        .cloned()
        .unwrap_or_default();
    let presenti = dizionario(&documento, &nomi, b"EmbeddedFiles")
        .map_or_else(Vec::new, |albero| voci_di_un_albero(&documento, albero));
    let mut voci: std::collections::BTreeMap<Vec<u8>, Object> = presenti.into_iter().collect();
    let mut associati = elenco(&documento, &catalogo, b"AF")
        .unwrap_or_default()
        .to_vec();
    let mut aggiornato = IncrementalDocument::create_from(byte.to_vec(), documento);
    let nuovo = &mut aggiornato.new_document;
    for allegato in allegati {
        if voci.contains_key(allegato.nome.as_bytes()) {
            return Err(Rilievo::errore(format!(
                "{nome} ha già un file “{}” dentro di sé",
                allegato.nome
            ))
            .rimedio("dare un altro nome al file da allegare")
            .into());
        }
        let specifica = nuovo_file(nuovo, allegato);
        voci.insert(allegato.nome.as_bytes().to_vec(), specifica.clone());
        associati.push(specifica);
    }
    let albero = nuovo.add_object(albero_di_nomi(voci));
    nomi.set("EmbeddedFiles", albero);
    catalogo.set("Names", nuovo.add_object(nomi));
    catalogo.set("AF", associati);
    nuovo.objects.insert(catalogo_id, catalogo.into());
    let mut uscita = Vec::new();
    aggiornato
        .save_to(&mut uscita)
        .map_err(|_| Rilievo::errore(format!("{nome} non si può aggiornare")))?;
    Ok(uscita)
}

/// PDF/A-1 carries no file, PDF/A-2 only PDF/A-1 and PDF/A-2.
fn controlla(nome: &str, dichiara: Conformita, allegato: &Allegabile<'_>) -> Result<(), Rapporto> {
    let suo = apri(allegato.nome, allegato.byte)
        .map(|documento| Conformita::dichiarata(&documento))
        .unwrap_or_default();
    let ammesso = match dichiara.archivio {
        Some((1, _)) => false,
        Some((2, _)) => matches!(suo.archivio, Some((1 | 2, _))),
        _ => true,
    };
    if ammesso {
        return Ok(());
    }
    Err(Rilievo::errore(format!("{nome} è {dichiara} e non può portare {}", allegato.nome))
        .regola("un PDF/A-1 non porta file; un PDF/A-2 porta solo file PDF/A-1 o PDF/A-2; un PDF/A-3 porta file di ogni genere")
        .rimedio("allegare un PDF/A-2 (pira genera senza --con-dati), o chiedere il documento in PDF/A-3")
        .into())
}

fn nuovo_file(documento: &mut Document, allegato: &Allegabile<'_>) -> Object {
    let dizionario = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => "application/pdf",
        "Filter" => "FlateDecode",
        "Params" => dictionary! { "Size" => allegato.byte.len() as i64 },
    };
    let flusso = documento.add_object(Stream::new(dizionario, compresso(allegato.byte)));
    let specifica = dictionary! {
        "Type" => "Filespec",
        "F" => in_pdf(allegato.nome),
        "UF" => in_pdf(allegato.nome),
        "Desc" => in_pdf(allegato.descrizione),
        "AFRelationship" => "Supplement",
        "EF" => dictionary! { "F" => flusso, "UF" => flusso },
    };
    documento.add_object(specifica).into()
}

fn compresso(byte: &[u8]) -> Vec<u8> {
    let mut scrittore = ZlibEncoder::new(Vec::new(), Compression::default());
    let scritto = scrittore.write_all(byte).and_then(|()| scrittore.finish());
    scritto.expect("memory takes every byte")
}

/// Whether a signature is a certification: what it allows, if anything, are forms and annotations
/// (ISO 32000-1, 12.8.2.2), not files.
fn e_certificato(documento: &Document) -> bool {
    let firme = documento
        .objects
        .values()
        .filter_map(|oggetto| oggetto.as_dict().ok());
    firme
        .filter_map(|firma| elenco(documento, firma, b"Reference"))
        .flatten()
        .filter_map(|riferimento| risolto(documento, riferimento)?.as_dict().ok())
        .any(|riferimento| {
            let metodo = riferimento
                .get(b"TransformMethod")
                .and_then(Object::as_name);
            metodo.is_ok_and(|metodo| metodo == b"DocMDP")
        })
}
