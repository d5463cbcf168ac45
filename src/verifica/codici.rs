//! Codes: amendments, differences and yearly results refer to them.

use super::Contesto;
use super::luoghi::voci;
use crate::lettura::{Letto, Nodo};
use crate::rilievi::{Rapporto, Rilievo};
use crate::variazioni::{Classe, doubled_codes};

/// Codes that two things of the same kind share.
pub fn doppi(letto: &Contesto<'_>, _: &'static str) -> Rapporto {
    doubled_codes(&letto.albero)
}

/// Codes that are no codes: spaces, other signs; a mission without its three digits.
pub fn malformati(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (classe, codici) in codici(letto) {
        let parole = classe.plural();
        for (codice, nodo) in codici {
            let ammesso = if classe == Classe::Missione {
                e_di_missione(codice)
            } else {
                e_un_codice(codice)
            };
            if !ammesso {
                rapporto.aggiungi(
                    Rilievo::avviso(format!(
                        "“{codice}” non è un codice ben formato fra {parole}"
                    ))
                    .in_luogo(letto.albero.luogo(nodo))
                    .regola(regola)
                    .rimedio("scrivere un codice come \"011\", \"011-005\", A1, A1.1"),
                );
            }
        }
    }
    rapporto
}

fn e_di_missione(codice: &str) -> bool {
    codice.len() == 3 && codice.bytes().all(|b| b.is_ascii_digit())
}

fn e_un_codice(codice: &str) -> bool {
    codice.starts_with(char::is_alphanumeric)
        && codice
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
}

/// The codes of each kind of thing that has one, from the outermost, with their nodes.
fn codici(letto: &Letto) -> Vec<(Classe, Vec<(&str, Nodo)>)> {
    let albero = &letto.albero;
    let mut contenitori = vec![albero.radice()];
    let mut tutti = Vec::new();
    for classe in Classe::TUTTE.into_iter().filter(|c| c.ha_codice()) {
        contenitori = contenitori
            .iter()
            .flat_map(|nodo| voci(albero, *nodo, classe.via()[0]))
            .collect();
        let codici = contenitori.iter().filter_map(|voce| {
            let (_, codice) = albero.chiave(*voce, classe.identita())?;
            Some((albero.testo(codice)?, codice))
        });
        tutti.push((classe, codici.collect()));
    }
    tutti
}
