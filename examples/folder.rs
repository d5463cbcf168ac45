//! Makes the PDFs of all the plans of a folder, each beside its plan:
//!
//! ```text
//! cargo run --example folder -- CARTELLA
//! ```
//!
//! A plan with errors is told, and the others go on. A PDF that is there already is left alone: it may
//! be signed.

use std::error::Error;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use pira::{ComposeOptions, Composer};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("indicare la cartella dei piani");
        return ExitCode::from(2);
    };
    match make_all(Path::new(&folder)) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(3)
        }
    }
}

/// Makes the PDFs of a folder; gives how many plans could not be made.
fn make_all(folder: &Path) -> Result<usize, Box<dyn Error>> {
    let composer = Composer::new(ComposeOptions::default())?;
    let mut failed = 0;
    for plan in plans(folder)? {
        match make(&composer, &plan) {
            Ok(pages) => println!("{}: {pages} pagine", plan.with_extension("pdf").display()),
            Err(error) => {
                eprintln!("{}: non riuscito\n{error}", plan.display());
                failed += 1;
            }
        }
        // What Typst remembers of one document helps the next; of many, it would fill the memory.
        pira::trim_layout_cache(2);
    }
    Ok(failed)
}

/// The plans of a folder, in the order of their names.
fn plans(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let refused = |error| {
        let reason = pira::files::reason(&error);
        format!("non riesco a leggere {}: {reason}", folder.display())
    };
    let mut plans = Vec::new();
    for entry in fs::read_dir(folder).map_err(refused)? {
        let path = entry.map_err(refused)?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            plans.push(path);
        }
    }
    plans.sort();
    Ok(plans)
}

/// Makes the PDF of a plan, with the amendments that it names; gives the number of its pages.
fn make(composer: &Composer, plan: &Path) -> Result<usize, Box<dyn Error>> {
    let document = composer.render(&pira::open(plan)?)?.lay_out()?;
    let pdf = document.pdf()?;
    let target = plan.with_extension("pdf");
    let mut file = File::create_new(&target).map_err(|error| unwritten(&target, &error))?;
    if let Err(error) = file.write_all(&pdf) {
        // Half a document is worse than none.
        let _ = fs::remove_file(&target);
        return Err(unwritten(&target, &error).into());
    }
    Ok(document.page_count())
}

fn unwritten(target: &Path, error: &std::io::Error) -> String {
    let reason = pira::files::reason(error);
    format!("non riesco a scrivere {}: {reason}", target.display())
}
