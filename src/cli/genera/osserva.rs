//! The document written again at each save.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use pira::{Composer, Impaginatore, Rendered};

use super::sentinella::{self, Limiti};
use super::stadi;
use super::uscita::Uscita;
use crate::cli::argomenti::Genera;
use crate::cli::ingresso::{cartella_di, e_trattino};
use crate::cli::{Fallimento, di, racconta};

/// What a document is made of: a file of another kind that changes is none of ours.
const ESTENSIONI: [&str; 7] = ["yaml", "yml", "j2", "svg", "png", "jpg", "jpeg"];

/// How long nothing must happen after a file was closed or renamed.
const SALVATO: Duration = Duration::from_millis(3);

/// How long nothing must happen after a file was written to: where closing makes no event, the
/// writing may go on.
const SCRITTO: Duration = Duration::from_millis(40);

/// How many documents ago a piece of layout must have been used, to be kept.
const MEMORIA: usize = 10;

/// What wakes the watch.
enum Segnale {
    Evento(notify::Result<Event>),
    Fine,
}

/// Generates now and after each save, until Ctrl-C.
pub fn osserva(argomenti: &Genera, piano: &Path) -> Result<(), Fallimento> {
    if e_trattino(piano) || argomenti.uscita.as_deref().is_some_and(e_trattino) {
        return Err(Fallimento::Uso(
            "--osserva segue un file e ne scrive un altro: non sta con -".to_owned(),
        ));
    }
    stadi::options(argomenti)
        .standards()
        .map_err(stadi::in_uso)?;
    let mut banco = Banco {
        argomenti,
        piano,
        uscita: Uscita::di_uno(argomenti, piano)?,
        composer: None,
        impaginatore: Impaginatore::default(),
        ultimo: None,
    };
    let (avvisa, segnali) = channel();
    let mut occhio = Occhio::apri(avvisa.clone())?;
    ctrlc::set_handler(move || {
        let _ = avvisa.send(Segnale::Fine);
    })
    .map_err(|_| Fallimento::Sistema("non riesco a seguire Ctrl-C".to_owned()))?;
    occhio.segui(cartelle(argomenti, piano))?;
    loop {
        let limiti = Limiti::di(argomenti);
        match sentinella::entro(limiti, || rayon::scope(|_| banco.genera())) {
            Ok(altre) => occhio.segui(altre)?,
            Err(fallimento) => {
                banco.ultimo = None;
                racconta(fallimento);
            }
        }
        pira::forget(MEMORIA);
        di(&format!("osservo {}: Ctrl-C per finire", piano.display()));
        if !attendi(&segnali, piano) {
            return Ok(());
        }
    }
}

/// All that stays from one document to the next.
struct Banco<'a> {
    argomenti: &'a Genera,
    piano: &'a Path,
    uscita: Uscita,
    composer: Option<Composer>,
    impaginatore: Impaginatore,
    /// What the last document was made from: the same again needs no writing.
    ultimo: Option<Rendered>,
}

impl Banco<'_> {
    /// Generates the document, unless it would be the one that is there; gives the folders that it
    /// was made from.
    fn genera(&mut self) -> Result<BTreeSet<PathBuf>, Fallimento> {
        let plan = stadi::open(self.argomenti, self.piano)?;
        let uscita = self.uscita.che_risparmia(plan.paths())?;
        uscita.controlla()?;
        let argomenti = self.argomenti;
        let nuovo = self.composer()?.render(&plan)?;
        let paths = plan.paths().iter();
        let cartelle = paths
            .map(|path| cartella_di(path).to_owned())
            .filter(|cartella| cartella.is_dir())
            .collect();
        if self.ultimo.as_ref() == Some(&nuovo) {
            return Ok(cartelle);
        }
        let composto = stadi::componi(argomenti, &nuovo, |rendered| {
            rendered.lay_out_with(&mut self.impaginatore)
        })?;
        stadi::mostra(&composto.avvisi());
        uscita.scrivi(&composto.file)?;
        let contenuto = stadi::contenuto(&plan, nuovo.warnings());
        di(&composto.riassunto(&uscita.nome(), contenuto));
        self.ultimo = Some(nuovo);
        Ok(cartelle)
    }

    /// What makes the document, made again only when the templates have changed.
    fn composer(&mut self) -> Result<&Composer, Fallimento> {
        let options = stadi::options_and_templates(self.argomenti)?;
        let composer = match self.composer.take() {
            Some(composer) if *composer.options() == options => composer,
            _ => Composer::new(options)?,
        };
        Ok(self.composer.insert(composer))
    }
}

/// The folders that the command line names.
fn cartelle(argomenti: &Genera, piano: &Path) -> BTreeSet<PathBuf> {
    let file = std::iter::once(piano).chain(argomenti.variazioni.iter().map(PathBuf::as_path));
    file.map(|file| cartella_di(file).to_owned())
        .chain(argomenti.modelli.clone())
        .collect()
}

/// The system's eye on some folders. Folders and not files, since many programs save by putting a
/// new file in the place of the old one.
struct Occhio {
    osservatore: RecommendedWatcher,
    seguite: BTreeSet<PathBuf>,
}

impl Occhio {
    fn apri(avvisa: Sender<Segnale>) -> Result<Self, Fallimento> {
        let osservatore = notify::recommended_watcher(move |evento| {
            let _ = avvisa.send(Segnale::Evento(evento));
        });
        Ok(Self {
            osservatore: osservatore.map_err(|_| {
                Fallimento::Sistema("il sistema non consente di osservare le cartelle".to_owned())
            })?,
            seguite: BTreeSet::new(),
        })
    }

    /// Follows some folders too.
    fn segui(&mut self, cartelle: BTreeSet<PathBuf>) -> Result<(), Fallimento> {
        for cartella in cartelle {
            if self.seguite.contains(&cartella) {
                continue;
            }
            self.osservatore
                .watch(&cartella, RecursiveMode::NonRecursive)
                .map_err(|_| {
                    Fallimento::Sistema(format!(
                        "non riesco a osservare la cartella {}",
                        cartella.display()
                    ))
                })?;
            self.seguite.insert(cartella);
        }
        Ok(())
    }
}

/// Waits for a save to be whole; false when it is time to stop.
fn attendi(segnali: &Receiver<Segnale>, piano: &Path) -> bool {
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
            None | Some(Segnale::Fine) => return false,
            Some(Segnale::Evento(Ok(evento))) if riguarda(&evento, piano) => {
                quiete = pausa(evento.kind).or(quiete);
            }
            Some(Segnale::Evento(_)) => {}
        }
    }
}

/// How long to wait after an event; `None` for one that changes nothing.
fn pausa(evento: EventKind) -> Option<Duration> {
    match evento {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(_)) => Some(SALVATO),
        EventKind::Access(_) => None,
        _ => Some(SCRITTO),
    }
}

fn riguarda(evento: &Event, piano: &Path) -> bool {
    evento.paths.iter().any(|percorso| {
        let estensione = percorso.extension().and_then(|e| e.to_str());
        percorso.file_name() == piano.file_name()
            || estensione.is_some_and(|estensione| ESTENSIONI.contains(&estensione))
    })
}
