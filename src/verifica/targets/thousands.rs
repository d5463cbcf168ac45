//! Thousands grouped by a comma, as in English: `1,400`.

use super::series::{Series, Target, number_of};
use super::words::has_stem;
use crate::piano::{Measure, TargetValue};

/// Whether a target may be thousands that were written as in English. `1,275` may be a ratio, and is one if
/// another year has such decimals too; round thousands, or a value beside hundreds, are not.
pub(super) fn is_doubtful(series: &Series<'_>, target: &Target<'_>) -> bool {
    let Some(decimals) = three_decimals(target.text, target.value) else {
        return is_share_in_thousands(target);
    };
    let others = series
        .targets
        .iter()
        .filter(|other| other.anno != target.anno);
    let others = others.map(|other| (other.text, other.value.clone()));
    let observed = series.observed();
    let observed = observed.iter().map(|seen| (seen.text, seen.value.clone()));
    let others: Vec<_> = others.chain(observed).collect();
    let has_such_decimals = others.iter().any(|(text, value)| {
        three_decimals(text, value).is_some_and(|decimals| !decimals.ends_with('0'))
    });
    let is_beside_hundreds = others.iter().any(|(text, value)| {
        three_decimals(text, value).is_none()
            && number_of(value).is_some_and(|number| number >= 100.into())
    });
    is_beside_hundreds || decimals.ends_with('0') && !has_such_decimals && !is_ratio(series)
}

/// Whether an indicator is one whose values are written with three decimals.
fn is_ratio(series: &Series<'_>) -> bool {
    const NAMES: [&str; 6] = [
        "indice",
        "rapporto",
        "coefficient",
        "quozient",
        "ratio",
        "rendiment",
    ];
    let name = series.indicatore.nome.as_deref().unwrap_or_default();
    matches!(series.declared(), Measure::Other(_)) || has_stem(&name.to_lowercase(), &NAMES)
}

/// `95.000%`: decimals after a point, as in English, which are read as thousands.
fn is_share_in_thousands(target: &Target<'_>) -> bool {
    target.quantity().is_some_and(|quantity| {
        let is_thousands = quantity.number >= 1000.into() && quantity.number.fract().is_zero();
        quantity.measure == Measure::Percent && is_thousands && target.text.contains(".000")
    })
}

/// The three decimals of a number that may group thousands.
fn three_decimals<'t>(text: &'t str, value: &TargetValue) -> Option<&'t str> {
    let TargetValue::Number(quantity) = value else {
        return None;
    };
    let may_group = quantity.is_in_figures && quantity.number.scale() == 3;
    let number = quantity.number;
    if !may_group || number < 1.into() || number >= 1000.into() || text.contains('.') {
        return None;
    }
    let (_, after) = text.split_once(',')?;
    after.get(..3)
}
