//! The rules that a plan must keep beyond its structure, each a small value.

mod codici;
mod legge;
mod luoghi;
mod nomi;
mod ordine;
mod riferimenti;
mod risultati;
mod testi;
mod totali;
mod unprinted;

use std::ops::Deref;

use rayon::prelude::*;
use regex_lite::Regex;

use crate::lettura::{Letto, Valore};
use crate::rilievi::{Rapporto, piu_simile};
use crate::variazioni::ONE_THING_EACH;

pub use legge::{Conformita, Requisito, conformita};

/// A rule: what it asks, and the function that finds where a plan breaks it.
pub struct Regola {
    /// The rule in words, shown with each finding.
    pub parole: &'static str,
    controlla: fn(&Contesto<'_>, &'static str) -> Rapporto,
}

/// A plan, and the texts of its file gathered once for all rules.
struct Contesto<'a> {
    letto: &'a Letto,
    valori: Vec<Valore<'a>>,
}

impl<'a> Contesto<'a> {
    fn di(letto: &'a Letto) -> Self {
        Self {
            letto,
            valori: letto.albero.valori(),
        }
    }
}

impl Deref for Contesto<'_> {
    type Target = Letto;

    fn deref(&self) -> &Letto {
        self.letto
    }
}

const fn regola(
    parole: &'static str,
    controlla: fn(&Contesto<'_>, &'static str) -> Rapporto,
) -> Regola {
    Regola { parole, controlla }
}

/// All the rules.
pub const REGOLE: &[Regola] = &[
    regola(
        "il piano è fatto di missioni, programmi e obiettivi",
        legge::missioni,
    ),
    regola(ONE_THING_EACH, codici::doppi),
    regola(
        "un codice non contiene spazi; quello di una missione ha tre cifre",
        codici::malformati,
    ),
    regola(
        "ordine_schede nomina ogni missione o programma del piano una volta sola",
        ordine::controlla,
    ),
    regola(
        "la tabella di raccordo nomina missioni del piano",
        riferimenti::raccordo,
    ),
    regola(
        "la narrativa nomina obiettivi del piano",
        riferimenti::nominati,
    ),
    regola(
        "la descrizione nomina progetti dell'obiettivo",
        riferimenti::progetti,
    ),
    regola(
        "i risultati attesi sono quelli degli anni del triennio",
        risultati::anni,
    ),
    regola(
        "un risultato atteso si può misurare solo con un numero",
        risultati::operatori,
    ),
    regola("una parte non supera il tutto", risultati::percentuali),
    regola(
        "i risultati di anni diversi si confrontano nella stessa unità",
        risultati::unita,
    ),
    regola(
        "un risultato atteso migliora, o il piano dice perché no",
        risultati::peggioramenti,
    ),
    regola(
        "un codice di centro di responsabilità ha un solo nome",
        nomi::centri,
    ),
    regola("un ente si scrive sempre nello stesso modo", nomi::sigle),
    regola("il piano parla della Camera che lo adotta", nomi::camere),
    regola(
        "l'algoritmo dice come si calcola l'indicatore (DPCM 18/09/2012 art. 3 c. 3 d)",
        testi::algoritmi,
    ),
    regola("parentesi e virgolette vanno a coppie", testi::coppie),
    regola("un testo dice qualcosa", testi::vuoti),
    regola("un testo finisce", testi::tronchi),
    regola("ciò che si scrive si stampa", unprinted::check),
    regola(
        "il testo di un anno non porta le date di un altro",
        testi::anni,
    ),
    regola(
        "obiettivi e quadratura danno il totale del preventivo",
        totali::controlla,
    ),
    regola("il contenuto minimo del piano", legge::controlla),
];

/// Checks a plan against every rule; the findings of the reading come with them.
pub fn verifica(letto: &Letto) -> Rapporto {
    let contesto = Contesto::di(letto);
    let trovati: Vec<Rapporto> = REGOLE
        .par_iter()
        .map(|regola| (regola.controlla)(&contesto, regola.parole))
        .collect();
    let mut rapporto = letto.avvisi.clone();
    trovati
        .into_iter()
        .for_each(|trovato| rapporto.unisci(trovato));
    rapporto.ordinato()
}

/// An expression of a rule.
fn regex(espressione: &str) -> Regex {
    Regex::new(espressione).expect("a constant expression")
}

/// The known code most like an unknown one, as a remedy.
fn rimedio<'a>(codice: &str, noti: impl Iterator<Item = &'a str>) -> String {
    let noti: Vec<&str> = noti.collect();
    let simile = piu_simile(codice, &noti);
    match simile {
        Some(simile) => {
            format!(
                "forse si voleva scrivere “{simile}”; i codici del piano sono: {}",
                noti.join(", ")
            )
        }
        None => "il piano non ha codici a cui riferirsi".to_owned(),
    }
}
