//! What the plan refers to by a code must be in the plan.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::luoghi::{obiettivi, voci, voci_o_testo};
use super::{Contesto, regex};
use crate::rilievi::{Rapporto, Rilievo};

/// An objective that the prose names: `obiettivo strategico (A1)`.
static OBIETTIVO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"[Oo]biettiv[oi](?: strategic[oi])? \(?([A-Z][0-9]+)\b"));

/// A project that a description names: `(BB101)`.
static PROGETTO: LazyLock<Regex> = LazyLock::new(|| regex(r"\(([A-Z]{2}) ?([0-9]{3})\)"));

/// Missions that the raccordo table names.
pub fn raccordo(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let albero = &letto.albero;
    let noti = || {
        letto
            .piano
            .missioni
            .iter()
            .map(|missione| &*missione.codice)
    };
    let Some((_, raccordo)) = albero.chiave(albero.radice(), "raccordo") else {
        return Rapporto::default();
    };
    let righe = voci(albero, raccordo, "righe");
    let empty = righe
        .iter()
        .filter(|riga| voci(albero, **riga, "missioni").is_empty());
    let empty = empty.map(|riga| {
        Rilievo::avviso("l'area non ha missioni")
            .in_luogo(albero.luogo(*riga))
            .regola("la tabella di raccordo dice a quale area appartiene ciascuna missione")
            .rimedio("scriverne i codici in “missioni”, o togliere l'area")
    });
    let codici = righe
        .iter()
        .flat_map(|riga| voci(albero, *riga, "missioni"));
    codici
        .filter_map(|nodo| Some((nodo, albero.testo(nodo)?)))
        .filter(|(_, codice)| !noti().any(|noto| noto == *codice))
        .map(|(nodo, codice)| {
            Rilievo::errore(format!("nessuna missione ha il codice “{codice}”"))
                .in_luogo(albero.luogo(nodo))
                .regola(regola)
                .rimedio(super::rimedio(codice, noti()))
        })
        .chain(empty)
        .collect()
}

/// Objectives that the prose names.
pub fn nominati(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let noti = || letto.piano.obiettivi().map(|obiettivo| &*obiettivo.codice);
    let mut rapporto = Rapporto::default();
    for valore in letto
        .albero
        .valori()
        .iter()
        .filter(|valore| valore.chiave == "testo" && valore.testo.contains("biettiv"))
    {
        for parti in OBIETTIVO.captures_iter(valore.testo) {
            if !noti().any(|noto| noto == &parti[1]) {
                rapporto.aggiungi(
                    Rilievo::avviso(format!(
                        "il testo nomina l'obiettivo {}, che il piano non ha",
                        &parti[1]
                    ))
                    .in_luogo(letto.albero.luogo_del_brano(valore.nodo, &parti[0]))
                    .regola(regola)
                    .rimedio(super::rimedio(&parti[1], noti())),
                );
            }
        }
    }
    rapporto
}

/// Projects that an objective's description names and its `progetti` do not.
pub fn progetti(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let albero = &letto.albero;
    let mut rapporto = Rapporto::default();
    for (obiettivo, nodo) in obiettivi(letto).filter(|(obiettivo, _)| obiettivo.progetti.is_some())
    {
        let progetti = voci_o_testo(albero, nodo, "progetti")
            .into_iter()
            .filter_map(|n| albero.testo(n));
        let progetti: String = progetti.flat_map(str::split_whitespace).collect();
        let descrizioni = voci(albero, nodo, "descrizione")
            .into_iter()
            .filter_map(|ambito| Some(albero.chiave(ambito, "testo")?.1))
            .chain(voci_o_testo(albero, nodo, "descrizione"));
        for descrizione in descrizioni {
            let testo = albero
                .testo(descrizione)
                .filter(|testo| testo.contains('('));
            let testo = testo.unwrap_or_default();
            for parti in PROGETTO.captures_iter(testo) {
                if !progetti.contains(&format!("{}{}", &parti[1], &parti[2])) {
                    rapporto.aggiungi(
                        Rilievo::avviso(format!(
                            "la descrizione nomina il progetto {}, che non è fra quelli dell'obiettivo {}",
                            &parti[0], obiettivo.codice
                        ))
                        .in_luogo(albero.luogo_del_brano(descrizione, &parti[0]))
                        .regola(regola)
                        .rimedio("correggere il codice, o aggiungerlo a “progetti”"),
                    );
                }
            }
        }
    }
    rapporto
}
