//! The totals of the resources before and after.

use serde::Serialize;

use crate::piano::{Importo, Missione, Piano, Programma};

/// The totals of two plans, by mission and programme, and how they tie with the preventivo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RaffrontoTotali {
    /// Le righe, dalla prima missione alla quadratura.
    pub righe: Vec<RigaTotali>,
}

/// What a row of the totals is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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

/// A total of a plan.
#[derive(Debug, Clone)]
struct Totale {
    specie: SpecieTotale,
    /// What tells it from the others of its kind; two lines of the quadratura may share it.
    chiave: String,
    voce: String,
    /// Missing where no objective has an amount.
    importo: Option<Importo>,
}

/// Compares the totals of two plans; each for the year of its own budget.
pub fn raffronta(prima: &Piano, dopo: &Piano) -> RaffrontoTotali {
    let (vecchi, nuovi) = (totali(prima), totali(dopo));
    let mut righe: Vec<RigaTotali> = Vec::new();
    for specie in [
        &[SpecieTotale::Missione, SpecieTotale::Programma][..],
        &[SpecieTotale::Obiettivi],
        &[SpecieTotale::Quadratura],
        &[SpecieTotale::Preventivo],
        &[SpecieTotale::Differenza],
    ] {
        let di_questa = |totali: &[Totale]| -> Vec<Totale> {
            let totali = totali.iter().filter(|t| specie.contains(&t.specie));
            totali.cloned().collect()
        };
        righe.extend(rows(&di_questa(&vecchi), &di_questa(&nuovi)));
    }
    RaffrontoTotali { righe }
}

/// The rows of some totals: those after, each beside its match, then those that are no more.
fn rows(vecchi: &[Totale], nuovi: &[Totale]) -> Vec<RigaTotali> {
    let coppie = matches(vecchi, nuovi);
    let mut righe: Vec<RigaTotali> = nuovi
        .iter()
        .zip(&coppie)
        .map(|(nuovo, coppia)| {
            let vecchio = coppia.and_then(|posto| vecchi[posto].importo);
            riga(nuovo, vecchio, nuovo.importo)
        })
        .collect();
    let spariti = vecchi.iter().enumerate();
    let spariti = spariti.filter(|(posto, _)| !coppie.contains(&Some(*posto)));
    righe.extend(spariti.map(|(_, vecchio)| riga(vecchio, vecchio.importo, None)));
    tell_apart(&mut righe);
    righe
}

/// The total before of each one after. Lines with the same words are matched by their amounts, then
/// in their order.
fn matches(vecchi: &[Totale], nuovi: &[Totale]) -> Vec<Option<usize>> {
    let mut coppie: Vec<Option<usize>> = vec![None; nuovi.len()];
    let mut presi = vec![false; vecchi.len()];
    let stesso = |a: &Totale, b: &Totale| a.specie == b.specie && a.chiave == b.chiave;
    for con_lo_stesso_importo in [true, false] {
        for (nuovo, coppia) in nuovi.iter().zip(&mut coppie) {
            if coppia.is_some() {
                continue;
            }
            *coppia = vecchi.iter().zip(&presi).position(|(vecchio, preso)| {
                !preso
                    && stesso(vecchio, nuovo)
                    && (!con_lo_stesso_importo || vecchio.importo == nuovo.importo)
            });
            if let Some(posto) = *coppia {
                presi[posto] = true;
            }
        }
    }
    coppie
}

/// Numbers the lines of the quadratura that have the same words.
fn tell_apart(righe: &mut [RigaTotali]) {
    let voci: Vec<String> = righe.iter().map(|riga| riga.voce.clone()).collect();
    for (posto, riga) in righe.iter_mut().enumerate() {
        let uguali = |voci: &[String]| voci.iter().filter(|voce| **voce == riga.voce).count();
        if riga.specie == SpecieTotale::Quadratura && uguali(&voci) > 1 {
            let numero = uguali(&voci[..=posto]);
            riga.voce = format!("{} (riga {numero})", voci[posto]);
        }
    }
}

fn riga(totale: &Totale, prima: Option<Importo>, dopo: Option<Importo>) -> RigaTotali {
    RigaTotali {
        specie: totale.specie,
        codice: match totale.specie {
            SpecieTotale::Missione | SpecieTotale::Programma => totale.chiave.clone(),
            _ => String::new(),
        },
        voce: totale.voce.clone(),
        prima,
        dopo,
        variazione: variazione(prima.unwrap_or_default(), dopo.unwrap_or_default()),
    }
}

/// `+3.316.677,85 (+119,44%)`; `nessuna` when nothing changed. The sign of the percentage is that of
/// the difference, also where what was there is less than nothing.
pub fn variazione(prima: Importo, dopo: Importo) -> String {
    let differenza = dopo - prima;
    if differenza == Importo::default() {
        return "nessuna".to_owned();
    }
    match differenza.in_percentuale_di(prima) {
        Some(percentuale) => {
            let segno = match percentuale.is_zero() {
                true => "",
                false if differenza > Importo::default() => "+",
                false => "-",
            };
            let percentuale = crate::piano::scrivi_numero(percentuale.abs(), 2);
            format!("{} ({segno}{percentuale}%)", differenza.con_segno())
        }
        None => differenza.con_segno(),
    }
}

fn totali(piano: &Piano) -> Vec<Totale> {
    let mut totali = Vec::new();
    for missione in &piano.missioni {
        totali.push(della_missione(piano, missione));
        totali.extend(missione.programmi.iter().map(|p| del_programma(piano, p)));
    }
    let obiettivi = piano.risorse();
    totali.push(solo(
        SpecieTotale::Obiettivi,
        "Totale degli obiettivi",
        obiettivi,
    ));
    let Some(del_piano) = &piano.totali else {
        return totali;
    };
    let quadratura: Importo = del_piano.quadratura.iter().map(|riga| riga.importo).sum();
    totali.extend(del_piano.quadratura.iter().map(|riga| Totale {
        specie: SpecieTotale::Quadratura,
        chiave: riga.voce.to_string(),
        voce: riga.voce.to_string(),
        importo: Some(riga.importo),
    }));
    if let Some(preventivo) = del_piano.preventivo {
        let spiegato = Importo::total([obiettivi, Some(quadratura)]).unwrap_or_default();
        totali.push(solo(
            SpecieTotale::Preventivo,
            "Totale del preventivo",
            Some(preventivo),
        ));
        totali.push(solo(
            SpecieTotale::Differenza,
            "Differenza da spiegare",
            Some(preventivo - spiegato),
        ));
    }
    totali
}

/// A total that is the only one of its kind.
fn solo(specie: SpecieTotale, voce: &str, importo: Option<Importo>) -> Totale {
    Totale {
        specie,
        chiave: String::new(),
        voce: voce.to_owned(),
        importo,
    }
}

fn della_missione(piano: &Piano, missione: &Missione) -> Totale {
    Totale {
        specie: SpecieTotale::Missione,
        chiave: missione.codice.to_string(),
        voce: format!("{} {}", missione.codice, missione.nome),
        importo: missione.risorse(piano.esercizio),
    }
}

fn del_programma(piano: &Piano, programma: &Programma) -> Totale {
    Totale {
        specie: SpecieTotale::Programma,
        chiave: programma.codice.to_string(),
        voce: programma.nome.to_string(),
        importo: programma.risorse(piano.esercizio),
    }
}
