//! How long each stage takes, on the plan of 2021 and on plans of ten, a hundred and a thousand times
//! its objectives. `cargo bench --profile dev` shares the build of everything else.
//!
//! The pages stop at a hundred times, a thousand pages: Typst holds them all in memory, some three
//! megabytes each.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use pira::fascicolo::{Parte, unisci};
use pira::stages::{
    Coordinato, Impaginato, Letto, Risorse, Standards, coordina, differenze, leggi,
    leggi_variazione, rendi, verifica,
};
use pira::{Modelli, Standard, Veste};
use serde_yaml::Value;

const PIANO: &str = include_str!("../data/frosinone-latina-2021.yaml");
const VARIAZIONI: [&str; 2] = [
    include_str!("../data/esempi/variazione-1-rettifica.yaml"),
    include_str!("../data/esempi/variazione-2-integrazione.yaml"),
];
const FIXTURE: [&[u8]; 2] = [
    include_bytes!("../tests/fixture/cinquecento.pdf"),
    include_bytes!("../tests/fixture/lo-a2-ua.pdf"),
];

/// The plan of 2021 with each objective so many times, each time with codes of its own.
fn piano(volte: usize) -> String {
    let mut piano: Value = serde_yaml::from_str(PIANO).expect("the plan is YAML");
    let vuoto = &mut Vec::new();
    for missione in piano["missioni"].as_sequence_mut().unwrap_or(vuoto) {
        for programma in missione["programmi"]
            .as_sequence_mut()
            .unwrap_or(&mut Vec::new())
        {
            let Some(obiettivi) = programma["obiettivi"].as_sequence_mut() else {
                continue;
            };
            let originali = obiettivi.clone();
            for volta in 1..volte {
                obiettivi.extend(originali.iter().map(|obiettivo| copia(obiettivo, volta)));
            }
        }
    }
    serde_yaml::to_string(&piano).expect("a plan is plain data")
}

fn copia(obiettivo: &Value, volta: usize) -> Value {
    let mut copia = obiettivo.clone();
    let rinomina = |cosa: &mut Value| {
        let codice = cosa["codice"].as_str().unwrap_or_default();
        cosa["codice"] = format!("{codice}x{volta}").into();
    };
    rinomina(&mut copia);
    for indicatore in copia["indicatori"]
        .as_sequence_mut()
        .unwrap_or(&mut Vec::new())
    {
        rinomina(indicatore);
    }
    copia
}

fn letto(testo: &str) -> Letto {
    leggi("piano.yaml", testo.as_bytes()).expect("the plan reads")
}

fn coordinato(testo: &str) -> Coordinato {
    let lette = VARIAZIONI.map(|testo| {
        leggi_variazione("variazione.yaml", testo.as_bytes()).expect("the amendment reads")
    });
    coordina(letto(testo), lette.into()).expect("the amendments apply")
}

/// A plan that nothing amends.
fn da_solo(letto: Letto) -> Coordinato {
    coordina(letto, Vec::new()).expect("its codes are single")
}

fn dati(c: &mut Criterion) {
    for volte in [1, 10, 100, 1_000] {
        let testo = piano(volte);
        let mut gruppo = c.benchmark_group("dati");
        gruppo.sample_size(10);
        gruppo.bench_with_input(BenchmarkId::new("leggi", volte), &testo, |b, testo| {
            b.iter(|| letto(black_box(testo)));
        });
        gruppo.bench_with_input(BenchmarkId::new("applica", volte), &testo, |b, testo| {
            b.iter_batched(
                || testo.clone(),
                |testo| coordinato(&testo),
                BatchSize::PerIteration,
            );
        });
        let piano = letto(&testo);
        gruppo.bench_with_input(BenchmarkId::new("verifica", volte), &piano, |b, piano| {
            b.iter(|| verifica(black_box(piano)));
        });
        let amendato = coordinato(&testo);
        gruppo.bench_with_input(
            BenchmarkId::new("confronta", volte),
            &amendato,
            |b, amendato| {
                b.iter(|| differenze(&piano.piano, black_box(&amendato.letto.piano)));
            },
        );
        let piano = da_solo(piano);
        gruppo.bench_with_input(BenchmarkId::new("rendi", volte), &piano, |b, piano| {
            b.iter(|| rendi(black_box(piano), &Modelli::default(), Veste::default()));
        });
    }
}

fn documento(c: &mut Criterion) {
    for volte in [1, 10, 100] {
        let mut gruppo = c.benchmark_group("documento");
        gruppo
            .sample_size(10)
            .measurement_time(Duration::from_secs(20));
        let piano = da_solo(letto(&piano(volte)));
        let reso = || rendi(&piano, &Modelli::default(), Veste::default()).expect("it renders");
        let impagina = |reso| {
            comemo_vuoto();
            Impaginato::new(reso, &Risorse::new()).expect("it compiles")
        };
        gruppo.bench_function(BenchmarkId::new("impagina", volte), |b| {
            b.iter_batched(reso, impagina, BatchSize::PerIteration);
        });
        let impaginato = impagina(reso());
        let standards = Standards::new(&Standard::PREDEFINITI).expect("they go together");
        gruppo.bench_function(BenchmarkId::new("esporta", volte), |b| {
            b.iter(|| {
                comemo_vuoto();
                impaginato.pdf(black_box(&standards)).expect("it exports")
            });
        });
    }
}

/// All stages, one after the other, from the bytes of the plan to those of the PDF.
fn intero(c: &mut Criterion) {
    for volte in [1, 10, 100] {
        let mut gruppo = c.benchmark_group("intero");
        gruppo
            .sample_size(10)
            .measurement_time(Duration::from_secs(20));
        let testo = piano(volte);
        gruppo.bench_function(BenchmarkId::new("genera", volte), |b| {
            b.iter(|| {
                comemo_vuoto();
                let piano = da_solo(letto(black_box(&testo)));
                let rapporto = verifica(&piano.letto);
                let reso = rendi(&piano, &Modelli::default(), Veste::default());
                let impaginato = Impaginato::new(reso.expect("it renders"), &Risorse::new());
                let standards = Standards::new(&Standard::PREDEFINITI);
                let standards = standards.expect("they go together");
                let pdf = impaginato.expect("it compiles").pdf(&standards);
                (rapporto, pdf.expect("it exports"))
            });
        });
    }
}

/// What one run has remembered must not help the next.
fn comemo_vuoto() {
    typst::comemo::evict(0);
}

fn fascicolo(c: &mut Criterion) {
    let mut gruppo = c.benchmark_group("fascicolo");
    gruppo.sample_size(20);
    gruppo.bench_function("allega 500 pagine", |b| {
        b.iter(|| {
            let parti = FIXTURE.map(|byte| Parte::apri("parte.pdf", None, byte).expect("it opens"));
            let mut scritto = Vec::new();
            let fascicolo = unisci(parti.into());
            fascicolo.write_to(&mut scritto).expect("memory takes all");
            scritto
        });
    });
}

criterion_group!(stadi, dati, documento, intero, fascicolo);
criterion_main!(stadi);
