//! `pira genera` with many plans: a worker for each core.

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

/// The stack of a worker, in bytes: as large as that of the main thread.
const STACK_SIZE: usize = 8 * 1024 * 1024;

/// The result for a plan: the summary of its document with the warnings of Typst, or the failure.
type Outcome = Result<(String, Report), Failure>;

/// Generates the documents of all plans; summaries and failures are printed at the end, in their order.
pub(super) fn generate_all(arguments: &Genera) -> Result<(), Failure> {
    let outputs = DocumentOutput::for_many(arguments)?;
    let composer = Composer::new(stages::options_and_templates(arguments)?)?;
    let batch = Batch {
        arguments,
        composer,
        outputs,
        next: AtomicUsize::new(0),
        outcomes: Mutex::new(Vec::new()),
        progress: progress_bar(arguments.piani.len()),
    };
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let workers = workers.min(arguments.piani.len());
    thread::scope(|scope| {
        for _ in 0..workers {
            let worker = thread::Builder::new().stack_size(STACK_SIZE);
            let started = worker.spawn_scoped(scope, || batch.run_worker(workers));
            if started.is_err() {
                batch.run_worker(workers);
            }
        }
    });
    batch.progress.finish_and_clear();
    let mut outcomes = batch.outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by_key(|(index, _)| *index);
    tell_outcomes(arguments, outcomes)
}

/// The plans of a run, shared by its workers.
struct Batch<'a> {
    arguments: &'a Genera,
    composer: Composer,
    outputs: Vec<DocumentOutput>,
    next: AtomicUsize,
    outcomes: Mutex<Vec<(usize, Outcome)>>,
    progress: ProgressBar,
}

impl Batch<'_> {
    /// Processes plans until none is left. Each worker has a rayon pool of one thread: with a common pool
    /// they would wait for each other inside the layout of a document.
    fn run_worker(&self, workers: usize) {
        let _pool = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let (Some(piano), Some(output)) =
                (self.arguments.piani.get(index), self.outputs.get(index))
            else {
                return;
            };
            let limits = Limits::of_arguments(self.arguments);
            let outcome = watchdog::run_within(limits, || self.generate_one(piano, output));
            pira::trim_layout_cache(2 * workers);
            self.progress.inc(1);
            if let Ok(mut outcomes) = self.outcomes.lock() {
                outcomes.push((index, outcome));
            }
        }
    }

    fn generate_one(&self, piano: &Path, output: &DocumentOutput) -> Outcome {
        output.check()?;
        let plan = stages::open(self.arguments, piano)?;
        let output = output.protecting(plan.paths())?;
        let rendered = self.composer.render(&plan)?;
        let content = stages::summary_parts(&plan, rendered.warning_count());
        let composed = stages::compose(self.arguments, &rendered, Rendered::lay_out)?;
        output.write(&composed.files)?;
        let summary = composed.summary(&output.name(), content);
        Ok((summary, composed.warnings()))
    }
}

/// A progress bar, which shows only on a terminal.
fn progress_bar(count: usize) -> ProgressBar {
    let bar = ProgressBar::new(count as u64);
    let style = ProgressStyle::with_template("{pos} di {len} [{bar:30}] mancano {eta}");
    if let Ok(style) = style {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Prints the summaries in the order of the plans, then the failures, then which plans failed.
///
/// # Errors
/// The highest exit code of the failures, if there are any.
fn tell_outcomes(arguments: &Genera, outcomes: Vec<(usize, Outcome)>) -> Result<(), Failure> {
    let mut failed = Vec::new();
    let mut succeeded = 0;
    for (index, outcome) in outcomes {
        match outcome {
            Ok((summary, warnings)) => {
                stages::tell_warnings(&warnings);
                tell(&summary);
                succeeded += 1;
            }
            Err(failure) => failed.push((index, failure)),
        }
    }
    let names: Vec<String> = failed
        .iter()
        .map(|(index, _)| arguments.piani[*index].display().to_string())
        .collect();
    let codes = failed.into_iter().map(|(_, failure)| explain(failure));
    let code = codes.max();
    let written = counted(succeeded, "documento scritto", "documenti scritti");
    let Some(code) = code else {
        tell(&written);
        return Ok(());
    };
    let count = counted(names.len(), "piano non riuscito", "piani non riusciti");
    tell(&format!("{written}, {count}: {}", names.join(", ")));
    Err(Failure::Reported(code))
}
