//! The totals of the resources, as the templates print them.

use serde::Serialize;

use crate::piano::{Importo, Missione, Piano, Programma, Quadratura};

/// Totals by programme, mission and plan, for the budget's year, in euro.
#[derive(Serialize)]
pub struct TotaliVista<'a> {
    titolo: &'a str,
    missioni: Vec<TotaleMissione<'a>>,
    obiettivi: Option<Importo>,
    quadratura: &'a [Quadratura],
    preventivo: Option<Importo>,
}

#[derive(Serialize)]
struct TotaleMissione<'a> {
    codice: &'a str,
    nome: &'a str,
    importo: Option<Importo>,
    programmi: Vec<TotaleProgramma<'a>>,
}

#[derive(Serialize)]
struct TotaleProgramma<'a> {
    codice: &'a str,
    nome: &'a str,
    importo: Option<Importo>,
}

/// The title of the totals, when the plan asks for them.
pub fn title(piano: &Piano) -> Option<&str> {
    let totali = piano.totali.as_ref()?;
    let titolo = totali.titolo.as_deref().unwrap_or("Totali delle risorse");
    totali.stampa.vale().then_some(titolo)
}

/// The totals, when the plan asks for them.
pub fn totali(piano: &Piano) -> Option<TotaliVista<'_>> {
    let totali = piano
        .totali
        .as_ref()
        .filter(|totali| totali.stampa.vale())?;
    Some(TotaliVista {
        titolo: title(piano)?,
        missioni: piano
            .missioni
            .iter()
            .map(|missione| della_missione(piano, missione))
            .collect(),
        obiettivi: piano.risorse(),
        quadratura: &totali.quadratura,
        preventivo: totali.preventivo,
    })
}

fn della_missione<'a>(piano: &Piano, missione: &'a Missione) -> TotaleMissione<'a> {
    let programmi: Vec<TotaleProgramma<'_>> = missione
        .programmi
        .iter()
        .map(|programma| del_programma(piano, programma))
        .collect();
    TotaleMissione {
        codice: &missione.codice,
        nome: &missione.nome,
        importo: missione.risorse(piano.esercizio),
        programmi,
    }
}

fn del_programma<'a>(piano: &Piano, programma: &'a Programma) -> TotaleProgramma<'a> {
    TotaleProgramma {
        codice: &programma.codice,
        nome: &programma.nome,
        importo: programma.risorse(piano.esercizio),
    }
}
