//! The document written again at each save.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use pira::{Composer, LayoutEngine, Rendered};

use super::output::DocumentOutput;
use super::stages;
use super::watchdog::{self, Limits};
use crate::cli::arguments::Genera;
use crate::cli::input::{folder_of, is_dash};
use crate::cli::{Failure, explain, tell};

/// What a document is made of: a file of another kind that changes is none of ours.
const EXTENSIONS: [&str; 7] = ["yaml", "yml", "j2", "svg", "png", "jpg", "jpeg"];

/// How long nothing must happen after a file was closed or renamed.
const AFTER_SAVE: Duration = Duration::from_millis(3);

/// How long nothing must happen after a file was written to: where closing makes no event, the
/// writing may go on.
const AFTER_WRITE: Duration = Duration::from_millis(40);

/// How many documents ago a piece of layout must have been used, to be kept.
const KEPT_DOCUMENTS: usize = 10;

/// What wakes the watch.
enum Signal {
    FileEvent(notify::Result<Event>),
    Stop,
}

/// Generates now and after each save, until Ctrl-C.
pub fn watch(arguments: &Genera, piano: &Path) -> Result<(), Failure> {
    if is_dash(piano) || arguments.uscita.as_deref().is_some_and(is_dash) {
        return Err(Failure::Usage(
            "--osserva segue un file e ne scrive un altro: non sta con -".to_owned(),
        ));
    }
    stages::options(arguments)
        .standards()
        .map_err(stages::usage_failure)?;
    let mut banco = Session {
        arguments,
        piano,
        output: DocumentOutput::for_one(arguments, piano)?,
        composer: None,
        layout_engine: LayoutEngine::default(),
        last: None,
    };
    let (avvisa, segnali) = channel();
    let mut occhio = FolderWatcher::open(avvisa.clone())?;
    ctrlc::set_handler(move || {
        let _ = avvisa.send(Signal::Stop);
    })
    .map_err(|_| Failure::System("non riesco a seguire Ctrl-C".to_owned()))?;
    occhio.follow(folders(arguments, piano))?;
    loop {
        let limits = Limits::of_arguments(arguments);
        match watchdog::within(limits, || rayon::scope(|_| banco.generate())) {
            Ok(others) => occhio.follow(others)?,
            Err(failure) => {
                banco.last = None;
                explain(failure);
            }
        }
        pira::forget(KEPT_DOCUMENTS);
        tell(&format!("osservo {}: Ctrl-C per finire", piano.display()));
        if !wait_for_save(&segnali, piano) {
            return Ok(());
        }
    }
}

/// All that stays from one document to the next.
struct Session<'a> {
    arguments: &'a Genera,
    piano: &'a Path,
    output: DocumentOutput,
    composer: Option<Composer>,
    layout_engine: LayoutEngine,
    /// What the last document was made from: the same again needs no writing.
    last: Option<Rendered>,
}

impl Session<'_> {
    /// Generates the document, unless it would be the one that is there; gives the folders that it
    /// was made from.
    fn generate(&mut self) -> Result<BTreeSet<PathBuf>, Failure> {
        let plan = stages::open(self.arguments, self.piano)?;
        let output = self.output.protecting(plan.paths())?;
        output.check()?;
        let arguments = self.arguments;
        let new = self.composer()?.render(&plan)?;
        let paths = plan.paths().iter();
        let folders = paths
            .map(|path| folder_of(path).to_owned())
            .filter(|folder| folder.is_dir())
            .collect();
        if self.last.as_ref() == Some(&new) {
            return Ok(folders);
        }
        let composto = stages::compose(arguments, &new, |rendered| {
            rendered.lay_out_with(&mut self.layout_engine)
        })?;
        stages::show(&composto.warnings());
        output.write(&composto.files)?;
        let content = stages::summary_parts(&plan, new.warnings());
        tell(&composto.summary(&output.name(), content));
        self.last = Some(new);
        Ok(folders)
    }

    /// What makes the document, made again only when the templates have changed.
    fn composer(&mut self) -> Result<&Composer, Failure> {
        let options = stages::options_and_templates(self.arguments)?;
        let composer = match self.composer.take() {
            Some(composer) if *composer.options() == options => composer,
            _ => Composer::new(options)?,
        };
        Ok(self.composer.insert(composer))
    }
}

/// The folders that the command line names.
fn folders(arguments: &Genera, piano: &Path) -> BTreeSet<PathBuf> {
    let file = std::iter::once(piano).chain(arguments.variazioni.iter().map(PathBuf::as_path));
    file.map(|file| folder_of(file).to_owned())
        .chain(arguments.modelli.clone())
        .collect()
}

/// The system's eye on some folders. Folders and not files, since many programs save by putting a
/// new file in the place of the old one.
struct FolderWatcher {
    watcher: RecommendedWatcher,
    followed: BTreeSet<PathBuf>,
}

impl FolderWatcher {
    fn open(avvisa: Sender<Signal>) -> Result<Self, Failure> {
        let watcher = notify::recommended_watcher(move |event| {
            let _ = avvisa.send(Signal::FileEvent(event));
        });
        Ok(Self {
            watcher: watcher.map_err(|_| {
                Failure::System("il sistema non consente di osservare le cartelle".to_owned())
            })?,
            followed: BTreeSet::new(),
        })
    }

    /// Follows some folders too.
    fn follow(&mut self, folders: BTreeSet<PathBuf>) -> Result<(), Failure> {
        for folder in folders {
            if self.followed.contains(&folder) {
                continue;
            }
            self.watcher
                .watch(&folder, RecursiveMode::NonRecursive)
                .map_err(|_| {
                    Failure::System(format!(
                        "non riesco a osservare la cartella {}",
                        folder.display()
                    ))
                })?;
            self.followed.insert(folder);
        }
        Ok(())
    }
}

/// Waits for a save to be whole; false when it is time to stop.
fn wait_for_save(segnali: &Receiver<Signal>, piano: &Path) -> bool {
    let mut quiete: Option<Duration> = None;
    loop {
        let segnale = match quiete {
            None => segnali.recv().ok(),
            Some(quiete) => match segnali.recv_timeout(quiete) {
                Ok(segnale) => Some(segnale),
                Err(_) => return true,
            },
        };
        match segnale {
            None | Some(Signal::Stop) => return false,
            Some(Signal::FileEvent(Ok(event))) if is_relevant(&event, piano) => {
                quiete = pause_after(event.kind).or(quiete);
            }
            Some(Signal::FileEvent(_)) => {}
        }
    }
}

/// How long to wait after an event; `None` for one that changes nothing.
fn pause_after(event: EventKind) -> Option<Duration> {
    match event {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(_)) => Some(AFTER_SAVE),
        EventKind::Access(_) => None,
        _ => Some(AFTER_WRITE),
    }
}

fn is_relevant(event: &Event, piano: &Path) -> bool {
    event.paths.iter().any(|path| {
        let extension = path.extension().and_then(|e| e.to_str());
        path.file_name() == piano.file_name()
            || extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
    })
}
