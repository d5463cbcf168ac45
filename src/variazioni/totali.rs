//! The totals of the resources before and after.

use serde::Serialize;

use crate::piano::{Importo, Missione, Piano, Programma};

/// The totals of two plans, by mission and programme, and how they tie with the preventivo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotaliComparison {
    /// Le righe, dalla prima missione alla quadratura.
    pub righe: Vec<TotaliRow>,
}

/// What a row of the totals is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalKind {
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

impl TotalKind {
    /// Its noun.
    pub fn noun(self) -> &'static str {
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
pub struct TotaliRow {
    /// Di che cosa è il totale.
    pub specie: TotalKind,
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
struct Total {
    kind: TotalKind,
    /// What tells it from the others of its kind; two lines of the quadratura may share it.
    key: String,
    label: String,
    /// Missing where no objective has an amount.
    importo: Option<Importo>,
}

/// Compares the totals of two plans; each for the year of its own budget.
pub fn compare(before: &Piano, after: &Piano) -> TotaliComparison {
    let (old_totals, new_totals) = (totals_of(before), totals_of(after));
    let mut rows: Vec<TotaliRow> = Vec::new();
    for kind in [
        &[TotalKind::Missione, TotalKind::Programma][..],
        &[TotalKind::Obiettivi],
        &[TotalKind::Quadratura],
        &[TotalKind::Preventivo],
        &[TotalKind::Differenza],
    ] {
        let di_questa = |totals: &[Total]| -> Vec<Total> {
            let totals = totals.iter().filter(|t| kind.contains(&t.kind));
            totals.cloned().collect()
        };
        rows.extend(rows_of(&di_questa(&old_totals), &di_questa(&new_totals)));
    }
    TotaliComparison { righe: rows }
}

/// The rows of some totals: those after, each beside its match, then those that are no more.
fn rows_of(old_totals: &[Total], new_totals: &[Total]) -> Vec<TotaliRow> {
    let pairs = match_totals(old_totals, new_totals);
    let mut rows: Vec<TotaliRow> = new_totals
        .iter()
        .zip(&pairs)
        .map(|(new, pair)| {
            let old = pair.and_then(|place| old_totals[place].importo);
            row_of(new, old, new.importo)
        })
        .collect();
    let spariti = old_totals.iter().enumerate();
    let spariti = spariti.filter(|(place, _)| !pairs.contains(&Some(*place)));
    rows.extend(spariti.map(|(_, old)| row_of(old, old.importo, None)));
    number_same_labels(&mut rows);
    rows
}

/// The total before of each one after. Lines with the same words are matched by their amounts, then
/// in their order.
fn match_totals(old_totals: &[Total], new_totals: &[Total]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new_totals.len()];
    let mut presi = vec![false; old_totals.len()];
    let stesso = |a: &Total, b: &Total| a.kind == b.kind && a.key == b.key;
    for con_lo_stesso_importo in [true, false] {
        for (new, pair) in new_totals.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            *pair = old_totals.iter().zip(&presi).position(|(old, preso)| {
                !preso && stesso(old, new) && (!con_lo_stesso_importo || old.importo == new.importo)
            });
            if let Some(place) = *pair {
                presi[place] = true;
            }
        }
    }
    pairs
}

/// Numbers the lines of the quadratura that have the same words.
fn number_same_labels(rows: &mut [TotaliRow]) {
    let entries: Vec<String> = rows.iter().map(|row| row.voce.clone()).collect();
    for (place, row) in rows.iter_mut().enumerate() {
        let uguali =
            |entries: &[String]| entries.iter().filter(|entry| **entry == row.voce).count();
        if row.specie == TotalKind::Quadratura && uguali(&entries) > 1 {
            let number = uguali(&entries[..=place]);
            row.voce = format!("{} (riga {number})", entries[place]);
        }
    }
}

fn row_of(total: &Total, before: Option<Importo>, after: Option<Importo>) -> TotaliRow {
    TotaliRow {
        specie: total.kind,
        codice: match total.kind {
            TotalKind::Missione | TotalKind::Programma => total.key.clone(),
            _ => String::new(),
        },
        voce: total.label.clone(),
        prima: before,
        dopo: after,
        variazione: change_words(before.unwrap_or_default(), after.unwrap_or_default()),
    }
}

/// `+3.316.677,85 (+119,44%)`; `nessuna` when nothing changed. The sign of the percentage is that of
/// the difference, also where what was there is less than nothing.
pub fn change_words(before: Importo, after: Importo) -> String {
    let difference = after - before;
    if difference == Importo::default() {
        return "nessuna".to_owned();
    }
    match difference.percentage_of(before) {
        Some(percentage) => {
            let sign = match percentage.is_zero() {
                true => "",
                false if difference > Importo::default() => "+",
                false => "-",
            };
            let percentage = crate::piano::write_number(percentage.abs(), 2);
            format!("{} ({sign}{percentage}%)", difference.with_sign())
        }
        None => difference.with_sign(),
    }
}

fn totals_of(piano: &Piano) -> Vec<Total> {
    let mut totals = Vec::new();
    for missione in &piano.missioni {
        totals.push(missione_total(piano, missione));
        totals.extend(missione.programmi.iter().map(|p| programma_total(piano, p)));
    }
    let obiettivi = piano.risorse();
    totals.push(total_of_kind(
        TotalKind::Obiettivi,
        "Totale degli obiettivi",
        obiettivi,
    ));
    let Some(del_piano) = &piano.totali else {
        return totals;
    };
    let quadratura: Importo = del_piano.quadratura.iter().map(|row| row.importo).sum();
    totals.extend(del_piano.quadratura.iter().map(|row| Total {
        kind: TotalKind::Quadratura,
        key: row.voce.to_string(),
        label: row.voce.to_string(),
        importo: Some(row.importo),
    }));
    if let Some(preventivo) = del_piano.preventivo {
        let spiegato = Importo::total([obiettivi, Some(quadratura)]).unwrap_or_default();
        totals.push(total_of_kind(
            TotalKind::Preventivo,
            "Totale del preventivo",
            Some(preventivo),
        ));
        totals.push(total_of_kind(
            TotalKind::Differenza,
            "Differenza da spiegare",
            Some(preventivo - spiegato),
        ));
    }
    totals
}

/// A total that is the only one of its kind.
fn total_of_kind(kind: TotalKind, entry: &str, importo: Option<Importo>) -> Total {
    Total {
        kind,
        key: String::new(),
        label: entry.to_owned(),
        importo,
    }
}

fn missione_total(piano: &Piano, missione: &Missione) -> Total {
    Total {
        kind: TotalKind::Missione,
        key: missione.codice.to_string(),
        label: format!("{} {}", missione.codice, missione.nome),
        importo: missione.risorse(piano.esercizio),
    }
}

fn programma_total(piano: &Piano, programma: &Programma) -> Total {
    Total {
        kind: TotalKind::Programma,
        key: programma.codice.to_string(),
        label: programma.nome.to_string(),
        importo: programma.risorse(piano.esercizio),
    }
}
