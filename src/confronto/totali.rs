//! The totals of the resources before and after.

use serde::Serialize;

use crate::piano::{Importo, Piano, Total, TotalKind};

/// The totals of two plans, by mission and programme, and how they tie with the preventivo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TotaliComparison {
    /// Le righe, dalla prima missione alla quadratura.
    pub righe: Vec<TotaliRow>,
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

/// Compares the totals of two plans; each for the year of its own budget.
pub(crate) fn compare(before: &Piano, after: &Piano) -> TotaliComparison {
    let (old_totals, new_totals) = (before.totals().rows(), after.totals().rows());
    let mut rows: Vec<TotaliRow> = Vec::new();
    // Each part of the table ends with the totals that only the plan before has: a mission that disappeared
    // stands below the others, and above the total of the objectives; a programme, below the others of its
    // mission.
    for kinds in [
        &[TotalKind::Missione, TotalKind::Programma][..],
        &[TotalKind::Obiettivi],
        &[TotalKind::Quadratura],
        &[TotalKind::Preventivo],
        &[TotalKind::Differenza],
    ] {
        let of_these = |totals: &[Total]| -> Vec<Total> {
            let totals = totals.iter().filter(|t| kinds.contains(&t.kind));
            totals.cloned().collect()
        };
        rows.extend(rows_of(&of_these(&old_totals), &of_these(&new_totals)));
    }
    TotaliComparison { righe: rows }
}

/// The rows of some totals: each total after beside its pair before, then the totals that disappeared.
fn rows_of(old_totals: &[Total], new_totals: &[Total]) -> Vec<TotaliRow> {
    let pairs = match_totals(old_totals, new_totals);
    // The rows that follow each total after, and those that follow all of them.
    let mut following: Vec<Vec<TotaliRow>> = vec![Vec::new(); new_totals.len() + 1];
    for (place, old) in old_totals.iter().enumerate() {
        if !pairs.contains(&Some(place)) {
            let previous = last_of_missione(place, old_totals, new_totals, &pairs);
            following[previous.unwrap_or(new_totals.len())].push(row_of(old, old.importo, None));
        }
    }
    let mut rows = Vec::new();
    for ((new, pair), following) in new_totals.iter().zip(&pairs).zip(&mut following) {
        let old = pair.and_then(|place| old_totals[place].importo);
        rows.push(row_of(new, old, new.importo));
        rows.append(following);
    }
    rows.extend(following.pop().into_iter().flatten());
    number_same_labels(&mut rows);
    rows
}

/// For a programme that disappeared, the last total after of the mission that held it; `None` for other
/// totals, and if the mission disappeared too.
fn last_of_missione(
    place: usize,
    old_totals: &[Total],
    new_totals: &[Total],
    pairs: &[Option<usize>],
) -> Option<usize> {
    if old_totals[place].kind != TotalKind::Programma {
        return None;
    }
    let is_missione = |total: &Total| total.kind == TotalKind::Missione;
    let missione = old_totals[..place].iter().rposition(is_missione)?;
    let first = pairs.iter().position(|pair| *pair == Some(missione))?;
    let next = new_totals[first + 1..].iter().position(is_missione);
    Some(next.map_or(new_totals.len() - 1, |next| first + next))
}

/// The total before of each one after. Lines with the same words are matched by their amounts, then
/// in their order.
fn match_totals(old_totals: &[Total], new_totals: &[Total]) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new_totals.len()];
    let mut taken = vec![false; old_totals.len()];
    let is_same = |a: &Total, b: &Total| a.kind == b.kind && a.key == b.key;
    for with_same_amount in [true, false] {
        for (new, pair) in new_totals.iter().zip(&mut pairs) {
            if pair.is_some() {
                continue;
            }
            *pair = old_totals.iter().zip(&taken).position(|(old, taken)| {
                !taken && is_same(old, new) && (!with_same_amount || old.importo == new.importo)
            });
            if let Some(place) = *pair {
                taken[place] = true;
            }
        }
    }
    pairs
}

/// Numbers the lines of the quadratura that have the same words.
fn number_same_labels(rows: &mut [TotaliRow]) {
    let entries: Vec<String> = rows.iter().map(|row| row.voce.clone()).collect();
    for (place, row) in rows.iter_mut().enumerate() {
        let same = |entries: &[String]| entries.iter().filter(|entry| **entry == row.voce).count();
        if row.specie == TotalKind::Quadratura && same(&entries) > 1 {
            let number = same(&entries[..=place]);
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

/// `+3.316.677,85 (+119,44%)`; `nessuna` when nothing changed. The percentage has the sign of the
/// difference, even when the amount before is negative: from -100 to -50 it is `+50,00 (+50,00%)`.
pub(crate) fn change_words(before: Importo, after: Importo) -> String {
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
