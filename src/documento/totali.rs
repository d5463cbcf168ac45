//! The totals of the resources, as the templates print them.

use serde::Serialize;

use crate::piano::{Importo, Missione, Piano, Programma, Quadratura};

/// Totals by programme, mission and plan, for the budget's year, in euro.
#[derive(Serialize)]
pub struct TotaliContext<'a> {
    titolo: &'a str,
    missioni: Vec<MissioneTotal<'a>>,
    obiettivi: Option<Importo>,
    quadratura: &'a [Quadratura],
    preventivo: Option<Importo>,
}

#[derive(Serialize)]
struct MissioneTotal<'a> {
    codice: &'a str,
    nome: &'a str,
    importo: Option<Importo>,
    programmi: Vec<ProgrammaTotal<'a>>,
}

#[derive(Serialize)]
struct ProgrammaTotal<'a> {
    codice: &'a str,
    nome: &'a str,
    importo: Option<Importo>,
}

/// The title of the totals, when the plan asks for them.
pub fn title(piano: &Piano) -> Option<&str> {
    let totali = piano.totali.as_ref()?;
    let titolo = totali.titolo.as_deref().unwrap_or("Totali delle risorse");
    totali.stampa.is_yes().then_some(titolo)
}

/// The totals, when the plan asks for them.
pub fn totali(piano: &Piano) -> Option<TotaliContext<'_>> {
    let totali = piano
        .totali
        .as_ref()
        .filter(|totali| totali.stampa.is_yes())?;
    Some(TotaliContext {
        titolo: title(piano)?,
        missioni: piano
            .missioni
            .iter()
            .map(|missione| missione_total(piano, missione))
            .collect(),
        obiettivi: piano.risorse(),
        quadratura: &totali.quadratura,
        preventivo: totali.preventivo,
    })
}

fn missione_total<'a>(piano: &Piano, missione: &'a Missione) -> MissioneTotal<'a> {
    let programmi: Vec<ProgrammaTotal<'_>> = missione
        .programmi
        .iter()
        .map(|programma| programma_total(piano, programma))
        .collect();
    MissioneTotal {
        codice: &missione.codice,
        nome: &missione.nome,
        importo: missione.risorse(piano.esercizio),
        programmi,
    }
}

fn programma_total<'a>(piano: &Piano, programma: &'a Programma) -> ProgrammaTotal<'a> {
    ProgrammaTotal {
        codice: &programma.codice,
        nome: &programma.nome,
        importo: programma.risorse(piano.esercizio),
    }
}
