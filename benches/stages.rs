//! How long each stage takes, on the plan of 2021 and on plans of ten, a hundred and a thousand times
//! its objectives. `cargo bench` builds the program as a release does.
//!
//! The pages stop at a hundred times, a thousand pages: Typst holds them all in memory, some three
//! megabytes each.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use pira::fascicolo::{Part, join_parts};
use pira::stages::{
    Assets, Coordinato, LaidOut, ParsedPlan, Standards, check_plan, coordinate, differences,
    parse_plan, parse_variazione, render,
};
use pira::{DocumentOptions, Standard, Templates};
use serde_yaml::Value;

const PIANO: &str = include_str!("../data/frosinone-latina-2021.yaml");
const VARIAZIONI: [&str; 2] = [
    include_str!("../data/esempi/variazione-1-rettifica.yaml"),
    include_str!("../data/esempi/variazione-2-integrazione.yaml"),
];
const FIXTURES: [&[u8]; 2] = [
    include_bytes!("../tests/fixture/cinquecento.pdf"),
    include_bytes!("../tests/fixture/lo-a2-ua.pdf"),
];

/// The plan of 2021 with each objective so many times, each time with codes of its own.
fn multiplied_piano(times: usize) -> String {
    let mut piano: Value = serde_yaml::from_str(PIANO).expect("the plan is YAML");
    let empty = &mut Vec::new();
    for missione in piano["missioni"].as_sequence_mut().unwrap_or(empty) {
        for programma in missione["programmi"]
            .as_sequence_mut()
            .unwrap_or(&mut Vec::new())
        {
            let Some(obiettivi) = programma["obiettivi"].as_sequence_mut() else {
                continue;
            };
            let originals = obiettivi.clone();
            for copy_number in 1..times {
                obiettivi.extend(
                    originals
                        .iter()
                        .map(|obiettivo| copy(obiettivo, copy_number)),
                );
            }
        }
    }
    serde_yaml::to_string(&piano).expect("a plan is plain data")
}

fn copy(obiettivo: &Value, copy_number: usize) -> Value {
    let mut copied = obiettivo.clone();
    let rename = |element: &mut Value| {
        let codice = element["codice"].as_str().unwrap_or_default();
        element["codice"] = format!("{codice}x{copy_number}").into();
    };
    rename(&mut copied);
    for indicatore in copied["indicatori"]
        .as_sequence_mut()
        .unwrap_or(&mut Vec::new())
    {
        rename(indicatore);
    }
    copied
}

fn parsed_piano(text: &str) -> ParsedPlan {
    parse_plan("piano.yaml", text.as_bytes()).expect("the plan reads")
}

fn coordinato(text: &str) -> Coordinato {
    let parsed_variazioni = VARIAZIONI.map(|text| {
        parse_variazione("variazione.yaml", text.as_bytes()).expect("the amendment reads")
    });
    coordinate(parsed_piano(text), parsed_variazioni.into()).expect("the amendments apply")
}

/// A plan that nothing amends.
fn unamended(parsed: ParsedPlan) -> Coordinato {
    coordinate(parsed, Vec::new()).expect("its codes are single")
}

fn dati(c: &mut Criterion) {
    for times in [1, 10, 100, 1_000] {
        let text = multiplied_piano(times);
        let mut group = c.benchmark_group("dati");
        group.sample_size(10);
        group.bench_with_input(BenchmarkId::new("leggi", times), &text, |b, text| {
            b.iter(|| parsed_piano(black_box(text)));
        });
        group.bench_with_input(BenchmarkId::new("applica", times), &text, |b, text| {
            b.iter_batched(
                || text.clone(),
                |text| coordinato(&text),
                BatchSize::PerIteration,
            );
        });
        let piano = parsed_piano(&text);
        group.bench_with_input(BenchmarkId::new("verifica", times), &piano, |b, piano| {
            b.iter(|| check_plan(black_box(piano)));
        });
        let amended = coordinato(&text);
        group.bench_with_input(
            BenchmarkId::new("confronta", times),
            &amended,
            |b, amended| {
                b.iter(|| differences(&piano.piano, black_box(&amended.parsed.piano)));
            },
        );
        let piano = unamended(piano);
        group.bench_with_input(BenchmarkId::new("rendi", times), &piano, |b, piano| {
            b.iter(|| {
                render(
                    black_box(piano),
                    &Templates::default(),
                    DocumentOptions::default(),
                )
            });
        });
    }
}

fn documento(c: &mut Criterion) {
    for times in [1, 10, 100] {
        let mut group = c.benchmark_group("documento");
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(20));
        let piano = unamended(parsed_piano(&multiplied_piano(times)));
        let rendered = || {
            render(&piano, &Templates::default(), DocumentOptions::default()).expect("it renders")
        };
        let lay_out = |rendered| {
            forget_all();
            LaidOut::new(rendered, &Assets::new()).expect("it compiles")
        };
        group.bench_function(BenchmarkId::new("impagina", times), |b| {
            b.iter_batched(rendered, lay_out, BatchSize::PerIteration);
        });
        let laid_out = lay_out(rendered());
        let standards = Standards::new(&Standard::DEFAULTS).expect("they go together");
        group.bench_function(BenchmarkId::new("esporta", times), |b| {
            b.iter(|| {
                forget_all();
                laid_out.pdf(black_box(&standards)).expect("it exports")
            });
        });
    }
}

/// All stages, one after the other, from the bytes of the plan to those of the PDF.
fn whole(c: &mut Criterion) {
    for times in [1, 10, 100] {
        let mut group = c.benchmark_group("intero");
        group
            .sample_size(10)
            .measurement_time(Duration::from_secs(20));
        let text = multiplied_piano(times);
        group.bench_function(BenchmarkId::new("genera", times), |b| {
            b.iter(|| {
                forget_all();
                let piano = unamended(parsed_piano(black_box(&text)));
                let report = check_plan(&piano.parsed);
                let rendered = render(&piano, &Templates::default(), DocumentOptions::default());
                let laid_out = LaidOut::new(rendered.expect("it renders"), &Assets::new());
                let standards = Standards::new(&Standard::DEFAULTS);
                let standards = standards.expect("they go together");
                let pdf = laid_out.expect("it compiles").pdf(&standards);
                (report, pdf.expect("it exports"))
            });
        });
    }
}

/// What one run has remembered must not help the next.
fn forget_all() {
    typst::comemo::evict(0);
}

fn fascicolo(c: &mut Criterion) {
    let mut group = c.benchmark_group("fascicolo");
    group.sample_size(20);
    group.bench_function("allega 500 pagine", |b| {
        b.iter(|| {
            let parts =
                FIXTURES.map(|bytes| Part::open("parte.pdf", None, bytes).expect("it opens"));
            let mut written = Vec::new();
            let fascicolo = join_parts(parts.into());
            fascicolo.write_to(&mut written).expect("memory takes all");
            written
        });
    });
}

criterion_group!(stages, dati, documento, whole, fascicolo);
criterion_main!(stages);
