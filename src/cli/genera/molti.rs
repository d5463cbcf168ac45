//! Many plans in one run.

use std::num::NonZero;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};
use pira::rilievi::Rapporto;
use pira::{Composer, Rendered};

use super::sentinella::{self, Limiti};
use super::stadi;
use super::uscita::Uscita;
use crate::cli::argomenti::Genera;
use crate::cli::{Fallimento, conta, di, racconta};

/// The stack of a worker, in bytes: as much as the main thread has.
const PILA: usize = 8 * 1024 * 1024;

/// What became of a plan: the summary of its document, with what Typst remarked.
type Esito = Result<(String, Rapporto), Fallimento>;

/// Generates the documents of all plans, each worker one at a time; the failures are told at the end.
pub fn genera(argomenti: &Genera) -> Result<(), Fallimento> {
    let uscite = Uscita::di_molti(argomenti)?;
    let composer = Composer::new(stadi::options_and_templates(argomenti)?)?;
    let lavoro = Lavoro {
        argomenti,
        composer,
        uscite,
        prossimo: AtomicUsize::new(0),
        esiti: Mutex::new(Vec::new()),
        barra: barra(argomenti.piani.len()),
    };
    let operai = thread::available_parallelism().map_or(1, NonZero::get);
    let operai = operai.min(argomenti.piani.len());
    thread::scope(|ambito| {
        for _ in 0..operai {
            let operaio = thread::Builder::new().stack_size(PILA);
            let avviato = operaio.spawn_scoped(ambito, || lavoro.tutto(operai));
            if avviato.is_err() {
                lavoro.tutto(operai);
            }
        }
    });
    lavoro.barra.finish_and_clear();
    let mut esiti = lavoro.esiti.into_inner().unwrap_or_default();
    esiti.sort_by_key(|(posto, _)| *posto);
    riferisci(argomenti, esiti)
}

struct Lavoro<'a> {
    argomenti: &'a Genera,
    composer: Composer,
    uscite: Vec<Uscita>,
    prossimo: AtomicUsize,
    esiti: Mutex<Vec<(usize, Esito)>>,
    barra: ProgressBar,
}

impl Lavoro<'_> {
    /// Takes plans until there are none left. Each worker lays out in a pool of its own: waiting for
    /// each other inside a document would only take time.
    fn tutto(&self, operai: usize) {
        let _vasca = rayon::ThreadPoolBuilder::new()
            .num_threads(1)
            .use_current_thread()
            .build();
        loop {
            let posto = self.prossimo.fetch_add(1, Ordering::Relaxed);
            let (Some(piano), Some(uscita)) =
                (self.argomenti.piani.get(posto), self.uscite.get(posto))
            else {
                return;
            };
            let limiti = Limiti::di(self.argomenti);
            let esito = sentinella::entro(limiti, || self.uno(piano, uscita));
            pira::forget(2 * operai);
            self.barra.inc(1);
            if let Ok(mut esiti) = self.esiti.lock() {
                esiti.push((posto, esito));
            }
        }
    }

    fn uno(&self, piano: &Path, uscita: &Uscita) -> Esito {
        uscita.controlla()?;
        let plan = stadi::open(self.argomenti, piano)?;
        let uscita = uscita.che_risparmia(plan.paths())?;
        let rendered = self.composer.render(&plan)?;
        let contenuto = stadi::contenuto(&plan, rendered.warnings());
        let composto = stadi::componi(self.argomenti, &rendered, Rendered::lay_out)?;
        uscita.scrivi(&composto.file)?;
        let riassunto = composto.riassunto(&uscita.nome(), contenuto);
        Ok((riassunto, composto.avvisi()))
    }
}

/// How far the run is, on a terminal; elsewhere nothing.
fn barra(quanti: usize) -> ProgressBar {
    let barra = ProgressBar::new(quanti as u64);
    let forma = ProgressStyle::with_template("{pos} di {len} [{bar:30}] mancano {eta}");
    if let Ok(forma) = forma {
        barra.set_style(forma.progress_chars("=> "));
    }
    barra
}

/// The summaries of the documents, in the order of the plans; then the failures, and which they are.
fn riferisci(argomenti: &Genera, esiti: Vec<(usize, Esito)>) -> Result<(), Fallimento> {
    let mut falliti = Vec::new();
    let mut riusciti = 0;
    for (posto, esito) in esiti {
        match esito {
            Ok((riassunto, avvisi)) => {
                stadi::mostra(&avvisi);
                di(&riassunto);
                riusciti += 1;
            }
            Err(fallimento) => falliti.push((posto, fallimento)),
        }
    }
    let nomi: Vec<String> = falliti
        .iter()
        .map(|(posto, _)| argomenti.piani[*posto].display().to_string())
        .collect();
    let codici = falliti
        .into_iter()
        .map(|(_, fallimento)| racconta(fallimento));
    let codice = codici.max();
    let scritti = conta(riusciti, "documento scritto", "documenti scritti");
    let Some(codice) = codice else {
        di(&scritti);
        return Ok(());
    };
    let quanti = conta(nomi.len(), "piano non riuscito", "piani non riusciti");
    di(&format!("{scritti}, {quanti}: {}", nomi.join(", ")));
    Err(Fallimento::Detto(codice))
}
