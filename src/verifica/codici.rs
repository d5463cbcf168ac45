//! Codes: amendments, differences and yearly results refer to them.

use crate::lettura::{Albero, Letto, Nodo, Specie};
use crate::rilievi::{Rapporto, Rilievo};

/// The lists whose entries carry a code, from the outermost, and how a message names them.
const ELENCHI: [(&str, &str); 4] = [
    ("missioni", "le missioni"),
    ("programmi", "i programmi"),
    ("obiettivi", "gli obiettivi"),
    ("indicatori", "gli indicatori"),
];

/// Finds the codes that two things of the same kind share.
pub fn controlla(letto: &Letto, regola: &'static str) -> Rapporto {
    let albero = &letto.albero;
    let mut rapporto = Rapporto::default();
    let mut contenitori = vec![albero.radice()];
    for (elenco, parole) in ELENCHI {
        contenitori = contenitori
            .iter()
            .flat_map(|nodo| voci(albero, *nodo, elenco))
            .collect();
        let codici: Vec<(&str, Nodo)> = contenitori
            .iter()
            .filter_map(|voce| {
                let (_, codice) = albero.chiave(*voce, "codice")?;
                Some((albero.testo(codice)?, codice))
            })
            .collect();
        for (posto, (codice, nodo)) in codici.iter().enumerate() {
            if let Some((_, primo)) = codici[..posto].iter().find(|(altro, _)| altro == codice) {
                rapporto.aggiungi(
                    Rilievo::errore(format!("il codice “{codice}” è già usato fra {parole}"))
                        .in_luogo(albero.luogo(*nodo))
                        .con_altro_luogo(albero.luogo(*primo), "qui la prima volta")
                        .regola(regola)
                        .rimedio("dare un altro codice a una delle due voci"),
                );
            }
        }
    }
    rapporto
}

fn voci(albero: &Albero, nodo: Nodo, elenco: &str) -> Vec<Nodo> {
    match albero
        .chiave(nodo, elenco)
        .map(|(_, valore)| albero.specie(valore))
    {
        Some(Specie::Elenco(voci)) => voci.clone(),
        _ => Vec::new(),
    }
}
