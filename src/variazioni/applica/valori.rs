//! Whether two values of a tree say the same.

use crate::lettura::{Albero, Nodo, Specie};
use crate::piano::Importo;

/// Whether two values say the same to the plan; `chiave` is the key that holds them.
pub fn uguali(albero: &Albero, uno: Nodo, altro: Nodo, chiave: &str) -> bool {
    match (albero.specie(uno), albero.specie(altro)) {
        (Specie::Scalare { testo: uno, .. }, Specie::Scalare { testo: altro, .. }) => {
            uno == altro || e_un_importo(chiave) && stesso_importo(uno, altro)
        }
        (Specie::Elenco(uno), Specie::Elenco(altro)) => {
            uno.len() == altro.len()
                && uno
                    .iter()
                    .zip(altro)
                    .all(|(uno, altro)| uguali(albero, *uno, *altro, ""))
        }
        (Specie::Gruppo(uno), Specie::Gruppo(altro)) => {
            uno.len() == altro.len()
                && uno.iter().zip(altro).all(|((c, v), (d, w))| {
                    let nome = albero.testo(*c).unwrap_or_default();
                    let dentro = if e_un_importo(chiave) { chiave } else { nome };
                    albero.testo(*d) == Some(nome) && uguali(albero, *v, *w, dentro)
                })
        }
        _ => false,
    }
}

fn e_un_importo(chiave: &str) -> bool {
    matches!(chiave, "risorse_economiche" | "importo" | "preventivo")
}

fn stesso_importo(uno: &str, altro: &str) -> bool {
    Importo::leggi(uno).is_some() && Importo::leggi(uno) == Importo::leggi(altro)
}

/// The key that says what kind of value a field holds.
pub fn chiave_del_valore(campo: &str) -> &str {
    match campo.split_once('.') {
        Some((prima, _)) if e_un_importo(prima) => prima,
        _ => campo.rsplit('.').next().unwrap_or(campo),
    }
}

/// Whether two nodes are texts of the same words.
pub fn stessi_testi(albero: &Albero, uno: Nodo, altro: Nodo) -> bool {
    match (albero.testo(uno), albero.testo(altro)) {
        (Some(uno), Some(altro)) => stesse_parole(uno, altro),
        _ => false,
    }
}

/// Whether two texts have the same words, whatever white space parts them.
pub fn stesse_parole(uno: &str, altro: &str) -> bool {
    uno.split_whitespace().eq(altro.split_whitespace())
}
