//! The targets: years, operators, units, direction.

use rust_decimal::Decimal;

use super::Contesto;
use super::luoghi::{self, indicatori};
use crate::lettura::{Letto, Nodo};
use crate::piano::{Anno, Indicatore, Lettura, Operatore};
use crate::rilievi::{Luogo, Rapporto, Rilievo};

/// What in a name or an algorithm says that a percentage is that of a part.
const PARTE_DEL_TUTTO: [&str; 6] = [
    "percentuale",
    "grado",
    "quota",
    "tasso",
    "totale",
    "complessiv",
];

/// Target years outside the three-year period, or missing from it.
pub fn anni(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    let triennio = &letto.piano.triennio;
    let mut rapporto = Rapporto::default();
    if triennio.is_empty() {
        return rapporto;
    }
    for (indicatore, nodo) in indicatori(letto) {
        for (anno, _) in &indicatore.risultati_attesi {
            if !triennio.contains(anno) {
                rapporto.aggiungi(
                    Rilievo::avviso(format!(
                        "il {anno} è fuori dal triennio {}",
                        elenco(triennio)
                    ))
                    .in_luogo(luogo_anno(letto, nodo, *anno))
                    .regola(regola)
                    .rimedio("correggere l'anno, o aggiungerlo al triennio"),
                );
            }
        }
        let mancanti: Vec<Anno> = triennio
            .iter()
            .copied()
            .filter(|anno| !indicatore.risultati_attesi.contains_key(anno))
            .collect();
        if !indicatore.risultati_attesi.is_empty() && !mancanti.is_empty() {
            rapporto.aggiungi(
                Rilievo::avviso(format!(
                    "all'indicatore {} manca il risultato atteso del {}",
                    indicatore.codice,
                    elenco(&mancanti)
                ))
                .in_luogo(luoghi::luogo(&letto.albero, nodo, "risultati_attesi"))
                .regola(regola)
                .rimedio("aggiungere l'anno, con \"---\" se il risultato non è previsto"),
            );
        }
    }
    rapporto
}

/// An operator without its number: `>= `.
pub fn operatori(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    per_ogni_risultato(letto, |_, testo, lettura| {
        let operatore = testo.trim_start().starts_with(['>', '<', '=', '≥', '≤']);
        let cifre = testo.chars().any(|c| c.is_ascii_digit());
        (operatore && !cifre && lettura.is_none()).then(|| {
            Rilievo::avviso(format!("“{testo}” ha un operatore e nessun numero"))
                .regola(regola)
                .rimedio("scrivere il numero dopo l'operatore: \">= 2\"")
        })
    })
}

/// A percentage over 100 of what is a part of something.
pub fn percentuali(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    per_ogni_risultato(letto, |indicatore, testo, lettura| {
        let lettura = lettura.filter(|l| l.unita == "%" && l.numero > Decimal::ONE_HUNDRED)?;
        let parole = [&indicatore.nome, &indicatore.algoritmo];
        let parte = parole.into_iter().flatten().any(|testo| {
            let testo = testo.to_lowercase();
            PARTE_DEL_TUTTO.iter().any(|parola| testo.contains(parola))
        });
        let al_massimo = matches!(
            lettura.operatore,
            Operatore::Minore | Operatore::MinoreOUguale
        );
        (parte && !al_massimo).then(|| {
            Rilievo::avviso(format!("“{testo}” supera il 100% di una parte"))
                .regola(regola)
                .rimedio(
                    "correggere il valore, o il nome dell'indicatore se non è la parte di un tutto",
                )
        })
    })
}

/// A unit that changes from one year to another.
pub fn unita(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    per_ogni_passaggio(letto, |_, prima, dopo| {
        (prima.unita != dopo.unita).then(|| {
            let nome = |unita: &str| {
                if unita.is_empty() {
                    "nessuna".to_owned()
                } else {
                    format!("“{unita}”")
                }
            };
            Rilievo::avviso(format!(
                "l'unità cambia da un anno all'altro: {}, poi {}",
                nome(&prima.unita),
                nome(&dopo.unita)
            ))
            .regola(regola)
            .rimedio("usare la stessa unità in tutti gli anni")
        })
    })
}

/// A target that gets worse without a note that says why.
pub fn peggioramenti(letto: &Contesto<'_>, regola: &'static str) -> Rapporto {
    per_ogni_passaggio(letto, |indicatore, prima, dopo| {
        let stesso = prima.operatore == dopo.operatore && prima.unita == dopo.unita;
        let peggiora = match dopo.operatore {
            Operatore::Maggiore | Operatore::MaggioreOUguale => dopo.numero < prima.numero,
            Operatore::Minore | Operatore::MinoreOUguale => dopo.numero > prima.numero,
            Operatore::Uguale => false,
        };
        (stesso && peggiora && indicatore.note.is_none()).then(|| {
            Rilievo::avviso(format!(
                "il risultato atteso peggiora: prima {}, poi {}",
                prima.numero, dopo.numero
            ))
            .regola(regola)
            .rimedio("correggere il valore, o dirne la ragione nelle note dell'indicatore")
        })
    })
}

fn per_ogni_risultato(
    letto: &Letto,
    regola: impl Fn(&Indicatore, &str, Option<&Lettura>) -> Option<Rilievo>,
) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (indicatore, nodo) in indicatori(letto) {
        for (anno, risultato) in &indicatore.risultati_attesi {
            if let Some(rilievo) = regola(indicatore, risultato.testo(), risultato.lettura()) {
                rapporto.aggiungi(rilievo.in_luogo(luogo_anno(letto, nodo, *anno)));
            }
        }
    }
    rapporto
}

/// From the reading of each year to that of the next that can be read.
fn per_ogni_passaggio(
    letto: &Letto,
    regola: impl Fn(&Indicatore, &Lettura, &Lettura) -> Option<Rilievo>,
) -> Rapporto {
    let mut rapporto = Rapporto::default();
    for (indicatore, nodo) in indicatori(letto) {
        let mut letture: Vec<(Anno, &Lettura)> = indicatore
            .risultati_attesi
            .iter()
            .filter_map(|(anno, risultato)| Some((*anno, risultato.lettura()?)))
            .collect();
        letture.sort_by_key(|(anno, _)| *anno);
        for passaggio in letture.windows(2) {
            let [(_, prima), (anno, dopo)] = passaggio else {
                continue;
            };
            if let Some(rilievo) = regola(indicatore, prima, dopo) {
                rapporto.aggiungi(rilievo.in_luogo(luogo_anno(letto, nodo, *anno)));
            }
        }
    }
    rapporto
}

fn luogo_anno(letto: &Letto, indicatore: Nodo, anno: Anno) -> Luogo {
    let valore = letto
        .albero
        .chiave(indicatore, "risultati_attesi")
        .and_then(|(_, risultati)| letto.albero.chiave(risultati, &anno.to_string()));
    letto
        .albero
        .luogo(valore.map_or(indicatore, |(_, valore)| valore))
}

fn elenco(anni: &[Anno]) -> String {
    anni.iter()
        .map(Anno::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}
