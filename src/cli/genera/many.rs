//! Many plans in one run.

use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};
use pira::rilievi::Report;
use pira::{Composer, Rendered};

use super::output::DocumentOutput;
use super::stages;
use super::watchdog::{self, Limits};
use crate::cli::arguments::Genera;
use crate::cli::{Failure, counted, explain, tell};

/// The stack of a worker, in bytes: as much as the main thread has.
const STACK_SIZE: usize = 8 * 1024 * 1024;

/// What became of a plan: the summary of its document, with what Typst remarked.
type Outcome = Result<(String, Report), Failure>;

/// Generates the documents of all plans, each worker one at a time; the failures are told at the end.
pub fn generate_all(arguments: &Genera) -> Result<(), Failure> {
    let outputs = DocumentOutput::for_many(arguments)?;
    let composer = Composer::new(stages::options_and_templates(arguments)?)?;
    let lavoro = Batch {
        arguments,
        composer,
        outputs,
        next: AtomicUsize::new(0),
        outcomes: Mutex::new(Vec::new()),
        progress: progress_bar(arguments.piani.len()),
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let workers = workers.min(arguments.piani.len());
    thread::scope(|ambito| {
        for _ in 0..workers {
            let worker = thread::Builder::new().stack_size(STACK_SIZE);
            let avviato = worker.spawn_scoped(ambito, || lavoro.run_worker(workers));
            if avviato.is_err() {
                lavoro.run_worker(workers);
            }
        }
    });
    lavoro.progress.finish_and_clear();
    let mut outcomes = lavoro.outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by_key(|(place, _)| *place);
    tell_outcomes(arguments, outcomes)
}

struct Batch<'a> {
    arguments: &'a Genera,
    composer: Composer,
    outputs: Vec<DocumentOutput>,
    next: AtomicUsize,
    outcomes: Mutex<Vec<(usize, Outcome)>>,
    progress: ProgressBar,
}

impl Batch<'_> {
    /// Takes plans until there are none left. Each worker lays out in a pool of its own: waiting for
    /// each other inside a document would only take time.
    fn run_worker(&self, workers: usize) {
        let _vasca = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        loop {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let (Some(piano), Some(output)) =
                (self.arguments.piani.get(place), self.outputs.get(place))
            else {
                return;
            };
            let limits = Limits::of_arguments(self.arguments);
            let outcome = watchdog::within(limits, || self.generate_one(piano, output));
            pira::forget(2 * workers);
            self.progress.inc(1);
            if let Ok(mut outcomes) = self.outcomes.lock() {
                outcomes.push((place, outcome));
            }
        }
    }

    fn generate_one(&self, piano: &Path, output: &DocumentOutput) -> Outcome {
        output.check()?;
        let plan = stages::open(self.arguments, piano)?;
        let output = output.protecting(plan.paths())?;
        let rendered = self.composer.render(&plan)?;
        let content = stages::summary_parts(&plan, rendered.warnings());
        let composto = stages::compose(self.arguments, &rendered, Rendered::lay_out)?;
        output.write(&composto.files)?;
        let riassunto = composto.summary(&output.name(), content);
        Ok((riassunto, composto.warnings()))
    }
}

/// How far the run is, on a terminal; elsewhere nothing.
fn progress_bar(count: usize) -> ProgressBar {
    let barra = ProgressBar::new(count as u64);
    let shape = ProgressStyle::with_template("{pos} di {len} [{bar:30}] mancano {eta}");
    if let Ok(shape) = shape {
        barra.set_style(shape.progress_chars("=> "));
    }
    barra
}

/// The summaries of the documents, in the order of the plans; then the failures, and which they are.
fn tell_outcomes(arguments: &Genera, outcomes: Vec<(usize, Outcome)>) -> Result<(), Failure> {
    let mut failed = Vec::new();
    let mut riusciti = 0;
    for (place, outcome) in outcomes {
        match outcome {
            Ok((riassunto, warnings)) => {
                stages::show(&warnings);
                tell(&riassunto);
                riusciti += 1;
            }
            Err(failure) => failed.push((place, failure)),
        }
    }
    let names: Vec<String> = failed
        .iter()
        .map(|(place, _)| arguments.piani[*place].display().to_string())
        .collect();
    let codici = failed.into_iter().map(|(_, failure)| explain(failure));
    let codice = codici.max();
    let written = counted(riusciti, "documento scritto", "documenti scritti");
    let Some(codice) = codice else {
        tell(&written);
        return Ok(());
    };
    let count = counted(names.len(), "piano non riuscito", "piani non riusciti");
    tell(&format!("{written}, {count}: {}", names.join(", ")));
    Err(Failure::Reported(codice))
}
