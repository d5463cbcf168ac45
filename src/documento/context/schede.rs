//! The sheets as templates see them: in the order of print, each element with the labels that hold for
//! it.

use serde::Serialize;

use crate::piano::{Etichette, Indicatore, Missione, Obiettivo, Piano, Programma};

/// The sheet of a programme.
#[derive(Serialize)]
pub(crate) struct Scheda<'a> {
    missione: &'a Missione,
    programma: &'a Programma,
    etichette: Etichette,
    /// Whether the sheet before it belongs to another mission.
    apre_missione: bool,
    obiettivi: Vec<ObiettivoContext<'a>>,
}

#[derive(Serialize)]
struct ObiettivoContext<'a> {
    obiettivo: &'a Obiettivo,
    etichette: Etichette,
    indicatori: Vec<IndicatoreContext<'a>>,
}

#[derive(Serialize)]
struct IndicatoreContext<'a> {
    indicatore: &'a Indicatore,
    etichette: Etichette,
}

/// The sheets of a plan.
pub(crate) fn schede<'a>(piano: &'a Piano, etichette: &Etichette) -> Vec<Scheda<'a>> {
    let mut previous = None;
    piano
        .schede()
        .into_iter()
        .map(|(missione, programma)| {
            let apre_missione = previous.replace(&missione.codice) != Some(&missione.codice);
            let etichette = etichette.overridden_by(missione.etichette.as_ref());
            let obiettivi = programma
                .obiettivi
                .iter()
                .map(|obiettivo| obiettivo_context(obiettivo, &etichette))
                .collect();
            Scheda {
                missione,
                programma,
                etichette,
                apre_missione,
                obiettivi,
            }
        })
        .collect()
}

fn obiettivo_context<'a>(obiettivo: &'a Obiettivo, etichette: &Etichette) -> ObiettivoContext<'a> {
    let etichette = etichette.overridden_by(obiettivo.etichette.as_ref());
    let indicatori = obiettivo
        .indicatori
        .iter()
        .map(|indicatore| IndicatoreContext {
            indicatore,
            etichette: etichette.overridden_by(indicatore.etichette.as_ref()),
        })
        .collect();
    ObiettivoContext {
        obiettivo,
        etichette,
        indicatori,
    }
}
