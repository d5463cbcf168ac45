//! From the bytes of a file to a plan: decode, tree, structure, types.

mod albero;
mod sintassi;
mod struttura;
mod valori;

use std::sync::Arc;

use crate::piano::Piano;
use crate::rilievi::{Luogo, Rapporto, Rilievo, Sorgente};

pub use albero::{Albero, Nodo, Specie};

/// A plan with the text it was read from.
#[derive(Debug)]
pub struct Letto {
    /// The plan.
    pub piano: Piano,
    /// The tree of its text, by which a finding finds its place.
    pub albero: Albero,
}

/// Reads a plan from the bytes of a file; `nome` is what findings show.
///
/// # Errors
/// Every finding of the first stage that has one: encoding, YAML, structure, values.
pub fn leggi(nome: &str, byte: &[u8]) -> Result<Letto, Rapporto> {
    let sorgente = Arc::new(decodifica(nome, byte)?);
    let albero = Albero::leggi(sorgente)?;
    struttura::controlla(&albero).ordinato().in_errore()?;
    let piano = tipi(&albero)?;
    Ok(Letto { piano, albero })
}

fn decodifica(nome: &str, byte: &[u8]) -> Result<Sorgente, Rapporto> {
    let byte = byte.strip_prefix(b"\xef\xbb\xbf").unwrap_or(byte);
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
