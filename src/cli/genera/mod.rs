//! `pira genera`: the documents of one or many plans, once or at each save.

mod molti;
mod osserva;
mod sentinella;
mod stadi;
mod uscita;

use std::path::Path;

use super::argomenti::Genera;
use super::ingresso::e_trattino;
use super::{Fallimento, di};
use pira::{Composer, Rendered};
use sentinella::Limiti;
use uscita::Uscita;

pub use stadi::options;

/// Generates what the arguments ask for.
pub fn genera(argomenti: Genera) -> Result<(), Fallimento> {
    if let Some(allegato) = &argomenti.allegato {
        pira::check_text("--allegato", &allegato.text).in_errore()?;
    }
    match (argomenti.piani.as_slice(), argomenti.osserva) {
        ([piano], false) => sentinella::entro(Limiti::di(&argomenti), || {
            rayon::scope(|_| una_volta(&argomenti, piano))
        }),
        ([piano], true) => osserva::osserva(&argomenti, piano),
        (_, true) => Err(Fallimento::Uso("--osserva segue un piano alla volta".to_owned())),
        (piani, false) if piani.iter().any(|piano| e_trattino(piano)) => Err(Fallimento::Uso(
            "lo standard input è un piano solo, e non sta con altri".to_owned(),
        )),
        _ if !argomenti.variazioni.is_empty() => Err(Fallimento::Uso(
            "con più piani non si sa a quale vada la variazione: scriverla in “variazioni” del suo piano"
                .to_owned(),
        )),
        _ => molti::genera(&argomenti),
    }
}

/// Reads, checks, renders, lays out, writes, and sums up in one line.
fn una_volta(argomenti: &Genera, piano: &Path) -> Result<(), Fallimento> {
    let uscita = Uscita::di_uno(argomenti, piano)?;
    let options = stadi::options_and_templates(argomenti)?;
    let (plan, composer) = rayon::join(|| stadi::open(argomenti, piano), || Composer::new(options));
    let plan = plan?;
    let uscita = uscita.che_risparmia(plan.paths())?;
    let rendered = composer?.render(&plan)?;
    let contenuto = stadi::contenuto(&plan, rendered.warnings());
    let composto = stadi::componi(argomenti, &rendered, Rendered::lay_out)?;
    stadi::mostra(&composto.avvisi());
    uscita.scrivi(&composto.file)?;
    di(&composto.riassunto(&uscita.nome(), contenuto));
    // The process is about to end: freeing the pages one by one would only take time.
    std::mem::forget((composto, plan));
    Ok(())
}
