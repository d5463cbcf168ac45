//! `pira verifica`: what is wrong in a plan.

use pira::OpenPlan;
use pira::legge::Conformita;
use pira::rilievi::{Rapporto, in_json};

use super::argomenti::{FormatoRilievi, Verifica};
use super::{Fallimento, ingresso, scrittura};

/// Reads and checks; says everything it finds, or the table of conformity.
pub fn verifica(argomenti: Verifica) -> Result<(), Fallimento> {
    let plan = match ingresso::open(&argomenti.piano, &argomenti.variazioni) {
        Ok(plan) => plan,
        Err(Fallimento::Rilievi(rapporto)) => return rispondi(&argomenti, rapporto),
        Err(altro) => return Err(altro),
    };
    let rapporto = plan.check();
    if argomenti.conformita && !rapporto.ha_errori() {
        return scrittura::in_uscita(tabella(&plan).as_bytes());
    }
    // The process is about to end: freeing the plan piece by piece would only take time.
    std::mem::forget(plan);
    rispondi(&argomenti, rapporto)
}

fn rispondi(argomenti: &Verifica, rapporto: Rapporto) -> Result<(), Fallimento> {
    match argomenti.formato {
        FormatoRilievi::Json => scrittura::in_uscita((in_json(&rapporto) + "\n").as_bytes())?,
        FormatoRilievi::Testo if rapporto.rilievi().is_empty() => {}
        FormatoRilievi::Testo => super::di_rapporto(&rapporto),
    }
    let (avvisi, tutti) = (rapporto.avvisi(), rapporto.rilievi().len());
    if argomenti.formato == FormatoRilievi::Testo {
        let errori = super::conta(tutti - avvisi, "errore", "errori");
        let avvisi = super::conta(avvisi, "avviso", "avvisi");
        super::di(&format!(
            "{}: {errori}, {avvisi}",
            argomenti.piano.display()
        ));
    }
    if rapporto.ha_errori() || argomenti.severo && avvisi > 0 {
        return Err(Fallimento::Detto(1));
    }
    Ok(())
}

/// Requirement, article, how many satisfy it, which do not.
fn tabella(plan: &OpenPlan) -> String {
    let righe: String = plan.conformita().iter().map(riga).collect();
    format!("Conformità al DPCM 18/09/2012\n\n{righe}")
}

fn riga(conformita: &Conformita) -> String {
    let mancanti: Vec<&str> = conformita.missing().collect();
    let tutti = conformita.soddisfatti + mancanti.len();
    let chi = match (mancanti.len(), conformita.soddisfatti) {
        (0, _) => "tutti".to_owned(),
        (_, 0) => "nessuno".to_owned(),
        _ => format!("mancano {}", mancanti.join(", ")),
    };
    format!(
        "{:<15} {:<59} {:>3} su {tutti:<3} {chi}\n",
        conformita.requisito.articolo, conformita.requisito.parole, conformita.soddisfatti
    )
}
