//! `pira genera --osserva`: the document written again at each save.

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
use crate::cli::input::is_dash;
use crate::cli::{Failure, explain, tell};
use pira::files::folder_of;

/// The extensions of the files that a document depends on; changes to other files are ignored.
const EXTENSIONS: [&str; 7] = ["yaml", "yml", "j2", "svg", "png", "jpg", "jpeg"];

/// How long to wait for further events after a file was closed or renamed.
const AFTER_SAVE: Duration = Duration::from_millis(3);

/// How long to wait for further events after a file was written to: where the system tells no closing,
/// the writing may still go on.
const AFTER_WRITE: Duration = Duration::from_millis(40);

/// Results of the layout that this many documents did not use are dropped from Typst's cache.
const KEPT_DOCUMENTS: usize = 10;

/// What ends the wait for a save.
enum Signal {
    FileEvent(notify::Result<Event>),
    Stop,
}

/// Generates now and after each save, until Ctrl-C.
pub(super) fn watch(arguments: &Genera, piano: &Path) -> Result<(), Failure> {
    if is_dash(piano) || arguments.output.as_deref().is_some_and(is_dash) {
        return Err(Failure::Usage(
            "--osserva segue un file e ne scrive un altro: non sta con -".to_owned(),
        ));
    }
    stages::options(arguments)
        .standards()
        .map_err(stages::usage_failure)?;
    let mut session = Session {
        arguments,
        piano,
        output: DocumentOutput::for_one(arguments, piano)?,
        composer: None,
        layout_engine: LayoutEngine::default(),
        last: None,
    };
    let (sender, receiver) = channel();
    let mut watcher = FolderWatcher::open(sender.clone())?;
    ctrlc::set_handler(move || {
        let _ = sender.send(Signal::Stop);
    })
    .map_err(|_| Failure::System("non riesco a seguire Ctrl-C".to_owned()))?;
    watcher.follow(named_folders(arguments, piano))?;
    loop {
        let limits = Limits::of_arguments(arguments);
        match watchdog::run_within(limits, || rayon::scope(|_| session.generate())) {
            Ok(folders) => watcher.follow(folders)?,
            Err(failure) => {
                session.last = None;
                explain(failure);
            }
        }
        pira::trim_layout_cache(KEPT_DOCUMENTS);
        tell(&format!("osservo {}: Ctrl-C per finire", piano.display()));
        if !wait_for_save(&receiver, piano) {
            return Ok(());
        }
    }
}

/// The state kept from one document to the next.
struct Session<'a> {
    arguments: &'a Genera,
    piano: &'a Path,
    output: DocumentOutput,
    composer: Option<Composer>,
    layout_engine: LayoutEngine,
    /// The source of the last document written: when it comes out the same, nothing is written.
    last: Option<Rendered>,
}

impl Session<'_> {
    /// Generates the document, unless it would be the same as the last; gives the folders of the files that
    /// it depends on.
    fn generate(&mut self) -> Result<BTreeSet<PathBuf>, Failure> {
        let plan = stages::open(self.arguments, self.piano)?;
        let output = self.output.protecting(plan.paths())?;
        output.check()?;
        let arguments = self.arguments;
        let rendered = self.composer()?.render(&plan)?;
        let paths = plan.paths().iter();
        let folders = paths
            .map(|path| folder_of(path).to_owned())
            .filter(|folder| folder.is_dir())
            .collect();
        if self.last.as_ref() == Some(&rendered) {
            return Ok(folders);
        }
        let composed = stages::compose(arguments, &rendered, |rendered| {
            rendered.lay_out_with(&mut self.layout_engine)
        })?;
        stages::tell_warnings(&composed.warnings());
        output.write(&composed.files)?;
        let content = stages::summary_parts(&plan, rendered.warning_count());
        tell(&composed.summary(&output.name(), content));
        self.last = Some(rendered);
        Ok(folders)
    }

    /// The composer, made anew only when the templates have changed.
    fn composer(&mut self) -> Result<&Composer, Failure> {
        let options = stages::options_and_templates(self.arguments)?;
        let composer = match self.composer.take() {
            Some(composer) if *composer.options() == options => composer,
            _ => Composer::new(options)?,
        };
        Ok(self.composer.insert(composer))
    }
}

/// The folders of the files named on the command line.
fn named_folders(arguments: &Genera, piano: &Path) -> BTreeSet<PathBuf> {
    let files = std::iter::once(piano).chain(arguments.variazioni.iter().map(PathBuf::as_path));
    files
        .map(|file| folder_of(file).to_owned())
        .chain(arguments.modelli.clone())
        .collect()
}

/// A file system watcher on some folders. It watches folders and not files, since many programs save by
/// putting a new file in place of the old one.
struct FolderWatcher {
    watcher: RecommendedWatcher,
    followed: BTreeSet<PathBuf>,
}

impl FolderWatcher {
    fn open(sender: Sender<Signal>) -> Result<Self, Failure> {
        let watcher = notify::recommended_watcher(move |event| {
            let _ = sender.send(Signal::FileEvent(event));
        });
        Ok(Self {
            watcher: watcher.map_err(|_| {
                Failure::System("il sistema non consente di osservare le cartelle".to_owned())
            })?,
            followed: BTreeSet::new(),
        })
    }

    /// Also watches these folders.
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

/// Waits until a file has been saved and no event has come for a while; false when it is time to stop.
fn wait_for_save(receiver: &Receiver<Signal>, piano: &Path) -> bool {
    let mut pause: Option<Duration> = None;
    loop {
        let signal = match pause {
            None => receiver.recv().ok(),
            Some(pause) => match receiver.recv_timeout(pause) {
                Ok(signal) => Some(signal),
                Err(_) => return true,
            },
        };
        match signal {
            None | Some(Signal::Stop) => return false,
            Some(Signal::FileEvent(Ok(event))) if is_relevant(&event, piano) => {
                pause = pause_after(event.kind).or(pause);
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
