//! From the bytes of a file to a plan: decode, tree, structure, types.

mod albero;
mod cartella;
mod innesto;
mod lost_text;
mod raw;
mod recovery;
mod scambio;
mod sintassi;
mod struttura;
mod trappole;
mod valori;

use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::piano::Piano;
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

pub use albero::{Albero, Nodo, Specie, Valore};
pub use cartella::{Folder, leggi_dalla_cartella};
pub use scambio::Estranea;
pub use struttura::Forma;
pub use valori::per_i_tipi as valore_di;

/// The byte-order mark in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

static PIANO: Forma =
    Forma::di::<Piano>("ente:, documento:, esercizio: e missioni:").told_from(Estranea {
        proprie: &["modifiche", "atto", "motivazione"],
        attese: &["missioni", "esercizio", "ente", "documento"],
        parole: "è una variazione, non un piano",
        rimedio: "dare il piano, e questo file dopo --variazione",
    });

/// The JSON Schema of the plan, for editors: the very one that plans are checked against.
pub fn schema_del_piano() -> &'static serde_json::Value {
    PIANO.schema()
}

/// A plan with the text it was read from.
#[derive(Debug)]
pub struct Letto {
    /// The plan.
    pub piano: Piano,
    /// The tree of its text, by which a finding finds its place.
    pub albero: Albero,
    /// What other programs would read otherwise.
    pub avvisi: Rapporto,
}

impl Letto {
    /// Reads a plan from a tree that has been changed.
    ///
    /// # Errors
    /// Every finding of structure and values.
    pub fn da_albero(albero: Albero, avvisi: Rapporto) -> Result<Self, Rapporto> {
        let piano = tipi(&albero, &PIANO)?;
        Ok(Self {
            piano,
            albero,
            avvisi,
        })
    }
}

/// Reads a plan from the bytes of a file; `nome` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn leggi(nome: &str, byte: &[u8]) -> Result<Letto, Rapporto> {
    let (piano, albero, avvisi) = leggi_come(&PIANO, nome, byte)?;
    Ok(Letto {
        piano,
        albero,
        avvisi,
    })
}

/// Reads a file of any form: its value, its tree, what other programs would read otherwise.
///
/// # Errors
/// Those of [`leggi`].
pub fn leggi_come<T: DeserializeOwned>(
    forma: &Forma,
    nome: &str,
    byte: &[u8],
) -> Result<(T, Albero, Rapporto), Rapporto> {
    let sorgente = Arc::new(decodifica(nome, byte)?);
    let (albero, lost) = tree(&sorgente, forma)?;
    forma.refuse_the_other(&albero)?;
    let valore = tipi(&albero, forma).map_err(|report| with_raw_lines(&sorgente, forma, report))?;
    let mut avvisi = trappole_dei_byte(&sorgente, byte);
    avvisi.unisci(lost);
    avvisi.unisci(trappole::controlla(&albero, forma));
    Ok((valore, albero, avvisi))
}

/// The tree of a text, and what of it would be lost or read otherwise.
fn tree(source: &Arc<Sorgente>, forma: &Forma) -> Result<(Albero, Rapporto), Rapporto> {
    let (albero, found) = Albero::leggi(Arc::clone(source), forma)
        .map_err(|report| recovery::explain(source, forma, report))?;
    Ok((albero, found.in_errore()?))
}

/// What the lines of a text get wrong, which is why its parts do not fit; the report itself when
/// they get nothing wrong.
fn with_raw_lines(source: &Arc<Sorgente>, forma: &Forma, report: Rapporto) -> Rapporto {
    let findings = raw::read(source, &|name| forma.has_key(name)).findings;
    if findings.is_empty() {
        report
    } else {
        findings.into_iter().collect()
    }
}

/// A text between the quotes of YAML that change it least.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

fn trappole_dei_byte(sorgente: &Arc<Sorgente>, byte: &[u8]) -> Rapporto {
    let luogo = |inizio: usize| Luogo {
        sorgente: Arc::clone(sorgente),
        intervallo: inizio..inizio,
    };
    let testo = sorgente.testo();
    let (mut di_windows, mut di_altri) = (None, None);
    for (posto, _) in testo.match_indices('\n') {
        let quale = if testo[..posto].ends_with('\r') {
            &mut di_windows
        } else {
            &mut di_altri
        };
        quale.get_or_insert(posto);
    }
    let mut rapporto = Rapporto::default();
    if byte.starts_with(BOM) {
        rapporto.aggiungi(trappole::segno_d_ordine(luogo(0)));
    }
    match (di_windows, di_altri) {
        (Some(di_windows), Some(di_altri)) => {
            rapporto.aggiungi(trappole::fine_riga_misti(luogo(di_windows.max(di_altri))));
        }
        (Some(di_windows), None) => {
            rapporto.aggiungi(trappole::fine_riga_di_windows(luogo(di_windows - 1)));
        }
        _ => {}
    }
    rapporto
}

fn decodifica(nome: &str, byte: &[u8]) -> Result<Sorgente, Rapporto> {
    let byte = byte.strip_prefix(BOM).unwrap_or(byte);
    match std::str::from_utf8(byte) {
        Ok(testo) => Ok(Sorgente::new(nome, testo)),
        Err(errore) => {
            let valido = errore.valid_up_to();
            let sorgente = Arc::new(Sorgente::new(nome, String::from_utf8_lossy(byte)));
            let luogo = Luogo {
                sorgente,
                intervallo: valido..valido + '\u{fffd}'.len_utf8(),
            };
            Err(Rilievo::errore("il file non è in UTF-8: questo carattere non si può leggere")
                .in_luogo(luogo)
                .regola("il piano si salva in UTF-8, senza il quale le lettere accentate si perdono")
                .rimedio("riaprire il file nell'editor e salvarlo con la codifica UTF-8")
                .into())
        }
    }
}

/// The value of a tree; when the types refuse it, all that the schema finds in it, and what the
/// types said if it finds nothing.
fn tipi<T: DeserializeOwned>(albero: &Albero, forma: &Forma) -> Result<T, Rapporto> {
    let valore = valori::per_i_tipi(albero, albero.radice());
    serde_path_to_error::deserialize(valore).map_err(|errore| {
        let trovati = forma.controlla(albero).ordinato();
        if trovati.ha_errori() {
            return trovati;
        }
        let passi = errore.path().iter().map(ToString::to_string);
        let passi = passi.map(|passo| passo.trim_matches(['[', ']']).to_owned());
        let (nodo, _) = albero.segui(passi);
        Rilievo::errore(errore.inner().to_string())
            .in_luogo(albero.luogo(nodo))
            .into()
    })
}
