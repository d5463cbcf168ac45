//! The seed plan with one thing broken at random, ten thousand times with fixed seeds: the program
//! never panics, and either the plan is still one, or a finding stands near what was broken.

mod comune;

use std::fs;
use std::ops::Range;

use pira::rilievi::Rapporto;
use pira::stages::coordina;
use pira::stages::leggi;
use pira::stages::rendi;
use pira::stages::verifica;
use pira::{Modelli, Veste};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many breakages of each kind.
const VOLTE: u32 = 1_700;

/// How far from what was broken the nearest finding may stand, in lines: the next line with as
/// little indentation, for what swallows those in between.
const DISTANZA: usize = 40;

#[test]
fn una_riga_tolta() {
    rompi(any::<usize>(), |righe, riga| {
        righe.remove(riga % righe.len());
    });
}

#[test]
fn una_riga_ripetuta() {
    rompi(any::<usize>(), |righe, riga| {
        let riga = riga % righe.len();
        righe.insert(riga, righe[riga].clone());
    });
}

#[test]
fn due_righe_scambiate() {
    rompi(any::<usize>(), |righe, riga| {
        let riga = riga % (righe.len() - 1);
        righe.swap(riga, riga + 1);
    });
}

#[test]
fn un_file_troncato() {
    rompi(any::<(usize, usize)>(), |righe, (riga, colonna)| {
        righe.truncate(1 + riga % righe.len());
        let ultima = righe.last_mut().unwrap();
        let fine = ultima
            .char_indices()
            .nth(colonna % 80)
            .map_or(ultima.len(), |(fine, _)| fine);
        ultima.truncate(fine);
    });
}

#[test]
fn un_valore_di_un_altro_tipo() {
    let valori = prop::sample::select(vec![
        "[1, 2]", "{ a: b }", "15.000", "true", "~", "", ">= 2", "% x", "@x", "*x", "&x", "!x",
        "- x", "\"x", "'x", "[x", "{x", "x: y", "\\", "\"\\q\"", "\u{202e}", "<<", "\tx", "? x",
        "---",
    ]);
    rompi((any::<usize>(), valori), |righe, (riga, valore)| {
        let con_valore: Vec<usize> = (0..righe.len())
            .filter(|riga| righe[*riga].contains(": "))
            .collect();
        let riga = &mut righe[con_valore[riga % con_valore.len()]];
        let fine = riga.find(": ").unwrap() + 2;
        riga.replace_range(fine.., valore);
    });
}

#[test]
fn due_byte_scambiati() {
    rompi(any::<(usize, usize)>(), |righe, (riga, colonna)| {
        let lunghe: Vec<usize> = (0..righe.len())
            .filter(|riga| righe[*riga].len() > 1)
            .collect();
        let riga = &mut righe[lunghe[riga % lunghe.len()]];
        let mut caratteri: Vec<char> = riga.chars().collect();
        let posto = colonna % (caratteri.len() - 1);
        caratteri.swap(posto, posto + 1);
        *riga = caratteri.into_iter().collect();
    });
}

/// Breaks the seed plan in a way drawn at random, many times, and looks at what is said.
fn rompi<S: Strategy>(scelte: S, rottura: impl Fn(&mut Vec<String>, S::Value)) {
    let sano = fs::read_to_string(comune::piano_2021()).unwrap();
    let righe: Vec<String> = sano.lines().map(str::to_owned).collect();
    let seme = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let configurazione = Config {
        cases: VOLTE,
        failure_persistence: None,
        ..Config::default()
    };
    let mut prova = TestRunner::new_with_rng(configurazione, seme);
    let scelte = scelte.prop_map(|scelta| {
        let mut rotte = righe.clone();
        rottura(&mut rotte, scelta);
        rotte
    });
    prova
        .run(&scelte, |rotte| {
            let rotto = diverse(&righe, &rotte);
            match esamina(&rotte.join("\n")) {
                Ok(()) => Ok(()),
                Err(rapporto) => vicino(&rapporto, &rotte, &rotto),
            }
        })
        .unwrap();
}

/// Reads, checks and renders, as `genera` does.
fn esamina(testo: &str) -> Result<(), Rapporto> {
    let letto = leggi("piano.yaml", testo.as_bytes())?;
    verifica(&letto).in_errore()?;
    let coordinato = coordina(letto, Vec::new())?;
    rendi(&coordinato, &Modelli::default(), Veste::default()).map(|_| ())
}

/// The lines (from 1) of the broken text that are not as they were.
fn diverse(prima: &[String], dopo: &[String]) -> Range<usize> {
    let uguali = |coppie: &mut dyn Iterator<Item = (&String, &String)>| {
        coppie.take_while(|(a, b)| a == b).count()
    };
    let in_testa = uguali(&mut prima.iter().zip(dopo));
    let in_coda = uguali(&mut prima.iter().rev().zip(dopo.iter().rev()));
    let fine = dopo.len().saturating_sub(in_coda).max(in_testa);
    in_testa + 1..fine + 1
}

/// Whether a finding stands within a few lines of what was broken, or on the group that holds it.
fn vicino(
    rapporto: &Rapporto,
    righe: &[String],
    rotto: &Range<usize>,
) -> Result<(), TestCaseError> {
    let luoghi = rapporto.rilievi().iter().flat_map(|rilievo| {
        let altro = rilievo.altro_luogo.as_ref().map(|(luogo, _)| luogo);
        rilievo.luogo.iter().chain(altro)
    });
    let dette: Vec<usize> = luoghi
        .map(|luogo| luogo.sorgente.riga_e_colonna(luogo.intervallo.start).0)
        .collect();
    let accanto = |detta: usize| {
        detta.abs_diff(rotto.start).min(detta.abs_diff(rotto.end)) <= DISTANZA
            || contiene(righe, detta, rotto.start)
    };
    prop_assert!(
        dette.iter().any(|detta| accanto(*detta)),
        "broken at {rotto:?}, told at {dette:?}: {}",
        rapporto
            .rilievi()
            .first()
            .map_or("", |rilievo| rilievo.messaggio.as_str())
    );
    Ok(())
}

/// Whether the group that begins at a line reaches another: no line in between stands further left.
fn contiene(righe: &[String], inizio: usize, riga: usize) -> bool {
    let rientro = |riga: &String| riga.len() - riga.trim_start().len();
    let Some(primo) = righe.get(inizio - 1).map(rientro) else {
        return false;
    };
    let fra = righe
        .iter()
        .take(riga)
        .skip(inizio)
        .filter(|riga| !riga.trim().is_empty());
    inizio <= riga && fra.map(rientro).all(|altro| altro >= primo)
}
