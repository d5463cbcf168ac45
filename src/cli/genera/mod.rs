//! `pira genera`: the documents of one or many plans, once or at each save.

mod many;
mod output;
mod stages;
mod watch;
mod watchdog;

use std::path::Path;

use super::arguments::Genera;
use super::input::is_dash;
use super::{Failure, tell};
use output::DocumentOutput;
use pira::{Composer, Rendered};
use watchdog::Limits;

pub(super) use stages::options;

/// Generates what the arguments ask for.
pub(super) fn genera(arguments: Genera) -> Result<(), Failure> {
    if let Some(allegato) = &arguments.allegato {
        pira::check_text("--allegato", &allegato.text).into_result()?;
    }
    match (arguments.piani.as_slice(), arguments.osserva) {
        ([piano], false) => watchdog::run_within(Limits::of_arguments(&arguments), || {
            rayon::scope(|_| generate_once(&arguments, piano))
        }),
        ([piano], true) => watch::watch(&arguments, piano),
        (_, true) => Err(Failure::Usage("--osserva segue un piano alla volta".to_owned())),
        (plans, false) if plans.iter().any(|piano| is_dash(piano)) => Err(Failure::Usage(
            "lo standard input è un piano solo, e non sta con altri".to_owned(),
        )),
        _ if !arguments.variazioni.is_empty() => Err(Failure::Usage(
            "con più piani non si sa a quale vada la variazione: scriverla in “variazioni” del suo piano"
                .to_owned(),
        )),
        _ => many::generate_all(&arguments),
    }
}

/// Makes and writes the document of one plan, and prints its summary.
fn generate_once(arguments: &Genera, piano: &Path) -> Result<(), Failure> {
    let output = DocumentOutput::for_one(arguments, piano)?;
    let options = stages::options_and_templates(arguments)?;
    let (plan, composer) =
        rayon::join(|| stages::open(arguments, piano), || Composer::new(options));
    let plan = plan?;
    let output = output.protecting(plan.paths())?;
    let rendered = composer?.render(&plan)?;
    let content = stages::summary_parts(&plan, rendered.warning_count());
    let composed = stages::compose(arguments, &rendered, Rendered::lay_out)?;
    stages::tell_warnings(&composed.warnings());
    output.write(&composed.files)?;
    tell(&composed.summary(&output.name(), content));
    // The process is about to end: freeing the pages one by one would only take time.
    std::mem::forget((composed, plan));
    Ok(())
}
