//! Names: one centre, one name; one body, one spelling; one chamber, this one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::luoghi::{obiettivi, voci_o_testo};
use super::{Contesto, regex};
use crate::lettura::Nodo;
use crate::rilievi::{Rapporto, Rilievo};

/// The code of a centre of responsibility and its name: `CDR 3 - Studi`.
static CENTRO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^ *([^ ]+ +[A-Z0-9]+) *[-–:] *(.+?)[. ]*$"));

/// A chamber and what it is the chamber of.
static CAMERA: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"Camera di [Cc]ommercio(?: di| del| della| dell'| delle|)?((?:[ '-][A-ZÀ-Ý][A-Za-zÀ-ÿ'-]*)+)",
    )
});

/// The same code of a centre with two names.
pub fn centri(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let albero = &letto.albero;
    let mut noti: BTreeMap<String, (String, Nodo)> = BTreeMap::new();
    let mut rapporto = Rapporto::default();
    for (_, obiettivo) in obiettivi(letto) {
        for nodo in voci_o_testo(albero, obiettivo, "centro_di_responsabilita") {
            let Some(parti) = albero.testo(nodo).and_then(|testo| CENTRO.captures(testo)) else {
                continue;
            };
            let (codice, nome) = (parti[1].to_owned(), parti[2].to_owned());
            match noti.get(&codice) {
                None => {
                    noti.insert(codice, (nome, nodo));
                }
                Some((altro, primo)) if *altro != nome => rapporto.aggiungi(
                    Rilievo::avviso(format!("{codice} ha due nomi: “{altro}” e “{nome}”"))
                        .in_luogo(albero.luogo(nodo))
                        .con_altro_luogo(albero.luogo(*primo), "qui l'altro nome")
                        .regola(regola)
                        .rimedio("usare lo stesso nome, o il codice dell'altro centro"),
                ),
                Some(_) => {}
            }
        }
    }
    rapporto
}

/// Two spellings of one body that differ by a letter.
pub fn sigle(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let mut note: BTreeMap<String, Nodo> = BTreeMap::new();
    let mut rapporto = Rapporto::default();
    for valore in &letto.valori {
        if matches!(valore.chiave, "schede" | "ruolo" | "sigla") {
            continue;
        }
        for sigla in sigle_di(valore.testo) {
            if note.contains_key(sigla) {
                continue;
            }
            let simile = note
                .iter()
                .find(|(nota, _)| strsim::levenshtein(nota, sigla) == 1);
            if let Some((nota, primo)) = simile {
                rapporto.aggiungi(
                    Rilievo::avviso(format!(
                        "“{sigla}” e “{nota}” sembrano la stessa sigla scritta in due modi"
                    ))
                    .in_luogo(letto.albero.luogo_del_brano(valore.nodo, sigla))
                    .con_altro_luogo(
                        letto.albero.luogo_del_brano(*primo, nota),
                        format!("qui “{nota}”"),
                    )
                    .regola(regola)
                    .rimedio("scriverla sempre nello stesso modo"),
                );
            }
            note.insert(sigla.to_owned(), valore.nodo);
        }
    }
    rapporto
}

/// The short names in capitals of a text: `ASPIIN`.
fn sigle_di(testo: &str) -> impl Iterator<Item = &str> {
    testo
        .split(|c: char| !c.is_alphanumeric())
        .filter(|parola| parola.len() >= 4 && parola.bytes().all(|b| b.is_ascii_uppercase()))
}

/// The name of another chamber.
pub fn camere(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let Some(nostra) = CAMERA
        .captures(&letto.piano.ente.nome)
        .map(|parti| parole(&parti[1]))
    else {
        return Rapporto::default();
    };
    let valori = &letto.valori;
    let altre = valori
        .iter()
        .filter(|valore| valore.chiave != "schede" && valore.testo.contains("Camera di"))
        .filter_map(|valore| {
            let altra = CAMERA
                .captures_iter(valore.testo)
                .find(|parti| parole(&parti[1]) != nostra)?;
            Some(
                Rilievo::avviso(format!("“{}” è il nome di un'altra Camera", &altra[0]))
                    .in_luogo(letto.albero.luogo_del_brano(valore.nodo, &altra[0]))
                    .regola(regola)
                    .rimedio(format!(
                        "scrivere “{}”, se si intende questa",
                        letto.piano.ente.nome
                    )),
            )
        });
    altre.collect()
}

fn parole(nome: &str) -> Vec<String> {
    nome.split([' ', '-', '\''])
        .filter(|parola| !parola.is_empty())
        .map(str::to_lowercase)
        .collect()
}
