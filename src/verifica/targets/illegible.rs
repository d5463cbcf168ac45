//! Targets that are typed wrong, so that nobody can measure them.

use super::series::{Series, Target, at_targets};
use super::words::IndicatorWords;
use super::{Regola, RuleContext, mistake_words, thousands};
use crate::piano::{Anno, ElementKind, Measure, TargetValue};
use crate::rilievi::{Report, Rilievo};

pub(super) const REGOLA: Regola = Regola {
    name: "risultato-illeggibile",
    words: "un risultato atteso si può misurare solo con un numero",
    source: "DPCM 18/09/2012 art. 3 c. 3 e: il risultato atteso è un valore",
    example_of: Some(ElementKind::Indicatore),
    wrong: r#"risultati_attesi: { 2021: "=> 2", 2022: ">= 2", 2023: ">= 2" }"#,
    right: r#"risultati_attesi: { 2021: ">= 2", 2022: ">= 2", 2023: ">= 2" }"#,
    check,
};

fn check(context: &RuleContext<'_>) -> Report {
    at_targets(context, |series| {
        let found = series.targets.iter().filter_map(|target| {
            let rilievo = illegible(series, target)?;
            Some((target.anno, rilievo))
        });
        found.collect::<Vec<(Anno, Rilievo)>>()
    })
}

fn illegible(series: &Series<'_>, target: &Target<'_>) -> Option<Rilievo> {
    if let TargetValue::Mistyped(mistake) = target.value {
        return Some(mistake_words::tell(target.text, mistake));
    }
    if thousands::is_doubtful(series, target) {
        return Some(mistake_words::tell_thousands(target.text));
    }
    is_count_below_zero(series, target).then(|| {
        Rilievo::warning(format!("“{}” chiede un numero sotto lo zero", target.text))
            .with_regola("ciò che si conta non è mai meno di zero")
            .with_rimedio("togliere il segno meno, o scrivere l'operatore intero: \">= 2\"")
    })
}

/// `>-2` of things that are counted: the key beside that of `=`.
fn is_count_below_zero(series: &Series<'_>, target: &Target<'_>) -> bool {
    let text = target.text.trim();
    let may_be_negative = matches!(
        series.declared(),
        Measure::Percent | Measure::PerMille | Measure::Money | Measure::Other(_)
    );
    let Some(quantity) = target.quantity() else {
        return false;
    };
    let is_share = matches!(
        quantity.measure,
        Measure::Percent | Measure::PerMille | Measure::Money
    );
    let is_joined = text.starts_with(">-") || text.starts_with("<-");
    is_joined
        && !may_be_negative
        && !is_share
        && !IndicatorWords::of(series.indicatore).has(&super::vacuous::BELOW_ZERO)
}
