//! Hostile inputs: the properties that the fuzzers try (`fuzz/`), on what they once broke, on their
//! corpus, and on random inputs with fixed seeds.

use std::fs;
use std::path::PathBuf;

use crate::support::{hostile, root};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// How many random inputs each property is tried on.
const TIMES: u32 = 2_000;

#[test]
fn piano() {
    repeat("piano", hostile::piano);
    try_on(spoilt("piano"), |bytes| hostile::piano(&bytes));
}

#[test]
fn variazione() {
    repeat("variazione", hostile::variazione);
    try_on(spoilt("variazione"), |bytes| hostile::variazione(&bytes));
}

#[test]
fn prosa() {
    repeat("prosa", |bytes| {
        hostile::prosa(&String::from_utf8_lossy(bytes))
    });
    let pieces = select(vec![
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
    let proses = vec(pieces, 0..30).prop_map(|pieces| pieces.concat());
    try_on(proses, |prosa| hostile::prosa(&prosa));
}

#[test]
fn risultato_atteso() {
    repeat("risultato_atteso", |bytes| {
        hostile::risultato_atteso(&String::from_utf8_lossy(bytes))
    });
    try_on("[<>=≤≥ ]{0,2}[0-9.,-]{0,8}[ %a-zà/]{0,6}", |text| {
        hostile::risultato_atteso(&text)
    });
}

#[test]
fn importo() {
    repeat("importo", |bytes| {
        hostile::importo(&String::from_utf8_lossy(bytes))
    });
    try_on(
        "€? ?-?[0-9]{0,3}([.][0-9]{2,3}){0,6}(,[0-9]{0,3})?",
        |text| hostile::importo(&text),
    );
}

#[test]
fn allega() {
    repeat("allega", hostile::allega);
    try_on(spoilt("allega"), |bytes| {
        hostile::allega(&hostile::with_its_table(&bytes))
    });
}

#[test]
fn estrai() {
    repeat("estrai", hostile::estrai_files);
    try_on(spoilt("estrai"), |bytes| {
        hostile::estrai_files(&hostile::with_its_table(&bytes))
    });
}

/// What the fuzzers found, kept in `tests/ostili/`, and what they start from.
fn known(target: &str) -> Vec<Vec<u8>> {
    let mut file: Vec<PathBuf> = ["tests/ostili", "fuzz/corpus"]
        .iter()
        .filter_map(|folder| fs::read_dir(root().join(folder).join(target)).ok())
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    file.sort();
    file.iter().map(|file| fs::read(file).unwrap()).collect()
}

fn repeat(target: &str, property: impl Fn(&[u8])) {
    let known = known(target);
    assert!(!known.is_empty());
    known.iter().for_each(|bytes| property(bytes));
}

/// A known input with some pieces taken away, doubled, moved or written over.
fn spoilt(target: &str) -> impl Strategy<Value = Vec<u8>> {
    let modifica = (
        any::<u8>(),
        any::<Index>(),
        any::<Index>(),
        0..40_usize,
        any::<u8>(),
    );
    (select(known(target)), vec(modifica, 1..6)).prop_map(|(mut bytes, modifiche)| {
        for (which, from, to, count, byte) in modifiche {
            if bytes.is_empty() {
                break;
            }
            let from = from.index(bytes.len());
            let to = to.index(bytes.len());
            let end = bytes.len().min(from + count);
            match which % 5 {
                0 => drop(bytes.drain(from..end)),
                1 => bytes[from] = byte,
                2 => bytes[from] = b"0123456789<>[]()/ \n:-{}\"'"[usize::from(byte) % 25],
                3 => {
                    let piece = bytes[from..end].to_vec();
                    bytes.splice(to..to, piece);
                }
                _ => bytes.swap(from, to),
            }
        }
        bytes
    })
}

fn try_on<S: Strategy>(inputs: S, property: impl Fn(S::Value)) {
    let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let config = Config {
        cases: TIMES,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, seed)
        .run(&inputs, |input| {
            property(input);
            Ok(())
        })
        .unwrap();
}
