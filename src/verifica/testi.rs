//! Texts: what a reader would stumble on.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::luoghi::{indicatori, luogo};
use super::{Contesto, regex};
use crate::lettura::Valore;
use crate::rilievi::{Rapporto, Rilievo};

/// A year, with what stands before and after it.
static ANNO: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:19|20)[0-9]{2}\b"));

/// What before a year makes it the year of a law or of a rule.
static NORMA: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:/|[0-9][./] ?|\b(?:[Ll]egge|[Dd]ecreto|[Dd]\. ?[Ll]gs\.?|D\.?P\.?R\.?|D\.?P\.?C\.?M\.?|D\.?M\.?|L\.|n\.|[Rr]egolamento|[Cc]ircolare|[Dd]irettiva)(?:[ /.,-][^.;]{0,40})?)$",
    )
});

/// The mark of an entry in a list within a text: `1)`, `a)`.
static VOCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|[ \n(.])(?:[A-Za-z]?[0-9]{1,4}(?:\.[0-9]+)*|[A-Za-z]{1,2}|[ivx]{1,6}|[IVX]{1,6})(?:-bis|-ter|-quater|[°º])?\)",
    )
});

/// The words that no text ends with, unless it was cut.
const SOSPESE: [&str; 33] = [
    "di", "del", "dello", "della", "dei", "degli", "delle", "il", "lo", "la", "gli", "le", "un",
    "una", "e", "ed", "al", "allo", "alla", "con", "per", "da", "dal", "dalla", "in", "nel",
    "nella", "su", "sul", "sulla", "tra", "fra", "che",
];

/// The keys whose texts are words for a reader, and not codes or values.
const PAROLE: [&str; 22] = [
    "nome",
    "titolo",
    "titolo_narrativa",
    "testo",
    "ambito",
    "descrizione",
    "algoritmo",
    "fonte",
    "note",
    "area",
    "frase",
    "esclusione",
    "parte",
    "narrativa",
    "premessa",
    "raccordo",
    "schede",
    "portatori_di_interesse",
    "centro_di_responsabilita",
    "progetti",
    "riferimento",
    "ruolo",
];

fn parole<'a>(letto: &'a Contesto<'a>) -> impl Iterator<Item = &'a Valore<'a>> {
    letto
        .valori
        .iter()
        .filter(|valore| PAROLE.contains(&valore.chiave))
}

/// The findings of a rule that names the part of a text that breaks it.
fn rapporto<'a>(
    letto: &Contesto<'a>,
    valori: impl Iterator<Item = &'a Valore<'a>>,
    regola: impl Fn(&str) -> Option<(String, Rilievo)>,
) -> Rapporto {
    valori
        .filter_map(|valore| {
            let (brano, rilievo) = regola(valore.testo)?;
            Some(rilievo.in_luogo(letto.albero.luogo_del_brano(valore.nodo, &brano)))
        })
        .collect()
}

/// An algorithm that only repeats the name of its indicator.
pub fn algoritmi(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let uguali = indicatori(letto).filter(|(indicatore, _)| {
        let (Some(nome), Some(algoritmo)) = (&indicatore.nome, &indicatore.algoritmo) else {
            return false;
        };
        nome.trim().to_lowercase() == algoritmo.trim().to_lowercase()
    });
    uguali
        .map(|(indicatore, nodo)| {
            Rilievo::avviso(format!(
                "l'algoritmo dell'indicatore {} ne ripete il nome",
                indicatore.codice
            ))
            .in_luogo(luogo(&letto.albero, nodo, "algoritmo"))
            .regola(regola)
            .rimedio("scrivere come si calcola: che cosa si conta, che cosa si divide per che cosa")
        })
        .collect()
}

/// Brackets and quotation marks that do not pair.
pub fn coppie(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    rapporto(letto, parole(letto), |testo| {
        if !testo.contains(['(', ')', '[', ']', '{', '}', '“', '”', '«', '»', '"']) {
            return None;
        }
        let (posto, segno) = spaiato(testo)?;
        Some((
            con_la_parola_prima(testo, posto, segno),
            Rilievo::avviso(format!("il segno {segno} non ha il suo compagno"))
                .regola(regola)
                .rimedio("aggiungere il segno che manca, o togliere quello di troppo"),
        ))
    })
}

/// The first sign without its companion, and the byte where it stands. The bracket of an entry of a
/// list, such as “1)”, pairs with nothing, unless one is open.
fn spaiato(testo: &str) -> Option<(usize, char)> {
    let voci: Vec<usize> = VOCE.find_iter(testo).map(|voce| voce.end() - 1).collect();
    let mut aperte = Vec::new();
    for (posto, segno) in testo.char_indices() {
        match segno {
            '(' | '[' | '{' | '“' | '«' => aperte.push((posto, segno)),
            ')' if voci.binary_search(&posto).is_ok()
                && !aperte.iter().any(|(_, aperta)| *aperta == '(') => {}
            ')' | ']' | '}' | '”' | '»'
                if aperte.pop().map(|(_, aperta)| aperta) != Some(compagno(segno)) =>
            {
                return Some((posto, segno));
            }
            _ => {}
        }
    }
    let dispari = testo.matches('"').count() % 2 == 1;
    aperte
        .pop()
        .or_else(|| Some((testo.rfind('"').filter(|_| dispari)?, '"')))
}

fn compagno(chiusa: char) -> char {
    match chiusa {
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '”' => '“',
        _ => '«',
    }
}

/// A sign with the word before it, so that it can be found where it is written.
fn con_la_parola_prima(testo: &str, posto: usize, segno: char) -> String {
    let inizio = testo[..posto]
        .rfind([' ', '\n'])
        .map_or(0, |spazio| spazio + 1);
    testo[inizio..posto + segno.len_utf8()].to_owned()
}

/// Texts that hold nothing.
pub fn vuoti(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    rapporto(letto, letto.valori.iter(), |testo| {
        testo.trim().is_empty().then(|| {
            let rilievo = Rilievo::avviso("il testo è vuoto: la riga si stampa senza valore")
                .regola(regola)
                .rimedio("scrivere il valore, o togliere la chiave perché la riga non si stampi");
            (String::new(), rilievo)
        })
    })
}

/// Whether a text ends with a word that wants another, or with the mark of an empty entry: `5)`.
fn e_tronco(testo: &str) -> bool {
    let mut parole = testo.split_whitespace().rev();
    let (ultima, penultima) = (
        parole.next().unwrap_or_default(),
        parole.next().unwrap_or_default(),
    );
    let voce_vuota = ultima.strip_suffix(')').is_some_and(|cifre| {
        !cifre.is_empty()
            && cifre.bytes().all(|b| b.is_ascii_digit())
            && penultima.ends_with([';', ':'])
    });
    voce_vuota || !penultima.is_empty() && SOSPESE.contains(&ultima)
}

/// Texts that end where no text ends.
pub fn tronchi(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    rapporto(letto, parole(letto), |testo| {
        e_tronco(testo).then(|| {
            let fine: Vec<&str> = testo.split_whitespace().rev().take(4).collect();
            let fine = fine.into_iter().rev().collect::<Vec<_>>().join(" ");
            let rilievo = Rilievo::avviso(format!("il testo sembra interrotto: “… {fine}”"))
                .regola(regola)
                .rimedio("completare la frase");
            (fine, rilievo)
        })
    })
}

/// Years in the prose that belong to no period of the plan: copied from another year's plan.
pub fn anni(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let noti = anni_del_piano(letto);
    rapporto(letto, parole(letto), |testo| {
        if !testo.contains("19") && !testo.contains("20") {
            return None;
        }
        let estraneo = ANNO.find_iter(testo).find(|anno| {
            !noti.iter().any(|noto| noto == anno.as_str())
                && !NORMA.is_match(&testo[..anno.start()])
                && !testo[anno.end()..].starts_with('/')
        })?;
        Some((
            estraneo.as_str().to_owned(),
            Rilievo::avviso(format!(
                "l'anno {} non appartiene a nessun periodo del piano",
                estraneo.as_str()
            ))
            .regola(regola)
            .rimedio(format!(
                "correggerlo; gli anni del piano sono: {}",
                noti.join(", ")
            )),
        ))
    })
}

/// The years that the plan itself names: budget, three-year period, targets, observed values, acts.
fn anni_del_piano(letto: &Contesto<'_>) -> Vec<String> {
    let dichiarati = letto
        .valori
        .iter()
        .filter(|valore| {
            let parti = ["esercizio", "triennio", "atti", "documento", "allegato"];
            let chiavi = ["arco_temporale", "valori_osservati"];
            parti.contains(&valore.parte)
                || chiavi.contains(&valore.chiave)
                || chiavi.contains(&valore.gruppo)
        })
        .flat_map(|valore| estesi(valore.testo));
    let dei_risultati = letto
        .piano
        .indicatori()
        .flat_map(|i| i.risultati_attesi.keys())
        .map(ToString::to_string);
    let mut anni: Vec<String> = dichiarati.chain(dei_risultati).collect();
    anni.sort();
    anni.dedup();
    anni
}

/// The years of a text; `2021-2025` and `2021/2023` name those in between too.
fn estesi(testo: &str) -> Vec<String> {
    let anni: Vec<u16> = ANNO
        .find_iter(testo)
        .filter_map(|anno| anno.as_str().parse().ok())
        .collect();
    match anni.as_slice() {
        [primo, ultimo] if primo < ultimo && ultimo - primo < 10 => {
            (*primo..=*ultimo).map(|anno| anno.to_string()).collect()
        }
        _ => anni.iter().map(u16::to_string).collect(),
    }
}
