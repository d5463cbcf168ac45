//! The stages of a document, the same whether it is the only one, one of many, or watched.

use std::path::Path;

use crate::cli::argomenti::{Formato, Genera};
use crate::cli::ingresso::{self, Ingresso};
use crate::cli::{Fallimento, conta, corredo, di_rapporto};
use crate::documento::{
    self, Annesso, Compilati, Impaginato, Margine, Modelli, Numerazione, Reso, Risorse, Standard,
    Standards, Stato, Veste, raccogli_risorse,
};
use crate::rilievi::Rapporto;
use crate::variazioni::Coordinato;
use crate::verifica::verifica;

/// A plan rendered into Typst.
pub struct Pronto {
    /// The Typst source.
    pub reso: Reso,
    /// The files that it shows or carries.
    pub risorse: Risorse,
    /// What the summary says beside the pages.
    pub contenuto: Vec<String>,
}

/// A document ready to be written.
pub struct Composto {
    /// The files: one, or one for each page.
    pub file: Vec<Vec<u8>>,
    /// The pages; none when the document is its Typst source.
    impaginato: Option<Impaginato>,
}

impl Composto {
    /// What Typst remarked without stopping.
    pub fn avvisi(&self) -> Rapporto {
        let avvisi = self.impaginato.as_ref().map(Impaginato::avvisi);
        avvisi.cloned().unwrap_or_default()
    }

    /// `NOME: 13 pagine, 13 obiettivi, ...`.
    pub fn riassunto(&self, nome: &str, contenuto: Vec<String>) -> String {
        let pagine = self.impaginato.as_ref().map(Impaginato::pagine);
        let pagine = pagine.map(|pagine| conta(pagine, "pagina", "pagine"));
        let voci: Vec<String> = pagine.into_iter().chain(contenuto).collect();
        format!("{nome}: {}", voci.join(", "))
    }
}

/// The templates that the arguments ask for.
///
/// # Errors
/// A folder of templates that cannot be read.
pub fn modelli(argomenti: &Genera) -> Result<Modelli, Rapporto> {
    match &argomenti.modelli {
        Some(cartella) => Modelli::da_cartella(cartella),
        None => Ok(Modelli::default()),
    }
}

/// Checks a plan and renders it.
///
/// # Errors
/// The findings that stop a document.
pub fn rendi(
    argomenti: &Genera,
    piano: &Path,
    mut ingresso: Ingresso,
    modelli: &Compilati,
) -> Result<Pronto, Rapporto> {
    if let Some(allegato) = &argomenti.allegato {
        ingresso.coordinato.imposta_allegato(&allegato.allegato);
    }
    let letto = &ingresso.coordinato.letto;
    let mut risorse = raccogli_risorse(letto, ingresso::cartella_di(piano))?;
    let dati = if argomenti.con_dati {
        corredo::corredo(argomenti, &ingresso, modelli.modelli(), &risorse)?
    } else {
        Vec::new()
    };
    let coordinato = ingresso.coordinato;
    let (rapporto, reso) = rayon::join(
        || verifica(&coordinato.letto),
        || documento::rendi_con_dati(&coordinato, modelli, veste(argomenti), &dati),
    );
    documento::aggiungi_dati(&mut risorse, dati);
    let avvisi = rapporto.in_errore()?.avvisi();
    Ok(Pronto {
        reso: reso?,
        risorse,
        contenuto: contenuto(&coordinato, avvisi),
    })
}

/// Makes the files of the format asked for; `impagina` lays out.
///
/// # Errors
/// What Typst refuses; a document that cannot keep its standards.
pub fn componi(
    reso: Reso,
    argomenti: &Genera,
    standards: &Standards,
    impagina: impl FnOnce(Reso) -> Result<Impaginato, Rapporto>,
) -> Result<Composto, Rapporto> {
    if argomenti.format() == Formato::Typ {
        return Ok(Composto {
            file: vec![reso.testo.into_bytes()],
            impaginato: None,
        });
    }
    let impaginato = impagina(reso)?;
    let file = match argomenti.format() {
        Formato::Png => impaginato.png(argomenti.ppi),
        _ => vec![impaginato.pdf(standards)?],
    };
    Ok(Composto {
        file,
        impaginato: Some(impaginato),
    })
}

/// Shows a report that says something.
pub fn mostra(rapporto: &Rapporto) {
    if !rapporto.rilievi().is_empty() {
        di_rapporto(rapporto);
    }
}

/// Amendments, objectives, indicators, total of the resources and warnings.
fn contenuto(coordinato: &Coordinato, avvisi: usize) -> Vec<String> {
    let piano = &coordinato.letto.piano;
    let variazioni = coordinato.storia.len();
    let variazioni = (variazioni > 0).then(|| conta(variazioni, "variazione", "variazioni"));
    let voci = [
        conta(piano.obiettivi().count(), "obiettivo", "obiettivi"),
        conta(piano.indicatori().count(), "indicatore", "indicatori"),
        match piano.risorse() {
            Some(risorse) => format!("risorse {risorse} €"),
            None => "risorse non indicate".to_owned(),
        },
    ];
    let avvisi = (avvisi > 0).then(|| {
        let quanti = conta(avvisi, "avviso", "avvisi");
        format!("{quanti} (pira verifica li mostra)")
    });
    variazioni.into_iter().chain(voci).chain(avvisi).collect()
}

fn veste(argomenti: &Genera) -> Veste {
    Veste {
        stato: if argomenti.bozza {
            Stato::Bozza
        } else {
            Stato::Definitivo
        },
        margine: if argomenti.senza_segni {
            Margine::Pulito
        } else {
            Margine::Segnato
        },
        annesso: if argomenti.quadro {
            Annesso::Quadro
        } else {
            Annesso::Nessuno
        },
        numerazione: argomenti.pagina_iniziale.map(|prima| Numerazione {
            prima,
            totale: argomenti.pagine_totali,
        }),
    }
}

/// The standards that the arguments ask for.
///
/// # Errors
/// Standards that exclude each other, that carry no files when there are some, or that must carry
/// some when there are none.
pub fn standards(argomenti: &Genera) -> Result<Standards, Fallimento> {
    let richiesti = argomenti.standard.as_slice();
    let elenco = match (richiesti, argomenti.con_dati) {
        ([], false) => &Standard::PREDEFINITI,
        ([], true) => &Standard::CON_DATI,
        _ => richiesti,
    };
    let standards = Standards::new(elenco).map_err(in_uso)?;
    if argomenti.con_dati && !elenco.iter().all(|standard| standard.porta_file()) {
        return Err(Fallimento::Uso(
            "lo standard chiesto non può portare file: con --con-dati serve a-3a, a-3b, a-3u, a-4f o un PDF semplice"
                .to_owned(),
        ));
    }
    if !argomenti.con_dati && elenco.iter().any(|standard| standard.must_carry_files()) {
        return Err(Fallimento::Uso(
            "a-4f è per i PDF che portano altri file: aggiungere --con-dati, o chiedere a-4"
                .to_owned(),
        ));
    }
    Ok(standards)
}

fn in_uso(rapporto: Rapporto) -> Fallimento {
    let rilievi = rapporto.rilievi().iter();
    Fallimento::Uso(
        rilievi
            .map(|r| {
                let regola = r.regola.as_deref().unwrap_or_default();
                format!("{}\n{regola}", r.messaggio)
            })
            .collect(),
    )
}
