//! Hostile inputs: the properties that the fuzzers try (`fuzz/`), on what they once broke, on their
//! corpus, and on random inputs with fixed seeds.

use std::fs;
use std::path::PathBuf;

use crate::support::{hostile, radice};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random inputs each property is tried on.
const VOLTE: u32 = 2_000;

#[test]
fn piano() {
    ripeti("piano", hostile::piano);
    prova(rovinati("piano"), |byte| hostile::piano(&byte));
}

#[test]
fn variazione() {
    ripeti("variazione", hostile::variazione);
    prova(rovinati("variazione"), |byte| hostile::variazione(&byte));
}

#[test]
fn prosa() {
    ripeti("prosa", |byte| {
        hostile::prosa(&String::from_utf8_lossy(byte))
    });
    let pezzi = select(vec![
        "a",
        "b c",
        "è",
        "1",
        "2.",
        "3)",
        "*",
        "**",
        "_",
        "__",
        "- ",
        "+ ",
        "> ",
        "#",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "\t",
        "[",
        "]",
        "(",
        ")",
        "]: ",
        "!",
        "<",
        ">",
        "&amp;",
        "\\",
        "---",
        "===",
        "|",
        "<b>",
        "<!--",
        "-->",
        "{{",
        "}}",
        "{%",
        "#pagebreak()",
        "$",
        "@x",
        "//",
        "/*",
    ]);
    let prose = vec(pezzi, 0..30).prop_map(|pezzi| pezzi.concat());
    prova(prose, |prosa| hostile::prosa(&prosa));
}

#[test]
fn risultato_atteso() {
    ripeti("risultato_atteso", |byte| {
        hostile::risultato_atteso(&String::from_utf8_lossy(byte))
    });
    prova("[<>=≤≥ ]{0,2}[0-9.,-]{0,8}[ %a-zà/]{0,6}", |testo| {
        hostile::risultato_atteso(&testo)
    });
}

#[test]
fn importo() {
    ripeti("importo", |byte| {
        hostile::importo(&String::from_utf8_lossy(byte))
    });
    prova(
        "€? ?-?[0-9]{0,3}([.][0-9]{2,3}){0,6}(,[0-9]{0,3})?",
        |testo| hostile::importo(&testo),
    );
}

#[test]
fn allega() {
    ripeti("allega", hostile::allega);
    prova(rovinati("allega"), |byte| {
        hostile::allega(&hostile::con_la_sua_tabella(&byte))
    });
}

#[test]
fn estrai() {
    ripeti("estrai", hostile::estrai_i_file);
    prova(rovinati("estrai"), |byte| {
        hostile::estrai_i_file(&hostile::con_la_sua_tabella(&byte))
    });
}

/// What the fuzzers found, kept in `tests/ostili/`, and what they start from.
fn noti(bersaglio: &str) -> Vec<Vec<u8>> {
    let mut file: Vec<PathBuf> = ["tests/ostili", "fuzz/corpus"]
        .iter()
        .filter_map(|cartella| fs::read_dir(radice().join(cartella).join(bersaglio)).ok())
        .flatten()
        .map(|voce| voce.unwrap().path())
        .collect();
    file.sort();
    file.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn ripeti(bersaglio: &str, proprieta: impl Fn(&[u8])) {
    let noti = noti(bersaglio);
    assert!(!noti.is_empty());
    noti.iter().for_each(|byte| proprieta(byte));
}

/// A known input with some pieces taken away, doubled, moved or written over.
fn rovinati(bersaglio: &str) -> impl Strategy<Value = Vec<u8>> {
    let modifica = (
        any::<u8>(),
        any::<Index>(),
        any::<Index>(),
        0..40_usize,
        any::<u8>(),
    );
    (select(noti(bersaglio)), vec(modifica, 1..6)).prop_map(|(mut byte, modifiche)| {
        for (quale, da, a, quanti, nuovo) in modifiche {
            if byte.is_empty() {
                break;
            }
            let da = da.index(byte.len());
            let a = a.index(byte.len());
            let fine = byte.len().min(da + quanti);
            match quale % 5 {
                0 => drop(byte.drain(da..fine)),
                1 => byte[da] = nuovo,
                2 => byte[da] = b"0123456789<>[]()/ \n:-{}\"'"[usize::from(nuovo) % 25],
                3 => {
                    let pezzo = byte[da..fine].to_vec();
                    byte.splice(a..a, pezzo);
                }
                _ => byte.swap(da, a),
            }
        }
        byte
    })
}

fn prova<S: Strategy>(ingressi: S, proprieta: impl Fn(S::Value)) {
    let seme = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let configurazione = Config {
        cases: VOLTE,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(configurazione, seme)
        .run(&ingressi, |ingresso| {
            proprieta(ingresso);
            Ok(())
        })
        .unwrap();
}
