//! The bookmarks of a dossier: those of each part under an entry of its own.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::nomi::{dizionario, in_pdf};

/// A part, as its bookmarks need it: the title, the first page, the root of its own bookmarks.
pub struct Ramo {
    /// The title of its entry.
    pub titolo: String,
    /// Its first page.
    pub prima_pagina: ObjectId,
    /// The root of its bookmarks.
    pub radice: Option<ObjectId>,
}

/// Writes the bookmarks of a dossier; returns their root.
pub fn scrivi(documento: &mut Document, rami: &[Ramo]) -> ObjectId {
    let radice = documento.new_object_id();
    let voci: Vec<ObjectId> = rami.iter().map(|_| documento.new_object_id()).collect();
    let mut aperte = 0;
    for (posto, ramo) in rami.iter().enumerate() {
        let mut voce = dictionary! {
            "Title" => in_pdf(&ramo.titolo),
            "Parent" => radice,
            "Dest" => vec![ramo.prima_pagina.into(), "Fit".into()],
        };
        if let Some(precedente) = posto.checked_sub(1) {
            voce.set("Prev", voci[precedente]);
        }
        if let Some(prossima) = voci.get(posto + 1) {
            voce.set("Next", *prossima);
        }
        aperte += 1 + adotta(documento, voci[posto], &mut voce, ramo.radice);
        documento.objects.insert(voci[posto], voce.into());
    }
    let mut albero = dictionary! { "Type" => "Outlines", "Count" => aperte };
    if let (Some(prima), Some(ultima)) = (voci.first(), voci.last()) {
        albero.set("First", *prima);
        albero.set("Last", *ultima);
    }
    documento.objects.insert(radice, albero.into());
    radice
}

/// Puts the bookmarks of a part under its entry; returns how many of them show.
fn adotta(
    documento: &mut Document,
    id: ObjectId,
    voce: &mut Dictionary,
    radice: Option<ObjectId>,
) -> i64 {
    let Some(radice) = radice
        .and_then(|radice| documento.get_dictionary(radice).ok())
        .cloned()
    else {
        return 0;
    };
    let (Ok(prima), Ok(ultima)) = (radice.get(b"First"), radice.get(b"Last")) else {
        return 0;
    };
    voce.set("First", prima.clone());
    voce.set("Last", ultima.clone());
    let mut figlio = prima.as_reference().ok();
    let mut quanti = 0;
    while let Some(attuale) = figlio {
        let Ok(voce) = documento.get_dictionary_mut(attuale) else {
            break;
        };
        // A chain that comes back to what it has passed would never end.
        if voce
            .get(b"Parent")
            .and_then(Object::as_reference)
            .is_ok_and(|sopra| sopra == id)
        {
            break;
        }
        voce.set("Parent", id);
        quanti += 1;
        figlio = voce.get(b"Next").and_then(Object::as_reference).ok();
    }
    let aperti = radice
        .get(b"Count")
        .and_then(Object::as_i64)
        .unwrap_or(quanti);
    let aperti = aperti.max(quanti);
    voce.set("Count", aperti);
    aperti
}

/// The root of the bookmarks of a document.
pub fn radice(documento: &mut Document) -> Option<ObjectId> {
    let catalogo = documento.catalog().ok()?;
    match catalogo.get(b"Outlines").ok()? {
        Object::Reference(id) => Some(*id),
        _ => {
            let radice = dizionario(documento, catalogo, b"Outlines")?.clone();
            Some(documento.add_object(radice))
        }
    }
}
