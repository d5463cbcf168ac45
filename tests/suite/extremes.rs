//! Plans of extreme sizes: each is a document that both standards pass and in which nothing leaves its
//! page or lies over anything.
//!
//! `EXTREMES=5000 cargo test extremes::` tries so many, `EXTREMES=412..413` one. The plans that fail are
//! written in the folder of the target for the tests, to be looked at.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::support::extreme_plans::{LOGO, extreme_plan, reworded};
use crate::support::pdf::broken_rules;
use crate::support::plan_changes::changed;
use crate::support::random_plans::Dice;
use page_validation::ValidationProfile;
use pira::rilievi::{Gravita, Report};
use pira::{
    Annex, ComposeOptions, Document, DocumentOptions, Folder, OpenError, OpenPlan, PlanInput,
};

/// How many plans are tried when nobody says so.
const TIMES: u64 = 500;

/// The most failures that are told.
const MOST_TOLD: usize = 60;

#[test]
fn every_plan_is_a_document_that_can_be_read() {
    let seeds = seeds();
    let failures = failures_of(seeds.clone());
    let folder = folder_of_failures();
    let told: Vec<String> = failures
        .iter()
        .take(MOST_TOLD)
        .map(|(seed, told)| format!("seed {seed}: {told}"))
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} plans fail (seeds {:?}); they are in {}\n{}",
        failures.len(),
        seeds.count(),
        failures.keys().collect::<Vec<_>>(),
        folder.display(),
        told.join("\n")
    );
}

/// `500`, or `412..413`.
fn seeds() -> Range<u64> {
    let Ok(asked) = std::env::var("EXTREMES") else {
        return 0..TIMES;
    };
    let number = |text: &str| text.parse::<u64>().expect("a number of plans");
    match asked.split_once("..") {
        Some((first, end)) => number(first)..number(end),
        None => 0..number(&asked),
    }
}

/// What is wrong with each plan that fails. Each thread lays out one document after another.
fn failures_of(seeds: Range<u64>) -> BTreeMap<u64, String> {
    let next = AtomicU64::new(seeds.start);
    let workers = thread::available_parallelism().map_or(2, usize::from);
    let run = || {
        let _pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        let mut failures = Vec::new();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return failures;
            }
            let outcome = catch_unwind(|| try_one(seed))
                .unwrap_or_else(|_| Err("the program panicked".to_owned()));
            failures.extend(outcome.err().map(|told| (seed, told)));
            pira::trim_layout_cache(workers);
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        let results = threads.into_iter().map(|thread| thread.join());
        results
            .flat_map(|failures| failures.expect("no thread panics"))
            .collect()
    })
}

fn folder_of_failures() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("extremes")
}

/// A plan and the amendment of it, if it has one, as an office writes them.
struct Written {
    piano: String,
    variazione: Option<String>,
}

/// Makes the document of a plan, with an amendment now and then.
fn try_one(seed: u64) -> Result<(), String> {
    let written = written(seed);
    let result = written
        .and_then(|written| make(&written, &mut Dice::new(seed)).map_err(|told| (written, told)));
    result.map_err(|(written, told)| {
        keep(&written, seed);
        told
    })
}

/// A plan that is written down; with what is wrong if it cannot be opened.
fn written(seed: u64) -> Result<Written, (Written, String)> {
    let value = extreme_plan(seed);
    let mut written = Written {
        piano: serde_yaml::to_string(&value).expect("a plan is plain data"),
        variazione: None,
    };
    match opened(&written) {
        Ok(plan) => {
            written.variazione = variazione(&plan, &value, seed);
            Ok(written)
        }
        Err(told) => Err((written, told)),
    }
}

/// The amendment that makes another plan of a plan, once in three plans; nothing when the other would be
/// refused.
fn variazione(plan: &OpenPlan, value: &serde_yaml::Value, seed: u64) -> Option<String> {
    let mut dice = Dice::new(seed);
    let after = match dice.below(6) {
        0 => changed(value, &mut dice),
        1 => reworded(value, seed),
        _ => return None,
    };
    let after = Written {
        piano: serde_yaml::to_string(&after).ok()?,
        variazione: None,
    };
    let after = opened(&after).ok()?;
    let comparison = plan.compare(&after);
    (comparison.difference_count() > 0).then(|| comparison.to_variazione())
}

/// Writes a plan that fails where one can look at it.
fn keep(written: &Written, seed: u64) {
    let folder = folder_of_failures();
    let write = |name: String, text: &str| fs::write(folder.join(name), text);
    fs::create_dir_all(&folder)
        .and_then(|()| write(LOGO.0.to_owned(), LOGO.1))
        .and_then(|()| write(format!("{seed}.yaml"), &written.piano))
        .and_then(|()| match &written.variazione {
            Some(variazione) => write(format!("{seed}-variazione.yaml"), variazione),
            None => Ok(()),
        })
        .expect("a folder in the target");
}

fn opened(written: &Written) -> Result<OpenPlan, String> {
    let logo = [(LOGO.0.to_owned(), LOGO.1.as_bytes().to_vec())];
    let input = PlanInput::from_bytes("piano.yaml", written.piano.as_str())
        .in_folder(Folder::Memory(logo.into()));
    let input = match &written.variazione {
        Some(variazione) => input.amended_by_bytes("variazione.yaml", variazione.as_str()),
        None => input,
    };
    let plan = input.open().map_err(|error| match error {
        OpenError::Rilievi(report) => errors(&report),
        OpenError::System(failure) => failure.to_string(),
    })?;
    plan.check()
        .into_result()
        .map_err(|report| errors(&report))?;
    Ok(plan)
}

/// What the first errors of a report say, each in a line.
fn errors(report: &Report) -> String {
    let rilievi = report.rilievi().iter();
    let errors = rilievi.filter(|rilievo| rilievo.severity == Gravita::Errore);
    let messages = errors.map(|rilievo| match &rilievo.location {
        Some(location) => {
            let regola = rilievo.regola.as_deref().unwrap_or_default();
            format!("{} (line {}: {regola})", rilievo.message, location.line())
        }
        None => rilievo.message.clone(),
    });
    messages.take(4).collect::<Vec<_>>().join("\n    ")
}

/// The document, and of an amended plan the quadro by itself.
fn make(written: &Written, dice: &mut Dice) -> Result<(), String> {
    let plan = opened(written)?;
    let is_amended = written.variazione.is_some();
    let options = ComposeOptions {
        document: DocumentOptions {
            annex: if is_amended && dice.one_in(2) {
                Annex::Quadro
            } else {
                Annex::Nothing
            },
            ..DocumentOptions::default()
        },
        ..ComposeOptions::default()
    };
    check(plan.compose(&options))?;
    if is_amended && options.document.annex == Annex::Nothing {
        check(plan.compare_amendments().compose()).map_err(|told| format!("quadro: {told}"))?;
    }
    Ok(())
}

/// Both standards must pass a document that can be read.
fn check(document: Result<Document, Report>) -> Result<(), String> {
    let pdf = document.and_then(|document| document.pdf());
    let pdf = pdf.map_err(|report| errors(&report))?;
    for profile in [ValidationProfile::PdfA2a, ValidationProfile::PdfUa1] {
        let broken = broken_rules(&pdf, profile);
        if !broken.is_empty() {
            return Err(format!("{profile:?}: {}", broken.join("; ")));
        }
    }
    Ok(())
}
