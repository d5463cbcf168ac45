//! The totals of the resources before and after.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;

use crate::piano::{Importo, Missione, Piano, Programma};

/// The totals of two plans, by mission and programme, and how they tie with the preventivo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "I totali delle risorse prima e dopo.")]
pub struct RaffrontoTotali {
    /// Le righe, dalla prima missione alla quadratura.
    pub righe: Vec<RigaTotali>,
}

/// What a row of the totals is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(description = "Di che cosa è il totale.")]
pub enum SpecieTotale {
    /// Una missione.
    Missione,
    /// Un programma.
    Programma,
    /// Tutti gli obiettivi.
    Obiettivi,
    /// Una riga della quadratura.
    Quadratura,
    /// Il preventivo.
    Preventivo,
    /// Ciò che resta da spiegare fra obiettivi, quadratura e preventivo.
    Differenza,
}

impl SpecieTotale {
    /// Its noun.
    pub fn nome(self) -> &'static str {
        match self {
            Self::Missione => "missione",
            Self::Programma => "programma",
            Self::Obiettivi => "obiettivi",
            Self::Quadratura => "quadratura",
            Self::Preventivo => "preventivo",
            Self::Differenza => "differenza",
        }
    }
}

/// A row of the totals, in euro.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(description = "Una riga dei totali, in euro.")]
pub struct RigaTotali {
    /// Di che cosa è il totale.
    pub specie: SpecieTotale,
    /// Il codice della missione o del programma; vuoto per il resto.
    pub codice: String,
    /// Le parole della riga.
    pub voce: String,
    /// Prima; manca ciò che prima non c'era.
    pub prima: Option<Importo>,
    /// Dopo; manca ciò che non c'è più.
    pub dopo: Option<Importo>,
    /// La variazione, con il segno e la percentuale.
    pub variazione: String,
}

/// The totals of a plan, each with what tells it from the others.
type Totali = Vec<(SpecieTotale, String, String, Importo)>;

/// Compares the totals of two plans; each for the year of its own budget.
pub fn raffronta(prima: &Piano, dopo: &Piano) -> RaffrontoTotali {
    let (vecchi, nuovi) = (totali(prima), totali(dopo));
    let stessa = |a: &(SpecieTotale, String, String, Importo), b: &(_, String, _, _)| {
        a.0 == b.0 && a.1 == b.1
    };
    let mut righe: Vec<RigaTotali> = Vec::new();
    for specie in [
        &[SpecieTotale::Missione, SpecieTotale::Programma][..],
        &[SpecieTotale::Obiettivi],
        &[SpecieTotale::Quadratura],
        &[SpecieTotale::Preventivo],
        &[SpecieTotale::Differenza],
    ] {
        let nuovi = nuovi.iter().filter(|t| specie.contains(&t.0));
        for nuovo in nuovi.clone() {
            let vecchio = vecchi.iter().find(|vecchio| stessa(vecchio, nuovo));
            righe.push(riga(nuovo, vecchio.map(|v| v.3), Some(nuovo.3)));
        }
        let nuovi: Vec<_> = nuovi.collect();
        for vecchio in vecchi.iter().filter(|t| specie.contains(&t.0)) {
            if !nuovi.iter().any(|nuovo| stessa(vecchio, nuovo)) {
                righe.push(riga(vecchio, Some(vecchio.3), None));
            }
        }
    }
    RaffrontoTotali { righe }
}

fn riga(
    totale: &(SpecieTotale, String, String, Importo),
    prima: Option<Importo>,
    dopo: Option<Importo>,
) -> RigaTotali {
    RigaTotali {
        specie: totale.0,
        codice: match totale.0 {
            SpecieTotale::Missione | SpecieTotale::Programma => totale.1.clone(),
            _ => String::new(),
        },
        voce: totale.2.clone(),
        prima,
        dopo,
        variazione: variazione(prima.unwrap_or_default(), dopo.unwrap_or_default()),
    }
}

/// `+3.316.677,85 (+119,44%)`; `nessuna` when nothing changed.
pub fn variazione(prima: Importo, dopo: Importo) -> String {
    let differenza = dopo - prima;
    if differenza == Importo::default() {
        return "nessuna".to_owned();
    }
    match differenza.in_percentuale_di(prima) {
        Some(percentuale) => {
            let segno = if percentuale > Decimal::ZERO { "+" } else { "" };
            let percentuale = crate::piano::scrivi_numero(percentuale, 2);
            format!("{} ({segno}{percentuale}%)", differenza.con_segno())
        }
        None => differenza.con_segno(),
    }
}

fn totali(piano: &Piano) -> Totali {
    let mut totali = Vec::new();
    for missione in &piano.missioni {
        totali.push(della_missione(piano, missione));
        totali.extend(missione.programmi.iter().map(|p| del_programma(piano, p)));
    }
    let obiettivi = piano.risorse();
    totali.push((
        SpecieTotale::Obiettivi,
        String::new(),
        "Totale degli obiettivi".to_owned(),
        obiettivi,
    ));
    let Some(del_piano) = &piano.totali else {
        return totali;
    };
    let quadratura: Importo = del_piano.quadratura.iter().map(|riga| riga.importo).sum();
    totali.extend(del_piano.quadratura.iter().map(|riga| {
        let voce = riga.voce.to_string();
        (SpecieTotale::Quadratura, voce.clone(), voce, riga.importo)
    }));
    if let Some(preventivo) = del_piano.preventivo {
        let differenza = preventivo - [obiettivi, quadratura].into_iter().sum();
        totali.push((
            SpecieTotale::Preventivo,
            String::new(),
            "Totale del preventivo".to_owned(),
            preventivo,
        ));
        totali.push((
            SpecieTotale::Differenza,
            String::new(),
            "Differenza da spiegare".to_owned(),
            differenza,
        ));
    }
    totali
}

fn della_missione(piano: &Piano, missione: &Missione) -> (SpecieTotale, String, String, Importo) {
    let programmi = missione.programmi.iter();
    (
        SpecieTotale::Missione,
        missione.codice.to_string(),
        format!("{} {}", missione.codice, missione.nome),
        programmi.map(|p| del_programma(piano, p).3).sum(),
    )
}

fn del_programma(piano: &Piano, programma: &Programma) -> (SpecieTotale, String, String, Importo) {
    (
        SpecieTotale::Programma,
        programma.codice.to_string(),
        programma.nome.to_string(),
        programma.risorse(piano.esercizio),
    )
}
