//! From the bytes of a file to a plan: decode, tree, structure, types.

mod albero;
mod sintassi;
mod struttura;
mod trappole;
mod valori;

use std::sync::Arc;

use crate::piano::Piano;
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

pub use albero::{Albero, Nodo, Specie, Valore};
pub use struttura::schema_del_piano;

/// The byte-order mark in UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

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

/// Reads a plan from the bytes of a file; `nome` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn leggi(nome: &str, byte: &[u8]) -> Result<Letto, Rapporto> {
    let sorgente = Arc::new(decodifica(nome, byte)?);
    let albero = Albero::leggi(Arc::clone(&sorgente))?;
    match tipi(&albero) {
        Ok(piano) => {
            let mut avvisi = trappole_dei_byte(&sorgente, byte);
            avvisi.unisci(trappole::controlla(&albero));
            Ok(Letto {
                piano,
                albero,
                avvisi,
            })
        }
        Err(detto) => Err(spiega(&albero, detto)),
    }
}

/// All that the schema finds in a tree that the types refuse; what the types said, if it finds
/// nothing.
fn spiega(albero: &Albero, detto: Rapporto) -> Rapporto {
    let rapporto = struttura::controlla(albero).ordinato();
    if rapporto.ha_errori() {
        rapporto
    } else {
        detto
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

fn tipi(albero: &Albero) -> Result<Piano, Rapporto> {
    let valore = valori::per_i_tipi(albero, albero.radice());
    serde_path_to_error::deserialize(valore).map_err(|errore| {
        let percorso = errore
            .path()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        let percorso = percorso.iter().map(|passo| passo.trim_matches(['[', ']']));
        let (nodo, _) = albero.segui(percorso);
        Rilievo::errore(errore.into_inner().to_string())
            .in_luogo(albero.luogo(nodo))
            .into()
    })
}
